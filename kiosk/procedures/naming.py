"""How a name may go on: from the letters typed so far to the whole words that are likely next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kiosk.procedures.folding import folded
from kiosk.procedures.lists import Names
from kiosk.procedures.suggesting import MOST


def likely_words(names: Names, text: str, language: str) -> tuple[str, ...]:
    """Return up to four words, the likeliest first: family names, after one middle names, then one's own.

    Letters of a word that is begun are compared without accents; an accent that was typed puts its name first.
    """
    before, begun = _parted(text)
    wanted = folded(begun)
    found = dict.fromkeys(
        word
        for word in _in_turn(names, len(before.split()), language, begun=bool(wanted))
        if folded(word).startswith(wanted)
    )
    if not wanted:
        return tuple(found)[:MOST]
    return tuple(sorted(found, key=lambda word: not word.casefold().startswith(begun.casefold())))[:MOST]


def completed(text: str, word: str) -> str:
    """Return the text with ``word`` in the place of the one that was begun, ready for the next."""
    return f"{_parted(text)[0]}{word} "


def _parted(text: str) -> tuple[str, str]:
    """Return the whole words with the space after them, and the letters of the word that is begun."""
    at = text.rfind(" ") + 1
    return text[:at], text[at:]


def _in_turn(names: Names, place: int, language: str, *, begun: bool) -> Iterator[str]:
    """Yield words for the place in a name, from 0; once letters are typed, those of all other places after them."""
    families: Iterable[str] = (*names.families, *names.khmer_families)
    if language == "km":
        families = (*names.khmer_families, *names.families)
    lists = [families, names.middles, names.givens]
    now = min(place, 2)
    yield from lists.pop(now)
    if begun or now == 2:  # noqa: PLR2004 - in the third place one's own name or another middle one
        yield from (word for rest in reversed(lists) for word in rest)
