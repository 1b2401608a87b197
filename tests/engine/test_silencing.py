"""A touch cuts off what is said; what must be heard goes on once hands rest, and nobody is locked in."""

from dataclasses import replace

import msgspec
import pytest

from kiosk.engine.narrator import PAUSE
from kiosk.engine.reading import reading_seconds
from kiosk.engine.telling import PATIENCE
from kiosk.settings import Sound
from kiosk.visit import events as ev
from kiosk.wiring import build
from tests.engine.test_speaking import LongSpeaker, Voice


def at_consent(bench):
    """Come to the page that asks for consent; from there on, each phrase sounds until the test ends it."""
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.senses["voice"].languages = ("vi",)
    bench.speaker = bench.core._telling._narrator._speaker = LongSpeaker()
    bench.press("go-on", heard=False)
    assert bench.view.state == "consent"
    assert bench.speaker.playing
    return bench


@pytest.fixture
def bench(benches):
    return at_consent(benches(voice=Voice()))


def answers(bench):
    return {button.state for button in bench.view.choices}


def touch(bench):
    return bench.send(ev.Touched(), heard=False)


def hear_out(bench):
    """Let every phrase come to its end."""
    while bench.speaker.playing:
        bench.speaker.end()
        bench.turn()


def tire(bench):
    """Touch every second, for as long as the kiosk has patience."""
    seconds = PATIENCE * sum(reading_seconds(phrase) for phrase in bench.view.speech)
    for _ in range(int(seconds) + 2):
        bench.wait(1)
        touch(bench)
    bench.turn()


def test_what_must_be_heard_is_gone_on_with_aloud_when_nobody_touches_any_more(bench):
    bench.speaker.end()
    bench.turn()
    bench.senses["voice"].asked.clear()
    touch(bench)
    assert bench.speaker.playing is None
    assert bench.view.speaking == -1
    bench.wait(PAUSE)
    assert bench.speaker.playing
    assert bench.senses["voice"].said() == [(bench.view.speech[1].text, False)], "the phrase that was cut off"
    assert bench.view.speaking == 1


def test_each_touch_begins_the_pause_anew(bench):
    for _ in range(4):
        touch(bench)
        bench.wait(PAUSE - 1)
        assert bench.speaker.playing is None
    bench.wait(1)
    assert bench.speaker.playing


def test_a_phrase_that_had_been_asked_for_slowly_goes_on_slowly(bench):
    bench.press("again", heard=False)
    bench.senses["voice"].asked.clear()
    touch(bench)
    bench.wait(PAUSE)
    assert bench.senses["voice"].said() == [(bench.view.speech[0].text, True)]


def test_its_answers_wake_when_it_has_been_heard_and_not_by_time(bench):
    touch(bench)
    bench.wait(60)
    assert answers(bench) == {"off"}
    hear_out(bench)
    assert answers(bench) == {"rest"}
    bench.press("yes", heard=False)
    assert [consent.how for consent in bench.session.visit.consents] == ["touch"]


def test_what_else_can_be_touched_there_is_awake_all_the_while(bench):
    touch(bench)
    footer = bench.view.footer
    others = [one for one in (footer.again, footer.language, footer.look, footer.help) if one is not None]
    assert others
    assert {button.state for button in others} == {"rest"}
    assert bench.press("look", heard=False).state == "look"


def test_hands_that_never_rest_are_not_locked_in_and_the_record_tells_it(bench):
    tire(bench)
    assert bench.speaker.playing is None
    assert answers(bench) == {"rest"}
    bench.press("yes", heard=False)
    assert [consent.how for consent in bench.session.visit.consents] == ["touch-silenced"]
    acts = [entry.act for entry in bench.parts.people.audit.entries()]
    assert [(act.act, act.detail) for act in acts][-2:] == [
        ("reading-cut-off", "consent"),
        ("consent-given", "process"),
    ]


def test_to_have_it_said_again_and_again_gives_no_more_time(bench):
    seconds = PATIENCE * sum(reading_seconds(phrase) for phrase in bench.view.speech)
    for _ in range(int(seconds) + 2):
        bench.wait(1)
        bench.press("again", heard=False)
    touch(bench)
    bench.turn()
    assert answers(bench) == {"rest"}


