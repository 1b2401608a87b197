"""The CatalogueIndex's memory twin: for catalogues that were never compiled."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from kiosk.procedures.exercises import Exercise
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.guides import Guide
from kiosk.procedures.heads import Head, by_event, head_of
from kiosk.procedures.lists import Lists
from kiosk.procedures.searching import Entry, Group, Kind, Piece, Where, entry_of, find, ranked
from kiosk.procedures.types import LifeEvent, Procedure


class MemoryCatalogueIndex:
    """The twin. What is searched is gathered at the first search."""

    def __init__(
        self,
        events: tuple[LifeEvent, ...],
        procedures: Mapping[str, Procedure],
        lists: Lists,
        guides: tuple[Guide, ...] = (),
        exercises: tuple[Exercise, ...] = (),
    ) -> None:
        self._events = events
        self._procedures = procedures
        self._lists = lists
        self._guides = guides
        self._exercises = exercises

    def events(self) -> tuple[LifeEvent, ...]:
        """Return the life events in their order."""
        return self._events

    def lists(self) -> Lists:
        """Return the kiosk's own lists."""
        return self._lists

    def guides(self) -> tuple[Guide, ...]:
        """Return what can be learnt, in the order of the menu."""
        return self._guides

    def exercises(self) -> tuple[Exercise, ...]:
        """Return what helpers practise, in the order of the menu."""
        return self._exercises

    def heads(self) -> Mapping[str, Head]:
        """Return the heads of all procedures by code, in the order given."""
        return self._heads

    def by_event(self) -> Mapping[str, tuple[str, ...]]:
        """Return the codes found under each life event: forms first, then referrals."""
        return by_event(self._heads.values())

    def body(self, code: str) -> Procedure:
        """Return the whole procedure. Raises CatalogueError ("unknown_procedure")."""
        if code not in self._procedures:
            raise CatalogueError("unknown_procedure")
        return self._procedures[code]

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` codes, the likeliest first."""
        return find(self._shelf, text, limit)

    @cached_property
    def _heads(self) -> Mapping[str, Head]:
        return MappingProxyType({code: head_of(each) for code, each in self._procedures.items()})

    @cached_property
    def _shelf(self) -> _MemoryShelf:
        return _MemoryShelf(ranked(entry_of(procedure) for procedure in self._procedures.values()))


class _MemoryShelf:
    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._counts = Counter(word for entry in entries for word in entry.words)
        self._sorted = sorted(self._counts)

    def opening(self, typed: str, kind: Kind, most: int) -> list[str]:
        opened = ((entry.opens(typed, kind, place), entry.code) for place, entry in enumerate(self._entries))
        return [code for _, code in sorted((key, code) for key, code in opened if key)[:most]]

    def holding(self, groups: Sequence[Group], where: Where, most: int) -> list[str]:
        found = (entry.code for entry in self._entries if _holds(entry, groups, where))
        return [code for code, _ in zip(found, range(most), strict=False)]

    def known(self, pieces: Iterable[Piece]) -> list[Piece]:
        counted = [(-self._count(piece), piece) for piece in dict.fromkeys(pieces)]
        return [piece for count, piece in sorted(counted) if count]

    def _count(self, piece: Piece) -> int:
        if not piece.unfinished:
            return self._counts[piece.word]
        most = 0
        for word in self._sorted[bisect_left(self._sorted, piece.word) :]:
            if not word.startswith(piece.word):
                break
            most = max(most, self._counts[word])
        return most


def _holds(entry: Entry, groups: Sequence[Group], where: Where) -> bool:
    words = entry.name_words if where == "names" else entry.words
    return all(any(all(_has(words, piece) for piece in pieces) for pieces in group) for group in groups)


def _has(words: frozenset[str], piece: Piece) -> bool:
    if not piece.unfinished:
        return piece.word in words
    return any(word.startswith(piece.word) for word in words)
