"""``kiosk device panel``: a virtual printer and scanner, to try out on a desk what happens to real ones.

Each hangs on a pseudo terminal whose name stays the same when it is pulled out and plugged in again.
"""

from __future__ import annotations

import itertools
import os
import pty
import select
import sys
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from PIL import Image

from kiosk.devices.virtual_printer import VirtualPrinter
from kiosk.settings import Settings
from kiosk.wiring.devices.arguments import Say

GOOD, IMPOSSIBLE = 0, 2
HELP = """paper out | paper in       the roll ends, a new one is put in
near end | new roll        the roll is nearly used up, or is not
cover open | cover close
cutter stuck | cutter free
head hot | head cool
mute | speak               the printer answers nothing, or answers again
unplug printer | plug printer
unplug scanner | plug scanner
scan TEXT                  the scanner reads this text, or the text in this file
status | help | quit"""
_READ = 4096


class Plug:
    """One end of a cable: a pseudo terminal under a name that stays. Raises OSError where there can be none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ends: tuple[int, int] | None = None
        self.put_in()

    @property
    def is_in(self) -> bool:
        """Whether the cable is plugged in."""
        return self._ends is not None

    def put_in(self) -> None:
        """Plug the cable in; nothing happens when it is in."""
        if self._ends is None:
            self._ends = pty.openpty()
            tty.setraw(self._ends[1])
            os.set_blocking(self._ends[0], False)
            self.path.unlink(missing_ok=True)
            self.path.symlink_to(os.ttyname(self._ends[1]))

    def pull_out(self) -> None:
        """Pull the cable out; nothing happens when it is out."""
        ends, self._ends = self._ends, None
        if ends is not None:
            self.path.unlink(missing_ok=True)
            for end in ends:
                os.close(end)

    def fileno(self) -> int:
        """Return what to wait on; only while it is in."""
        if self._ends is None:
            raise ValueError("nothing is plugged in")
        return self._ends[0]

    def write(self, data: bytes) -> None:
        """Send to whoever has opened the port; what nobody takes is lost, as on a cable."""
        if self._ends is not None:
            with suppress(BlockingIOError):
                os.write(self._ends[0], data)

    def read(self) -> bytes:
        """Return what has come."""
        try:
            return os.read(self.fileno(), _READ)
        except BlockingIOError:
            return b""


class Panel:
    """The virtual devices in one folder: ``printer`` and ``scanner`` are ports, ``paper-1.png`` the first slip."""

    def __init__(self, folder: Path, width: int, say: Say) -> None:
        self._folder = folder
        self._say = say
        self.printer_plug = Plug(folder / "printer")
        self.scanner_plug = Plug(folder / "scanner")
        self._printer = VirtualPrinter(width, self.printer_plug.write, self._keep)
        now = self._printer.condition
        self._acts: dict[str, Callable[[], None]] = {
            "paper out": partial(setattr, now, "paper", False),
            "paper in": partial(setattr, now, "paper", True),
            "near end": partial(setattr, now, "near_end", True),
            "new roll": partial(setattr, now, "near_end", False),
            "cover open": partial(setattr, now, "cover_open", True),
            "cover close": partial(setattr, now, "cover_open", False),
            "cutter stuck": partial(setattr, now, "cutter_stuck", True),
            "cutter free": partial(setattr, now, "cutter_stuck", False),
            "head hot": partial(setattr, now, "hot", True),
            "head cool": partial(setattr, now, "hot", False),
            "mute": partial(setattr, now, "mute", True),
            "speak": partial(setattr, now, "mute", False),
            "unplug printer": self._printer_off,
            "plug printer": self.printer_plug.put_in,
            "unplug scanner": self.scanner_plug.pull_out,
            "plug scanner": self.scanner_plug.put_in,
            "status": lambda: None,
        }

    def close(self) -> None:
        """Take both ports away."""
        self.printer_plug.pull_out()
        self.scanner_plug.pull_out()

    def take(self) -> None:
        """Let the printer have what has come for it."""
        self._printer.feed(self.printer_plug.read())

    def obey(self, line: str) -> bool:
        """Carry out one line of what was typed; False when it was to end."""
        words = " ".join(line.split())
        if words == "quit":
            return False
        if words.startswith("scan "):
            self._scan(line.strip().removeprefix("scan").strip())
        elif words in self._acts:
            self._acts[words]()
            self._printer.go_on()
            self._say(self._told())
        elif words:
            self._say(HELP)
        return True

    def _printer_off(self) -> None:
        self.printer_plug.pull_out()
        self._printer.switch_off()

    def _scan(self, what: str) -> None:
        if not self.scanner_plug.is_in:
            self._say("the scanner is not plugged in")
            return
        try:
            text = Path(what).read_text("utf-8") if os.path.isfile(what) else what  # noqa: PTH113 Path's raises for a text too long to be a name
        except (OSError, UnicodeDecodeError):
            self._say("this file cannot be read as text")
            return
        for code in text.splitlines():
            self.scanner_plug.write(code.encode() + b"\r")
        self._say("scanned")

    def _told(self) -> str:
        now = self._printer.condition
        told = [
            "paper" if now.paper else "no paper",
            *(["near its end"] if now.near_end else []),
            "cover open" if now.cover_open else "cover closed",
            *(["cutter stuck"] if now.cutter_stuck else []),
            *(["head hot"] if now.hot else []),
            *(["mute"] if now.mute else []),
            *([] if self.printer_plug.is_in else ["unplugged"]),
        ]
        return (
            f"printer: {', '.join(told)}; scanner: {'plugged in' if self.scanner_plug.is_in else 'unplugged'}"
        )

    def _keep(self, slip: Image.Image) -> None:
        for number in itertools.count(1):
            path = self._folder / f"paper-{number}.png"
            if not path.exists():
                slip.save(path)
                self._say(f"printed {path}")
                return


def panel(settings: Settings, folder: Path, say: Say, typed: int | None = None) -> int:
    """Serve until "quit" or the end of what is typed (standard input). Returns GOOD or IMPOSSIBLE."""
    keys = sys.stdin.fileno() if typed is None else typed
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = Panel(folder.absolute(), settings.kiosk.printer.width_dots, say)
    except OSError as broken:
        say(f"✗ {folder}: no ports can be made here ({broken.strerror})")
        return IMPOSSIBLE
    say(f'[printer]\nkind = "serial"\nport = "{made.printer_plug.path}"')
    say(f'[scanner]\nkind = "serial"\nport = "{made.scanner_plug.path}"')
    say("is what kiosk.toml needs. Now type what shall happen:")
    say(HELP)
    try:
        for line in _typed(keys, made):
            if not made.obey(line):
                break
    finally:
        made.close()
    return GOOD


def _typed(keys: int, made: Panel) -> Iterator[str]:
    """Yield each line typed, and serve the printer meanwhile."""
    begun = b""
    while True:
        end = [made.printer_plug.fileno()] if made.printer_plug.is_in else []
        ready, _, _ = select.select([keys, *end], [], [])
        if set(end) & set(ready):
            made.take()
        if keys not in ready:
            continue
        data = os.read(keys, _READ)
        if not data:
            return
        *lines, begun = (begun + data).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace")
