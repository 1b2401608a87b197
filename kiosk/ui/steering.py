"""Going through a screen by keys: the focus, the one-button scanning, and what a press comes to.

Without Kivy and without a clock of its own, so that it can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from kiosk.presenter.view import Button, Layout, ScreenView
from kiosk.ui import scanning
from kiosk.ui.focus import DONE, Way, beside, rows, start, towards
from kiosk.ui.keys import Key, Meaning, meaning, named
from kiosk.ui.parts import Stroke, Target
from kiosk.ui.tremor import Tremor

_WAYS: dict[str, Way] = {"left": "left", "right": "right", "up": "up", "down": "down"}
_BESIDE = {"next": 1, "previous": -1}


class Ground(Struct, frozen=True):
    """What is on the glass: the view and its targets."""

    view: ScreenView
    targets: Sequence[Target]

    def find(self, key: str) -> Target | None:
        """Return the target of this key, None when it is not there."""
        return next((target for target in self.targets if target.key == key), None)


Keys = Literal["pad", "arrows", "switch"]
"""A number keypad, arrows, or the one button."""

After = Callable[[float, Callable[[], None]], Callable[[], None]]
"""Does something after so many seconds; what it returns calls that off."""


class Steering:
    """Where the keys have brought somebody. Nothing of it outlives the screen but that keys are in use.

    ``ground`` tells what is on the glass now, ``moved`` is called when the ring has gone elsewhere by itself or
    away, ``pace`` is the seconds that it rests while scanning.
    """

    def __init__(
        self, ground: Callable[[], Ground | None], moved: Callable[[], None], after: After, pace: float
    ) -> None:
        self.in_use = False
        """Whether the ring is shown: from the first key to the next touch or the wipe."""
        self.dark = False
        """Whether the glass is dark: for whoever goes by ear, until the key is pressed again or the glass touched."""
        self.by: Keys = "pad"
        """What sort of keys was pressed last."""
        self._ground, self._moved, self._after, self._pace = ground, moved, after, pace
        self._call_off: Callable[[], None] | None = None
        self._at = ""
        self._scan: scanning.Scan | None = None
        self._typing = False
        self._tremor = Tremor()

    @property
    def is_scanning(self) -> bool:
        """Tell whether the ring moves by itself."""
        return self._scan is not None

    def put_away(self) -> None:
        """No more keys: somebody touches the glass, or the visit has ended."""
        if self.in_use:
            self.in_use = self.dark = False
            self._leave()
            self._moved()

    def other_screen(self) -> None:
        """Begin at the start of another screen."""
        self._tremor.screen_changed()
        self._leave()

    def _leave(self) -> None:
        self._at, self._scan, self._typing = "", None, False
        self._wait()

    def lit(self) -> list[Target]:
        """Return the targets that the ring is round: one, a whole row while scanning, none."""
        ground = self._ground()
        if ground is None or not self.in_use:
            return []
        scan = self._going_over(ground)
        # Once seen it stays where it is, whatever wakes meanwhile: nobody chooses what was not there a moment ago.
        self._at = self._here(ground)
        keys = scan.lit if scan is not None else (self._at,)
        return [target for target in map(ground.find, keys) if target is not None]

    def press(self, key: Key, now: float) -> Target | Stroke | None:
        """Take a press at ``now`` seconds; return what it chooses or types.

        The first press of all only shows where the focus is: nobody chooses what they haven't seen.
        """
        ground = self._ground()
        found = self._pressed(key, ground, now) if ground is not None else None
        self._wait()
        return found

    def _pressed(self, key: Key, ground: Ground, now: float) -> Target | Stroke | None:
        by_name = _named(key, ground, self._at)
        if by_name is not None:
            self.in_use, self._scan, self.by = True, None, "arrows"
            return self._meant(by_name, now)
        wanted = meaning(key, _typing_layout(ground.view), typing=self._typing or bool(ground.view.panel))
        if wanted is None:
            return None
        first, self.in_use = not self.in_use, True
        self.by = _sort(key, wanted)
        if wanted.kind == "switch":
            return self._switch(ground, now)
        self._scan = None
        if wanted.kind == "dark":
            self.dark = not self.dark
            return None
        if wanted.kind in {"type", "delete"}:
            return self._type(wanted)
        if wanted.kind in {"back", "again", "help"}:
            return self._meant(_in_footer(wanted.kind, ground), now)
        if first:
            return None
        by = _BESIDE.get(wanted.kind, 0)
        if by and (beside_form := _from_panel(ground, by, typed=self._typing)) is not None:
            return beside_form
        here = self._here(ground)
        if wanted.kind == "choose":
            return self._meant(ground.find(here), now)
        if wanted.kind in _WAYS:
            self._at = towards(ground.view, ground.targets, here, _WAYS[wanted.kind])
        else:
            self._at = beside(ground.view, ground.targets, here, _BESIDE[wanted.kind])
        return None

    def _wait(self) -> None:
        """Let the ring rest for its time where it is, when it moves by itself at all."""
        if self._call_off is not None:
            self._call_off()
        self._call_off = self._after(self._pace, self._step) if self._scan is not None else None

    def _step(self) -> None:
        """Go on to the next row or target; where all has been gone over the ring stays."""
        ground = self._ground()
        scan = self._going_over(ground) if ground is not None else None
        if scan is not None:
            self._at = scan.lit[0]
        self._scan = scanning.go_on(scan) if scan is not None else None
        self._wait()
        self._moved()

    def _going_over(self, ground: Ground) -> scanning.Scan | None:
        """Return the scanning under way; there is none any more once other things stand on the glass."""
        return self._scan if self._scan is not None and self._scan.rows == _keys(ground) else None

    def _here(self, ground: Ground) -> str:
        return self._at if ground.find(self._at) is not None else start(ground.view, ground.targets)

    def _type(self, wanted: Meaning) -> Stroke:
        """The focus goes to "done", so that the next press of the choosing key finishes."""
        self._at, self._typing = DONE, True
        if wanted.kind == "delete":
            return Stroke("delete")
        return Stroke("typed", wanted.sign)

    def _switch(self, ground: Ground, now: float) -> Target | None:
        if not self._tremor.begins("switch", now):
            return None
        scan = self._going_over(ground)
        if scan is None:
            self._scan = scanning.begin(_keys(ground))
            return None
        chosen = scanning.press(scan)
        if isinstance(chosen, scanning.Scan):
            self._scan = chosen
            return None
        self._at, self._scan = chosen, None
        return ground.find(chosen)

    def _meant(self, target: Target | None, now: float) -> Target | None:
        """Return the target unless a trembling hand has pressed once more."""
        return target if target is not None and self._tremor.begins(target.key, now) else None


def _keys(ground: Ground) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(target.key for target in row) for row in rows(ground.view, ground.targets))


def _sort(key: Key, wanted: Meaning) -> Keys:
    if wanted.kind == "switch":
        return "switch"
    return "pad" if key.name.startswith("pad ") else "arrows"


def _typing_layout(view: ScreenView) -> Layout:
    """Return the layout whose keys are meant: beside a helper's form words and digits are put in as elsewhere."""
    if view.layout != "workbench" or view.entry is None:
        return view.layout
    return "keyboard" if view.entry.kind in {"name", "text"} else "numbers"


