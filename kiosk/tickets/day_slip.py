"""The slip of the day: what it was in numbers, and where the audit chain stood when somebody printed it.

For whoever is responsible at the point and at the ward; no resident's number, name or answer stands on it. Of a chain
that was cut off or written anew afterwards the paper is the proof: ``kiosk audit verify --head`` takes its code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from kiosk.clock import VIETNAM
from kiosk.texts import FALLBACK, Texts
from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.slip_letters import FontFiles
from kiosk.tickets.slip_parts import SCALE, MonoPictures, Paper, scaled
from kiosk.tickets.words import issued_at
from kiosk.wire.audit import Entry, Head, head_text

AGAIN: Final = "on-duty"
"""Beside a sign-in: of somebody who was in already, by the badge alone."""
_MOST_ROWS: Final = 1200
"""Cells."""
_GROUP: Final = 4
"""Characters."""
_GROUPS: Final = 4
"""On one line: who compares two slips keeps the place with a finger."""


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What the audit chain says of one day, but for numbers and dossiers, which the queue and the store know."""

    helped: int = 0
    """Visits that somebody let a helper into."""
    filed: int = 0
    """Applications that a resident confirmed."""
    signed_in: int = 0
    refused: int = 0
    overrides: int = 0
    handed_in: int = 0
    """Dossiers for the ward, by the store."""
    here: int = 0
    """How many of them the ward has not answered for yet."""
    numbers: int | None = None
    """Taken; None where no numbers are called."""
    served: int | None = None

    def rows(self) -> tuple[tuple[str, int], ...]:
        """Return name and count of all that is counted here, as it is printed from the top down."""
        every = (
            ("numbers", self.numbers),
            ("served", self.served),
            ("helped", self.helped),
            ("filed", self.filed),
            ("handed-in", self.handed_in),
            ("here", self.here),
            ("signed-in", self.signed_in),
            ("refused", self.refused),
            ("overrides", self.overrides),
        )
        return tuple((name, count) for name, count in every if count is not None)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """All that the slip depends on."""

    point: str
    ward: str
    kiosk_id: str
    printed: datetime
    by: str
    """Full name of who had it printed; "" where it was nobody at the screen."""
    counts: DayCounts
    head: Head
    trial: bool
    place: str = ""
    """Where a team was; "" at a point."""
    last: str = ""
    """The last number that a team gave out, as shown."""


def count_day(entries: Iterable[Entry], day: date) -> DayCounts:
    """Return what the entries of ``day`` (in Vietnam) tell."""
    acts = [entry.act for entry in entries if _day(entry) == day]

    def times(name: str) -> int:
        return sum(act.act == name for act in acts)

    helped = {act.visit for act in acts if act.act == "take-over-agreed"}
    return DayCounts(
        helped=len(helped),
        filed=times("confirmed"),
        signed_in=sum(act.act == "signed-in" and act.detail != AGAIN for act in acts),
        refused=times("sign-in-refused"),
        overrides=times("override"),
    )


def begins_before(entries: Iterable[Entry], day: date) -> bool:
    """Tell whether any of them is of a day before ``day``: then all of that day are at hand."""
    return any(_day(entry) < day for entry in entries)


def head_groups(head: Head) -> tuple[str, ...]:
    """Return the head's digest as lines of groups that a person can compare."""
    digits = head.digest.hex().upper()
    groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
    return tuple(" ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS))


def draw_day_slip(
    facts: DayFacts, texts: Texts, width: Width, pictures: MonoPictures, fonts: FontFiles
) -> Slip:
    """Draw it, in Vietnamese: place and day, the counts, the head as a code and as groups, who printed it."""
    paper, face = Paper(width, fonts, pictures, _MOST_ROWS), partial(scaled, width)
    say, scale = partial(texts.say, FALLBACK), SCALE[width]
    gap, cloth = round(5 * scale), {384: 3, 576: 4}[width]
    paper.cloth(cloth)
    paper.space(gap)
    if facts.trial:
        paper.pill([(say("slip.trial"), face(17, 800))], 2, filled=True)
        paper.space(gap)
    paper.centred(facts.point, face(18, 800))
    if facts.place:
        paper.centred(facts.place, face(17, 600))
    paper.centred(facts.ward, face(15, 600))
    paper.space(gap)
    paper.pill([(say("day-slip.title"), face(18, 800))], 2, filled=False)
    for line in issued_at(facts.printed, texts):
        paper.centred(line, face(16, 600))
    paper.rule(1, gap)
    if facts.last:
        paper.across(say("day-slip.last"), facts.last, face(17, 600), gap)
    for name, count in facts.counts.rows():
        paper.across(say(f"day-slip.{name}"), str(count), face(17, 600), gap)
    paper.rule(1, gap)
    paper.across(say("day-slip.head"), str(facts.head.count), face(17, 800), gap)
    paper.text_code(head_text(facts.head).upper(), {384: 4, 576: 5}[width])
    for line in head_groups(facts.head):
        paper.centred(line, face(15, 600))
    paper.centred(facts.kiosk_id, face(15, 600))
    if facts.by:
        paper.rule(1, gap)
        paper.centred(say("day-slip.by"), face(16, 600))
        paper.centred(facts.by, face(18, 800))
    paper.space(gap)
    paper.cloth(cloth)
    return paper.finished()


def _day(entry: Entry) -> date:
    return datetime.fromisoformat(entry.act.at).astimezone(VIETNAM).date()
