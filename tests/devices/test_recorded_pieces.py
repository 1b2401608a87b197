"""What people have recorded is said before anything else, whole or put together."""

from __future__ import annotations

import pytest

from kiosk.devices import wav
from kiosk.devices.voice import ClipVoice, Places, clip_key
from kiosk.texts.phrasebook import Phrasebook, Piece
from tests.devices.sounds import stats, tone

TEXTS = ("ឈ្មោះ", "បានហៅ {name}", "កើតកូន")
NUMBERS = {"25": ("ម្ភៃ", "ប្រាំ")}


def book(language):
    return Phrasebook(
        language, TEXTS, lambda value, _: tuple(Piece(word, "word") for word in NUMBERS.get(value, ()))
    )


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "recordings", tmp_path / "built", tmp_path / "passing")


@pytest.fixture
def voice(places):
    return ClipVoice(places, book=book, now_seconds=10)


@pytest.fixture
def record(places):
    def record(text, seconds=0.4, hertz=300, language="km"):
        path = places.recordings / language / f"{clip_key(text, language)}.wav"
        return tone(path, seconds, hertz, "vol", "0.2")

    return record


def test_a_number_is_put_together_from_its_words_without_a_gap(voice, record, places):
    record("ម្ភៃ", hertz=300)
    record("ប្រាំ", hertz=400)
    clip = voice.clip("25", "km")
    assert clip.parent == places.passing
    assert stats(clip)["Length s"] == pytest.approx(0.8, abs=0.02)
    assert stats(clip)["RMS Tr dB"] > -25, "nowhere is it silent for 50 ms"


def test_a_name_in_a_recorded_sentence_is_said_by_the_vietnamese_voice(voice, record):
    record("បានហៅ")
    alone = wav.measured(wav.read(voice.clip("Anh Tài", "vi"))).seconds
    clip = voice.clip("បានហៅ Anh Tài", "km")
    assert stats(clip)["Length s"] == pytest.approx(0.4 + alone, abs=0.1)


def test_a_sentence_of_which_a_piece_was_not_recorded_has_no_voice(voice, record):
    record("ឈ្មោះ")
    assert voice.clip("ឈ្មោះ: កើតកូន", "km") is None
    record("កើតកូន")
    assert voice.clip("ឈ្មោះ: កើតកូន", "km") is not None


def test_a_name_alone_is_nothing_that_was_recorded(voice, record):
    record("ឈ្មោះ")
    assert voice.clip("Nguyễn Văn Mẫu", "km") is None


def test_a_recording_is_said_more_slowly_too(voice, record):
    usual = record("កើតកូន", seconds=1.0)
    assert voice.clip("កើតកូន", "km") == usual
    slow = voice.clip("កើតកូន", "km", slow=True)
    assert stats(slow)["Length s"] == pytest.approx(1 / 0.75, abs=0.1)


def test_what_is_put_together_is_said_more_slowly_too(voice, record):
    for word in NUMBERS["25"]:
        record(word)
    assert stats(voice.clip("25", "km", slow=True))["Length s"] == pytest.approx(0.8 / 0.75, abs=0.1)


def test_what_was_put_together_goes_with_the_visit(voice, record, places):
    record("បានហៅ")
    voice.clip("បានហៅ Nguyễn Văn Mẫu", "km")
    voice.clip("បានហៅ Nguyễn Văn Mẫu", "km", slow=True)
    assert list(places.passing.iterdir())
    voice.forget()
    assert list(places.passing.iterdir()) == []


def test_a_recording_of_another_form_is_not_joined(voice, record):
    record("ម្ភៃ")
    tone(record("ប្រាំ"), form="-r 44100 -c 2 -b 16")
    assert voice.clip("25", "km") is None


def test_pieces_that_a_vietnamese_speaker_has_recorded_win_over_the_machine(places, record):
    voice = ClipVoice(places, book=book, now_seconds=10)
    built = voice.prepare("ឈ្មោះ: កើតកូន", "vi")
    assert voice.clip("ឈ្មោះ: កើតកូន", "vi") == built
    for piece in ("ឈ្មោះ", "កើតកូន"):
        record(piece, language="vi")
    assert voice.clip("ឈ្មោះ: កើតកូន", "vi").parent == places.passing


def test_the_phrasebooks_of_recorded_languages_are_read_beforehand(places, record):
    asked = []
    voice = ClipVoice(places, book=lambda language: asked.append(language) or book(language))
    voice.get_ready()
    assert asked == []
    record("ឈ្មោះ")
    voice.get_ready()
    assert asked == ["km"]
