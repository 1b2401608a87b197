"""What every speaker promises: ALSA's aplay (into nothing) and the silent twin."""

from __future__ import annotations

import os
import queue
import wave

import pytest

from kiosk.devices import speaker as speakers
from kiosk.devices.speaker import AplaySpeaker, SilentSpeaker


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.wav"
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        wav.writeframes(bytes(160))
    return path


@pytest.fixture(params=[lambda: AplaySpeaker("null"), SilentSpeaker], ids=["aplay", "silent"])
def speaker(request):
    made = request.param()
    yield made
    made.close()


@pytest.fixture
def done():
    return queue.Queue()


class TestEverySpeaker:
    def test_tells_when_a_clip_has_ended(self, speaker, clip, done):
        speaker.say([clip], done.put)
        assert done.get(timeout=3) is True

    def test_plays_several_clips_as_one(self, speaker, clip, done):
        speaker.say([clip, clip], done.put)
        assert done.get(timeout=3) is True
        assert done.empty()

    def test_has_nothing_to_say_and_is_done(self, speaker, done):
        speaker.say([], done.put)
        assert done.get(timeout=3) is True

    def test_may_be_hushed_and_closed_when_it_is_still(self, speaker, clip, done):
        speaker.hush()
        speaker.say([clip], done.put)
        done.get(timeout=3)
        speaker.hush()
        speaker.close()
        speaker.close()
        assert done.empty()


class TestAplay:
    @pytest.fixture
    def endless(self, tmp_path):
        """A clip that aplay waits for as long as nobody cuts it off."""
        path = tmp_path / "endless.wav"
        os.mkfifo(path)
        return path

    @pytest.fixture
    def aplay(self):
        made = AplaySpeaker("null")
        yield made
        made.close()

    def test_the_next_phrase_cuts_off_the_one_before(self, aplay, endless, clip):
        first: queue.Queue[bool] = queue.Queue()
        second: queue.Queue[bool] = queue.Queue()
        aplay.say([endless], first.put)
        aplay.say([clip], second.put)
        assert first.get(timeout=3) is False
        assert second.get(timeout=3) is True

    def test_hush_cuts_off(self, aplay, endless, done):
        aplay.say([endless], done.put)
        aplay.hush()
        assert done.get(timeout=3) is False

    def test_a_player_that_heeds_a_signal_is_not_waited_for(self, aplay, clip, done, tmp_path, monkeypatch):
        player = tmp_path / "aplay"
        player.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
        player.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        monkeypatch.setattr(speakers, "_KILL_SECONDS", 20.0)
        aplay.say([clip], done.put)
        aplay.hush()
        assert done.get(timeout=5) is False

    def test_a_clip_that_is_not_there_is_not_audible(self, aplay, tmp_path, done):
        aplay.say([tmp_path / "none.wav"], done.put)
        assert done.get(timeout=3) is False

    def test_a_sound_card_that_is_not_there_is_not_audible(self, clip, done):
        AplaySpeaker("hw:CARD=NoSuchCard").say([clip], done.put)
        assert done.get(timeout=3) is False

    @pytest.mark.parametrize(("times", "heard"), [(2, True), (99, False)])
    def test_a_card_that_somebody_else_has_is_tried_again_for_a_moment(
        self, aplay, clip, done, tmp_path, monkeypatch, times, heard
    ):
        monkeypatch.setattr(speakers, "_BUSY_SECONDS", 0.001)
        player, tries = tmp_path / "aplay", tmp_path / "tries"
        player.write_text(
            f"#!/bin/sh\necho >> {tries}\n[ $(wc -l < {tries}) -gt {times} ] && exit 0\n"
            "echo 'aplay: main:831: audio open error: Device or resource busy' >&2\nexit 1\n"
        )
        player.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        aplay.say([clip], done.put)
        assert done.get(timeout=10) is heard
        assert len(tries.read_text().splitlines()) == (times + 1 if heard else 10)

    def test_a_machine_without_aplay_is_not_audible(self, aplay, clip, done, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        aplay.say([clip], done.put)
        assert done.get(timeout=3) is False
