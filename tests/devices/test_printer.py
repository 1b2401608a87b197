"""The serial printer against one that misbehaves as real ones do."""

from __future__ import annotations

from datetime import datetime

import pytest
from PIL import Image

from kiosk.clock import VIETNAM, ManualClock, SystemClock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.printer_talk import Talk
from kiosk.devices.raster import BAND_ROWS
from kiosk.devices.serial_line import SerialLine
from kiosk.tickets.ports import PrintedCode, PrinterStatus, Slip
from kiosk.tickets.secret import TicketSecret
from kiosk.wire import checkdigits
from tests.devices.fake_printer import FakePrinter
from tests.devices.prompt import PromptLine
from tests.tickets.slips import SECRET

_OTHER = "1" + "7" * 31
OTHER = TicketSecret(_OTHER + checkdigits.check_digits(_OTHER))


def dotted(rows: int) -> Slip:
    """A slip that cannot be doubled anywhere: 48 bytes a row on the line."""
    lines = [b"\xaa" * 48, b"\x55" * 48]
    return Slip(Image.frombytes("1", (384, rows), b"".join(lines[row % 2] for row in range(rows))))


SLIP = dotted(160)
LONG = dotted(400)
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
    made = PromptLine(fake, clock, 4_000_000, write_seconds=10)
    yield made
    made.close()


@pytest.fixture
def printer(line, clock):
    return EscPosPrinter(line, clock, 384, reply_seconds=0.4, probe_seconds=0.3, slip_seconds=3.0)


@pytest.fixture
def paced():
    """A printer behind a line that carries 115200 bits a second, and no more."""
    fake = FakePrinter(baud=115200)
    line = SerialLine(fake.path, 115200)
    printer = EscPosPrinter(line, SystemClock(), 384, known=lambda: Capabilities(rung="process-id"))
    assert printer.print_slip(Slip(Image.new("1", (384, 16), 0)), "A-025").code == "printed"
    yield fake, printer
    line.close()
    fake.close()


def is_whole(image: Image.Image) -> bool:
    return image.tobytes() == SLIP.picture.tobytes()


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
        assert [is_whole(slip) for slip in fake.slips] == [True, True]


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
    assert is_whole(fake.slips[-1])


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


def test_soon_nothing_more_is_sent_to_a_printer_that_has_stopped(paced):
    fake, printer = paced
    fake.condition.paper_rows = 90
    before = fake.received
    assert printer.print_slip(LONG, "A-027").code == "out-of-paper"
    # What was out, what was under way within the lead, and two bands besides.
    assert fake.received - before < (90 + 60 + 3 * BAND_ROWS) * 48


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


def test_a_printer_unplugged_within_the_slip_has_failed_and_is_absent_afterwards(paced):
    fake, printer = paced
    fake.unplug_after = fake.received + 6000
    assert printer.print_slip(LONG, "A-027").code == "failed"
    assert printer.status().code == "absent"


def test_a_printer_that_stops_taking_bytes_does_not_hold_the_kiosk_up(fake, printer, line):
    assert printer.print_slip(SLIP, "A-026").code == "printed"
    line.close()
    line._write_seconds = 0.3
    fake.stop_taking_after(2000)
    assert printer.print_slip(LONG, "A-027").code == "failed"

    fake.take_again()
    line.close()
    line._write_seconds = 10
    assert printer.print_slip(SLIP, "A-028").code == "printed"
    assert is_whole(fake.slips[-1])
    assert fake.decoder.text == b""


def test_a_line_that_another_program_holds_is_absent(fake, printer, line):
    other = SerialLine(fake.path, 115200)
    other.open()
    assert printer.status().code == "absent"
    other.close()
    assert printer.status().code == "ready"


def test_the_printer_is_asked_with_every_band(fake, printer):
    bands = len(escpos.bands(SLIP.picture))
    printer.print_slip(SLIP, "A-026")
    asked = fake.asked
    printer.print_slip(SLIP, "A-027")
    # four before, one with each band, the roll after
    assert fake.asked - asked == 4 + bands + 1


def ticket(rows: int = 160) -> Slip:
    """A slip with a code in it, which tells it from all others."""
    return Slip(dotted(rows).picture, PrintedCode(SECRET, 92, 0, 8))


