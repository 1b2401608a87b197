"""One answer, put in beside the form by the helper who holds it; on a page of its own for everybody else."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter import asking
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, Entry
from kiosk.presenter.workbench import context_of, form, go_alone, notes, right
from kiosk.procedures.types import Question
from kiosk.visit.bench_events import KeysOnGlass
from kiosk.visit.benching import beside_form, page_of
from kiosk.visit.states import State

_DAY: Final = 8
"""Digits of a day, its month and its year."""
_YEAR: Final = 4
_WORDS: Final = frozenset({"name", "text"})
_WHOLE: Final = 8


@paints(State.QUESTION)
def question(stage: Stage) -> Fields:
    """One question."""
    if stage.visit.helper is None or not beside_form(stage.visit):
        return asking.question(stage)
    asked = asking.current(stage)
    own = asking.question(stage)
    fields = form(stage, page_of(context_of(stage), stage.visit, asked.id))
    entry = _by_digits(own.get("entry"))
    why = notes(stage).get(asked.id, "")
    return fields | {
        "panel": asked.official,
        "detail": why or _told(own, asked, stage),
        "banner": stage.complaint(),
        "entry": entry,
        "choices": _choices(own),
        "suggestions": own.get("suggestions", ()),
        "big": own.get("big", ""),
        "page": own.get("page", 0),
        "pages": own.get("pages", 1),
        "next_page": own.get("next_page"),
        "side_choices": (*_ways(stage, asked, own, entry), *_acts(stage, asked, entry, why)),
    }


def _choices(own: Fields) -> tuple[Button, ...]:
    """Return what can be chosen, each by its digit, too."""
    given = own.get("choices", ())
    found = [one for one in given if isinstance(one, Button)] if isinstance(given, tuple) else []
    return tuple(structs.replace(one, keys=(str(at),)) for at, one in enumerate(found, 1))


def _told(own: Fields, asked: Question, stage: Stage) -> str:
    """Return which part of the answer is asked for, and what helps to put it in."""
    part = str(own.get("question", ""))
    entry = own.get("entry")
    if isinstance(entry, Entry) and entry.kind == "date":
        return stage.say("workbench.day-hint")
    hint = str(own.get("detail", ""))
    return hint if part == stage.text(asked.ask) else " ".join(one for one in (part, hint) if one)


def _by_digits(entry: object) -> Entry | None:
    """Return the entry with a day or a year typed as digits: 18112026."""
    if not isinstance(entry, Entry):
        return None
    if entry.kind == "year":
        return structs.replace(entry, kind="digits", most=_YEAR)
    if entry.kind != "date":
        return entry
    digits = "".join(reversed(entry.value.split("-")))
    return structs.replace(entry, kind="day", value=digits, most=_DAY, groups=(2, 2, 4))


def _ways(stage: Stage, asked: Question, own: Fields, entry: Entry | None) -> tuple[Button, ...]:
    """Return the ways out that the question has: "don't know", no phone, a relative's."""
    given = own.get("side_choices", ())
    ways = tuple(one for one in given if isinstance(one, Button)) if isinstance(given, tuple) else ()
    dated = entry is not None and entry.kind in {"day", "digits"} and not entry.part
    if asked.optional and dated and not ways:
        return (asking.unknown(stage, asked),)
    return ways


def _acts(stage: Stage, asked: Question, entry: Entry | None, why: str) -> tuple[Button, ...]:
    """Return what a helper does with an open answer besides putting it in."""
    settles = (right(stage, asked.id, ""),) if why else ()
    words = entry is not None and entry.kind in _WORDS
    keys = stage.button("keys", "workbench.keys", KeysOnGlass(), picture="keyboard")
    return (*settles, *((keys,) if words else ()), go_alone(stage))
