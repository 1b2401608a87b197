from __future__ import annotations

import errno
import os
import time
import wave
from pathlib import Path

import pytest

from kiosk.devices import wav
from kiosk.devices.speaker import SilentSpeaker
from kiosk.devices.voice import ClipVoice, Places, clip_key


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "recordings", tmp_path / "built", tmp_path / "passing")


@pytest.fixture
def voice(places):
    # Longer than the kiosk waits: the machine of the tests may be busy.
    return ClipVoice(places, now_seconds=10)


def seconds(clip: Path) -> float:
    with wave.open(str(clip)) as sound:
        return sound.getnframes() / sound.getframerate()


@pytest.mark.parametrize(("text", "language"), [("Dạ, mời bà con.", "vi"), ("Please sit down.", "en")])
def test_a_text_is_spoken(voice, text, language):
    clip = voice.clip(text, language)
    assert clip is not None
    assert seconds(clip) > 0.5


def test_khmer_has_no_voice_until_somebody_records_it(voice, places):
    text = "សូមអង្គុយ"
    assert voice.clip(text, "km") is None
    recording = places.recordings / "km" / f"{clip_key(text, 'km')}.wav"
    recording.parent.mkdir(parents=True)
    recording.write_bytes(b"RIFF" + bytes(100))
    assert voice.clip(text, "km") == recording


def test_a_recording_wins_over_the_machine(voice, places):
    made = voice.clip("Dạ.", "vi")
    recording = places.recordings / "vi" / f"{clip_key('Dạ.', 'vi')}.wav"
    recording.parent.mkdir(parents=True)
    recording.write_bytes(b"RIFF" + bytes(100))
    assert made != recording
    assert voice.clip("Dạ.", "vi") == recording


def test_a_visit_leaves_no_sound_behind_and_what_was_prepared_stays(voice, places):
    prepared = voice.prepare("Bữa nay bà con cần việc gì?", "vi")
    answer = voice.clip("Nguyễn Văn Mẫu", "vi")
    assert answer.parent == places.passing
    assert voice.clip("Bữa nay bà con cần việc gì?", "vi") == prepared
    voice.forget()
    assert list(places.passing.iterdir()) == []
    assert prepared.is_file()


def test_a_clip_is_made_once_and_its_name_does_not_tell_the_text(voice, places):
    first = voice.clip("Nguyễn Văn Mẫu", "vi")
    made = first.stat().st_mtime_ns
    assert voice.clip("Nguyễn  Văn Mẫu", "vi") == first
    assert first.stat().st_mtime_ns == made
    assert list(places.passing.iterdir()) == [first]
    assert clip_key("Nguyễn Văn Mẫu", "vi") not in first.name, (
        "whoever guesses the text would know it by that"
    )
    assert first.stat().st_mode & 0o777 == 0o600


def test_the_text_stands_on_no_command_line(voice, tmp_path, monkeypatch):
    program = tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\ncat > {tmp_path}/input\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    voice.clip("Nguyễn Văn Mẫu", "vi")
    assert "Mẫu" not in (tmp_path / "seen").read_text()
    assert (tmp_path / "input").read_text() == "Nguyễn Văn Mẫu"


def test_a_machine_without_espeak_has_no_voice(voice, places, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert voice.clip("Dạ.", "vi") is None
    assert list(places.passing.iterdir()) == []


def test_a_voice_that_takes_too_long_is_none(places, tmp_path, monkeypatch):
    program = tmp_path / "espeak-ng"
    program.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    start = time.monotonic()
    assert ClipVoice(places, now_seconds=0.05).clip("Dạ.", "vi") is None
    assert time.monotonic() - start < 1.5
    assert list(places.passing.iterdir()) == []


@pytest.mark.parametrize("left", [b"", b"RIFF" + bytes(40)])
def test_a_clip_without_any_sound_in_it_is_made_anew(voice, left):
    built = voice.built("Dạ.", "vi")
    built.parent.mkdir(parents=True)
    built.write_bytes(left)
    assert voice.clip("Dạ.", "vi") != built
    assert voice.prepare("Dạ.", "vi") == built
    assert seconds(built) > 0
    assert voice.clip("Dạ.", "vi") == built


def test_a_recording_without_any_sound_in_it_does_not_win(voice, places):
    recording = places.recordings / "vi" / f"{clip_key('Dạ.', 'vi')}.wav"
    recording.parent.mkdir(parents=True)
    recording.touch()
    assert voice.clip("Dạ.", "vi") != recording


def test_a_clip_is_on_the_disk_before_it_has_its_name(voice, monkeypatch):
    named = []
    monkeypatch.setattr(os, "fsync", lambda _file: named.append(voice.built("Dạ.", "vi").exists()))
    voice.prepare("Dạ.", "vi")
    assert named == [False]


def full(*_args):
    raise OSError(errno.ENOSPC, "full")


def test_a_disk_that_is_full_is_told_to_whoever_prepares_and_is_silence_for_a_visit(voice, monkeypatch):
    monkeypatch.setattr(wav, "write", full)
    with pytest.raises(OSError, match="full"):
        voice.prepare("Dạ.", "vi")
    assert voice.clip("Dạ.", "vi") is None


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_to_say_has_no_clip(voice, text):
    assert voice.clip(text, "vi") is None


def test_the_silent_twin_lets_its_owner_decide_when_it_is_done():
    later = []
    done = []
    speaker = SilentSpeaker(later.append)
    speaker.say([Path("a.wav")], done.append)
    assert done == []
    later.pop()()
    assert done == [True]
    assert speaker.said == [(Path("a.wav"),)]
