"""kill -9 of a kiosk at any moment of copying a paper: nothing of the paper can be read on any disk afterwards."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.devices.paper_scanner import SaneScanner
from kiosk.pictures.paper import preview_of, turned
from kiosk.store.connection import Database
from kiosk.wiring.build import DATABASE, MEMORY
from tests.paper_pages import on_glass, page
from tests.visit.walking import FULL, ROOT

LATE = tuple(at / 20 for at in range(1, 40)) if FULL else (0.4,)
"""Seconds after the scan has begun."""
PIECE = 48


@pytest.fixture(scope="module")
def glass(tmp_path_factory):
    """A written paper as a picture that SANE scans; outside of all that is searched."""
    path = tmp_path_factory.mktemp("table") / "glass.pgm"
    on_glass(page((60, 80), points=9), 3, (75, 95)).save(path)
    return path


@pytest.fixture(scope="module")
def needles(glass):
    """Pieces of the picture, of the page that is made of it, turned and not, and of what is shown."""
    (glass.parent / "dll.conf").write_text("pnm\n")
    extra = {"SANE_CONFIG_DIR": str(glass.parent)}
    scanned = SaneScanner("pnm:0", time.monotonic, options=("--filename", str(glass)), extra=extra).scan()
    made = scanned.page
    whole = [
        glass.read_bytes(),
        made.jpeg,
        turned(made, 1).jpeg,
        preview_of(made),
        preview_of(turned(made, 1)),
    ]
    pieces = {one[at : at + PIECE] for one in whole for at in range(700, len(one) - PIECE, 1009)}
    return [piece for piece in pieces if len(set(piece)) > PIECE // 4]


class Kiosk:
    """The process that forks kiosks to die."""

    def __init__(self, settings, glass, passing):
        command = [sys.executable, "-m", "tests.engine.dying_copy", settings.state, settings.cache, glass]
        extra = {"SANE_CONFIG_DIR": str(glass.parent), "TMPDIR": str(passing)}
        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env={**os.environ, **extra},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.told() == {"ready": True}

    def told(self):
        return json.loads(self.process.stdout.readline())

    def lives(self, **order):
        """Have one live and die; return all that it told."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        said = {}
        while "ended" not in said:
            said |= self.told()
        return said

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def found_in(folders, needles, since):
    """Return the files written to after ``since`` (seconds of the system's clock) in which a piece can be read."""
    files = [file for folder in folders for file in Path(folder).rglob("*")]
    read = {file: bytes_of(file, since) for file in files}
    return [file for file, content in read.items() if any(needle in content for needle in needles)]


def bytes_of(file, since):
    """Return a file's bytes; those of another test may be gone by now, or be from before this one."""
    try:
        return file.read_bytes() if file.is_file() and file.stat().st_mtime >= since else b""
    except FileNotFoundError:
        return b""


@pytest.mark.timeout(1800)
def test_killed_at_any_moment_of_copying_nothing_of_the_paper_can_be_read(
    settings, glass, needles, tmp_path, benches
):
    passing, since = tmp_path / "passing", time.time() - 1  # the disk's clock is a little behind
    passing.mkdir()
    searched = (settings.state, MEMORY)  # what passes lies in the first
    assert len(needles) > 100
    (passing / "proof").write_bytes(b"before" + needles[0] + b"behind")
    assert found_in(searched, needles, since) == [passing / "proof"], "the search finds what is there"
    (passing / "proof").unlink()
    kiosk = Kiosk(settings, glass, passing)
    try:
        whole = kiosk.lives(at="kept")
        assert (whole["seen"], whole["kept"], whole["ended"]) == ("PaperSeen", "CopyKept", -9)
        statements = whole["counted"]["sql"]
        assert statements >= 3
        orders = [{"at": "scan", "after": after} for after in LATE]
        within = range(1, statements + 1) if FULL else (1, statements)
        orders += [{"at": "seen"}, *({"at": "keep", "sql": nth} for nth in within)]
        for order in orders:
            assert kiosk.lives(**order)["ended"] == -9, order
            assert found_in(searched, needles, since) == [], order
    finally:
        kiosk.close()
    database = Database(settings.state / DATABASE)
    assert database.row("SELECT count(*) FROM copy_page") == (1,), "one was kept, sealed"
    database.close()
    assert benches().database.row("SELECT count(*) FROM copy_page") == (0,), "gone at the next start"
    tell(f"kill -9 while copying: {len(orders) + 1} kills, 0 files with a piece of the paper")


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
