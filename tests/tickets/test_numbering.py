from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.tickets.numbering import Number, next_number, parse_number

MONDAY = date(2026, 5, 4)


def test_a_number_is_shown_with_a_gap_and_kept_without():
    assert (Number("A", 27).shown, Number("A", 27).code) == ("A 027", "A027")
    assert (Number("B", 1234).shown, Number("B", 1234).code) == ("B 1234", "B1234")
    assert (Number("LB", 27).shown, Number("LB", 27).code) == ("LB 027", "LB027")


def test_each_day_starts_at_1_and_counts_on():
    first, kept = next_number("A", None, MONDAY)
    second, kept = next_number("A", kept, MONDAY)
    tuesday, kept = next_number("A", kept, MONDAY + timedelta(days=1))
    assert [first.count, second.count, tuesday.count] == [1, 2, 1]
    assert kept == (MONDAY + timedelta(days=1), 1)


def test_a_clock_set_back_counts_on_in_the_later_day():
    number, kept = next_number("A", (MONDAY, 41), MONDAY - timedelta(days=400))
    assert number == Number("A", 42)
    assert kept == (MONDAY, 42)


@given(st.lists(st.integers(-30, 30), max_size=60))
def test_no_number_of_a_day_comes_twice_whatever_the_clock_does(days):
    kept = None
    given_out = []
    for offset in days:
        number, kept = next_number("A", kept, MONDAY + timedelta(days=offset))
        given_out.append((kept[0], number))
    assert len(set(given_out)) == len(given_out)
    assert given_out == sorted(given_out, key=lambda issued: (issued[0], issued[1].count))


@given(st.sampled_from(["A", "B", "C", "L", "LA", "LL", "LZ"]), st.integers(1, 99_999))
def test_both_forms_read_back(series, count):
    number = Number(series, count)
    assert parse_number(number.shown) == parse_number(number.code) == number


@pytest.mark.parametrize(
    "text", ["", "A", "A27", "a027", "AB027", "A  027", "A027x", "LAB027", "AL027", "１027"]
)
def test_what_is_no_number_is_not_read(text):
    assert parse_number(text) is None
