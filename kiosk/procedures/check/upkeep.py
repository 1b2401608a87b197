"""What an author should look at though the kiosk serves it: old facts, silent keys, Khmer, the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kiosk.procedures.check.sheet import Said, Sheet
from kiosk.procedures.faults import Key
from kiosk.procedures.types import LifeEvents, Procedure

_FRESH_DAYS = 180
_ASKED_FOR = {
    "who": 'who may use it, in one short sentence; "who: null" where the officer has to be asked',
    "receive": 'where the result is received; "receive: []" where the officer has to be asked',
    "proxy": 'whether somebody else may file; "proxy: {allowed: ask}" where the officer has to be asked',
    "words": 'other words that people search for; "words: []" where there are none',
    "steps": "what happens, in pictures and short sentences",
}
_OF_FORMS = ("receive", "proxy")
"""Not asked for on a card that only tells where to go: they are told there."""
_NOT_SEEN_AT_ONCE = ("hint", "instead", "where", "words")
"""Keys whose texts may stay without Khmer: they help, and a visit goes on without them."""
_NOT_SPOKEN = ("official", "printed", "source", "words", "hue", "picture", "url", "host")
_MARKUP = re.compile(r"\[/?[a-z]\w*(=[^\]]*)?\]|&(bl|br|amp|lt|gt|#\d+);|</?[a-z]\w*[^>]*>", re.IGNORECASE)
_UNSAYABLE = re.compile(r"[\[\]{}<>|\\_*#@=~^`/•·→←✓✗]|\bhttps?:|\bwww\.", re.IGNORECASE)
_KHMER = re.compile("[\u1780-\u17b3]")
_WORD = re.compile(r"[^\W\d_]")


def of_procedure(sheet: Sheet[Procedure], today: date) -> Said:
    """Tell what is old, not told, not in Khmer or not to be said of one procedure."""
    yield from stale(sheet.value.checked_on, today)
    yield from _not_yet(sheet.value, today)
    written = sheet.tree.value if isinstance(sheet.tree.value, dict) else {}
    for name, expected in _ASKED_FOR.items():
        if sheet.value.kind == "refer" and name in _OF_FORMS:
            continue
        if name not in written or (name == "steps" and not sheet.value.steps):
            yield (), f'the key "{name}" is missing: {expected}'
    if sheet.value.charge is not None and sheet.value.fee is None:
        yield (
            ("charge",),
            "write fee too, for who asks before the sum is known; the officer has to be asked now",
        )
    yield from languages(sheet)


def of_events(sheet: Sheet[LifeEvents]) -> Said:
    """Tell what is not in Khmer or not to be said on the tiles."""
    yield from languages(sheet)


def stale(checked_on: str, today: date) -> Said:
    """Tell of facts that nobody has looked up for long."""
    try:
        looked = date.fromisoformat(checked_on)
    except ValueError:
        return  # told as an error elsewhere
    days = (today - looked).days
    if days > _FRESH_DAYS:
        said = f"last looked at {days} days ago; look up the facts again and write the day of it"
        yield ("checked_on",), said
    elif days < 0:
        yield ("checked_on",), "a day that is not after today is expected"


def _not_yet(procedure: Procedure, today: date) -> Said:
    try:
        since = date.fromisoformat(procedure.effective_from)
    except ValueError:
        return  # told as an error by parts
    if since > today:
        yield ("effective_from",), "this holds only from a later day on; the kiosk would tell it today"


def languages(sheet: Sheet[Any]) -> Said:
    """Tell of texts that are not in Khmer, and of those that a voice could not say."""
    texts = list(_texts(sheet.tree.value, ()))
    bare = [
        key for key, text in texts if not _said(text, "km") and not set(key).intersection(_NOT_SEEN_AT_ONCE)
    ]
    if bare:
        said = f"Khmer is missing in {len(bare)} texts that a screen needs, here first"
        yield bare[0], f"{said}; Vietnamese is shown instead"
    for key, text in texts:
        for language in ("vi", "en", "km"):
            if words := _said(text, language):
                yield from _sayable((*key, language), words, language, _said(text, "vi"))


def _said(text: dict[str, Any], language: str) -> str:
    return str(text.get(language) or "").strip()


def _texts(value: Any, key: Key) -> Iterator[tuple[Key, dict[str, Any]]]:
    if isinstance(value, dict) and "vi" in value:
        yield key, value
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        if name not in _NOT_SPOKEN:
            yield from _texts(part, (*key, name))


def _sayable(key: Key, words: str, language: str, vietnamese: str) -> Said:
    """Tell of a text that is shown otherwise than meant, or that a voice would stumble over."""
    names = set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", vietnamese))  # VNeID
    if found := _MARKUP.search(words):
        yield key, f"{found[0]} is shown just as it stands; take it out"
    elif found := _UNSAYABLE.search(words):
        yield key, f"the voice can't say {found[0]}; write it in words"
    elif not _WORD.search(words) and not words.isdecimal():
        yield key, "words that can be read aloud are expected"
    elif language == "km" and not names and not _KHMER.search(words):
        yield key, "Khmer letters are expected"
    elif language != "km" and _KHMER.search(words):
        yield key, f"Khmer letters stand here; they belong under km, not {language}"
