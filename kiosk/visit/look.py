"""How one visit wants its screens: size of the letters, contrast, how high the hand reaches, which hand it is.

A setting of the visit like its language: changed at any moment, gone with the wipe.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Size = Literal[0, 1, 2, 3, 4]
Contrast = Literal["standard", "high", "dark"]

SIZES: Final[tuple[Size, ...]] = (1, 2, 3, 4)
LARGEST: Final[Size] = 4
"""At this size screens reflow: pictures left of their words, fewer things a page, no second lines."""
CONTRASTS: Final[tuple[Contrast, ...]] = ("standard", "high", "dark")


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of one visit."""

    size: Size = 0
    """1 to 4, the largest last; 0: what is usual on this screen."""
    contrast: Contrast = "standard"
    reach: Literal["whole", "low"] = "whole"
    """low: everything that can be touched stands in the lower half, for whoever sits before the screen."""
    hand: Literal["right", "left"] = "right"
    """The hand that touches: go-on and the footer stand on its side."""


USUAL: Final = Look()

KINDS: Final = (len(SIZES), 3, len(CONTRASTS), 3)
"""How many buttons change the size, the loudness, the contrast, and reach and hand."""
SIZE, LOUDNESS, CONTRAST, HAND = range(len(KINDS))


def kinds_by_page(most: int, *, sound: bool) -> tuple[tuple[int, ...], ...]:
    """Return which kinds stand on each page with ``most`` buttons; those of a kind are never parted.

    ``sound``: False leaves the loudness out.
    """
    pages: list[list[int]] = [[]]
    for kind, count in enumerate(KINDS):
        if kind == LOUDNESS and not sound:
            continue
        if pages[-1] and sum(KINDS[one] for one in pages[-1]) + count > most:
            pages.append([])
        pages[-1].append(kind)
    return tuple(tuple(page) for page in pages)


def first_page(kind: int, most: int, *, sound: bool) -> int:
    """Return the page on which the buttons of a kind stand."""
    return next(at for at, page in enumerate(kinds_by_page(most, sound=sound)) if kind in page)
