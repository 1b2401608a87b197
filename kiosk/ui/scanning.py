"""One-button scanning: the ring goes over the rows by itself, then over the targets of the row that was chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

ROUNDS: Final = 2
"""How often everything is gone over before it ends by itself."""


@dataclass(frozen=True)
class Scan:
    """Where the ring is. ``item`` -1: on the whole row."""

    rows: tuple[tuple[str, ...], ...]
    """Keys of targets."""
    row: int = 0
    item: int = -1
    steps: int = 0
    """Steps done since it began, or since the row was chosen."""

    @property
    def lit(self) -> tuple[str, ...]:
        """The targets that the ring is round."""
        here = self.rows[self.row]
        return here if self.item < 0 else (here[self.item],)


def begin(rows: tuple[tuple[str, ...], ...]) -> Scan | None:
    """Begin at the first row; where there is only one, at its first target. None where nothing is to choose."""
    if not rows:
        return None
    return Scan(rows, item=0 if len(rows) == 1 else -1)


def go_on(scan: Scan) -> Scan | None:
    """One step; None when everything has been gone over twice."""
    over_rows = scan.item < 0
    count = len(scan.rows) if over_rows else len(scan.rows[scan.row])
    steps = scan.steps + 1
    if steps >= ROUNDS * count:
        return None
    at = steps % count
    return replace(scan, row=at, steps=steps) if over_rows else replace(scan, item=at, steps=steps)


def press(scan: Scan) -> Scan | str:
    """Choose: the row, whose targets are then gone over; or the target, whose key is returned."""
    here = scan.rows[scan.row]
    if scan.item >= 0:
        return here[scan.item]
    return replace(scan, item=0, steps=0) if len(here) > 1 else here[0]
