"""What was held under the scanner: told by its text alone. Secrets lie with the session; nothing of it is logged.

Exactly five forms are taken: ticket, badge, citizen card of 7 or of 11 fields, health card. Two of them that a scanner
without an end mark has glued together are told apart from what is unknown. Nothing of any text is ever opened or run.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kiosk.engine.session import Session
from kiosk.takeover.badge import BadgeSecret, parse_badge
from kiosk.tickets.secret import TicketSecret, parse
from kiosk.visit.device_reports import ScanTried
from kiosk.visit.devices import waits_for_scan
from kiosk.visit.events import Event
from kiosk.visit.portal_reports import PortalCodeScanned
from kiosk.visit.reports import (
    BadgeScanned,
    CardScanned,
    HealthCardScanned,
    SeveralScanned,
    TicketScanned,
    UnknownScanned,
)
from kiosk.visit.states import State, Visit

Card = CardScanned | HealthCardScanned
ReadCard = Callable[[str], Card | None]
Known = TicketSecret | BadgeSecret | Card

_SECRET = re.compile(r"[0-9]{34}")
_PORTAL_CODE = re.compile(r"(?!\d{34}$)[A-Za-z0-9./-]{4,64}")
"""What may be the code that the official portal gives; looked for where it is asked for, and nowhere else."""
_NEXT = re.compile(
    r"(?=(?:[0-9]{34})*(?:[0-9]{34}\Z|(?:[0-9]{12}|[0-9]{10}|[A-Z]{2}[0-9]{13})\|))",
)
"""Where a further code may begin: digits of tickets and badges, then the end or the number of a card."""


def sorted_out(text: str, session: Session, read_card: ReadCard) -> Event:
    """Return what was read, its secret kept in ``session``; UnknownScanned for what is none of ours.

    What only tries the scanner is not looked at.
    """
    if waits_for_scan(session.visit):
        return ScanTried(legible=bool(text))
    if session.visit.state is State.PORTAL_CODE and _PORTAL_CODE.fullmatch(text):
        return PortalCodeScanned(text)
    # First of all: a ticket's digits behind a card would pass for the card's last field.
    if _are_several(text, read_card):
        return SeveralScanned()
    known = _known(text, read_card)
    match known:
        case TicketSecret():
            session.shown_ticket = known
            return TicketScanned(again=known == session.looked_up)
        case BadgeSecret():
            session.badge = known.digits
            return BadgeScanned()
        case None:
            return UnknownScanned()
        case _:
            return known


def takes_badge(visit: Visit) -> bool:
    """Tell whether the badge that was just read is the one in hand now; anywhere else it told only whose it is."""
    return visit.state in {State.SIGN_IN_PIN, State.SIGNING_IN, State.OPENING}


def _known(text: str, read_card: ReadCard) -> Known | None:
    """Return what one code says; only a hand that types may put spaces between the digits of a ticket."""
    if _SECRET.fullmatch(text):
        return parse(text) or parse_badge(text)
    return read_card(text)


def _are_several(text: str, read_card: ReadCard) -> bool:
    """Tell whether ``text`` is two codes or more, one after the other, each whole."""
    starts = {0}
    """Where a code may begin that has only whole ones before it."""
    for found in _NEXT.finditer(text, 1):
        at = found.start()
        if any(_known(text[start:at], read_card) is not None for start in starts):
            starts.add(at)
    return any(_known(text[start:], read_card) is not None for start in starts - {0})
