"""The helpers' exercises: seen from the visit, never told; a star for each step without a hint and without harm."""

import pytest

from kiosk.engine.practising import HINT_AFTER
from kiosk.visit import events as ev
from kiosk.visit.practising import PRACTICE_PIN
from kiosk.visit.states import State
from tests.engine.test_practice import begin, no_network, slow, state_of, visit_of  # noqa: F401 - a fixture among them
from tests.visit.walking import buttons, catalogue

EXERCISES = ("take_over", "file", "out_of_paper", "angry_queue")


@pytest.fixture
def practice(bench):
    bench.press("language:vi")
    begin(bench)
    return bench


def open_exercise(bench, name):
    bench.press(f"exercise:{name}")
    assert bench.view.state == "story"
    bench.press("begin")


def course(bench):
    return visit_of(bench).course


def stars(bench):
    assert bench.view.state == "score", bench.view.state
    return [mark.star for mark in course(bench).marks]


def take_over(bench):
    open_exercise(bench, "take_over")
    bench.press("lent")
    bench.send(ev.EnterPin(PRACTICE_PIN))
    assert bench.view.state == "workbench"  # she has heard the page and agreed by herself
    while "row:child_sex" not in {button.id for button in buttons(bench.view)}:
        bench.press("more")
    bench.press("row:child_sex")
    bench.press("answer:female")
    bench.press("hand-back")


def fill_what_is_open(bench):
    for name in ("child_birthplace", "requester_phone"):
        while f"row:{name}" not in {button.id for button in buttons(bench.view)}:
            bench.press("more")
        bench.press(f"row:{name}")
        if bench.view.state == "workbench":
            bench.press(f"row:{name}")
        bench.press("fill-in")


def file_it(bench):
    open_exercise(bench, "file")
    fill_what_is_open(bench)
    bench.press("confirm")
    assert bench.view.state == "ticket-out"
    bench.press("done")


def out_of_paper(bench):
    open_exercise(bench, "out_of_paper")
    bench.press("try:kept")
    bench.press("try:roll")
    assert bench.view.state == "ticket-failed"
    bench.press("print-again")
    bench.press("done")


def angry_queue(bench):
    open_exercise(bench, "angry_queue")
    for name in ("sorry", "unwell", "seat"):
        bench.press(f"try:{name}")


PLAYED = {
    "take_over": take_over,
    "file": file_it,
    "out_of_paper": out_of_paper,
    "angry_queue": angry_queue,
}


def test_there_are_the_four_exercises_in_this_order():
    assert tuple(each.id for each in catalogue().exercises) == EXERCISES
    assert set(PLAYED) == set(EXERCISES)


@pytest.mark.parametrize("name", EXERCISES)
def test_who_does_all_of_it_without_help_has_all_the_stars_and_nothing_is_kept(practice, no_network, name):  # noqa: F811 - the fixture
    before = state_of(practice)
    PLAYED[name](practice)
    assert all(stars(practice))
    assert len(course(practice).marks) == len(course(practice).exercise.steps)
    assert {row.picture for row in practice.view.rows} == {"star"}
    practice.press("once-more")
    assert practice.view.state == "practise"
    assert course(practice) is None
    assert state_of(practice) == before


def test_a_touch_on_the_residents_own_page_does_nothing_but_cost_the_star(practice):
    open_exercise(practice, "take_over")
    practice.press("lent")
    practice.send(ev.EnterPin(PRACTICE_PIN), heard=False)
    assert practice.view.state == "handover"
    practice.send(ev.Decide(yes=True), heard=False)
    assert practice.view.state == "handover"
    said = practice.parts.content.texts.say("vi", "complaint.practice-hands-off")
    assert practice.view.detail == said
    practice.settle()
    assert practice.view.state == "workbench"
    assert [mark.harmed for mark in course(practice).marks] == [False, True]


