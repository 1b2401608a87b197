"""The clips that are made before anybody comes."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from kiosk.devices.voice import clip_key
from kiosk.settings import Voice, read
from kiosk.texts.phrasebook import Piece
from kiosk.wiring.voices import building
from kiosk.wiring.voices.said import Saying
from tests.devices.sounds import tone

ROOT = Path(__file__).parents[3]
SPOKEN = [(f"câu {number}", "vi") for number in range(40)]


class Maker:
    """Makes nothing, and knows what it was asked for."""

    def __init__(self, broken=()):
        self.asked, self.broken, self.lock = [], broken, threading.Lock()

    def prepare(self, text, language):
        with self.lock:
            self.asked.append((text, language))
        if text in self.broken:
            raise OSError(text)
        return None if text == "câu 7" else Path(text)


def test_every_text_is_made_once_and_only_clips_are_counted():
    voice = Maker()
    assert building.made_of(iter(SPOKEN), voice, lambda _line: None) == 39
    assert sorted(voice.asked) == sorted(SPOKEN)


def test_a_disk_that_fails_ends_the_making():
    with pytest.raises(OSError, match="câu 3"):
        building.made_of(SPOKEN, Maker(broken={"câu 3"}), lambda _line: None)


class Repertoire:
    """Says a few texts."""

    def __init__(self, *texts, own=(), parts=()):
        self.texts, self.own, self.parts = texts, own, parts

    def sayings(self, _language):
        for text in (*self.texts, *self.own):
            kind = "own" if text in self.own else "text"
            yield Saying(text, text, "", "", (Piece(text, kind),), kind == "own")

    def pieces(self, _language):
        return self.parts


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "texts").symlink_to(ROOT / "assets" / "texts")
    settings = read(ROOT / "config", tmp_path, tmp_path / "state")
    log = tmp_path / "made"
    program = tmp_path / "speaks"
    program.write_text(
        f'#!/bin/sh\ncat >> {log}\nexec sox -V1 -n -r 22050 -c 1 -b 16 "$1" synth 0.3 sine 300\n'
    )
    program.chmod(0o755)
    voice = Voice(engine="command", command={"vi": (str(program), "{wav}")})
    return _with(settings, voice)


def _with(settings, voice):
    return replace(settings, kiosk=msgspec.structs.replace(settings.kiosk, voice=voice))


def made(settings):
    log = settings.root / "made"
    return sorted(log.read_text().splitlines()) if log.exists() else []


def build(settings, repertoire, languages=("vi",)):
    lines = []
    return building.build(settings, repertoire, languages, lines.append), lines


def test_what_has_not_changed_is_not_made_again(settings):
    assert build(settings, Repertoire("Dạ", "Có"))[0] == 0
    assert build(settings, Repertoire("Dạ", "Có", "Chưa"))[1] == [
        "vi: 1 clips made, 2 kept, 0 outdated ones deleted, 0 recorded by people"
    ]
    assert made(settings) == ["Chưa", "Có", "Dạ"]


def test_what_nobody_says_any_more_is_deleted(settings):
    build(settings, Repertoire("Dạ", "Có"))
    assert "1 outdated ones deleted" in build(settings, Repertoire("Dạ"))[1][-1]
    assert len(list((settings.cache / "voices" / "vi").iterdir())) == 1


def test_what_a_killed_build_left_is_cleared_away_and_what_another_one_makes_just_now_is_not(settings):
    build(settings, Repertoire("Dạ"))
    folder = settings.cache / "voices" / "vi"
    (folder / "tmpold").mkdir()
    (folder / "tmpold" / "made.wav").write_bytes(b"-")
    (folder / "tmpold.part").write_bytes(b"-")
    for name in ("tmpold", "tmpold.part"):
        os.utime(folder / name, (0, 0))
    (folder / "tmpnew").mkdir()
    (folder / "tmpnew.part").write_bytes(b"-")
    assert build(settings, Repertoire("Dạ"))[0] == 0
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".wav") == [
        "tmpnew",
        "tmpnew.part",
    ]


def test_a_person_s_recording_is_neither_replaced_nor_made_again(settings):
    recording = settings.root / "assets" / "voices" / "vi" / f"{clip_key('Dạ', 'vi')}.wav"
    before = tone(recording).read_bytes()
    assert build(settings, Repertoire("Dạ", "Có"))[1][-1].endswith("1 recorded by people")
    assert recording.read_bytes() == before
    assert made(settings) == ["Có"]


def test_a_name_is_not_built(settings):
    build(settings, Repertoire("Dạ", own=("Nguyễn Văn Mẫu",)))
    assert made(settings) == ["Dạ"]


def test_what_names_are_put_into_is_built_where_another_voice_would_say_it(settings):
    asked = Repertoire("Dạ", own=("Đã gọi Anh Tài",), parts=("Đã gọi",))
    build(settings, asked)
    assert made(settings) == ["Dạ", "Đã gọi"]
    espeak = _with(settings, Voice(engine="espeak"))
    assert build(espeak, asked)[1][-1].startswith("vi: 1 clips made, 0 kept, 2 outdated")


def test_a_language_without_a_voice_is_told_where_its_list_is(settings):
    assert build(settings, Repertoire("កើតកូន"), ["km"]) == (
        0,
        ["km: no voice but recordings, see: kiosk voice missing --lang km"],
    )


def test_a_program_that_fails_is_told_of(settings):
    voice = Voice(engine="command", command={"vi": ("false", "{wav}")})
    done, lines = build(_with(settings, voice), Repertoire("Dạ"))
    assert done == 1
    assert lines[-1] == "vi: 1 clips could not be made: is the program for this voice installed?"
