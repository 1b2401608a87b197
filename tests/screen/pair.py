"""Face and core as two real processes, a window in a real X server, and a finger that touches it from outside.

Where to touch is asked of a twin of the face in this process, on a window that nobody sees: it is shown what the core
sends, which is listened to on its way, and touched as the real one is.
"""

import shutil
import socket
import threading
from contextlib import suppress

from PIL import Image, ImageChops

from kiosk.facelink.frames import INPUT_BYTES, VIEW_BYTES, Incoming, Kind, packed
from kiosk.presenter.view import decode
from kiosk.tour.kivy_hands import KivyHands
from kiosk.tour.play import question_on
from tests.caches import lend
from tests.facelink.programs import Program, until
from tests.screen.conftest import SIZE
from tests.visit.walking import ROOT

BETWEEN = 0.5
"""Seconds between two touches: what comes sooner counts as trembling."""
APART = 24
"""Shades by which a pixel may differ, and the share of pixels that may differ more: edges that fall between two."""
SHARE = 0.01


class Between:
    """Listens to the line between face and core, and hands everything on."""

    def __init__(self, folder):
        self.core, self.face = folder / "core.sock", folder / "face.sock"
        self.views, self.inputs = [], 0
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(str(self.face))
        self._door.listen()
        threading.Thread(target=self._welcome, daemon=True).start()

    @property
    def latest(self):
        return self.views[-1] if self.views else None

    def _welcome(self):
        while True:
            try:
                face, _ = self._door.accept()
            except OSError:
                return
            core = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                core.connect(str(self.core))
            except OSError:
                face.close()
                core.close()
                continue
            for ends in ((core, face, VIEW_BYTES), (face, core, INPUT_BYTES)):
                threading.Thread(target=self._hand_on, args=ends, daemon=True).start()

    def _hand_on(self, source, target, most):
        incoming = Incoming(source, most)
        with suppress(OSError):
            while (frame := incoming.next()) is not None:
                if frame.kind is Kind.VIEW:
                    self.views.append(decode(frame.body))
                self.inputs += frame.kind is Kind.INPUT
                target.sendall(packed(*frame))
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


class Pair:
    """Both programs on a state folder that nothing has been prepared in but the caches."""

    def __init__(self, folder, display, caches, compiled, around=(), fds=()):
        config = folder / "config"
        config.mkdir()
        for name in ("kiosk.toml", "point.toml"):
            (config / name).write_bytes((ROOT / "config" / name).read_bytes())
        (config / "overlay.toml").write_text('[kiosk.sound]\nkind = "none"\n', encoding="utf-8")
        self.folder, self.state, self.display = folder, folder / "state", display
        self.between = Between(folder)
        settings = ["--config", config, "--state"]
        core = [*settings, self.state, "core", "--socket", self.between.core]
        own = folder / "face-own"
        own.mkdir()
        self.state.mkdir()
        shutil.copy(compiled, self.state)
        for place in (self.state, own):
            lend(caches, place / "cache")
        face = [*settings, own, "face", "--socket", self.between.face, "--cache", own / "cache"]
        self.core = Program(folder / "core", core, {})
        self.face = Program(folder / "face", face, {"DISPLAY": display.name}, around, fds=fds)
        self.own = own

    def start(self):
        self.core.start()
        self.face.start()
        self.core.wait_ready()
        self.face.wait_ready()

    def close(self):
        self.face.close()
        self.core.close()
        self.between.close()


class RealHands(KivyHands):
    """Touches the real window where the twin's targets are, and the twin as well: what is typed stands on both."""

    def __init__(self, pair, screen):
        super().__init__(screen.face, lambda: None)
        self._pair, self._screen, self._shown = pair, screen, 0

    def _choose(self):
        threading.Event().wait(BETWEEN)
        self._pair.display.touch(self._at)
        super()._choose()

    def follow(self):
        """Show the twin what the core has sent last."""
        view = self._pair.between.latest
        if view is not None and view.serial != self._shown:
            self._shown = view.serial
            self._screen.show(view)
        return view

    def see(self, state, question=""):
        """Wait until the core shows this, then until it stands on the glass, to the pixel; return it."""

        def is_there():
            view = self.follow()
            is_it = view is not None and (view.state, question_on(view) or "") == (state, question)
            return is_it and self._is_alike()

        until(is_there, lambda: f"{state} {question}: {self._kept()}")
        return self._pair.between.latest

    def shows(self, view):
        """Wait until a view that no core has sent stands on the glass."""
        self._shown = self._pair.between.latest.serial
        self._screen.show(view)
        until(self._is_alike, self._kept)

    def _is_alike(self):
        """Tell whether the real glass shows what the twin shows."""
        self._screen.face.settle()
        return differs(self._pair.display.picture(), pixels()) <= SHARE

    def _kept(self):
        self._pair.display.picture().save(self._pair.folder / "glass.png")
        pixels().save(self._pair.folder / "twin.png")
        return f"twin.png and glass.png in {self._pair.folder} differ\n{self._pair.face.told()}"


def pixels():
    """What stands on the twin's glass."""
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    raw = glReadPixels(0, 0, *SIZE, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", SIZE, raw).transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def differs(one, other):
    """The share of pixels that differ by more than shades that nobody sees."""
    apart = ImageChops.difference(one, other).convert("L").point([0] * (APART + 1) + [1] * (255 - APART))
    counts = apart.histogram()
    return counts[1] / sum(counts)
