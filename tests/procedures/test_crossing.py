"""Rules between answers: as declared in a file, in the answers' favour, once more for every answer at the end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.answers import Refused, accept
from kiosk.procedures.crossing import blocking_at, cross
from kiosk.procedures.rules import Complaint
from kiosk.procedures.types import (
    Condition,
    Filing,
    Order,
    Procedure,
    Question,
    Rule,
    Section,
    Text,
)
from tests.procedures.test_answers import TODAY

SAID = Text(vi="Coi lại nghen")
WORD = Text(vi="Gì")
WHEN_MAN = (Condition(question="sex", among=("male",)),)


def question(name, kind="date", **more):
    return Question(
        id=name,
        section="s",
        type=kind,
        ask=WORD,
        label=WORD,
        official="",
        picture="man",
        optional=True,
        **more,
    )


def procedure(*questions, orders=()):
    return Procedure(
        format=1, kind="form", code="9.000009", event="birth", name=WORD, official="", short=WORD, printed="",
        picture="man", authority=WORD, filing=Filing(channels=("desk",)), questions=questions, orders=orders,
        sections=(Section(id="s", name=WORD, official="", picture="man"),),
        source="-", effective_from="2026-01-01", checked_on="2026-11-21", confidence="H",
    )  # fmt: skip


def dates(**more):
    order = Order(first="a", then="b", say=SAID, **more)
    sex = question("sex", "text")
    return procedure(sex, question("a"), question("b"), orders=(order,))


def codes(of, today=TODAY, **answers):
    return [(said.code, said.warn) for said in cross(of, answers, today)]


@pytest.mark.parametrize(
    ("more", "a", "b", "wrong"),
    [
        ({"least_years": 20}, "2000-05-10", "2020-05-10", False),
        ({"least_years": 20}, "2000-05-10", "2020-05-09", True),
        ({"least_years": 20}, "2000", "2020", False),
        ({"least_years": 20}, "2000-12", "2019", True),
        ({"least_years": 20}, "2000", "2019", True),
        ({"most_years": 2}, "2024-05-10", "2026-05-10", False),
        ({"most_years": 2}, "2024-05-10", "2026-05-11", True),
        ({"most_years": 2}, "2024", "2026", False),
        ({"most_years": 2}, "2024-02-29", "2026-03-01", True),
        ({"most_days": 15}, "2026-11-01", "2026-11-16", False),
        ({"most_days": 15}, "2026-11-01", "2026-11-17", True),
        ({"most_days": 15}, "2026-11", "2026-12-15", False),
        ({"most_days": 15}, "2026-10", "2026-12", True),
        ({}, "2026-11-02", "2026-11-01", True),
        ({}, "2026-11-02", "", False),
    ],
)
def test_two_dates_stand_in_order_and_as_far_from_each_other_as_declared(more, a, b, wrong):
    assert codes(dates(**more), a=a, b=b) == ([("wrong_order", False)] if wrong else [])


def test_an_order_may_only_warn_and_may_hold_under_a_condition():
    assert codes(dates(warn=True), a="2026", b="2025") == [("wrong_order", True)]
    held = dates(when=WHEN_MAN, least_years=20)
    assert codes(held, sex="male", a="2010", b="2026") == [("wrong_order", False)]
    assert codes(held, sex="female", a="2010", b="2026") == []
    assert codes(held, a="2010", b="2026") == []
    (said,) = cross(held, {"sex": "male", "a": "2010", "b": "2026"}, TODAY)
    assert said.about == ("a", "b", "sex")


def test_a_rule_holds_under_its_condition_whether_that_was_answered_before_or_after():
    man = Rule(rule="min_age", years=20, say=SAID, when=WHEN_MAN)
    woman = Rule(rule="min_age", years=18, say=SAID, when=(Condition(question="sex", among=("female",)),))
    born = question("born", rules=(man, woman))
    nineteen = "2007-11-21"
    assert isinstance(accept(born, nineteen, TODAY, known={"sex": "male"}), Refused)
    assert not isinstance(accept(born, nineteen, TODAY, known={"sex": "female"}), Refused)
    assert not isinstance(accept(born, nineteen, TODAY), Refused)
    both = procedure(born, question("sex", "text"))
    found = cross(both, {"born": nineteen, "sex": "male"}, TODAY)
    assert [said.about for said in found] == [("born", "sex")]
    assert blocking_at(found, both, "sex") == found[0]
    assert blocking_at(found, both, "born") is None


def test_every_answer_is_held_to_its_own_rules_again_as_the_day_changes():
    young = procedure(question("born", rules=(Rule(rule="within_days", days=60),)))
    assert codes(young, born="2026-09-22") == []
    assert codes(young, today=TODAY + timedelta(days=1), born="2026-09-22") == [("too_long_ago", False)]
    assert codes(procedure(question("born")), born="no date") == [("bad_date", False)]


def test_what_only_warns_blocks_nobody_and_a_complaint_is_told_at_the_last_question_it_is_about():
    both = dates()
    warns = (Complaint("wrong_order", about=("a", "b"), warn=True),)
    assert blocking_at(warns, both, "b") is None
    stops = (Complaint("wrong_order", about=("b", "a")),)
    assert blocking_at(stops, both, "b") == stops[0]
    assert blocking_at(stops, both, "a") is None


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.integers(1, 400))
def test_most_days_counts_days(first, apart, most):
    then = first + timedelta(days=apart)
    found = codes(dates(most_days=most), a=first.isoformat(), b=then.isoformat())
    assert bool(found) == (apart > most)
