"""Somebody is asked to come to a home: without a form, behind one, and where somebody has died."""

import pytest

from kiosk.procedures.coming import coming_days
from kiosk.store.kept_key import MemoryKeyKeeper
from kiosk.texts.dates import day_words
from kiosk.visit import events as ev
from kiosk.wire.dossier import NO_PROCEDURE

NEIGHBOUR = "Huỳnh Thị Lính Canh"
ASKED = {"home_for": "neighbour", "home_name": NEIGHBOUR, "home_when": "afternoon", "home_needs": "see_hear"}


def begin(bench, language="vi"):
    bench.press(f"language:{language}")
    assert bench.press("home-visit").state == "about"
    assert bench.press("go-on").state == "question"
    return bench


def test_a_neighbour_asks_for_a_visit_without_any_form(bench):
    assert begin(bench).home_told(ASKED).state == "ticket-out"
    (dossier,) = bench.opened()
    assert (dossier.channel, dossier.procedure, dossier.papers) == ("home-visit", NO_PROCEDURE, ())
    home = dossier.home
    assert (home.for_whom, home.name, home.when, home.form) == ("neighbour", NEIGHBOUR, "afternoon", "none")
    assert home.needs == ("see", "hear")
    assert home.hamlet
    assert dossier.applicant.name == NEIGHBOUR
    assert "process" in {given.purpose for given in dossier.consents}
    assert "file" in {given.purpose for given in dossier.consents}


def test_nothing_is_sent_before_the_resident_has_agreed_to_it(bench):
    begin(bench).fill(ASKED)
    while bench.view.state == "review" and "next-page" in {one.id for one in bench.view.choices}:
        bench.press("next-page")
    assert bench.press("go-on").state == "consent"
    assert bench.press("no").state == "review"
    assert not bench.desk.stored


def test_an_application_goes_along_with_what_is_asked_for_and_tells_of_the_home_what_it_can(bench):
    bench.to_ways()
    answers = dict(bench.session.visit.asked.answers)
    bench.press("way:home-visit")
    known = bench.session.visit.asked.answers
    assert known["home_name"].value == answers["requester_name"].value
    assert known["home_for"].value == "self"
    bench.home_told({"home_needs": "walk"})
    (dossier,) = bench.opened()
    assert (dossier.procedure, dossier.home.form, dossier.home.needs) == ("1.001193", "whole", ("walk",))
    told = {one.question: one.value for one in dossier.answers}
    assert told["home_needs"] == "walk"
    assert told["requester_name"] == dossier.home.name
    assert {paper.paper for paper in dossier.papers} >= {"birth_notice"}


def test_back_from_where_to_come_to_leads_to_the_ways_on_and_the_application_is_untouched(bench):
    bench.to_ways()
    before = bench.session.visit.asked
    bench.press("way:home-visit")
    while bench.view.state == "question":
        bench.press("back")
    assert bench.view.state == "ways"
    assert (bench.session.visit.asked, bench.session.visit.along) == (before, None)


def test_saving_in_the_middle_keeps_the_application_and_comes_back_to_it(bench):
    bench.to_ways()
    before = bench.session.visit.asked
    bench.press("way:home-visit")
    bench.press("start-over")
    bench.press("way:save")
    if bench.view.state == "save-year":
        bench.send(ev.EnterYear(1961))
    digits, year = bench.session.secret.digits, bench.session.visit.birth_year
    bench.leave()
    bench.scan(digits)
    bench.send(ev.EnterYear(year))
    assert bench.press("go-on").state == "review"
    assert bench.session.visit.asked.procedure == before.procedure
    assert {name: one.value for name, one in bench.session.visit.asked.answers.items()} == {
        name: one.value for name, one in before.answers.items()
    }


def test_who_deletes_what_was_saved_while_asking_for_a_visit_deletes_the_application_too(bench):
    bench.to_ways()
    bench.press("start-over")
    bench.press("way:save")
    if bench.view.state == "save-year":
        bench.send(ev.EnterYear(1961))
    digits, year = bench.session.secret.digits, bench.session.visit.birth_year
    bench.leave()
    bench.scan(digits)
    bench.send(ev.EnterYear(year))
    bench.press("go-on")
    bench.send(ev.GoOn())
    if bench.view.state == "consent":
        bench.press("yes")
    bench.press("way:home-visit")
    assert bench.session.visit.along is not None
    bench.press("start-over")
    bench.send(ev.ForgetSaved())
    assert bench.press("yes").state == "forgotten"
    visit = bench.session.visit
    assert (visit.along, visit.asked.answers, visit.application.answers) == (None, {}, {})


