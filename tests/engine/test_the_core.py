"""What the core lets in: who touches, what was scanned, what is stale, and when nobody is there."""

import threading
from dataclasses import replace

import msgspec
import pytest

from kiosk.engine.core import Core
from kiosk.engine.idle import LONGEST_FILM, SLIDE, IdleWatch
from kiosk.engine.jobs import ThreadJobs
from kiosk.engine.pin_keys import scrambled
from kiosk.ids import SeededIds, VisitId
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.settings import Idle, Keypad
from kiosk.tickets.ports import StoreFull
from kiosk.tickets.secret import new_secret
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.states import Showing, State, Visit
from tests.visit.walking import CARD, buttons

CARD_TEXT = "092161004328||Trần Thị Ví Dụ|08031961|Nữ|Ấp Ví Dụ, Long Phú|01012022"


def asleep(view):
    return {button.id for button in buttons(view) if button.state == "off"}


# --- who touches --------------------------------------------------------------------------------------------


def test_on_the_page_of_consent_keys_are_dead(bench):
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on")
    assert bench.view.state == "consent"
    for event in (ev.Decide(yes=True), ev.Decide(yes=False), ev.Back(), ev.StartOver()):
        assert bench.send(event, source="keys").state == "consent"
    assert {note["why"] for note in bench.noted("event-refused")} == {"resident-only"}
    assert bench.press("yes").state == "ways"


def test_keys_are_dead_on_what_lies_over_the_page_of_consent_too(bench):
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on")
    assert bench.send(ev.StartOver()).state == "start-over"
    for event in (ev.Decide(yes=True), ev.Decide(yes=False), ev.Back()):
        assert bench.send(event, source="keys").state == "start-over"
    assert bench.send(ev.Back()).state == "consent"


@pytest.mark.parametrize(("whose", "goes_on"), [("resident", True), ("helper", False)])
def test_a_keypad_counts_on_the_page_of_consent_only_where_it_is_the_residents(bench, whose, goes_on):
    kiosk = bench.parts.content.settings.kiosk
    settings = replace(
        bench.parts.content.settings, kiosk=msgspec.structs.replace(kiosk, keypad=Keypad(whose=whose))
    )
    bench.core._parts = msgspec.structs.replace(
        bench.parts, content=msgspec.structs.replace(bench.parts.content, settings=settings)
    )
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on")
    assert bench.press("yes", source="keypad").state == ("ways" if goes_on else "consent")
    how = [consent.how for consent in bench.session.visit.consents]
    assert how == (["keypad"] if goes_on else [])


def test_on_the_pages_beside_a_helper_the_helpers_keys_and_badge_are_dead(bench):
    bench.to_handover()
    assert bench.send(ev.Decide(yes=True), source="keys").state == "handover"
    assert bench.scan(bench.helper(1).badge).state == "handover"
    bench.press("yes")
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    assert bench.send(ev.Decide(yes=True), source="keys").state == "confirm"
    assert bench.scan(bench.helper().badge).state == "confirm"
    assert bench.press("yes").state == "ticket-out"


def test_the_consent_buttons_wake_when_the_page_has_been_read(bench):
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on", heard=False)
    assert asleep(bench.view) == {"no", "yes"}
    assert bench.send(ev.Decide(yes=True), heard=False).state == "consent"
    bench.wait(60)
    assert asleep(bench.view) == set()


def test_a_page_wakes_by_its_own_reading_not_by_the_end_of_the_one_before(bench):
    bench.to_ways()
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin), heard=False)
    assert bench.view.state == "handover"
    assert asleep(bench.view) == {"no", "yes"}
    bench.send(ev.OpenLanguages())
    bench.send(ev.Back(), heard=False)
    assert bench.view.state == "handover"
    assert asleep(bench.view) == {"no", "yes"}


def test_a_second_tap_does_not_answer_the_next_question(bench):
    bench.start()
    bench.papers()
    first = bench.view
    question = bench.session.visit.asked.asking
    bench.send(ev.Answer(question, "Trần Văn Mẫu"))
    asked = bench.session.visit.asked
    bench.send(ev.Back(), serial=first.serial)
    bench.send(ev.StartOver(), serial=first.serial)
    assert bench.session.visit.asked == asked
    assert bench.view.state == "question"


