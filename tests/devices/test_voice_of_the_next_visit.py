"""A clip that is still being made when the visit ends must not be there for the next one."""

import pytest

from kiosk.devices.voice import ClipVoice, Places, clip_key
from kiosk.texts.phrasebook import Phrasebook
from tests.devices.sounds import tone


class Engine:
    """Makes a clip at once; ``meanwhile`` is what happens before it is done."""

    meanwhile = staticmethod(lambda: None)

    def settings(self, language):
        return "a test's"

    def speak(self, words, language, to, seconds, *, slow=False):
        self.meanwhile()
        return to.write_bytes(b"RIFF") > 0


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def voice(tmp_path, engine):
    return ClipVoice(Places(tmp_path / "r", tmp_path / "b", tmp_path / "p"), quick=engine)


@pytest.mark.parametrize("slow", [False, True])
def test_a_clip_made_while_the_visit_ends_does_not_stay(voice, engine, tmp_path, slow):
    engine.meanwhile = voice.forget  # the wipe comes while the clip is being made
    assert voice.clip("Nguyễn Văn Mẫu", "vi", slow=slow) is None
    assert list((tmp_path / "p").iterdir()) == []


def test_a_clip_of_this_visit_is_kept_until_it_ends(voice):
    clip = voice.clip("Nguyễn Văn Mẫu", "vi")
    assert clip is not None
    assert clip.is_file()
    voice.forget()
    assert not clip.exists()


def test_what_was_wanted_by_a_visit_that_is_over_is_not_made(voice, tmp_path):
    visit = voice.visit()
    voice.forget()
    assert voice.clip("Nguyễn Văn Mẫu", "vi", visit=visit) is None
    assert not list(tmp_path.rglob("*.wav"))


@pytest.mark.parametrize("slow", [False, True])
def test_a_name_in_a_recorded_sentence_does_not_stay_either(engine, tmp_path, slow):
    def book(language):
        return Phrasebook(language, ("បានហៅ {name}",), lambda _value, _name: ())

    voice = ClipVoice(Places(tmp_path / "r", tmp_path / "b", tmp_path / "p"), quick=engine, book=book)
    tone(tmp_path / "r" / "km" / f"{clip_key('បានហៅ', 'km')}.wav", 0.4, 300)
    wipes = [voice.forget]  # once, while the name is being said
    engine.meanwhile = lambda: wipes.pop()() if wipes else None
    assert voice.clip("បានហៅ Nguyễn Văn Mẫu", "km", slow=slow) is None
    assert not wipes
    assert list((tmp_path / "p").iterdir()) == []