def test_after_a_crash_in_the_middle_the_application_is_there(benches):
    keeper = MemoryKeyKeeper()
    first = benches(keeper=keeper, seed=1)
    first.to_ways()
    first.press("way:home-visit")
    before = first.session.visit.along
    first.answer()
    first.database.close()
    after = benches(keeper=keeper, seed=2, clock=first.clock, desk=first.desk, drafts=first.draft_desk)
    assert after.view.state == "recover"
    assert after.press("go-on").state == "review"
    assert after.session.visit.asked.procedure == before.procedure
    first.core._stopped = True


def test_a_home_in_mourning_is_told_with_condolence_and_nobody_is_asked_how_it_was(bench):
    begin(bench).home_told({**ASKED, "home_for": "bereaved"})
    (dossier,) = bench.opened()
    assert (dossier.procedure, dossier.home.for_whom) == ("1.000419", "bereaved")
    condolence = bench.parts.content.texts.say("vi", "ticket-out.gentle")
    assert condolence in bench.view.detail
    done = next(one for one in bench.view.choices if one.id == "done")
    assert (done.picture, done.style) == ("leave", "answer")
    bench.press("done")
    assert bench.view.question == bench.parts.content.texts.say("vi", "thanks.gentle")
    assert bench.parts.content.texts.say("vi", "leaving.where") not in repr(bench.view)
    assert bench.press("done").state == "attract"


def test_a_death_at_home_begins_with_condolence(bench):
    bench.press("language:vi")
    bench.press("event:death")
    bench.press("apart:only_certificate")
    about = bench.press("apart:cannot_come")
    assert (about.state, about.detail) == ("about", bench.parts.content.texts.say("vi", "about.gentle"))
    bench.press("go-on")
    bench.home_told({"home_name": NEIGHBOUR})
    (dossier,) = bench.opened()
    assert (dossier.procedure, dossier.home.for_whom, dossier.papers) == ("1.000419", "bereaved", ())


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_the_ticket_says_what_to_have_ready_and_no_name(bench, language, monkeypatch):
    from kiosk.tickets import slip

    drawn = []
    whole = slip.draw
    monkeypatch.setattr(slip, "draw", lambda text, *more: drawn.append(text) or whole(text, *more))
    begin(bench, language).home_told(ASKED)
    (text,) = drawn
    papers = bench.parts.content.catalogue.procedures["ward.home-visit"].papers
    ready = [words for step in text.steps if step.picture == "papers-tile" for words in step.words]
    assert ready == [
        bench.parts.content.texts.say(language, "slip.home-visit-ready"),
        *(f"– {one.name.in_language(language)}" for one in papers if one.id in {"card", "matter"}),
    ]
    assert NEIGHBOUR not in repr(text)


def test_where_it_could_not_be_kept_the_ways_on_are_there_again(bench, monkeypatch):
    def fail(*_args, **_more):
        from kiosk.tickets.ports import StoreError

        raise StoreError("disk-full")

    bench.to_ways()
    monkeypatch.setattr(bench.parts.filing.store, "put", fail)
    assert bench.come_home().state == "not-kept"
    assert bench.press("back").state == "ways"
    assert bench.session.visit.along is None
    assert not bench.desk.stored


def test_the_day_that_is_hoped_for_lies_in_the_seal_and_stands_on_the_ticket_as_no_promise(
    bench, monkeypatch
):
    from kiosk.tickets import slip

    drawn = []
    whole = slip.draw
    monkeypatch.setattr(slip, "draw", lambda text, *more: drawn.append(text) or whole(text, *more))
    day = coming_days(bench.parts.content.hours, bench.clock.now().date())[1]
    begin(bench).home_told(ASKED | {"home_day": day.isoformat()})
    (dossier,) = bench.opened()
    assert (dossier.home.when, dossier.home.day) == ("afternoon", day.isoformat())
    said = [words for step in drawn[0].steps if step.picture == "home-visit" for words in step.words]
    hoped = day_words(bench.parts.content.texts, "vi", day, bench.clock.now().date())
    assert said[0] == f"Mong tới {hoped}, chưa phải ngày hẹn."
    assert drawn[0].promise is None


def test_whom_any_day_suits_hopes_for_none(bench):
    begin(bench).home_told(ASKED | {"home_day": "any"})
    (dossier,) = bench.opened()
    assert dossier.home.day == ""


def test_whom_a_weekend_suits_is_asked_for_no_day_and_one_told_before_counts_for_nothing(bench):
    day = coming_days(bench.parts.content.hours, bench.clock.now().date())[0]
    begin(bench).fill(ASKED | {"home_day": day.isoformat()})
    bench.press("next-page")
    bench.press("row:home_when")
    bench.answer({"home_when": "weekend"})
    bench.home_told()
    (dossier,) = bench.opened()
    assert (dossier.home.when, dossier.home.day) == ("weekend", "")
