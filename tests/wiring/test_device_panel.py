"""``kiosk device panel``: the kiosk's own printer and scanner meet what is typed there."""

import os
import queue
import threading
from functools import partial

import pytest
from PIL import Image

from kiosk.clock import SystemClock
from kiosk.devices.errors import LineError
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.scanner import SerialScanner
from kiosk.devices.serial_line import SerialLine
from kiosk.tickets.ports import Slip
from kiosk.wiring.devices.panel import HELP, Panel, panel

BAR = Image.frombytes("1", (384, 24), b"\x00\xff\x33" * 16 * 24)


class Desk:
    """A panel in a thread, and what it says."""

    def __init__(self, settings, folder):
        reads, self.keys = os.pipe()
        self.said = queue.Queue()
        self.folder = folder
        self.thread = threading.Thread(
            target=partial(panel, settings, folder, self.said.put, reads), daemon=True
        )
        self.thread.start()
        while self.said.get(timeout=20) != HELP:
            pass

    def types(self, line: str) -> str:
        """Type a line and return what is said then."""
        os.write(self.keys, line.encode() + b"\n")
        return self.said.get(timeout=20)

    def close(self):
        os.write(self.keys, b"quit\n")
        self.thread.join(20)
        os.close(self.keys)


@pytest.fixture
def desk(settings, tmp_path):
    made = Desk(settings(), tmp_path / "panel")
    yield made
    made.close()


@pytest.fixture
def printer(desk):
    line = SerialLine(str(desk.folder / "printer"), 115200)
    yield EscPosPrinter(line, SystemClock(), 384)
    line.close()


def test_a_slip_is_confirmed_and_lies_in_the_folder(desk, printer):
    assert printer.print_slip(Slip(BAR), "test").code == "printed"
    said = desk.said.get(timeout=20)
    assert said.startswith("printed ")
    with Image.open(said.removeprefix("printed ")) as seen:
        assert seen.tobytes() == BAR.tobytes()


@pytest.mark.parametrize(
    ("typed", "then", "status"),
    [
        ("paper out", "paper in", "out-of-paper"),
        ("cover  open", "cover close", "cover-open"),
        ("mute", "speak", "mute"),
        ("unplug printer", "plug printer", "absent"),
    ],
)
def test_what_is_typed_befalls_the_printer_until_it_is_undone(desk, printer, typed, then, status):
    assert printer.status().code == "ready"
    assert desk.types(typed).startswith("printer: ")
    assert printer.status().code == status
    desk.types(then)
    assert printer.status().code == "ready"


def test_the_roll_can_be_near_its_end(desk, printer):
    assert "near its end" in desk.types("near end")
    assert printer.status().near_end


@pytest.fixture
def scans(desk):
    heard = queue.Queue()
    line = SerialLine(str(desk.folder / "scanner"), 9600)
    line.open()
    scanner = SerialScanner(line, first_wait=0.05, longest_wait=0.1)
    scanner.start(heard.put)
    yield heard
    scanner.stop()


def test_the_scanner_reads_what_is_typed(desk, scans):
    assert desk.types("scan Nguyễn Văn  An|1990") == "scanned"
    assert scans.get(timeout=20) == "Nguyễn Văn  An|1990"


def test_the_scanner_reads_a_text_that_is_too_long_for_a_files_name(desk, scans):
    card = "GD4797900000000|" + "4E" * 300
    assert desk.types(f"scan {card}") == "scanned"
    assert scans.get(timeout=20) == card


def test_the_scanner_reads_a_file_code_by_code(desk, scans, tmp_path):
    file = tmp_path / "codes.txt"
    file.write_text("first\nsecond\n")
    desk.types(f"scan {file}")
    assert [scans.get(timeout=20) for _ in range(2)] == ["first", "second"]


def test_a_scanner_that_is_pulled_out_reads_nothing(desk):
    desk.types("unplug scanner")
    assert desk.types("scan 1") == "the scanner is not plugged in"
    with pytest.raises(LineError):
        SerialLine(str(desk.folder / "scanner"), 9600).open()


def test_whatever_it_does_not_know_it_answers_with_what_it_knows(desk):
    assert desk.types("set fire") == HELP


def test_both_ports_are_gone_when_it_ends(settings, tmp_path):
    desk = Desk(settings(), tmp_path / "panel")
    desk.close()
    assert list(desk.folder.iterdir()) == []


def test_where_no_port_can_be_made_it_says_so(settings, tmp_path):
    (tmp_path / "file").write_text("")
    said = []
    assert panel(settings(), tmp_path / "file" / "panel", said.append, 0) == 2
    assert "no ports can be made" in said[0]


def test_a_pull_in_the_middle_of_a_ticket_forgets_the_ticket(tmp_path):
    made = Panel(tmp_path, 384, lambda _line: None)
    made.obey("unplug printer")
    assert not made.printer_plug.is_in
    made.obey("plug printer")
    assert made.printer_plug.is_in
    made.close()
