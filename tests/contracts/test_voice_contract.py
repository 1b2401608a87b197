"""What every voice promises: a clip or none, and nothing of a visit after it."""

import pytest

from kiosk.devices.voice import ClipVoice, Places
from kiosk.tour.listening import Listening


@pytest.fixture(params=["espeak", "none"])
def voice(request, tmp_path):
    if request.param == "none":
        return Listening()
    places = Places(tmp_path / "recordings", tmp_path / "built", tmp_path / "passing")
    return ClipVoice(places, now_seconds=20.0)


@pytest.mark.parametrize("language", ["vi", "en", "km", "xx"])
def test_a_clip_is_a_sound_file_or_none(voice, language):
    clip = voice.clip("Bà con cần việc gì?", language)
    assert clip is None or clip.read_bytes()[:4] == b"RIFF"


def test_what_is_said_slowly_is_a_sound_file_or_none_too(voice):
    usual, slow = (voice.clip("Bà con cần việc gì?", "vi", slow=slow) for slow in (False, True))
    assert (usual is None) == (slow is None)
    assert slow is None or len(slow.read_bytes()) >= len(usual.read_bytes())


def test_nothing_to_say_has_no_clip(voice):
    assert voice.clip("   ", "vi") is None


def test_forgetting_leaves_nothing_of_the_visit(voice, tmp_path):
    clip = voice.clip("Nguyễn Văn Mẫu", "vi")
    voice.forget()
    assert clip is None or not clip.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_forgetting_twice_is_no_fault(voice):
    voice.forget()
    voice.forget()
    assert voice.clip("", "vi") is None
