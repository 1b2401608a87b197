"""``kiosk device``: what is there, what it can do, and whether it works, said in sentences."""

import os
import pty
import threading
import tty
from dataclasses import dataclass, replace

import pytest
from msgspec import structs

from kiosk.clock import SystemClock
from kiosk.devices.found import Found
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.units import Units
from kiosk.visit.reports import DeviceSeen
from kiosk.wiring import build
from kiosk.wiring.devices import listing, probing, testing, trying, watching
from tests.devices.fake_printer import FakePrinter

PORT = Found(kind="serial", port="/dev/serial/by-id/usb-One", also=("/dev/ttyUSB0",), unit="usb-One")
CARD = Found(kind="sound", port="plughw:CARD=PCH", also=("hw:0", "PCH"), unit="PCH", name="Intel")


@dataclass
class Said:
    lines: list[str]

    def __call__(self, line: str) -> None:
        self.lines.append(line)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def said():
    return Said([])


@pytest.fixture
def fake():
    made = FakePrinter()
    yield made
    made.close()


def with_scanner(settings, port):
    scanner = structs.replace(settings.kiosk.scanner, kind="serial", port=port)
    return replace(settings, kiosk=structs.replace(settings.kiosk, scanner=scanner))


def there(*found):
    return {"plugged": lambda: found, "scanners": lambda: None}


class TestList:
    def test_says_which_port_the_printer_hangs_on(self, settings, said):
        made = settings(kind="serial", port="usb-*")
        assert listing.tell(made, said, **there(PORT, CARD)) == 0
        assert "  /dev/serial/by-id/usb-One  ← printer" in said.lines
        assert "✓ printer: serial, /dev/serial/by-id/usb-One" in said.lines

    def test_says_what_the_settings_name_and_nobody_plugged_in(self, settings, said):
        made = settings(kind="usb", port="/dev/usb/lp*")
        assert listing.tell(made, said, **there(PORT, CARD)) == 1
        assert "✗ printer: usb, /dev/usb/lp*, which is not plugged in" in said.lines

    def test_says_that_there_is_no_sound_card(self, settings, said):
        assert listing.tell(settings(), said, **there(PORT)) == 1
        assert "✗ sound: default, which is not plugged in" in said.lines

    def test_says_that_scanners_cannot_be_told(self, settings, said):
        listing.tell(settings(), said, **there(CARD))
        assert "scanners of paper: cannot be told, scanimage is not installed" in said.lines


class TestSeen:
    def test_tells_the_helper_what_is_missing(self, settings):
        assert listing.seen(settings(), plugged=lambda: (CARD,)) == (
            DeviceSeen("scanner", "not-used"),
            DeviceSeen("sound", "here"),
        )
        assert listing.seen(settings(), plugged=tuple)[1] == DeviceSeen("sound", "absent")


class TestProbe:
    def test_keeps_what_the_kiosk_then_reads_at_its_start(self, settings, said, fake):
        fake.condition.native_qr = True
        made = settings(kind="serial", port=fake.path)
        assert probing.probe(made, None, said) == 0
        assert "draws it by itself" in said.text
        assert "tells by a number of its own" in said.text
        kept = Units(made.state).capabilities(fake.path, 384)
        assert (kept.rung, kept.native_qr, kept.trim_left) == ("process-id", True, True)
        assert build.printer(made, SystemClock())._known() == kept

    def test_keeps_what_somebody_saw_on_paper_until_told_otherwise(self, settings, said, fake):
        made = settings(kind="serial", port=fake.path)
        probing.probe(made, "no", said)
        probing.probe(made, None, said)
        assert not Units(made.state).capabilities(fake.path, 384).trim_left
        probing.probe(made, "yes", said)
        assert Units(made.state).capabilities(fake.path, 384).trim_left

    def test_says_that_the_paper_is_out(self, settings, said, fake):
        fake.condition.paper = False
        assert probing.probe(settings(kind="serial", port=fake.path), None, said) == 1
        assert "now: out of paper" in said.text

    def test_says_of_a_printer_that_never_answers_that_it_does_not(self, settings, said, fake):
        fake.condition.mute = True
        assert probing.probe(settings(kind="serial", port=fake.path), None, said) == 1
        assert "never answers" in said.text

    def test_says_of_a_port_that_the_kiosk_holds_that_it_is_taken(self, settings, said, fake):
        made = settings(kind="serial", port=fake.path)
        held = build.printer_line(made, SystemClock())
        held.open()
        assert probing.probe(made, None, said) == 2
        held.close()
        assert "is taken" in said.text

    def test_says_of_a_port_that_is_not_there_that_it_is_not_plugged_in(self, settings, said):
        assert probing.probe(settings(kind="serial", port="/nowhere/port"), None, said) == 2
        assert "/nowhere/port is not plugged in" in said.text

    def test_has_nothing_to_ask_where_tickets_are_pictures(self, settings, said):
        assert probing.probe(settings(), None, said) == 2

    def test_has_nobody_to_ask_where_no_port_is_named(self, settings, said):
        assert probing.probe(settings(kind="serial"), None, said) == 2
        assert "names no port" in said.text


