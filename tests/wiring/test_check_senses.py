"""The check says in plain words what is missing for voice, microphone and films, and what to do about it."""

import shutil
from dataclasses import replace

import msgspec
import pytest

from kiosk.settings import Listening, Sound, Voice, read
from kiosk.wiring.check import WRONG, check
from kiosk.wiring.check_senses import of_films, of_listening, of_sound
from tests.screen.films import made
from tests.visit.walking import ROOT

EVERY = ("aplay", "arecord", "espeak-ng", "sox", "ffmpeg")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Put programs that do nothing where alone the kiosk finds any."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in (*EVERY, "speaks"):
        (folder / name).write_text("#!/bin/sh\n", encoding="ascii")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def point(tmp_path, **kiosk):
    found = read(ROOT / "config", ROOT, tmp_path / "state")
    return replace(found, root=tmp_path, kiosk=msgspec.structs.replace(found.kiosk, **kiosk))


def wrong(found):
    return [sentence for is_wrong, sentence in found if is_wrong]


def commands(kind, *words):
    return kind(engine="command", command={"km": words})


def test_nothing_is_missing_where_all_is_there(programs, tmp_path):
    settings = point(
        tmp_path, voice=commands(Voice, "speaks", "{wav}"), listening=commands(Listening, "speaks", "{wav}")
    )
    for look in (of_sound, of_listening, of_films):
        assert wrong(look(settings)) == []


def test_what_the_settings_ask_for_is_missed_and_the_package_named(programs, tmp_path):
    settings = point(
        tmp_path, voice=commands(Voice, "speaks", "{wav}"), listening=commands(Listening, "speaks", "{wav}")
    )
    for name in EVERY:
        (programs / name).unlink()
    said = [*wrong(of_sound(settings)), *wrong(of_listening(settings))]
    assert [sentence.rsplit("; ", 1)[1] for sentence in said] == [
        "install it: apt install alsa-utils",
        "install it: apt install espeak-ng",
        "install it: apt install sox",
        "install it: apt install alsa-utils",
    ]
    assert [sentence.split(" is missing")[0] for sentence in said] == [
        "sound: aplay",
        "voice: espeak-ng",
        "voice: sox",
        "listening: arecord",
    ]


def test_the_check_as_a_whole_looks_at_them_and_fails(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "config" / "overlay.toml").write_text(
        '[kiosk.listening]\nengine = "command"\n', encoding="utf-8"
    )
    said = []
    assert check(tmp_path / "config", ROOT, tmp_path / "state", said.append) == WRONG
    assert [line for line in said if line.startswith("✗ listening: ")]
    assert [line for line in said if line.startswith("✓ voice: ")]


def test_what_the_settings_do_not_ask_for_is_not_missed(programs, tmp_path):
    for name in EVERY:
        (programs / name).unlink()
    settings = point(tmp_path, sound=Sound(kind="none"))
    for look in (of_sound, of_listening, of_films):
        assert wrong(look(settings)) == []


def test_recordings_need_sox_for_their_slower_copies(programs, tmp_path):
    (programs / "sox").unlink()
    settings = point(tmp_path)
    assert wrong(of_sound(settings)) == []
    (tmp_path / "assets" / "voices" / "km").mkdir(parents=True)
    (tmp_path / "assets" / "voices" / "km" / "a.wav").write_bytes(b"RIFF")
    assert any("sox is missing" in sentence for sentence in wrong(of_sound(settings)))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere-to-be-found", "{wav}"), "nowhere-to-be-found is not there or may not be run"),
        (("speaks", "--model", "/srv/nowhere/km.onnx", "{wav}"), "/srv/nowhere/km.onnx is not there"),
        (("speaks",), "no part of its command is {wav}"),
    ],
)
def test_a_command_that_cannot_work_is_told_with_its_language(programs, tmp_path, words, told):
    settings = point(tmp_path, voice=commands(Voice, *words), listening=commands(Listening, *words))
    for what, look in (("voice", of_sound), ("listening", of_listening)):
        (sentence,) = wrong(look(settings))
        assert sentence.startswith(f"{what} km: {told}")
        assert f"[{what}.command]" in sentence


def test_an_engine_without_any_command_is_told(programs, tmp_path):
    (sentence,) = wrong(of_listening(point(tmp_path, listening=Listening(engine="command"))))
    assert "[listening.command] names no program" in sentence


def test_a_film_that_cannot_be_shown_or_is_too_large_is_told(tmp_path):
    films = tmp_path / "assets" / "video"
    films.mkdir(parents=True)
    made(films, "good.mp4", seconds=1)
    made(films, "large.vi.mp4", size=(3840, 2160), seconds=1)
    (films / "signs").mkdir()
    (films / "signs" / "broken.mp4").write_bytes(b"no film at all")
    broken, large = sorted(wrong(of_films(point(tmp_path))), key=len)
    assert large.startswith("film large.vi.mp4: 3840x2160 is too much for this machine")
    assert large.endswith("ffmpeg -i large.vi.mp4 -vf scale=-2:720 smaller.mp4")
    assert broken.startswith("film signs/broken.mp4: no picture of it can be shown")
    assert (False, "film good.mp4: 320x180") in list(of_films(point(tmp_path)))


def test_where_nothing_can_be_heard_a_film_without_captions_is_told(tmp_path):
    films = tmp_path / "assets" / "video"
    films.mkdir(parents=True)
    made(films, "a.vi.mp4", seconds=1)
    settings = point(tmp_path, sound=Sound(kind="none"))
    (sentence,) = wrong(of_films(settings))
    assert "no captions (a.vi.srt)" in sentence
    (films / "a.vi.srt").write_text("00:00,000 --> 00:01,000\nChào.\n", encoding="utf-8")
    assert wrong(of_films(settings)) == []
