"""What is still to be recorded, as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.voice import ClipVoice, Places, clip_key
from kiosk.presenter.every_status import NOTE
from kiosk.texts.phrasebook import plain, sentences
from kiosk.wiring.voices import script
from kiosk.wiring.voices.said import has_khmer
from tests.devices.sounds import tone

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("voices")


@pytest.fixture(scope="module")
def voice(folder, repertoire):
    places = Places(folder / "recordings", folder / "built", folder / "passing")
    return ClipVoice(places, book=repertoire.book)


@pytest.fixture(scope="module")
def entries(repertoire, voice):
    return script.missing(repertoire, voice, "km")


def test_each_text_stands_there_once_and_begins_with_the_home_screen(entries, repertoire):
    assert len({entry.file for entry in entries}) == len(entries)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[0].vietnamese == repertoire.texts.say("vi", "home.ask")


def test_no_name_of_somebody_and_no_mark_for_line_breaks_stands_there(entries):
    assert all(has_khmer(entry.text) for entry in entries)
    assert not any("\u200b" in entry.text + entry.vietnamese for entry in entries)


def test_the_words_of_numbers_are_recorded_once_each_at_the_end(entries, repertoire):
    words = {text for text, _ in repertoire.words("km")}
    assert words <= {entry.text for entry in entries}


def test_with_all_of_it_recorded_whatever_a_screen_says_in_khmer_can_be_put_together(entries, repertoire):
    recorded = {entry.file for entry in entries}
    for saying in repertoire.sayings("km"):
        lacking = [
            piece.text
            for piece in saying.pieces
            if piece.kind != "own" and f"{clip_key(piece.text, 'km')}.wav" not in recorded
        ]
        assert not lacking, plain(saying.text)


def test_nothing_but_example_names_is_left_to_the_moment_in_vietnamese(repertoire):
    told = {"Anh Tài", "Nguyễn Hoàng Phương Ví Dụ", "Lê Thị Thí Dụ"}
    assert own(repertoire, "vi") == told | {
        "Số 128/4, đường Ví Dụ, Khu phố 46, phường Đông Hưng Thuận, TP. Hồ Chí Minh",
        "Ba đi biển chưa về, má đi khai.",
        "Giấy chứng sinh",
        "ghi tắt tên bệnh viện, đã hỏi lại.",
        "Số 128/4, đường Ví Dụ, Khu phố 46",
        "Số 7, Khu phố 45",
        *sentences(NOTE),
    }


def test_nothing_in_khmer_is_left_to_the_machine(repertoire):
    assert not [text for text in own(repertoire, "km") if has_khmer(text)]


def own(repertoire, language):
    return {
        piece.text
        for saying in repertoire.sayings(language)
        for piece in saying.pieces
        if piece.kind == "own"
    }


def test_the_printed_script_holds_every_text_with_its_vietnamese(entries, repertoire):
    page = script.as_html(entries, repertoire.texts, "km")
    assert page.count('<td class="number">') == len(entries)
    assert "<script" not in page
    assert all(
        f'<td class="text" lang="km">{entry.text}<' in page for entry in entries if "&" not in entry.text
    )
    plain_text = script.as_text(entries, repertoire.texts, "km")
    assert entries[-1].text in plain_text


def test_what_is_recorded_is_not_listed_any_more(entries, repertoire, voice, folder):
    recording = tone(folder / "recordings" / "km" / entries[0].file, 0.2)
    try:
        left = script.missing(repertoire, voice, "km")
    finally:
        recording.unlink()
    assert len(left) == len(entries) - 1
    assert entries[0].file not in {entry.file for entry in left}