@pytest.mark.parametrize("raw", [b"", b"\xc1", b"nonsense", b"\x81\xa5event\xc0", bytes(2000)])
def test_bytes_that_say_nothing_do_nothing(bench, raw):
    shown = len(bench.views)
    bench.core.send(raw)
    bench.turn()
    assert len(bench.views) == shown
    assert bench.noted("event-refused")[-1]["why"] == "nonsense"


def test_a_face_cannot_report_what_only_the_machine_may(bench):
    bench.press("language:vi")
    for event in (CARD, rp.PageHeard(), rp.DraftKept("A001"), rp.HelperSignedIn("tai", "", "", "")):
        bench.core.send(encode_input(FaceInput(event=event, source="glass", serial=bench.view.serial)))
        bench.turn()
        assert bench.noted("event-refused")[-1]["why"] == "nonsense"


# --- what was scanned ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["8938505974194", "https://vi-du.example/x", "Trần Thị Ví Dụ", "0" * 34])
def test_an_unknown_code_is_told_and_kept_nowhere(bench, code):
    bench.press("language:vi")
    before = bench.session.visit.asked
    view = bench.scan(code)
    assert view.banner.text == bench.parts.content.texts.say("vi", "complaint.unknown-code")
    assert bench.session.visit.asked == before
    assert (bench.session.shown_ticket, bench.session.badge) == (None, "")
    assert code not in bench.log.getvalue()
    assert len(bench.noted("scan-unknown")) == 1


def test_a_citizen_card_fills_after_a_yes(bench):
    bench.start()
    bench.papers()
    while bench.session.visit.asked.asking != "requester_name":
        assert bench.view.state == "question"
        bench.answer()
    assert bench.scan(CARD_TEXT).state == "card"
    bench.press("yes")
    assert bench.session.visit.asked.answers["requester_name"].value == "Trần Thị Ví Dụ"


def test_two_cards_at_once_are_asked_for_one_by_one_and_neither_is_kept(bench):
    bench.start()
    bench.papers()
    before = bench.session.visit.asked
    view = bench.scan(CARD_TEXT + CARD_TEXT)
    assert view.banner.text == bench.parts.content.texts.say("vi", "complaint.several-codes")
    assert (bench.session.visit.asked, bench.session.visit.card) == (before, None)
    assert "Ví Dụ" not in bench.log.getvalue()


def test_a_grandmother_holds_up_the_mothers_card_and_points_to_her(bench):
    bench.start()
    bench.papers()
    while bench.session.visit.asked.asking != "requester_relation":
        bench.answer()
    bench.press("answer:grandparent")
    assert bench.scan(CARD_TEXT).state == "whose-card"
    bench.press("whose:mother")
    bench.press("yes")
    answers = bench.session.visit.asked.answers
    assert answers["mother_name"].value == "Trần Thị Ví Dụ"
    assert "requester_name" not in answers
    assert "Ví Dụ" not in bench.log.getvalue()


def test_a_ticket_or_badge_where_none_is_asked_for_is_not_kept(bench):
    bench.start()
    bench.papers()
    ticket = new_secret(SeededIds(9).random_bytes).digits
    bench.scan(ticket)
    assert bench.session.shown_ticket is None
    assert bench.view.state == "question"
    bench.send(ev.StartOver())
    bench.press("yes")
    bench.press("language:vi")
    bench.scan(bench.helper().badge)
    bench.scan(bench.helper(1).badge)
    assert bench.session.badge == bench.helper().badge, "whose PIN the board may ask for"
    bench.press("close")
    assert bench.session.badge == ""


def test_another_ticket_is_looked_up_where_one_has_been_answered_and_the_same_one_is_not(bench):
    bench.to_ways()
    bench.press("way:save")
    if bench.view.state == "save-year":
        bench.send(ev.EnterYear(1961))
    mine = bench.session.secret.digits
    bench.leave()
    assert bench.scan(mine).state == "resume-year"
    serial = bench.view.serial
    assert (bench.scan(mine).serial, bench.session.found is not None) == (serial, True)
    bench.scan(new_secret(SeededIds(9).random_bytes).digits)
    assert (bench.view.state, bench.session.found) == ("resume", None)
    assert bench.scan(mine).state == "resume-year"


