import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire import checkdigits

PAYLOADS_32 = st.text("0123456789", min_size=32, max_size=32)


def whole(payload: str) -> str:
    return payload + checkdigits.check_digits(payload)


@given(PAYLOADS_32)
def test_check_digits_make_the_number_leave_1_when_divided_by_97(payload):
    assert len(whole(payload)) == 34
    assert int(whole(payload)) % 97 == 1


@given(PAYLOADS_32, st.integers(0, 33), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(payload, place, change):
    digits = whole(payload)
    wrong = str((int(digits[place]) + change) % 10)
    assert not checkdigits.is_valid(digits[:place] + wrong + digits[place + 1 :])


@given(PAYLOADS_32, st.integers(0, 32))
def test_every_swap_of_two_different_neighbours_is_caught(payload, place):
    digits = whole(payload)
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert checkdigits.is_valid(swapped) == (swapped == digits)


def test_all_errors_of_one_number_are_caught():
    digits = whole("1" + "2718281828459045235360287471352")
    for place, right in enumerate(digits):
        for wrong in set("0123456789") - {right}:
            assert not checkdigits.is_valid(digits[:place] + wrong + digits[place + 1 :])


def test_the_number_on_the_drawn_ticket_checks():
    assert checkdigits.is_valid("1916358742195195762645319395141525")


@pytest.mark.parametrize("text", ["", "97", "12a", " 1", "²"])
def test_what_is_no_checked_number_is_not_valid(text):
    assert not checkdigits.is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "12 34-56",
        "1234\t56\r\n",
        "12–34—56",
        "\N{MINUS SIGN}123456",
        "\N{ZERO WIDTH SPACE}123\N{NO-BREAK SPACE}456\ufeff",
        "１２３４５６",
        "១២៣៤៥៦",
    ],
)
def test_spaces_dashes_and_digits_of_any_script_are_read(text):
    assert checkdigits.plain_digits(text) == "123456"


@pytest.mark.parametrize("text", ["12x", "1.2", "¹²", "https://1", "½", "1" * 257])
def test_anything_else_is_not_read(text):
    assert checkdigits.plain_digits(text) is None


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    digits = checkdigits.plain_digits(text)
    assert digits is None or (digits.isascii() and (digits == "" or digits.isdecimal()))


def test_bytes_that_would_favour_low_digits_are_drawn_again():
    drawn = iter([bytes([250, 255] + [7] * 29), bytes([3] * 31)])
    digits = checkdigits.draw("1", lambda _count: next(drawn))
    assert digits[1:32] == "7" * 29 + "33"


def test_each_digit_is_drawn_equally_often():
    taken = []
    for byte in range(256):
        asked = iter([bytes([byte] * 31), b""])
        try:
            taken.append(checkdigits.draw("1", lambda _count, asked=asked: next(asked))[1])
        except StopIteration:
            assert byte >= 250
    assert {taken.count(digit) for digit in "0123456789"} == {25}


@pytest.mark.parametrize("digits", ["1", "1916358742195195762645319395141526", "x" * 34, "១" * 34])
def test_secret_digits_are_checked_when_made(digits):
    with pytest.raises(ValueError, match="34 digits") as caught:
        checkdigits.SecretDigits(digits)
    assert digits not in str(caught.value)
