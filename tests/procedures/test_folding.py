"""Two texts that a person would call the same word are the same when folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.folding import folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐỒNG THÁP", "dong thap"),
        ("Xơ-đăng", "xo dang"),
        ("H'Mông", "hmong"),
        ("H’Mông", "hmong"),
        ("  giấy   tờ, ", "giay to"),
        ("1.001193", "1 001193"),
        ("សំ\u200bបុត្រ", "សំបុត្រ"),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_text_is_compared_in_plain_small_letters(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_letters_typed_whole_or_with_loose_accents_are_the_same() -> None:
    assert folded("tu\u031b\u0309") == folded("tử") == "tu"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
