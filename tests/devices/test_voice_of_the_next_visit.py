"""A clip that is still being made when the visit ends must not be there for the next one."""

from kiosk.devices import voice as voices
from kiosk.devices.voice import EspeakVoice


def test_a_clip_made_while_the_visit_ends_does_not_stay(tmp_path, monkeypatch):
    voice = EspeakVoice(recordings=tmp_path / "r", cache=tmp_path / "c", passing=tmp_path / "p")

    def speak_slowly(_text, _voice, wav, _seconds):
        voice.forget()  # the wipe comes while the clip is being made
        wav.write_bytes(b"RIFF")
        return True

    monkeypatch.setattr(voices, "_speak", speak_slowly)
    assert voice.clip("Nguyễn Văn Mẫu", "vi") is None
    assert list((tmp_path / "p").iterdir()) == []


def test_a_clip_of_this_visit_is_kept_until_it_ends(tmp_path, monkeypatch):
    voice = EspeakVoice(recordings=tmp_path / "r", cache=tmp_path / "c", passing=tmp_path / "p")
    monkeypatch.setattr(voices, "_speak", lambda _text, _voice, wav, _seconds: wav.write_bytes(b"RIFF") > 0)
    clip = voice.clip("Nguyễn Văn Mẫu", "vi")
    assert clip is not None
    assert clip.is_file()
    voice.forget()
    assert not clip.exists()
