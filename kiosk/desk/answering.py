"""Answering a kiosk that asks where a dossier is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.clock import VIETNAM
from kiosk.desk import models
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


def answer(site: Site, query: StatusQuery) -> StatusReply | NotAnswered:
    """Return where the ticket's latest dossier is; ``found`` None when there is none.

    Known and unknown tickets cost the same: a status is signed either way.
    """
    kiosk = known_kiosk(site, query.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_query(query, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(query.asked_at, site.clock.now()):
        return NotAnswered("stale")
    rows = models.Dossier.objects.filter(ward=site.ward, ticket_id=query.ticket_id).defer("sealed")
    row = rows.order_by("-received_at", "-pk").first() if is_id(query.ticket_id) else None
    signed = sign_status(_status(site, query.ticket_id, row), site.keys.signer)
    return StatusReply(protocol=PROTOCOL, found=signed if row is not None else None)


def is_fresh(asked_at: str, now: datetime) -> bool:
    """Tell whether a question was asked about now."""
    try:
        asked = datetime.fromisoformat(asked_at)
    except ValueError:
        return False
    return asked.tzinfo is not None and abs(now - asked) <= FRESH


def _status(site: Site, ticket_id: TicketId, row: models.Dossier | None) -> DossierStatus:
    known = row or models.Dossier(procedure="", received_at=site.clock.now(), updated_at=site.clock.now())
    return DossierStatus(
        ticket_id=ticket_id,
        procedure=ProcedureCode(known.procedure),
        status=known.status,
        dossier_code=known.dossier_code,
        received_at=moment(known.received_at.astimezone(VIETNAM)),
        due_date=known.due_date.isoformat() if known.due_date else "",
        updated_at=moment(known.updated_at.astimezone(VIETNAM)),
        note=known.note,
        desk_key_id="",
        signature=b"",
    )
