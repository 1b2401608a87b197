"""What is being typed outlives a change of language; a secret, and what a former visit typed, outlive nothing."""

import pytest

from tests.screen import views
from tests.screen.views import Say

VI, KM = Say("vi"), Say("km")
QUESTIONS = {
    "words": (views.keyboard, ("key:l", "key:a", "key:n")),
    "phone": (views.phone, ("pad:0", "pad:9", "pad:1")),
    "date": (views.date, ("decade:194", "year:1945", "month:8")),
}


def over(screen, view, language):
    """Lay the page of languages over ``view``."""
    screen.show(views.answers(Say(language)), state="languages", lies_over=True)
    assert screen.face.typed.text == ""


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_change_of_language_in_mid_question_keeps_what_is_typed(screen, kind):
    asked, keys = QUESTIONS[kind]
    view = screen.show(asked(VI), state="asked")
    screen.touch(*keys)
    typed = screen.face.typed
    assert typed.text or typed.month
    over(screen, view, "vi")
    screen.show(asked(KM), state="asked")
    assert screen.face.typed == typed
    assert screen.face.view.language == "km"


def test_a_page_over_a_page_over_a_question_keeps_it_too(screen):
    view = screen.show(views.keyboard(VI), state="asked")
    screen.touch("key:l", "key:a", "key:n")
    over(screen, view, "vi")
    screen.show(views.answers(VI), state="help", lies_over=True)
    screen.show(views.keyboard(VI), state="asked")
    assert screen.face.typed.text == "Lan"


def test_after_any_other_page_nothing_comes_back(screen):
    view = screen.show(views.keyboard(VI), state="asked")
    screen.touch("key:l", "key:a", "key:n")
    over(screen, view, "vi")
    screen.show(views.attract(VI))
    screen.show(views.keyboard(VI), state="asked")
    assert screen.face.typed.text == ""


def test_another_question_begins_empty(screen):
    view = screen.show(views.keyboard(VI), state="asked")
    screen.touch("key:l", "key:a", "key:n")
    over(screen, view, "vi")
    screen.show(views.keyboard(VI), state="asked-otherwise")
    assert screen.face.typed.text == ""


def test_a_secret_is_typed_again(screen):
    view = screen.show(views.pin(VI), state="asked")
    screen.touch("pad:1", "pad:2")
    over(screen, view, "vi")
    screen.show(views.pin(VI), state="asked")
    assert screen.face.typed.text == ""
