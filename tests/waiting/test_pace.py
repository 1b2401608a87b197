"""How long somebody may wait is told from today's calls, as a range, and not at all where nobody can know."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.waiting.line import Line
from kiosk.waiting.pace import ENOUGH, STEP, Wait, wait
from tests.waiting.crowd import MINUTE, MORNING, place, worked


def test_nothing_is_told_before_there_is_enough_to_tell_it_by():
    line, now = worked([5] * (ENOUGH - 1))
    assert wait(line, 0, now) is None
    assert wait(Line(MORNING.date()), 3, MORNING) is None


def test_an_even_pace_is_told_in_steps_of_five_minutes():
    line, now = worked([6] * ENOUGH)
    assert wait(line, 0, now) == Wait(5, 10)
    assert wait(line, 4, now) == Wait(30, 35)


def test_who_is_next_where_it_goes_quickly_may_be_called_at_once():
    line, now = worked([2] * 6)
    assert wait(line, 0, now) == Wait(0, 5)


def test_an_uneven_pace_is_a_wider_range():
    line, now = worked([3, 12, 4, 15, 3, 14])
    found = wait(line, 2, now)
    assert (found.least, found.most) == (5, 45)


def test_a_lunch_break_is_no_pace():
    with_breaks, now = worked([6, 6, 90, 6, 6, 90])
    assert wait(with_breaks, 0, now) == Wait(5, 10)


def test_time_in_which_nobody_waited_is_no_pace():
    line, now = worked([6] * 6)
    late = (
        place(one.turn, at=one.called_at, standing="done", called_at=one.called_at) for one in line.places
    )
    assert wait(Line(line.day, tuple(late)), 0, now) is None


def test_nothing_is_told_while_nobody_calls():
    line, now = worked([6] * 6)
    assert wait(line, 0, now + 29 * MINUTE) is not None
    assert wait(line, 0, now + 30 * MINUTE) is None


@given(st.lists(st.integers(0, 59), min_size=ENOUGH, max_size=30), st.integers(0, 60), st.integers(0, 29))
def test_a_range_is_always_one_and_never_finer_than_five_minutes(gaps, ahead, since):
    line, now = worked(gaps)
    found = wait(line, ahead, now + timedelta(minutes=since))
    assert found is not None
    assert 0 <= found.least < found.most
    assert found.least % STEP == found.most % STEP == 0


@given(st.lists(st.integers(1, 59), min_size=ENOUGH, max_size=30), st.integers(0, 60))
def test_whoever_has_more_before_them_is_never_told_less(gaps, ahead):
    line, now = worked(gaps)
    here, behind = wait(line, ahead, now), wait(line, ahead + 1, now)
    assert here.least <= behind.least
    assert here.most <= behind.most
