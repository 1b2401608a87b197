"""A machine with releases that are small and whole: a program of one line, and a wheel that pip installs."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.updates.installing.book import Book
from kiosk.updates.installing.bringing import Wanted, bring
from kiosk.updates.installing.house import House
from kiosk.updates.installing.installer import Installer, Patience
from kiosk.updates.installing.installer import Machine as Hands
from kiosk.updates.installing.making import Maker
from kiosk.updates.ports import Healthy, Restarted, Unhealthy
from kiosk.updates.types import Installed
from tests.updates.repositories import Machine, Office, Server

FIRST = "2026.1"
MAIN = """
import sys
from pathlib import Path
import small
how = (Path(__file__).parent / "how.txt").read_text()
if how == "never" or how in sys.argv[1:]:
    sys.exit(3)
print((Path(__file__).parent / "version.txt").read_text(), small.__file__)
"""
"""What a release does: it starts, or never does, or only when nobody serves with it yet ("current")."""


def wheel(folder: Path) -> Path:
    """Make a wheel that pip takes."""
    file = folder / "small-1-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("small/__init__.py", "word = 'whole'\n" * 2000)
        packed.writestr("small-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1\n")
        packed.writestr(
            "small-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        packed.writestr(
            "small-1.dist-info/RECORD",
            "small/__init__.py,,\nsmall-1.dist-info/METADATA,,\nsmall-1.dist-info/WHEEL,,\nsmall-1.dist-info/RECORD,,\n",
        )
    return file


def locked(office: Office) -> None:
    """Let the lock name the wheels that are there."""
    files = sorted(office.wheels.glob("*.whl"))
    lines = [
        f"{each.name.split('-')[0]}==1 --hash=sha256:{hashlib.sha256(each.read_bytes()).hexdigest()}\n"
        for each in files
    ]
    (office.source / "deploy" / "locks" / "runtime.txt").write_text("".join(lines))


def furnish(office: Office) -> None:
    """Let the office publish what can be installed."""
    wheel(office.wheels)
    locked(office)
    (office.source / "kiosk" / "__main__.py").write_text(MAIN)


def publish(office: Office, text: str, how: str = "well", floor: str | None = None) -> None:
    (office.source / "kiosk" / "version.txt").write_text(text)
    (office.source / "kiosk" / "how.txt").write_text(how)
    office.publish(text, floor=floor)


def started(release: Path, *words: str) -> str | None:
    """Start the program of a release; return what it says of itself, or None where it does not come up."""
    command = [str(release / "venv" / "bin" / "python"), "-m", "kiosk", *words]
    try:
        done = subprocess.run(command, cwd=release, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.split()[0] if done.returncode == 0 else None


@dataclass
class Box:
    """A machine: what it is asked to do for an update, and what it was seen to do.

    Its services are real starts of what ``current`` stands for.
    """

    folder: Path
    root: bytes
    """What was put here to trust."""
    occupied: int = 0
    """How often somebody still stands there when it is asked."""
    rushed: int = 0
    """How often somebody comes in the moment before the restart."""
    again: bool = False
    time: float = 0.0
    starts: list[str | None] = field(default_factory=list)
    """Which version each restart brought up; None where none."""
    probes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.house = House(self.folder / "opt", self.folder / "home")
        self.book = Book(self.house.home, lambda: datetime.now(UTC))
        self.updater = Machine(self.folder, self.root)

    # what the machine does

    def run(self, release: Path) -> Healthy | Unhealthy:
        self.probes.append(release.name)
        words = ["current"] if release.name == self.house.current() else ["hidden"]
        return Healthy() if started(release, *words) == release.name else Unhealthy("journey")

    def free(self) -> bool:
        self.occupied -= 1
        return self.occupied < 0

    def restart(self, seconds: float) -> Restarted:
        assert seconds > 0
        self.rushed -= 1
        if self.rushed >= 0:
            return "occupied"
        self.starts.append(started(self.house.place / "current"))
        return "silent" if self.starts[-1] is None else "ready"

    def pause(self, seconds: float) -> None:
        self.time += seconds

    # what is asked of it

    @property
    def hands(self) -> Hands:
        return Hands(self, self, self, lambda: self.time, self.pause, Patience(rest=60, look_again=5))

    @property
    def installer(self) -> Installer:
        return Installer(self.house, self.book, self.hands)

    @property
    def installed(self) -> Installed:
        return Installed.read(self.house.folder(self.house.current()))

    def take(self, source: Server | Path):
        self.updater.runs = str(self.installed.version)
        with self.house.held(60.0) as held:
            assert held is not None
            wanted = Wanted(0, self.installed, self.again)
            return bring(self.updater.of(source), wanted, self.installer, Maker(self.house, held), self.book)

    def set_up(self, office: Office, text: str = FIRST) -> None:
        """Let a first release stand and serve, as whoever sets up the machine brings it."""
        first = Machine(self.folder / "first", self.root, runs="0.1", floor="0.1").take(office.repository)
        self.house.place.mkdir()
        with self.house.held(60.0) as held:
            assert held is not None
            assert Maker(self.house, held).make(first) is None
        self.house.switch(text, "")

    def set_up_like(self, other: Box) -> None:
        """Let the release that serves on another machine serve here, too: nothing in it says where it stands."""
        name = other.house.current()
        shutil.copytree(other.house.folder(name), self.house.folder(name), symlinks=True)
        self.house.switch(name, "")

    def standing(self) -> set[str]:
        return {each.name for each in (self.house.place / "releases").iterdir()}

    def left_over(self) -> set[str]:
        """What lies about that nobody needs."""
        kept = {"releases", "current", "previous"}
        downloads = self.house.home / "downloads"
        return {
            *(each.name for each in self.house.place.iterdir() if each.name not in kept),
            *(each.name for each in self.standing_unfinished()),
            *(each.name for each in (downloads.iterdir() if downloads.exists() else ())),
        }

    def standing_unfinished(self) -> list[Path]:
        return [each for each in (self.house.place / "releases").iterdir() if each.name.endswith(".part")]
