"""A helper looks at the devices and tries the printer out, through the whole kiosk."""

import pytest
from msgspec import structs

from kiosk.devices.lamp import MemoryLamp
from kiosk.devices.speaker import SilentSpeaker
from kiosk.tickets.ports import PrinterStatus
from kiosk.visit import events as ev
from kiosk.visit.reports import DeviceSeen
from tests.engine.bench import Bench


def opened(bench):
    bench.scan(bench.helper().badge)
    bench.press("devices")
    return bench.send(ev.EnterPin(bench.helper().pin))


@pytest.fixture
def without_counters(with_counters):
    """A point where nobody calls numbers."""
    bench = Bench(with_counters(0))
    yield bench
    bench.close()


def rows(view):
    return {row.id: row.mark for row in view.rows}


def test_the_printer_tells_how_it_is_and_the_test_ticket_comes_out(bench):
    view = opened(bench)
    assert (view.state, rows(view)["printer"]) == ("devices", "ok")
    view = bench.press("test")
    assert [job for job, _ in bench.printer.slips] == ["test"]
    assert view.banner.tone == "calm"
    assert bench.press("leave").state == "calling"


def test_a_printer_without_paper_says_so_and_prints_nothing(bench):
    bench.printer.state = PrinterStatus("out-of-paper")
    assert rows(opened(bench))["printer"] == "doubt"
    assert bench.press("test").banner.tone == "doubt"
    assert bench.printer.slips == []


def with_scanner(bench):
    """A page on which the settings name a scanner that is plugged in."""
    seen = (DeviceSeen("scanner", "here"), DeviceSeen("sound", "here"))
    bench.core._carrier._bench._senses = structs.replace(bench.parts.senses, plugged=lambda: seen)
    return bench


def test_what_tries_the_scanner_is_told_and_neither_looked_at_nor_kept(bench):
    opened(with_scanner(bench))
    assert rows(bench.view) == {"printer": "ok", "scanner": "ok", "sound": "ok"}
    bench.press("test-scanner")
    before = len(bench.journal())
    view = bench.scan(bench.helper().badge)
    assert (view.banner.tone, view.banner.text) == ("calm", "Máy đọc được. Không giữ lại gì.")
    session = bench.session
    assert (session.badge, session.shown_ticket, len(bench.journal())) == ("", None, before)
    bench.press("test-scanner")
    assert bench.scan(b"\xff\xfe").banner.tone == "doubt"
    assert bench.helper().badge not in bench.log.getvalue()


def test_a_scanner_whose_line_is_not_open_is_told_to_be_pulled_out_and_in(bench):
    bench.scanner.stop()
    bench.press("language:vi")
    bench.scanner.start(bench.core.scanned)
    opened(with_scanner(bench))
    bench.scanner.stop()
    assert rows(bench.press("look-again"))["scanner"] == "doubt"


def test_a_tone_goes_the_way_of_all_that_is_said(benches):
    speaker = SilentSpeaker()
    bench = with_scanner(benches(speaker=speaker))
    opened(bench)
    speaker.said.clear()
    view = bench.press("test-sound")
    assert [len(clips) for clips in speaker.said] == [1]
    assert not speaker.said[0][0].exists()
    assert view.banner.text == "Phát xong rồi. Anh chị nghe được không?"


def test_without_a_sound_card_nothing_is_said_to_have_been_played(benches):
    bench = with_scanner(benches(speaker=SilentSpeaker(audible=False)))
    opened(bench)
    assert bench.press("test-sound").banner.tone == "doubt"


def test_a_badge_without_its_pin_sees_the_board_and_no_devices(bench):
    bench.scan(bench.helper().badge)
    assert bench.press("devices").state == "sign-in-pin"
    assert bench.send(ev.EnterPin("000000")).state == "sign-in-pin"
    assert bench.press("back").state == "calling"
    assert not [entry for entry in bench.parts.people.audit.entries() if entry.act.act == "devices-opened"]


def test_the_badge_is_forgotten_when_its_helper_has_left_the_board_to_whoever_had_begun(bench):
    bench.start()
    bench.papers()
    while bench.view.state != "home":
        bench.press("back")
    bench.scan(bench.helper().badge)
    assert (bench.view.state, bool(bench.session.badge)) == ("calling", True)
    assert bench.press("close").state == "home"
    assert bench.session.badge == ""


def test_where_no_numbers_are_called_and_nothing_is_scanned_badge_and_pin_are_typed(without_counters):
    bench, who = without_counters, without_counters.helper()
    bench.press("language:vi")
    bench.press("help")
    bench.press("sign-in")
    bench.send(ev.EnterBadge(who.badge))
    assert bench.send(ev.EnterPin(who.pin)).state == "calling"
    view = bench.press("devices")
    assert (view.state, rows(view)["printer"]) == ("devices", "ok")
    assert bench.press("leave").state == "calling"
    assert bench.press("close").state == "attract"
    assert bench.session.visit.helper is None


def test_the_helper_looks_after_the_printer_before_a_ticket_hangs_on_it(bench):
    bench.to_workbench()
    answers = bench.session.visit.asked
    assert bench.press("devices").state == "devices"
    assert bench.press("leave").state == "workbench"
    assert bench.session.visit.asked == answers
    bench.press("devices")
    assert bench.wait(100).state == "review"
    assert (bench.session.visit.helper, bench.session.visit.asked) == (None, answers)


def with_lamp(benches, monkeypatch, *, there):
    """A page on which the settings name a lamp."""
    monkeypatch.setattr("kiosk.engine.calling_help.SHINES", 0.0)
    lamp = MemoryLamp(there=there)
    seen = (DeviceSeen("scanner", "not-used"), DeviceSeen("lamp", "here"), DeviceSeen("sound", "here"))
    bench = benches(lamp=lamp, plugged=lambda: seen)
    opened(bench)
    return bench, lamp


def test_the_lamp_is_tried_and_goes_out_again(benches, monkeypatch):
    bench, lamp = with_lamp(benches, monkeypatch, there=True)
    lamp.switched.clear()
    view = bench.press("test-lamp")
    assert lamp.switched == [True, False]
    assert view.banner.tone == "calm"


def test_a_lamp_that_is_not_there_is_told(benches, monkeypatch):
    bench, _ = with_lamp(benches, monkeypatch, there=False)
    assert bench.press("test-lamp").banner.tone == "doubt"
