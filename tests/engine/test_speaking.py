"""Saying a screen: in the language that has a voice, more slowly when asked again."""

from pathlib import Path

import pytest


class Voice:
    """Has a clip for every text of some languages, and notes what it was asked for."""

    def __init__(self, *languages):
        self.languages, self.asked = languages, []

    def clip(self, text, language, *, slow=False):
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
    usual = vietnamese.said()
    assert not any(slow for _text, slow in usual)
    for _ in range(2):
        bench.press("again")
        assert vietnamese.said() == [(text, True) for text, _slow in usual]
    bench.press("event:birth")
    assert not any(slow for _text, slow in vietnamese.said())


def test_a_page_that_comes_back_from_under_another_is_said_as_usual(bench, vietnamese):
    bench.press("language:vi")
    bench.press("again")
    bench.press("look")
    vietnamese.said()
    bench.press("back")
    assert vietnamese.said()
    assert not any(slow for _text, slow in vietnamese.said())
