"""Kivy's window and event loop, behind the few acts that the face needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kivy.base import EventLoop, ExceptionHandler, ExceptionManager, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window as KivyWindow
from kivy.input.motionevent import MotionEvent

from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.view import ScreenView
from kiosk.ui.bridge import Bridge
from kiosk.ui.environment import NoScreenError
from kiosk.ui.fonts import Letters
from kiosk.ui.key_events import CODES, KeyEvents
from kiosk.ui.keys import Key
from kiosk.ui.loop import Loop
from kiosk.ui.paint.brush import Brush, colour
from kiosk.ui.paint.damage import Damage
from kiosk.ui.paint.glass import Glass
from kiosk.ui.paint.projector import Projector
from kiosk.ui.parts import Act, Cloth, Field, Part, Picture, tree
from kiosk.ui.theme import Theme


class Finger(MotionEvent):
    """One touch of a driven face; places as shares of the window, from the lower left."""

    def __init__(self, number: int, x: float, y: float) -> None:
        super().__init__("finger", number, {"x": x, "y": y}, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        """Take over a place."""
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)


class _Catcher(ExceptionHandler):
    def __init__(self, broken: Callable[[BaseException], None]) -> None:
        self._broken = broken

    def handle_exception(self, inst: BaseException) -> int:
        """Show the safe screen for a fault of ours; let the end of the program pass."""
        if not isinstance(inst, Exception):
            return int(ExceptionManager.RAISE)
        self._broken(inst)
        return int(ExceptionManager.PASS)


class Window:
    """The one window of this process with the glass in it."""

    def __init__(
        self,
        theme: Theme,
        pictures: Pictures,
        fonts: Fonts,
        size: tuple[int, int],
        on_act: Callable[[Act], None],
        broken: Callable[[BaseException], None],
        on_finger: Callable[[bool], None],
        on_key: Callable[[Key], None],
        on_caption: Callable[[], None],
        films: Path | None,
    ) -> None:
        """Raises NoScreenError."""
        if KivyWindow is None:
            raise NoScreenError
        self.letters = Letters(fonts, theme)
        self.brush = Brush(theme, self.letters, pictures, size[1])
        self._damage = Damage()
        self.glass = Glass(self.brush, on_act, self._clear_to, on_finger, self._damage)
        self.projector = Projector(films, self._damage, self._soon, self._ask_update, on_caption, on_act)
        self.brush.project = self.projector.stand_in
        self._keys = KeyEvents(on_key)
        self._size = size
        self._broken = broken
        self._catcher = _Catcher(broken)
        self._finger: Finger | None = None
        self._fingers = 0
        self._driven = False
        self._loop = Loop()

    def wear(self, theme: Theme) -> None:
        """Take on another theme."""
        self.letters.wear(theme)
        self.brush.theme = theme
        self.glass.forget_drawn()

    def bridge(self, show: Callable[[ScreenView], None]) -> Bridge:
        """Return the way in for views of other threads."""
        return Bridge(self._soon, show)

    def _soon(self, act: Callable[[float], None]) -> None:
        Clock.schedule_once(act, 0)
        self._loop.wake()

    def soon(self, act: Callable[[], None]) -> None:
        """Let something happen on the painting thread; for any other."""
        self._soon(lambda _dt: act())

    @staticmethod
    def _ask_update() -> None:
        KivyWindow.canvas.ask_update()

    @property
    def settled(self) -> bool:
        """Tell whether there is nothing left to draw."""
        return self.glass.settled and not KivyWindow.canvas.needs_redraw

    def own_time(self, reading: Callable[[], float]) -> None:
        """Let Kivy's clock read counted time."""
        self._driven = True
        Clock.time = reading
        Clock._last_tick = reading()  # noqa: SLF001 - the first tick would see a jump
        Clock._max_fps = 0  # noqa: SLF001 - a counted frame has nothing to wait for

    @property
    def now(self) -> float:
        """Seconds of Kivy's clock."""
        return float(Clock.time())

    def after(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        """Do something later, on this thread; return what calls it off."""
        cancel: Callable[[], None] = Clock.schedule_once(lambda _dt: act(), seconds).cancel
        return cancel

    def open(self) -> None:
        """Put the glass into the window and get the event loop going, without running it."""
        self._clear_to(self.brush.theme.colours.paper)
        # F1 would open Kivy's own settings, with a way to the system behind them.
        EventLoop.window.open_settings = lambda *_args: None
        ExceptionManager.add_handler(self._catcher)
        self.glass.size = KivyWindow.size
        keys = self._keys
        KivyWindow.bind(on_key_down=keys.down, on_key_up=keys.up, on_textinput=keys.text, focus=keys.let_go)
        self._damage.opened(KivyWindow.clearcolor, KivyWindow.flip)
        KivyWindow.bind(on_draw=self._damage.begin, on_flip=self._damage.end)
        # A window of another size has new pixels, which nobody has painted yet.
        KivyWindow.bind(on_resize=self._damage.everything)
        runTouchApp(self.glass, embedded=True)

    def draw_whole(self) -> None:
        """Let the next frame paint every pixel, whatever stood there."""
        self._damage.everything()

    def _clear_to(self, fill: str) -> None:
        wanted = [*colour(fill).rgb, 1]
        if list(KivyWindow.clearcolor) != wanted:
            KivyWindow.clearcolor = wanted
            self._damage.everything()
            KivyWindow.canvas.ask_update()

    def loop(self) -> None:
        """Run until stopped."""
        self._loop.run()

    def stop(self) -> None:
        """End the loop and close the window."""
        stopTouchApp()
        ExceptionManager.remove_handler(self._catcher)

    def time_frames(self, begins: Callable[..., None], shown: Callable[..., None]) -> None:
        """Call ``begins`` before and ``shown`` after every frame that is drawn."""
        from kivy.graphics.opengl import glFinish

        KivyWindow.bind(on_draw=begins)
        flip = KivyWindow.flip

        def timed_flip() -> None:
            flip()
            if self._driven:
                # Else frames that nobody sees pile up in memory; and the drawing itself is to be measured.
                glFinish()
            shown()

        KivyWindow.flip = timed_flip

    def step(self) -> None:
        """One turn of the event loop, with its faults caught as in the running program."""
        try:
            EventLoop.idle()
        except Exception as error:  # noqa: BLE001 - nothing that breaks may reach the resident
            self._broken(error)

    def finger(self, kind: str, x: float, y: float) -> None:
        """Dispatch a touch at window pixels from the upper left, as the window's own input does."""
        place = {"x": x / self._size[0], "y": 1 - y / self._size[1]}
        if kind == "begin" or self._finger is None:
            self._fingers += 1
            self._finger = Finger(self._fingers, place["x"], place["y"])
        else:
            self._finger.move(place)
        finger = self._finger
        if kind == "end":
            self._finger = None
        try:
            EventLoop.post_dispatch_input(kind, finger)
        except Exception as error:  # noqa: BLE001 - as in step
            self._broken(error)

    def key(self, key: Key) -> None:
        """Press and let go of a key, as the window's own input does."""
        shifted = key.name == "shift tab"
        name = "tab" if shifted else key.name
        code = next((code for code, known in CODES.items() if known == name), ord(key.sign[:1] or "\0"))
        try:
            KivyWindow.dispatch("on_key_down", code, 0, key.sign, ["shift"] if shifted else [])
            if key.sign:
                KivyWindow.dispatch("on_textinput", key.sign)
            KivyWindow.dispatch("on_key_up", code, 0)
        except Exception as error:  # noqa: BLE001 - as in step
            self._broken(error)

    def screenshot(self, path: Path) -> None:
        """Write the window's pixels as PNG."""
        from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
        from PIL import Image

        width, height = self._size
        self._damage.everything()
        KivyWindow.dispatch("on_draw")
        raw = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
        image = Image.frombytes("RGB", (width, height), raw)
        image.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(path)

    def prepare(self, parts: Iterable[Part]) -> int:
        """Render the pictures of these parts into the cache, in both looks of every target; return how many."""
        wanted = {
            self.brush.wanted(one)
            for part in parts
            for one in (*tree([part]), *getattr(part, "pressed", ()))
            if isinstance(one, Picture | Field | Cloth)
        }
        # Other programs draw them: each processor can wait for one.
        with ThreadPoolExecutor(os.cpu_count()) as drawing:
            list(drawing.map(self.brush.drawn, wanted))
        return len(wanted)
