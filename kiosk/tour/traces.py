"""Looking for what a visit may have left: on the disk, in temporary folders, in memory that files can lie in."""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.wiring.build import MEMORY

_BROWSERS = (".config/chromium", ".cache/chromium", "snap/chromium", "Downloads")
"""Where a browser would keep something of whoever it belongs to, were it not given a place that is wiped."""


@dataclass(frozen=True, slots=True)
class Around:
    """Where else than on the kiosk's own disk a visit may have left something."""

    temporary: Path
    """What is temporary of this visit alone."""
    since: float
    """When it began, as files are dated."""

    def places(self) -> list[Path]:
        """Return what is to be searched: the temporary folder, and what has been touched elsewhere since."""
        elsewhere = [*(Path.home() / place for place in _BROWSERS), *MEMORY.glob("kiosk-*")]
        return [self.temporary, *(place for place in elsewhere if _newest(place) >= self.since)]


@contextmanager
def own_temporary_folder() -> Iterator[Around]:
    """Have this process, and all that it starts, put what is temporary into a folder of its own, then delete that.

    What lies in it was put there by this visit and by nobody else.
    """
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    folder = Path(tempfile.mkdtemp(prefix="kiosk-visit-"))
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    try:
        yield Around(folder, folder.stat().st_mtime)
    finally:
        tempfile.tempdir = before[0]
        if before[1] is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before[1]
        shutil.rmtree(folder, ignore_errors=True)


def traces(places: Sequence[Path], words: Sequence[str]) -> list[str]:
    """Return the files under ``places`` that hold one of the words in clear, or bear it in their names, by name."""
    forms = {unicodedata.normalize(form, word) for word in words if word for form in ("NFC", "NFD")}
    needles = [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")]
    return sorted(
        {
            path.name
            for place in places
            for path in place.rglob("*")
            if any(form in path.name for form in forms) or any(needle in _content(path) for needle in needles)
        }
    )


def _content(path: Path) -> bytes:
    """Return what a file holds, nothing for what is none or has gone meanwhile."""
    if path.is_symlink() or not path.is_file():
        return b""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _newest(place: Path) -> float:
    try:
        return max(path.lstat().st_mtime for path in (place, *place.rglob("*")))
    except OSError:  # not there, or being deleted just now
        return 0.0
