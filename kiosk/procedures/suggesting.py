"""What typed letters may mean in a list: without accents, by the beginning of words, with one slip forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kiosk.procedures.folding import folded

MOST = 4
"""Suggestions at a time."""
_SLIP_FROM = 4
"""Letters from which on one slip is forgiven."""
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
    """Yield items whose beginning differs from ``wanted`` by one slip."""
    if len(wanted) < _SLIP_FROM:
        return
    first = wanted[:2]  # one slip leaves one of the first two letters standing among a word's first two
    for place, (name, words) in enumerate(items):
        for word in map(_plain, words):
            if (word[:1] in first or word[1:2] in first) and _is_near(word, wanted):
                yield 0, place, name
                break


def _is_near(word: str, wanted: str) -> bool:
    """Tell whether ``word`` begins like ``wanted`` but for one letter too many, too few, wrong, or two swapped."""
    same = 0
    while same < len(wanted) and word[same : same + 1] == wanted[same]:
        same += 1
    there, typed = word[same:], wanted[same:]
    return (
        there.startswith(typed[1:])
        or there[1:].startswith((typed[1:], typed))
        or (there[:2] == typed[1::-1] and there[2:].startswith(typed[2:]))
    )
