"""How machine forms read on the officers' pages: dates day first, numbers in groups."""

from __future__ import annotations

from datetime import datetime

from kiosk.clock import VIETNAM
from kiosk.procedures.days import days_of


def date_shown(text: str) -> str:
    """Return YYYY[-MM[-DD]] as dd/mm/yyyy, mm/yyyy or yyyy; anything else as it stands."""
    days = days_of(text)
    if days is None:
        return text
    parts = [f"{part:02}" for part in (days.day, days.month) if part]
    return "/".join([*parts, f"{days.year:04}"])


def number_shown(text: str) -> str:
    """Return a personal number of 12 digits in groups of three; anything else as it stands."""
    if len(text) == 12 and text.isdecimal():  # noqa: PLR2004 - the length of a personal number
        return " ".join(text[at : at + 3] for at in range(0, 12, 3))
    return text


def moment_shown(text: str) -> str:
    """Return an ISO time with offset as HH:MM dd/mm/yyyy in Vietnam; anything else as it stands."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y") if at.tzinfo else text
