"""What the slip of a queue number says: the number, when it was taken, to sit and wait. It has no code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.settings import Point
from kiosk.texts import FALLBACK, Texts
from kiosk.tickets.slip import SlipText, Step
from kiosk.tickets.words import issued_at


@dataclass(frozen=True)
class NumberFacts:
    """All that it depends on, and nothing of who has it."""

    number: str
    """As shown: "A 027"."""
    issued: datetime
    first: bool
    language: str
    reprint: bool
    trial: bool
    ahead: int | None = None
    """So many are called before; None: it is not told."""
    minutes: int | None = None
    """About so long; None: it is not told."""


def number_text(facts: NumberFacts, point: Point, texts: Texts) -> SlipText:
    """Return its words: what it is in Vietnamese, what to do in the visit's language."""
    official = partial(texts.say, FALLBACK)
    own = partial(texts.say, facts.language)
    told = _told(facts, texts)
    return SlipText(
        point=point.short_name,
        ward=point.ward.name,
        banner=official("slip.queue"),
        lines=(official("slip.queue-first"),) if facts.first else (),
        number=facts.number,
        issued=issued_at(facts.issued, texts),
        steps=_steps(facts, own("slip.queue-do"), told),
        foot=(own("slip.queue-day"),),
        trial=official("slip.trial") if facts.trial else "",
        reprint=official("slip.reprint") if facts.reprint else "",
    )


def _steps(facts: NumberFacts, wait: str, told: tuple[str, ...]) -> tuple[Step, ...]:
    """Return what to do, and who is before: people are drawn only where there are some."""
    if not facts.ahead:
        return (Step("sit-wait", (wait, *told)),)
    return (Step("sit-wait", (wait,)), Step("queue", told))


def _told(facts: NumberFacts, texts: Texts) -> tuple[str, ...]:
    own = partial(texts.say, facts.language)
    words = []
    if facts.ahead is not None:
        words.append(own("slip.queue-ahead", count=facts.ahead) if facts.ahead else own("slip.queue-nobody"))
    if facts.minutes is not None:
        words.append(own("slip.queue-wait", minutes=facts.minutes))
    return tuple(words)