def test_what_is_heard_to_its_end_after_all_is_recorded_so(bench):
    tire(bench)
    bench.press("again", heard=False)
    hear_out(bench)
    bench.press("yes", heard=False)
    assert [consent.how for consent in bench.session.visit.consents] == ["touch"]


def test_where_nothing_sounds_reading_time_wakes_it_however_often_it_is_touched(benches):
    bench = benches(voice=Voice())
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on", heard=False)
    assert answers(bench) == {"off"}
    for phrase in bench.view.speech:
        for _ in range(int(reading_seconds(phrase)) + 1):
            touch(bench)
            bench.wait(1)
    assert answers(bench) == {"rest"}
    assert not bench.session.visit.silenced


def test_at_a_point_without_sound_what_must_be_heard_stands_as_long_as_it_takes_to_read(benches, settings):
    mute = msgspec.structs.replace(settings.kiosk, sound=Sound(kind="none"))
    bench = benches(voice=Voice("vi"), speaker=build.speaker(replace(settings, kiosk=mute)))
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on", heard=False)
    assert answers(bench) == {"off"}
    assert bench.view.speaking == 0
    bench.wait(sum(int(reading_seconds(phrase)) + 1 for phrase in bench.view.speech))
    assert answers(bench) == {"rest"}


def test_said_beside_such_a_page_a_phrase_that_is_cut_off_lets_the_page_go_on(bench):
    telling = bench.core._telling
    telling._narrator.aside(bench.view.speech[-1:], resume=True)
    bench.turn()
    assert bench.speaker.playing
    bench.senses["voice"].asked.clear()
    touch(bench)
    bench.wait(PAUSE)
    assert bench.senses["voice"].said() == [(bench.view.speech[0].text, False)]
    hear_out(bench)
    assert answers(bench) == {"rest"}


# --- what else comes at the end of what is said ---------------------------------------------------------


def test_a_slide_that_a_touch_cut_off_goes_on_and_the_next_one_comes(benches):
    bench = benches(voice=Voice("vi"), speaker=LongSpeaker())
    bench.speaker = bench.senses["speaker"]
    bench.start()
    bench.press("back", heard=False)
    assert bench.view.state == "about"
    bench.press("watch", heard=False)
    first = bench.view.question
    touch(bench)
    assert bench.speaker.playing is None
    bench.wait(PAUSE)
    assert bench.speaker.playing
    bench.speaker.end()
    bench.turn()
    assert (bench.view.state, bench.view.question == first) == ("show", False)


def test_the_first_slide_is_said_again_when_it_is_begun_anew(benches):
    bench = benches(voice=Voice("vi"), speaker=LongSpeaker())
    bench.speaker = bench.senses["speaker"]
    bench.start()
    bench.press("back", heard=False)
    bench.press("watch", heard=False)
    bench.speaker.playing = None
    bench.press("again-film", heard=False)
    assert bench.speaker.playing


def test_what_is_told_into_a_page_puts_its_light_out_and_then_the_page_goes_on(benches):
    bench = benches(voice=Voice("vi"), speaker=LongSpeaker())
    bench.speaker, voice = bench.senses["speaker"], bench.senses["voice"]
    bench.press("language:vi", heard=False)
    bench.press("event:birth", heard=False)
    bench.press("again", heard=False)
    bench.speaker.end()
    bench.turn()
    broken_into = bench.view.speech[bench.view.speaking].text
    voice.said()
    bench.scan("nothing that is known")
    assert bench.view.banner is not None
    assert voice.said() == [(bench.view.banner.text, False)]
    assert bench.view.speaking == -1
    bench.speaker.end()
    bench.turn()
    assert voice.said() == [(broken_into, True)], "as slowly as before"
    assert bench.view.speech[bench.view.speaking].text == broken_into
    at, speech = bench.view.speaking, bench.view.speech
    hear_out(bench)
    assert [text for text, _slow in voice.said()] == [phrase.text for phrase in speech[at + 1 :]]
