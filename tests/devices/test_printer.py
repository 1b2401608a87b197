"""The serial printer against one that misbehaves as real ones do."""

from __future__ import annotations

from datetime import datetime

import pytest
from PIL import Image

from kiosk.clock import VIETNAM, ManualClock
from kiosk.devices import escpos
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.serial_line import SerialLine
from kiosk.tickets.ports import PrinterStatus, Slip
from tests.devices.fake_printer import FakePrinter, PromptLine

SLIP = Slip(Image.new("1", (384, 160), 0))
LONG = Slip(Image.new("1", (384, 400), 0))
"""More than a line takes in before its printer reads."""


@pytest.fixture
def fake():
    made = FakePrinter()
    yield made
    made.close()


@pytest.fixture
def clock():
    return ManualClock(datetime(2026, 11, 21, 9, 42, tzinfo=VIETNAM))


@pytest.fixture
def line(fake, clock):
    made = PromptLine(fake, clock, 4_000_000, write_seconds=0.3)
    yield made
    made.close()


@pytest.fixture
def printer(line, clock):
    return EscPosPrinter(line, clock, 384, reply_seconds=0.4, probe_seconds=0.3, slip_seconds=3.0)


def black_rows(image: Image.Image) -> int:
    return sum(1 for y in range(image.height) if not any(image.crop((0, y, 384, y + 1)).get_flattened_data()))


@pytest.mark.parametrize(
    ("process_id", "paper_after", "status", "outcome"),
    [
        (True, False, False, "printed"),
        (False, True, False, "printed"),
        (False, False, True, "printed"),
        (False, False, False, "unknown"),
    ],
)
def test_one_confirmation_is_enough_and_none_is_none(
    fake, printer, *, process_id, paper_after, status, outcome
):
    fake.condition.process_id = process_id
    fake.condition.paper_after = paper_after
    fake.condition.status = status
    assert printer.print_slip(SLIP, "A-027").code == outcome
    # The second slip goes without a probe.
    assert printer.print_slip(SLIP, "A-028").code == outcome
    if outcome == "printed":
        assert [black_rows(slip) for slip in fake.slips] == [160, 160]


def test_the_questions_that_a_printer_does_not_know_never_come_out_as_text(fake, printer):
    fake.condition.process_id = False
    fake.condition.paper_after = False
    printer.print_slip(SLIP, "A-027")
    assert fake.decoder.text == b""


def test_paper_that_ends_within_the_slip_is_told_and_the_rest_comes_out_apart(fake, printer):
    fake.condition.paper_rows = 90
    assert printer.print_slip(SLIP, "A-027").code == "out-of-paper"
    assert fake.slips == []

    fake.condition.paper_rows = None
    fake.condition.paper = True
    assert printer.print_slip(SLIP, "A-027").code == "printed"
    assert black_rows(fake.slips[-1]) == 160
    assert fake.slips[-1].height == 160


def test_paper_that_ends_after_the_last_byte_was_sent_is_not_called_printed(fake, printer):
    printer.print_slip(SLIP, "A-026")
    fake.condition.status = False  # so that only the confirmation can tell
    fake.condition.paper_rows = 150
    assert printer.print_slip(SLIP, "A-027").code == "unknown"


@pytest.mark.parametrize("knows_process_id", [True, False])
def test_a_cover_opened_before_the_cut_is_told_instead_of_a_confirmation(fake, printer, knows_process_id):
    fake.condition.process_id = knows_process_id
    fake.condition.cover_opens_at_cut = True
    assert printer.print_slip(SLIP, "A-027").code == "cover-open"
    assert fake.slips == []


def test_nothing_more_is_sent_to_a_printer_that_has_stopped(fake, printer):
    printer.print_slip(SLIP, "A-026")
    fake.condition.paper_rows = 90
    before = fake.received
    assert printer.print_slip(LONG, "A-027").code == "out-of-paper"
    assert fake.received - before < 3 * escpos.BAND_ROWS * 48


def test_nothing_is_sent_to_a_printer_that_cannot_print(fake, printer):
    fake.condition.paper = False
    assert printer.print_slip(SLIP, "A-027").code == "out-of-paper"
    # three bytes for each of the four questions
    assert fake.received == 12


def test_noise_is_no_answer(fake, printer):
    fake.condition.garbage = True
    fake.condition.process_id = fake.condition.paper_after = False
    assert printer.status() == PrinterStatus("mute")
    assert printer.print_slip(SLIP, "A-027").code == "unknown"


def test_a_printer_unplugged_within_the_slip_has_failed_and_is_absent_afterwards(fake, printer):
    assert printer.status().code == "ready"
    fake.unplug_after = fake.received + 6000
    assert printer.print_slip(SLIP, "A-027").code == "failed"
    assert printer.status().code == "absent"


def test_a_printer_that_stops_taking_bytes_does_not_hold_the_kiosk_up(fake, printer, line):
    assert printer.print_slip(SLIP, "A-026").code == "printed"
    fake.stop_taking_after(2000)
    assert printer.print_slip(LONG, "A-027").code == "failed"

    fake.take_again()
    assert printer.print_slip(SLIP, "A-028").code == "printed"
    assert black_rows(fake.slips[-1]) == 160
    assert fake.slips[-1].height == 160
    assert fake.decoder.text == b""


def test_a_line_that_another_program_holds_is_absent(fake, printer, line):
    other = SerialLine(fake.path, 115200)
    other.open()
    assert printer.status().code == "absent"
    other.close()
    assert printer.status().code == "ready"


def test_the_printer_is_asked_between_the_bands(fake, printer):
    bands = len(list(escpos.bands(SLIP.picture)))
    printer.print_slip(SLIP, "A-026")
    asked = fake.asked
    printer.print_slip(SLIP, "A-027")
    # four before, one after each band, four after
    assert fake.asked - asked == 4 + bands + 4
