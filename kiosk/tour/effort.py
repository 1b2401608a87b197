"""How much a screen gives to read, and what a journey takes of a person: touches, letters, screens, syllables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from kiosk.presenter.view import ScreenView
from kiosk.tour.report import Report

HELPERS: Final = frozenset(
    {"calling", "devices", "workbench", "sign-in-badge", "sign-in-pin", "override", "unlock"}
)
"""States whose screens only the trained helper reads."""
_READ_BACK: Final = frozenset({"review", "confirm", "card"})
"""States whose rows hold the resident's own answers."""
_BETWEEN: Final = re.compile(r"[\s\u200b]+")


def syllables(view: ScreenView, texts: Iterable[str]) -> int:
    """Return how many syllables a screen gives to read; ``texts`` are all that stand on it.

    Counted is whatever a resident may have to read: questions, hints, answers, labels, the footer, the names of
    pages. Vietnamese counts by the pieces between spaces, which are its syllables; English so by words; Khmer by
    the pieces between U+200B and spaces. Not counted are

    - what is one letter or has no letter: the keys of the keyboards, figures, marks;
    - the resident's own answers, where they are typed and where they are read back;
    - an answer that is read back aloud and stands in a caption meanwhile;
    - the names on the sign, the same on every screen: the point's and the helper's; and the practice band.

    0 for a helper's screen: these are for trained readers.
    """
    if view.state in HELPERS or view.panel:
        return 0
    own = _own(view)
    # A long answer stands in one text with its label: of that, the label counts.
    joined = {f"{row.label}: {row.value}": row.label for row in view.rows if view.state in _READ_BACK}
    return sum(_counted(joined.get(text, text)) for text in texts if text.casefold() not in own)


def _own(view: ScreenView) -> set[str]:
    header = view.header
    own = {header.point, header.helper, header.trial}
    if view.state in _READ_BACK:
        own |= {row.value for row in view.rows}
    if view.entry is not None:
        own.add(view.entry.value)
    own |= _caption(view)
    return {text.casefold() for text in own}


def _caption(view: ScreenView) -> set[str]:
    """Return what is written only while it is said, for whoever does not hear it: an answer that is read back."""
    if not 0 <= view.speaking < len(view.speech):
        return set()
    phrase = view.speech[view.speaking]
    asked = {view.question, view.detail, view.banner.text if view.banner is not None else ""}
    return set() if phrase.lights or phrase.text in asked else {phrase.text}


def _counted(text: str) -> int:
    if len(unicodedata.normalize("NFC", text).strip()) == 1:
        return 0
    return sum(any(letter.isalpha() for letter in piece) for piece in _BETWEEN.split(text))


@dataclass(frozen=True)
class Effort:
    """What one journey takes, until its end."""

    journey: str
    touches: int
    """Beyond typed letters and digits; the helper's on that way included."""
    typed: int
    screens: int
    """Different screens, one after the other: what a touch only marks is the same screen still."""
    syllables: int
    """The most on any one screen."""
    most_at: str
    """The state of that screen and the act that led there."""


def of(report: Report) -> Effort:
    """Sum up a tour."""
    most = max(report.steps, key=lambda seen: seen.syllables)
    screens = [(seen.screen, tuple(seen.words)) for seen in report.steps]
    changes = sum(now != before for before, now in zip([None, *screens], screens, strict=False))
    typed = report.letters_typed
    return Effort(
        report.journey, report.touches - typed, typed, changes, most.syllables, f"{most.screen} ({most.act})"
    )


def table(efforts: Sequence[Effort]) -> str:
    """Return a line a journey, with a head."""
    lines = [f"{'journey':20} {'touches':>7} {'typed':>6} {'screens':>7} {'most syllables on a screen':>9}"]
    for one in efforts:
        row = asdict(one)
        lines.append("{journey:20} {touches:7} {typed:6} {screens:7} {syllables:4} {most_at}".format(**row))
    return "\n".join(lines)
