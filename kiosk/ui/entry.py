"""What is being typed: pure, so that a screen without a screen can be tested.

A face keeps nothing else between two views, and this only while the same question stays on the glass.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from kiosk.presenter.view import Entry, ScreenView
from kiosk.texts import typing_km, typing_vi
from kiosk.texts.telex import put_telex
from kiosk.ui.parts import Stroke
from kiosk.visit.events import (
    Answer,
    AnswerPart,
    EnterBadge,
    EnterPin,
    EnterPortalCode,
    EnterTicket,
    EnterYear,
    Touch,
    Type,
    WriteNote,
)

Board = Literal["latin", "accents", "signs", "khmer", "khmer-vowels", "khmer-signs"]
"""The pages of keys: letters, the letters and tones of Vietnamese where they have no row, digits and signs; and
the consonants, vowels and signs of Khmer."""
DateStep = Literal["decade", "year", "month", "day"]
"""The parts of a date, in the order in which they are chosen."""
_ONE_KEY: Final = frozenset({"accents", "khmer-vowels", "khmer-signs"})
"""Pages that go back to the letters after one key, as a shift does; digits stay."""
_TIME_DIGITS: Final = 4
_ISO_PARTS: Final = 3
_DAY_DIGITS: Final = frozenset({4, 6, 8})
"""Of a year, a month of it, a day of that."""


@dataclass(frozen=True)
class Typed:
    """The state of an entry: text for keys and pads, the parts of a date for the date picker."""

    text: str = ""
    board: Board | None = None
    """The page of keys; None for the first one of the entry."""
    shift: bool = False
    telex: bool = False
    decade: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    step: DateStep = "decade"
    page: int = 0


EMPTY: Final = Typed()


def same_question(before: ScreenView | None, after: ScreenView) -> bool:
    """Tell whether the text being typed may stay: same state, layout and question, same entry and part."""
    if before is None or before.entry is None or after.entry is None:
        return False
    return (
        before.state == after.state
        and before.layout == after.layout
        and before.entry.question == after.entry.question
        and before.entry.kind == after.entry.kind
        and before.entry.part == after.entry.part
    )


def read_meanwhile(before: ScreenView | None, after: ScreenView) -> bool:
    """Tell whether other words stand in the same field that nobody typed here: such as a code under the scanner."""
    if before is None or before.entry is None or after.entry is None:
        return False
    is_words = after.entry.kind == "text" and not after.entry.live and not after.entry.masked
    return is_words and after.entry.value not in {"", before.entry.value}


def begin(entry: Entry | None) -> Typed:
    """Return the state to start from: the answer given before, or nothing."""
    if entry is None or entry.masked:
        return EMPTY
    if entry.kind in {"date", "year"}:
        year, month, day = (*entry.value.split("-"), "", "")[:_ISO_PARTS]
        decade = year[:3] or str(entry.likely_year)[:3].strip("0")
        step: DateStep = "year" if decade else "decade"
        return Typed(decade=decade, year=year, month=month.lstrip("0"), day=day.lstrip("0"), step=step)
    if not entry.value:
        return EMPTY
    return Typed(text=entry.value.replace(":", "") if entry.kind == "time" else entry.value)


def following(before: Typed, view: ScreenView) -> Typed:
    """Return the state to start a new question from: whoever has chosen Telex keeps it until the visit is over."""
    return replace(begin(view.entry), telex=before.telex and view.layout != "attract")


Aside = tuple[ScreenView, Typed]
"""A question that another page lies over, and what had been typed there."""


def moved_on(
    before: ScreenView | None, after: ScreenView, typed: Typed, aside: Aside | None
) -> tuple[Typed, Aside | None]:
    """Return what is typed on ``after``, and what waits below it.

    What was being typed comes back with its question, in whatever language, while no other page but those laid over
    it has been shown; a secret never does.
    """
    if same_question(before, after):
        return (following(typed, after) if read_meanwhile(before, after) else typed), aside
    if after.lies_over:
        if before is not None and not before.lies_over:
            secret = before.entry is None or before.entry.masked
            aside = None if secret else (before, typed)
        return following(typed, after), aside
    if aside is not None and same_question(aside[0], after):
        return aside[1], None
    return following(typed, after), None


def board(entry: Entry, typed: Typed) -> Board:
    """Return the page of keys that is shown: at first the letters of the first writing that the entry takes."""
    return typed.board or entry.scripts[0]


def stroke(entry: Entry, typed: Typed, given: Stroke) -> Typed | Touch:
    """Return what a key does: the next state of the entry, or the event that sends it."""
    match given.kind:
        case "letter" | "digit":
            return _put(entry, typed, given.value)
        case "typed":
            return typed_key(entry, typed, given.value)
        case "tone":
            tone = cast("typing_vi.Tone", given.value)
            return replace(typed, text=typing_vi.put_tone(typed.text, tone), board=_after(entry, typed, ""))
        case "delete":
            return replace(typed, text=_shorter(typed.text), shift=False)
        case "board":
            return replace(typed, board=cast("Board", given.value), shift=False)
        case "telex":
            return replace(typed, telex=not typed.telex)
        case "shift":
            return replace(typed, shift=not typed.shift)
        case "done":
            return event(entry, value(entry, typed))
        case "more":
            return replace(typed, page=typed.page + 1)
        case "part":
            return replace(typed, step=cast("DateStep", given.value), page=0)
        case _:
            return _dated(entry, typed, given)


def told_meanwhile(entry: Entry, before: Typed, after: Typed) -> Type | None:
    """Return what a live entry tells of a change in its text; None when nothing is to be told."""
    if not entry.live or before.text == after.text:
        return None
    return Type(entry.question, after.text)


def taken(typed: Typed, event: Type) -> Typed:
    """Return the state after a suggestion was touched that stands for more letters."""
    return replace(typed, text=event.text, shift=False)


def typed_key(entry: Entry, typed: Typed, char: str, *, telex: bool = True) -> Typed:
    """Return the state after a letter, digit or sign came from a real keyboard; what doesn't fit changes nothing.

    Words are typed as Telex unless ``telex`` is False. Deleting and sending are strokes: ``Stroke("delete")``
    and ``Stroke("done")``.
    """
    if len(char) != 1 or not char.isprintable():
        return typed
    if entry.kind not in {"name", "text"}:
        by_digits = entry.kind not in {"date", "year"}
        return _put(entry, typed, char) if by_digits and char.isascii() and char.isdecimal() else typed
    if typing_km.is_khmer(char) and "khmer" not in entry.scripts:
        return typed
    # In a code two letters are two letters, not one with an accent.
    return _put(entry, typed, char, telex=telex and entry.send != "portal-code")


def _put(entry: Entry, typed: Typed, letter: str, *, telex: bool | None = None) -> Typed:
    if letter == " " and (not typed.text or typed.text.endswith(" ")):
        return typed
    if typing_km.is_khmer(letter[0]):
        text = typing_km.put_khmer(typed.text, letter)
    else:
        shown = letter.upper() if capital(entry, typed) else letter
        by_telex = telex if telex is not None else typed.telex and board(entry, typed) == "latin"
        text = (put_telex if by_telex else typing_vi.put_letter)(typed.text, shown)
    if len(text) > max(entry.most, len(typed.text)):
        return typed
    return replace(typed, text=text, shift=False, board=_after(entry, typed, letter))


def _after(entry: Entry, typed: Typed, letter: str) -> Board | None:
    """Return the page of keys after one key: back to the letters where a page is for one key only."""
    now = board(entry, typed)
    if now not in _ONE_KEY or letter in {*typing_km.DIGITS, " "}:
        return typed.board
    return "latin" if now == "accents" else "khmer"


def _shorter(text: str) -> str:
    if text and typing_km.is_khmer(text[-1]):
        return typing_km.delete_khmer(text)
    return typing_vi.delete_last(text)


def lit_from(text: str) -> int:
    """Return where the part of a text begins that the next key may change: its last syllable or cluster."""
    if text and typing_km.is_khmer(text[-1]):
        return typing_km.last_cluster(text)
    return typing_vi.last_syllable(text)


def capital(entry: Entry, typed: Typed) -> bool:
    """Tell whether the next letter is a capital: letters on the keys show as it stands."""
    if entry.kind == "badge":
        return True
    if entry.kind == "name":
        return typing_vi.starts_word(typed.text)
    return typed.shift or not typed.text


def value(entry: Entry, typed: Typed) -> str:
    """Return what was typed in machine form."""
    if entry.kind == "time":
        return f"{typed.text[:2]}:{typed.text[2:]}"
    if entry.kind == "day":
        return _iso(typed.text)
    return typed.text.strip()


def complete(entry: Entry, typed: Typed) -> bool:
    """Tell whether there is anything to send."""
    if entry.kind == "time":
        return len(typed.text) == _TIME_DIGITS
    if entry.kind == "day":
        return len(typed.text) in _DAY_DIGITS
    return bool(typed.text.strip())


def event(entry: Entry, text: str) -> Touch:
    """Return the event that carries ``text`` as the entry wants it sent."""
    match entry.send:
        case "ticket":
            return EnterTicket(text)
        case "badge":
            return EnterBadge(text)
        case "pin":
            return EnterPin(text)
        case "year":
            return EnterYear(int(text) if text.isdigit() else 0)
        case "portal-code":
            return EnterPortalCode(text)
        case "note":
            return WriteNote(text)
        case _:
            return (
                AnswerPart(entry.question, entry.part, text) if entry.part else Answer(entry.question, text)
            )


def _iso(digits: str) -> str:
    """Return a day typed as on paper, 18112026, in machine form; a month or a year alone where no more was typed."""
    year, before = digits[-4:], digits[:-4]
    return "-".join([year, *reversed([before[at : at + 2] for at in range(0, len(before), 2)])])


def _dated(entry: Entry, typed: Typed, given: Stroke) -> Typed | Touch:
    match given.kind:
        case "decade":
            return replace(typed, decade=given.value, year="", month="", day="", step="year", page=0)
        case "year":
            chosen = replace(typed, year=given.value, decade=given.value[:3], step="month", page=0)
            return event(entry, given.value) if entry.kind == "year" else chosen
        case "month":
            return replace(typed, month=given.value, step="day", page=0)
        case "day":
            return event(entry, f"{typed.year}-{typed.month:0>2}-{given.value:0>2}")
        case _:
            return event(entry, _known(typed))


def _known(typed: Typed) -> str:
    """Return as much of the date as was remembered at this step: "", YYYY or YYYY-MM."""
    if typed.step == "month":
        return typed.year
    if typed.step == "day":
        return f"{typed.year}-{typed.month:0>2}"
    return ""
