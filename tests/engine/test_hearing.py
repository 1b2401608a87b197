"""Who hears what is said: what is private sounds in headphones alone. And how loud it is, for one visit."""

import pytest

from kiosk.clock import ManualClock
from kiosk.devices.mixer import FixedHeadphones, FixedVolume
from kiosk.devices.speaker import SilentSpeaker
from kiosk.devices.voice import ClipVoice, Places
from kiosk.engine.jobs import InlineJobs
from kiosk.engine.narrator import Narrator
from kiosk.presenter.view import Phrase
from kiosk.visit import events as ev
from tests.engine.bench import MORNING
from tests.engine.test_silencing import hear_out
from tests.engine.test_speaking import LongSpeaker, Voice

PHONE = "0912 345 678"


@pytest.fixture
def voice():
    return Voice("vi", "en")


@pytest.fixture
def bench(benches, voice):
    made = benches(voice=voice, headphones=FixedHeadphones(), volume=FixedVolume())
    made.socket, made.mixer = made.senses["headphones"], made.senses["volume"]
    return made


def plug(bench, *, plugged=True, heard=True):
    bench.socket.is_plugged = plugged
    bench.wait(2)
    if heard:
        bench.settle()


def at_the_phone(bench):
    """The review, on the page where the phone number stands."""
    bench.start()
    bench.fill({"requester_phone": "0912345678"})
    while not any(row.id == "requester_phone" for row in bench.view.rows):
        bench.press("next-page")
    return bench


def private(bench):
    return [phrase for phrase in bench.view.speech if phrase.private]


def test_a_private_answer_is_not_said_to_the_room(bench, voice):
    at_the_phone(bench)
    assert private(bench) == []
    assert not any(PHONE in text for text, _slow in voice.said())


def test_it_is_said_in_headphones_and_stays_masked_on_the_glass(bench, voice):
    at_the_phone(bench)
    voice.said()
    plug(bench)
    assert any(PHONE in phrase.text for phrase in private(bench))
    assert any(PHONE in text for text, _slow in voice.said()), "the page is said anew into the headphones"
    row = next(row for row in bench.view.rows if row.id == "requester_phone")
    assert (row.masked, PHONE in row.value) == (True, False)


def test_when_headphones_go_what_is_said_is_cut_off(bench):
    at_the_phone(bench)
    plug(bench)
    speaker = bench.core._telling._narrator._speaker = LongSpeaker()
    bench.press("again", heard=False)
    assert speaker.playing
    plug(bench, plugged=False, heard=False)
    assert speaker.playing is None
    assert private(bench) == []
    assert bench.view.speaking == -1


def test_what_is_private_does_not_sound_when_the_socket_has_just_been_emptied(bench, voice):
    at_the_phone(bench)
    plug(bench)
    voice.said()
    bench.socket.is_plugged = False
    bench.send(ev.SayAgain(), heard=False)
    assert private(bench), "nobody has looked yet"
    assert not any(PHONE in text for text, _slow in voice.said())


def test_after_read_it_to_me_the_answer_is_said_to_whoever_is_there(bench, voice):
    at_the_phone(bench)
    voice.said()
    bench.press("read-to-me")
    assert any(PHONE in text for text, _slow in voice.said())


def test_a_private_answer_is_read_back_into_headphones_only(bench, voice):
    bench.start()
    plug(bench)
    bench.papers()
    found = bench.parts.content.catalogue.procedures[bench.session.visit.asked.procedure].questions
    hidden = {one.id for one in found if one.private}
    read_back = []
    while bench.view.state == "question":
        asked = bench.session.visit.asked.asking
        bench.answer({"requester_phone": "0912345678"})
        first = bench.view.speech[0]
        if asked in hidden and first.text.startswith("Dạ: "):
            assert first.private
            read_back.append(asked)
    assert "requester_phone" in read_back


def test_nobody_looks_at_the_socket_while_nobody_is_here(bench):
    looks = []
    bench.socket.plugged = lambda: bool(looks.append(bench.view.state))
    bench.wait(10)
    assert looks == []
    bench.press("language:vi")
    bench.wait(3)
    assert set(looks) == {"home"}


def test_headphones_pulled_out_between_visits_silence_nobodys_first_page(bench):
    bench.press("language:vi")
    plug(bench)
    bench.press("start-over")
    assert bench.view.state == "attract"
    bench.socket.is_plugged = False
    bench.wait(5)
    speaker = bench.core._telling._narrator._speaker = LongSpeaker()
    bench.press("language:vi", heard=False)
    assert speaker.playing
    bench.wait(2)
    assert speaker.playing
    assert not bench.core._telling.hearing.alone


