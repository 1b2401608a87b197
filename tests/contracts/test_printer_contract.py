"""What every ticket printer promises: the real one on a serial line, on USB and on the panel; its twins, too."""

from __future__ import annotations

import os
import queue
import random
import threading
from pathlib import Path
from types import MappingProxyType

import pytest
from PIL import Image

from kiosk.clock import SystemClock
from kiosk.devices.errors import DeviceError
from kiosk.devices.memory import MemoryPrinter
from kiosk.devices.png_printer import STATE_FILE, PngPrinter
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.usb_line import UsbLine
from kiosk.settings import read
from kiosk.tickets.ports import PrinterStatus, PrintOutcome, Slip
from kiosk.wiring.devices.panel import panel
from tests.devices.fake_printer import FakePrinter
from tests.visit.walking import ROOT

TROUBLES = ["out-of-paper", "cover-open", "cutter", "hot", "absent"]


def slip(seed: int = 1) -> Slip:
    chance = random.Random(seed)
    dots = bytes(chance.choice([0x00, 0xFF, 0x3C]) for _ in range(48 * 90))
    return Slip(Image.frombytes("1", (384, 90), dots))


class SerialRig:
    def __init__(self, _folder: Path):
        self.fake = FakePrinter()
        self.line = self.to(self.fake.path)
        self.printer = EscPosPrinter(self.line, SystemClock(), 384, reply_seconds=0.4, probe_seconds=0.3)

    def to(self, path: str) -> SerialLine | UsbLine:
        return SerialLine(path, 115200)

    def set(self, code: str, *, near_end: bool = False) -> None:
        condition = self.fake.condition
        condition.near_end = near_end
        match code:
            case "out-of-paper":
                condition.paper = False
            case "cover-open":
                condition.cover_open = True
            case "cutter":
                condition.cutter_jammed = True
            case "hot":
                condition.hot = True
            case "mute":
                condition.status = condition.process_id = condition.paper_after = False
            case "absent":
                self.line.close()
                self.line._wanted = "/nowhere/printer"

    def mend(self) -> None:
        self.fake.condition.cover_open = False

    def slips(self) -> list[Image.Image]:
        return self.fake.slips

    def close(self) -> None:
        self.line.close()
        self.fake.close()


class UsbRig(SerialRig):
    def to(self, path: str) -> SerialLine | UsbLine:
        return UsbLine(path, SystemClock())


class PanelRig:
    """The printer of ``kiosk device panel``, and somebody who types there what happens to it."""

    TYPED = MappingProxyType(
        {
            "out-of-paper": "paper out",
            "cover-open": "cover open",
            "cutter": "cutter stuck",
            "hot": "head hot",
            "mute": "mute",
            "absent": "unplug printer",
            "ready": "status",
        }
    )

    def __init__(self, folder: Path):
        self._folder = folder / "panel"
        self._said: queue.SimpleQueue[str] = queue.SimpleQueue()
        keys, self._hand = os.pipe()
        settings = read(ROOT / "config", ROOT, folder)
        self._panel = threading.Thread(target=panel, args=(settings, self._folder, self._said.put, keys))
        self._panel.start()
        self._keys = keys
        self._wait_for("[printer]")
        self.line = SerialLine(str(self._folder / "printer"), 115200)
        self.printer = EscPosPrinter(self.line, SystemClock(), 384, reply_seconds=0.4, probe_seconds=0.3)

    def _wait_for(self, beginning: str) -> None:
        while not self._said.get(timeout=10).startswith(beginning):
            pass

    def _type(self, line: str) -> None:
        os.write(self._hand, f"{line}\n".encode())
        self._wait_for("printer:")

    def set(self, code: str, *, near_end: bool = False) -> None:
        if near_end:
            self._type("near end")
        self._type(self.TYPED[code])

    def mend(self) -> None:
        self._type("cover close")

    def slips(self) -> list[Image.Image]:
        files = sorted(self._folder.glob("*.png"), key=lambda file: (len(file.name), file.name))
        return [Image.open(file) for file in files]

    def close(self) -> None:
        self.line.close()
        os.write(self._hand, b"quit\n")
        self._panel.join(10)
        for end in (self._keys, self._hand):
            os.close(end)


