"""Help is called: lamp and sound here, then everybody of the ward, then the telephone; and never in vain for long."""

from pathlib import Path

import pytest

from kiosk.devices.lamp import MemoryLamp
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.admitting import Admitting
from kiosk.visit import events as ev

CHIME = Path("chime.wav")


@pytest.fixture
def lamp():
    return MemoryLamp()


@pytest.fixture
def speaker():
    return SilentSpeaker()


@pytest.fixture
def bench(benches, lamp, speaker):
    return benches(lamp=lamp, speaker=speaker, chime=CHIME)


def rung(speaker):
    return sum(CHIME in clips for clips in speaker.said)


def calls(bench):
    return list(bench.call_desk.rows.values())


def called(bench):
    """A resident who has begun to answer, and calls."""
    bench.start()
    return bench.press("help")


def test_the_helper_on_duty_is_named_with_their_picture_and_the_lamp_shines(bench, lamp):
    view = called(bench)
    assert "Tài" in view.question
    assert view.picture == "portraits/young-man"
    assert lamp.is_lit
    assert view.calling


def test_it_rings_every_quarter_of_a_minute_and_rests_after_five(bench, lamp, speaker):
    called(bench)
    before = rung(speaker)
    bench.wait(45)
    assert rung(speaker) - before == 3
    bench.wait(300)
    assert not lamp.is_lit
    quiet = rung(speaker)
    bench.wait(60)
    assert rung(speaker) == quiet


def test_nobody_else_is_called_within_the_first_minute_and_everybody_after(bench):
    called(bench)
    bench.wait(40)
    assert calls(bench) == []
    bench.wait(25)
    assert [call.point for call in calls(bench)] == ["Khu phố 46"]
    assert bench.view.state == "help"
    assert "Tài" not in bench.view.question


def test_who_comes_is_named_as_soon_as_they_say_so(bench):
    called(bench)
    bench.wait(62)
    (call_id,) = bench.call_desk.rows
    assert bench.call_desk.take(call_id, "Chị Lan", "young-woman")
    view = bench.wait(4)
    assert "Lan" in view.question
    assert view.picture == "portraits/young-woman"
    assert "Lan" in view.header.helper
    bench.wait(120)
    assert "Lan" in bench.view.question


def test_whoever_cannot_come_after_all_is_not_waited_for(bench):
    called(bench)
    bench.wait(62)
    ((call_id, call),) = bench.call_desk.rows.items()
    bench.call_desk.take(call_id, "Chị Lan")
    bench.wait(4)
    call.name = ""
    assert "Lan" not in bench.wait(4).question


def test_after_two_minutes_the_telephone_is_offered(bench):
    called(bench)
    stages = set()
    for _ in range(130):
        bench.wait(1)
        stages.add(bench.core._carrier.calling.seen.stage)
    assert stages == {"here", "wide", "phone"}


def test_without_a_network_the_telephone_is_offered_after_one(bench):
    bench.call_desk.away = "offline"
    called(bench)
    bench.wait(62)
    assert bench.core._carrier.calling.seen.stage == "phone"
    bench.call_desk.away = ""
    bench.wait(12)
    (call_id,) = bench.call_desk.rows
    bench.call_desk.take(call_id, "Chị Lan")
    assert "Lan" in bench.wait(4).question


def test_with_nobody_on_duty_everybody_is_called_at_once(bench, monkeypatch):
    monkeypatch.setattr(Admitting, "on_duty", lambda _: "")
    bench.press("language:vi")
    bench.press("go-on")
    bench.press("help")
    bench.wait(1)
    assert len(calls(bench)) == 1


def test_never_mind_calls_nobody_any_more_and_nothing_is_lost(bench, lamp):
    called(bench)
    bench.wait(65)
    under = bench.session.visit.behind
    view = bench.press("stop")
    assert view.state == under
    assert not lamp.is_lit
    assert not view.calling
    bench.wait(1)
    assert calls(bench)[0].ended == "stopped"


def test_a_helper_who_signs_in_ends_the_call(bench, lamp):
    bench.to_ways()
    bench.press("way:with-helper")
    assert lamp.is_lit
    bench.wait(65)
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.wait(1)
    assert bench.view.state == "handover"
    assert not lamp.is_lit
    assert calls(bench)[0].ended == "came"


def test_a_wiped_visit_calls_nobody(bench, lamp):
    called(bench)
    bench.press("start-over")
    if bench.view.state == "start-over":
        bench.press("yes")
    assert bench.view.state == "attract"
    assert not lamp.is_lit
    assert not bench.view.calling


def test_whoever_waits_for_help_is_not_asked_whether_they_are_still_here(bench):
    called(bench)
    assert bench.wait(290).state == "help"
    assert bench.wait(200).state in {"idle", "attract"}


def test_whoever_goes_on_meanwhile_is_still_called_for_and_may_look(bench, lamp):
    called(bench)
    bench.press("go-on")
    assert lamp.is_lit
    assert bench.view.calling
    opened = bench.core._carrier.calling.seen
    assert bench.press("help").state == "help"
    assert bench.core._carrier.calling.seen == opened


def test_a_lamp_that_is_not_there_hinders_nothing(benches, speaker):
    bench = benches(lamp=MemoryLamp(there=False), speaker=speaker, chime=CHIME)
    called(bench)
    assert rung(speaker) == 1


def test_after_a_crash_the_lamp_is_dark(benches, lamp):
    lamp.light(on=True)
    benches(lamp=lamp)
    assert not lamp.is_lit


def test_a_call_is_on_record_without_a_word_about_whose_it_is(bench):
    called(bench)
    bench.wait(65)
    bench.press("stop")
    noted = [line for line in bench.journal() if line["event"].startswith("help-call")]
    assert [line["event"] for line in noted] == ["help-called", "help-call-moved", "help-call-over"]


def test_the_badge_of_whoever_has_come_is_taken_on_the_page_that_says_so(bench, lamp):
    bench.start()
    bench.papers()
    bench.press("help")
    bench.scan(bench.helper().badge)
    assert bench.view.state == "sign-in-pin"
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.wait(1)
    assert bench.view.state == "handover"
    assert not lamp.is_lit
