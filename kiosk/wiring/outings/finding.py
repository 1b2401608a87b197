"""What was looked at before a team leaves, and what came of it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.wiring.doctor.finding import Finding, Verdict

What = Literal["battery", "team", "lists", "content", "waiting"]
"""Besides what ``kiosk doctor`` looks at."""


class Look(Struct, frozen=True):
    """One thing, looked at."""

    what: What
    verdict: Verdict
    code: str
    """Names the words for it in ``words.TOLD``."""
    facts: tuple[tuple[str, str], ...] = ()
    """What fills the places of these words. Never of a resident."""


Seen = Look | Finding


def look(what: What, verdict: Verdict, code: str, **facts: str | int) -> Look:
    """Return what was found with its facts by name."""
    return Look(what, verdict, code, tuple((name, str(fact)) for name, fact in facts.items()))
