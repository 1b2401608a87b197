"""A text is put together from pieces that are recorded once each."""

from __future__ import annotations

import pytest

from kiosk.texts.phrasebook import AFTER_LABEL, AFTER_SENTENCE, Phrasebook, Piece

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
TEXTS = (
    "Ngày sanh",
    "Giấy kết hôn",
    "Chưa có cũng không sao. Người giúp sẽ chỉ.",
    "Đã gọi {name}",
    "Số của bà con là {number}.",
    "{when} có người trực",
    "(lâu nhất {days} ngày)",
    "Bước {number}",
    "Thứ Hai",
    "tháng 11",
    "Ở quầy phường",
    "tại nhà",
)


def words(value: str, _language: str) -> tuple[str, ...]:
    return tuple(Piece(DIGITS[int(one)], "word") for one in value) if value.isdecimal() else ()


@pytest.fixture
def book():
    return Phrasebook("vi", TEXTS, words)


def told(pieces):
    return [(piece.text, piece.kind) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày sanh", [("Ngày sanh", "text")]),
        ("ngày  sanh:", [("Ngày sanh", "text")]),
        ("Ngày sanh: 5", [("Ngày sanh", "text"), ("năm", "word")]),
        ("Đã gọi Anh Tài", [("Đã gọi", "part"), ("Anh Tài", "own")]),
        ("Bước 3: Giấy kết hôn", [("Bước", "part"), ("ba", "word"), ("Giấy kết hôn", "text")]),
        ("Thứ Hai có người trực", [("Thứ Hai", "text"), ("có người trực", "part")]),
        (
            "Ngày sanh (lâu nhất 5 ngày)",
            [("Ngày sanh", "text"), ("lâu nhất", "part"), ("năm", "word"), ("ngày", "part")],
        ),
        ("Ở quầy phường, tại nhà", [("Ở quầy phường", "text"), ("tại nhà", "text")]),
        ("Nguyễn Văn Mẫu", [("Nguyễn Văn Mẫu", "own")]),
        ("Ba của bé, tên Mẫu", [("Ba của bé, tên Mẫu", "own")]),
    ],
)
def test_a_text_has_its_pieces(book, text, expected):
    assert told(book.pieces(text)) == expected


def test_sentences_that_are_one_text_stay_together(book):
    pieces = book.pieces("Giấy kết hôn. Chưa có cũng không sao. Người giúp sẽ chỉ.")
    assert told(pieces) == [("Giấy kết hôn", "text"), ("Chưa có cũng không sao. Người giúp sẽ chỉ.", "text")]


def test_a_sentence_of_a_longer_text_is_known_by_itself(book):
    assert told(book.pieces("Người giúp sẽ chỉ.")) == [("Người giúp sẽ chỉ.", "text")]


def test_there_is_a_pause_after_a_sentence_and_a_label_and_none_within_a_number(book):
    pieces = book.pieces("Giấy kết hôn. Ngày sanh: 42")
    assert [piece.pause for piece in pieces] == [AFTER_SENTENCE, AFTER_LABEL, 0.0, 0.0]


def test_break_marks_of_khmer_do_not_count():
    book = Phrasebook("km", ["កើត\u200bកូន", "បានហៅ {name}"], words)
    assert told(book.pieces("កើតកូន")) == [("កើតកូន", "text")]
    assert told(book.pieces("បាន\u200bហៅ Anh Tài")) == [("បានហៅ", "part"), ("Anh Tài", "own")]
    assert told(book.pieces("កើតកូន។ កើតកូន")) == [("កើតកូន", "text")] * 2


def test_an_address_is_one_sentence_however_its_city_is_written(book):
    assert told(book.pieces("Ngày sanh: Ở quầy phường, TP. Mẫu")) == [
        ("Ngày sanh", "text"), ("Ở quầy phường, TP. Mẫu", "own"),
    ]  # fmt: skip


def test_somebody_s_own_words_are_without_the_marks_of_a_khmer_sentence():
    book = Phrasebook("km", ["កើតកូន៖ {name}។"], words)
    assert told(book.pieces("កើតកូន៖ Anh Tài។")) == [("កើតកូន", "part"), ("Anh Tài", "own")]


@pytest.mark.parametrize("text", ["", "  ", "“…”"])
def test_nothing_to_say_has_no_pieces(book, text):
    assert book.pieces(text) == ()
