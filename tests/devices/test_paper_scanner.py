"""The real document scanners in trouble: SANE's virtual scanner fails as real ones do."""

import os
import signal
import time

import pytest
from PIL import Image

from kiosk.devices import programs
from kiosk.devices.paper_scanner import (
    CameraScanner,
    FilePaperScanner,
    MemoryPaperScanner,
    SaneScanner,
    running,
)
from kiosk.devices.paper_scanner.reading import page_from
from kiosk.devices.paper_scanner.running import Printed, Program
from kiosk.devices.paper_scanner.sane import WHOLE_GLASS


@pytest.fixture
def sane(tmp_path):
    (tmp_path / "dll.conf").write_text("test\n")

    def scanner(*options, device="test:0", seconds=30.0):
        extra = {"SANE_CONFIG_DIR": str(tmp_path)}
        return SaneScanner(device, time.monotonic, options=options, seconds=seconds, extra=extra)

    return scanner


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("JAMMED", "jam"),
        ("COVER_OPEN", "cover"),
        ("NO_DOCS", "empty-feeder"),
        ("DEVICE_BUSY", "busy"),
        ("ACCESS_DENIED", "busy"),
        ("CANCELLED", "cancelled"),
        ("IO_ERROR", "unreadable"),
        ("NO_MEM", "unreadable"),
        ("EOF", "unreadable"),
    ],
)
def test_what_sane_says_becomes_an_outcome(sane, status, code):
    outcome = sane(f"--read-return-value=SANE_STATUS_{status}").scan()
    assert (outcome.code, outcome.page) == (code, None)


def test_the_whole_glass_is_scanned_with_the_usual_options_of_a_flatbed(sane):
    outcome = sane(*WHOLE_GLASS, "--test-picture=Solid white").scan()
    assert (outcome.code, outcome.page.verdict) == ("scanned", "empty")
    assert outcome.page.width_mm == pytest.approx(200, abs=1)


def test_without_a_name_the_first_scanner_is_taken(sane):
    assert sane("--test-picture=Solid black", device="").scan().page.verdict == "dark"


def test_colour_is_taken_as_well(sane):
    assert sane("--mode=Color", "--test-picture=Solid black").scan().code == "scanned"


def test_a_scanner_that_hangs_is_given_up(sane):
    slow = ("--read-limit=yes", "--read-limit-size=1", "--read-delay=yes", "--read-delay-duration=200000")
    assert sane(*slow, seconds=0.5).scan().code == "unreadable"


def test_without_scanimage_and_ffmpeg_every_scanner_is_absent(sane, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert sane().scan().code == "absent"
    assert CameraScanner(tmp_path / "dll.conf", time.monotonic).scan().code == "absent"


def test_what_is_no_camera_gives_no_picture(tmp_path):
    (tmp_path / "video0").write_text("")
    assert CameraScanner(tmp_path / "video0", time.monotonic).scan().code == "unreadable"


def test_a_driver_that_never_ends_its_picture_is_cut_off():
    assert Program(time.monotonic, most_bytes=100_000).run(["yes"], 30, {}).end == "too-much"


def test_a_program_that_ignores_being_asked_is_ended():
    stubborn = ["sh", "-c", "trap '' TERM; while :; do read line < /dev/zero; done"]
    assert Program(time.monotonic).run(stubborn, 0.3, {}).end == "late"


def test_a_program_that_not_even_the_kernel_can_end_is_waited_for_no_longer(monkeypatch, tmp_path):
    """As when the cable of a scanner is pulled in mid-transfer: nobody stands before a page that never answers."""
    left = []
    monkeypatch.setattr(running, "_GRACE", 0.05)
    monkeypatch.setattr(programs, "end", left.append)
    released = tmp_path / "released"
    os.mkfifo(released)
    deaf = f"trap '' TERM; exec >&- 2>&-; read until < {released}"
    try:
        assert Program(time.monotonic).run(["sh", "-c", deaf], 0.3, {}).end == "late"
        assert left[0].poll() is None
    finally:
        os.killpg(left[0].pid, signal.SIGKILL)
        left[0].wait()


def test_what_a_program_printed_prints_itself_without_it():
    assert repr(Printed("ended", b"a paper", "device", 0)) == "Printed(ended, 0)"


def test_bytes_that_are_no_picture_are_unreadable():
    small = b"P5\n4 4\n255\n"
    for raw in (
        b"",
        b"%PDF-1.4",
        small,
        small + b"\0" * 9,
        b"P5\n99999 99999\n255\n",
        b"P5\n5000 5000\n255\n\0",
    ):
        assert page_from(raw, 300).code == "unreadable"


def test_a_picture_too_large_for_the_memory_is_not_looked_at():
    assert page_from(b"P4\n5000 5000\n" + bytes(625 * 5000), 300).code == "unreadable"


def test_twins_say_what_they_are_told_to(tmp_path):
    twin = MemoryPaperScanner(Image.new("L", (300, 300)))
    filed = FilePaperScanner(tmp_path)
    for code in ("busy", "cover", "jam"):
        twin.says = code
        (tmp_path / "says.txt").write_text(f"{code}\n")
        assert twin.scan().code == filed.scan().code == code
