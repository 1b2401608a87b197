"""Search by letters: what of a procedure is searched, and in which order procedures are found.

Sure finds come first: a name, then another word for it, that begins with what has been typed; all typed words in
the names, then anywhere; the last word may be unfinished. Only where these are few is a slip thought of, and only
where nothing is found are words left out. Among equals forms stand before referrals, then the shorter name.
Accents never count (see ``folding``), southern ways of saying do no harm (see ``southern``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Protocol

from kiosk.procedures.folding import folded
from kiosk.procedures.slips import LEAST, one_slip_from, torn
from kiosk.procedures.southern import as_said
from kiosk.procedures.types import Procedure, Text

MOST_WORDS = 8
"""Typed words that are looked at."""
MOST_LETTERS = 80
"""Typed letters that are looked at."""
MOST_GUESSES = 12
"""Words that one typed word is taken for."""
ENOUGH = 2
"""With so many sure finds no slip is thought of."""
_BREAK = "\u200b"
"""Stands between Khmer words."""

Where = Literal["names", "all"]
Kind = Literal["name", "other"]


@dataclass(frozen=True, order=True)
class Piece:
    """A word that must be there, or its beginning when ``unfinished``."""

    word: str
    unfinished: bool = False


Group = tuple[tuple[Piece, ...], ...]
"""Alternatives of one typed word, each of one piece, or of two where a space was left out."""


class Shelf(Protocol):
    """Where the searched words lie."""

    def opening(self, typed: str, kind: Kind, most: int) -> Iterable[str]:
        """Return the codes of procedures of which a phrase begins with ``typed``.

        The whole phrase stands before the beginning of one, forms before referrals, shorter phrases before longer.
        """

    def holding(self, groups: Sequence[Group], where: Where, most: int) -> Iterable[str]:
        """Return the codes of procedures that hold an alternative of every group, in the order of ``ranked``."""

    def known(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return those of the pieces that some procedure holds, frequent ones first."""


@dataclass(frozen=True)
class Entry:
    """What of one procedure is searched, folded."""

    code: str
    is_form: bool
    names: tuple[str, ...]
    """Names and short names in all languages, and the code."""
    others: tuple[str, ...]
    """Official names, synonyms, and how all of them are said in the south."""
    name_words: frozenset[str]
    words: frozenset[str]
    """All words, those of the names too."""

    def phrases(self, kind: Kind) -> tuple[str, ...]:
        """Return the phrases of one kind."""
        return self.names if kind == "name" else self.others


def entry_of(procedure: Procedure) -> Entry:
    """Return what is searched of a procedure."""
    shown = [*_languages(procedure.name), *_languages(procedure.short)]
    written = [procedure.official, procedure.printed, *procedure.words]
    hint = _languages(procedure.hint) if procedure.hint else []
    names = _distinct([*(folded(each) for each in shown), *_code(procedure.code)])
    phrases = [folded(each) for each in written]
    said = [as_said(phrase) for phrase in (*names, *phrases)]
    others = tuple(each for each in _distinct([*phrases, *said]) if each not in names)
    name_words = frozenset(word for text in (*shown, *names) for word in _words(text))
    spoken = (word for text in (*written, *hint, *others) for word in _words(text))
    return Entry(
        procedure.code, procedure.kind == "form", names, others, name_words, name_words.union(spoken)
    )


def ranked(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries in the order in which equals are found: forms first, then the shorter name."""
    return sorted(entries, key=lambda entry: (not entry.is_form, len(entry.names[0]), entry.code))


def find(shelf: Shelf, text: str, limit: int) -> tuple[str, ...]:
    """Return at most ``limit`` codes for what has been typed, the likeliest first."""
    typed = folded(text[:MOST_LETTERS])
    words = typed.split()[:MOST_WORDS]
    if not words or limit < 1:
        return ()
    found: dict[str, None] = {}
    for codes in _sure(shelf, typed, words, limit):
        found.update(dict.fromkeys(codes))
        if len(found) >= limit:
            return tuple(found)[:limit]
    if len(found) < ENOUGH:
        for codes in _guessed(shelf, words, limit, any_=bool(found)):
            found.update(dict.fromkeys(codes))
            if found:
                break
    return tuple(found)[:limit]


def _sure(shelf: Shelf, typed: str, words: list[str], limit: int) -> Iterator[Iterable[str]]:
    yield shelf.opening(typed, "name", limit)
    yield shelf.opening(typed, "other", limit)
    groups = [((piece,),) for piece in _pieces(words)]
    yield shelf.holding(groups, "names", limit)
    yield shelf.holding(groups, "all", limit)


def _guessed(shelf: Shelf, words: list[str], limit: int, *, any_: bool) -> Iterator[Iterable[str]]:
    """Yield finds with slips, then with words left out; the latter only where nothing is found otherwise."""
    groups = [_alternatives(shelf, piece) for piece in _pieces(words)]
    if all(groups):
        yield shelf.holding(groups, "names", limit)
        yield shelf.holding(groups, "all", limit)
    if any_:
        return
    known = [group for group in groups if group]
    if known and len(known) < len(groups):
        yield shelf.holding(known, "all", limit)
    for left_out in range(1, len(known) // 2 + 1):
        for some in combinations(known, len(known) - left_out):
            yield shelf.holding(some, "all", limit)


def _pieces(words: list[str]) -> list[Piece]:
    return [Piece(word, unfinished=place == len(words) - 1) for place, word in enumerate(words)]


def _alternatives(shelf: Shelf, piece: Piece) -> Group:
    """Return what a typed word may mean: itself, unfinished, with a slip, or two words without their space."""
    word = piece.word
    itself = shelf.known([piece, Piece(word, unfinished=len(word) > 1)])
    if len(word) < LEAST:
        return tuple((each,) for each in itself)
    guesses = dict.fromkeys(
        Piece(each, piece.unfinished and len(each) >= LEAST) for each in one_slip_from(word)
    )
    pairs = [(Piece(first), Piece(second, piece.unfinished)) for first, second in torn(word)]
    known = shelf.known([*guesses, *(each for pair in pairs for each in pair)])
    near = [each for each in known if each in guesses][:MOST_GUESSES]
    parted = [pair for pair in pairs if set(pair) <= set(known)]
    return (*((each,) for each in (*itself, *near)), *parted)


def _languages(text: Text) -> list[str]:
    return [each for each in (text.vi, text.en, text.km) if each]


def _code(code: str) -> tuple[str, ...]:
    plain = folded(code)
    return plain, plain.replace(" ", "")


def _words(text: str) -> Iterator[str]:
    """Yield the folded words; of Khmer, written without spaces, every run that begins with a word."""
    parts = text.split(_BREAK)
    yield from folded(text).split()
    for first in range(1, len(parts)):
        yield from folded("".join(parts[first:])).split()[:1]


def _distinct(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))
