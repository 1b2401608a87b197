"""What breaks in a part breaks neither the visit nor the promise that nothing of it stays."""

import threading

import pytest
from msgspec import structs

from kiosk.engine.core import Core
from kiosk.engine.jobs import ThreadJobs
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.takeover.audit import AuditError
from kiosk.tickets.ports import StoreFull
from kiosk.visit import events as ev
from tests.visit.walking import texts


@pytest.mark.parametrize("part", ["speaker", "voice"])
def test_whatever_breaks_at_the_wipe_the_visit_is_gone(bench, monkeypatch, part):
    bench.to_ways()
    before = bench.session

    def fail():
        raise RuntimeError("broken")

    monkeypatch.setattr(getattr(bench.parts.senses, part), {"speaker": "hush", "voice": "forget"}[part], fail)
    with pytest.raises(RuntimeError):
        bench.core._wipe(before.visit)
    assert bench.session is not before
    assert not bench.session.visit.has_entries


def test_a_core_that_breaks_again_while_it_starts_afresh_lives_on(benches, monkeypatch):
    """One failure in the middle of the recovery must not leave a dead screen with somebody's answers on it."""
    bench = benches()
    core = Core(threaded(bench.parts))
    home, door, failures = threading.Event(), threading.Event(), []

    def on_view(raw):
        state = decode(raw).state
        if state == "home":
            home.set()
        if state == "attract" and home.is_set():
            door.set()

    def forget():
        failures.append(1)
        if len(failures) == 1:
            raise RuntimeError("broken")

    core.subscribe(on_view)
    core.start()
    core.send(encode_input(FaceInput(event=ev.ChooseLanguage("vi"), source="glass", serial=99)))
    assert home.wait(10)
    monkeypatch.setattr(bench.parts.senses.voice, "forget", forget)
    core._queue.put(_broken_promise)
    assert door.wait(10)
    core.stop()


def _broken_promise():
    raise RuntimeError("broken")


def test_a_face_that_breaks_is_noted_and_the_others_are_shown_on(bench):
    seen = []

    def broken(_raw):
        raise RuntimeError("Trần Thị Ví Dụ")

    bench.core.subscribe(broken)
    bench.core.subscribe(seen.append)
    bench.settle()
    assert bench.press("language:vi").state == "home"
    assert decode(seen[-1]).state == "home"
    assert {line["effect"] for line in bench.noted("effect-failed")} == {"face"}


@pytest.fixture
def nothing_is_recorded(monkeypatch):
    """Makes the audit of a bench refuse everything from now on."""

    def make(bench, broken=None):
        def refuse(_entry):
            raise broken or StoreFull("full")

        monkeypatch.setattr(bench.parts.people.audit, "append", refuse)

    return make


@pytest.mark.parametrize("broken", [AuditError("broken-chain"), StoreFull("full")])
def test_a_take_over_that_cannot_be_recorded_does_not_begin_and_nothing_is_lost(
    bench, nothing_is_recorded, broken
):
    bench.to_handover()
    told = bench.session.visit.asked
    nothing_is_recorded(bench, broken)
    assert bench.press("yes").state == "handover"
    assert bench.session.visit.complaint.code == "cannot-record"
    assert bench.view.banner.text == texts().say("vi", "complaint.cannot-record")
    assert bench.session.lease is None
    assert bench.session.visit.asked == told
    assert bench.noted("not-recorded")
    assert bench.press("no").state != "handover"
    assert bench.session.visit.helper is None


def test_a_helper_who_cannot_be_recorded_is_not_signed_in(bench, nothing_is_recorded):
    bench.to_ways()
    bench.press("way:with-helper")
    nothing_is_recorded(bench)
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    assert bench.view.state not in {"handover", "signing-in"}
    assert bench.session.visit.complaint.code == "cannot-record"
    assert bench.session.visit.helper is None
    assert "signed-in" not in {entry.act.act for entry in bench.parts.people.audit.entries()}


def test_the_end_of_a_take_over_needs_no_record(bench, nothing_is_recorded):
    bench.to_workbench()
    nothing_is_recorded(bench)
    bench.press("back")
    assert (bench.view.state, bench.session.visit.helper, bench.session.lease) == ("review", None, None)


def test_a_resident_alone_is_not_held_up_by_a_record_that_fails(bench, nothing_is_recorded):
    nothing_is_recorded(bench)
    bench.to_ways()
    bench.press("help")
    assert bench.view.state == "help"


def test_a_phrase_that_waited_for_a_worker_is_not_spoken_for_the_next_visit(bench, monkeypatch):
    """Its clip would lie in memory, made of the last visit's words, for as long as the next visit lasts."""
    bench.to_ways()
    late, asked = [], []
    monkeypatch.setattr(bench.core._world.jobs, "submit", late.append)
    monkeypatch.setattr(bench.parts.senses.voice, "clip", lambda text, _: asked.append(text))
    bench.send(ev.SayAgain(), heard=False)
    assert late
    bench.core._wipe(bench.session.visit)
    for job in late:
        job()
    assert asked == []


def test_a_voice_that_breaks_is_a_silent_one(bench, monkeypatch):
    """Pages that must be heard wake all the same."""

    def broken(_text, _language):
        raise RuntimeError("broken")

    bench.start()
    bench.fill()
    monkeypatch.setattr(bench.parts.senses.voice, "clip", broken)
    bench.from_review()


def test_what_a_crash_left_under_way_is_settled_at_the_next_start(benches):
    before = benches()
    before.file()
    (ticket,) = [parcel.ticket_id for parcel in before.desk.stored.values()]
    before.parts.papers.store.set_state(ticket, "printing")
    after = benches()
    assert after.parts.papers.store.ticket(ticket).state == "unknown"


def test_a_dossier_that_the_desk_has_refused_is_offered_again_after_a_restart(benches):
    before = benches()
    before.desk.faults.append("refused")
    before.file()
    assert before.parts.filing.store.counts()["needs-person"] == 1
    after = benches(desk=before.desk)
    after.wait(2)
    assert sum(after.parts.filing.store.counts().values()) == 0
    assert before.desk.stores == 1


def threaded(parts):
    return structs.replace(parts, world=structs.replace(parts.world, jobs=ThreadJobs(2)))
