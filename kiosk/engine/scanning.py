"""What was held under the scanner: told by its text alone. Secrets lie with the session; nothing of it is logged."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.engine.session import Session
from kiosk.takeover.badge import parse_badge
from kiosk.tickets.secret import parse
from kiosk.visit.events import Event
from kiosk.visit.reports import BadgeScanned, CardScanned, TicketScanned, UnknownScanned


def sorted_out(text: str, session: Session, read_card: Callable[[str], CardScanned | None]) -> Event:
    """Return what was read, its secret kept in ``session``; UnknownScanned for what is none of ours."""
    ticket, badge = parse(text), parse_badge(text)
    if ticket is not None:
        session.shown_ticket = ticket
        return TicketScanned()
    if badge is not None:
        session.badge = badge.digits
        return BadgeScanned()
    return read_card(text) or UnknownScanned()
