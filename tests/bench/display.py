"""An X server without a screen: its pixels are read from its own memory, its pointer is moved from outside.

Reading costs a few microseconds and asks nothing of the server, so what is measured is hardly disturbed by it.
"""

import ctypes
import mmap
import struct
import subprocess
import time
from pathlib import Path
from threading import Event

SIZE = 1280, 800
LOOK_EVERY = 0.0005
"""Seconds between two looks at the pixels."""
RAW_RECTANGLES = 0
DAMAGE_EVENT = 0
LEFT = 1


def pause(seconds):
    """Do nothing for so many seconds: what is measured goes on by itself."""
    Event().wait(seconds)


class Display:
    """Xvfb with a screen of SIZE and 24 bits, in `folder`."""

    def __init__(self, folder):
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "{}x{}x24".format(*SIZE), "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            [*command, "-fbdir", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.name = ":" + self._server.stdout.readline().strip()
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        head = struct.unpack(">25I", self._memory[:100])
        self._line, self._begin = head[12], head[0] + 12 * head[19]
        self._x = ctypes.CDLL("libX11.so.6")
        self._test, self._damage = ctypes.CDLL("libXtst.so.6"), ctypes.CDLL("libXdamage.so.1")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._damage.XDamageCreate.restype = ctypes.c_ulong
        self._link = ctypes.c_void_p(self._x.XOpenDisplay(self.name.encode()))
        self._watch_damage()

    def _watch_damage(self):
        first, errors = ctypes.c_int(), ctypes.c_int()
        self._damage.XDamageQueryExtension(self._link, ctypes.byref(first), ctypes.byref(errors))
        self._damage_type = first.value + DAMAGE_EVENT
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._link))
        self._damage.XDamageCreate(self._link, root, RAW_RECTANGLES)
        self._x.XFlush(self._link)

    # --- pixels -------------------------------------------------------------------------------------------

    def rows(self, box, every=8):
        """The pixels of every so many rows of a box (x, y, w, h), as they are now."""
        x, y, w, h = box
        first = self._begin + 4 * x
        return b"".join(
            self._memory[first + row * self._line : first + row * self._line + 4 * w]
            for row in range(y, y + h, every)
        )

    def whole(self):
        """All pixels as rows of BGRX, and the bytes of a row."""
        return self._memory[self._begin :], self._line

    def wait(self, holds, within=20.0):
        """The time at which `holds` was first seen to be true; TimeoutError after so many seconds."""
        end = time.perf_counter() + within
        while not holds():
            if time.perf_counter() > end:
                raise TimeoutError("The screen does not show what is waited for.")
            pause(LOOK_EVERY)
        return time.perf_counter()

    def steady(self, still=0.6, within=30.0):
        """Wait until nothing has changed on the screen for so many seconds."""
        everything = (0, 0, *SIZE)
        end, before, since = time.perf_counter() + within, self.rows(everything), time.perf_counter()
        while time.perf_counter() - since < still:
            if time.perf_counter() > end:
                raise TimeoutError("The screen does not come to rest.")
            pause(0.02)
            now = self.rows(everything)
            if now != before:
                before, since = now, time.perf_counter()

    def drawings(self):
        """How often something was drawn since this was last asked, be it the same pixels again."""
        self._x.XSync(self._link, 0)
        count, event = 0, (ctypes.c_long * 24)()
        while self._x.XPending(self._link):
            self._x.XNextEvent(self._link, event)
            count += ctypes.cast(event, ctypes.POINTER(ctypes.c_int))[0] == self._damage_type
        return count

    # --- a finger -----------------------------------------------------------------------------------------

    def move(self, place):
        self._test.XTestFakeMotionEvent(self._link, -1, *map(int, place), ctypes.c_ulong(0))
        self._x.XSync(self._link, 0)

    def press(self):
        """Put the finger down where it is; return when."""
        return self._button(down=True)

    def lift(self):
        return self._button(down=False)

    def _button(self, *, down):
        at = time.perf_counter()
        self._test.XTestFakeButtonEvent(self._link, LEFT, int(down), ctypes.c_ulong(0))
        self._x.XFlush(self._link)
        return at

    def close(self):
        self._x.XCloseDisplay(self._link)
        self._server.terminate()
        self._server.wait(10)
        self._server.stdout.close()
