"""What every lamp promises: the relay on a serial line and the twin in memory."""

from __future__ import annotations

import os
import pty
import select
import tty

import pytest

from kiosk.devices.lamp import BAUD, OFF, ON, MemoryLamp, RelayLamp
from kiosk.devices.serial_line import SerialLine


class RelayRig:
    """A board of the kind LCUS-1, as far as it can be heard: it answers nothing."""

    def __init__(self, link):
        self.link = link
        self.plug_in()
        self.lamp = RelayLamp(SerialLine(str(link), BAUD))
        self.lit = False

    def plug_in(self):
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(self.slave))

    def unplug(self):
        self.link.unlink()
        os.close(self.master)
        os.close(self.slave)

    @property
    def is_lit(self):
        while select.select([self.master], [], [], 0.05)[0]:
            said = os.read(self.master, 4)
            assert said in {ON, OFF}
            self.lit = said == ON
        return self.lit

    def close(self):
        self.lamp.close()


class MemoryRig:
    def __init__(self, _link):
        self.lamp = MemoryLamp()

    def plug_in(self):
        self.lamp.there = True

    def unplug(self):
        self.lamp.there = False

    @property
    def is_lit(self):
        return self.lamp.is_lit

    def close(self):
        self.lamp.close()


@pytest.fixture(params=[RelayRig, MemoryRig])
def rig(request, tmp_path):
    made = request.param(tmp_path / "relay")
    yield made
    made.close()


def test_it_shines_and_goes_out(rig):
    assert rig.lamp.light(on=True)
    assert rig.is_lit
    assert rig.lamp.light(on=False)
    assert not rig.is_lit


def test_the_same_again_changes_nothing(rig):
    rig.lamp.light(on=True)
    assert rig.lamp.light(on=True)
    assert rig.is_lit


def test_one_that_is_not_there_says_so_and_is_found_when_it_comes_back(rig):
    rig.lamp.light(on=True)
    rig.unplug()
    assert not rig.lamp.light(on=True)
    rig.plug_in()
    assert rig.lamp.light(on=True)
    assert rig.is_lit


def test_closing_twice_does_no_harm(rig):
    rig.lamp.light(on=True)
    rig.lamp.close()
    rig.lamp.close()


def test_the_bytes_are_those_of_the_boards_own_leaflet():
    assert (ON.hex(" "), OFF.hex(" ")) == ("a0 01 01 a2", "a0 01 00 a1")


def test_one_that_was_replugged_unnoticed_shines_at_the_first_try(rig):
    rig.lamp.light(on=True)
    rig.unplug()
    rig.plug_in()
    assert rig.lamp.light(on=True)
    assert rig.is_lit
