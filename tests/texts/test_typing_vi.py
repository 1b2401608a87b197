import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts.typing_vi import TONES, delete_last, last_syllable, put_letter, put_tone, starts_word


def typed(*keys: str) -> str:
    text = ""
    for key in keys:
        text = put_tone(text, key) if key in TONES else put_letter(text, key)
    return text


@pytest.mark.parametrize(
    ("letters", "tone", "expected"),
    [
        ("hoa", "acute", "hoá"),
        ("khoe", "hook", "khoẻ"),
        ("thuy", "acute", "thuý"),
        ("toan", "acute", "toán"),
        ("cua", "hook", "của"),
        ("mia", "acute", "mía"),
        ("qua", "hook", "quả"),
        ("quy", "acute", "quý"),
        ("gia", "acute", "giá"),
        ("gi", "grave", "gì"),
        ("giêng", "acute", "giếng"),
        ("nguyên", "tilde", "nguyễn"),
        ("đươc", "dot", "được"),
        ("ngoai", "grave", "ngoài"),
        ("khuyu", "hook", "khuỷu"),
        ("ngoeo", "acute", "ngoéo"),
        ("mưa", "acute", "mứa"),
        ("mai", "tilde", "mãi"),
        ("yên", "acute", "yến"),
        ("y", "acute", "ý"),
        ("Ân", "dot", "Ận"),
        ("ÂY", "tilde", "ẪY"),
    ],
)
def test_a_tone_stands_where_the_school_books_put_it(letters, tone, expected):
    assert typed(*letters, tone) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("h", "o", "acute", "a"), "hoá"),
        (("h", "o", "a", "grave", "n", "g"), "hoàng"),
        (("t", "u", "y", "acute", "ê", "t"), "tuyết"),
        (("m", "u", "grave", "a"), "mùa"),
        (("q", "u", "acute", "a"), "quá"),
    ],
)
def test_a_tone_typed_early_moves_with_the_syllable(keys, expected):
    assert typed(*keys) == expected


def test_the_same_tone_again_takes_it_away_and_another_replaces_it():
    assert put_tone("má", "acute") == "ma"
    assert put_tone("má", "grave") == "mà"


def test_a_tone_touches_only_the_last_syllable():
    assert put_tone("Lê Thi", "dot") == "Lê Thị"
    assert put_tone("Lê ", "dot") == "Lê "
    assert put_tone("ng", "acute") == "ng"
    assert put_tone("12", "acute") == "12"


def test_deleting_takes_one_letter_with_its_tone():
    assert delete_last("hoán") == "hoá"
    assert delete_last("hoá") == "ho"
    assert delete_last("") == ""


def test_the_last_syllable_begins_after_the_last_space():
    assert last_syllable("Nguyễn Thị Ngọc") == len("Nguyễn Thị ")
    assert starts_word("Lê ")
    assert starts_word("")
    assert not starts_word("Lê T")


KEYS = st.sampled_from([*"abcdeghiklmnopqrstuvxy ăâêôơưđ", *TONES])


@given(st.lists(KEYS, max_size=30))
def test_any_keys_give_composed_text_with_at_most_one_tone_a_syllable(keys):
    text = typed(*keys)
    assert unicodedata.is_normalized("NFC", text)
    for syllable in text.split():
        assert sum(sign in TONES.values() for sign in unicodedata.normalize("NFD", syllable)) <= 1


@given(
    st.lists(st.sampled_from("abcdeghiklmnopqrstuvxy ăâêôơưđ"), max_size=20), st.sampled_from(sorted(TONES))
)
def test_a_tone_given_twice_leaves_no_trace(letters, tone):
    text = typed(*letters)
    assert put_tone(put_tone(text, tone), tone) == text
