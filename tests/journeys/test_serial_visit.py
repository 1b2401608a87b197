"""A whole visit on serial lines: badge and ticket by a scanner's line, the receipt by a printer's, threads and all."""

import os
import pty
import shutil
import threading
import tty
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import zxingcpp

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.jobs import ThreadJobs
from kiosk.ids import SystemIds
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.settings import Printer, Scanner
from kiosk.terminal import buttons
from kiosk.tickets.secret import parse
from kiosk.tour.desk_process import DeskProcess, Officer
from kiosk.visit import events as ev
from kiosk.wiring import example_ward
from kiosk.wiring.build import Swap, build
from tests.caches import lend
from tests.devices.fake_printer import FakePrinter

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0


class QuickVoice:
    """A recording for everything, which the silent speaker plays at once: pages are heard without waiting."""

    def __init__(self, clip):
        self.wav = clip

    def visit(self):
        return 0

    def clip(self, text, language, *, slow=False, visit=None):
        return self.wav

    def forget(self):
        """Nothing was made."""


class Watcher:
    """Somebody who looks at the screen and touches by id; waits for what the other threads do."""

    def __init__(self, core):
        self.core = core
        self.view = None
        self.changed = threading.Condition()
        core.subscribe(self.see)

    def see(self, raw):
        with self.changed:
            self.view = decode(raw)
            self.changed.notify_all()

    def wait_for(self, state, **more):
        def there():
            return self.view is not None and self.view.state == state and all(
                getattr(self.view, name) == value for name, value in more.items()
            )  # fmt: skip

        with self.changed:
            assert self.changed.wait_for(there, PATIENCE), f"{state} never came, {self.view.state} did"

    def awake(self, name):
        found = [one for one in buttons(self.view) if one.id == name]
        return found[0] if found and found[0].state != "off" else None

    def press(self, name):
        with self.changed:
            assert self.changed.wait_for(lambda: self.awake(name), PATIENCE), f"{name} never woke"
            given = FaceInput(event=self.awake(name).event, source="glass", serial=self.view.serial)
        self.core.send(encode_input(given))

    def send(self, event):
        self.core.send(encode_input(FaceInput(event=event, source="glass", serial=self.view.serial)))


@pytest.fixture
def kiosk(tmp_path, caches, compiled):
    master, slave = pty.openpty()
    tty.setraw(slave)
    printer = FakePrinter(384)
    read = settings_files.read(ROOT / "config", ROOT, tmp_path, lend(caches, tmp_path / "cache"))
    shutil.copy(compiled, tmp_path)
    example_ward.make(read, SystemIds(), SystemClock())
    desk = DeskProcess(ROOT / "config" / "desk.toml", tmp_path)
    desk.start()
    machine = msgspec.structs.replace(
        read.kiosk,
        printer=Printer(kind="serial", port=printer.path, baud=115200),
        scanner=Scanner(kind="serial", port=os.ttyname(slave)),
        desk=msgspec.structs.replace(read.kiosk.desk, url=desk.url),
    )
    settings = replace(read, kiosk=machine)
    swap = Swap(speaker=SilentSpeaker(), voice=QuickVoice(tmp_path / "clip.wav"))
    core = build(settings, SystemClock(), SystemIds(), ThreadJobs(), swap)
    core.start()
    yield settings, core, printer, lambda text: os.write(master, text.encode() + b"\r"), desk
    core.stop()
    desk.stop()
    printer.close()
    os.close(master)
    os.close(slave)


ANSWERS = {
    "requester_relation": "self",
    "requester_name": "Nguyễn Văn Mẫu",
    "requester_number": "",
    "requester_birth": "1970-05-01",
    "requester_sex": "male",
    "requester_residence": "26791|Khu phố 46|Số 4|",
    "requester_phone": "",
    "status": "never",
    "earlier_period": "no",
    "purpose": "marriage",
    "partner_name": "Lê Thị Thí Dụ",
    "renewing": "no",
}


def question_on(view):
    if view.entry is not None:
        return view.entry.question
    return next(name for button in view.choices if (name := getattr(button.event, "question", "")))


def walk_to_review(person):
    for name in ("language:vi", "event:marriage", "apart:status_paper"):
        person.press(name)
    person.wait_for("about")
    person.press("go-on")
    person.wait_for("papers")
    person.press("paper:requester_card:yes")
    person.press("go-on")
    person.wait_for("question")
    while person.view.state == "question":
        before = question_on(person.view)
        person.send(ev.Answer(before, ANSWERS[before]))
        with person.changed:
            moved = person.changed.wait_for(
                lambda was=before: person.view.state != "question" or question_on(person.view) != was,
                PATIENCE,
            )
        assert moved, f"{before} was not taken"


def test_a_visit_is_filed_over_serial_lines_and_its_ticket_read_back_from_the_paper(kiosk):
    settings, core, printer, scan, desk = kiosk
    person = Watcher(core)
    person.wait_for("attract")
    walk_to_review(person)
    person.wait_for("review")
    while person.awake("next-page"):
        page = person.view.page
        person.press("next-page")
        person.wait_for("review", page=page + 1)
    person.press("go-on")
    person.wait_for("consent")
    person.press("yes")
    person.wait_for("ways")
    person.press("way:with-helper")
    person.wait_for("wait-helper")
    helper = example_ward.read_badges(settings)[0]
    scan(helper.badge)
    person.wait_for("sign-in-pin")
    person.send(ev.EnterPin(helper.pin))
    person.wait_for("handover")
    person.press("yes")
    person.wait_for("workbench")
    person.press("confirm")
    person.wait_for("confirm")
    while person.view.page + 1 < person.view.pages:
        page = person.view.page
        person.press("next-page")
        person.wait_for("confirm", page=page + 1)
    person.press("yes")
    person.wait_for("ticket-out")

    assert len(printer.slips) == 1
    digits = zxingcpp.read_barcodes(printer.slips[0].convert("L"))[0].text
    assert parse(digits) is not None
    officer = Officer(desk.url, settings.state)
    officer.sign_in()
    [dossier] = officer.dossiers()
    assert "Nguyễn Văn Mẫu" in [said for _label, said in officer.dossier(dossier).facts]

    person.press("done")
    person.wait_for("thanks")
    person.press("done")
    person.wait_for("rate")
    person.press("rate:5")
    person.wait_for("attract")
    scan(digits)
    person.wait_for("status")
    assert "A 001" in person.view.header.where


def test_no_paper_is_said_and_the_same_ticket_comes_out_later(kiosk):
    _settings, core, printer, _scan, _desk = kiosk
    printer.condition.paper = False
    person = Watcher(core)
    person.wait_for("attract")
    for name in ("language:vi", "event:marriage", "apart:status_paper"):
        person.press(name)
    person.wait_for("about")
    person.press("go-on")
    person.wait_for("papers")
    person.press("paper:requester_card:yes")
    person.press("start-over")
    person.wait_for("start-over")
    person.press("way:save")
    person.wait_for("save-year")
    person.send(ev.EnterYear(1961))
    person.wait_for("ticket-failed")
    assert printer.slips == []
    assert person.view.big == "A 001"
    printer.condition.paper = True
    person.press("print-again")
    person.wait_for("ticket-out")
    assert len(printer.slips) == 1