def test_another_badge_does_not_slip_under_a_pin(bench):
    bench.to_ways()
    bench.press("way:with-helper")
    bench.scan(bench.helper(0).badge)
    bench.scan(bench.helper(1).badge)
    bench.send(ev.EnterPin(bench.helper(1).pin))
    assert bench.view.state == "sign-in-pin"


def test_a_wrong_pin_is_counted_before_it_is_answered(benches):
    bench = benches()
    bench.to_ways()
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    wrong = "000000" if bench.helper().pin != "000000" else "000001"
    for _ in range(4):
        assert bench.send(ev.EnterPin(wrong)).state == "sign-in-pin"
    assert bench.parts.people.attempts.misses("tai").count == 4
    bench.close()
    after = benches()
    assert after.parts.people.attempts.misses("tai").count == 4
    after.to_ways()
    after.press("way:with-helper")
    after.scan(after.helper().badge)
    view = after.send(ev.EnterPin(wrong))
    assert (view.state, after.noted("sign-in-refused")[-1]["code"]) == ("wait-helper", "wait")
    assert wrong not in after.log.getvalue()


def test_the_pin_pad_is_shuffled_anew_each_time(bench):
    bench.to_ways()
    bench.press("way:with-helper")
    seen = []
    for _ in range(3):
        bench.scan(bench.helper().badge)
        keys = bench.view.entry.keys
        assert sorted(keys) == list("0123456789")
        seen.append(keys)
        bench.press("back")
    assert len(set(seen)) == 3
    assert sorted(scrambled(SeededIds(1))) == list("0123456789")


# --- when nobody is there ---------------------------------------------------------------------------------


def test_idle_warns_counts_down_and_forgets(bench, settings):
    idle = settings.kiosk.idle
    bench.start()
    bench.papers()
    bench.answer()
    bench.send(ev.SayAgain(), heard=False)
    bench.wait(idle.warn_after - 1)
    assert bench.view.state == "question"
    bench.wait(2)
    assert bench.view.state == "idle"
    bench.wait(5)
    first = int(bench.view.big)
    bench.wait(1)
    assert int(bench.view.big) == first - 1
    bench.wait(idle.count_down)
    assert bench.view.state == "attract"
    assert bench.session.visit.asked.answers == {}
    assert [note["state"] for note in bench.noted("visit-wiped")] == ["idle"]


def test_one_tap_at_the_warning_goes_on_with_all_answers(bench, settings):
    bench.start()
    bench.papers()
    bench.answer()
    told = bench.session.visit.asked
    bench.wait(settings.kiosk.idle.warn_after + 3)
    assert bench.press("still-here", heard=False).state == "question"
    assert bench.session.visit.asked == told
    bench.wait(settings.kiosk.idle.warn_after - 5)
    assert bench.view.state == "question"


def test_what_is_scanned_at_the_warning_does_not_stretch_the_count_down(bench, settings):
    idle = settings.kiosk.idle
    bench.start()
    bench.wait(idle.warn_after + 10)
    bench.scan("8938505974194")
    bench.wait(1)
    assert int(bench.view.big) < idle.count_down
    bench.wait(idle.count_down)
    assert bench.view.state == "attract"


def at(state, **showing):
    return Visit(id=VisitId("watched"), state=state, showing=Showing(**showing))


def test_a_busy_machine_is_never_called_idle():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    watch.touched(0.0)
    assert watch.due(at(State.SENDING), 100.0) is None
    assert watch.due(at(State.QUESTION), 105.0) is None
    assert watch.due(at(State.QUESTION), 110.0) == rp.IdleWarned()
    assert watch.next_at(at(State.SENDING), 0.0) is None


def test_nobody_is_asked_while_a_film_plays_and_all_their_time_begins_at_its_end():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    watch.touched(0.0)
    assert watch.due(at(State.SHOW), 300.0) is None
    assert watch.due(at(State.SHOW, ended=True), 301.0) is None
    assert watch.due(at(State.SHOW, ended=True), 310.0) is None
    assert watch.due(at(State.SHOW, ended=True), 311.0) == rp.IdleWarned()


