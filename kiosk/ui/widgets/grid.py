"""How many columns: the first arrangement in which everything fits its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kiosk.ui.parts import Box


def cells(count: int, columns: int, body: Box, gap: float, most: float = 0) -> list[Box]:
    """Return the cells of ``count`` things in ``columns``; rows are at most ``most`` high where that is given."""
    rows = -(-count // max(columns, 1))
    if most and (body.h - gap * (rows - 1)) / max(rows, 1) > most:
        body = Box(body.x, body.y, body.w, most * rows + gap * (rows - 1))
    return [cell for row in body.rows(rows, gap) for cell in row.columns(columns, gap)][:count]


def first_fitting(
    count: int, body: Box, gap: float, columns: Iterable[int], fits: Callable[[Box], bool], most: float = 0
) -> list[Box] | None:
    """Return the cells of the first number of columns with which ``fits`` holds for a cell; None for none."""
    for wanted in columns:
        if 0 < wanted <= max(count, 1):
            found = cells(count, wanted, body, gap, most)
            if not found or fits(found[0]):
                return found
    return None
