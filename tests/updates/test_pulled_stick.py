"""A stick is pulled out while a file of it is read: nothing half is taken, and with the stick back it goes on."""

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.updates import on_stick
from kiosk.updates.types import Refused, Unreached
from tests.updates.houses import FIRST, started

PIECE = 512
LISTS = ("timestamp.json", "snapshot.json", "targets.json")


class Reading:
    """A file of the stick to which something happens when some of it was read."""

    def __init__(self, file, happens: Callable[[], None]) -> None:
        self.file, self.happens, self.pieces = file, happens, 0

    def read(self, size: int) -> bytes:
        self.pieces += 1
        if self.pieces == 2:
            self.happens()
        return self.file.read(size)


@pytest.fixture
def half_way(monkeypatch):
    """Let something happen when the first piece of a file was read, by the end of its name."""

    def so(ending: str, happens: Callable[[Path], None]) -> list[str]:
        opened, happened = on_stick._opened, []

        @contextmanager
        def watched(folder, url):
            def now() -> None:
                if not happened:
                    happened.append(url)
                    happens(folder / url.removeprefix(on_stick.ADDRESS))

            with opened(folder, url) as file:
                yield Reading(file, now) if url.endswith(ending) else file

        monkeypatch.setattr(on_stick, "_PIECE", PIECE)
        monkeypatch.setattr(on_stick, "_opened", watched)
        return happened

    return so


@pytest.fixture
def stick(scene, tmp_path):
    return Path(shutil.copytree(scene.good, tmp_path / "stick"))


@pytest.fixture
def kiosk(scene, tmp_path):
    return scene.copy(tmp_path / "kiosk")


def serves_as_before(kiosk) -> None:
    assert (kiosk.house.current(), kiosk.standing(), kiosk.left_over()) == (FIRST, {FIRST}, set())
    assert list((kiosk.house.home / "passing").iterdir()) == []
    assert kiosk.book.read().under_way is None
    assert started(kiosk.house.place / "current") == FIRST
    assert (kiosk.probes, kiosk.starts) == ([], [])


@pytest.mark.parametrize("name", [".tar", *(pytest.param(each, marks=pytest.mark.full) for each in LISTS)])
def test_a_stick_that_is_pulled_out_while_it_is_read_changes_nothing_and_is_taken_when_it_is_back(
    kiosk, stick, half_way, name
):
    def pull(file: Path) -> None:
        assert file.stat().st_size > PIECE
        stick.rename(stick.with_name("pulled"))
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    pulled = half_way(name, pull)
    assert kiosk.take(stick) == Unreached("offline")
    assert pulled
    serves_as_before(kiosk)
    stick.with_name("pulled").rename(stick)
    assert kiosk.take(stick).came == "installed"
    assert not kiosk.left_over()


@pytest.mark.full
def test_a_file_that_a_stick_loses_the_end_of_while_it_is_read_is_not_taken(kiosk, stick, half_way):
    whole = {}

    def tear(file: Path) -> None:
        whole[file] = file.read_bytes()
        os.truncate(file, len(whole[file]) // 2)

    half_way(".tar", tear)
    assert kiosk.take(stick) == Refused("tampered")
    serves_as_before(kiosk)
    for file, content in whole.items():
        file.write_bytes(content)
    assert kiosk.take(stick).came == "installed"
    assert not kiosk.left_over()
