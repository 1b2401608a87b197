"""Search by letters: what of a procedure is searched, and in which order procedures are found.

Sure finds come first: a name, then another word for it, that begins with what has been typed; all typed words in
the names, then anywhere; the last word may be unfinished. Only where these are few is a slip thought of, and only
where nothing is found are words left out. Among equals forms stand before referrals, then the shorter name.
Accents never count (see ``folding``), southern ways of saying do no harm (see ``southern``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import Literal, Protocol

from msgspec import Struct

from kiosk.procedures.folding import folded
from kiosk.procedures.slips import LEAST, one_slip_from, torn
from kiosk.procedures.southern import as_said
from kiosk.procedures.types import Procedure, Text

MOST_WORDS = 8
"""Typed words that are looked at."""
MOST_LETTERS = 80
"""Typed letters that are looked at."""
MOST_FOUND = 16
"""Codes that are found at most."""
MOST_GUESSES = 12
"""Words that one typed word is taken for."""
MOST_GUESSED = 5
"""Typed words up to which a slip may have made another word of one; longer texts lose a word instead."""
MOST_TRIES = 40
"""Choices of words with which a long text is tried."""
ENOUGH = 2
"""With so many sure finds, or so many words and one, no slip is thought of."""
SHORT = 3
"""Letters of a beginning for which an index keeps the answers ready: most procedures begin alike."""
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

    def opening(self, typed: str, kind: Kind, most: int) -> list[str]:
        """Return the codes of procedures of which a phrase begins with ``typed``.

        The whole phrase stands before the beginning of one, forms before referrals, shorter phrases before longer.
        """

    def holding(self, groups: Sequence[Group], where: Where, most: int) -> list[str]:
        """Return the codes of procedures that hold an alternative of every group, in the order of ``ranked``."""

    def known(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return those of the pieces that some procedure holds, frequent ones first."""


class Entry(Struct, frozen=True):
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

    def opens(self, typed: str, kind: Kind, place: int) -> tuple[bool, bool, int, int] | None:
        """Return where the entry stands among those that begin with ``typed``, lowest first; None: it does not."""
        begun = [phrase for phrase in self.phrases(kind) if phrase.startswith(typed)]
        return (typed not in begun, not self.is_form, min(map(len, begun)), place) if begun else None

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
    """Return at most ``limit`` codes, and never more than MOST_FOUND, for what has been typed, the likeliest first."""
    typed = folded(text[:MOST_LETTERS])
    words = typed.split()[:MOST_WORDS]
    limit = min(limit, MOST_FOUND)
    if not words or limit < 1:
        return ()
    pieces = [Piece(word, unfinished=place == len(words) - 1) for place, word in enumerate(words)]
    found: dict[str, None] = {}
    for codes in _sure(shelf, typed, pieces, limit):
        found.update(dict.fromkeys(codes))
        if len(found) >= limit:
            return tuple(found)[:limit]
    if not found or (len(found) < ENOUGH and len(words) <= ENOUGH):
        for codes in _likely(shelf, pieces, limit):
            if codes:
                found.update(dict.fromkeys(codes))
                return tuple(found)[:limit]
    return tuple(found) or _some_words(shelf, pieces, limit)


def _sure(shelf: Shelf, typed: str, pieces: list[Piece], limit: int) -> Iterator[list[str]]:
    yield shelf.opening(typed, "name", limit)
    yield shelf.opening(typed, "other", limit)
    groups = [_just(piece) for piece in pieces]
    yield shelf.holding(groups, "names", limit)
    yield shelf.holding(groups, "all", limit)


def _likely(shelf: Shelf, pieces: list[Piece], limit: int) -> Iterator[list[str]]:
    """Yield what is found with slips: first in words that nobody wrote, then in any."""
    known = set(shelf.known(pieces))
    groups = [_just(piece) if piece in known else _alternatives(shelf, piece) for piece in pieces]
    guessed = [group for group in groups if group]
    if len(known) < len(set(pieces)) and guessed:
        yield shelf.holding(guessed, "names", limit)
        yield shelf.holding(guessed, "all", limit)
    if len(pieces) <= MOST_GUESSED:
        groups = [
            _alternatives(shelf, piece) if piece in known else groups[at] for at, piece in enumerate(pieces)
        ]
        guessed = [group for group in groups if group]
        if guessed:
            yield shelf.holding(guessed, "names", limit)
            yield shelf.holding(guessed, "all", limit)


def _some_words(shelf: Shelf, pieces: list[Piece], limit: int) -> tuple[str, ...]:
    """Return what holds most of the words that anybody wrote, at least half of them."""
    known = set(shelf.known(pieces))
    groups = [_just(piece) for piece in pieces if piece in known]
    some = chain.from_iterable(
        combinations(groups, many) for many in range(len(groups), max(0, (len(groups) - 1) // 2), -1)
    )
    for tried in islice(some, MOST_TRIES):
        if codes := shelf.holding(tried, "all", limit):
            return tuple(codes)
    return ()


def _just(piece: Piece) -> Group:
    return ((piece,),)


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
