"""A disk that really fills up while a release is taken: the one that serves goes on, and with room it is installed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.updates import on_stick
from kiosk.updates.types import Unreached
from tests.updates.houses import FIRST, publish

ROOT = Path(__file__).resolve().parents[2]
FENCE = ("unshare", "--user", "--map-root-user", "--mount")
MOVED = (
    'cp -a "$1/." "$2" && mount -t tmpfs -o size=192m none "$1" && cp -a "$2/." "$1" && shift 2 && exec "$@"'
)
"""Puts a folder's content onto a small disk in the same place, which nobody but the program sees."""


@pytest.mark.full
@pytest.mark.parametrize("when", ["environment", "laid out", "written down"])
def test_the_release_before_goes_on_and_with_room_the_new_one_is_installed(box, works, tmp_path, when):
    publish(works, "2026.2")
    (box.folder / "root.json").write_bytes(works.root)
    aside = tmp_path / "aside"
    aside.mkdir()
    program = [sys.executable, "-m", "tests.updates.small_disk", str(box.folder), str(works.repository), when]
    done = subprocess.run(
        [*FENCE, "sh", "-c", MOVED, "sh", str(box.folder), str(aside), *program],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout.split()[-1:]) == (0, ["installed"]), done.stdout + done.stderr


def test_a_stick_that_is_pulled_out_in_the_middle_of_a_file_is_gone_on_with(
    box, works, tmp_path, monkeypatch
):
    publish(works, "2026.2")
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    works.publisher.usb(stick)
    monkeypatch.setattr(on_stick, "_PIECE", 4096)
    opened = on_stick._opened

    class Pulled:
        def __init__(self, file):
            self._file, self._pieces = file, 0

        def read(self, size):
            self._pieces += 1
            if self._pieces == 3:
                stick.rename(elsewhere)
                raise OSError(5, "Input/output error")
            return self._file.read(size)

    def pulling(folder, url):
        return _Around(opened(folder, url)) if url.endswith(".tar") else opened(folder, url)

    class _Around:
        def __init__(self, true):
            self._true = true

        def __enter__(self):
            return Pulled(self._true.__enter__())

        def __exit__(self, *why):
            return self._true.__exit__(*why)

    with monkeypatch.context() as pulled:
        pulled.setattr(on_stick, "_opened", pulling)
        assert isinstance(box.take(stick), Unreached)
    assert not stick.exists()
    assert (box.house.current(), box.standing()) == (FIRST, {FIRST})
    shutil.move(elsewhere, stick)
    assert box.take(stick).came == "installed"
    assert not box.left_over()