def test_a_film_that_stands_keeps_nobody_from_being_asked():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    watch.touched(0.0)
    assert watch.due(at(State.SHOW, stands=True), 10.0) == rp.IdleWarned()


def test_a_film_that_never_ends_leaves_no_visit_open():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    watch.touched(0.0)
    assert watch.next_at(at(State.SHOW), 5.0) == LONGEST_FILM
    assert watch.due(at(State.SHOW), LONGEST_FILM) == rp.IdleWarned()


def test_who_is_asked_over_an_endless_film_has_the_whole_count_down_as_everybody_has():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    for state, asked in ((State.SHOW, LONGEST_FILM), (State.QUESTION, LONGEST_FILM + 100)):
        watch.touched(asked - (LONGEST_FILM if state is State.SHOW else 10))
        assert watch.due(at(state), asked) == rp.IdleWarned()
        assert watch.next_at(at(State.IDLE), asked) == asked
        told = [watch.due(at(State.IDLE), asked + second) for second in range(6)]
        assert told == [*(rp.IdleCounted(left) for left in (5, 4, 3, 2, 1)), rp.IdleOver()]
        assert watch.next_at(at(State.IDLE), asked + 2.25) == asked + 3.0


def test_who_comes_back_to_a_film_from_the_question_is_let_be_anew():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    watch.touched(0.0)
    assert watch.due(at(State.SHOW), LONGEST_FILM) == rp.IdleWarned()
    assert watch.due(at(State.IDLE), LONGEST_FILM + 3.0) == rp.IdleCounted(5)
    watch.touched(LONGEST_FILM + 4.0)
    assert watch.due(at(State.SHOW), LONGEST_FILM + 100.0) is None
    assert watch.due(at(State.SHOW, ended=True), LONGEST_FILM + 101.0) is None
    assert watch.due(at(State.SHOW, ended=True), LONGEST_FILM + 111.0) == rp.IdleWarned()
    assert watch.due(at(State.IDLE), LONGEST_FILM + 111.0) == rp.IdleCounted(5)


def test_one_tap_stays_as_often_as_somebody_wants_to(bench, settings):
    bench.start()
    bench.papers()
    bench.answer()
    told = bench.session.visit.asked
    for _ in range(12):
        bench.wait(settings.kiosk.idle.warn_after + settings.kiosk.idle.count_down - 3)
        assert bench.view.state == "idle"
        bench.press("still-here", heard=False)
    assert bench.view.state == "question"
    assert bench.session.visit.asked == told


def test_slides_follow_each_other_while_nobody_is_there_and_languages_take_turns(bench):
    seen = []
    for _ in range(4):
        seen.append((bench.view.question, green(bench.view)))
        shown = len(bench.views)
        bench.wait(SLIDE - 1)
        assert len(bench.views) == shown, "painted between two slides"
        bench.wait(1)
    assert [language for _, language in seen] == ["language:vi", "language:km", "language:en", "language:vi"]
    assert len({text for text, _ in seen}) == 4
    assert bench.noted("visit-wiped") == []
    assert bench.noted("visit-began") == []


def green(view):
    (only,) = (button.id for button in view.choices if button.style == "go")
    return only


def test_a_touch_counts_that_began_on_the_slide_before(bench):
    before = bench.view.serial
    bench.wait(SLIDE + 1)
    assert bench.view.serial > before
    bench.send(ev.ChooseLanguage("km"), serial=before)
    assert (bench.view.state, bench.view.language) == ("home", "km")


def test_after_a_visit_the_slides_begin_anew_and_each_stands_its_whole_time(bench):
    first = bench.view.question
    bench.wait(SLIDE * 2 - 1)
    bench.press("language:vi")
    bench.press("back")
    assert bench.view.question == first
    bench.wait(SLIDE - 1)
    assert bench.view.question == first
    bench.wait(1)
    assert bench.view.question != first


def test_slides_that_nobody_saw_while_the_machine_slept_are_not_made_up_for():
    watch = IdleWatch(Idle(warn_after=10, count_down=5))
    assert watch.due(at(State.ATTRACT), 0.0) is None
    assert watch.next_at(at(State.ATTRACT), 0.0) == SLIDE
    assert watch.due(at(State.ATTRACT), SLIDE * 50) == rp.SlideDue()
    assert watch.due(at(State.ATTRACT), SLIDE * 50) is None


