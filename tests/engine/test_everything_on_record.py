"""Who did what is on record after a visit as a day brings it: every kind of act, and nothing of what was told."""

import pytest

from kiosk.takeover.audit import verify
from kiosk.visit import events as ev
from kiosk.visit.duty_events import GiveGround

NAME = "Trần Sentinel Mẫu"


def acts(bench):
    return [(entry.act.act, entry.act.detail) for entry in bench.parts.people.audit.entries()]


def sign_in(bench, number=0):
    bench.scan(bench.helper(number).badge)
    return bench.send(ev.EnterPin(bench.helper(number).pin))


def changed_by_a_helper(bench):
    bench.send(ev.EditAnswer("child_name"))
    bench.send(ev.Answer("child_name", f"{NAME} Hai"))


@pytest.fixture
def day(bench):
    """A wrong PIN; somebody off shift with a reason; a take-over, a change, a confirmation; then one withdrawn."""
    bench.to_ways({"child_name": NAME})
    bench.press("way:with-helper")
    bench.scan(bench.helper(1).badge)
    bench.send(ev.EnterPin("000000" if bench.helper(1).pin != "000000" else "111111"))
    bench.send(ev.EnterPin(bench.helper(1).pin))
    bench.send(GiveGround("urgent"))
    while bench.view.state == "handover":
        bench.press("yes")
    changed_by_a_helper(bench)
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("yes")
    bench.leave()
    bench.to_ways({"child_name": NAME})
    bench.press("way:with-helper")
    bench.scan(bench.helper(1).badge)
    while bench.view.state == "handover":
        bench.press("yes")
    bench.send(ev.WithdrawConsent())
    return bench


WANTED = [
    ("consent-given", "process"),
    ("sign-in-refused", "wrong-pin"),
    ("signed-in", "off-shift"),
    ("override", "off-shift:urgent"),
    ("consent-given", "helper-sees"),
    ("take-over-agreed", ""),
    ("answer-changed", "child_name"),
    ("asked-to-confirm", ""),
    ("consent-given", "file"),
    ("confirmed", ""),
    ("released", "filed"),
    ("signed-in", "on-duty"),
    ("consent-withdrawn", "helper-sees"),
    ("released", "withdrawn"),
]


def test_every_kind_of_act_is_there_in_its_order(day):
    told = iter(acts(day))
    missing = [wanted for wanted in WANTED if wanted not in told]
    assert missing == []
    assert verify(day.parts.people.audit.entries()) is None


def test_each_act_of_a_helper_names_the_helper(day):
    of_helpers = {
        "sign-in-refused",
        "signed-in",
        "override",
        "take-over-agreed",
        "answer-changed",
        "confirmed",
    }
    who = {entry.act.helper for entry in day.parts.people.audit.entries() if entry.act.act in of_helpers}
    assert who == {"lan"}


def test_no_value_is_on_record(day):
    said = repr([entry.act for entry in day.parts.people.audit.entries()])
    for word in (*NAME.split(), "Sentinel", day.helper(1).pin, day.helper(1).badge):
        assert word not in said


def test_each_consent_is_recorded_once_and_by_its_purpose(day):
    given = [detail for act, detail in acts(day) if act == "consent-given"]
    assert sorted(given) == ["file", "helper-sees", "helper-sees", "process", "process"]
