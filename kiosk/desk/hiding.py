"""Small numbers are not shown: behind a count below five somebody may be known to whoever reads it.

Nor can one be worked out: what is hidden of a sum that is shown comes to five or more together, else the next smallest
is hidden with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

LEAST: Final = 5
"""The smallest count that is shown; nought is shown, too."""

K = TypeVar("K", bound=Hashable)
Shown = int | None
"""A count, or None where it is hidden."""


def shown(counts: Mapping[K, int]) -> dict[K, Shown]:
    """Return the parts of a sum that is itself shown, each hidden where it must be."""
    hidden = {key for key, count in counts.items() if 0 < count < LEAST}
    others = sorted((key for key in counts if counts[key] >= LEAST), key=lambda key: counts[key])
    while hidden and sum(counts[key] for key in hidden) < LEAST and others:
        hidden.add(others.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}


def pairs_shown(pairs: Mapping[K, tuple[int, int]]) -> dict[K, tuple[Shown, Shown]]:
    """Return rows of two parts each, where the sums of rows and of columns are shown, too."""
    sums = shown({key: sum(pair) for key, pair in pairs.items()})
    open_rows = {key for key in pairs if sums[key] is not None and _can_stand(pairs[key])}
    while True:
        # A row goes as a whole: of two parts neither stands alone beside their sum.
        columns = [shown({key: pairs[key][at] for key in open_rows}) for at in (0, 1)]
        closed = {key for key in open_rows if any(column[key] is None for column in columns)}
        left_out = [sum(pairs[key][at] for key in pairs if key not in open_rows - closed) for at in (0, 1)]
        if not closed:
            if open_rows and any(0 < out < LEAST for out in left_out):
                closed = {min(open_rows, key=lambda key: sum(pairs[key]))}
            else:
                break
        open_rows -= closed
    return {key: pair if key in open_rows else (None, None) for key, pair in pairs.items()}


def _can_stand(pair: tuple[int, int]) -> bool:
    return all(count == 0 or count >= LEAST for count in pair)


def share(part: int, other: int) -> Shown:
    """Return the part of both in whole percent, None where either is too small to be shown, or there is nothing."""
    if not part + other or not _can_stand((part, other)):
        return None
    return round(100 * part / (part + other))
