"""A stick called KIOSK is plugged in: updates for machines without a network, and what ward IT reads afterwards."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.updates.houses import FIRST, publish
from tests.updates.test_update_commands import Point

ROOT = Path(__file__).resolve().parents[2]
BEHIND = """
set -eu
mount -t tmpfs none /mnt
losetup -f --show "$IMAGE" >/mnt/loop
trap 'losetup -d "$(cat /mnt/loop)"' EXIT
sh "$SCRIPT" "$(cat /mnt/loop)"
"""
FILL = 'mount -o loop "$1" /mnt && cp -R "$2/." /mnt/ && umount /mnt'
READ = 'mount -o loop,ro "$1" /mnt && cp -R /mnt/. "$2/" && umount /mnt'


class Stick:
    """A real file system in a file, of the kind that sticks have where this system knows it."""

    def __init__(self, folder):
        self.image, self.folder = folder / "stick.img", folder
        with self.image.open("wb") as file:
            file.truncate(48 * 1024 * 1024)
        maker = ["mkfs.vfat", "-n"] if Path("/sys/module/vfat").exists() else ["mkfs.ext4", "-q", "-L"]
        subprocess.run([*maker, "KIOSK", self.image], check=True, capture_output=True)

    def fill(self, content):
        self._behind(FILL, content)

    def read(self):
        seen = self.folder / "seen"
        shutil.rmtree(seen, ignore_errors=True)
        seen.mkdir()
        self._behind(READ, seen)
        return seen

    def _behind(self, what, folder):
        subprocess.run(["unshare", "-m", "sh", "-c", what, "sh", self.image, folder], check=True, timeout=60)


@pytest.fixture
def stick(tmp_path):
    """It takes root and a loop device to mount a file."""
    return Stick(tmp_path)


@pytest.fixture
def plug_in(box, tmp_path, server, stick):
    """Plugs the stick in and waits until it has been dealt with; returns what lies on it then."""
    point = Point(box, tmp_path, "")
    program = tmp_path / "kiosk"
    words = f"--config {point.config} --state {tmp_path / 'state'}"
    program.write_text(
        f"#!/bin/sh\ncd {ROOT}\nroot=$(readlink -f {box.house.place}/current)\n"
        f'exec {sys.executable} -m kiosk --root "$root" {words} "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)

    def plugged():
        surroundings = {
            "IMAGE": stick.image, "SCRIPT": ROOT / "deploy/system/stick", "KIOSK": program,
            "PLACE": tmp_path / "place", "AS": "", "SETTINGS": point.config,
        }  # fmt: skip
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", BEHIND],
            env={**os.environ, **{name: str(value) for name, value in surroundings.items()}},
            capture_output=True, text=True, check=False, timeout=200,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return {path.name: path.read_bytes() for path in stick.read().iterdir() if path.is_file()}

    yield plugged
    point.close()


@pytest.mark.full
def test_what_it_has_is_taken_and_what_came_of_it_stands_on_it(plug_in, stick, box, works, tmp_path):
    publish(works, "2026.2")
    works.publisher.usb(tmp_path / "files")
    stick.fill(tmp_path / "files")
    (told,) = plug_in().values()
    lines = told.decode().split("\r\n")
    assert lines[0].startswith("kiosk-1  20")
    assert f"✓ 2026.2 đang chạy; trước đó là {FIRST}" in lines
    assert lines[-2] == f"• 2026.2 đang chạy; trước đó là {FIRST}"
    assert box.house.current() == "2026.2"


@pytest.mark.full
def test_a_stick_of_somebody_elses_is_not_believed(plug_in, stick, box, works, tmp_path):
    publish(works, "2026.2")
    works.publisher.usb(tmp_path / "files")
    for path in (tmp_path / "files" / "targets").rglob("*.tar"):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    stick.fill(tmp_path / "files")
    (told,) = plug_in().values()
    assert "✗ bản phần mềm: không lấy gì, không đúng bản đã ký (tampered)" in told.decode()
    assert box.house.current() == FIRST


@pytest.mark.full
def test_on_a_stick_with_anything_else_nothing_is_touched(plug_in, stick, box, tmp_path):
    holiday = tmp_path / "files"
    holiday.mkdir()
    (holiday / "film.txt").write_text("biển Vũng Tàu", encoding="utf-8")
    stick.fill(holiday)
    assert plug_in() == {"film.txt": "biển Vũng Tàu".encode()}
    assert box.house.current() == FIRST
