"""Calls for help: opened and ended by kiosks, taken by whoever is first."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from kiosk.desk import models
from kiosk.desk.answering import NotAnswered, is_fresh
from kiosk.desk.intake import is_id, known_kiosk, public_key
from kiosk.desk.site import Site
from kiosk.dossier.call_words import sign_call
from kiosk.dossier.draft_words import check_asking
from kiosk.wire.calls import (
    LIVES_SECONDS,
    OPEN_AT_MOST,
    POINT_LETTERS,
    CallAsk,
    CallLine,
    CallOpened,
    CallOver,
    CallReply,
    CallState,
)
from kiosk.wire.drafts import Asking
from kiosk.wire.messages import PROTOCOL

log = logging.getLogger(__name__)
KEPT = timedelta(days=1)
LIVES = timedelta(seconds=LIVES_SECONDS)


def answer_call(site: Site, asking: Asking) -> CallReply | NotAnswered:
    """Return the desk's signed word. NotAnswered: refused (stranger or revoked), stale, garbage."""
    kiosk = known_kiosk(site, asking.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_asking(asking, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(asking.asked_at, site.clock.now()):
        return NotAnswered("stale")
    call_id = getattr(asking, "call_id", "")
    if not isinstance(asking, CallOpened | CallAsk | CallOver):
        lines = tuple(_line(site, call) for call in open_calls(site)[:OPEN_AT_MOST])
        return _signed(site, asking, None, lines)
    if not is_id(call_id):
        return NotAnswered("garbage")
    if isinstance(asking, CallOpened) and not _opened(site, kiosk, asking):
        return NotAnswered("garbage")
    mine = models.HelpCall.objects.filter(ward=site.ward, call_id=call_id, kiosk=kiosk)
    if isinstance(asking, CallOver):
        mine.filter(ended_at=None).update(ended_at=site.clock.now())
        log.info("call over why=%s", asking.why)
    return _signed(site, asking, mine.select_related("taken_by").first(), ())


def open_calls(site: Site) -> QuerySet[models.HelpCall]:
    """Return the calls that have not ended, the oldest first."""
    alive = models.HelpCall.objects.filter(
        ward=site.ward, ended_at=None, opened_at__gt=site.clock.now() - LIVES
    )
    return alive.select_related("taken_by").order_by("opened_at", "pk")


def take(site: Site, call_id: str, person: models.Person) -> bool:
    """Say that ``person`` is on the way; False where somebody else was first, or it is over."""
    free = open_calls(site).filter(call_id=call_id, taken_by=None)
    if free.order_by().update(taken_by=person, taken_at=site.clock.now()):
        log.info("call taken")
        return True
    return open_calls(site).filter(call_id=call_id, taken_by=person).exists()


def give_back(site: Site, call_id: str, person: models.Person) -> None:
    """Say that ``person`` cannot come after all: the call is everybody's again."""
    mine = open_calls(site).filter(call_id=call_id, taken_by=person)
    mine.order_by().update(taken_by=None, taken_at=None)


def waited(site: Site, call: models.HelpCall) -> int:
    """Return the seconds since help was called."""
    return max(0, int((site.clock.now() - call.opened_at).total_seconds()))


def _opened(site: Site, kiosk: models.Kiosk, asking: CallOpened) -> bool:
    if not (0 <= asking.waited <= LIVES_SECONDS and 0 < len(asking.point) <= POINT_LETTERS):
        return False
    if "\0" in asking.point:
        return False
    now = site.clock.now()
    with transaction.atomic():
        models.HelpCall.objects.filter(ward=site.ward, opened_at__lte=now - KEPT).delete()
        call, new = models.HelpCall.objects.get_or_create(
            ward=site.ward,
            call_id=asking.call_id,
            defaults={
                "kiosk": kiosk,
                "point": asking.point,
                "opened_at": now - timedelta(seconds=asking.waited),
            },
        )
    if new:
        log.info("call opened")
    return bool(call.kiosk_id == kiosk.pk)


def _line(site: Site, call: models.HelpCall) -> CallLine:
    name = call.taken_by.shown_name if call.taken_by is not None else ""
    return CallLine(point=call.point, waited=waited(site, call), name=name)


def _signed(
    site: Site, asking: Asking, call: models.HelpCall | None, lines: tuple[CallLine, ...]
) -> CallReply:
    person = call.taken_by if call is not None else None
    reply = CallReply(
        protocol=PROTOCOL,
        call_id=getattr(asking, "call_id", ""),
        state=_state(site, call),
        name=person.shown_name if person is not None else "",
        portrait=person.portrait if person is not None else "",
        calls=lines,
        kiosk_id=asking.kiosk_id,
        asked_at=asking.asked_at,
        desk_key_id="",
        signature=b"",
    )
    return sign_call(reply, site.keys.signer)


def _state(site: Site, call: models.HelpCall | None) -> CallState:
    if call is None or call.ended_at is not None or site.clock.now() - call.opened_at >= LIVES:
        return "over"
    return "open" if call.taken_by is None else "taken"
