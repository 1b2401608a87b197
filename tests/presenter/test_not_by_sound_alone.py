"""Whoever hears nothing misses nothing: all that a screen says stands on the same glass."""

import re

import msgspec
import pytest

from kiosk.presenter.every_screen import every_screen
from kiosk.settings import REFERENCE_SCREEN, Screen
from kiosk.tour.unseen import texts_of
from kiosk.visit.look import LARGEST, USUAL, Look
from tests.visit.walking import FULL, scene

SMALL = Screen(width=1024, height=600, diagonal_inches=10.1)
LARGE_LETTERS = Look(size=LARGEST)


def plain(text):
    """Letters and digits alone: where a line breaks and what a sentence ends with makes no difference."""
    return " ".join(re.findall(r"[\w]+", text.replace("\u200b", "").casefold()))


def pieces(view, phrase):
    """The sentences and names of a phrase. A masked answer is seen as dots and told as being hidden."""
    hidden = {f"row:{row.id}": row.label for row in view.rows if row.masked or row.quiet}
    return [plain(piece) for piece in re.split(r"[.:?!។៖]\s", hidden.get(phrase.lights, phrase.text))]


def glass(view, screen):
    return " ".join(plain(text) for text in texts_of(view, screen))


def unseen(view, screen):
    """Everything said that cannot be read while it is said."""
    still = glass(view, screen)
    for at, phrase in enumerate(view.speech):
        if all(piece in still for piece in pieces(view, phrase)):
            continue
        meanwhile = glass(msgspec.structs.replace(view, speaking=at), screen)
        yield from (piece for piece in pieces(view, phrase) if piece not in meanwhile)


EVERY = [(language, size) for language in ("vi", "km", "en") for size in ("usual", "largest")]
GLASS = {"usual": (REFERENCE_SCREEN, USUAL), "largest": (SMALL, LARGE_LETTERS)}


@pytest.mark.parametrize(("language", "size"), EVERY if FULL else [("vi", "largest")])
def test_all_that_is_said_can_be_read_on_the_same_screen_meanwhile(language, size):
    screen, look = GLASS[size]
    said = 0
    for view in each_once(every_screen(scene(screen=screen), language, look=look)):
        assert list(unseen(view, screen)) == [], (view.state, view.question)
        said += len(view.speech)
    assert said > 100


def each_once(views):
    """Of screens that say the same, the first."""
    seen = set()
    for view in views:
        # Speech and frame are alike for every branch of a form; the words of a page tell it apart.
        key = view.state, view.layout, view.question, view.detail, len(view.speech)
        if key not in seen:
            seen.add(key)
            yield view


def test_only_what_stands_nowhere_else_is_written_over_the_screen():
    view = next(view for view in every_screen(scene(), "vi") if view.state == "home")
    before = texts_of(view, REFERENCE_SCREEN)
    for at in range(len(view.speech)):
        assert texts_of(msgspec.structs.replace(view, speaking=at), REFERENCE_SCREEN) == before
    typing = next(
        view
        for view in every_screen(scene(), "vi")
        if view.layout == "numbers" and len(view.speech) > 1 and view.detail
    )
    place = [phrase.text for phrase in typing.speech].index(typing.detail)
    shown = texts_of(msgspec.structs.replace(typing, speaking=place), REFERENCE_SCREEN)
    assert typing.detail in shown


def test_what_is_said_into_headphones_alone_is_not_written_for_the_whole_room():
    view = next(view for view in every_screen(scene(), "vi") if view.state == "home")
    before = texts_of(view, REFERENCE_SCREEN)
    phrase = msgspec.structs.replace(view.speech[0], text="Dạ: 0912 345 678.")
    for private in (True, False):
        speech = (msgspec.structs.replace(phrase, private=private), *view.speech[1:])
        shown = texts_of(msgspec.structs.replace(view, speech=speech, speaking=0), REFERENCE_SCREEN)
        assert (shown == before) is private
