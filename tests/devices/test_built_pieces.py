"""What was built beforehand in another voice than the quick one's is joined from its pieces, too."""

from __future__ import annotations

import pytest

from kiosk.devices import wav
from kiosk.devices.voice import ClipVoice, Places
from kiosk.texts.phrasebook import Phrasebook
from tests.devices.sounds import stats, tone

TEXTS = ("Giấy kết hôn", "Dạ: {answer}.", "Đã gọi {name}")


class Whistle:
    """Says everything with one tone of 0.4 s, at 300 Hz; ``name``: what its clips depend on."""

    def __init__(self, name="whistle"):
        self.name, self.said = name, []

    def settings(self, _language):
        return self.name

    def speak(self, words, _language, to, _seconds, *, slow=False):
        self.said.append((words, slow))
        to.write_bytes(tone(to.with_suffix(".wav"), 0.4, 300, "vol", "0.2").read_bytes())
        to.with_suffix(".wav").unlink()
        return True


@pytest.fixture
def quick():
    return Whistle("quick")


@pytest.fixture
def voice(tmp_path, quick):
    places = Places(tmp_path / "recordings", tmp_path / "built", tmp_path / "passing")
    return ClipVoice(
        places, Whistle(), quick=quick, book=lambda language: Phrasebook(language, TEXTS, lambda *_: ())
    )


def test_a_phrase_that_was_not_built_whole_is_joined_from_its_pieces(voice, quick):
    for piece in ("Dạ", "Giấy kết hôn"):
        voice.prepare(piece, "vi")
    clip = voice.clip("Dạ: Giấy kết hôn.", "vi")
    assert stats(clip)["Length s"] == pytest.approx(0.92, abs=0.02)
    assert quick.said == []


def test_only_a_name_in_it_is_said_by_the_quick_voice(voice, quick):
    voice.prepare("Đã gọi", "vi")
    assert voice.clip("Đã gọi Anh Tài", "vi") is not None
    assert quick.said == [("Anh Tài", False)]


def test_where_a_piece_was_not_built_the_quick_voice_says_the_whole(voice, quick):
    voice.prepare("Dạ", "vi")
    assert voice.clip("Dạ: Giấy kết hôn.", "vi") is not None
    assert quick.said == [("Dạ: Giấy kết hôn.", False)]


def test_what_was_built_is_said_more_slowly_in_the_same_voice(voice, quick):
    usual = voice.prepare("Giấy kết hôn", "vi")
    assert voice.clip("Giấy kết hôn", "vi") == usual
    slow = voice.clip("Giấy kết hôn", "vi", slow=True)
    assert wav.measured(wav.read(slow)).seconds > wav.measured(wav.read(usual)).seconds * 1.2
    assert quick.said == []


def test_where_both_voices_are_the_same_nothing_is_joined(tmp_path, quick):
    places = Places(tmp_path / "recordings", tmp_path / "built", tmp_path / "passing")
    asked = []
    voice = ClipVoice(places, quick, quick=quick, book=asked.append)
    assert voice.clip("Dạ: Giấy kết hôn.", "vi") is not None
    voice.prepare("Dạ", "vi")
    voice.get_ready()
    assert asked == []


def test_the_phrasebook_of_a_built_language_is_read_beforehand(tmp_path, quick):
    places = Places(tmp_path / "recordings", tmp_path / "built", tmp_path / "passing")
    asked = []

    def book(language):
        asked.append(language)
        return Phrasebook(language, TEXTS, lambda *_: ())

    voice = ClipVoice(places, Whistle(), quick=quick, book=book)
    voice.prepare("Dạ", "vi")
    voice.get_ready()
    assert asked == ["vi"]
