"""Saying a screen: in the language that has a voice, more slowly when asked again."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.clock import ManualClock
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.jobs import InlineJobs
from kiosk.engine.narrator import Narrator
from kiosk.presenter.view import Phrase
from kiosk.visit import events as ev
from tests.engine.bench import MORNING


class Voice:
    """Has a clip for every text of some languages, and notes what it was asked for."""

    def __init__(self, *languages):
        self.languages, self.asked = languages, []

    def visit(self):
        return 0

    def clip(self, text, language, *, slow=False, visit=None):
        self.asked.append((text, language, slow))
        return Path(f"{language}.wav") if language in self.languages else None

    def forget(self):
        pass

    def said(self):
        """What has sounded since the last time: (text, slow)."""
        heard = [(text, slow) for text, language, slow in self.asked if language in self.languages]
        self.asked.clear()
        return heard


@pytest.fixture
def vietnamese():
    return Voice("vi")


@pytest.fixture
def bench(benches, vietnamese):
    return benches(voice=vietnamese)


def test_where_khmer_has_no_recording_the_same_screen_is_said_in_vietnamese(bench, vietnamese):
    bench.press("language:vi")
    in_vietnamese = vietnamese.said()
    bench.press("start-over")
    bench.press("language:km")
    assert bench.view.language == "km"
    assert vietnamese.said() == in_vietnamese


def test_a_khmer_recording_is_said_and_no_vietnamese_after_it(benches):
    voice = Voice("vi", "km")
    bench = benches(voice=voice)
    voice.asked.clear()
    bench.press("language:km")
    assert {language for _text, language, _slow in voice.asked} == {"km"}


def test_english_is_never_said_in_vietnamese(bench, vietnamese):
    bench.press("language:en")
    assert vietnamese.said() == []


def test_what_is_asked_for_again_is_said_more_slowly_until_the_next_page(bench, vietnamese):
    bench.press("language:vi")
    usual = without_the_slow_one_to_come(vietnamese.said())
    assert not any(slow for _text, slow in usual)
    for _ in range(2):
        bench.press("again")
        assert vietnamese.said() == [(text, True) for text, _slow in usual]
    bench.press("event:birth")
    assert not any(slow for _text, slow in without_the_slow_one_to_come(vietnamese.said()))


def without_the_slow_one_to_come(said):
    """What was asked for to be said; the first phrase more slowly is only made beforehand."""
    return [one for one in said if one != (said[0][0], True)]


def test_while_a_page_begins_to_sound_its_first_phrase_is_made_slowly_once(bench, vietnamese):
    bench.press("language:vi")
    first, *rest = vietnamese.said()
    assert (first[0], True) in rest
    assert [one for one in rest if one[1]] == [(first[0], True)]


@pytest.mark.parametrize(("language", "private"), [("en", False), ("vi", True)])
def test_nothing_is_made_beforehand_that_has_no_voice_or_is_private(vietnamese, language, private):
    phrase = Phrase(text="0912345678", language=language, private=private)
    narrator = Narrator(
        SilentSpeaker(run=lambda _call: None),
        vietnamese,
        ManualClock(MORNING),
        InlineJobs(),
        lambda act: act(),
        is_alone=lambda: True,
    )
    narrator.say(SimpleNamespace(speech=(phrase,)))
    assert vietnamese.asked == [("0912345678", language, False)]


def test_a_page_that_comes_back_from_under_another_is_said_as_usual(bench, vietnamese):
    bench.press("language:vi")
    bench.press("again")
    bench.press("look")
    vietnamese.said()
    bench.press("back")
    said = vietnamese.said()
    assert said
    assert not any(slow for _text, slow in without_the_slow_one_to_come(said))


# --- cut off by a touch ---------------------------------------------------------------------------------


class LongSpeaker:
    """Plays for as long as nobody cuts it off."""

    def __init__(self):
        self.playing, self.hushed = None, 0

    def say(self, clips, on_done):
        self.playing = on_done

    def hush(self):
        self.hushed += self.playing is not None
        self.playing = None

    def end(self):
        on_done, self.playing = self.playing, None
        on_done(True)

    def close(self):
        pass


@pytest.fixture
def loud(benches):
    """A bench on which each phrase sounds until the test ends it."""
    bench = benches(voice=Voice("vi", "en"), speaker=LongSpeaker())
    bench.speaker = bench.senses["speaker"]
    bench.press("language:vi", heard=False)
    assert bench.speaker.playing
    return bench


@pytest.mark.parametrize(
    "event", [ev.Touched(), ev.OpenLook(), ev.ChooseApart("nothing", "asked"), ev.Decide(yes=True)]
)
def test_a_touch_cuts_speech_off_even_where_it_changes_nothing(loud, event):
    loud.send(event, heard=False)
    assert loud.speaker.hushed == 1


def test_what_was_lit_while_it_was_said_is_lit_no_more(loud):
    assert loud.view.speaking == 0
    loud.send(ev.Touched(), heard=False)
    assert loud.view.speaking == -1
    before = len(loud.views)
    loud.send(ev.Touched(), heard=False)
    assert len(loud.views) == before, "nothing was lit: nothing is painted"


def test_after_a_touch_the_page_stays_silent_until_it_is_asked_for(loud):
    loud.send(ev.Touched(), heard=False)
    loud.wait(20)
    assert loud.speaker.playing is None
    loud.press("again", heard=False)
    assert loud.speaker.playing


def test_a_letter_that_is_typed_cuts_speech_off(loud):
    loud.send(ev.FindByLetters(), heard=False)
    assert loud.speaker.playing
    loud.send(ev.Type("search", "kha"), heard=False)
    assert loud.speaker.playing is None


def test_nothing_begins_to_speak_over_somebody_who_types(loud):
    loud.send(ev.FindByLetters(), heard=False)
    loud.send(ev.Touched(), heard=False)
    loud.scan("nothing that is known")
    assert loud.view.banner is not None
    assert loud.speaker.playing is None


def test_what_is_told_on_a_page_that_has_been_said_is_said_at_once(loud):
    loud.press("event:birth", heard=False)
    loud.send(ev.Touched(), heard=False)
    loud.scan("nothing that is known")
    assert loud.speaker.playing


# --- read back ------------------------------------------------------------------------------------------


def first_words(bench):
    return bench.view.speech[0].text


def test_what_was_chosen_is_read_back_at_the_beginning_of_what_follows(bench):
    bench.press("language:vi")
    bench.press("event:birth")
    assert first_words(bench) == "Dạ: Sanh con."
    chosen = bench.view.choices[0]
    bench.press(chosen.id)
    assert first_words(bench) == f"Dạ: {chosen.text}."


def test_it_is_read_back_once(bench):
    bench.press("language:vi")
    bench.press("event:birth")
    bench.press("again")
    assert first_words(bench) == bench.view.question
    bench.press("look")
    bench.press("back")
    assert first_words(bench) == bench.view.question


def test_an_answer_is_read_back_in_words_and_a_private_one_is_not(bench):
    bench.start()
    bench.papers()
    questions = {
        one.id: one
        for one in bench.parts.content.catalogue.procedures[bench.session.visit.asked.procedure].questions
    }
    seen = set()
    while bench.view.state == "question":
        asked = questions[bench.session.visit.asked.asking]
        bench.answer()
        if bench.session.visit.asked.asking == asked.id and bench.view.state == "question":
            continue
        given = bench.session.visit.asked.answers[asked.id].value
        said_back = first_words(bench).startswith("Dạ: ")
        assert said_back == (not (given and asked.private)), asked.id
        assert not (asked.private and given) or given[:4] not in " ".join(p.text for p in bench.view.speech)
        seen.add(asked.private)
    assert seen == {True, False}


def test_the_last_seconds_are_counted_aloud(bench, vietnamese):
    bench.press("language:vi")
    bench.wait(bench.settings.kiosk.idle.warn_after)
    bench.settle()
    vietnamese.said()
    while bench.view.state == "idle":
        bench.wait(1)
    counted = [text for text, _slow in vietnamese.said() if text.startswith("Còn ")]
    assert counted == ["Còn 30 giây", "Còn 20 giây", "Còn 10 giây", "Còn 5 giây"]