class TestProbeOfTheScanner:
    @pytest.fixture
    def scanner(self):
        """A pseudo terminal with a scanner at its other end."""
        ends = pty.openpty()
        tty.setraw(ends[1])
        yield ends[0], os.ttyname(ends[1])
        for end in ends:
            os.close(end)

    def test_says_that_something_came_and_never_what(self, settings, said, scanner):
        far, port = scanner
        seen = threading.Event()

        def hold():
            """What comes before the line is open is dropped: hold it there until it has been seen."""
            while not seen.wait(0.05):
                os.write(far, b"0123456789\r")

        hand = threading.Thread(target=hold)
        hand.start()
        outcome = trying.probe_scanner(with_scanner(settings(), port), said, 20.0)
        seen.set()
        hand.join()
        assert outcome == 0
        assert f"✓ scanner: {port} opens" in said.lines
        assert "something came" in said.text
        assert "0123456789" not in said.text

    def test_says_that_nothing_came(self, settings, said, scanner):
        assert trying.probe_scanner(with_scanner(settings(), scanner[1]), said, 0.05) == 1
        assert "nothing came" in said.text

    def test_opens_the_line_alone_where_nobody_holds_anything_there(self, settings, said, scanner):
        assert trying.probe_scanner(with_scanner(settings(), scanner[1]), said, 0) == 0
        assert said.lines == [f"✓ scanner: {scanner[1]} opens"]

    def test_says_of_a_port_that_the_kiosk_holds_that_it_is_taken(self, settings, said, scanner):
        made = with_scanner(settings(), scanner[1])
        held = SerialLine(scanner[1], 9600)
        held.open()
        assert trying.probe_scanner(made, said, 0) == 2
        held.close()
        assert "is taken" in said.text

    def test_says_of_a_scanner_that_is_not_there_that_it_is_not_plugged_in(self, settings, said):
        assert trying.probe_scanner(with_scanner(settings(), "/nowhere/port"), said, 0) == 2
        assert "/nowhere/port is not plugged in" in said.text


class TestProbeOfSound:
    def test_a_card_that_plays_is_told_apart_from_one_that_does_not(self, settings, said):
        made = settings()
        for device, outcome in (("null", 0), ("no-such-card", 1)):
            kiosk = structs.replace(made.kiosk, sound=structs.replace(made.kiosk.sound, device=device))
            assert trying.probe_sound(replace(made, kiosk=kiosk), said) == outcome
        assert [line[0] for line in said.lines] == ["✓", "✗"]

    def test_tries_everything_and_returns_the_worst(self, settings, said, fake):
        made = with_scanner(settings(kind="serial", port=fake.path), "/nowhere/port")
        assert trying.probe_all(made, None, said, wait_for_scan=False) == 2
        assert [word for word in ("printer", "scanner", "sound") if f" {word}: " in said.text] == [
            "printer",
            "scanner",
            "sound",
        ]


class TestTest:
    def test_prints_and_says_that_the_printer_confirmed_it(self, settings, said, fake):
        assert testing.print_test(settings(kind="serial", port=fake.path), said) == 0
        assert "printed and cut" in said.lines[0]
        assert "the ruler is 48 mm long" in said.text
        assert len(fake.slips) == 1

    def test_does_not_say_printed_of_a_printer_that_says_nothing(self, settings, said, fake):
        fake.condition.mute = True
        assert testing.print_test(settings(kind="serial", port=fake.path), said) == 1
        assert "does not say whether it came out" in said.lines[0]

    def test_says_that_the_cover_is_open(self, settings, said, fake):
        fake.condition.cover_open = True
        assert testing.print_test(settings(kind="serial", port=fake.path), said) == 1
        assert said.lines == ["✗ the printer says that its cover is open"]

    def test_says_of_a_port_that_is_not_there_that_it_is_not_plugged_in(self, settings, said):
        assert testing.print_test(settings(kind="serial", port="/nowhere/port"), said) == 2
        assert "/nowhere/port is not plugged in" in said.text

    def test_lies_as_a_picture_where_tickets_are_pictures(self, settings, said):
        made = settings()
        assert testing.print_test(made, said) == 0
        assert (made.state / "tickets" / "test.png").exists()

    def test_has_nowhere_to_print_where_no_port_is_named(self, settings, said):
        assert testing.print_test(settings(kind="usb"), said) == 2


class TestWatch:
    def test_tells_each_change_once(self, settings, said, fake):
        befalls = [
            lambda: None,
            lambda: setattr(fake.condition, "paper", False),
            lambda: setattr(fake.condition, "paper", True),
            lambda: setattr(fake.condition, "cover_open", True),
        ]
        there = iter([(PORT,), (PORT, CARD), (CARD,), (CARD,)])

        def happens():
            for each in befalls:
                each()
                yield

        watching.watch(
            settings(kind="serial", port=fake.path),
            said,
            look=lambda: next(there),
            turns=happens(),
            wait=lambda _seconds: None,
        )
        assert [line[9:] for line in said.lines] == [
            f"+ serial {PORT.port}",
            "printer: ready",
            "+ sound plughw:CARD=PCH (Intel)",
            "printer: out of paper",
            f"- serial {PORT.port}",
            "printer: ready",
            "printer: cover open",
        ]

    def test_tells_that_a_cable_was_pulled_and_that_it_is_back(self, settings, said, tmp_path):
        port = tmp_path / "port"
        first, second = FakePrinter(), FakePrinter()
        port.symlink_to(first.path)

        def happens():
            yield
            port.unlink()
            first.close()
            yield
            port.symlink_to(second.path)
            yield

        watching.watch(
            settings(kind="serial", port=str(port)),
            said,
            look=tuple,
            turns=happens(),
            wait=lambda _seconds: None,
        )
        second.close()
        assert [line[9:] for line in said.lines] == [
            "printer: ready",
            f"printer: {port} is not plugged in",
            "printer: ready",
        ]
