"""Where a line of Khmer may go on: U+200B, which nobody sees or types, shown to the reviewer as a thin bar.

A reviewer who writes a bar says where words end. In what was typed without bars they are found again: where they
stood in the text before, and in new words where the words of all other texts end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

BREAK: Final = "\u200b"
BAR: Final = "|"
LONGEST_WORD: Final = 20
"""Clusters of Khmer without a place to break: more may not fit a line of large letters."""
_KHMER: Final = re.compile("[\u1780-\u17b3\u17b6-\u17d3]+")


def shown(text: str) -> str:
    """Return a text as the reviewer sees it."""
    return text.replace(BREAK, BAR)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the Khmer words of texts: what stands between breaks, spaces and signs."""
    return frozenset(word for text in texts for word in _KHMER.findall(text) if len(clusters(word)) > 1)


def broken_again(given: str, before: str, words: frozenset[str]) -> str:
    """Return a corrected text with its breaks: those given, else those of ``before`` and at the ends of words."""
    text = unicodedata.normalize("NFC", re.sub(r"[ \t]+", " ", given.replace(BAR, BREAK)).strip())
    plain = text.replace(BREAK, "")
    if plain == before.replace(BREAK, "") and BREAK not in text:
        return before
    if BREAK in text:
        return _whole(text)
    places, kept = _kept(before, plain)
    for found in _KHMER.finditer(plain):
        places |= _ends(found.group(), found.start(), kept, words)
    return _whole("".join(BREAK + sign if at in places else sign for at, sign in enumerate(plain)))


def unbreakable(text: str) -> str:
    """Return the first stretch of Khmer that is longer than a line may be, "" for none."""
    return next((found for found in _KHMER.findall(text) if len(clusters(found)) > LONGEST_WORD), "")


def clusters(word: str) -> list[str]:
    """Split a word into letters with all that hangs on them."""
    found: list[str] = []
    for sign in word:
        if found and (unicodedata.category(sign).startswith("M") or found[-1].endswith("\u17d2")):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _kept(before: str, plain: str) -> tuple[set[int], set[int]]:
    """Return where breaks stood in what has stayed, and which letters have stayed."""
    old = before.replace(BREAK, "")
    stood, at = set(), 0
    for sign in before:
        if sign == BREAK:
            stood.add(at)
        else:
            at += 1
    places, letters = set(), set()
    for block in SequenceMatcher(None, old, plain, autojunk=False).get_matching_blocks():
        shift = block.b - block.a
        places |= {place + shift for place in stood if block.a <= place <= block.a + block.size}
        letters |= set(range(block.b, block.b + block.size))
    return {place for place in places if 0 < place < len(plain)}, letters


def _ends(run: str, start: int, kept: set[int], words: frozenset[str]) -> set[int]:
    """Return where known words begin and end among letters that are new."""
    parts, places, at, place = clusters(run), set(), 0, start
    while at < len(parts):
        most = next((n for n in range(len(parts) - at, 1, -1) if "".join(parts[at : at + n]) in words), 0)
        length = len("".join(parts[at : at + max(most, 1)]))
        if most and not kept.issuperset(range(place, place + length)):
            places |= {place, place + length}
        at, place = at + max(most, 1), place + length
    return places - {start, start + len(run)}


def _whole(text: str) -> str:
    """Return a text without breaks that are doubled, beside a space or an end, or within a cluster."""
    text = re.sub(f"{BREAK}+", BREAK, text)
    text = re.sub(f"{BREAK}?([ \n]){BREAK}?", r"\1", text).strip(BREAK)
    kept: list[str] = []
    for at, sign in enumerate(text):
        following = text[at + 1 : at + 2]
        within = following and (unicodedata.category(following).startswith("M") or text[at - 1] == "\u17d2")
        if sign != BREAK or not within:
            kept.append(sign)
    return "".join(kept)
