"""How long the kiosk waits before it tries again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox.sending import FIRST_WAIT, LONGEST_WAIT, backoff

jitters = st.floats(0, 1, exclude_max=True)


@given(tries=st.integers(-5, 10**6), jitter=jitters)
def test_no_wait_is_longer_than_ten_minutes_or_negative(tries, jitter):
    assert 0 <= backoff(tries, jitter) <= LONGEST_WAIT == 600


@given(tries=st.integers(1, 100), jitter=jitters)
def test_waits_never_shrink_as_failures_grow(tries, jitter):
    assert backoff(tries, jitter) <= backoff(tries + 1, jitter)


@pytest.mark.parametrize(
    ("tries", "least", "most"), [(1, 2.5, 5), (2, 5, 10), (4, 20, 40), (8, 300, 600), (99, 300, 600)]
)
def test_chance_spreads_the_second_half(tries, least, most):
    assert backoff(tries, 0.0) == least
    assert most * 0.99 < backoff(tries, 0.999) < most


def test_without_a_failure_there_is_no_wait():
    assert backoff(0, 0.9) == 0
    assert FIRST_WAIT == 5
