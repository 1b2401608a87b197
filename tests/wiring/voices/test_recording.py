"""Somebody records text by text; arecord and aplay are real programs that give and take real sound."""

from __future__ import annotations

import os
import subprocess
from datetime import date

import pytest

from kiosk.devices import wav
from kiosk.wiring.voices import recorded
from kiosk.wiring.voices.recorded import Recording
from kiosk.wiring.voices.recording import ArecordMicrophone, Session, play
from kiosk.wiring.voices.script import Entry
from tests.devices.sounds import stats

TODAY = date(2026, 11, 22)
SPEECH = "synth 1 sine 300 vol 0.1 pad 0.6 0.9"


def entry(number, text):
    return Entry(number, text, "Dạ", "", "Lượt nào cũng gặp", "", f"{number:064x}.wav")


SPEAKS = "speaks"
"""Stands among the answers where somebody speaks and presses Enter after it."""
BREAKS_OFF = "breaks off"
"""Where somebody speaks and presses Ctrl-C."""
TWO = (entry(1, "កើតកូន"), entry(2, "រៀបការ"))


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """arecord records what ``speech`` says with sox and waits for its end; aplay writes down what it played."""
    os.mkfifo(tmp_path / "spoken")
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "speech").write_text(SPEECH)
    arecord = folder / "arecord"
    arecord.write_text(
        f"#!/bin/sh\necho $$ > {tmp_path}/process\nfor last; do :; done\n"
        f'sox -V1 -R -n -r 22050 -c 1 -b 16 "$last" $(cat {tmp_path}/speech)\n'
        f"echo recorded >> {tmp_path}/calls\necho > {tmp_path}/spoken\n"
        "trap 'exit 1' TERM\nwhile :; do sleep 0.02; done\n"
    )
    aplay = folder / "aplay"
    aplay.write_text(f'#!/bin/sh\nfor last; do :; done\nsoxi -D "$last" >> {tmp_path}/played\n')
    for program in (arecord, aplay):
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return tmp_path


@pytest.fixture
def sit(programs):
    """Sit down with these answers; returns what the sitting returned and the lines that were said."""

    def sit(*answers, entries=TWO):
        left, lines = list(answers), []

        def ask(question):
            lines.append(question)
            if not left:
                raise EOFError
            answer = left.pop(0)
            if "Speak now" in question:
                assert answer in {SPEAKS, BREAKS_OFF}
                (programs / "spoken").read_text()
                if answer == BREAKS_OFF:
                    raise KeyboardInterrupt
                return ""
            return answer() if callable(answer) else answer

        folder = programs / "voices" / "km"
        return Session(folder, entries, lines.append, ask, ArecordMicrophone(), play, TODAY).run(), lines

    return sit


def test_what_was_spoken_is_trimmed_levelled_played_and_kept(sit, programs):
    done, _ = sit("A", "y", "", SPEAKS, "", "q")
    kept = programs / "voices" / "km" / entry(1, "").file
    found = stats(kept)
    assert done == 1
    assert found["Length s"] == pytest.approx(1.05, abs=0.03)
    assert found["RMS lev dB"] == pytest.approx(wav.LEVEL, abs=0.4)
    assert float((programs / "played").read_text()) == pytest.approx(1.05, abs=0.03)
    assert recorded.read(kept.parent) == {
        kept.stem: Recording(text="កើតកូន", speaker="A", agreed="2026-11-22", day="2026-11-22")
    }


def test_when_all_is_recorded_the_sitting_is_done(sit):
    done, lines = sit("A", "y", "", SPEAKS, "", "", SPEAKS, "")
    assert (done, lines[-1]) == (0, "2 recorded, 0 left")


def test_without_consent_nothing_is_recorded(sit, programs):
    done, lines = sit("A", "n", "", SPEAKS)
    assert done == 1
    assert "Without consent nothing is recorded." in lines
    assert not (programs / "calls").exists()


def test_without_a_name_nothing_is_recorded(sit, programs):
    assert sit("", "y", "", SPEAKS)[0] == 1
    assert not (programs / "calls").exists()


def test_who_has_agreed_before_is_not_asked_again(sit):
    sit("A", "y", "", SPEAKS, "", "q")
    done, lines = sit("", "", SPEAKS, "", entries=(entry(2, "រៀបការ"),))
    assert done == 0
    assert not any("agree" in line for line in lines)


