"""Where the focus goes: the reading order of what can be touched, its rows, and the nearest in a direction.

Pure: targets with their places in, keys of targets out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from kiosk.presenter.view import Button, ScreenView
from kiosk.ui.parts import Box, Part, Plate, Ring, Target

Way = Literal["left", "right", "up", "down"]

DONE: Final = "entry:done"
"""The key that finishes an entry: the go-on of typing screens."""
GAP: Final = 5
LINE: Final = 7
"""Paper between a target and its ring, and the ring, in units."""
_TYPING: Final = frozenset({"keyboard", "numbers"})
_YEAR, _DECADE = "year:", "decade:"
_ASIDE: Final = 3
"""How much farther than it is a target seems that lies beside the straight way."""
_OVERLAP: Final = 2
"""Units by which neighbours may overlap through rounding."""


def rows(view: ScreenView, targets: Iterable[Target]) -> list[list[Target]]:
    """Return the targets by rows in reading order.

    The body from the top left, then the smaller ways out beside it, page turners, go-on, and the footer; where the
    body is keys, ways out and go-on come before it, as they stand above it. The years of a decade come before the
    other decades beside them.
    """
    groups: list[list[Target]] = [[], [], [], [], []]
    places = _places(view)
    several = list(targets)
    if any(target.key.startswith(_YEAR) for target in several):
        places.update({target.key: 1 for target in several if target.key.startswith(_DECADE)})
    for target in several:
        groups[places.get(target.key, 0)].append(target)
    if view.layout in _TYPING:
        # Before the keys, a step or two back from the first of them, rather than beyond all of them.
        groups = [groups[1], groups[3], groups[0], groups[2], groups[4]]
    return [row for group in groups for row in _lines(group)]


def order(view: ScreenView, targets: Iterable[Target]) -> list[str]:
    """Return the keys of the targets in reading order."""
    return [target.key for row in rows(view, targets) for target in row]


def start(view: ScreenView, targets: Sequence[Target]) -> str:
    """Return where the focus begins: on the first answer; where something stands typed, on "done".

    "" on a screen without anything to touch.
    """
    every = order(view, targets)
    if view.layout == "workbench" and not view.panel:
        return _first_to_do(view, every)
    typing = view.entry is not None and (view.layout in {*_TYPING, "portal"} or bool(view.panel))
    if typing and DONE in every:
        return DONE
    ways = {button.id for button in view.side_choices} if typing else set()
    return next((key for key in every if key not in ways), every[0] if every else "")


def beside(view: ScreenView, targets: Sequence[Target], at: str, by: int) -> str:
    """Return the target ``by`` places after ``at`` in reading order; after the last comes the first."""
    every = order(view, targets)
    return every[(every.index(at) + by) % len(every)] if at in every else start(view, targets)


def towards(view: ScreenView, targets: Sequence[Target], at: str, way: Way) -> str:
    """Return the nearest target in a direction.

    Where a row ends, left and right go on as reading does; up and down stay.
    """
    here = next((target for target in targets if target.key == at), None)
    if here is None:
        return start(view, targets)
    far = {
        target.key: distance
        for target in targets
        if target is not here and (distance := _distance(here.box, target.box, way)) is not None
    }
    if far:
        return min(far, key=lambda key: far[key])
    return beside(view, targets, at, {"left": -1, "right": 1}.get(way, 0))


def ring(targets: Sequence[Target], glass: Box, ink: str, paper: str) -> list[Part]:
    """Return the ring round a target, or round all targets of a row; nothing for none."""
    if not targets:
        return []
    around = targets[0].box
    for target in targets[1:]:
        around = _union(around, target.box)
    outer = _within(around.inset(-GAP - LINE), glass)
    corner = max(_corner(target) for target in targets) + GAP + LINE
    return [Ring("focus/" + targets[0].key, outer, ink, paper, LINE, GAP, corner)]


def _places(view: ScreenView) -> dict[str, int]:
    """Return the place in the order of those that are not what is asked.

    1 other ways, 2 turns pages, 3 goes on, 4 footer.
    """
    hides = {view.hide.id: 4} if view.hide is not None else {}
    if view.layout == "workbench":
        return _at_bench(view) | hides
    footer = (getattr(view.footer, name) for name in view.footer.__struct_fields__)
    pages = (view.previous_page, view.next_page)
    found = {DONE: 3} | hides
    for place, buttons in ((1, view.side_choices), (2, pages), (3, (view.go_on,)), (4, footer)):
        found.update({button.id: place for button in buttons if isinstance(button, Button)})
    return found


def _at_bench(view: ScreenView) -> dict[str, int]:
    """Return the places beside a helper's form: 0 what is open, or the rows; then acts, pages, ways, sections."""
    found = {one.id: 4 for one in (section.button for section in view.sections) if one is not None}
    rows = [row.button for row in view.rows if row.button is not None]
    pages = [one for one in (view.previous_page, view.next_page) if one is not None]
    if view.panel:
        ways = [*view.side_choices, *([view.footer.back] if view.footer.back is not None else [])]
        return found | {one.id: 1 for one in ways} | {one.id: 2 for one in rows}
    found |= {one.id: 1 for one in view.choices} | {one.id: 2 for one in pages}
    ways = [one for one in view.side_choices if not one.id.startswith("right:")]
    return found | {one.id: 3 for one in ways}


def _first_to_do(view: ScreenView, every: list[str]) -> str:
    """Return the first row that something is to be done about; where there is none, what leads on."""
    for mark in ("missing", "doubt"):
        for row in view.rows:
            if row.mark == mark and row.button is not None and row.button.id in every:
                return row.button.id
    return "confirm" if "confirm" in every else next(iter(every), "")


def _lines(targets: list[Target]) -> list[list[Target]]:
    """Cut a group into rows: a target whose middle lies above the lower edge of the row belongs to it."""
    found: list[list[Target]] = []
    lowest = 0.0
    for target in sorted(targets, key=lambda one: (round(one.box.y), one.box.x)):
        if found and target.box.y + target.box.h / 2 < lowest:
            found[-1].append(target)
            lowest = min(lowest, target.box.bottom)
        else:
            found.append([target])
            lowest = target.box.bottom
    return [sorted(row, key=lambda one: one.box.x) for row in found]


def _distance(here: Box, there: Box, way: Way) -> float | None:
    """Return how far ``there`` seems in that direction; None when it lies elsewhere."""
    if way in {"left", "right"}:
        ahead = there.x - here.right if way == "right" else here.x - there.right
        aside = max(there.y - here.bottom, here.y - there.bottom, 0)
        off = abs(there.y + there.h / 2 - here.y - here.h / 2)
    else:
        ahead = there.y - here.bottom if way == "down" else here.y - there.bottom
        aside = max(there.x - here.right, here.x - there.right, 0)
        off = abs(there.x + there.w / 2 - here.x - here.w / 2)
    if ahead < -_OVERLAP or (aside and way in {"left", "right"}):
        return None
    return ahead + _ASIDE * aside + off / 10


def _union(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, max(one.bottom, other.bottom) - y)


def _within(box: Box, glass: Box) -> Box:
    """Return what of the box lies on the glass: at its edge the gap gives way, never the ring."""
    x, y = max(box.x, glass.x), max(box.y, glass.y)
    return Box(x, y, min(box.right, glass.right) - x, min(box.bottom, glass.bottom) - y)


def _corner(target: Target) -> float:
    plates = (part.radius for part in target.rest if isinstance(part, Plate))
    return next(plates, 16)