class MemoryRig:
    def __init__(self, _folder: Path):
        self.printer = MemoryPrinter(384)

    def set(self, code, *, near_end: bool = False) -> None:
        self.printer.state = PrinterStatus(code, near_end=near_end)

    def mend(self) -> None:
        self.set("ready")

    def slips(self) -> list[Image.Image]:
        return [image for _job, image in self.printer.slips]

    def close(self) -> None:
        pass


class PngRig:
    def __init__(self, folder: Path):
        self.folder = folder / "tickets"
        self.printer = PngPrinter(self.folder, 384)

    def set(self, code: str, *, near_end: bool = False) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / STATE_FILE).write_text(f'state = "{code}"\nnear-end = {str(near_end).lower()}\n')

    def mend(self) -> None:
        self.set("ready")

    def slips(self) -> list[Image.Image]:
        files = sorted(self.folder.glob("*.png"), key=lambda file: (len(file.name), file.name))
        return [Image.open(file) for file in files]

    def close(self) -> None:
        pass


@pytest.fixture(params=[SerialRig, UsbRig, PanelRig, MemoryRig, PngRig])
def rig(request, tmp_path):
    made = request.param(tmp_path)
    yield made
    made.close()


class TestEveryPrinter:
    def test_is_ready_when_nothing_is_wrong(self, rig):
        assert rig.printer.status() == PrinterStatus("ready")

    def test_tells_its_width(self, rig):
        assert rig.printer.width_dots == 384

    def test_says_printed_once_the_whole_slip_is_out(self, rig):
        assert rig.printer.print_slip(slip(), "A-027") == PrintOutcome("printed")
        (out,) = rig.slips()
        assert out.size == slip().picture.size
        assert out.tobytes() == slip().picture.tobytes()

    @pytest.mark.parametrize("torn", [True, False])
    def test_that_is_met_before_the_first_slip_says_how_it_is_and_prints_nothing(self, rig, torn):
        assert rig.printer.get_ready(torn=torn) == PrinterStatus("ready")
        assert rig.slips() == []
        assert rig.printer.print_slip(slip(), "A-027").code == "printed"
        (out,) = rig.slips()
        assert out.tobytes() == slip().picture.tobytes()

    def test_that_cannot_print_when_it_is_met_prints_once_it_can(self, rig):
        rig.set("cover-open")
        assert rig.printer.get_ready(torn=True).code == "cover-open"
        rig.mend()
        assert rig.printer.print_slip(slip(), "A-027").code == "printed"
        assert len(rig.slips()) == 1

    @pytest.mark.parametrize("trouble", TROUBLES)
    def test_says_what_is_wrong_and_prints_nothing(self, rig, trouble):
        rig.set(trouble)
        assert rig.printer.status().code == trouble
        assert rig.printer.print_slip(slip(), "A-027").code == trouble
        assert rig.slips() == []

    def test_that_never_answers_prints_and_the_outcome_is_unknown(self, rig):
        rig.set("mute")
        assert rig.printer.status().code == "mute"
        assert rig.printer.print_slip(slip(), "A-027").code == "unknown"

    def test_tells_that_the_roll_is_nearly_used_up(self, rig):
        rig.set("ready", near_end=True)
        assert rig.printer.status() == PrinterStatus("ready", near_end=True)
        assert rig.printer.print_slip(slip(), "A-027") == PrintOutcome("printed", near_end=True)

    def test_prints_the_same_ticket_twice_when_asked_twice(self, rig):
        rig.printer.print_slip(slip(1), "A-027")
        rig.printer.print_slip(slip(2), "A-027")
        assert [out.tobytes() for out in rig.slips()] == [slip(seed).picture.tobytes() for seed in (1, 2)]

    def test_refuses_a_slip_of_another_width(self, rig):
        with pytest.raises(DeviceError) as refusal:
            rig.printer.print_slip(Slip(Image.new("1", (576, 10), 0)), "A-027")
        assert refusal.value.code == "wrong-width"

    def test_refuses_a_slip_that_is_not_black_and_white(self, rig):
        with pytest.raises(DeviceError) as refusal:
            rig.printer.print_slip(Slip(Image.new("L", (384, 10), 0)), "A-027")
        assert refusal.value.code == "wrong-mode"

    @pytest.mark.parametrize("job", ["", "../A", "A/27", "A 027", "Nguyễn", "A" * 41])
    def test_refuses_a_job_that_is_no_plain_file_name(self, rig, job):
        with pytest.raises(DeviceError) as refusal:
            rig.printer.print_slip(slip(), job)
        assert refusal.value.code == "job-name"
        assert rig.slips() == []
