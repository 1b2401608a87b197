"""Letting the kiosk rest while it is made somebody else's: nobody stands before it, and no program of its runs."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from kiosk import occupancy
from kiosk.settings import Settings
from kiosk.wiring.build import ALONE

UNIT: Final = "kiosk.target"
_SECONDS: Final = 300.0
Hurdle = Literal["visit", "runs", "stays"]
"""``visit``: somebody stands before it. ``runs``: this account may not stop it. ``stays``: it does not end."""


class Units:
    """The kiosk's programs as the system keeps them running."""

    def __init__(self, command: Sequence[str] = ("systemctl",), *, may: bool | None = None) -> None:
        self._command = tuple(command)
        self._may = os.geteuid() == 0 if may is None else may

    def keeps_it(self) -> bool:
        """Tell whether it is the system that runs the kiosk, and this account may stop it."""
        return self._may and self._said("is-active", "--quiet", UNIT)

    def stop(self) -> bool:
        """Stop it; tell whether that was done."""
        return self._said("stop", UNIT)

    def start(self) -> bool:
        """Start it; tell whether that was done."""
        return self._said("start", UNIT)

    def _said(self, *words: str) -> bool:
        try:
            done = subprocess.run(
                [*self._command, *words], check=False, timeout=_SECONDS, capture_output=True
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


@contextmanager
def at_rest(settings: Settings, units: Units) -> Iterator[Hurdle | None]:
    """Let no kiosk run in this state folder meanwhile; yield what is in the way of that, if anything is.

    One that the system runs is stopped before and started after, whatever happened. Raises OSError.
    """
    visit = settings.kiosk.updates.visit
    with occupancy.held(Path(visit)) if visit else _nobody() as free:
        if not free:
            yield "visit"
            return
        with occupancy.held(settings.state / ALONE) as rests:
            if rests:
                yield None
                return
        if not units.keeps_it():
            yield "runs"
            return
        try:
            units.stop()
            with occupancy.held(settings.state / ALONE) as rests:
                yield None if rests else "stays"
        finally:
            units.start()


@contextmanager
def as_owner(state: Path) -> Iterator[None]:
    """Do what follows as whose the state folder is: of what root would write the kiosk could read nothing.

    Raises OSError.
    """
    there = state.stat()
    if os.geteuid() != 0 or there.st_uid == 0:
        yield
        return
    groups, group = os.getgroups(), os.getegid()
    try:
        os.setgroups(_groups(there.st_uid, there.st_gid))
        os.setegid(there.st_gid)
        os.seteuid(there.st_uid)
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def _groups(uid: int, gid: int) -> list[int]:
    """Return in which groups an account is: of those that may print, look and be heard."""
    try:
        return os.getgrouplist(pwd.getpwuid(uid).pw_name, gid)
    except KeyError:
        return [gid]


@contextmanager
def _nobody() -> Iterator[bool]:
    yield True
