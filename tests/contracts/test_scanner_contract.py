"""What every scanner promises: the real one on a serial line, the memory twin and the file twin."""

from __future__ import annotations

import os
import pty
import queue
import tty
import unicodedata
from pathlib import Path

import pytest

from kiosk.devices.memory import MemoryScanner
from kiosk.devices.scan_text import MOST_BYTES
from kiosk.devices.scanner import FileScanner, SerialScanner
from kiosk.devices.serial_line import SerialLine

CARD = "094045001234|360123456|Nguyễn Văn Mẫu|15081945|Nam|Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng|10072021"


class SerialRig:
    def __init__(self, _folder: Path):
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.line = SerialLine(os.ttyname(self.slave), 9600)
        self.scanner = SerialScanner(self.line, first_wait=0.01, longest_wait=0.02)

    def scan(self, raw: bytes) -> None:
        os.write(self.master, raw + b"\r\n")

    def close(self) -> None:
        self.scanner.stop()
        os.close(self.master)
        os.close(self.slave)


class MemoryRig:
    def __init__(self, _folder: Path):
        self.scanner = MemoryScanner()

    def scan(self, raw: bytes) -> None:
        self.scanner.scan(raw)

    def close(self) -> None:
        self.scanner.stop()


class FileRig:
    def __init__(self, folder: Path):
        self.folder = folder
        self.scanner = FileScanner(folder)

    def scan(self, raw: bytes) -> None:
        (self.folder / "being-written").write_bytes(raw + b"\n")
        (self.folder / "being-written").rename(self.folder / "scan.txt")

    def close(self) -> None:
        self.scanner.stop()


@pytest.fixture(params=[SerialRig, MemoryRig, FileRig])
def rig(request, tmp_path):
    made = request.param(tmp_path)
    yield made
    made.close()


@pytest.fixture
def heard(rig):
    """Starts the scanner; what it gives lands here."""
    scans: queue.Queue[str] = queue.Queue()
    rig.scanner.start(scans.put)
    if isinstance(rig, SerialRig):
        # What comes before the port is open is dropped: wait until the first scan is heard.
        while True:
            rig.scan(b"hello")
            try:
                assert scans.get(timeout=0.3) == "hello"
                break
            except queue.Empty:
                continue
        while not scans.empty():
            scans.get()
    return scans


class TestEveryScanner:
    def test_says_whether_it_reads(self, rig, heard):
        assert heard.empty()
        assert rig.scanner.reads
        rig.scanner.stop()
        assert not rig.scanner.reads

    def test_gives_the_text_of_a_card_whole_and_in_nfc(self, rig, heard):
        rig.scan(unicodedata.normalize("NFD", CARD).encode())
        assert heard.get(timeout=2) == CARD

    def test_drops_a_byte_order_mark(self, rig, heard):
        rig.scan(b"\xef\xbb\xbf" + CARD.encode())
        assert heard.get(timeout=2) == CARD

    def test_gives_nothing_readable_for_what_is_not_utf_8(self, rig, heard):
        rig.scan("Nguyễn".encode("cp1258", "ignore") + b"\xff\xfe")
        assert heard.get(timeout=2) == ""

    def test_gives_nothing_readable_for_what_is_too_long(self, rig, heard):
        rig.scan(b"1" * (MOST_BYTES + 1))
        assert heard.get(timeout=2) == ""
        rig.scan(b"1" * MOST_BYTES)
        assert heard.get(timeout=2) == "1" * MOST_BYTES

    def test_gives_nothing_readable_for_control_characters(self, rig, heard):
        rig.scan(b"abc\x1b[2Jdef")
        assert heard.get(timeout=2) == ""

    def test_gives_nothing_after_it_was_stopped_and_again_after_it_was_started(self, rig, heard):
        rig.scanner.stop()
        again: queue.Queue[str] = queue.Queue()
        rig.scan(b"unheard")
        rig.scanner.start(again.put)
        seen = ""
        while seen != "heard":
            rig.scan(b"heard")
            try:
                seen = again.get(timeout=0.3)
            except queue.Empty:
                continue
        assert heard.empty()

    def test_stopping_twice_does_no_harm(self, rig):
        rig.scanner.stop()
        rig.scanner.stop()
