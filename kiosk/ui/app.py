"""The Kivy face: shows every view that the link brings, sends every touch that counts.

Places are in window pixels from the upper left corner, as on a screenshot. ``run`` is the kiosk: it blocks
until the window closes or SIGTERM comes. ``start``, ``pump`` and ``wait_for`` drive the same face frame by
frame, with the time of the frames counted instead of measured, for tours and tests.
"""

from __future__ import annotations

import signal
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from kiosk.clock import Clock
from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.ports import FaceInput, FaceLink, Source, encode_input
from kiosk.presenter.view import ScreenView
from kiosk.settings import Keypad
from kiosk.ui import environment, renderer
from kiosk.ui.attention import Attention
from kiosk.ui.beacon import Beacon
from kiosk.ui.bridge import other_screen
from kiosk.ui.entry import EMPTY, Aside, Typed, begin, moved_on, stroke, taken, told_meanwhile
from kiosk.ui.focus import ring
from kiosk.ui.keys import Key
from kiosk.ui.measured import Measured
from kiosk.ui.parts import Act, Box, Part, Stroke, Target
from kiosk.ui.pulse import SIGN_OF_LIFE, Pulse
from kiosk.ui.safe import safe_view
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.steering import Ground, Steering
from kiosk.ui.theme import theme_for
from kiosk.ui.widgets.curtain import curtain
from kiosk.visit.events import Attend, Touch, Touched, Type
from kiosk.visit.look import Look

FRAME: Final = 1 / 60
"""Seconds that a pumped frame lasts."""
BETWEEN: Final = 0.5
"""Seconds from one touch of a driven face to the next: no hand that means both is quicker."""
_BROKEN: Final = "ui-broken"