class TestATicketThatThePrinterHolds:
    """All of it had been sent when the printer stopped."""

    @pytest.fixture
    def held(self, fake, printer):
        printer.print_slip(SLIP, "A-026")
        fake.slips.clear()
        bands = len(escpos.bands(ticket().picture))
        fake.condition.at_band = (fake.decoder.printed_bands + bands, opened)
        outcome = printer.print_slip(ticket(), "A-027")
        assert (outcome.code, outcome.pending, fake.slips) == ("cover-open", True, [])
        fake.condition.at_band = None
        fake.condition.cover_open = False
        return fake

    def test_comes_out_by_itself_and_is_not_sent_again_however_often_it_is_asked_for(self, held, printer):
        assert printer.print_slip(ticket(), "A-027").code == "printed"
        assert [is_whole(slip) for slip in held.slips] == [True]

    def test_is_not_sent_again_when_it_was_out_before_anybody_asked(self, held, printer):
        held.goes_on()
        assert printer.status().code == "ready"
        assert printer.print_slip(ticket(), "A-027").code == "printed"
        assert [is_whole(slip) for slip in held.slips] == [True]

    def test_is_not_sent_again_while_nobody_can_tell_whether_it_is_out(self, held, printer):
        held.condition.process_id_mute = True
        assert printer.print_slip(ticket(), "A-027").code == "unknown"
        assert [is_whole(slip) for slip in held.slips] == [True]

    def test_is_sent_again_when_the_printer_was_switched_off_and_has_forgotten_it(self, held, printer):
        held.switched_off_and_on()
        assert printer.print_slip(ticket(), "A-027").code == "printed"
        assert [is_whole(slip) for slip in held.slips] == [True]

    def test_is_never_taken_for_the_next_persons(self, held, printer):
        other = Slip(ticket().picture, PrintedCode(OTHER, 92, 0, 8))
        assert printer.print_slip(other, "A-027").code == "printed"
        assert [is_whole(slip) for slip in held.slips] == [True, True]

    def test_is_kept_in_mind_without_its_secret(self, held, printer):
        assert SECRET.digits not in repr(vars(printer))


def opened(condition) -> None:
    condition.cover_open = True


class TestProbing:
    @pytest.mark.parametrize(
        ("knows", "rung"),
        [
            ({}, "process-id"),
            ({"process_id": False}, "paper-after"),
            ({"process_id": False, "paper_after": False}, "status-after"),
            ({"process_id": False, "paper_after": False, "status": False}, "none"),
        ],
    )
    def test_it_finds_out_how_a_printer_confirms_and_leaves_no_text(self, fake, printer, knows, rung):
        for name, value in knows.items():
            setattr(fake.condition, name, value)
        assert printer.probe().rung == rung
        assert printer.print_slip(SLIP, "A-027").code == ("unknown" if rung == "none" else "printed")
        assert fake.decoder.text == b""

    @pytest.mark.parametrize(
        ("knows", "native"),
        [({}, False), ({"native_qr": True}, True), ({"native_qr": True, "qr_module": 4}, False)],
    )
    def test_a_printer_may_draw_codes_when_they_come_out_as_large_as_it_is_told(
        self, fake, printer, knows, native
    ):
        for name, value in knows.items():
            setattr(fake.condition, name, value)
        assert printer.probe().native_qr == native
        assert fake.slips == []
        assert fake.decoder.rows == []

    def test_what_is_known_of_the_unit_is_not_asked_again(self, fake, line, clock):
        known = Capabilities(rung="paper-after", trim_left=False)
        printer = EscPosPrinter(line, clock, 384, known=lambda: known)
        assert printer.print_slip(SLIP, "A-027").code == "printed"
        assert fake.decoder.commands.count("init") == 1


def test_a_printer_that_falls_silent_after_the_cut_is_not_waited_for_as_long_as_for_a_slip(
    fake, printer, clock
):
    printer.print_slip(SLIP, "A-026")

    def silent(condition):
        condition.mute = True

    fake.condition.at_band = (fake.decoder.printed_bands + len(escpos.bands(SLIP.picture)), silent)
    began = clock.monotonic()
    slow = EscPosPrinter(printer._line, clock, 384, known=lambda: Capabilities(rung="process-id"))
    assert slow.print_slip(SLIP, "A-027").code == "unknown"
    assert clock.monotonic() - began < 6


def test_a_program_started_anew_does_not_wait_for_answers_meant_for_the_killed_one(line, clock):
    before = [Talk(line, clock, reply_seconds=0.1).next_id() for _ in range(3)]
    clock.advance(4.321)
    talk = Talk(line, clock, reply_seconds=0.1)
    assert not {talk.next_id() for _ in range(300)} & set(before)
