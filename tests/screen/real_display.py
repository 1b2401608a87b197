"""An X server without a screen: what stands on it can be read, and touches come to it from outside."""

import ctypes
import os
import struct
import subprocess

from PIL import Image

SIZE = 1280, 800


class Hints:
    """What windows ask of a window manager. Present before them, as a window manager is."""

    def __init__(self, display):
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XInternAtom.restype = ctypes.c_ulong
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        self._atom = ctypes.c_ulong(self._x.XInternAtom(self._server, b"_MOTIF_WM_HINTS", 0))

    def border(self, window):
        """What to put around a window: 0 for nothing at all, None when it does not say."""
        kind, count, after = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
        width, value = ctypes.c_int(), ctypes.POINTER(ctypes.c_ulong)()
        told = map(ctypes.byref, (kind, width, count, after, value))
        begin, end, any_kind = ctypes.c_long(0), ctypes.c_long(5), ctypes.c_ulong(0)
        self._x.XGetWindowProperty(
            self._server, ctypes.c_ulong(window), self._atom, begin, end, 0, any_kind, *told
        )
        return value[2] if count.value > 2 else None

    def close(self):
        self._x.XCloseDisplay(self._server)


class Display:
    """An X server without a screen, whose pixels can be read."""

    def __init__(self, folder):
        self._pixels = folder / "Xvfb_screen0"
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "{}x{}x24".format(*SIZE), "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            [*command, "-fbdir", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.name = ":" + self._server.stdout.readline().strip()
        self._hints = Hints(self.name)

    def xdotool(self, *words):
        command = ["xdotool", *map(str, words)]
        environment = {**os.environ, "DISPLAY": self.name}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def touch(self, place):
        self.xdotool("mousemove", *place, "click", 1)

    def press(self, *keys):
        self.xdotool("key", *keys)

    def picture(self):
        """What stands on the screen: the server's memory, in the form of an xwd file."""
        raw = self._pixels.read_bytes()
        head = struct.unpack(">25I", raw[:100])
        header, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = raw[header + 12 * colours :]
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", line)

    def window(self):
        """(x, y, width, height, border) of the window under the pointer."""
        window = self._told("getmouselocation", "--shell")["WINDOW"]
        told = self._told("getwindowgeometry", "--shell", window)
        place = (int(told[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return (*place, self._hints.border(int(window)))

    def _told(self, *words):
        return dict(line.split("=") for line in self.xdotool(*words).split())

    def close(self):
        self._hints.close()
        self._server.terminate()
        self._server.wait(10)
        self._server.stdout.close()
