"""Whole numbers as the words that say them, by ids of the catalogue (``number.5``), so that each is recorded once.

Vietnamese as it is said in the south: 21 "hai mươi mốt", 24 "hai mươi tư", 25 "hai mươi lăm", 105 "một trăm lẻ năm",
2005 "hai ngàn không trăm lẻ năm". Khmer counts in tens of thousands and hundreds of thousands, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

MOST: Final = 10**12 - 1
"""The largest number that is said as a number."""
_TEENS: Final = 20
_TEN, _HUNDRED, _THOUSAND, _MILLION, _BILLION = 10, 100, 1000, 10**6, 10**9
_TAILS: Final = {1: "number.tail-1", 4: "number.tail-4", 5: "number.tail-5"}
"""After twenty, thirty ...: said in another way than alone."""
_SCALES: Final = ((_BILLION, "number.billion"), (_MILLION, "number.million"), (_THOUSAND, "number.thousand"))
_KHMER: Final = (
    (10**5, "number.hundred-thousand"),
    (10**4, "number.ten-thousand"),
    (_THOUSAND, "number.thousand"),
    (_HUNDRED, "number.hundred"),
)


def number_ids(n: int, language: str) -> tuple[str, ...]:
    """Return the ids of the words that say ``n`` in ``language`` (vi, km, en), in their order.

    Raises ValueError for what is below 0 or above ``MOST``.
    """
    if not 0 <= n <= MOST:
        raise ValueError("no number that is said")
    if n == 0:
        return (_plain(0),)
    return tuple(_WAYS[language](n))


def _vietnamese(n: int) -> Iterator[str]:
    """Yield ids; a group after another one is said whole: "không trăm lẻ năm"."""
    begun = False
    for scale, name in (*_SCALES, (1, "")):
        group = n // scale % _THOUSAND
        if not group:
            continue
        hundreds, rest = divmod(group, _HUNDRED)
        if hundreds or begun:
            yield from (_plain(hundreds), "number.hundred")
            if 0 < rest < _TEN:
                yield "number.and"
        yield from _tens(rest, _TAILS)
        if name:
            yield name
        begun = True


def _english(n: int) -> Iterator[str]:
    """Yield ids; what is below a hundred is joined by "and" to what stands before."""
    begun = False
    for scale, name in (*_SCALES, (1, "")):
        group = n // scale % _THOUSAND
        hundreds, rest = divmod(group, _HUNDRED)
        if hundreds:
            yield from (_plain(hundreds), "number.hundred")
        if rest and (hundreds or (begun and not name)):
            yield "number.and"
        yield from _tens(rest, {})
        if name and group:
            yield name
        begun = begun or bool(group)


def _khmer(n: int) -> Iterator[str]:
    """Yield ids; millions are counted like anything else: a thousand millions."""
    if n >= _MILLION:
        yield from _khmer(n // _MILLION)
        yield "number.million"
        n %= _MILLION
    for scale, name in _KHMER:
        count, n = divmod(n, scale)
        if count:
            yield from (_plain(count), name)
    yield from _tens(n, {})


def _tens(n: int, tails: dict[int, str]) -> Iterator[str]:
    """Yield ids of 0 to 99; nothing for 0."""
    if n < _TEENS:
        if n:
            yield _plain(n)
        return
    tens, ones = divmod(n, _TEN)
    yield _plain(tens * _TEN)
    if ones:
        yield tails.get(ones, _plain(ones))


def _plain(n: int) -> str:
    return f"number.{n}"


_WAYS: Final[dict[str, Callable[[int], Iterator[str]]]] = {
    "vi": _vietnamese,
    "en": _english,
    "km": _khmer,
}


def word_ids() -> tuple[str, ...]:
    """Return the ids of all words of numbers, in the order in which they are recorded."""
    plain = (_plain(n) for n in (*range(_TEENS), *range(_TEENS, _HUNDRED, _TEN)))
    named = ("hundred", "thousand", "ten-thousand", "hundred-thousand", "million", "billion", "and")
    return tuple(chain(plain, _TAILS.values(), (f"number.{name}" for name in named)))
