"""What was found out about one of the ten troubles."""

from __future__ import annotations

from typing import Final, Literal, get_args

from msgspec import Struct

Trouble = Literal[
    "paper",
    "cable",
    "clock",
    "network",
    "certificate",
    "disk",
    "screen",
    "touch",
    "sound",
    "roster",
]
TROUBLES: Final[tuple[Trouble, ...]] = get_args(Trouble)
"""In the order in which they are told: what stops people first."""
Verdict = Literal["well", "soon", "wrong", "unknown", "unused"]
"""``soon``: goes on today, and somebody has to see to it. ``unknown``: cannot be told from here."""


class Finding(Struct, frozen=True):
    """One trouble, looked at."""

    trouble: Trouble
    verdict: Verdict
    code: str
    """Names the words for it in ``words.TOLD``."""
    facts: tuple[tuple[str, str], ...] = ()
    """What fills the places of these words. Never of a person."""


def found(trouble: Trouble, verdict: Verdict, code: str, **facts: str | int) -> Finding:
    """Return a finding with its facts by name."""
    return Finding(trouble, verdict, code, tuple((name, str(fact)) for name, fact in facts.items()))
