"""Finding by speaking in a whole kiosk: off there is no microphone, on it is open for a few seconds."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from kiosk.devices.recogniser import MemoryRecogniser
from kiosk.settings import Listening
from kiosk.visit import events as ev
from tests.engine.bench import Bench
from tests.engine.test_speaking import LongSpeaker, Voice


def listening(settings, **values):
    kiosk = msgspec.structs.replace(settings.kiosk, listening=Listening(**values))
    return replace(settings, kiosk=kiosk)


@pytest.fixture
def search(settings):
    """A kiosk that understands, at its search."""

    def search(words="khai sanh", **senses):
        recogniser = MemoryRecogniser({"vi": words})
        on = listening(settings, engine="command", command={"vi": ("understands", "{wav}")})
        bench = Bench(on, recogniser=recogniser, **senses)
        bench.recogniser = recogniser
        bench.press("language:vi")
        bench.send(ev.FindByLetters())
        return bench

    return search


def test_what_somebody_says_stands_in_the_field_and_is_found(search):
    bench = search()
    bench.press("search:speak")
    assert bench.view.state == "search"
    assert bench.view.entry.value == "khai sanh"
    assert any("1.001193" in button.id for button in bench.view.suggestions)


def test_where_nothing_was_understood_the_screen_says_so_and_offers_it_again(search):
    bench = search("")
    bench.press("search:speak")
    assert bench.view.state == "search"
    assert bench.view.banner.picture == "microphone"
    assert "search:speak" in {button.id for button in bench.view.side_choices}


def test_the_microphone_is_closed_when_the_page_is_left(search):
    bench = search()
    bench.press("search:speak", heard=False)
    assert bench.view.state == "listen"
    assert bench.recogniser.stopped == 0
    bench.press("listen:type", heard=False)
    assert bench.recogniser.stopped == 1


def test_the_microphone_is_closed_when_the_page_is_said_once_more(search):
    bench = search()
    bench.press("search:speak", heard=False)
    bench.press("again", heard=False)
    assert (bench.view.state, bench.recogniser.stopped) == ("listen", 1)


def test_a_touch_cuts_the_asking_off_and_somebody_is_listened_to_once_hands_rest(search):
    bench = search(speaker=LongSpeaker(), voice=Voice("vi"))
    bench.press("search:speak", heard=False)
    bench.send(ev.Touched(), heard=False)
    bench.wait(1)
    assert bench.view.state == "listen"
    bench.wait(2)
    assert bench.view.entry.value == "khai sanh"


def test_a_touch_on_the_way_back_opens_no_microphone(search):
    bench = search(speaker=LongSpeaker(), voice=Voice("vi"))
    opened = []
    bench.recogniser.listen = lambda *_: opened.append(1) or ""
    bench.press("search:speak", heard=False)
    bench.send(ev.Touched(), heard=False)
    bench.press("listen:type", heard=False)
    bench.wait(9)
    assert opened == []


def test_whoever_goes_by_keys_is_listened_to_after_what_a_key_asked_for(search):
    bench = search()
    bench.press("search:speak", heard=False)
    bench.core._telling.attend(
        ev.Attend(targets=("listen:type",)), bench.session.visit, bench.core._scene(), bench.view
    )
    bench.settle()
    assert bench.view.entry.value == "khai sanh"


def test_nothing_that_was_said_is_in_the_journal(search):
    bench = search("khai sanh Nguyễn Văn Mẫu")
    bench.press("search:speak")
    assert "Mẫu" not in bench.log.getvalue()


@pytest.mark.parametrize("values", [{}, {"engine": "none", "command": {"vi": ("understands", "{wav}")}}])
def test_while_it_is_off_no_button_asks_and_no_microphone_is_opened(settings, values, tmp_path, monkeypatch):
    arecord = tmp_path / "arecord"
    arecord.write_text(f"#!/bin/sh\ntouch {tmp_path}/opened\n")
    arecord.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    bench = Bench(listening(settings, **values))
    bench.press("language:vi")
    bench.send(ev.FindByLetters())
    assert not bench.view.side_choices
    bench.send(ev.ListenToMe())
    assert bench.view.state == "search"
    assert not (tmp_path / "opened").exists()


def test_while_it_is_on_the_microphone_is_opened_by_a_touch_and_not_before(settings, tmp_path, monkeypatch):
    for name, does in (("arecord", f"touch {tmp_path}/opened; exit 1"), ("understands", "exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    bench = Bench(listening(settings, engine="command", command={"vi": ("understands", "{wav}")}))
    bench.press("language:vi")
    bench.send(ev.FindByLetters())
    assert not (tmp_path / "opened").exists()
    bench.press("search:speak")
    assert (tmp_path / "opened").exists()
