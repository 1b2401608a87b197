"""Everything that can go wrong, at every part of a real ticket, on every line and by every way to confirm.

Whatever happens: "printed" only when a whole ticket lies in the tray, never one that nobody asked for, and once all
is well again the ticket comes out whole.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.clock import VIETNAM, ManualClock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.printer import EscPosPrinter
from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.ports import Slip
from kiosk.tickets.slip import draw
from tests.devices.fake_printer import Condition, FakePrinter, decode
from tests.devices.prompt import PromptLine, PromptUsbLine
from tests.tickets.slips import FONTS, sample

pytestmark = pytest.mark.timeout(1800)
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
ILLUSTRATIONS = Path(__file__).parents[2] / "assets" / "illustrations"
LINES = {
    "serial": lambda fake, clock, seconds: PromptLine(fake, clock, 4_000_000, write_seconds=seconds),
    "usb": lambda fake, clock, seconds: PromptUsbLine(fake, clock, write_seconds=seconds),
}
RUNGS = ["process-id", "paper-after", "status-after"]
STOPS = {
    "cover-open": ("cover_open", True),
    "out-of-paper": ("paper", False),
    "cutter": ("cutter_jammed", True),
    "hot": ("hot", True),
}

QUICK = [
    *(("serial", "process-id", stop) for stop in STOPS),
    ("usb", "process-id", "cover-open"),
    ("serial", "paper-after", "out-of-paper"),
]


class Rig:
    """A printer on a line, which can be pulled out and put in again."""

    def __init__(self, line: str, rung: str, patience: float):
        self.line_kind, self.rung, self.patience = line, rung, patience
        self.can = Capabilities(rung=rung)
        self.fake, self.closed = FakePrinter(), False
        self._plug()

    def _plug(self):
        condition = self.fake.condition
        condition.process_id = self.rung == "process-id"
        condition.paper_after = self.rung == "paper-after"
        clock = ManualClock(datetime(2026, 11, 21, 9, 42, tzinfo=VIETNAM))
        self.line = LINES[self.line_kind](self.fake, clock, self.patience)
        self.printer = EscPosPrinter(self.line, clock, 384, known=lambda: self.can)

    def another(self):
        """Another printer in the place of this one: nothing is left on the line."""
        self.close()
        self.fake, self.closed = FakePrinter(), False
        self._plug()

    def wait_longer(self):
        """A fake that takes bytes again may be slow about it, as all else on a busy machine."""
        self.line.close()
        self.line._write_seconds = 10.0

    def print(self, slip: Slip):
        return self.printer.print_slip(slip, "A-027")

    def befall(self, band: int, **changes):
        def happen(condition: Condition):
            for name, value in changes.items():
                setattr(condition, name, value)

        self.fake.condition.at_band = (self.fake.decoder.printed_bands + band, happen)

    def mend(self, **changes):
        self.fake.condition.at_band = None
        for name, value in changes.items():
            setattr(self.fake.condition, name, value)

    def whole(self, slip: Slip) -> int:
        return self.fake.slips.count(drawn(slip))

    def close(self):
        if not self.closed:
            self.closed = True
            self.line.close()
            self.fake.close()


def stream(slip: Slip) -> bytes:
    return escpos.INIT + b"".join(escpos.encoded(slip)) + escpos.FEED_AND_CUT


_DRAWN: list[Image.Image] = []


def drawn(slip: Slip) -> Image.Image:
    """What comes out of a printer that is well: the picture, with the dots that keep commands out of it."""
    if not _DRAWN:
        _DRAWN.extend(decode(stream(slip), slip.picture.width))
    return _DRAWN[0]


def bands_of(slip: Slip) -> int:
    return sum(b"\x1dv0" in command for command in escpos.encoded(slip))


def some(count: int, step: int = 1) -> list[int]:
    """All places from 1 to ``count``, or one on the way and the last."""
    return [*range(1, count, step), count] if FULL else [count // 3, count]


@pytest.fixture(scope="module")
def slip(tmp_path_factory):
    pictures = Pictures(ILLUSTRATIONS, tmp_path_factory.mktemp("pictures"))
    return draw(sample("home-visit"), 384, pictures, Fonts(FONTS))


@pytest.fixture
def rigs():
    made = []

    def make(line: str = "serial", rung: str = "process-id", patience: float = 10.0):
        made.append(Rig(line, rung, patience))
        return made[-1]

    yield make
    for rig in made:
        rig.close()


def tell(figure: str) -> None:
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")


@pytest.mark.parametrize(
    ("line", "rung", "stop"),
    [*QUICK]
    + [
        pytest.param(line, rung, stop, marks=pytest.mark.full)
        for line in LINES
        for rung in RUNGS
        for stop in STOPS
        if (line, rung, stop) not in QUICK
    ],
)
def test_whatever_stops_it_at_any_band_is_told_and_one_ticket_comes_out_once_it_is_mended(
    rigs, slip, line, rung, stop
):
    name, value = STOPS[stop]
    places = some(bands_of(slip), 1 if rung == "process-id" else 4)
    copies = set()
    for place in places:
        rig = rigs(line, rung)
        rig.befall(place, **{name: value})
        outcome = rig.print(slip)
        assert (outcome.code, rig.whole(slip)) == (stop, 0), place

        rig.mend(**{name: not value})
        again = rig.print(slip)
        # Whoever confirms by a number knows that a ticket held meanwhile has come out, and prints no second.
        most = 1 if rung == "process-id" or not outcome.pending else 2
        assert (again.code, 1 <= rig.whole(slip) <= most) == ("printed", True), place
        assert rig.fake.slips[-1] == drawn(slip)
        assert rig.fake.decoder.text == b""
        copies.add(rig.whole(slip))
        rig.close()
    tell(
        f"printer stopped: {stop} at {len(places)} places, {rung} on {line}: told, copies at most {max(copies)}"
    )


@pytest.mark.parametrize("line", LINES)
def test_a_cable_pulled_at_any_byte_is_told_and_the_whole_ticket_comes_out_of_the_next_printer(
    rigs, slip, line
):
    size = len(stream(slip))
    step = 1 if FULL else bands_of(slip) * 2 // 3
    places = range(0, size, max(1, size // bands_of(slip)) * step)
    for place in places:
        rig = rigs(line)
        assert rig.printer.status().code == "ready"
        rig.fake.unplug_after = rig.fake.received + 1 + place
        outcome = rig.print(slip)
        assert outcome.code in {"failed", "absent", "unknown"}, place
        assert rig.printer.status().code == "absent"
        rig.another()
        assert (rig.print(slip).code, rig.whole(slip)) == ("printed", 1), place
        rig.close()
    tell(f"printer unplugged at {len(places)} places on {line}: never called printed")


@pytest.mark.parametrize("changes", [{"mute": True}, {"garbage": True}], ids=["mute", "garbage"])
@pytest.mark.parametrize("rung", ["process-id", "paper-after"])
def test_a_printer_that_falls_silent_or_babbles_at_any_band_is_not_believed(rigs, slip, rung, changes):
    places = some(bands_of(slip))
    for place in places:
        rig = rigs("serial", rung)
        rig.befall(place, **changes)
        assert rig.print(slip).code == "unknown", place
        assert rig.whole(slip) == 1, "it did not print on"
        rig.close()
    tell(f"printer {'/'.join(changes)} at {len(places)} places, {rung}: never called printed")


def test_the_zero_that_a_printer_sends_when_it_is_switched_off_confirms_nothing(rigs, slip):
    for place in some(bands_of(slip)):
        rig = rigs("serial", "paper-after")

        def off(condition: Condition, rig: Rig = rig):
            condition.mute = True
            rig.fake._reply(b"\x00" * 3)

        rig.fake.condition.at_band = (place, off)
        assert rig.print(slip).code == "unknown", place
        rig.close()


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_takes_no_more_at_any_part_holds_nobody_up(rigs, slip, line):
    size = len(stream(slip))
    places = [size * part // 100 for part in (range(0, 100, 5) if FULL else (40,))]
    for place in places:
        rig = rigs(line, patience=0.3)
        assert rig.printer.status().code == "ready"
        rig.fake.stop_taking_after(place)
        assert rig.print(slip).code in {"failed", "unknown"}, place
        assert rig.whole(slip) == 0
        rig.fake.take_again()
        rig.wait_longer()
        assert rig.print(slip).code == "printed", place
        assert rig.fake.slips[-1] == drawn(slip), place
        rig.close()
    tell(f"line that takes no more at {len(places)} places on {line}: never called printed")


@pytest.mark.parametrize("rung", RUNGS)
def test_what_a_killed_program_left_half_sent_does_not_spoil_the_next_ticket(rigs, slip, rung):
    size = len(stream(slip))
    for part in range(0, 100, 4 if FULL else 33):
        rig = rigs("serial", rung)
        rig.line.open()
        rig.line.write(stream(slip)[: size * part // 100])
        rig.line.close()
        rig.printer.get_ready(torn=True)
        assert rig.print(slip).code == "printed", part
        assert (rig.fake.slips[-1], rig.whole(slip)) == (drawn(slip), 1), part
        rig.close()


def test_status_that_is_pushed_unasked_confirms_nothing(rigs, slip):
    rig = rigs("serial", "paper-after")
    rig.fake.condition.pushes = True
    rig.befall(bands_of(slip), cover_open=True)
    assert rig.print(slip).code == "cover-open"
    assert rig.whole(slip) == 0