class KivyFace:
    """One window, one screen, painted wholly from the latest ScreenView.

    ``safe_texts`` gives, by language, the sentence shown when painting itself breaks ("" for every language
    without its own); ``on_fault`` hears a code and the place in the program, never a text of the screen. ``films``:
    the folder in which the views' films lie.
    """

    view: ScreenView | None = None
    """What is shown now."""
    typed: Typed = EMPTY
    """What is being typed now."""
    _aside: Aside | None = None

    def __init__(
        self,
        link: FaceLink,
        pictures: Pictures,
        fonts: Fonts,
        size: tuple[int, int],
        px_per_mm: float,
        clock: Clock,
        *,
        offscreen: bool = False,
        fullscreen: bool = False,
        safe_texts: Mapping[str, str] | None = None,
        on_fault: Callable[[str, str], None] = lambda _code, _where: None,
        home: Path | None = None,
        keypad: Keypad | None = None,
        films: Path | None = None,
    ) -> None:
        self._link = link
        self._clock = clock
        self._offscreen = offscreen
        self._safe_texts = dict(safe_texts or {})
        self._on_fault = on_fault
        self.size = size
        """In pixels."""
        self.theme = theme_for(size, px_per_mm)
        self.measured = Measured()
        home = home or Path(tempfile.mkdtemp(prefix="kiosk-ui-"))
        renderer.wait()
        environment.prepare(size, home, offscreen=offscreen, fullscreen=fullscreen)
        keypad = keypad or Keypad()
        self.keys_are: Source = "keypad" if keypad.whose == "resident" else "keys"
        """Whose the keys beside the glass are."""
        self._parts: list[Part] = []
        hears = (self._touch, self._broken, self._finger, self._key, self._repaint)
        self._window = _Window(self.theme, pictures, fonts, size, *hears, films)
        self._steering = Steering(self._under_keys, self._stepped, self._window.after, keypad.scan_step)
        self._attention = Attention(self._steering, self._tell if self.keys_are == "keypad" else None)
        self._beacon = Beacon(self._window.after, self._ring)
        self._bridge = self._window.bridge(self._show)
        self._pulse = Pulse(self._window.after, lambda: self._link.send(SIGN_OF_LIFE))

    # --- life ---------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Show the window and block until it is closed, ``stop`` is called or SIGTERM comes."""
        self._open()
        # SDL would turn the signal into a request to close; this ends the loop whatever the window thinks.
        signal.signal(signal.SIGTERM, lambda _number, _frame: self.stop())
        self._window.loop()

    def start(self) -> None:
        """Open the window and return; frames are then drawn by ``pump``."""
        self._window.own_time(self._clock_reading)
        self._open()
        self.pump(2)

    def stop(self) -> None:
        """End ``run``; after ``start``, close down."""
        self._window.stop()

    def ask_alive(self, answer: Callable[[], None]) -> None:
        """Call ``answer`` from the loop, in its turn; for any thread. A loop that hangs answers nobody."""
        self._window.soon(answer)

    def _open(self) -> None:
        self._window.open()
        self._window.time_frames(self._frame_begins, self._frame_shown)
        self._started = True
        self._link.subscribe(self._bridge.on_view)
        self._pulse.begin()

    def _clock_reading(self) -> float:
        return self._frame_time

    _frame_time = 1000.0
    _started = False

    # --- driving ------------------------------------------------------------------------------------------

    def pump(self, frames: int = 1) -> None:
        """Go on by ``frames`` frames of 1/60 s each; nothing is drawn where nothing has changed."""
        for _ in range(frames):
            self._frame_time += FRAME
            self._window.step()

    def wait_for(self, condition: Callable[[], bool], timeout: float = 10.0, *, step: float = 0.005) -> bool:
        """Pump until ``condition`` holds; return False when ``timeout`` real seconds have gone by (counted in
        waits of ``step`` seconds for the next view).
        """
        left = timeout
        while not condition():
            if left <= 0:
                return False
            self.pump()
            if not condition() and not self._bridge.arrived.wait(step):
                left -= step
            self._bridge.arrived.clear()
        return True

    def settle(self) -> None:
        """Pump until nothing is left to paint."""
        for _ in range(60):
            if self.settled:
                return
            self.pump()

    @property
    def settled(self) -> bool:
        """Tell whether everything that has arrived is painted and no pressed look is still shown."""
        return not self._bridge.waiting and self._window.settled

    def targets(self) -> dict[str, tuple[float, float, float, float]]:
        """Return what can be touched now: id -> x, y, w, h in window pixels from the upper left."""
        scale = self.theme.px_per_unit
        return {
            one.key: (one.box.x * scale, one.box.y * scale, one.box.w * scale, one.box.h * scale)
            for one in self._window.glass.touchable()
        }

    def touch(self, key: str) -> None:
        """Touch the middle of a target with a finger, half a second later: down, two frames, up, one frame.

        Raises KeyError when there is no such target on the glass.
        """
        self.pause()
        x, y, w, h = self.targets()[key]
        self.touch_down(x + w / 2, y + h / 2)
        self.pump(2)
        self.touch_up(x + w / 2, y + h / 2)
        self.pump()

    def pause(self, seconds: float = BETWEEN) -> None:
        """Let counted time go by at once, with one frame at its end."""
        self._frame_time += seconds
        self.pump()

    def key(self, name: str = "", *, sign: str = "") -> None:
        """Press and let go of a key, as real key events through Kivy's window; ``sign``: one that only writes."""
        self.measured.touch_comes(self._clock.monotonic())
        self._window.key(Key(name, sign))
        self.pump()

    def touch_down(self, x: float, y: float) -> None:
        """Put a finger down, as a real motion event through Kivy's event loop."""
        self.measured.touch_comes(self._clock.monotonic())
        self._window.finger("begin", x, y)

    def touch_move(self, x: float, y: float) -> None:
        """Move the finger that is down."""
        self._window.finger("update", x, y)

    def touch_up(self, x: float, y: float) -> None:
        """Lift the finger."""
        self._window.finger("end", x, y)

    # --- reading what is on the glass ----------------------------------------------------------------------

    def ground(self) -> Ground | None:
        """Return what keys go over: the view and its targets; None on the safe screen."""
        if self.view is None:
            return None
        return Ground(self.view, [part for part in self._parts if isinstance(part, Target)])

    def _under_keys(self) -> Ground | None:
        """Return what these keys go over: nothing where only the resident's hand counts and they are the helper's."""
        if self.view is not None and self.view.residents_hand and self.keys_are == "keys":
            return None
        return self.ground()

    @property
    def focused(self) -> tuple[str, ...]:
        """What the ring of the keys is round: the id of one target, those of a row while scanning, none."""
        return tuple(target.key for target in self._steering.lit())

    @property
    def is_scanning(self) -> bool:
        """Tell whether the ring moves by itself."""
        return self._steering.is_scanning

    @property
    def frame_times(self) -> list[float]:
        """Seconds that the latest frames took to draw."""
        return list(self.measured.frames)

    def screenshot(self, path: Path) -> None:
        """Write what is on the glass as PNG."""
        self._window.screenshot(path)

    def words(self) -> list[str]:
        """Return every text on the glass."""
        return self._window.glass.words()

    def overflow(self) -> list[tuple[str, str]]:
        """Return (id, text) of every text that doesn't fit its place."""
        return sorted(self._window.brush.overflow.items())

    def missing_pictures(self) -> list[str]:
        """Return the names of pictures that were asked for and don't exist."""
        return sorted(self._window.brush.missing)

    def prepare(self, views: Iterable[ScreenView]) -> int:
        """Render every picture that these views need into the picture cache; return how many there are."""
        return self._window.prepare(part for view in views for part in self._compose(view, begin(view.entry)))

    # --- inside --------------------------------------------------------------------------------------------

    def _show(self, view: ScreenView) -> None:
        self.typed, self._aside = moved_on(self.view, view, self.typed, self._aside)
        other = self.view is None or other_screen(self.view, view)
        if other:
            self._window.glass.forget_touches()
            self._window.letters.forget()
            self._steering.other_screen()
        if view.layout == "attract" and (self.view is None or self.view.layout != "attract"):
            self._steering.put_away()
            self._window.draw_whole()  # a visit has ended: no pixel of it is left to trust
        self.view = view
        self._window.projector.follow(view)
        self._beacon.follow(calling=view.calling)
        self._repaint()
        self._attention.shown(view, self.typed, other=other)

    def _repaint(self) -> None:
        if self.view is not None:
            self._parts = self._compose(self._window.projector.captioned(self.view), self.typed)
            self._ring()

    def _ring(self) -> None:
        """Show the parts of the screen and, over them, the ring of the keys; only what differs is drawn."""
        theme, (width, height) = self.theme, self.size
        whole = Box(0, 0, width / theme.px_per_unit, height / theme.px_per_unit)
        colours = theme.colours
        helpers = {"calling", "devices", "portal", "workbench"}
        if self._steering.dark and self.view is not None and self.view.layout not in helpers:
            self._window.glass.show(curtain(whole, self.view.words["dark"]))
            return
        around = ring(self._steering.lit(), whole, colours.ink, colours.paper)
        self._window.glass.show([*self._parts, *self._beacon.parts(whole, colours.blue), *around])

    def _wear(self, look: Look) -> None:
        """Take on the look that a view asks for: whatever is on the glass is then drawn anew."""
        theme = theme_for(self.size, self.theme.px_per_mm, look)
        if theme != self.theme:
            self.theme = theme
            self._window.wear(theme)

    def _compose(self, view: ScreenView, typed: Typed) -> list[Part]:
        self._wear(view.look)
        scale = self.theme.px_per_unit
        sheet = Sheet(self.theme, self._window.letters, self.size[0] / scale, self.size[1] / scale, view)
        return compose(sheet, typed)

    # --- hands ---------------------------------------------------------------------------------------------

    def _touch(self, act: Act) -> None:
        self._act(act, "glass")

    def _finger(self, counts: bool) -> None:  # noqa: FBT001 - what the glass tells of a touch
        """Somebody touches the glass: keys are not in use any more, and what is being said is cut off."""
        self._steering.put_away()
        if counts and self.view is not None:
            self._send(Touched(), self.view, "glass")

    def _stepped(self) -> None:
        """The ring has gone elsewhere by itself, or away."""
        self._ring()
        self._attention.moved(self.view, self.typed)

    def _key(self, key: Key) -> None:
        before = self.view, self.typed
        if before[0] is not None and self.keys_are == "keys" and self._under_keys() is not None:
            self._send(Touched(), before[0], "keys")
        found = self._steering.press(key, self._window.now)
        if isinstance(found, Target):
            self._window.glass.press_shortly(found.key)
        if found is not None:
            self._act(found.act if isinstance(found, Target) else found, self.keys_are)
        self._ring()
        self._attention.pressed(found, *before, self.typed)

    def _tell(self, event: Attend) -> None:
        if self.view is not None:
            self._send(event, self.view, self.keys_are)

    def _act(self, act: Act, source: Source) -> None:
        view = self.view
        if view is None:
            return
        if isinstance(act, Stroke):
            if view.entry is None:
                return
            after = stroke(view.entry, self.typed, act)
            if isinstance(after, Typed):
                told = told_meanwhile(view.entry, self.typed, after)
                if (after.step, after.page) != (self.typed.step, self.typed.page):
                    # Other dates stand in the places of those before: for a hand that is another screen.
                    self._window.glass.forget_touches()
                    self._steering.other_screen()
                self.typed = after
                self._repaint()
                if told is not None:
                    self._send(told, view, source)
                return
            if view.entry.masked:
                self.typed = EMPTY
                self._repaint()
            act = after
        elif isinstance(act, Type):
            self.typed = taken(self.typed, act)
            self._repaint()
        self._send(act, view, source)

    def _send(self, event: Touch, view: ScreenView, source: Source) -> None:
        self._link.send(encode_input(FaceInput(event=event, source=source, serial=view.serial)))

    def _broken(self, error: BaseException) -> None:
        """Show the safe screen instead of a traceback; tell where it broke, never what stood there."""
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f"{Path(one.filename).name}:{one.lineno}" for one in last)
        self._on_fault(_BROKEN, f"{type(error).__name__} {where}")
        language = self.view.language if self.view is not None else "vi"
        self.typed, self._aside, self.view = EMPTY, None, None
        self._steering.put_away()
        safe = safe_view(self._safe_texts, language)
        self._window.projector.follow(safe)
        self._window.glass.show(self._compose(safe, EMPTY))

    def _frame_begins(self, *_args: object) -> None:
        self.measured.frame_begins(self._clock.monotonic())

    def _frame_shown(self, *_args: object) -> None:
        self.measured.frame_is_shown(self._clock.monotonic())


def _Window(*args: Any) -> Any:  # noqa: N802 - stands for the class, whose module imports Kivy
    from kiosk.ui.window import Window

    return Window(*args)
