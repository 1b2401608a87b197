"""Keeping saved visits for the kiosks: ciphertext by id, deleted by right of the write proof and by time.

A copy of one that was left with the ward ends with it.

An id lives once: what was deleted or replaced stays dead until it would have expired, whatever comes late. Of two
tickets that took the place of one, the first that the desk has heard of lives.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import Error, connections, transaction
from django.db.models import F

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.answering import NotAnswered, is_fresh
from kiosk.desk.copies import call_back, one_at_a_time, purge_copies
from kiosk.desk.intake import is_id, is_time, known_kiosk, public_key
from kiosk.desk.site import Site
from kiosk.dossier.draft_words import check_asking, digest, sign_word
from kiosk.ids import TicketId
from kiosk.wire.drafts import (
    CHECK_LIMIT,
    CIPHERTEXT_LIMIT,
    DIGEST_BYTES,
    NONCE_BYTES,
    TRIES,
    Asking,
    CheckDrafts,
    DraftReply,
    DraftWord,
    FetchDraft,
    ForgetDraft,
    ForgiveDraft,
    KeepDraft,
    LockedDraft,
    MissDraft,
)
from kiosk.wire.messages import PROTOCOL

log = logging.getLogger(__name__)
LONGEST = timedelta(days=31)
"""No draft is kept longer, whatever a kiosk's clock says."""
PURGE_EVERY = 3600.0
"""Seconds."""
_VERSIONS = range(1, 100_000)


class _GarbageError(Exception):
    """A question that no kiosk of ours asks."""


