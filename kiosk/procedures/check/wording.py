"""Words and pictures: what fits on the screen, is easy to hear, is said in English too, and is drawn."""

from __future__ import annotations

import re
from typing import Any

from kiosk.procedures.check.sheet import Said, Sheet, maps
from kiosk.procedures.faults import Key
from kiosk.procedures.guides import Guide
from kiosk.procedures.tree import Value
from kiosk.procedures.types import Choice, LifeEvent, Procedure, Text

_MOST_ASK_WORDS = 9
_MOST_LABEL_WORDS = 3
_MOST_TILE_LETTERS = 13
_MOST_ASK_LETTERS = 42
"""What fits on the question line beside the go-on button, at the default size on the reference screen."""
_WIDE_CHOICES = 3
_MOST_CHOICE_LETTERS = {True: 20, False: 14}
"""By whether the choices are few enough to be wide."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
TO_FILL_IN = "???"
"""What a skeleton has where its author's words belong."""


def of_procedure(procedure: Procedure) -> Said:
    """Tell of words of a procedure that are too many for eye or ear."""
    for place, question in enumerate(procedure.questions):
        yield from _ask(("questions", place, "ask"), question.ask)
        yield from _choices(("questions", place, "choices"), question.choices)
        yield from _short(("questions", place, "label"), question.label)
    yield from _short(("short",), procedure.short)


def of_tile(key: Key, event: LifeEvent) -> Said:
    """Tell of words of a tile and its sibling questions that are too many."""
    for language in ("vi", "en"):
        if len(event.name.in_language(language)) > _MOST_TILE_LETTERS:
            yield (*key, "name", language), f"at most {_MOST_TILE_LETTERS} letters fit on a tile"
    for at, question in enumerate(event.apart):
        yield from _ask((*key, "apart", at, "ask"), question.ask)
        yield from _choices((*key, "apart", at, "choices"), question.choices)


def of_guide(guide: Guide) -> Said:
    """Tell of words of a guide that are too many for eye or ear."""
    for language in ("vi", "en"):
        if len(guide.name.in_language(language)) > _MOST_TILE_LETTERS:
            yield ("name", language), f"at most {_MOST_TILE_LETTERS} letters fit on a tile"
    said: list[tuple[Key, Text]] = [
        (("steps", place, "say"), step.say) for place, step in enumerate(guide.steps)
    ]
    said += [(("steps", place, "hint"), step.hint) for place, step in enumerate(guide.steps) if step.hint]
    if guide.page is not None:
        said.append((("page", "say"), guide.page.say))
    for key, text in said:
        for language in ("vi", "en"):
            if any(_words(part) > _MOST_ASK_WORDS for part in _sentences(text.in_language(language))):
                yield (*key, language), f"at most {_MOST_ASK_WORDS} words are easy to hear"
    for place, step in enumerate(guide.steps):
        for at, choice in enumerate(step.choices):
            yield from _choices_of_guide(("steps", place, "choices", at), choice.label, choice.then)


def _choices_of_guide(key: Key, label: Text, then: Text) -> Said:
    for language in ("vi", "en"):
        if len(label.in_language(language)) > _MOST_CHOICE_LETTERS[True]:
            yield (
                (*key, "label", language),
                f"at most {_MOST_CHOICE_LETTERS[True]} letters fit on the picture",
            )
        if any(_words(part) > _MOST_ASK_WORDS for part in _sentences(then.in_language(language))):
            yield (*key, "then", language), f"at most {_MOST_ASK_WORDS} words are easy to hear"


def _sentences(text: str) -> list[str]:
    return _SENTENCE_END.split(text)


def _words(text: str) -> int:
    return len(text.split())


def _short(key: Key, label: Text) -> Said:
    for language in ("vi", "en"):
        if _words(label.in_language(language)) > _MOST_LABEL_WORDS:
            yield (*key, language), f"at most {_MOST_LABEL_WORDS} words fit"


def _ask(key: Key, ask: Text) -> Said:
    for language in ("vi", "en"):
        if _words(ask.in_language(language)) > _MOST_ASK_WORDS:
            yield (*key, language), f"at most {_MOST_ASK_WORDS} words are easy to hear"
        elif len(ask.in_language(language)) > _MOST_ASK_LETTERS:
            yield (*key, language), f"at most {_MOST_ASK_LETTERS} letters fit on the line"


def _choices(key: Key, choices: tuple[Choice, ...]) -> Said:
    most = _MOST_CHOICE_LETTERS[len(choices) <= _WIDE_CHOICES]
    for place, choice in enumerate(choices):
        for language in ("vi", "en"):
            if len(choice.label.in_language(language)) > most:
                yield (*key, place, "label", language), f"at most {most} letters fit under the picture"


def to_fill_in(sheet: Sheet[Any]) -> Said:
    """Tell of each place of a skeleton that still waits for its words."""
    for key, text in _strings(sheet.tree.value, ()):
        if text == TO_FILL_IN:
            yield key, "this is still to be filled in"


def _strings(value: Value, key: Key) -> Said:
    if isinstance(value, str):
        yield key, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _strings(part, (*key, name))


def english(sheet: Sheet[Any]) -> Said:
    """Say once a file that English is missing: a ward may well write Vietnamese only."""
    bare = [
        key
        for key, text in maps(sheet.tree.value, ())
        if "vi" in text and not str(text.get("en") or "").strip()
    ]
    if bare:
        yield bare[0], f"English is missing in {len(bare)} texts, here first; Vietnamese is shown instead"


def pictures(sheet: Sheet[Any], known: frozenset[str] | None) -> Said:
    """Tell of pictures that don't exist. ``known``: the names that do; None: not checked."""
    for key, found in maps(sheet.tree.value, ()):
        name = found.get("picture")
        if known is not None and name is not None and name not in known:
            yield (*key, "picture"), f'there is no picture "{name}"; the question mark is shown instead'
