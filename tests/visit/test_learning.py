"""Learning on one's own telephone: the menu, one step a screen, and nothing of it is an answer."""

from dataclasses import replace

from kiosk.visit import events as ev
from kiosk.visit.states import Lesson, State
from tests.visit.walking import at_home, catalogue, happen, touch, view_of


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