def answer_draft(site: Site, asking: Asking) -> DraftReply | NotAnswered:
    """Return the desk's signed words. NotAnswered: refused (stranger or revoked), stale, garbage.

    Whether a ticket is unknown, was deleted, replaced or tried too often, the question takes the same steps.
    """
    kiosk = known_kiosk(site, asking.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_asking(asking, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(asking.asked_at, site.clock.now()):
        return NotAnswered("stale")
    try:
        _check_ids(asking)
        with transaction.atomic():
            if isinstance(asking, ForgetDraft):
                one_at_a_time(site)
            _purge(site)
            rows = _DOERS[type(asking)](site, asking)
    except _GarbageError:
        return NotAnswered("garbage")
    words = tuple(_word(site, asking, ticket_id, row) for ticket_id, row in rows)
    log.info(
        "draft asked=%s states=%s", type(asking).__name__, ",".join(sorted({one.state for one in words}))
    )
    handed = isinstance(asking, FetchDraft) and words[0].state == "kept"
    row = rows[0][1] if handed else None
    return DraftReply(protocol=PROTOCOL, words=words, draft=None if row is None else _locked(row))


def keep_again(site: Site, draft: LockedDraft) -> Literal["kept", "dead", "garbage"]:
    """Keep a draft out of a kiosk's backup as if the kiosk had asked for it. What is dead stays so."""
    try:
        if not is_id(draft.id):
            return "garbage"
        with transaction.atomic():
            row = _kept(site, draft)
    except _GarbageError:
        return "garbage"
    return "dead" if row.dead else "kept"


def purge(site: Site) -> int:
    """Delete what has expired; return how many rows went. Every question about a draft does so, too."""
    with transaction.atomic():
        return _purge(site)


def purge_hourly(site: Site, wait: Callable[[float], bool], delete: Callable[[Site], object] = purge) -> None:
    """Purge every hour until ``wait`` (seconds) says that it is over: a ward may have no kiosk that asks.

    ``delete``: what is done each time.

    A database that is busy or away is noted; an hour later is time enough.
    """
    while not wait(PURGE_EVERY):
        try:
            delete(site)
        except Error as error:
            log.warning("purge failed: %s", type(error).__name__)
        connections.close_all()


_Rows = list[tuple[TicketId, "models.Draft | None"]]


def _purge(site: Site) -> int:
    old = models.Draft.objects.filter(ward=site.ward, expires_at__lte=site.clock.now())
    return int(old.delete()[0]) + purge_copies(site)


def _check_ids(asking: Asking) -> None:
    """Raise _GarbageError when something stands where an id belongs, or for too many at once."""
    match asking:
        case KeepDraft():
            ids: tuple[str, ...] = (asking.draft.id,)
        case CheckDrafts():
            ids = asking.ticket_ids
        case ForgetDraft():
            ids = (asking.ticket_id, asking.heir or asking.ticket_id)
        case FetchDraft() | MissDraft() | ForgiveDraft():
            ids = (asking.ticket_id,)
        case _:
            raise _GarbageError
    if len(ids) > CHECK_LIMIT or not all(is_id(one) for one in ids):
        raise _GarbageError


def _keep(site: Site, asking: KeepDraft) -> _Rows:
    return [(asking.draft.id, _kept(site, asking.draft))]


def _kept(site: Site, draft: LockedDraft) -> models.Draft:
    """Return the row under which a draft is kept, or its tombstone."""
    until = _until(site, draft.expires)
    blocks = 0 < len(draft.ciphertext) <= CIPHERTEXT_LIMIT and len(draft.nonce) == NONCE_BYTES
    if not (blocks and len(draft.write_digest) == DIGEST_BYTES):
        raise _GarbageError
    if draft.version not in _VERSIONS:
        raise _GarbageError
    if until <= site.clock.now():
        return _tombstone(site, draft.id, until, b"")
    row, _ = models.Draft.objects.get_or_create(
        ward=site.ward,
        ticket_id=draft.id,
        defaults={
            "version": draft.version,
            "expires": draft.expires,
            "expires_at": until,
            "nonce": draft.nonce,
            "ciphertext": draft.ciphertext,
            "write_digest": draft.write_digest,
        },
    )
    if not row.dead and digest(_locked(row)) != digest(draft):
        raise _GarbageError
    return row


def _fetch(site: Site, asking: FetchDraft) -> _Rows:
    return [(asking.ticket_id, _row(site, asking.ticket_id))]


def _forget(site: Site, asking: ForgetDraft) -> _Rows:
    until = _until(site, asking.expires)
    row = _row(site, asking.ticket_id)
    proven = hashlib.sha256(asking.proof).digest()
    if row is None and until <= site.clock.now():
        return [(asking.ticket_id, _tombstone(site, asking.ticket_id, until, proven, asking.heir))]
    if row is None:
        row = _buried(site, asking.ticket_id, until, proven, asking.heir)
        call_back(site)
    stillborn = row.dead and not row.write_digest
    if not (stillborn or hmac.compare_digest(bytes(row.write_digest), proven)):
        return [(asking.ticket_id, row)]
    if not row.dead:
        row.dead, row.heir, row.nonce, row.ciphertext = True, asking.heir, b"", b""
        row.save(update_fields=["dead", "heir", "nonce", "ciphertext"])
        call_back(site)
    elif asking.heir not in {"", row.heir}:
        # It was dead before the heir was made: by its right nothing more is kept.
        _buried(site, TicketId(asking.heir), until, b"")
    return [(asking.ticket_id, row)]


def _miss(site: Site, asking: MissDraft) -> _Rows:
    mine = models.Draft.objects.filter(ward=site.ward, ticket_id=asking.ticket_id)
    mine.filter(misses__lte=TRIES).update(misses=F("misses") + 1)
    return [(asking.ticket_id, mine.first())]


def _forgive(site: Site, asking: ForgiveDraft) -> _Rows:
    row = _row(site, asking.ticket_id)
    if row is not None and hmac.compare_digest(
        bytes(row.write_digest), hashlib.sha256(asking.proof).digest()
    ):
        row.misses = 0
        row.save(update_fields=["misses"])
    return [(asking.ticket_id, row)]


def _check(site: Site, asking: CheckDrafts) -> _Rows:
    rows = models.Draft.objects.filter(ward=site.ward, ticket_id__in=asking.ticket_ids).defer("ciphertext")
    known = {row.ticket_id: row for row in rows}
    return [(ticket_id, known.get(ticket_id)) for ticket_id in asking.ticket_ids]


_DOERS: dict[type[Asking], Callable[[Site, Any], _Rows]] = {
    KeepDraft: _keep,
    FetchDraft: _fetch,
    ForgetDraft: _forget,
    MissDraft: _miss,
    ForgiveDraft: _forgive,
    CheckDrafts: _check,
}


def _row(site: Site, ticket_id: TicketId) -> models.Draft | None:
    """Return the row, held until the transaction ends."""
    rows: Iterable[models.Draft] = models.Draft.objects.select_for_update().filter(
        ward=site.ward, ticket_id=ticket_id
    )
    return next(iter(rows), None)


def _tombstone(
    site: Site, ticket_id: TicketId, until: datetime, write_digest: bytes, heir: str = ""
) -> models.Draft:
    return models.Draft(ward=site.ward, ticket_id=ticket_id, **_grave(until, write_digest, heir))


def _grave(until: datetime, write_digest: bytes, heir: str) -> dict[str, Any]:
    return {
        "expires": "",
        "expires_at": until,
        "nonce": b"",
        "ciphertext": b"",
        "write_digest": write_digest,
        "dead": True,
        "heir": heir,
    }


def _buried(
    site: Site, ticket_id: TicketId, until: datetime, write_digest: bytes, heir: str = ""
) -> models.Draft:
    """Keep a tombstone where nothing is. Return what is there now, held until the transaction ends.

    Since this transaction looked, another may have kept something under the same id.
    """
    row, _ = models.Draft.objects.select_for_update().get_or_create(
        ward=site.ward, ticket_id=ticket_id, defaults=_grave(until, write_digest, heir)
    )
    return row


def _until(site: Site, expires: str) -> datetime:
    if not is_time(expires):
        raise _GarbageError
    return min(datetime.fromisoformat(expires).astimezone(VIETNAM), site.clock.now() + LONGEST)


def _locked(row: models.Draft) -> LockedDraft:
    return LockedDraft(
        id=TicketId(row.ticket_id),
        version=row.version,
        expires=row.expires,
        nonce=bytes(row.nonce),
        ciphertext=bytes(row.ciphertext),
        write_digest=bytes(row.write_digest),
    )


def _word(site: Site, asking: Asking, ticket_id: TicketId, row: models.Draft | None) -> DraftWord:
    state: Literal["kept", "dead", "unknown"] = "unknown"
    if row is not None:
        refused = row.misses >= TRIES and isinstance(asking, FetchDraft)
        state = "dead" if row.dead or refused or row.misses > TRIES else "kept"
    vouched = row is not None and state == "kept" and not isinstance(asking, CheckDrafts)
    unsigned = DraftWord(
        ticket_id=ticket_id,
        state=state,
        sha256=digest(_locked(row)) if row is not None and vouched else b"",
        misses=min(row.misses, TRIES + 1) if row is not None else 0,
        kiosk_id=asking.kiosk_id,
        asked_at=asking.asked_at,
        desk_key_id="",
        signature=b"",
    )
    return sign_word(unsigned, site.keys.signer)
