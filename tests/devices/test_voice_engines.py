"""espeak-ng, and a program of the ward's own, as real executables."""

from __future__ import annotations

import os
import select

import pytest

from kiosk.devices import wav
from kiosk.devices.engines import CommandEngine, EspeakEngine, run
from kiosk.devices.voice import ClipVoice, Places
from tests.devices.sounds import stats


@pytest.fixture
def program(tmp_path):
    """Speaks with a tone of 44,100 Hz in two channels, and writes down what it was given."""
    path = tmp_path / "speaks"
    path.write_text(
        f'#!/bin/sh\ncat > {tmp_path}/input\necho "$@" > {tmp_path}/words\n'
        'exec sox -V1 -n -r 44100 -c 2 -b 16 "$2" synth 1 sine 300 vol 0.05 pad 0.5 0.5\n'
    )
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def engine(program):
    return CommandEngine({"km": (program, "--to", "{wav}")}, EspeakEngine())


def test_a_program_of_the_ward_speaks_at_the_rate_and_level_of_all_clips(engine, tmp_path):
    assert engine.speak("កើតកូន", "km", tmp_path / "a.wav", 10)
    assert wav.read(tmp_path / "a.wav")
    found = stats(tmp_path / "a.wav")
    assert found["Length s"] == pytest.approx(1.05, abs=0.03)
    assert found["RMS lev dB"] == pytest.approx(wav.LEVEL, abs=0.5)


def test_the_text_comes_as_one_line_on_standard_input_and_nowhere_else(engine, tmp_path):
    engine.speak("Dạ.\nMời bà con.", "km", tmp_path / "a.wav", 10)
    assert (tmp_path / "input").read_text() == "Dạ. Mời bà con.\n"
    assert "Mời" not in (tmp_path / "words").read_text()


def test_no_shell_reads_the_command(tmp_path):
    engine = CommandEngine({"vi": ("true", f"; touch {tmp_path}/seen", "{wav}")}, EspeakEngine())
    assert not engine.speak("Dạ.", "vi", tmp_path / "a.wav", 10)
    assert not (tmp_path / "seen").exists()


def test_it_is_slower_when_asked(engine, tmp_path):
    assert engine.speak("កើតកូន", "km", tmp_path / "a.wav", 10, slow=True)
    assert stats(tmp_path / "a.wav")["Length s"] == pytest.approx(1.05 / 0.75, abs=0.1)


def test_languages_without_a_program_are_spoken_by_the_other_engine(engine):
    assert engine.settings("vi") == EspeakEngine().settings("vi")
    assert "--to '{wav}'" in engine.settings("km")


def test_another_model_or_program_under_the_same_command_is_another_voice(tmp_path):
    program, model = tmp_path / "speaks", tmp_path / "km.onnx"
    for file in (program, model):
        file.write_bytes(b"-")
        file.chmod(0o755)
    engine = CommandEngine({"km": (str(program), "--model", str(model), "{wav}")}, EspeakEngine())
    found = [engine.settings("km")]
    assert engine.settings("km") == found[0]
    for file in (model, program):
        file.write_bytes(b"another")
        found.append(engine.settings("km"))
    assert len(set(found)) == 3
    copied = model.with_name("copied")
    copied.write_bytes(model.read_bytes())
    copied.replace(model)
    assert engine.settings("km") == found[2], "a copy of the same model is the same voice"
    assert "\n" not in found[2]


@pytest.mark.parametrize("command", [("/nowhere/speaks", "{wav}"), ("false", "{wav}"), ("true",)])
def test_a_program_that_is_missing_or_fails_makes_no_clip(command, tmp_path):
    assert not CommandEngine({"vi": command}, EspeakEngine()).speak("Dạ.", "vi", tmp_path / "a.wav", 5)
    assert list(tmp_path.iterdir()) == []


def test_espeak_is_trimmed_and_levelled_and_never_clipped(tmp_path):
    assert EspeakEngine().speak("Hoa. Dạ, mời bà con coi lại.", "vi", tmp_path / "a.wav", 10)
    found = stats(tmp_path / "a.wav")
    assert found["Pk lev dB"] <= wav.PEAK + 0.1
    assert found["RMS lev dB"] == pytest.approx(wav.LEVEL, abs=2)


def test_a_built_clip_is_another_one_when_the_words_or_the_engine_are(tmp_path):
    places = Places(tmp_path / "r", tmp_path / "b", tmp_path / "p")
    usual = ClipVoice(places).built("25 ngày", "vi")
    otherwise = ClipVoice(places, spoken=lambda text, _language: text.replace("25", "hai mươi lăm")).built(
        "25 ngày", "vi"
    )
    another = ClipVoice(places, CommandEngine({"vi": ("speaks", "{wav}")}, EspeakEngine())).built(
        "25 ngày", "vi"
    )
    assert len({usual, otherwise, another}) == 3
    assert ClipVoice(places).built("25 ngày", "vi") == usual


def test_what_is_made_at_the_moment_is_made_by_the_quick_voice(engine, tmp_path):
    voice = ClipVoice(Places(tmp_path / "r", tmp_path / "b", tmp_path / "p"), engine, now_seconds=10)
    assert voice.clip("Nguyễn Văn Mẫu", "vi") is not None
    assert voice.clip("កើតកូន", "km") is None
    assert voice.prepare("កើតកូន", "km") is not None
    assert voice.clip("កើតកូន", "km") is not None


def test_a_program_that_takes_too_long_ends_with_all_that_it_started(tmp_path):
    held = tmp_path / "held"
    os.mkfifo(held)
    reading = os.open(held, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert not run(["sh", "-c", f"sleep 20 > {held} & wait"], "", 1.0)
        assert select.select([reading], [], [], 5)[0], "somebody holds it still"
    finally:
        os.close(reading)