def test_a_text_is_recorded_again_until_it_is_good(sit, programs):
    sit("A", "y", "", SPEAKS, "r", SPEAKS, "p", "", "q")
    assert len((programs / "calls").read_text().splitlines()) == 2
    assert len((programs / "played").read_text().splitlines()) == 3


def test_a_text_is_skipped_before_and_after_it_was_spoken(sit, programs):
    done, lines = sit("A", "y", "s", "", SPEAKS, "s")
    assert (done, lines[-1]) == (1, "0 recorded, 2 left")
    assert not (programs / "voices" / "km").exists()


@pytest.mark.parametrize(
    ("speech", "told"),
    [
        ("synth 1 sine 300 vol 3", "Too loud: speak further from the microphone."),
        ("synth 1 sine 300 vol 0.002", "Hardly anything is to be heard"),
        ("trim 0 0", "Nothing came from the microphone."),
    ],
)
def test_what_cannot_be_used_is_not_kept(sit, programs, speech, told):
    (programs / "speech").write_text(speech)
    _, lines = sit("A", "y", "", SPEAKS, "q")
    assert any(line.startswith(told) for line in lines)
    assert not (programs / "voices" / "km").exists()


def test_the_noise_of_a_room_is_trimmed_too(sit, programs):
    noisy = programs / "noisy.wav"
    for name, effect in (("a", "2.5 pinknoise"), ("b", "1 sine 300"), ("c", "2 pinknoise")):
        volume = "0.3" if name == "b" else "0.02"
        made = ["sox", "-V1", "-R", "-n", "-r", "22050", "-c", "1", "-b", "16", str(programs / f"{name}.wav")]
        subprocess.run([*made, "synth", *effect.split(), "vol", volume], check=True)
    subprocess.run(["sox", *(str(programs / f"{name}.wav") for name in "abc"), str(noisy)], check=True)
    (programs / "bin" / "arecord").write_text(
        f'#!/bin/sh\nfor last; do :; done\ncp {noisy} "$last"\necho > {programs}/spoken\n'
    )
    sit("A", "y", "", SPEAKS, "", "q")
    assert stats(programs / "voices" / "km" / entry(1, "").file)["Length s"] == pytest.approx(1.05, abs=0.1)


def test_a_machine_without_a_microphone_says_so(sit, programs, monkeypatch):
    (programs / "bin" / "arecord").unlink()
    monkeypatch.setenv("PATH", str(programs / "bin"))
    _, lines = sit("A", "y", "", "q")
    assert "There is no microphone: arecord is missing." in lines


def test_the_microphone_is_closed_when_the_sitting_ends_in_the_middle(sit, programs):
    done, lines = sit("A", "y", "", BREAKS_OFF)
    assert (done, lines[-1]) == (1, "0 recorded, 2 left")
    with pytest.raises(ProcessLookupError):
        os.kill(int((programs / "process").read_text()), 0)


def test_what_was_kept_before_somebody_broke_it_off_is_counted(sit):
    assert sit("A", "y", "", SPEAKS, "", "", BREAKS_OFF)[1][-1] == "1 recorded, 1 left"


def test_of_two_sittings_at_once_the_later_one_writes_over_no_recording(sit, programs):
    kept = programs / "voices" / "km" / entry(1, "").file
    theirs = []

    def another():
        (programs / "speech").write_text(SPEECH.replace("synth 1", "synth 2"))
        sit("B", "y", "", SPEAKS, "", "q")
        theirs.append(kept.read_bytes())
        return ""

    _, lines = sit("A", "y", "", SPEAKS, another, "q")
    assert [kept.read_bytes()] == theirs
    assert recorded.read(kept.parent)[kept.stem].speaker == "B"
    assert "Somebody has recorded this meanwhile: theirs stays." in lines
    assert lines[-1] == "0 recorded, 2 left"


def test_of_two_sittings_at_once_both_are_on_the_list(sit, programs):
    def another():
        sit("B", "y", "", SPEAKS, "", entries=TWO[1:])
        return ""

    sit("A", "y", "", SPEAKS, another, "q")
    listed = recorded.read(programs / "voices" / "km").values()
    assert sorted(one.speaker for one in listed) == ["A", "B"]
    assert {path.suffix for path in (programs / "voices" / "km").iterdir()} == {".wav", ".json"}


def test_a_broken_list_is_not_written_over(sit, programs):
    folder = programs / "voices" / "km"
    folder.mkdir(parents=True)
    (folder / recorded.LIST).write_text("[")
    assert sit("A", "y")[0] == 2
    assert (folder / recorded.LIST).read_text() == "["
