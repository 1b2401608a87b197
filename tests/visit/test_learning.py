"""Learning on one's own telephone: the menu, one step a screen, and nothing of it is an answer."""

from dataclasses import replace

from kiosk.terminal import lines
from kiosk.visit import events as ev
from kiosk.visit.seeking import Lesson
from kiosk.visit.states import State
from tests.visit.walking import at_home, catalogue, happen, texts, touch, view_of


def at_the_menu(language="vi"):
    return touch(at_home(language), "learn")


def test_home_leads_to_the_menu_and_back():
    visit = at_the_menu()
    assert visit.state is State.LEARN
    offered = [button.id for button in view_of(visit).choices if button.id.startswith("guide:")]
    assert offered == [f"guide:{guide.id}" for guide in catalogue().guides]
    assert touch(visit, "back").state is State.HOME


def test_every_guide_is_gone_through_step_by_step_and_ends_at_the_menu():
    for guide in catalogue().guides:
        visit = touch(at_the_menu(), f"guide:{guide.id}")
        for step in range(guide.screens):
            view = view_of(visit)
            assert (view.header.step, view.header.steps) == (step + 1, guide.screens)
            if step < len(guide.steps) and guide.steps[step].choices:
                assert view.go_on is None, "what one would do is asked first"
                visit = touch(visit, view.choices[0].id)
            visit = touch(visit, "go-on")
        assert visit.state is State.LEARN
        assert visit.lesson == Lesson()


def test_back_is_one_step_back_and_from_the_first_one_to_the_menu():
    guide = catalogue().guides[0]
    visit = touch(touch(at_the_menu(), f"guide:{guide.id}"), "go-on")
    assert visit.lesson.step == 1
    visit = touch(visit, "back")
    assert (visit.state, visit.lesson.step) == (State.GUIDE, 0)
    assert touch(visit, "back").state is State.LEARN


def test_another_language_and_other_letters_keep_the_step():
    guide = catalogue().guides[0]
    visit = touch(touch(at_the_menu(), f"guide:{guide.id}"), "go-on")
    visit = touch(touch(visit, "language"), "language:en")
    visit = touch(touch(touch(visit, "look"), "size:4"), "back")
    assert (visit.state, visit.language, visit.lesson.step) == (State.GUIDE, "en", 1)
    assert view_of(visit).question == guide.steps[1].say.en


def test_a_guide_that_nobody_offers_is_not_opened_and_one_that_is_gone_says_so():
    assert happen(at_the_menu(), ev.OpenGuide("something")).refused == "not-asked"
    assert happen(at_the_menu(), ev.TryAnswer("anything")).refused == "not-now"
    gone = replace(at_the_menu(), state=State.GUIDE, lesson=Lesson("no_more"))
    assert view_of(gone).question
    assert touch(gone, "go-on").state is State.LEARN


def test_every_step_says_its_sentence_its_hint_and_all_that_can_be_touched():
    for guide in catalogue().guides:
        for at, step in enumerate(guide.steps):
            view = view_of(replace(at_home(), state=State.GUIDE, lesson=Lesson(guide.id, at)))
            said = [phrase.text for phrase in view.speech]
            assert said[0] == step.say.vi
            assert step.hint is None or step.hint.vi in said
            offered = [*view.choices, *((view.go_on,) if view.go_on else ())]
            assert [one.id for one in offered] == [one.lights for one in view.speech if one.lights]


def test_after_a_try_what_comes_of_it_is_said_first_and_only_what_is_right_is_ticked():
    frauds = next(guide for guide in catalogue().guides if guide.id == "frauds")
    for choice in frauds.steps[1].choices:
        visit = replace(at_home(), state=State.GUIDE, lesson=Lesson("frauds", 1))
        before, visit = visit.spoken, touch(visit, f"try:{choice.id}")
        view = view_of(visit)
        assert visit.spoken > before, "the screen is said anew"
        assert [phrase.text for phrase in view.speech[:2]] == [choice.then.vi, frauds.steps[1].say.vi]
        assert view.banner.tone == ("calm" if choice.right else "stop")
        ticked = [one.id for one in view.choices if one.state == "chosen"]
        assert ticked == ([f"try:{choice.id}"] if choice.right else [])
        assert touch(visit, "go-on").lesson == Lesson("frauds", 2)


def test_the_last_screen_has_the_address_as_a_code_and_in_words():
    vneid = next(guide for guide in catalogue().guides if guide.id == "vneid")
    view = view_of(replace(at_home(), state=State.GUIDE, lesson=Lesson("vneid", len(vneid.steps))))
    assert (view.code, view.detail) == ("https://vneid.gov.vn", "vneid.gov.vn")
    assert {view.detail, view.banner.text} <= {phrase.text for phrase in view.speech}
    assert "https://vneid.gov.vn" in "\n".join(lines(view, texts()))
