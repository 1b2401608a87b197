"""How a text is put together from pieces that can each be recorded once: sentences, labels, number words.

The pieces of "Ngày sanh: 15 tháng 8" are a label, a number word and the name of a month. What is nobody's text
but a resident's own, such as a name, remains a piece that nobody can record beforehand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

Kind = Literal["text", "part", "word", "own"]
"""text: one of the texts, or a sentence of one; part: what stands around the places of a text; word: of a number;
own: nobody's text."""

AFTER_SENTENCE: Final = 0.28
AFTER_LABEL: Final = 0.12
"""Seconds of silence between pieces; within a sentence there is none."""

_BREAK_MARK: Final = "\u200b"
_SENTENCES: Final = re.compile(r"(?<=[.?!។])(?<!\bTP\.)\s+|\n+")
"""Where a sentence ends, or a line; in "TP. Hồ Chí Minh" none does."""
_LABEL: Final = re.compile(r"\s*(?::|៖)\s+")
_COMMAS: Final = re.compile(r",\s+")
_ASIDE: Final = re.compile(r"(.+?)\s+\((.+)\)")
_PLACE: Final = re.compile(r"\{\w*\}")
_MARKS: Final = " \t\n.,:;?!…–-/()“”\"'។៖"
_KHMER_MARKS: Final = " ។៖"
"""No other voice knows what to make of them."""
_FEWEST: Final = 2
"""Letters that a text must have around its places to be known by them."""


@dataclass(frozen=True)
class Piece:
    """One thing to say without a break."""

    text: str
    kind: Kind
    pause: float = 0.0
    """Seconds of silence after it."""


Words = Callable[[str, str], tuple[Piece, ...]]
"""Gives the words that a value, such as a number or a day, is said with; () when it is not made of such."""


@dataclass(frozen=True)
class _Template:
    pattern: re.Pattern[str]
    parts: tuple[str, ...]
    """What stands before, between and after the places."""
    letters: int


def plain(text: str) -> str:
    """Return a text as it is compared: without the marks where a line may break, in one form, with single blanks."""
    return unicodedata.normalize("NFC", " ".join(text.replace(_BREAK_MARK, "").split()))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each as ``plain`` writes it."""
    return [plain(one) for one in _SENTENCES.split(text.replace(_BREAK_MARK, "").strip()) if one.strip()]


def parts_of(text: str) -> tuple[str, ...]:
    """Return what stands around the {places} of a text, each to be recorded by itself; the text if it has none."""
    return tuple(part for part in _template(plain(text)).parts if part)


def shown(text: str) -> str:
    """Return a text with dots in its {places}, to be read by people."""
    return _PLACE.sub("…", plain(text))


class Phrasebook:
    """The texts of one language. ``texts`` may have {places}: such a text is known by what stands around them."""

    def __init__(self, language: str, texts: Iterable[str], words: Words) -> None:
        self._language = language
        self._texts = tuple(dict.fromkeys(texts))
        self._words = words

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Return each text by itself and without the marks around it: "Name. Hint." is found by its two."""
        whole = [plain(text) for text in self._texts if not _PLACE.search(text)]
        single = [one for text in self._texts for one in sentences(text) if not _PLACE.search(one)]
        every = [text for text in (*whole, *single) if text.strip(_MARKS)]
        bare = {_bare(text): text for text in reversed(every)}
        return bare | {text: text for text in every}

    @cached_property
    def _templates(self) -> tuple[_Template, ...]:
        whole = [plain(text) for text in self._texts if _PLACE.search(text)]
        single = [one for text in whole for one in sentences(text) if _PLACE.search(one)]
        made = [_template(text) for text in dict.fromkeys((*whole, *single))]
        return tuple(sorted((one for one in made if one.letters >= _FEWEST), key=lambda one: -one.letters))

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for template in self._templates for part in template.parts if part)

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return the pieces of a text in their order; one, if the whole can be recorded."""
        said = plain(text)
        if not said.strip(_MARKS):
            return ()
        found = (
            self._whole(said)
            or self._split(list(self._longest(sentences(text))), AFTER_SENTENCE)
            or self._split(_LABEL.split(said, maxsplit=1), AFTER_LABEL)
            or self._aside(said)
            or self._listed(said)
            or self._filled(said)
        )
        return found or (Piece(said.strip(_KHMER_MARKS), "own"),)

    def _whole(self, said: str) -> tuple[Piece, ...]:
        known = self._known.get(said) or self._known.get(_bare(said))
        if known:
            return (Piece(known, "text"),)
        bare = said.strip(_MARKS)
        if bare in self._parts:
            return (Piece(bare, "part"),)
        return self._words(bare, self._language)

    def _longest(self, single: Sequence[str]) -> Iterator[str]:
        """Yield the sentences, those together that are one text."""
        at = 0
        while at < len(single):
            ends = (end for end in range(len(single), at, -1) if " ".join(single[at:end]) in self._known)
            end = next(ends, at + 1)
            yield " ".join(single[at:end])
            at = end

    def _split(self, texts: Sequence[str], pause: float) -> tuple[Piece, ...]:
        """Return the pieces of several texts with a pause between them; () where there is one only."""
        if len(texts) == 1:
            return ()
        found: list[Piece] = []
        for text in texts:
            if found:
                found[-1] = replace(found[-1], pause=pause)
            found += self.pieces(text)
        return tuple(found)

    def _aside(self, said: str) -> tuple[Piece, ...]:
        aside = _ASIDE.fullmatch(said)
        return self._split(aside.groups(), AFTER_LABEL) if aside else ()

    def _listed(self, said: str) -> tuple[Piece, ...]:
        """Return the pieces of what stands between commas, if all of them are texts."""
        found = self._split(_COMMAS.split(said), AFTER_LABEL)
        return found if all(piece.kind != "own" for piece in found) else ()

    def _filled(self, said: str) -> tuple[Piece, ...]:
        """Return what stands around the places of the text that says most of it, and what stands in them."""
        bare = said.strip(_MARKS)
        for template in self._templates:
            match = template.pattern.fullmatch(bare)
            if match is None:
                continue
            found: list[Piece] = []
            for part, value in zip(template.parts, (*match.groups(), ""), strict=True):
                if part:
                    found.append(Piece(part, "part"))
                found += self.pieces(value)
            return tuple(found)
        return ()


def _bare(text: str) -> str:
    """Return a text without the marks around it and without the large letter at its beginning."""
    bare = text.strip(_MARKS)
    return bare[:1].lower() + bare[1:]


def _template(text: str) -> _Template:
    around = _PLACE.split(text.strip(_MARKS))
    pattern = "(.+?)".join(re.escape(part) for part in around)
    parts = tuple(part.strip(_MARKS) for part in around)
    letters = sum(one.isalpha() for part in parts for one in part)
    return _Template(re.compile(pattern), parts, letters)
