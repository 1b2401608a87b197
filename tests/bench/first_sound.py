"""`python -m tests.bench.first_sound [ROUNDS]`: from a screen on the glass to the first sound of it, in milliseconds.

The real core with its workers and its voice, and a player that notes when it is started and then plays into nothing
(``aplay -D null``). Each screen is another page of a visit in Vietnamese or Khmer. What is said of it has been made
beforehand, but for the first time that it is met; what somebody has chosen is made when it is read back. Nothing here
passes or fails.
"""

import os
import stat
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import msgspec

from kiosk.clock import SystemClock
from kiosk.engine.jobs import ThreadJobs
from kiosk.ids import SystemIds
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.settings import read
from kiosk.visit import events as ev
from kiosk.wiring import build, example_ward
from tests.visit.walking import ROOT

PATIENCE = 10.0
ROUND = (
    ("a plain page, home", ev.ChooseLanguage),
    ("a choice read back", lambda _language: ev.ChooseLifeEvent("birth")),
    ("back to a plain page", lambda _language: ev.Back()),
    ("a page laid over", lambda _language: ev.OpenLook()),
    ("said again, slower", lambda _language: ev.SayAgain()),
    ("another loudness", lambda _language: ev.ChangeLoudness(3)),
    ("home from under it", lambda _language: ev.Back()),
    ("what can be learnt", lambda _language: ev.OpenLearning()),
    ("a whole sentence", lambda _language: ev.OpenGuide("frauds")),
    ("a whole sentence again, slower", lambda _language: ev.SayAgain()),
)


class Ear:
    """Notes when a player starts: a script in the place of aplay writes into its pipe."""

    def __init__(self, folder):
        self.pipe = folder / "started"
        os.mkfifo(self.pipe)
        player = folder / "aplay"
        player.write_text(f'#!/bin/sh\necho >> "{self.pipe}"\nexec /usr/bin/aplay "$@"\n', encoding="utf-8")
        player.chmod(player.stat().st_mode | stat.S_IXUSR)
        os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
        self.starts = []
        self.heard = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with self.pipe.open("r+b", buffering=0) as pipe:
            while pipe.read(1):
                with self.heard:
                    self.starts.append(time.perf_counter())
                    self.heard.notify_all()

    def first_after(self, moment):
        """Wait for the first start after a moment; what was said before it may still be starting then."""
        with self.heard:
            assert self.heard.wait_for(lambda: self.starts and self.starts[-1] > moment, PATIENCE)
            return min(start for start in self.starts if start > moment)


class Eye:
    """Notes when a screen is handed to the face."""

    def __init__(self, core):
        self.view, self.seen = None, []
        self.came = threading.Condition()
        core.subscribe(self.see)

    def see(self, raw):
        with self.came:
            self.view = decode(raw)
            self.seen.append(time.perf_counter())
            self.came.notify_all()

    def wait(self):
        with self.came:
            assert self.came.wait_for(lambda: self.view is not None, PATIENCE), "no screen came"


def measure(rounds, folder, languages=("vi", "km")):
    """Return {what: [milliseconds]} of ``rounds`` visits in each language."""
    ear = Ear(folder)
    settings = settings_in(folder / "state")
    core = build.build(settings, SystemClock(), SystemIds(), ThreadJobs())
    core.start()
    eye = Eye(core)
    eye.wait()
    found = {}
    for language in languages:
        for _ in range(rounds):
            for what, event in ROUND:
                seconds = first_sound(core, eye, ear, event(language))
                found.setdefault(f"{language}, {what}", []).append(seconds * 1000)
                build_said(core, eye.view)
            send(core, eye, ev.StartOver())
            time_passes()
    core.stop()
    return found


def build_said(core, view):
    """Make the clips of a page as they are made beforehand: of all but what somebody has chosen."""
    voice = core._parts.senses.voice
    for phrase in view.speech:
        if phrase.text != view.speech[0].text or phrase.text == view.question:
            voice.prepare(phrase.text, view.language)
            voice.prepare(phrase.vietnamese or phrase.text, "vi")


def settings_in(state):
    settings = read(ROOT / "config", ROOT, state)
    example_ward.make(settings, SystemIds(), SystemClock())
    sound = msgspec.structs.replace(settings.kiosk.sound, device="null")
    return replace(settings, kiosk=msgspec.structs.replace(settings.kiosk, sound=sound))


def first_sound(core, eye, ear, event):
    """Touch, wait for the sound; return the seconds from the first new screen to it."""
    before = len(eye.seen)
    send(core, eye, event)
    with eye.came:
        assert eye.came.wait_for(lambda: len(eye.seen) > before, PATIENCE), type(event).__name__
        shown = eye.seen[before]
    sounded = ear.first_after(shown)
    send(core, eye, ev.Touched())  # nothing plays into the next one: the null device plays a clip at once
    time_passes()
    return sounded - shown


def send(core, eye, event):
    core.send(encode_input(FaceInput(event=event, source="glass", serial=eye.view.serial)))


def time_passes(seconds=0.25):
    """Let what was cut off come to rest."""
    threading.Event().wait(seconds)


def main(rounds):
    with tempfile.TemporaryDirectory() as folder:
        found = measure(rounds, Path(folder))
    for what, times in found.items():
        print(f"{what:48} {median(times):6.0f} ms   most {max(times):6.0f}   ({len(times)})")
    every = [one for times in found.values() for one in times]
    print(f"{'all of them':48} {median(every):6.0f} ms   most {max(every):6.0f}   ({len(every)})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
