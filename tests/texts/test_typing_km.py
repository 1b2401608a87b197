import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts.typing_km import (
    CONSONANTS,
    DIGITS,
    INDEPENDENT,
    SIGNS,
    SUBSCRIPT,
    VOWELS,
    delete_khmer,
    last_cluster,
    put_khmer,
)

KEYS = st.lists(
    st.sampled_from([*CONSONANTS, *VOWELS, *SIGNS, *DIGITS, *INDEPENDENT, SUBSCRIPT, " "]), max_size=16
)


def typed(*keys):
    text = ""
    for key in keys:
        text = put_khmer(text, key)
    return text


def test_all_letters_of_the_school_books_are_there():
    assert (len(CONSONANTS), len(VOWELS), len(INDEPENDENT), len(DIGITS)) == (33, 23, 14, 10)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("ខ", SUBSCRIPT, "ម", "\u17c2", "រ"), "ខ្មែរ"),
        (("ខ", "\u17c2", SUBSCRIPT, "ម", "រ"), "ខ្មែរ"),
        (("ប", "\u17b6", "\u17c9"), "ប៉ា"),
        (("ស", SUBSCRIPT, "ត", SUBSCRIPT, "រ", "\u17b8"), "ស្ត្រី"),
        (("ភ", SUBSCRIPT, "ន", "\u17c6", "\u17bb"), "ភ្នុំ"),
        (("ចា"[0], "\u17b6", "ប", "\u17cb"), "ចាប់"),
    ],
)
def test_a_word_is_stored_as_fonts_expect_it_in_whatever_order_it_was_typed(keys, text):
    assert typed(*keys) == text


def test_another_vowel_takes_the_place_of_the_first():
    assert typed("ក", "\u17b6", "\u17b7") == "ក\u17b7"


def test_what_can_hang_on_nothing_is_left_out():
    assert typed("\u17b6") == ""
    assert typed("ក", " ", "\u17b6") == "ក "
    assert typed("ក", SUBSCRIPT, SUBSCRIPT, " ") == "ក "


def test_deleting_takes_one_visible_piece():
    text = typed("ខ", SUBSCRIPT, "ម", "\u17c2", "រ")
    assert delete_khmer(text) == "ខ្មែ"
    assert delete_khmer("ខ្មែ") == "ខ្ម"
    assert delete_khmer("ខ្ម") == "ខ"
    assert delete_khmer("ខ") == ""
    assert delete_khmer("កុំ") == "ក"


def test_the_last_cluster_is_a_letter_with_all_that_hangs_on_it():
    assert last_cluster("ភាសាខ្មែ") == len("ភាសា")
    assert last_cluster("ភាសា ") == len("ភាសា")
    assert last_cluster("") == 0


@given(KEYS)
def test_no_key_ever_leaves_a_mark_without_its_letter(keys):
    text = typed(*keys)
    assert unicodedata.is_normalized("NFC", text)
    for at, sign in enumerate(text):
        if unicodedata.category(sign)[0] == "M":
            assert at
            assert text[at - 1] not in {*DIGITS, " "}


@given(KEYS)
def test_deleting_long_enough_leaves_nothing(keys):
    text = typed(*keys)
    for _ in range(len(text)):
        text = delete_khmer(text)
    assert text == ""
