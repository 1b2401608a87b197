"""Making a release out of the program's tree: one archive, the same bytes from the same tree."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.updates import archives
from kiosk.updates.publishing.keys import PublishingError
from kiosk.updates.types import RELEASE_FILE, ReleaseFile

TREE: Final = ("kiosk", "assets", "deploy", "config", "pyproject.toml", "README.md", "LICENSE")
"""What a release holds of the tree; README and licence because the package is built with them."""
LOCK: Final = Path("deploy", "locks", "runtime.txt")
_LEFT_OUT: Final = frozenset({"__pycache__", "kiosk/updates/publishing", "deploy/release"})
_JUNK: Final = (".pyc", ".pyo", ".mo", ".egg-info", "~")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Made:
    """What goes into a release."""

    source: Path
    wheels: Path
    file: ReleaseFile


def download_wheels(source: Path, folder: Path, pythons: tuple[str, ...]) -> None:
    """Fetch the wheels of the lock for each Python that kiosks run, hash by hash. Raises PublishingError."""
    for python in pythons or (f"{sys.version_info[0]}.{sys.version_info[1]}",):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--only-binary", ":all:", "--python-version", python]
        command += ["--dest", str(folder), "-r", str(source / LOCK)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise PublishingError(f"the wheels for Python {python} did not come:\n{done.stderr[-2000:]}")


def build(made: Made, path: Path) -> None:
    """Write the release's archive. Raises PublishingError for a tree or wheels that no kiosk would take."""
    _same_as_locked(made)
    with tarfile.open(path, "w:", format=tarfile.GNU_FORMAT, encoding="utf-8") as tar:
        _add(tar, RELEASE_FILE, written(made.file))
        for name, file in sorted((*_tree(made.source), *_wheels(made.wheels))):
            _add(tar, name, file.read_bytes(), started=bool(file.stat().st_mode & 0o100))
    if archives.look_through(path) is not None:
        raise PublishingError("this archive would be taken by no kiosk: look at the names in it")


def pack(files: dict[str, bytes], path: Path) -> None:
    """Write a small archive of files by name."""
    with tarfile.open(path, "w:", format=tarfile.GNU_FORMAT, encoding="utf-8") as tar:
        for name, data in sorted(files.items()):
            _add(tar, name, data)
    if archives.look_through(path) is not None:
        raise PublishingError("this pack would be taken by no kiosk: look at the names in it")


def written(said: Struct) -> bytes:
    """Return what a release or a pack says of itself, as TOML: texts, numbers and lists are spelled as in JSON."""
    lines = []
    for name, value in msgspec.structs.asdict(said).items():
        spelled = value.isoformat() if isinstance(value, datetime) else msgspec.json.encode(value).decode()
        lines.append(f"{name} = {spelled}\n")
    return "".join(lines).encode()


def steps_of(source: Path) -> tuple[int, int]:
    """Return how many steps this tree's store knows, and whoever goes on with it must. Raises PublishingError."""
    asked = "from kiosk.store.migrations import STEPS, served_from; print(len(STEPS), served_from())"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=source, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PublishingError(
            f"the tree in {source} does not tell its store's steps: say --schema and --served-from"
        )
    steps, needed = done.stdout.split()
    return int(steps), int(needed)


def _same_as_locked(made: Made) -> None:
    """Let no wheel go along that the lock does not know."""
    known = set(_HASH.findall((made.source / LOCK).read_text(encoding="utf-8")))
    wheels = list(_wheels(made.wheels))
    if not wheels:
        raise PublishingError(f"there is no wheel in {made.wheels}")
    for name, file in wheels:
        if hashlib.sha256(file.read_bytes()).hexdigest() not in known:
            raise PublishingError(f"{name} is not the one that {LOCK} names")


def _wheels(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in folder.glob("*.whl"):
        yield f"wheels/{file.name}", file


def _tree(source: Path) -> Iterator[tuple[str, Path]]:
    for name in TREE:
        yield from _below(source / name, name)


def _below(path: Path, name: str) -> Iterator[tuple[str, Path]]:
    last = name.rpartition("/")[2]
    if {name, last} & _LEFT_OUT or last.endswith(_JUNK) or last.startswith("."):
        return
    if path.is_symlink():
        raise PublishingError(f"{name} is a link: no release holds one")
    if path.is_dir():
        for entry in os.scandir(path):
            yield from _below(Path(entry.path), f"{name}/{entry.name}")
    elif path.is_file():
        yield name, path


def _add(tar: tarfile.TarFile, name: str, data: bytes, *, started: bool = False) -> None:
    """Add a file without whose it was and when it was written."""
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(data), 0o755 if started else 0o644, 0
    tar.addfile(member, io.BytesIO(data))
