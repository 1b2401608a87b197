"""``kiosk probe serve``: tries a release for the updater, which may not look at what is stored.

It runs as the account of the core, under the release that serves. What is stored is copied into memory, the release
that is to be tried goes on with the copy, and what it makes of it must be readable to the one that serves, which may
have to go on with it one day.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from kiosk.clock import Clock
from kiosk.settings import Settings
from kiosk.store import trial
from kiosk.tickets.ports import StoreError
from kiosk.updates.asking_probe import HEALTHY
from kiosk.updates.ports import STATUS, Healthy, Trouble, Unhealthy
from kiosk.updates.types import Version
from kiosk.wiring.build import DATABASE, MEMORY

LIMIT: Final = 420.0
"""Seconds that a release may take: on the slowest machine that serves at all it takes a quarter of them."""
_SCRATCH: Final = "kiosk-probe-"
_ROOM: Final = 128 * 1024 * 1024
"""Bytes in memory that a trial takes besides what is stored."""
_SOON: Final = timedelta(days=1)
"""What is kept less long may go of its own accord meanwhile."""
_SURROUNDINGS: Final = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def answer(line: str, settings: Settings, clock: Clock, seconds: float = LIMIT) -> str:
    """Try the release whose name stands in ``line``; return what the updater is answered."""
    name = line.strip()
    release = settings.root.resolve().parent / name
    if Version.read(name) is None or release.is_symlink() or not release.is_dir():
        return "machine"
    found = tried(release, settings, clock, seconds)
    return HEALTHY if isinstance(found, Healthy) else found.code


def tried(
    release: Path, settings: Settings, clock: Clock, seconds: float, memory: Path = MEMORY
) -> Healthy | Unhealthy:
    """Let a release serve somebody who does not exist, on a copy of what is stored. Raises nothing.

    ``memory``: a folder that is on no disk. What an earlier trial has left there, killed as it was, goes first.
    """
    for left in memory.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        scratch = Path(mkdtemp(prefix=_SCRATCH, dir=memory))
    except OSError:
        return Unhealthy("machine")
    try:
        trouble = _trouble(release, settings, clock, scratch, seconds)
    except OSError:
        trouble = "machine"
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Healthy() if trouble is None else Unhealthy(trouble)


def _trouble(
    release: Path, settings: Settings, clock: Clock, scratch: Path, seconds: float
) -> Trouble | None:
    source, copy, until = settings.state / DATABASE, scratch / DATABASE, clock.now() + _SOON
    try:
        if source.exists():
            if shutil.disk_usage(scratch).free < source.stat().st_size + _ROOM:
                return "machine"
            trial.copy(source, copy)
        before = trial.census(copy, until)
    except StoreError:
        return "machine"  # what is stored cannot be copied, or not served by what serves: no release can tell
    trouble = _played(release, settings.config, scratch, seconds)
    if trouble is not None:
        return trouble
    try:
        after = trial.census(copy, until)
    except StoreError:
        return "unreadable-back"
    return None if trial.is_within(before, after) else "unreadable-back"


def _played(release: Path, config: Path, scratch: Path, seconds: float) -> Trouble | None:
    """Let the release itself serve; whatever it has started ends with it."""
    command = [str(release / "venv" / "bin" / "python"), "-m", "kiosk", "--config", str(config.resolve())]
    with subprocess.Popen(
        [*command, "probe", "play", str(scratch)],
        cwd=release,
        env={**_SURROUNDINGS, "HOME": str(scratch), "TMPDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as program:
        try:
            status = program.wait(seconds)
        except subprocess.TimeoutExpired:
            return "late"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
    said: dict[int, Trouble] = {number: trouble for trouble, number in STATUS.items()}
    return None if status == 0 else said.get(status, "start")