def saying_the_phone(bench):
    """A bench on which the private answer sounds now, in headphones."""
    at_the_phone(bench)
    plug(bench)
    speaker = bench.core._telling._narrator._speaker = LongSpeaker()
    bench.press("again", heard=False)
    while not bench.view.speech[bench.view.speaking].private:
        speaker.end()
        bench.turn()
    assert speaker.playing
    return speaker


def test_while_something_private_sounds_the_socket_is_looked_at_five_times_a_second(bench):
    speaker = saying_the_phone(bench)
    bench.socket.is_plugged = False
    assert bench.core._patience() < 0.21
    bench.clock.advance(0.21)
    bench.turn()
    assert speaker.playing is None


def test_the_socket_is_asked_once_at_a_time(bench):
    saying_the_phone(bench)
    waiting, asked = [], []
    bench.core._telling.hearing._jobs = Later(waiting)
    bench.socket.plugged = lambda: bool(asked.append(1)) or True
    for _ in range(9):
        bench.clock.advance(0.2)
        bench.turn()
    assert len(waiting) == 1
    waiting.pop()()
    bench.clock.advance(0.2)
    bench.turn()
    assert (len(asked), len(waiting)) == (1, 1)


class Later:
    """Workers that begin when the test says so."""

    def __init__(self, waiting):
        self.waiting = waiting

    def submit(self, job):
        self.waiting.append(job)

    def close(self):
        pass


def test_a_page_that_must_be_heard_is_said_from_its_beginning_when_headphones_go(bench):
    bench.to_workbench({"requester_phone": "0912345678"})
    plug(bench)
    bench.speaker = bench.core._telling._narrator._speaker = LongSpeaker()
    bench.press("confirm", heard=False)
    while not private(bench):
        hear_out(bench)
        bench.press("next-page", heard=False)
    bench.speaker.end()
    bench.turn()
    plug(bench, plugged=False, heard=False)
    assert bench.speaker.playing
    assert bench.view.speaking == 0
    assert private(bench) == []


# --- loudness -------------------------------------------------------------------------------------------


def test_the_loudness_is_the_usual_one_at_the_start_and_for_each_visit(bench):
    assert bench.mixer.steps == [2]
    bench.press("language:vi")
    bench.press("look")
    bench.press("volume:3")
    assert bench.mixer.steps[-1] == 3
    bench.press("start-over")
    assert bench.view.state == "attract"
    assert bench.mixer.steps[-1] == 2
    bench.press("language:vi")
    bench.press("look")
    assert [one.id for one in bench.view.choices if one.state == "chosen" and "volume" in one.id] == [
        "volume:2"
    ]


def test_another_loudness_is_heard_at_once(bench, voice):
    bench.press("language:vi")
    bench.press("look")
    voice.said()
    for step in (3, 1, 2):
        bench.press(f"volume:{step}")
        assert [text for text, _slow in voice.said()] == [
            bench.parts.content.texts.say("vi", f"told.loudness-{step}")
        ]


def test_whichever_worker_comes_last_the_loudness_is_the_one_wanted_last(bench):
    waiting = []
    bench.core._telling.hearing._jobs = Later(waiting)
    bench.press("language:vi")
    bench.press("look")
    for step in (3, 1):
        bench.press(f"volume:{step}")
    for job in reversed(waiting):
        job()
    assert bench.mixer.steps[-1] == 1


def test_without_a_mixer_nothing_fails_and_it_is_noted_once(benches):
    bench = benches(volume=FixedVolume(works=False))
    bench.press("language:vi")
    bench.press("look")
    for step in (1, 2, 3):
        bench.press(f"volume:{step}")
    assert len(bench.noted("mixer-missing")) == 1
    assert bench.noted("effect-failed") == []


def test_of_a_visit_that_ends_while_the_socket_is_looked_at_no_private_clip_is_made(tmp_path):
    voice = ClipVoice(Places(tmp_path / "r", tmp_path / "b", tmp_path / "p"), now_seconds=10)
    looked = []

    def is_alone():
        narrator.hush()
        voice.forget()
        looked.append(1)
        return True

    narrator = Narrator(
        SilentSpeaker(), voice, ManualClock(MORNING), InlineJobs(), lambda call: call(), is_alone=is_alone
    )
    narrator.after((Phrase(text=PHONE, language="vi", vietnamese=PHONE, private=True),))
    assert looked
    assert not list(tmp_path.rglob("*.wav"))


def test_of_what_nobody_waits_for_any_more_no_clip_is_asked_for():
    voice, waiting = Voice("vi"), []
    narrator = Narrator(
        SilentSpeaker(),
        voice,
        ManualClock(MORNING),
        Later(waiting),
        lambda call: call(),
        is_alone=lambda: True,
    )
    narrator.after((Phrase(text=PHONE, language="vi"),))
    narrator.hush()
    waiting.pop()()
    assert voice.asked == []
