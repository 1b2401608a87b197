"""The glass: shows parts, keeps what hasn't changed, and tells which target a finger is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kivy.clock import Clock
from kivy.graphics import InstructionGroup
from kivy.uix.widget import Widget

from kiosk.ui.paint.brush import Brush
from kiosk.ui.paint.damage import Damage
from kiosk.ui.paint.draw import draw
from kiosk.ui.paint.pen import Pen
from kiosk.ui.parts import GROUND, Act, Pad, Part, Plate, Target, Words, tree
from kiosk.ui.tremor import Tremor

SHOWN: Final = 0.08
"""Seconds that a pressed look stays, so that a trembling hand sees it."""


class Glass(Widget):
    """The one widget: all parts of the screen are instructions on its canvas.

    A touch counts only if it begins and ends in the same target, and is not the trembling after another one;
    ``on_act`` then gets what the target does. ``on_finger`` hears of every touch before anything comes of it, and
    whether it is a new one: False for the trembling after another.
    """

    def __init__(
        self,
        brush: Brush,
        on_act: Callable[[Act], None],
        on_ground: Callable[[str], None],
        on_finger: Callable[[bool], None],
        damage: Damage,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._damage = damage
        self._on_ground = on_ground
        self._brush = brush
        self._on_act = on_act
        self._on_finger = on_finger
        self._tremor = Tremor()
        self._pen = Pen(brush)
        self._parts: list[Part] = []
        self._drawn: dict[str, tuple[Part, InstructionGroup]] = {}
        self._touches: dict[int, str] = {}
        self._pressed: dict[str, int] = {}
        self._since: dict[str, float] = {}
        self._releases: dict[str, Any] = {}

    @property
    def parts(self) -> list[Part]:
        """What is shown now, in painting order."""
        return self._parts

    @property
    def settled(self) -> bool:
        """Tell whether no pressed look is still to end."""
        return not self._pressed and not self._releases

    def show(self, parts: list[Part]) -> None:
        """Paint these parts and nothing else; parts equal to those on the glass are left as they are."""
        self._parts = parts
        self._pen.shown()
        keys = {part.key for part in parts}
        for key in list(self._releases):
            if key not in keys:
                self._releases.pop(key).cancel()
                self._pressed.pop(key, None)
        self._paint()

    def targets(self) -> list[Target]:
        """Return everything that can be touched now, the topmost last."""
        return [part for part in self._parts if isinstance(part, Target)]

    def touchable(self) -> list[Target | Pad]:
        """Return every place where a finger does something: what can be touched, and what can be drawn on."""
        return [part for part in self._parts if isinstance(part, Target | Pad)]

    def press_shortly(self, key: str) -> None:
        """Show a target pressed and let go: a key has chosen it."""
        self._press(key, down=True)
        self._release_later(key)

    def forget_touches(self) -> None:
        """Let no finger that is down now count any more: the screen has changed under it."""
        self._tremor.screen_changed()
        self._pen.forget()
        for key in self._touches.values():
            self._pressed.pop(key, None)
        self._touches.clear()

    def forget_drawn(self) -> None:
        """Keep nothing of what is drawn: equal parts look different from now on."""
        self._damage.everything()
        self._drawn = {}

    def _paint(self) -> None:
        wanted: list[Part] = []
        for part in self._parts:
            if isinstance(part, Plate) and part.key == GROUND:
                self._on_ground(part.fill)
            elif isinstance(part, Target):
                wanted.extend(part.pressed if self._pressed.get(part.key) else part.rest)
            else:
                wanted.append(part)
        under_finger = self._pen.part()
        if under_finger is not None:
            wanted.append(under_finger)
        drawn: dict[str, tuple[Part, InstructionGroup]] = {}
        self._brush.overflow = {
            key: text for key, text in self._brush.overflow.items() if self._kept(key, wanted)
        }
        for at, part in enumerate(wanted):
            key = f"{part.key}#{at}" if part.key in drawn else part.key
            old = self._drawn.get(key)
            drawn[key] = old if old is not None and old[0] == part else (part, draw(self._brush, part))
        groups, before = [group for _, group in drawn.values()], [group for _, group in self._drawn.values()]
        if groups != before:
            self._damage.between(before, groups)
            self.canvas.clear()
            for group in groups:
                self.canvas.add(group)
        self._drawn = drawn

    def _kept(self, key: str, wanted: list[Part]) -> bool:
        old = self._drawn.get(key)
        return old is not None and any(part == old[0] for part in wanted)

    def on_touch_down(self, touch: Any) -> bool:
        """Begin a touch; the target under it shows itself pressed at once."""
        pad = self._pad_under(touch)
        if pad is not None:
            # Strokes follow each other as quickly as a hand writes: no trembling is looked for.
            self._on_finger(not self._pen.draws)
            self._pen.begin(pad, touch)
            self._paint()
            return True
        target = self._under(touch)
        counts = self._tremor.begins(target.key if target is not None else "", Clock.time())
        self._on_finger(counts)
        if target is not None and counts:
            self._touches[touch.uid] = target.key
            self._press(target.key, down=True)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """Show the target pressed only while the finger is on it; on a pad, draw."""
        if self._pen.move(touch):
            self._paint()
            return True
        key = self._touches.get(touch.uid)
        if key is not None:
            target = self._under(touch)
            inside = target is not None and target.key == key
            if inside != bool(self._pressed.get(key)):
                self._press(key, down=inside)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """End a touch; it counts when it ends where it began, and what was drawn is told."""
        stroke = self._pen.end(touch)
        if stroke is not None:
            self._on_act(stroke)
            return True
        self._tremor.ends(Clock.time())
        key = self._touches.pop(touch.uid, None)
        if key is None:
            return True
        target = self._under(touch)
        self._release_later(key)
        if target is not None and target.key == key:
            self._on_act(target.act)
        return True

    def _pad_under(self, touch: Any) -> Pad | None:
        for part in self._parts:
            if isinstance(part, Pad):
                x, y, w, h = self._brush.place(part.box)
                if x <= touch.x < x + w and y <= touch.y < y + h:
                    return part
        return None

    def _under(self, touch: Any) -> Target | None:
        for target in reversed(self.targets()):
            x, y, w, h = self._brush.place(target.box)
            if x <= touch.x < x + w and y <= touch.y < y + h:
                return target
        return None

    def _press(self, key: str, *, down: bool) -> None:
        waiting = self._releases.pop(key, None)
        if waiting is not None:
            waiting.cancel()
        if down:
            self._pressed[key] = 1
            self._since[key] = Clock.get_time()
        else:
            self._pressed.pop(key, None)
        self._paint()

    def _release_later(self, key: str) -> None:
        if key not in self._pressed:
            return
        left = SHOWN - (Clock.get_time() - self._since.pop(key, 0.0))
        if left <= 0:
            self._press(key, down=False)
            return

        def release(_dt: float) -> None:
            self._releases.pop(key, None)
            self._press(key, down=False)

        self._releases[key] = Clock.schedule_once(release, left)

    def words(self) -> list[str]:
        """Return every text that stands on the glass now."""
        return [part.text for part in tree(self._parts) if isinstance(part, Words) and part.text]
