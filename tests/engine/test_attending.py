"""Going by keys and by ear: what keys come to is said at once, after the page, or before the page goes on."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.engine.reading import READING_SECONDS
from kiosk.settings import Keypad
from kiosk.visit import events as ev


class Ear:
    """A voice without clips: what it is asked for is what is heard."""

    def __init__(self):
        self.heard = []

    def visit(self):
        return 0

    def clip(self, text, language, *, slow=False, visit=None) -> Path | None:
        self.heard.append(text)

    def forget(self):
        pass

    def since(self):
        heard, self.heard = self.heard, []
        return heard


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture
def bench(benches, ear):
    bench = benches(voice=ear)
    settings = bench.parts.content.settings
    kiosk = structs.replace(settings.kiosk, keypad=Keypad(whose="resident"))
    content = structs.replace(bench.parts.content, settings=replace(settings, kiosk=kiosk))
    bench.core._parts = structs.replace(bench.parts, content=content)
    bench.press("language:vi")
    ear.since()
    return bench


def attend(bench, *targets, heard=True, **more):
    return bench.send(ev.Attend(targets=targets, **more), source="keypad", heard=heard)


def test_the_first_key_teaches_the_keys_and_says_where_one_is(bench, ear):
    attend(bench, "event:birth")
    taught, *here = ear.since()
    assert taught.startswith("Phím cộng qua mục kế.")
    assert here == ["Sanh con", "Mục 1 trong 8"]
    attend(bench, "event:marriage")
    assert ear.since() == ["Cưới hỏi", "Mục 2 trong 8"]


def test_the_next_visit_is_taught_anew(bench, ear):
    attend(bench, "event:birth")
    bench.press("start-over")
    bench.press("language:vi")
    ear.since()
    attend(bench, "event:birth")
    assert ear.since()[0].startswith("Phím cộng")


def test_who_begins_to_practise_is_bidden_farewell_when_they_go_and_not_before(bench, ear):
    bye = bench.parts.content.texts.say("vi", "attend.bye")
    attend(bench, "learn")
    bench.press("learn")
    attend(bench, "practise")
    ear.since()
    bench.press("practise")
    attend(bench, "practise:alone")
    heard = ear.since()
    assert bye not in heard
    assert not any(text.startswith("Phím cộng") for text in heard), "taught once more in the same stay"
    bench.press("back")
    assert bench.view.state == "attract"
    assert bye in ear.since()


def test_it_cuts_the_page_off_and_puts_out_what_was_lit(bench, ear):
    bench.press("again", heard=False)
    bench.turn()
    assert bench.view.speaking == 0
    ear.since()
    attend(bench, "event:birth", heard=False)
    assert bench.view.speaking == -1
    bench.settle()
    assert "Cưới hỏi" not in ear.since()


def test_what_waits_is_said_when_the_page_has_been_said(bench, ear):
    attend(bench, "event:birth")
    bench.press("event:birth", heard=False)
    page = bench.view
    attend(bench, page.choices[0].id, heard=False, waits=True)
    ear.since()
    bench.settle()
    heard = ear.since()
    where = heard.index(f"Đang ở: {page.choices[0].text}")
    assert where >= len(page.speech) - 1


def test_said_again_a_page_ends_with_where_one_is(bench, ear):
    attend(bench, "event:marriage")
    ear.since()
    bench.press("again")
    heard = ear.since()
    assert heard[0] == bench.view.question
    assert "Đang ở: Cưới hỏi" in heard


def test_a_page_that_must_be_heard_goes_on_where_a_key_broke_into_it(bench, ear):
    bench.press("start-over")
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on", heard=False)
    assert {button.state for button in bench.view.choices} == {"off"}
    bench.clock.advance(READING_SECONDS)
    ear.since()
    attend(bench, "again")
    heard = ear.since()
    assert heard.index("Nghe lại") < heard.index(bench.view.choices[-1].text)
    assert {button.state for button in bench.view.choices} == {"rest"}


def test_what_is_told_so_stands_in_no_journal_and_in_no_print(bench):
    attend(bench, "letter:m", typed="Thí Dụ")
    assert "Thí Dụ" not in bench.log.getvalue()
    assert "Thí Dụ" not in repr(ev.Attend(typed="Thí Dụ"))


def test_on_a_page_of_the_resident_a_helpers_keys_say_nothing(bench, ear):
    bench.press("start-over")
    bench.start()
    bench.fill()
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on")
    ear.since()
    bench.send(ev.Attend(targets=("yes",)), source="keys")
    assert ear.since() == []


def test_suggestions_that_come_up_are_named(bench, ear):
    bench.press("start-over")
    bench.start("birth")
    while bench.view.entry is None or not bench.view.entry.live:
        bench.papers()
        if bench.view.entry is None or not bench.view.entry.live:
            bench.answer()
    question = bench.view.entry.question
    attend(bench, "letter:l")
    ear.since()
    bench.send(ev.Type(question, "L"), source="keypad", heard=False)
    attend(bench, "letter:l", typed="L", struck="letter:l")
    assert ear.since()[-1].startswith("Máy gợi ý: ")


def test_whoever_goes_by_ear_hears_that_all_is_gone(bench, ear):
    attend(bench, "event:birth")
    ear.since()
    bench.press("start-over")
    assert ear.since() == ["Máy đã xoá hết. Chào bà con."]
    bench.press("language:vi")
    ear.since()
    bench.press("start-over")
    assert ear.since() == []


def test_whoever_comes_to_the_first_screen_later_is_taught_anew_and_not_taken_for_the_one_before(bench, ear):
    bench.press("start-over")
    taught = []
    for seconds in (0, 5, 60):
        bench.wait(seconds)
        ear.since()
        attend(bench, "language:vi")
        taught.append(any("Phím" in one for one in ear.since()))
    assert taught == [True, False, True]
    bench.press("language:vi")
    ear.since()
    bench.press("start-over")
    assert ear.since() == [], "this visit went by touch"


def test_an_answer_is_read_back_once_and_not_before_each_part_of_the_next(bench, ear):
    bench.press("start-over")
    bench.start("birth")
    bench.papers()
    while bench.view.entry is None or not bench.view.entry.part:
        bench.answer()
    ear.since()
    bench.answer()
    assert not [heard for heard in ear.since() if heard.startswith("Dạ: ")]


def test_slides_go_on_after_a_key_broke_into_one(bench, ear):
    bench.press("event:birth")
    while bench.view.state == "apart":
        bench.press(bench.view.choices[0].id)
    bench.press("watch", heard=False)
    first = bench.view.question
    attend(bench, "back", heard=False)
    for _ in range(20):
        bench.clock.advance(1.0)
        bench.settle()
    assert bench.view.state == "show"
    assert bench.view.question != first
