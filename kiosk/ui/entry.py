"""What is being typed: pure, so that a screen without a screen can be tested.

A face keeps nothing else between two views, and this only while the same question stays on the glass.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, cast

from kiosk.presenter.view import Entry, ScreenView
from kiosk.texts import typing_vi
from kiosk.ui.parts import Stroke
from kiosk.visit.events import Answer, AnswerPart, EnterBadge, EnterPin, EnterTicket, EnterYear, Touch, Type

_TIME_DIGITS: Final = 4
_ISO_PARTS: Final = 3


@dataclass(frozen=True)
class Typed:
    """The state of an entry: text for keys and pads, the parts of a date for the date picker."""

    text: str = ""
    symbols: bool = False
    shift: bool = False
    decade: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    step: str = "decade"
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


def begin(entry: Entry | None) -> Typed:
    """Return the state to start from: the answer given before, or nothing."""
    if entry is None or not entry.value or entry.masked:
        return EMPTY
    if entry.kind in {"date", "year"}:
        year, month, day = (*entry.value.split("-"), "", "")[:_ISO_PARTS]
        return Typed(decade=year[:3], year=year, month=month.lstrip("0"), day=day.lstrip("0"), step="year")
    return Typed(text=entry.value.replace(":", "") if entry.kind == "time" else entry.value)


def stroke(entry: Entry, typed: Typed, given: Stroke) -> Typed | Touch:
    """Return what a key does: the next state of the entry, or the event that sends it."""
    match given.kind:
        case "letter" | "digit":
            return _put(entry, typed, given.value)
        case "tone":
            tone = cast("typing_vi.Tone", given.value)
            return replace(typed, text=typing_vi.put_tone(typed.text, tone))
        case "delete":
            return replace(typed, text=typing_vi.delete_last(typed.text), shift=False)
        case "page":
            return replace(typed, symbols=not typed.symbols)
        case "shift":
            return replace(typed, shift=not typed.shift)
        case "done":
            return event(entry, value(entry, typed))
        case "more":
            return replace(typed, page=typed.page + 1)
        case "part":
            return replace(typed, step=given.value)
        case _:
            return _dated(entry, typed, given)


def told_meanwhile(entry: Entry, before: Typed, after: Typed) -> Type | None:
    """Return what a live entry tells of a change in its text; None when nothing is to be told."""
    if not entry.live or before.text == after.text:
        return None
    return Type(entry.question, after.text)


def _put(entry: Entry, typed: Typed, letter: str) -> Typed:
    if len(typed.text) >= entry.most:
        return typed
    if letter == " " and (not typed.text or typed.text.endswith(" ")):
        return typed
    shown = letter.upper() if capital(entry, typed) else letter
    return replace(typed, text=typing_vi.put_letter(typed.text, shown), shift=False)


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
    return typed.text.strip()


def complete(entry: Entry, typed: Typed) -> bool:
    """Tell whether there is anything to send."""
    if entry.kind == "time":
        return len(typed.text) == _TIME_DIGITS
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
        case _:
            return (
                AnswerPart(entry.question, entry.part, text) if entry.part else Answer(entry.question, text)
            )


def _dated(entry: Entry, typed: Typed, given: Stroke) -> Typed | Touch:
    match given.kind:
        case "decade":
            return replace(typed, decade=given.value, year="", month="", day="", step="year")
        case "year":
            chosen = replace(typed, year=given.value, decade=given.value[:3], step="month")
            return event(entry, given.value) if entry.kind == "year" else chosen
        case "month":
            return replace(typed, month=given.value, step="day")
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
