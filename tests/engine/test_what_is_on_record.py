"""What the audit, the consents and the screen say afterwards is what has happened."""

import pytest

from kiosk.visit import events as ev
from kiosk.visit.answering import first_open
from kiosk.visit.states import Asked


def acts(bench):
    return [entry.act for entry in bench.parts.people.audit.entries()]


def test_a_pin_that_was_wrong_is_on_record_with_whose_badge_it_was(bench):
    bench.to_ways()
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    wrong = "000000" if bench.helper().pin != "000000" else "111111"
    bench.send(ev.EnterPin(wrong))
    assert (acts(bench)[-1].act, acts(bench)[-1].detail) == ("sign-in-refused", "wrong-pin")
    assert acts(bench)[-1].helper == "tai"


def test_a_helper_who_signs_in_where_there_is_nothing_to_take_over_is_on_record(bench):
    bench.start(event="disability")
    bench.scan(bench.helper(1).badge)
    bench.send(ev.EnterPin(bench.helper(1).pin))
    assert (acts(bench)[-1].act, acts(bench)[-1].detail) == ("signed-in", "off-shift")
    assert acts(bench)[-1].helper == "lan"


def test_only_the_last_word_on_filing_goes_with_the_dossier(bench, monkeypatch):
    """A visit at home was asked for and could not be kept; then a helper filed the corrected answers."""
    bench.to_ways()
    with monkeypatch.context() as broken:
        broken.setattr(bench.parts.filing.store, "put", _fail)
        bench.come_home()
    assert bench.view.state == "not-kept"
    bench.press("back")
    bench.clock.advance(60.0)
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.press("yes")
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("yes")
    (dossier,) = bench.opened()
    assert [consent.how for consent in dossier.consents if consent.purpose == "file"] == [
        "touch-helper-present"
    ]


def _fail(*_):
    raise RuntimeError("broken")


def test_the_workbench_says_when_the_resident_agreed_this_time(bench):
    first = bench.to_workbench().holder_note
    bench.press("hand-back")
    bench.clock.advance(3600.0)
    bench.core._idle.touched(bench.clock.monotonic())
    bench.from_review()
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    assert bench.press("yes").holder_note != first


def test_what_lay_aside_before_a_ticket_is_not_in_the_visit_that_it_brings_back(bench):
    digits = bench.save(event="death")
    year = bench.session.visit.birth_year
    bench.leave()
    bench.start()
    bench.papers()
    bench.answer()
    while bench.view.state != "home":
        bench.press("back")
    bench.press("event:death")
    while bench.view.state != "home":
        bench.press("back")
    assert bench.session.visit.aside
    bench.scan(digits)
    bench.send(ev.EnterYear(year))
    assert bench.session.visit.asked != Asked()
    assert bench.session.visit.aside == {}


@pytest.mark.parametrize("page", ["help", "language"])
def test_a_receipt_that_comes_under_another_page_shows_when_it_is_gone(bench, page):
    bench.desk.faults.extend(["offline"] * 2)
    bench.file()
    assert not bench.session.visit.paper.received
    bench.press(page)
    bench.wait(30)
    bench.press("back")
    assert bench.view.state == "ticket-out"
    assert bench.session.visit.paper.received


def taken_over_from_the_questions(bench):
    """A helper who came before the resident was asked for consent has filled everything in."""
    bench.start()
    bench.papers()
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.press("yes")
    procedure = bench.parts.content.catalogue.procedures[bench.session.visit.asked.procedure]
    while (question := first_open(procedure, bench.session.visit.asked)) is not None:
        bench.send(ev.EditAnswer(question.id))
        bench.answer()
        bench.papers()
    assert bench.view.state == "workbench"


def test_nothing_is_filed_without_consent_to_use_the_answers(bench):
    taken_over_from_the_questions(bench)
    assert bench.press("confirm").state == "consent"
    assert bench.press("yes").state == "confirm"
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("yes")
    (dossier,) = bench.opened()
    assert [consent.purpose for consent in dossier.consents] == ["helper-sees", "process", "file"]
    assert {consent.how for consent in dossier.consents} == {"touch-helper-present"}


def test_without_that_consent_the_screen_goes_back_to_the_helper(bench):
    taken_over_from_the_questions(bench)
    bench.press("confirm")
    assert bench.press("no").state == "workbench"
    assert acts(bench)[-1].act == "consent-refused"
    bench.press("confirm")
    assert bench.send(ev.Back()).state == "workbench"
    assert bench.desk.stores == 0
