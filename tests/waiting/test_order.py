"""In what order numbers are called: nobody is lost, nobody waits for ever, nobody is called twice by itself."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.waiting import line as lines
from kiosk.waiting.line import AWAY_AFTER, BACK, IN_A_ROW, LONG, Line
from tests.waiting.crowd import MINUTE, MORNING, called, calls, joined, line

COUNTERS = (1, 2, 3)


def test_those_that_go_first_are_called_before_the_others_each_kind_in_its_order():
    assert calls(line("..F.F"), MORNING, 6) == ["A003", "A005", "A001", "A002", "A004", ""]


def test_after_two_in_a_row_somebody_else_comes_who_has_waited_a_quarter_of_an_hour():
    late = MORNING + LONG
    assert calls(line(".FFFF."), late, 6) == ["A002", "A003", "A001", "A004", "A005", "A006"]
    assert calls(line(".FFFF."), late - MINUTE, 6) == ["A002", "A003", "A004", "A005", "A001", "A006"]


def test_a_clock_that_was_set_back_lets_nobody_wait_for_ever():
    assert calls(line(".FFFF"), MORNING - 6 * 60 * MINUTE, 3) == ["A002", "A003", "A001"]


def test_who_is_absent_lets_three_others_pass_and_is_then_the_first_again():
    at_the_counter = lines.call_next(line("......"), 1, MORNING)
    back = lines.absent(at_the_counter, 1)
    assert back.at(1) is None
    assert calls(back, MORNING, 5) == ["A002", "A003", "A004", "A001", "A005"]


def test_who_is_absent_and_alone_is_called_again_at_once():
    back = lines.absent(lines.call_next(line("."), 1, MORNING), 1)
    assert calls(back, MORNING, 1) == ["A001"]


def test_who_is_absent_a_second_time_steps_aside_and_comes_back_when_a_helper_calls():
    away = line("...")
    for _ in range(AWAY_AFTER):
        away = lines.absent(lines.call(away, "A001", 1, MORNING), 1)
    assert [one.number for one in away.away] == ["A001"]
    assert calls(away, MORNING, 3) == ["A002", "A003", ""]
    assert lines.call(away, "A001", 2, MORNING).at(2).number == "A001"


def test_the_next_call_at_a_counter_ends_the_one_before_it_there_and_no_other():
    two = lines.call_next(lines.call_next(line("..."), 1, MORNING), 2, MORNING)
    after = lines.call_next(two, 1, MORNING)
    assert [(one.number, one.counter) for one in after.serving] == [("A003", 1), ("A002", 2)]
    assert after.find("A001").standing == "done"


def test_calling_again_changes_nobodys_place():
    before = lines.call_next(line(".."), 1, MORNING)
    again = lines.call_again(before, 1)
    assert again.at(1).calls == 2
    assert again.waiting == before.waiting


def test_a_helper_puts_somebody_first_and_takes_it_back():
    first = lines.put_first(line("..."), "A003", first=True)
    assert lines.next_place(first, MORNING).number == "A003"
    assert lines.put_first(first, "A003", first=False) == line("...")


EMPTY = Line(MORNING.date())


@pytest.mark.parametrize(
    "act",
    [
        lambda line: lines.call_next(line, 1, MORNING),
        lambda line: lines.call(line, "A001", 1, MORNING),
        lambda line: lines.call_again(line, 1),
        lambda line: lines.absent(line, 1),
        lambda line: lines.done(line, 1),
        lambda line: lines.put_first(line, "A001", first=True),
    ],
)
def test_what_is_not_there_or_was_served_changes_nothing(act):
    served = lines.done(lines.call_next(line("."), 1, MORNING), 1)
    assert act(EMPTY) == EMPTY
    assert act(served) == served


def test_how_many_are_ahead_counts_those_who_go_first():
    assert lines.ahead(line("..F"), "A002", MORNING) == 2
    assert lines.ahead(line("..F"), "A003", MORNING) == 0
    assert lines.ahead(line("..F"), "A009", MORNING) == 0


def test_at_midnight_nobody_waits_any_more_and_a_clock_set_back_ends_no_day():
    before = line("..")
    assert lines.on_day(before, MORNING.date() + timedelta(days=1)).places == ()
    assert lines.on_day(before, MORNING.date() - timedelta(days=1)) == before


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "take-first", "next", "next", "next", "again", "absent", "done", "call", "first"]
        ),
        st.integers(1, len(COUNTERS)),
        st.integers(1, 40),
        st.integers(-30, 30),
    ),
    max_size=120,
)


def acted(before, act, now):
    """Do one thing as a resident or a helper would."""
    what, counter, number, _ = act
    code = f"A{number:03d}"
    match what:
        case "take" | "take-first":
            return joined(before, first=what == "take-first", at=now)
        case "next":
            return lines.call_next(before, counter, now)
        case "again":
            return lines.call_again(before, counter)
        case "absent":
            return lines.absent(before, counter)
        case "done":
            return lines.done(before, counter)
        case "call":
            return lines.call(before, code, counter, now)
        case _:
            return lines.put_first(before, code, first=number % 2 == 0)


@given(ACTS)
@settings(max_examples=300, deadline=None)
def test_whatever_is_done_nobody_is_lost_and_a_counter_serves_one(acts):
    now, before = MORNING, EMPTY
    for act in acts:
        now += act[3] * MINUTE  # the clock goes forth and back
        after = acted(before, act, now)
        taken = len(before.places) + act[0].startswith("take")
        assert [one.turn for one in after.places] == list(range(1, taken + 1))
        counters = [one.counter for one in after.serving]
        assert len(set(counters)) == len(counters)
        assert all(one.counter == 0 for one in after.places if one.standing != "called")
        before = after
    left = lines.order(before, now)
    assert sorted(one.turn for one in left) == [one.turn for one in before.waiting]


@given(ACTS)
@settings(max_examples=300, deadline=None)
def test_nobody_is_called_twice_by_itself(acts):
    now, before = MORNING, EMPTY
    for act in acts:
        now += act[3] * MINUTE
        up = lines.next_place(before, now) if act[0] == "next" else None
        if up is not None:
            assert up.standing == "waiting"
            assert up.called_at is None or up.absences > 0, "called once more without having been absent"
            others = [one for one in before.waiting if one.rest < up.rest]
            assert not others, "called before those who were to pass"
        before = acted(before, act, now)


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 11))
@settings(max_examples=200, deadline=None)
def test_who_was_absent_comes_up_after_three_others_however_many_wait(kinds, which):
    before = line("".join("F" if first else "." for first in kinds))
    absent = before.places[which % len(kinds)].number
    back = lines.absent(lines.call(before, absent, 1, MORNING), 1)
    numbers = calls(back, MORNING + LONG, len(kinds))
    assert numbers.index(absent) >= min(BACK, len(kinds) - 1)
    assert sorted(numbers) == [one.number for one in before.places]


@given(st.integers(0, 4), st.lists(st.integers(0, 3), min_size=20, max_size=20), st.integers(0, 6))
@settings(max_examples=300, deadline=None)
def test_however_many_come_who_go_first_nobody_else_waits_for_ever(before_it, arriving, streak):
    """Once it has waited long, a number with n others of its kind before it comes within 3 · (n + 1) calls."""
    waiting = line("." * (before_it + 1))
    waiting = Line(waiting.day, waiting.places, streak)
    mine, now = waiting.places[-1].number, MORNING + LONG
    for count, crowd in enumerate(arriving, 1):
        for _ in range(crowd):
            waiting = joined(waiting, first=True, at=now)
        waiting, up = called(waiting, now)
        now += MINUTE
        if up == mine:
            assert count <= (IN_A_ROW + 1) * (before_it + 1)
            return
    raise AssertionError("never called")
