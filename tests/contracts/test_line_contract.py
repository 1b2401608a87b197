"""What every line to a device promises: a serial one, and a printer port on USB. A pty stands for both."""

from __future__ import annotations

import os
import pty
import threading
import time
import tty

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.errors import LineError
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.usb_line import UsbLine

MUCH = b"x" * 100_000
"""More than a pty holds while nobody reads."""


class Device:
    """The other end of the cable."""

    def __init__(self):
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)

    def say(self, data: bytes) -> None:
        os.write(self.master, data)

    def hear(self) -> bytes:
        return os.read(self.master, 4096)

    def unplug(self) -> None:
        os.close(self.slave)
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        if self.master >= 0:
            self.unplug()


@pytest.fixture
def device():
    made = Device()
    yield made
    made.close()


@pytest.fixture(params=["serial", "usb"])
def line_to(request):
    opened = []

    def made(path: str, write_seconds: float = 0.2):
        serial = request.param == "serial"
        line = (
            SerialLine(path, 115200, write_seconds=write_seconds)
            if serial
            else UsbLine(path, SystemClock(), write_seconds=write_seconds)
        )
        opened.append(line)
        return line

    yield made
    for line in opened:
        line.close()


def code(act, *given) -> str:
    with pytest.raises(LineError) as refusal:
        act(*given)
    return refusal.value.code


class TestEveryLine:
    def test_that_is_not_there_is_absent(self, line_to):
        line = line_to("/nowhere/port")
        assert code(line.open) == "absent"
        assert not line.is_open

    def test_that_someone_else_has_is_busy_until_it_is_let_go(self, line_to, device):
        first, second = line_to(device.path), line_to(device.path)
        first.open()
        assert code(second.open) == "busy"
        first.close()
        second.open()
        assert second.is_open

    def test_opens_and_closes_as_often_as_it_is_told(self, line_to, device):
        line = line_to(device.path)
        line.open()
        line.open()
        assert line.is_open
        line.close()
        line.close()
        assert not line.is_open

    def test_that_is_closed_is_gone(self, line_to, device):
        line = line_to(device.path)
        assert code(line.write, b"x") == "gone"
        assert code(line.read, 0.01) == "gone"
        assert code(line.drop_input) == "gone"

    def test_carries_everything_both_ways(self, line_to, device):
        line = line_to(device.path)
        line.open()
        every = bytes(range(256))
        line.write(every)
        assert device.hear() == every
        device.say(every)
        heard = b""
        while len(heard) < 256:
            heard += line.read(1)
        assert heard == every

    def test_reads_at_once_what_came_and_nothing_in_time(self, line_to, device):
        line = line_to(device.path)
        line.open()
        device.say(b"abc")
        began = time.monotonic()
        assert line.read(30) == b"abc"
        assert time.monotonic() - began < 15, "it waited although there was something"
        assert line.read(0.01) == b""
        assert line.read(0.0) == b""

    def test_forgets_what_came_before(self, line_to, device):
        line = line_to(device.path)
        device.say(b"before it was opened")
        line.open()
        assert line.read(0.01) == b""
        device.say(b"before it was dropped")
        line.drop_input()
        assert line.read(0.01) == b""

    def test_does_not_wait_for_ever_for_a_device_that_takes_nothing(self, line_to, device):
        line = line_to(device.path, write_seconds=0.05)
        line.open()
        assert code(line.write, MUCH) == "write-timeout"

    def test_can_be_used_again_when_the_device_takes_bytes_again(self, line_to, device):
        line = line_to(device.path, write_seconds=0.5)
        line.open()
        assert code(line.write, MUCH) == "write-timeout"
        line.open()

        def take() -> None:
            while b"z" not in device.hear():
                pass

        taking = threading.Thread(target=take, daemon=True)
        taking.start()
        line.write(b"y")
        device.say(b"yes")
        assert line.read(5) == b"yes"
        line.write(MUCH[:9000] + b"z")
        taking.join(5)
        assert not taking.is_alive()

    def test_whose_cable_is_pulled_is_gone_and_closed(self, line_to, device):
        line = line_to(device.path)
        line.open()
        device.unplug()
        assert code(lambda: [line.read(1) for _ in range(3)]) == "gone"
        assert not line.is_open

    def test_whose_cable_is_pulled_while_it_is_written_to_is_gone(self, line_to, device):
        line = line_to(device.path, write_seconds=5)
        line.open()
        puller = threading.Timer(0.1, device.unplug)
        puller.start()
        assert code(lambda: [line.write(MUCH) for _ in range(3)]) == "gone"
        puller.join()
        assert not line.is_open


def test_a_usb_port_is_found_whatever_number_it_has_got(tmp_path):
    (tmp_path / "lp3").write_bytes(b"")
    line = UsbLine(f"{tmp_path}/lp*", SystemClock())
    line.open()
    assert line.is_open
    line.close()


def test_a_driver_that_refuses_bytes_for_want_of_paper_is_not_tried_for_ever():
    line = UsbLine("/dev/full", SystemClock(), write_seconds=0.05)
    line.open()
    assert code(line.write, b"x") == "write-timeout"