def _named(key: Key, ground: Ground, at: str) -> Target | None:
    """Return what a helper's key does: of several, what belongs to the row that the ring is round."""
    view, name = ground.view, named(key, typing=ground.view.entry is not None)
    if name and view.hide is not None and name in view.hide.keys:
        return ground.find(view.hide.id)
    if view.layout != "workbench":
        return None
    turns = [one for one in (view.previous_page, view.next_page) if one is not None]
    ids = [one.id for one in (*view.side_choices, *view.choices, *turns) if name and name in one.keys]
    own = f"right:{at.removeprefix('row:')}"
    found = [target for target in map(ground.find, sorted(ids, key=lambda one: one != own)) if target]
    return found[0] if found else None


def _from_panel(ground: Ground, by: int, *, typed: bool) -> Target | None:
    """Return what Tab does beside the form: what was typed is sent, else the row after the open one is opened."""
    if not ground.view.panel:
        return None
    if typed:
        return ground.find(DONE)
    rows = ground.view.rows
    at = next((place for place, row in enumerate(rows) if row.opened), None)
    if at is None or not 0 <= at + by < len(rows):
        return None
    button = rows[at + by].button
    return ground.find(button.id) if button is not None else None


def _in_footer(kind: str, ground: Ground) -> Target | None:
    button = getattr(ground.view.footer, kind)
    return ground.find(button.id) if isinstance(button, Button) else None
