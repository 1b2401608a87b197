"""The serial scanner and its stream of bytes."""

from __future__ import annotations

import os
import pty
import queue
import tty

import pytest

from kiosk.devices import citizen_card
from kiosk.devices.scan_text import CodeCutter, cleaned
from kiosk.devices.scanner import FileScanner, SerialScanner
from kiosk.devices.serial_line import SerialLine

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
    assert len(code) < 1000
    assert cleaned(code) == ""


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


def test_a_scanner_that_was_unplugged_is_read_again_when_it_is_back(tmp_path):
    port = tmp_path / "scanner"
    first_master, first_slave = opened()
    port.symlink_to(os.ttyname(first_slave))
    scans: queue.Queue[str] = queue.Queue()
    scanner = SerialScanner(SerialLine(str(port), 9600), first_wait=0.01, longest_wait=0.02)
    scanner.start(scans.put)
    second_master, second_slave = opened()
    try:
        assert until_heard(first_master, scans, b"before\r") == "before"
        port.unlink()
        os.close(first_slave)
        os.close(first_master)
        port.symlink_to(os.ttyname(second_slave))
        assert until_heard(second_master, scans, b"after\r") == "after"
    finally:
        scanner.stop()
        os.close(second_master)
        os.close(second_slave)


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
