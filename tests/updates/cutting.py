"""What an updater does, act by act: it can be cut off at each, or something else can happen in that moment."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.updates import archives
from kiosk.updates.installing.making import Maker
from tests.updates.houses import FIRST, Box, furnish, publish
from tests.updates.repositories import Office

AT_REST = "at rest"
"""Where no update is under way."""


@dataclass(frozen=True)
class Scene:
    """A machine on which the first release serves, and repositories of what may come to it, to be copied."""

    folder: Path

    @classmethod
    def laid(cls, folder: Path, pip: Path) -> Scene:
        """Make it."""
        office = Office(folder / "office")
        furnish(office)
        publish(office, FIRST)
        scene = cls(folder)
        (folder / "root.json").write_bytes(office.root)
        box = Box(folder / "machine", office.root)
        box.house.home.mkdir(parents=True)
        (box.house.home / "pip").symlink_to(pip)
        box.set_up(office)
        publish(office, "2026.2")
        office.as_it_is(scene.good)
        publish(office, "2026.3", "current")
        office.as_it_is(scene.bad)
        return scene

    @property
    def good(self) -> Path:
        """Has 2026.2, which serves well."""
        return self.folder / "good"

    @property
    def bad(self) -> Path:
        """Has 2026.3 besides, which serves badly as soon as it serves."""
        return self.folder / "bad"

    def copy(self, folder: Path, machine: Path | None = None) -> Box:
        """Return such a machine, or what another has become, in a folder of its own."""
        shutil.copytree(machine or self.folder / "machine", folder, symlinks=True)
        return Box(folder, (self.folder / "root.json").read_bytes())


@contextmanager
def watched(box: Box, see: Callable[[str], None]) -> Iterator[None]:
    """Tell of each act before it is done and after it, with the step that is written down in that moment.

    "switching: before current": the link is about to be changed.
    """

    def step() -> str:
        under_way = box.book.read().under_way
        return under_way.step if under_way else AT_REST

    def tell(owner: Any, name: str, called: Callable[..., str]) -> None:
        done = getattr(owner, name)

        def told(*words: Any, **more: Any) -> Any:
            label = called(*words)
            see(f"{step()}: before {label}")
            came = done(*words, **more)
            see(f"{step()}: after {label}")
            return came

        patch.setattr(owner, name, told)

    with pytest.MonkeyPatch.context() as patch:
        tell(Path, "replace", lambda _path, target: "archive" if target.suffix == ".tar" else target.name)
        tell(shutil, "rmtree", lambda folder: f"taking away {folder.name}")
        tell(archives, "lay_out", lambda *_: "laying out")
        tell(Maker, "_make_environment", lambda *_: "environment")
        tell(Box, "run", lambda *_: "trial")
        tell(Box, "restart", lambda *_: "restart")
        yield


def passed(box: Box, act: Callable[[], object]) -> list[tuple[str, int]]:
    """Act; return each place that was passed, and for how many times by then."""
    seen: list[str] = []
    with watched(box, seen.append):
        act()
    count = Counter[str]()
    places = []
    for each in seen:
        count[each] += 1
        places.append((each, count[each]))
    return places


def cut_off(box: Box, act: Callable[[], object], place: str, time: int = 1) -> bool:
    """Let a process of its own act, and die where it comes to a place for so many times; tell whether it came there.

    Nothing is cleaned up: it is killed for good.
    """
    child = os.fork()
    if not child:
        left = time

        def see(here: str) -> None:
            nonlocal left
            left -= here == place
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with watched(box, see):
                act()
        finally:
            os._exit(1)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])
