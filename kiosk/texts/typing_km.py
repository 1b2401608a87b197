"""Composing Khmer by keys: every key adds one visible piece to the last cluster, and deleting takes one away.

A cluster is a letter with what hangs on it. Its pieces are stored in the order that fonts expect (subscripts,
shifters, vowel, signs), in whatever order they were typed; a vowel takes the place of the one before.
"""

from __future__ import annotations

import unicodedata
from typing import Final

SUBSCRIPT: Final = "\u17d2"
"""Makes the next consonant a subscript; shows nothing of its own."""
CONSONANTS: Final = tuple("កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ")
"""The 33 letters in the order of the school books."""
VOWELS: Final = (
    *"\u17b6\u17b7\u17b8\u17b9\u17ba\u17bb\u17bc\u17bd\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5",
    "\u17bb\u17c6", "\u17c6", "\u17b6\u17c6", "\u17c7", "\u17bb\u17c7", "\u17c1\u17c7", "\u17c4\u17c7",
)  # fmt: skip
"""The 23 vowels as they are learnt; some are two signs."""
SIGNS: Final = tuple("\u17c9\u17ca\u17cb\u17d0\u17cd\u17cc\u17cf")
"""Shifters and signs above a letter."""
DIGITS: Final = tuple("០១២៣៤៥៦៧៨៩")
INDEPENDENT: Final = tuple("ឥឦឧឩឪឫឬឭឮឯឰឱឲឳ")
"""Vowels that are letters of their own."""
STOPS: Final = tuple("។៕៖ៗ")
KEYS: Final = (*CONSONANTS, SUBSCRIPT, *VOWELS, *SIGNS, *INDEPENDENT, *DIGITS, *STOPS)
"""Whatever one key carries."""

_DEPENDENT: Final = frozenset(
    "\u17b6\u17b7\u17b8\u17b9\u17ba\u17bb\u17bc\u17bd\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5"
)
_SHIFTERS: Final = frozenset("\u17c9\u17ca\u17cc")
_HANGING: Final = frozenset("\u17c6\u17c7\u17c8\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd")
_LETTERS: Final = frozenset((*CONSONANTS, *INDEPENDENT))


def is_khmer(sign: str) -> bool:
    """Tell whether a sign belongs to Khmer writing."""
    return "\u1780" <= sign <= "\u17ff"


def put_khmer(text: str, key: str) -> str:
    """Append what a key carries; what can hang on nothing is left out."""
    for sign in key:
        text = _put(text, sign)
    return unicodedata.normalize("NFC", text)


def delete_khmer(text: str) -> str:
    """Take away the last visible piece: a vowel or sign, a subscript with its mark, or a bare letter."""
    text = unicodedata.normalize("NFC", text)
    if text[-2:-1] == SUBSCRIPT:
        return text[:-2]
    if text.endswith(("\u17bb\u17c6", "\u17b6\u17c6", "\u17bb\u17c7", "\u17c1\u17c7", "\u17c4\u17c7")):
        return text[:-2]
    return text[:-1]


def last_cluster(text: str) -> int:
    """Return where the last cluster begins: its letter with all that hangs on it."""
    at = len(text)
    while at:
        at -= 1
        if not _hangs(text[at]) and text[at - 1 : at] != SUBSCRIPT:
            return at
    return 0


def _hangs(sign: str) -> bool:
    return sign == SUBSCRIPT or sign in _DEPENDENT or sign in _SHIFTERS or sign in _HANGING


def _put(text: str, sign: str) -> str:
    if text.endswith(SUBSCRIPT):
        if sign in CONSONANTS:
            return _ordered(text + sign)
        text = text[:-1]
    if not _hangs(sign):
        return text + sign
    start = last_cluster(text)
    cluster = text[start:]
    if not cluster or cluster[0] not in _LETTERS or (sign == SUBSCRIPT and cluster[0] not in CONSONANTS):
        return text
    if sign in _DEPENDENT:
        cluster = "".join(one for one in cluster if one not in _DEPENDENT)
    if sign in cluster and sign != SUBSCRIPT:
        return text
    return text[:start] + cluster + sign if sign == SUBSCRIPT else _ordered(text[:start] + cluster + sign)


def _ordered(text: str) -> str:
    """Put the pieces of the last cluster in the order that fonts expect."""
    start = last_cluster(text)
    pieces: list[str] = []
    for sign in text[start + 1 :]:
        if pieces and pieces[-1] == SUBSCRIPT:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return text[: start + 1] + "".join(sorted(pieces, key=_rank))


def _rank(piece: str) -> int:
    if piece[0] == SUBSCRIPT:
        return 0
    if piece in _SHIFTERS:
        return 1
    return 2 if piece in _DEPENDENT else 3
