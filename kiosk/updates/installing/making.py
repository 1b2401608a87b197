"""Making a release's folder: its archive laid out, its environment built from the wheels that it carries."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from kiosk.disk import settle, settle_all
from kiosk.updates import archives
from kiosk.updates.installing.house import UNFINISHED, House
from kiosk.updates.types import PRODUCT, RELEASE_FILE, Refused, Release, ReleaseFile, Version

MADE_OF: Final = ".made-of"
"""In a finished release: the SHA-256 of the archive that it was made of."""
_LOCK: Final = Path("deploy", "locks", "runtime.txt")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAMED: Final = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
_ROOM: Final = 64 * 1024 * 1024
"""Bytes below which a disk is taken for full when a program could not write."""
_SHARE: Final = 3
"""A release and its environment are no larger than so many of its archives."""
_SURROUNDINGS: Final = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"}
_PATIENCE: Final = 1800.0
"""Seconds that one of the programs may take."""


class _FailedError(Exception):
    """A program that makes an environment has failed."""


@dataclass(frozen=True)
class Maker:
    """Makes releases in a house. ``held``: what ``House.held`` yielded."""

    house: House
    held: int

    def make(self, release: Release) -> Refused | None:
        """Make the release's folder; None where it stands, whole and on the disk, or stood already.

        Raises nothing; where it is refused nothing of it is left.
        """
        name = str(release.version)
        unfinished = self.house.folder(name + UNFINISHED)
        if self._stands(release):
            return None
        if name in {self.house.current(), self.house.previous()}:
            return Refused("tampered")  # a release never changes
        self.house.remove(name)
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            refused = self._made(release, unfinished)
        except OSError:
            refused = Refused("disk")
        if refused is not None:
            shutil.rmtree(unfinished, ignore_errors=True)
        return refused

    def _stands(self, release: Release) -> bool:
        """Tell whether the release stands already. One that was there from the first says nothing of an archive."""
        folder = self.house.folder(str(release.version))
        with suppress(OSError):
            return folder.is_dir() and (folder / MADE_OF).read_text(encoding="ascii") == release.sha256
        return folder.is_dir() and folder.name in {self.house.current(), self.house.previous()}

    def _made(self, release: Release, folder: Path) -> Refused | None:
        if not _has_room(self.house.place, _SHARE * release.length):
            return Refused("disk")
        folder.parent.mkdir(parents=True, exist_ok=True)
        refused = archives.lay_out(release.archive, folder) or _amiss(folder, release.version)
        if refused is not None:
            return refused
        final = self.house.folder(str(release.version))
        try:
            self._make_environment(folder, final)
        except _FailedError:
            roomy = all(_has_room(each, 0) for each in (self.house.place, self.house.home))
            return Refused("wheels" if roomy else "disk")
        (folder / MADE_OF).write_text(release.sha256, encoding="ascii")
        (folder / MADE_OF).chmod(0o644)
        settle_all(folder)
        folder.replace(final)
        settle(final.parent)
        return None

    def _make_environment(self, folder: Path, final: Path) -> None:
        """Install what the lock names, by its hashes, from the wheels and from nowhere else."""
        environment = folder / "venv"
        python = str(environment / "bin" / "python")
        wanted = self.house.home / "wheels.txt"
        wanted.write_text(_wanted(folder), encoding="utf-8")
        self._run(sys.executable, "-m", "venv", "--without-pip", str(environment))
        self._run(
            self._pip(), "-I", "-m", "pip", "--isolated", "--python", python, "install", "--quiet",
            "--no-input", "--disable-pip-version-check", "--no-cache-dir", "--no-compile", "--no-deps",
            "--no-index", "--only-binary", ":all:", "--require-hashes", "-r", str(wanted),
        )  # fmt: skip
        for script in (environment / "bin").iterdir():  # their first line names the unfinished folder
            if not script.name.startswith("python"):
                script.unlink()
        with suppress(_FailedError):  # a file that cannot be compiled is read as it is
            self._run(
                python, "-I", "-m", "compileall", "-qq", "-s", str(folder), "-p", str(final),
                str(environment / "lib"), str(folder / "kiosk"),
            )  # fmt: skip

    def _pip(self) -> str:
        """Return a Python that has pip, and is kept for the next time: a release's own environment needs none."""
        tool, unfinished = self.house.home / "pip", self.house.home / f"pip{UNFINISHED}"
        python = tool / "bin" / "python"
        with suppress(_FailedError):
            self._run(str(python), "-I", "-m", "pip", "--version")
            return str(python)
        for each in (tool, unfinished):
            shutil.rmtree(each, ignore_errors=True)
        self._run(sys.executable, "-m", "venv", str(unfinished))
        unfinished.replace(tool)
        return str(python)

    def _run(self, *words: str) -> None:
        """Run a program in an environment of ours. Raises _FailedError."""
        with suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(
                words,
                env=_SURROUNDINGS | {"TMPDIR": str(self.house.home)},
                cwd=self.house.home,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
                umask=0o022,
                pass_fds=(self.held,),
            )  # fmt: skip
            if done.returncode == 0:
                return
        raise _FailedError


def _amiss(folder: Path, version: Version) -> Refused | None:
    """Tell whether what was laid out is something else than the release that was asked for."""
    try:
        said = msgspec.toml.decode((folder / RELEASE_FILE).read_bytes(), type=ReleaseFile)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Refused("wrong-product")
    same = said.product == PRODUCT and Version.read(said.version) == version
    return None if same else Refused("wrong-product")


def _wanted(folder: Path) -> str:
    """Return for each library of the lock the wheel that the release carries for this Python, with its hash.

    Raises _FailedError where it carries none. pip holds each against its hash, and refuses one that does not fit.
    """
    known = set(_HASH.findall((folder / _LOCK).read_text(encoding="utf-8")))
    found: dict[str, str] = {}
    for file in sorted((folder / "wheels").glob("*.whl")):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if digest in known and _is_for_this_python(file.stem):
            found[_plain(file.name.split("-")[0])] = f"{file} --hash=sha256:{digest}\n"
    named = _NAMED.findall((folder / _LOCK).read_text(encoding="utf-8"))
    if not found or {_plain(each) for each in named} - found.keys():
        raise _FailedError
    return "".join(found.values())


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _is_for_this_python(stem: str) -> bool:
    """Tell it by the wheel's name, ending in python-abi-platform; of the platform there is one."""
    pythons, abi = stem.split("-")[-3:-1]
    mine = sys.version_info[1]
    return any(
        each in {"py3", f"py3{mine}", f"cp3{mine}"}
        or (abi == "abi3" and each.startswith("cp3") and int(each[3:]) <= mine)
        for each in pythons.split(".")
    )


def _has_room(folder: Path, length: int) -> bool:
    left = os.statvfs(folder)
    return left.f_bavail * left.f_frsize >= length + _ROOM
