"""What is wrong with a clip is found by listening to real broken ones."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from kiosk.devices.voice import clip_key
from kiosk.settings import Voice, read
from kiosk.texts.phrasebook import Piece
from kiosk.wiring.voices import checking, recorded
from kiosk.wiring.voices.recorded import Recording
from kiosk.wiring.voices.said import Saying
from tests.devices.sounds import tone

ROOT = Path(__file__).parents[3]
TEXT = "Bữa nay bà con cần việc gì?"


class Repertoire:
    """Says one text, or a few."""

    def __init__(self, *texts):
        self.texts = texts or (TEXT,)

    def sayings(self, _language):
        return [Saying(text, text, "", "", (Piece(text, "text"),), of_a_moment=False) for text in self.texts]

    def pieces(self, _language):
        return ("Đã gọi",)


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "texts").symlink_to(ROOT / "assets" / "texts")
    return read(ROOT / "config", tmp_path, tmp_path / "state")


@pytest.fixture
def recording(settings):
    return settings.root / "assets" / "voices" / "vi" / f"{clip_key(TEXT, 'vi')}.wav"


def check(settings, language="vi", *, asked=True, texts=()):
    lines = []
    done = checking.check(settings, Repertoire(*texts), [language], lines.append, asked=asked)
    return done, lines


def test_a_good_recording_has_no_findings(settings, recording):
    tone(recording, 2.0, 300, "vol", "0.14")
    assert check(settings)[0] == 0


@pytest.mark.parametrize(
    ("kind", "seconds", "effects"),
    [
        ("clipped", 2.0, ("vol", "4")),
        ("too quiet", 2.0, ("vol", "0.01")),
        ("too quiet", 2.0, ("vol", "0")),
        ("too long", 30.0, ("vol", "0.14")),
    ],
)
def test_a_broken_recording_is_told_by_name_and_text(settings, recording, kind, seconds, effects):
    tone(recording, seconds, 300, *effects)
    done, lines = check(settings)
    assert done == 1
    assert lines[0].startswith(f"{kind}: {recording.name}, “{TEXT}”")


@pytest.mark.parametrize("form", ["-r 44100 -c 1 -b 16", "-r 22050 -c 2 -b 16", "-r 22050 -c 1 -b 8"])
def test_a_recording_of_another_form_is_told(settings, recording, form):
    tone(recording, form=form)
    assert "has another form than 22050 Hz, one channel, 16 bits" in check(settings)[1][0]


def test_a_file_that_is_no_sound_or_has_none_is_told(settings, recording):
    recording.parent.mkdir(parents=True)
    recording.write_bytes(b"not a wav")
    assert "cannot be read as sound of 22050 Hz" in check(settings)[1][0]
    with wave.open(str(recording), "wb") as sound:
        sound.setparams((1, 2, 22050, 0, "NONE", ""))
    assert "has no sound in it" in check(settings)[1][0]


def test_a_text_that_nothing_says_is_missing(settings):
    done, lines = check(settings)
    assert done == 1
    assert lines[0] == f"missing: “{TEXT}”"


def test_a_piece_that_nothing_says_is_missing_where_pieces_are_joined(settings, recording):
    tone(recording, 2.0, 300, "vol", "0.14")
    voice = Voice(engine="command", command={"vi": ("true", "{wav}")})
    other = replace(settings, kiosk=msgspec.structs.replace(settings.kiosk, voice=voice))
    assert check(other)[1][0] == "missing: “Đã gọi”"
    assert check(settings)[0] == 0


def test_a_recording_whose_text_has_changed_is_stale(settings, recording):
    tone(recording, 2.0, 300, "vol", "0.14")
    former = tone(recording.with_name(f"{clip_key('Cần gì?', 'vi')}.wav"), 2.0, 300, "vol", "0.14")
    day = "2026-11-22"
    known = {former.stem: Recording(text="Cần gì?", speaker="A", agreed=day, day=day)}
    recorded.write(recording.parent, known)
    done, lines = check(settings)
    assert done == 1
    assert lines[0] == f"stale: {former.name}: of “Cần gì?”, which nobody says any more"


def test_a_built_clip_that_nothing_asks_for_is_stale(settings, recording):
    tone(recording, 2.0, 300, "vol", "0.14")
    tone(settings.cache / "voices" / "vi" / "0-0.wav")
    assert check(settings)[1][0].startswith("stale: 0-0.wav")


def test_a_list_of_recordings_that_cannot_be_read_is_told(settings, recording):
    tone(recording, 2.0, 300, "vol", "0.14")
    (recording.parent / recorded.LIST).write_text("[")
    assert check(settings)[1][0] == "broken: recordings.json of vi cannot be read"


def test_a_gap_in_a_language_that_only_people_speak_counts_when_it_was_asked_for(settings):
    assert check(settings, "km", asked=True)[0] == 1
    done, lines = check(settings, "km", asked=False)
    assert done == 0
    assert lines[0] == "km: 1 texts are not recorded and are spoken in Vietnamese instead"


def test_of_many_findings_the_first_are_shown_and_the_rest_counted(settings):
    lines = check(settings, texts=[f"câu {number}" for number in range(60)])[1]
    assert "missing: and 20 more" in lines
    assert lines[-1] == "vi: 60 findings"
