"""Updates on a disk of 120 MB that something else fills in a moment that is named.

`unshare -Urm python -m tests.updates.full_disk SCENE PLACE`: the disk is a real one of its own, in memory. Prints what
came of it as JSON: while the disk was full, and when there was room again.
"""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.updates.types import Refused
from tests.updates.cutting import Scene, watched
from tests.updates.houses import Box, started

SIZE = "120m"


@dataclass(frozen=True)
class Case:
    """What fills the disk when."""

    place: str
    """Of an update, as it is told by ``watched``."""
    good: bool = True
    """The release that comes serves well."""
    left: int = 0
    """Bytes that can be written still."""
    apart: bool = False
    """What the updater writes for itself lies on a disk of its own, which is full, and pip is not there yet."""


CASES = {
    "fetched is written": Case("at rest: after archive"),
    "laid out": Case("fetched: before laying out", left=40_000),
    "its environment": Case("fetched: before environment", left=40_000),
    "its environment, apart": Case("fetched: before environment", left=5_000_000, apart=True),
    "made is written": Case("fetched: after 2026.2"),
    "switching is written": Case("made: after trial"),
    "installed is written": Case("switching: after trial"),
    "leaving is written": Case("switching: after trial", good=False),
    "rolled back is written": Case("leaving: after restart", good=False),
}


def mount(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)], check=True)


def fill(folder: Path, left: int) -> None:
    """Let so many bytes be left."""
    with (folder / "filled").open("wb", buffering=0) as file:
        free = os.statvfs(folder)
        os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize - left)
        file.seek(0, os.SEEK_END)
        with suppress(OSError):  # until it is full to the last byte
            while not left:
                file.write(bytes(4096))


def what_came(act: Callable[[], object]) -> str:
    """Say it as `kiosk update take` does: where the disk stops it, it is the disk."""
    try:
        outcome = act()
    except OSError as full:
        return "disk" if full.errno == errno.ENOSPC else str(full)
    return outcome.code if isinstance(outcome, Refused) else str(getattr(outcome, "code", outcome))


def through(scene: Scene, case: Case, disk: Path) -> dict[str, object]:
    mount(disk)
    box = scene.copy(disk / "machine")
    full = disk
    if case.apart:
        full = box.house.home
        mount(full)
    repository = scene.good if case.good else scene.bad
    reached = False

    def see(here: str) -> None:
        nonlocal reached
        if here == case.place and not reached:
            reached = True
            fill(full, case.left)

    with watched(box, see):
        came = [what_came(lambda: box.take(repository))]
    serves = [(box.house.current(), started(box.house.place / "current"))]
    came.append(what_came(lambda: Box(box.folder, box.root).take(repository)))
    serves.append((box.house.current(), started(box.house.place / "current")))
    (full / "filled").unlink()
    later = Box(box.folder, box.root)
    later.take(repository)
    serves.append((box.house.current(), started(box.house.place / "current")))
    later.take(repository)
    return {
        "reached": reached,
        "came": came,
        "serves": serves,
        "history": [each.came for each in later.book.read().history if each.code != "disk"],
        "left": sorted(later.left_over() - {"filled"}),
        "standing": sorted(later.standing()),
    }


if __name__ == "__main__":
    scene = Scene(Path(sys.argv[1]))
    print(json.dumps(through(scene, CASES[sys.argv[2]], scene.folder / "disk")))