def at_her_confirming(bench):
    """In an exercise, before the page on which she agrees to all of it has been said."""
    open_exercise(bench, "file")
    fill_what_is_open(bench)
    bench.press("confirm", heard=False)
    assert bench.view.state == "confirm"


def test_nobody_turns_her_pages_for_her(practice):
    at_her_confirming(practice)
    assert practice.view.pages > 1
    practice.send(ev.TurnPage(1), heard=False)
    assert (practice.view.state, visit_of(practice).page) == ("confirm", 0)
    assert course(practice).now.harmed
    practice.settle()
    practice.press("done")
    assert stars(practice).count(False) == 1


def test_she_never_agrees_to_the_page_that_lies_over_her_own(practice):
    jobs = slow(practice)
    open_exercise(practice, "take_over")
    practice.press("lent")
    jobs.run()
    practice.settle()
    practice.send(ev.EnterPin(PRACTICE_PIN))
    jobs.run()
    practice.settle()
    assert (practice.view.state, visit_of(practice).heard) == ("handover", True)
    practice.press("look", heard=False)
    practice.press("start-over", heard=False)
    assert practice.view.state == "start-over"
    jobs.run()
    practice.turn()
    assert practice.view.state == "start-over", "she answered what the helper was asked"
    practice.press("no", heard=False)
    assert practice.view.state == "handover"
    practice.send(ev.Touched(), heard=False)
    practice.settle()
    jobs.run()
    practice.settle()
    assert practice.view.state == "workbench", "a page that was said anew and cut off is never heard"


def test_a_wrong_picture_says_why_and_may_be_put_right(practice):
    open_exercise(practice, "angry_queue")
    practice.press("try:turn_away")
    assert practice.view.state == "decide"
    assert practice.view.banner.text == "Chú sẽ bực hơn. Chào chú một tiếng."
    assert practice.view.lit == "try:sorry"
    for name in ("sorry", "unwell", "gossip", "seat"):
        practice.press(f"try:{name}")
    assert stars(practice) == [False, True, False]
    assert [mark.harmed for mark in course(practice).marks] == [False, False, True]


def test_no_step_is_done_because_somebody_says_so(practice):
    open_exercise(practice, "file")
    before = course(practice)
    practice.press("confirm")
    assert practice.view.state == "workbench"
    assert course(practice).marks == before.marks == ()


def test_a_hint_comes_after_a_while_in_words_and_light_and_goes_with_the_page(practice):
    practice.press("practise:alone")
    assert (practice.view.banner, practice.view.lit) == (None, "")
    practice.wait(HINT_AFTER + 2)
    assert practice.view.banner.text == practice.parts.content.texts.say("vi", "hint.tiles")
    assert practice.view.lit == practice.view.choices[0].id
    assert practice.view.banner.text in {phrase.text for phrase in practice.view.speech}
    practice.press("event:birth")
    assert practice.view.lit == ""
    assert practice.view.banner is None


def test_a_hint_in_an_exercise_costs_that_steps_star_alone(practice):
    open_exercise(practice, "angry_queue")
    practice.wait(HINT_AFTER + 2)
    assert practice.view.lit == "try:sorry"
    for name in ("sorry", "unwell", "seat"):
        practice.press(f"try:{name}")
    assert stars(practice) == [False, True, True]
    texts = practice.parts.content.texts
    assert [row.value for row in practice.view.rows][:2] == [
        texts.say("vi", "score.hinted"),
        texts.say("vi", "score.star"),
    ]


def test_a_wrong_try_of_a_resident_who_practises_is_answered_with_a_hint(practice):
    practice.press("practise:alone")
    practice.press("have-ticket")
    assert practice.view.lit == practice.view.choices[0].id


def test_nobody_is_hurried_away_from_a_story(practice):
    practice.press("exercise:file")
    practice.wait(HINT_AFTER + 5)
    assert practice.view.state == State.STORY.value
    assert practice.view.lit == ""
