"""What every recogniser promises; the real one with programs that record and understand."""

from __future__ import annotations

import os
import subprocess
import threading

import pytest

from kiosk.devices.recogniser import CommandRecogniser, DeafRecogniser, MemoryRecogniser


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """arecord writes down that it was started and records a tone; ``understands`` prints words."""
    folder = tmp_path / "bin"
    folder.mkdir()
    arecord = folder / "arecord"
    arecord.write_text(
        f'#!/bin/sh\nfor last; do :; done\necho "$@" >> {tmp_path}/opened\n'
        f"[ -p {tmp_path}/recording ] && {{ echo > {tmp_path}/recording; exec tail -f /dev/null; }}\n"
        'exec sox -V1 -n -r 16000 -c 1 -b 16 "$last" synth 0.2 sine 300\n'
    )
    understands = folder / "understands"
    understands.write_text('#!/bin/sh\n[ "$(soxi -r "$1")" = 16000 ] && echo " khai   sanh "\n')
    for program in (arecord, understands):
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return tmp_path


def real(programs, command=("understands", "{wav}")):
    return CommandRecogniser({"vi": command}, programs / "passing")


@pytest.fixture(params=["command", "memory", "deaf"])
def recogniser(request, programs):
    if request.param == "command":
        return real(programs)
    return MemoryRecogniser({"vi": "khai sanh"}) if request.param == "memory" else DeafRecogniser()


def test_words_come_as_one_line_or_not_at_all(recogniser):
    assert recogniser.listen("vi") in {"khai sanh", ""}


def test_a_language_that_it_does_not_know_is_not_understood(recogniser, programs):
    assert recogniser.listen("km") == ""
    assert not (programs / "opened").exists()


def test_what_is_wanted_no_more_opens_no_microphone(recogniser, programs):
    assert recogniser.listen("vi", lambda: False) == ""
    assert not (programs / "opened").exists()


def test_it_may_be_stopped_while_nothing_is_open_and_listens_again(recogniser):
    first = recogniser.listen("vi")
    recogniser.stop()
    recogniser.stop()
    assert recogniser.listen("vi") == first


class TestCommand:
    def test_what_was_said_is_understood_and_the_sound_is_gone(self, programs):
        assert real(programs).listen("vi") == "khai sanh"
        assert list((programs / "passing").iterdir()) == []

    def test_the_microphone_is_opened_once_and_for_six_seconds_at_most(self, programs):
        real(programs).listen("vi")
        opened = (programs / "opened").read_text().splitlines()
        assert len(opened) == 1
        assert " -d 6 " in opened[0]

    def test_it_is_closed_at_once_when_it_is_stopped(self, programs):
        os.mkfifo(programs / "recording")
        recogniser, heard = real(programs), []
        listening = threading.Thread(target=lambda: heard.append(recogniser.listen("vi")))
        listening.start()
        (programs / "recording").read_text()
        recogniser.stop()
        listening.join(5)
        assert heard == [""]
        assert list((programs / "passing").iterdir()) == []

    def test_one_that_ends_late_does_not_hide_the_next_from_a_stop(self, programs, monkeypatch):
        os.mkfifo(programs / "recording")
        recogniser, may_end, ended = real(programs), threading.Event(), []
        communicate = subprocess.Popen.communicate

        def late(program, *asked, **how):
            told = communicate(program, *asked, **how)
            ended.append(program)
            if len(ended) == 1:
                may_end.wait(10)
            return told

        monkeypatch.setattr(subprocess.Popen, "communicate", late)
        first, second = (threading.Thread(target=recogniser.listen, args=("vi",)) for _ in range(2))
        for listening in (first, second):
            listening.start()
            (programs / "recording").read_text()
        may_end.set()
        first.join(10)
        recogniser.stop()
        second.join(5)
        assert not second.is_alive()

    def test_a_program_that_starts_others_is_stopped_with_all_of_them(self, programs):
        os.mkfifo(programs / "thinking")
        command = ("sh", "-c", f"echo > {programs}/thinking; sleep 20; echo khai sanh")
        recogniser, heard = real(programs, command), []
        listening = threading.Thread(target=lambda: heard.append(recogniser.listen("vi")), daemon=True)
        listening.start()
        (programs / "thinking").read_text()
        recogniser.stop()
        listening.join(5)
        assert heard == [""]
        assert list((programs / "passing").iterdir()) == []

    @pytest.mark.parametrize("command", [("/nowhere/understands", "{wav}"), ("false", "{wav}")])
    def test_a_program_that_is_missing_or_fails_understands_nothing(self, programs, command):
        assert real(programs, command).listen("vi") == ""

    def test_without_a_microphone_nothing_is_understood(self, programs):
        (programs / "bin" / "arecord").write_text("#!/bin/sh\nexit 1\n")
        assert real(programs).listen("vi") == ""