def test_a_lease_that_runs_out_gives_the_screen_back(bench):
    bench.to_workbench()
    told = bench.session.visit.asked
    bench.wait(60)
    bench.press("more", heard=False)
    bench.wait(89)
    assert bench.view.state == "workbench"
    bench.wait(2)
    assert bench.view.state == "review"
    assert bench.session.visit.helper is None
    assert bench.session.visit.asked == told
    assert bench.session.lease is None
    assert [entry.act.act for entry in bench.parts.people.audit.entries()][-2:] == ["lease-ended", "released"]


def test_a_lease_that_ran_out_a_moment_before_a_touch_ends_all_the_same(bench):
    bench.to_confirm()
    bench.clock.advance(120.0)
    bench.send(ev.Decide(yes=False), heard=False)
    bench.turn()
    assert bench.view.state == "review"
    assert bench.session.visit.helper is None


def test_a_lease_that_runs_out_while_the_machine_works_leaves_no_dead_end(bench, monkeypatch):
    bench.to_workbench()
    bench.press("start-over")
    late = []
    monkeypatch.setattr(bench.core._world.jobs, "submit", late.append)
    bench.press("way:save", heard=False)
    assert bench.view.state in {"saving", "save-year"}
    bench.wait(100)
    monkeypatch.undo()
    monkeypatch.setattr(bench.core._carrier.keeping._store, "reserve", _full)
    for job in late:
        job()
    bench.turn()
    bench.wait(2)
    assert bench.session.visit.helper is None
    assert bench.view.state == "review"


def _full(*_):
    raise StoreFull("disk")


def test_the_helper_acts_only_with_the_lease(bench):
    bench.to_workbench()
    bench.session.lease = None
    bench.press("confirm")
    assert bench.noted("event-refused")[-1]["why"] == "no-lease"
    assert (bench.view.state, bench.session.visit.helper) == ("review", None), (
        "the screen hangs in nobody's hands"
    )


# --- threads -----------------------------------------------------------------------------------------------


def test_a_core_on_threads_serves_and_stops(benches, settings):
    bench = benches()
    core = Core(_threaded(bench.parts))
    reached = threading.Event()
    states = []

    def on_view(raw):
        view = decode(raw)
        states.append(view.state)
        if view.state == "home":
            reached.set()

    core.subscribe(on_view)
    core.start()
    core.send(encode_input(FaceInput(event=ev.ChooseLanguage("vi"), source="glass", serial=99)))
    assert reached.wait(10)
    core.stop()
    core.stop()
    assert states[0] == "attract"


def test_a_broken_core_wipes_and_shows_the_first_screen_again(benches, monkeypatch):
    bench = benches()
    core = Core(_threaded(bench.parts))
    home, door = threading.Event(), threading.Event()

    def on_view(raw):
        state = decode(raw).state
        if state == "home":
            home.set()
        if state == "attract" and home.is_set():
            door.set()

    core.subscribe(on_view)
    core.start()
    core.send(encode_input(FaceInput(event=ev.ChooseLanguage("vi"), source="glass", serial=99)))
    assert home.wait(10)
    broken = threading.Event()

    def fail():
        broken.set()
        raise RuntimeError("Trần Thị Ví Dụ")

    core._queue.put(fail)
    assert broken.wait(10)
    assert door.wait(10)
    core.stop()
    assert bench.noted("effect-failed")[-1] | {"at": ""} == {
        "at": "",
        "event": "effect-failed",
        "effect": "core",
        "code": "RuntimeError",
    }


def _threaded(parts):
    return msgspec.structs.replace(parts, world=msgspec.structs.replace(parts.world, jobs=ThreadJobs(2)))


def test_a_helper_who_is_taken_off_the_roster_loses_the_screen(bench):
    bench.to_workbench()
    people = bench.parts.people
    roster = people.roster()
    gone = msgspec.structs.replace(
        roster, helpers=tuple(msgspec.structs.replace(one, revoked=True) for one in roster.helpers)
    )
    people.roster._roster = gone
    bench.wait(2)
    assert bench.view.state == "review"
    assert bench.session.visit.helper is None
    assert bench.session.lease is None
