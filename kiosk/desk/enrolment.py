"""Codes by which ward IT enrols kiosks, the door at which kiosks use them; revoking and retiring kiosks."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from django.db import transaction
from django.db.models import F, Q

from kiosk.desk import models
from kiosk.desk.answering import NotAnswered, is_fresh
from kiosk.desk.intake import NUL, known_kiosk, public_key
from kiosk.desk.people import record
from kiosk.desk.rosters import NoRosterKeyError, current
from kiosk.desk.site import Site
from kiosk.desk.uploads import give_up_uploads
from kiosk.dossier.draft_words import check_asking
from kiosk.dossier.enrol_words import (
    FULL_STRETCH,
    StretchCost,
    digest_of,
    holds_key,
    knows_code,
    prove,
    sign_retired,
    stretch,
)
from kiosk.dossier.seal import moment
from kiosk.wire.enrol import AskToEnrol, AskToRetire, Enrolled, Retired, new_code
from kiosk.wire.messages import PROTOCOL

log = logging.getLogger(__name__)
COST: StretchCost = FULL_STRETCH
MISSES: Final = 5
MOST_AT_ONCE: Final = 30
"""Codes in one go: each takes a good part of a second."""
LIVES: Final = {
    "now": timedelta(minutes=30),
    "day": timedelta(hours=12),
    "stick": timedelta(days=3),
}
"""How long a code is good: typed beside the machine; for many machines; carried by stick."""
WHY: Final = ("lost", "stolen", "retired", "other")
_KIOSK = re.compile(r"[a-z0-9][a-z0-9-]{1,31}")
_POINT = re.compile(r"[a-zA-Z0-9-]{1,32}")
_SERIES = re.compile(r"[A-Z]")

CodeRefusal = Literal["kiosk-id", "series", "point", "known", "revoked", "letter", "no-roster-key", "twice"]
Refused = Literal["refused", "differs", "over"]


@dataclass(frozen=True, slots=True)
class CodeWish:
    """Which machine is to be let in."""

    kiosk_id: str
    series: str
    point: str


@dataclass(frozen=True, slots=True)
class MadeCode:
    """A code as it is shown, once."""

    row: models.Enrolment
    code: str = field(repr=False)


def make_codes(
    site: Site,
    officer: models.Officer,
    wishes: Sequence[CodeWish],
    *,
    lives: str = "now",
    again: bool = False,
) -> list[MadeCode] | tuple[CodeWish, CodeRefusal]:
    """Make a code for each machine, or say of the first one why not, and make none.

    A code that was made for the same machine before is good no more.
    """
    try:
        current(site)
    except NoRosterKeyError:
        return wishes[0], "no-roster-key"
    for place, wish in enumerate(wishes):
        refused = _odd(site, wish, again=again) or _twice(wishes[:place], wish)
        if refused:
            return wish, refused
    # slow, and so before anything is written
    codes = [new_code(site.ids.random_bytes) for _ in wishes]
    keys = [stretch(code, site.ward, wish.kiosk_id, COST) for code, wish in zip(codes, wishes, strict=True)]
    now = site.clock.now()
    until = now + LIVES.get(lives, LIVES["now"])
    made = []
    with transaction.atomic():
        for wish, code, key in zip(wishes, codes, keys, strict=True):
            _end_codes(site, wish.kiosk_id)
            row = models.Enrolment.objects.create(
                ward=site.ward,
                **{name: getattr(wish, name) for name in ("kiosk_id", "series", "point")},
                again=again,
                made_by=officer,
                made_at=now,
                expires_at=until,
                stretched=key,
            )
            record(site, officer, "kiosk-code", detail=f"{wish.kiosk_id}, {wish.series}, {wish.point}")
            made.append(MadeCode(row, code))
    return made


def answer_enrol(site: Site, ask: AskToEnrol) -> Enrolled | Refused:
    """Let a kiosk in that knows its code, once; the same wish again gets the same answer while the code is good.

    ``refused``: to whoever does not know the code, nothing more is told. ``differs``: letter or point are not those
    that the code was made for, which stays good. ``over``: too late, used already, or the id is not free.
    """
    row = _latest(site, ask)
    if row is None or not _may_try(row):
        return "refused"
    if not knows_code(ask, bytes(row.stretched)):
        _missed(site, row)
        return "refused"
    if not holds_key(ask):
        return "refused"
    if (ask.series, ask.point) != (row.series, row.point):
        return "differs"
    if site.clock.now() >= row.expires_at:
        return "over"
    if not _let_in(site, row, ask):
        return "over"
    log.info("kiosk enrolled")
    return _answered(site, ask, bytes(row.stretched))


def answer_retire(site: Site, ask: AskToRetire) -> Retired | NotAnswered:
    """Count a kiosk as gone that says so itself; one that is gone already is told so again."""
    kiosk = known_kiosk(site, ask.kiosk_id)
    if kiosk is None or not check_asking(ask, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(ask.asked_at, site.clock.now()):
        return NotAnswered("stale")
    with transaction.atomic():
        models.Kiosk.objects.filter(pk=kiosk.pk, revoked_at=None).update(
            revoked_at=site.clock.now(), revoked_why="retired"
        )
        give_up_uploads(kiosk)
    return sign_retired(ask, site.keys.signer)


def revoke_kiosk(site: Site, officer: models.Officer, kiosk: models.Kiosk, why: str) -> bool:
    """Count a kiosk as lost to the ward from now on; False without a reason. It never comes back under its id."""
    if why not in WHY:
        return False
    now = site.clock.now()
    with transaction.atomic():
        models.Kiosk.objects.filter(pk=kiosk.pk, revoked_at=None).update(revoked_at=now, revoked_why=why)
        give_up_uploads(kiosk)
        _end_codes(site, kiosk.kiosk_id)
        record(site, officer, "kiosk-revoked", detail=f"{kiosk.kiosk_id}, {why}")
    return True


def forget_codes(site: Site) -> int:
    """Empty the codes whose time is over; their rows stay. Return how many."""
    rows = models.Enrolment.objects.filter(ward=site.ward, expires_at__lte=site.clock.now())
    rows.filter(ended="").update(ended=models.Enrolment.Ended.OVER, ended_at=F("expires_at"))
    return int(rows.exclude(stretched=b"").update(stretched=b""))


def _odd(site: Site, wish: CodeWish, *, again: bool) -> CodeRefusal | None:
    if not _KIOSK.fullmatch(wish.kiosk_id):
        return "kiosk-id"
    if not _SERIES.fullmatch(wish.series):
        return "series"
    if not _POINT.fullmatch(wish.point):
        return "point"
    known = known_kiosk(site, wish.kiosk_id)
    if known is not None and known.revoked_at is not None:
        return "revoked"
    if known is not None and not again:
        return "known"
    others = models.Kiosk.objects.filter(ward=site.ward, series=wish.series, revoked_at=None)
    promised = models.Enrolment.objects.filter(
        ward=site.ward, series=wish.series, ended="", expires_at__gt=site.clock.now()
    )
    taken = (
        others.exclude(kiosk_id=wish.kiosk_id).exists() or promised.exclude(kiosk_id=wish.kiosk_id).exists()
    )
    return "letter" if taken else None


def _twice(before: Sequence[CodeWish], wish: CodeWish) -> CodeRefusal | None:
    same = any(one.kiosk_id == wish.kiosk_id or one.series == wish.series for one in before)
    return "twice" if same else None


def _end_codes(site: Site, kiosk_id: str) -> None:
    """Let no code for this machine be good any more."""
    waiting = models.Enrolment.objects.filter(ward=site.ward, kiosk_id=kiosk_id, ended="")
    waiting.update(ended=models.Enrolment.Ended.REPLACED, ended_at=site.clock.now(), stretched=b"")


def _latest(site: Site, ask: AskToEnrol) -> models.Enrolment | None:
    if ask.ward != site.ward or NUL in ask.kiosk_id:
        return None
    rows = models.Enrolment.objects.filter(ward=site.ward, kiosk_id=ask.kiosk_id)
    found: models.Enrolment | None = rows.order_by("-made_at", "-pk").first()
    return found


def _may_try(row: models.Enrolment) -> bool:
    return bool(row.stretched) and row.ended in {"", models.Enrolment.Ended.USED}


def _missed(site: Site, row: models.Enrolment) -> None:
    """Count a wrong code; the fifth one ends it, and what it stood for is gone."""
    mine = models.Enrolment.objects.filter(pk=row.pk, ended="")
    mine.update(misses=F("misses") + 1)
    dead = mine.filter(misses__gte=MISSES)
    if dead.update(ended=models.Enrolment.Ended.MISSED, ended_at=site.clock.now(), stretched=b""):
        log.warning("enrolment code dead after misses")


def _let_in(site: Site, row: models.Enrolment, ask: AskToEnrol) -> bool:
    """Use the code and know the kiosk, both or neither; True also where exactly this wish has done so before."""
    asked, key, now = digest_of(ask), ask.public_key.hex(), site.clock.now()
    with transaction.atomic():
        mine = models.Enrolment.objects.filter(pk=row.pk)
        used = mine.filter(ended="", misses__lt=MISSES).update(
            ended=models.Enrolment.Ended.USED, ended_at=now, asked=asked, public_key=key
        )
        if not used:
            return bool(mine.filter(ended=models.Enrolment.Ended.USED, asked=asked).exists())
        known = models.Kiosk.objects.filter(ward=site.ward, kiosk_id=row.kiosk_id)
        if known.filter(Q(revoked_at__isnull=False)).exists() or (known.exists() and not row.again):
            transaction.set_rollback(True)
            return False
        models.Kiosk.objects.update_or_create(
            ward=site.ward,
            kiosk_id=row.kiosk_id,
            defaults={"public_key": key, "point": row.point, "series": row.series, "enrolled_at": now},
        )
    return True


def _answered(site: Site, ask: AskToEnrol, stretched: bytes) -> Enrolled | Refused:
    roster = site.keys.roster
    if roster is None:
        return "refused"
    # stored keys are named first to last; the one in force is the last
    in_force = list(site.keys.ward.values())[-1]
    bare = Enrolled(
        protocol=PROTOCOL,
        kiosk_id=ask.kiosk_id,
        asked=digest_of(ask),
        ward_public=in_force.public.raw,
        desk_public=site.keys.signer.key.public_key().public_bytes_raw(),
        roster_public=roster.public_key().public_bytes_raw(),
        roster=current(site),
        at=moment(site.clock.now()),
        proof=b"",
    )
    return prove(bare, stretched)
