"""Outside opening hours, or with nobody on duty: it is told once, and what can be done alone still works."""

import pytest

from kiosk.engine.admitting import Admitting
from kiosk.ids import SeededIds
from kiosk.tickets.secret import new_secret
from kiosk.visit import events as ev


@pytest.fixture
def alone(bench, monkeypatch):
    monkeypatch.setattr(Admitting, "on_duty", lambda _: "")
    return bench


def words(view):
    return " ".join([view.question, view.detail, *(f"{b.text} {b.hint}" for b in view.choices)])


def begin_a_birth(alone):
    """From the first touch, past the page that nobody is here, to the papers."""
    alone.press("language:vi")
    alone.press("go-on")
    alone.press("event:birth")
    while alone.view.state in {"apart", "siblings"}:
        alone.press(alone.view.choices[0].id)
    alone.press("go-on")


def test_it_is_told_once_after_the_language_was_chosen_and_then_everything_can_be_begun(alone):
    assert alone.press("language:vi").state == "unattended"
    assert {button.id for button in alone.view.choices} == {"go-on", "end"}
    assert alone.press("go-on").state == "home"
    alone.press("language")
    assert alone.press("language:km").state == "home"


def test_who_would_rather_come_another_day_leaves_nothing_behind(alone):
    alone.press("language:vi")
    assert alone.press("end").state == "attract"
    assert len(alone.noted("visit-wiped")) == 1


def test_a_ticket_is_read_from_there(alone):
    alone.press("language:vi")
    alone.scan(new_secret(SeededIds(9).random_bytes).digits)
    assert alone.view.state == "resume"


def test_with_somebody_on_duty_nothing_is_in_the_way(bench):
    assert bench.press("language:vi").state == "home"


def test_whoever_calls_in_vain_is_told_so_and_can_keep_what_was_answered(alone):
    begin_a_birth(alone)
    alone.papers()
    told = dict(alone.session.visit.asked.papers)
    alone.press("help")
    assert "Tài" not in words(alone.view)
    alone.press("way:save")
    if alone.view.state == "save-year":
        alone.press("back")
        assert alone.view.state == "question"
        assert alone.session.visit.asked.papers == told
        alone.press("help")
        alone.press("way:save")
        alone.send(ev.EnterYear(1961))
    assert alone.view.state == "ticket-out"
    assert len(alone.printer.slips) == 1


def test_at_the_ways_on_no_help_is_promised_for_today_and_waiting_in_vain_can_end_in_saving(alone):
    begin_a_birth(alone)
    alone.fill()
    alone.from_review()
    helper = next(button for button in alone.view.choices if button.id == "way:with-helper")
    assert "bữa nay" not in helper.hint
    assert "trực" in helper.hint
    alone.press("way:with-helper")
    assert alone.view.state == "wait-helper"
    alone.press("way:save")
    if alone.view.state == "save-year":
        alone.send(ev.EnterYear(1961))
    assert alone.view.state == "ticket-out"
