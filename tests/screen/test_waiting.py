"""The first screen while nobody is there, and what a wipe leaves of a visit on the face: nothing."""

import gc
import os
import weakref

import pytest

from kiosk.ui.parts import Picture, Plate, tree
from kiosk.visit.events import ChooseLanguage
from tests.screen import views

pytestmark = pytest.mark.screen
VI = views.Say("vi")
SLIDES = (
    {"question": "Sanh con?\nLàm giấy ở đây.", "picture": "birth", "hue": "#F5B0C3", "page": 1},
    {"question": "Dọn nhà?", "picture": "moving", "hue": "#86BB52", "page": 2},
)


def places(screen, kind):
    return {part.key: part.box for part in tree(screen.face._window.glass.parts) if isinstance(part, kind)}


def colour(screen):
    parts = tree(screen.face._window.glass.parts)
    return next(part.fill for part in parts if isinstance(part, Plate) and part.key == "scene/hue")


def test_nothing_is_drawn_between_two_slides_and_each_costs_one_frame(screen):
    view = screen.show(views.attract(VI))
    for slide in SLIDES:
        screen.show(view, **slide)
        screen.face.pump(5)
        before = screen.face.measured.flips
        screen.face.pump(90)
        assert screen.face.measured.flips == before
    screen.show(view)
    screen.face.pump(5)
    assert screen.face.measured.flips == before + 1


def test_sides_and_colours_change_with_every_slide_but_never_the_place_of_a_button(screen):
    view = screen.show(views.attract(VI), **SLIDES[0])
    buttons, first = screen.face.targets(), places(screen, Picture)
    hue = colour(screen)
    screen.show(view, **SLIDES[1])
    assert screen.face.targets() == buttons
    second = places(screen, Picture)
    for name in ("scene/picture", "scene/mark"):
        assert abs(first[name].x - second[name].x) > 300, name
    assert colour(screen) != hue


def test_a_finger_that_is_down_while_the_slide_turns_still_counts(screen):
    view = screen.show(views.attract(VI))
    inside = screen.middle("language:km")
    screen.face.touch_down(*inside)
    screen.face.pump()
    screen.show(view, **SLIDES[0])
    screen.face.touch_up(*inside)
    screen.face.settle()
    assert screen.link.events == [ChooseLanguage("km")]


def test_the_wipe_leaves_nothing_of_the_person_on_the_face(screen):
    screen.show(views.keyboard(VI), state="name")
    screen.touch("key:l", "key:a", "key:n")
    screen.show(views.countdown(VI))
    assert screen.face.typed.text == ""
    screen.show(views.keyboard(VI), state="name-again")
    screen.touch("key:l", "key:a", "key:n")
    glass, letters, brush = (
        screen.face._window.glass, screen.face._window.letters, screen.face._window.brush,
    )  # fmt: skip
    held = [weakref.ref(group) for part, group in glass._drawn.values() if "Lan" in getattr(part, "text", "")]
    assert held
    screen.show(views.attract(VI))
    gc.collect()
    assert screen.face.typed.text == ""
    assert not any(ref() for ref in held), "what painted the name is still in memory"
    assert "Lan" not in " ".join(screen.face.words())
    assert not any("Lan" in text for text, *_ in letters._broken)
    assert not any("Lan" in text for text in brush.overflow.values())
    assert glass._touches == {}
    assert glass.settled


def test_there_is_no_clipboard_that_could_keep_anything(screen):
    from kivy.core.clipboard import Clipboard

    assert os.environ["KIVY_CLIPBOARD"] == "dummy"
    assert type(Clipboard).__name__ == "ClipboardDummy"
