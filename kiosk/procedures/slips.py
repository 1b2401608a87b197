"""One slip of the finger: a letter missing, too many, wrong, or two of them swapped; or a space left out."""

from __future__ import annotations

from collections.abc import Iterator

LEAST = 3
"""Letters of a word from which on a slip is thought of: shorter ones become any other by one."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_KHMER_FIRST, _KHMER_LAST = 0x1780, 0x17D3
_KHMER = "".join(chr(code) for code in range(_KHMER_FIRST, _KHMER_LAST + 1))
_MOST = 16
"""Letters of a word that are looked at; the longest words of names are hardly longer."""


def one_slip_from(word: str) -> Iterator[str]:
    """Yield every word from which ``word`` (folded) may have come by one slip; none for very short ones.

    Some are yielded twice. The letters put in are those of the word's own script.
    """
    if not LEAST <= len(word) <= _MOST:
        return
    letters = _letters(word)
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            for letter in letters:
                if letter != after[0]:
                    yield before + letter + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after


def torn(word: str) -> Iterator[tuple[str, str]]:
    """Yield every pair of words that gives ``word`` when the space between them is left out."""
    for at in range(2, len(word) - 1):
        yield word[:at], word[at:]


def _letters(word: str) -> str:
    if word.isdigit():
        return _DIGITS
    return _KHMER if any(_KHMER_FIRST <= ord(letter) <= _KHMER_LAST for letter in word) else _LATIN
