"""The serial scanner and its stream of bytes."""

from __future__ import annotations

import os
import pty
import queue
import threading
import tty
from functools import partial

import pytest

from kiosk.devices import citizen_card
from kiosk.devices.scan_text import MOST_BYTES, CodeCutter, Throttle, cleaned
from kiosk.devices.scanner import FileScanner, SerialScanner
from kiosk.devices.serial_line import SerialLine, find_port

CARD = b"094045001234|360123456|Nguy\xe1\xbb\x85n V\xc4\x83n M\xe1\xba\xabu|15081945|Nam|A|10072021"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\r\r\n"])
def test_every_end_mark_ends_a_code_once(end):
    cutter = CodeCutter()
    assert cutter.feed(b"one" + end + b"two" + end) == [b"one", b"two"]
    assert cutter.pause() == []


def test_a_code_may_come_in_pieces_and_its_end_mark_too():
    cutter = CodeCutter()
    assert [cutter.feed(piece) for piece in (b"on", b"e\r", b"\n", b"two")] == [[], [b"one"], [], []]
    assert cutter.pause() == [b"two"]


def test_an_endless_code_takes_no_memory_and_is_refused():
    cutter = CodeCutter()
    for _ in range(1000):
        cutter.feed(b"9" * 1000)
    (code,) = cutter.pause()
    assert len(code) == MOST_BYTES + 1
    assert cleaned(code) == ""


def test_a_letter_cut_in_two_by_the_line_is_whole_again():
    cutter = CodeCutter()
    pieces = [CARD[at : at + 1] for at in range(len(CARD))]
    assert [code for piece in pieces for code in cutter.feed(piece)] == []
    assert [cleaned(code) for code in cutter.pause()] == [CARD.decode()]


@pytest.mark.parametrize(
    "unseen",
    ["\x00", "\x1b[2J", "\x7f", "\x9b", "\u200b", "\u202e", "\u2066", "\u2028", "\ue000", "\U000e0041"],
)
def test_what_no_paper_shows_makes_a_code_unreadable(unseen):
    assert cleaned(f"Nguyễn{unseen}Văn".encode()) == ""


@pytest.mark.parametrize(
    "raw", [b"\xc0\xafetc", b"\xed\xa0\x80", b"Nguy\xe1\xbb", b"\xf4\x90\x80\x80", b"\xff\xfe1\x00"]
)
def test_what_is_not_strict_utf_8_is_unreadable(raw):
    assert cleaned(raw) == ""


def test_of_a_flood_a_few_codes_a_second_pass_and_after_it_the_next_one():
    throttle = Throttle()
    passed = sum(throttle.lets(100 + at / 1000) for at in range(10_000))
    assert 50 <= passed <= 55
    assert throttle.lets(111)


def test_two_cards_glued_together_are_no_card():
    cutter = CodeCutter()
    cutter.feed(CARD + CARD)
    (glued,) = cutter.pause()
    assert citizen_card.parse(cleaned(glued)) is None
    assert citizen_card.parse(cleaned(CARD)) is not None


def opened():
    master, slave = pty.openpty()
    tty.setraw(slave)
    return master, slave


def until_heard(master: int, scans: queue.Queue[str], raw: bytes) -> str:
    while True:
        os.write(master, raw)
        try:
            return scans.get(timeout=0.3)
        except queue.Empty:
            continue


def test_a_scanner_without_end_mark_is_cut_by_the_pause():
    master, slave = opened()
    scanner = SerialScanner(SerialLine(os.ttyname(slave), 9600))
    scans: queue.Queue[str] = queue.Queue()
    scanner.start(scans.put)
    try:
        assert until_heard(master, scans, b"1234") == "1234"
    finally:
        scanner.stop()
        os.close(master)
        os.close(slave)


def test_a_scanner_that_was_unplugged_is_found_by_its_name_and_read_again_when_it_is_back(
    tmp_path, monkeypatch
):
    named = partial(find_port, folders=(tmp_path,))
    monkeypatch.setattr("kiosk.devices.serial_line.find_port", named)
    port = tmp_path / "usb-Vidu_QR_Scanner_01-if00"
    first_master, first_slave = opened()
    port.symlink_to(os.ttyname(first_slave))
    scans: queue.Queue[str] = queue.Queue()
    scanner = SerialScanner(SerialLine("usb-*Scanner*", 9600))
    scanner.start(scans.put)
    second_master, second_slave = opened()
    try:
        assert until_heard(first_master, scans, b"before\r") == "before"
        os.write(first_master, CARD[:40])
        port.unlink()
        os.close(first_slave)
        os.close(first_master)
        port.symlink_to(os.ttyname(second_slave))
        assert until_heard(second_master, scans, b"after\r") == "after"
    finally:
        scanner.stop()
        os.close(second_master)
        os.close(second_slave)


class Waits(threading.Event):
    """Notes how long is waited, without waiting; it is over after so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._times = times

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0)
        if len(self.seconds) == self._times:
            self.set()
        return self.is_set()


def test_a_scanner_that_is_away_is_looked_for_at_least_once_a_second(tmp_path):
    waits = Waits(200)
    SerialScanner(SerialLine(str(tmp_path / "none"), 9600))._read(lambda _text: None, waits)
    assert max(waits.seconds) <= 1
    assert min(waits.seconds) > 0.1


def test_a_second_start_without_a_stop_is_refused(tmp_path):
    scanner = FileScanner(tmp_path)
    scanner.start(lambda _text: None)
    with pytest.raises(RuntimeError):
        scanner.start(lambda _text: None)
    scanner.stop()


def test_the_file_twin_leaves_no_scan_behind(tmp_path):
    scans: queue.Queue[str] = queue.Queue()
    scanner = FileScanner(tmp_path)
    (tmp_path / "scan.txt").write_bytes(b"one\ntwo\n")
    scanner.start(scans.put)
    assert [scans.get(timeout=2), scans.get(timeout=2)] == ["one", "two"]
    scanner.stop()
    assert list(tmp_path.iterdir()) == []
