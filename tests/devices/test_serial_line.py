import os
import pty
import tty

import pytest

from kiosk.devices.errors import LineError
from kiosk.devices.serial_line import SerialLine, find_port


@pytest.fixture
def pair():
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(master)
    os.close(slave)


def test_a_port_is_found_by_its_device_before_its_socket(tmp_path):
    by_id, by_path = tmp_path / "by-id", tmp_path / "by-path"
    for folder in (by_id, by_path):
        folder.mkdir()
        (folder / "usb-Printer-1").write_text("")
    (by_path / "usb-Scanner-1").write_text("")
    assert find_port("usb-Printer*", (by_id, by_path)) == by_id / "usb-Printer-1"
    assert find_port("usb-Scanner*", (by_id, by_path)) == by_path / "usb-Scanner-1"
    assert find_port("usb-Camera*", (by_id, by_path)) is None
    assert find_port("usb-*", (tmp_path / "none",)) is None


def test_a_port_that_is_not_there_is_absent():
    with pytest.raises(LineError) as refusal:
        SerialLine("/nowhere/port", 9600).open()
    assert refusal.value.code == "absent"


def test_a_port_that_someone_else_has_is_busy(pair):
    first, second = SerialLine(pair[1], 9600), SerialLine(pair[1], 9600)
    first.open()
    with pytest.raises(LineError) as refusal:
        second.open()
    assert refusal.value.code == "busy"
    first.close()
    second.open()
    second.close()


def test_nothing_can_be_written_to_a_closed_line(pair):
    with pytest.raises(LineError) as refusal:
        SerialLine(pair[1], 9600).write(b"x")
    assert refusal.value.code == "gone"


def test_writing_to_a_device_that_takes_nothing_ends(pair):
    line = SerialLine(pair[1], 115200, write_seconds=0.05)
    line.open()
    with pytest.raises(LineError) as refusal:
        line.write(b"x" * 100_000)
    assert refusal.value.code == "write-timeout"
    line.close()


def test_reading_gives_what_came_or_nothing_in_time(pair):
    line = SerialLine(pair[1], 9600)
    line.open()
    os.write(pair[0], b"abc")
    assert line.read(1) == b"abc"
    assert line.read(0.01) == b""
    os.write(pair[0], b"old")
    line.drop_input()
    assert line.read(0.01) == b""
    line.close()


def test_ten_bits_travel_for_a_byte():
    assert SerialLine("x", 9600).send_seconds(960) == 1.0
