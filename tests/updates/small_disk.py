"""`python -m tests.updates.small_disk FOLDER REPOSITORY WHEN`: an update on a disk that fills up, and one with room.

FOLDER holds a machine on which the first release serves, and is on a small disk of its own; the repository is not.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from kiosk.updates.installing import making
from kiosk.updates.installing.book import Book, Entry
from kiosk.updates.types import Refused
from tests.updates.houses import FIRST, Box, started

_ALL = 1 << 40


def fill(folder):
    """Take every byte that the disk has left."""
    with (folder / "filler").open("wb", buffering=0) as file, suppress(OSError):
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                for _ in range(_ALL):
                    file.write(b"x" * size)
    assert os.statvfs(folder).f_bavail == 0


def fills_up(when, folder):
    """Let the disk be full from a moment on."""
    owner, name = {
        "laid out": (making.archives, "lay_out"),
        "environment": (making.Maker, "_make_environment"),
        "written down": (Book, "begin"),
    }[when]
    true = getattr(owner, name)

    def full(*values):
        fill(folder)
        return true(*values)

    setattr(owner, name, full)
    return lambda: setattr(owner, name, true)


def main(folder, repository, when):
    box = Box(folder, (folder / "root.json").read_bytes())
    has_room = fills_up(when, folder)
    try:
        outcome = box.take(repository)
        why = outcome.code if isinstance(outcome, Entry | Refused) else ""
    except OSError:
        why = "disk"
    assert why == "disk", why
    assert box.house.current() == FIRST
    assert started(box.house.place / "current") == FIRST
    has_room()
    (folder / "filler").unlink()
    assert box.take(repository).came == "installed"
    assert started(box.house.place / "current") == "2026.2"
    assert not box.left_over()
    print("installed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
