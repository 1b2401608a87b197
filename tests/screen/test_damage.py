"""Only what changed is drawn, and what stands there afterwards is what would stand there had everything been drawn."""

import os

import pytest

from tests.screen import views
from tests.screen.conftest import SIZE

pytestmark = pytest.mark.screen
VI = views.Say("vi")
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))


def pixels():
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    return glReadPixels(0, 0, *SIZE, GL_RGB, GL_UNSIGNED_BYTE)


def drawn_whole(screen):
    from kivy.core.window import Window

    screen.face._window._damage.everything()
    Window.dispatch("on_draw")
    Window.dispatch("on_flip")
    return pixels()


def drawn_share():
    """The share of the glass that the last frame could draw on."""
    from kivy.graphics.opengl import GL_SCISSOR_BOX, GL_SCISSOR_TEST, glGetIntegerv, glIsEnabled

    if not glIsEnabled(GL_SCISSOR_TEST):
        return 1
    _x, _y, wide, high = glGetIntegerv(GL_SCISSOR_BOX)
    return wide * high / (SIZE[0] * SIZE[1])


def test_a_pressed_tile_draws_its_own_place_alone(screen):
    screen.show(views.tiles(VI))
    screen.face.touch_down(*screen.middle("event:death"))
    screen.face.pump()
    assert 0 < drawn_share() < 0.1
    screen.face.touch_up(*screen.middle("event:death"))
    screen.face.settle()
    assert pixels() == drawn_whole(screen)


def test_whatever_comes_after_whatever_nothing_of_it_stays(screen):
    pairs = list(zip(views.gallery("km").values(), views.gallery("vi").values(), strict=True))
    every = [vietnamese for _, vietnamese in pairs] + [view for both in pairs for view in both]
    in_turn = [both[at % 2] for at, both in enumerate(pairs)]
    for at, view in enumerate(every if FULL else in_turn):
        screen.show(view, state=f"screen-{at}")
        seen = pixels()
        assert seen == drawn_whole(screen), f"screen {at}"


@pytest.fixture
def damage(screen):
    """What is gathered since a frame was shown."""
    from kiosk.ui.paint.damage import Damage

    gathered = Damage()
    gathered.end()
    return gathered


@pytest.mark.parametrize(("turns", "kept"), [(1, True), (2, False), (3, False)])
def test_frames_that_take_turns_are_drawn_whole(screen, damage, turns, kept):
    from kivy.graphics.opengl import GL_COLOR_BUFFER_BIT, glClear, glClearColor

    shown = []

    def flip():
        """Leave the frame before last behind, as a graphics card does."""
        shown.append(pixels()[2])
        if turns > 1:
            glClearColor(0, 0, (shown[-turns] if len(shown) >= turns else 0) / 255, 1)
            glClear(GL_COLOR_BUFFER_BIT)

    damage.opened((0.9, 0.9, 0.8), flip)
    assert damage._kept is kept


def square(x, y=0, side=10):
    from kivy.graphics import Color, InstructionGroup, Rectangle

    made = InstructionGroup()
    made.add(Color(1, 1, 1, 1))
    made.add(Rectangle(pos=(x, y), size=(side, side)))
    return made


def test_what_is_new_and_what_is_gone_is_drawn_and_nothing_else(damage):
    kept, gone, new = square(0), square(100, 20), square(300, 40)
    damage.between([kept, gone], [kept, new])
    assert damage._place == (100, 20, 310, 50)
    assert not damage._whole


def test_when_the_order_changes_everything_is_drawn(damage):
    one, other = square(0), square(5)
    damage.between([one, other], [other, one])
    assert damage._whole


def test_of_a_line_it_is_not_known_where_it_draws(damage):
    from kivy.graphics import InstructionGroup, Line

    line = InstructionGroup()
    line.add(Line(points=(0, 0, 10, 10)))
    damage.between([], [line])
    assert damage._whole


def test_the_first_screen_after_a_visit_is_drawn_whole_whatever_seems_to_have_changed(screen, monkeypatch):
    from kiosk.ui.paint import damage as module

    screen.show(views.tiles(VI))
    monkeypatch.setattr(module, "reach", lambda _group: [(0, 0, 10, 10)])
    screen.show(views.yes_no(VI), state="still-the-same-visit")
    assert drawn_share() < 0.1
    screen.show(views.attract(VI))
    assert drawn_share() == 1
