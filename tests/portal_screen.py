"""A screen of its own with openbox, and a keeper of the portal that runs as another account."""

import getpass
import os
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from threading import Event

from PIL import Image

from kiosk.devices.portal.clipboard import XClipboard
from kiosk.devices.portal.policy import policy_text
from kiosk.devices.portal.window import ChromiumPortal, half

ROOT = Path(__file__).resolve().parent.parent
KEEPER = ROOT / "kiosk" / "devices" / "portal" / "keeper.py"
SIZE = (1280, 800)
MEMORY = 'MEMORY = Path("/dev/shm")'
IS_ROOT = os.geteuid() == 0
ACCOUNT = "nobody" if IS_ROOT else getpass.getuser()
"""Whose the browser is: root's it may never be."""
AS_ROOT = [] if IS_ROOT else ["sudo", "-n"]
AS_ACCOUNT = (
    ["setpriv", f"--reuid={ACCOUNT}", "--regid=nogroup", "--clear-groups", "--reset-env"] if IS_ROOT else []
)


class Screen:
    """Xvfb and openbox with the kiosk's own file; touches and keys as a person makes them."""

    def __init__(self, size=SIZE, side="right"):
        self.size = size
        self.folder = Path(tempfile.mkdtemp(prefix="portal-screen-"))
        ready, ready_end = os.pipe()
        words = ["Xvfb", "-displayfd", str(ready_end), "-screen", "0", "{}x{}x24".format(*size), "-ac"]
        self.server = subprocess.Popen(
            [*words, "-nolisten", "tcp", "-fbdir", str(self.folder)],
            pass_fds=(ready_end,),
            stderr=subprocess.DEVNULL,
        )
        os.close(ready_end)
        with os.fdopen(ready) as said:
            self.display = f":{said.readline().strip()}"
        self.env = {**os.environ, "DISPLAY": self.display}
        config = self.folder / "openbox.xml"
        kept = (ROOT / "deploy" / "portal" / "openbox.xml").read_text(encoding="utf-8")
        config.write_text(with_margins(kept, size, side), encoding="utf-8")
        self.manager = subprocess.Popen(
            ["openbox", "--sm-disable", "--config-file", str(config)], env=self.env, stderr=subprocess.DEVNULL
        )

    def do(self, *words):
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        return done.stdout

    def touch(self, x=SIZE[0] * 3 // 4, y=SIZE[1] // 2):
        self.do("mousemove", x, y, "click", 1)

    def windows(self):
        """(x, y, width, height) of each window of the browser that can be seen."""
        found = []
        for window in self.do("search", "--onlyvisible", "--class", "^kiosk-portal$").split():
            told = dict(re.findall(r"(\w+)=(-?\d+)", self.do("getwindowgeometry", "--shell", window)))
            if int(told.get("WIDTH", 0)) > 10:
                found.append(tuple(int(told[side]) for side in ("X", "Y", "WIDTH", "HEIGHT")))
        return found

    def titles(self):
        found = self.do("search", "--onlyvisible", "--class", "^kiosk-portal$").split()
        return [self.do("getwindowname", window).strip() for window in found]

    def picture(self):
        """What stands on the screen: the server's memory, in the form of an xwd file."""
        raw = (self.folder / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", raw[:100])
        pixels = raw[head[0] + 12 * head[19] :]
        return Image.frombytes("RGB", (head[4], head[5]), pixels, "raw", "BGRX", head[12])

    def close(self):
        for program in (self.manager, self.server):
            program.terminate()
            program.wait()
        shutil.rmtree(self.folder)


def with_margins(config, size, side):
    """The file of openbox for another glass, as its comment says that it is to be written."""
    half = size[0] // 2
    left, right = (half, 0) if side == "right" else (0, half)
    assert "<left>640</left><right>0</right>" in config
    return config.replace("<left>640</left><right>0</right>", f"<left>{left}</left><right>{right}</right>")


def as_root(*words):
    subprocess.run([*AS_ROOT, *map(str, words)], check=True)


class Keeper:
    """The keeper behind a socket, as systemd starts it: one for each connection."""

    def __init__(self, origins):
        self.folder = Path(tempfile.mkdtemp(prefix="portal-test-", dir="/dev/shm"))
        self.folder.chmod(0o755)
        self.policy = self.folder / "policy.json"
        made = self.folder / "made.json"
        made.write_text(policy_text((), origins))
        as_root("install", "-m", "644", "-o", "root", made, self.policy)
        program = self.folder / "keeper"
        # Those of other tests, at the same time, keep theirs elsewhere.
        self.memory = self.folder / "memory"
        self.memory.mkdir()
        shutil.chown(self.memory, ACCOUNT)
        written = KEEPER.read_text(encoding="utf-8")
        assert written.count(MEMORY) == 1
        program.write_text(written.replace(MEMORY, f'MEMORY = Path("{self.memory}")'), encoding="utf-8")
        program.chmod(0o755)
        reached = self.folder / "reached"
        reached.mkdir()
        shutil.chown(reached, ACCOUNT)
        self.socket = reached / "keeper.sock"
        serve = ["systemd-socket-activate", "--accept", "--inetd", "-l", str(self.socket)]
        keeper = ["/usr/bin/python3", "-I", "-B", str(program), "--policy", str(self.policy)]
        self.serving = subprocess.Popen([*AS_ACCOUNT, *serve, *keeper], stderr=subprocess.DEVNULL)
        until(self.socket.exists)

    def keeping(self):
        """The processes that keep a window now."""
        found = []
        for told in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = told.read_bytes().split(b"\0")
            except OSError:
                continue
            if words[0].endswith(b"python3") and str(self.folder / "keeper").encode() in words:
                found.append(int(told.parent.name))
        return found

    def left(self):
        """What lies in memory of windows that stand there, or stood."""
        return list(self.memory.glob("kiosk-portal-*"))

    def close(self):
        self.serving.terminate()
        self.serving.wait()
        shutil.rmtree(self.folder)


def portal(screen, keeper):
    clipboard = XClipboard(lambda: screen.display)
    place = half(screen.display, SIZE, "right")
    return ChromiumPortal(lambda: place, clipboard, keeper=keeper.socket), clipboard


def browsers(url):
    """The processes of a browser that was opened there, the one with the window first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0] == b"/usr/lib/chromium/chromium" and any(
            word.startswith(b"--app=" + url.encode()) for word in words
        ):
            found.append(int(folder.name))
    return sorted(found)


def until(holds, seconds=10):
    """Wait for what takes a moment; the caller asserts it."""
    for _ in range(int(seconds / 0.05)):
        if holds():
            return True
        Event().wait(0.05)
    return False
