"""What typed letters may mean in a list: without accents, by the beginning of words, with one slip forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kiosk.procedures.folding import folded

MOST = 4
"""Suggestions at a time."""
_SLIP_FROM = 4
"""Letters from which on one wrong, missing or doubled letter is forgiven."""
Item = tuple[str, tuple[str, ...]]
"""An id and the words under which it is found."""

_plain = lru_cache(maxsize=16384)(folded)


def suggested(items: Iterable[Item], text: str) -> tuple[str, ...]:
    """Return the ids of at most four items that ``text`` may mean, the likeliest first; none for no letters."""
    wanted = _plain(text)
    if not wanted:
        return ()
    listed = tuple(items)
    ranked = sorted(_ranked(listed, wanted)) or sorted(_slipped(listed, wanted))
    return tuple(name for _, _, name in ranked[:MOST])


def meant(items: Iterable[Item], text: str) -> str:
    """Return the id of the one item that ``text`` surely means: its whole name, or the only one suggested; else ""."""
    listed = tuple(items)
    wanted = _plain(text)
    whole = [name for name, words in listed if any(_plain(word) == wanted for word in words)]
    found = whole or suggested(listed, text)
    return found[0] if len(found) == 1 else ""


def _ranked(items: tuple[Item, ...], wanted: str) -> Iterator[tuple[int, int, str]]:
    for place, (name, words) in enumerate(items):
        best = min((_rank(_plain(word), wanted) for word in words), default=_NEVER)
        if best < _NEVER:
            yield best, place, name


_NEVER = 9


def _rank(word: str, wanted: str) -> int:
    """Return how well a folded name fits: 0 whole, 1 its beginning, 2 a later word's, 9 not at all."""
    if word == wanted:
        return 0
    if word.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in word else _NEVER


def _slipped(items: tuple[Item, ...], wanted: str) -> Iterator[tuple[int, int, str]]:
    """Yield items whose beginning differs from ``wanted`` by one letter: another, one too many or one too few."""
    if len(wanted) < _SLIP_FROM:
        return
    near = {wanted, *_without_one(wanted)}
    for place, (name, words) in enumerate(items):
        if any(_is_near(_plain(word), len(wanted), near) for word in words):
            yield 0, place, name


def _is_near(word: str, letters: int, near: set[str]) -> bool:
    if word[: letters - 1] in near:
        return True
    return any(
        beginning in near or not near.isdisjoint(_without_one(beginning))
        for beginning in (word[:letters], word[: letters + 1])
    )


def _without_one(text: str) -> list[str]:
    return [text[:at] + text[at + 1 :] for at in range(len(text))]
