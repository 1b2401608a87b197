"""Answering a kiosk that asks where a dossier is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.intake import is_id, known_kiosk, public_key
from kiosk.desk.site import Site
from kiosk.dossier.receipts import check_query, sign_status
from kiosk.dossier.seal import moment
from kiosk.ids import ProcedureCode, TicketId
from kiosk.wire.messages import PROTOCOL, DossierStatus, StatusQuery, StatusReply

FRESH = timedelta(minutes=10)
"""How far a question's time may lie from the desk's, either way."""


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """A question that gets no answer. Codes: refused (stranger or revoked), stale (clock or replay)."""

    code: str


def answer(site: Site, query: StatusQuery, *, in_parts: bool = False) -> StatusReply | NotAnswered:
    """Return where the ticket's latest dossier is; ``found`` None when there is none.

    ``in_parts``: the kiosk can read what is missing and to be paid by itself; else both stand in the note.
    Known and unknown tickets cost the same: a status is signed either way.
    """
    kiosk = known_kiosk(site, query.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_query(query, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(query.asked_at, site.clock.now()):
        return NotAnswered("stale")
    rows = models.Dossier.objects.filter(ward=site.ward, ticket_id=query.ticket_id).defer("sealed")
    row = rows.order_by("-received_at", "-pk").first() if is_id(query.ticket_id) else None
    signed = sign_status(_status(site, query.ticket_id, row, in_parts=in_parts), site.keys.signer)
    return StatusReply(protocol=PROTOCOL, found=signed if row is not None else None)


def is_fresh(asked_at: str, now: datetime) -> bool:
    """Tell whether a question was asked about now."""
    try:
        asked = datetime.fromisoformat(asked_at)
    except ValueError:
        return False
    return asked.tzinfo is not None and abs(now - asked) <= FRESH


def _status(site: Site, ticket_id: TicketId, row: models.Dossier | None, *, in_parts: bool) -> DossierStatus:
    known = row or models.Dossier(procedure="", received_at=site.clock.now(), updated_at=site.clock.now())
    return DossierStatus(
        ticket_id=ticket_id,
        procedure=ProcedureCode(known.procedure),
        status=known.status,
        dossier_code=known.dossier_code,
        received_at=moment(known.received_at.astimezone(VIETNAM)),
        due_date=known.due_date.isoformat() if known.due_date else "",
        updated_at=moment(known.updated_at.astimezone(VIETNAM)),
        note=known.note if in_parts else in_words(known),
        desk_key_id="",
        signature=b"",
        missing=tuple(paper for paper, _ in known.missing) if in_parts else (),
        to_pay=known.to_pay if in_parts else 0,
    )


def in_words(row: models.Dossier | models.StatusChange) -> str:
    """Return what is missing, what is to be paid and the note, for who can only read a note."""
    told = []
    if row.missing:
        told.append(words.STILL_MISSING.format(papers="; ".join(name for _, name in row.missing)))
    if row.to_pay:
        told.append(words.STILL_TO_PAY.format(amount=f"{row.to_pay:,}".replace(",", ".")))
    return " ".join([*told, row.note]).strip()
