"""Numbers in words: said as they are said in the south, and never as another number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts import read
from kiosk.texts.spoken import MOST, Aloud
from kiosk.texts.spoken.numbers import word_ids
from tests.visit.walking import ROOT

ALOUD = Aloud(read(ROOT / "assets" / "texts"))
LANGUAGES = ("vi", "km", "en")
VALUES = {
    **{f"number.{n}": n for n in (*range(20), *range(20, 100, 10))},
    **{f"number.tail-{n}": n for n in (1, 4, 5)},
    "number.hundred": 100,
    "number.thousand": 10**3,
    "number.ten-thousand": 10**4,
    "number.hundred-thousand": 10**5,
    "number.million": 10**6,
    "number.billion": 10**9,
    "number.and": 0,
}


def listened(words, language):
    """The number that somebody hears who knows what each word means."""
    texts = ALOUD._texts
    meaning = {texts.say(language, name): VALUES[name] for name in reversed(word_ids())}
    total, count, group = 0, 0, 0
    for word in words:
        value = meaning[word]
        if value < 100:
            count += value
        elif value >= 10**6 or (value == 1000 and language != "km"):
            total += (group + (count if count or group else 1)) * value
            count = group = 0
        else:
            group += (count or (0 if language != "km" else 1)) * value
            count = 0
    return total + group + count


@pytest.mark.parametrize("language", LANGUAGES)
@given(n=st.integers(0, MOST) | st.integers(0, 9999) | st.integers(0, 10**6))
def test_who_listens_hears_the_very_number(language, n):
    assert listened(ALOUD.number_words(n, language), language) == n


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm lẻ một"),
        (104, "một trăm lẻ bốn"),
        (110, "một trăm mười"),
        (221, "hai trăm hai mươi mốt"),
        (1000, "một ngàn"),
        (1945, "một ngàn chín trăm bốn mươi lăm"),
        (2005, "hai ngàn không trăm lẻ năm"),
        (2026, "hai ngàn không trăm hai mươi sáu"),
        (50_000, "năm mươi ngàn"),
        (500_000, "năm trăm ngàn"),
        (1_500_000, "một triệu năm trăm ngàn"),
        (1_000_005, "một triệu không trăm lẻ năm"),
        (2_000_000_000, "hai tỷ"),
    ],
)
def test_vietnamese_numbers_are_said_as_in_the_south(n, said):
    assert " ".join(ALOUD.number_words(n, "vi")) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (6, "ប្រាំមួយ"),
        (11, "ដប់មួយ"),
        (25, "ម្ភៃ ប្រាំ"),
        (1945, "មួយ ពាន់ ប្រាំបួន រយ សែសិប ប្រាំ"),
        (25_000, "ពីរ ម៉ឺន ប្រាំ ពាន់"),
        (500_000, "ប្រាំ សែន"),
        (3_000_000, "បី លាន"),
    ],
)
def test_khmer_numbers_count_in_tens_and_hundreds_of_thousands(n, said):
    assert " ".join(ALOUD.number_words(n, "km")) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (42, "forty two"),
        (105, "one hundred and five"),
        (1945, "one thousand nine hundred and forty five"),
        (2005, "two thousand and five"),
        (1_500_000, "one million five hundred thousand"),
    ],
)
def test_english_numbers(n, said):
    assert " ".join(ALOUD.number_words(n, "en")) == said


@pytest.mark.parametrize("language", LANGUAGES)
@given(digits=st.text("0123456789", max_size=20))
def test_digits_are_said_one_by_one(language, digits):
    words = ALOUD.digit_words(digits, language)
    assert [listened([word], language) for word in words] == [int(digit) for digit in digits]


def test_what_stands_between_digits_is_passed_over():
    assert ALOUD.digit_words("0903 12", "vi") == ("không", "chín", "không", "ba", "một", "hai")


@pytest.mark.parametrize("n", [-1, MOST + 1])
def test_what_is_too_large_is_no_number(n):
    with pytest.raises(ValueError, match="no number"):
        ALOUD.number_words(n, "vi")


@pytest.mark.parametrize("language", LANGUAGES)
@given(n=st.integers(0, MOST))
def test_every_word_of_a_number_is_among_those_to_record(language, n):
    assert set(ALOUD.number_words(n, language)) <= set(ALOUD.every_word(language))
