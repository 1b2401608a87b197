"""A finger signs on the glass: each stroke travels when it is lifted, and nothing of it stays in the face."""

from dataclasses import replace

import pytest
from PIL import Image

from kiosk.presenter.every_round import of_round
from kiosk.presenter.every_screen import SOMEBODY
from kiosk.presenter.ink import stroke
from kiosk.presenter.view import InkPad
from kiosk.visit.ink import unpacked
from kiosk.visit.round_events import DrawStroke
from kiosk.visit.states import State
from tests.visit.walking import fresh, scene, view_of


@pytest.fixture(scope="module")
def page():
    visits = of_round(scene(), fresh(), SOMEBODY)
    empty = next(one for one in visits if one.state is State.SIGN_RESIDENT and not one.round.signing.resident)
    return view_of(replace(empty, heard=True))


def pad(screen):
    return screen.face.targets()["pad"]


def draw(screen, *shares, lift=True):
    x, y, width, height = pad(screen)
    places = [(x + across * width, y + down * height) for across, down in shares]
    screen.face.touch_down(*places[0])
    for place in places[1:]:
        screen.face.pump()
        screen.face.touch_move(*place)
    screen.face.pump()
    if lift:
        screen.face.touch_up(*places[-1])
        screen.face.settle()


def dark(screen, tmp_path):
    """How many dark pixels there are in the upper half of the pad, above the line to sign on."""
    screen.face.screenshot(tmp_path / "pad.png")
    x, y, width, height = pad(screen)
    box = (int(x) + 12, int(y) + 12, int(x + width) - 12, int(y + height * 0.2))
    with Image.open(tmp_path / "pad.png") as shot:
        return sum(shot.convert("L").crop(box).histogram()[:90])


def test_a_stroke_travels_when_the_finger_is_lifted(screen, page):
    screen.show(page)
    screen.link.given.clear()
    draw(screen, (0.1, 0.5), (0.5, 0.2), (0.9, 0.5), lift=False)
    assert not screen.link.events
    screen.face.touch_up(*(pad(screen)[0] + pad(screen)[2] * 0.9, pad(screen)[1] + pad(screen)[3] * 0.5))
    (event,) = screen.link.events
    assert isinstance(event, DrawStroke)
    points = unpacked(event.stroke)
    for drawn, meant in zip(points[:3], ((100, 500), (500, 200), (900, 500)), strict=True):
        assert max(abs(drawn[0] - meant[0]), abs(drawn[1] - meant[1])) <= 3


def test_strokes_that_follow_each_other_quickly_all_count(screen, page):
    screen.show(page)
    screen.link.given.clear()
    for at in range(4):
        draw(screen, (0.1 + at * 0.2, 0.3), (0.2 + at * 0.2, 0.7))
    assert len(screen.link.events) == 4


def test_what_is_drawn_is_seen_under_the_finger_and_goes_when_the_view_does_not_hold_it(
    screen, page, tmp_path
):
    screen.show(page)
    before = dark(screen, tmp_path)
    draw(screen, (0.05, 0.1), (0.95, 0.1), lift=False)
    assert dark(screen, tmp_path) > before + 500
    screen.face.touch_up(*[pad(screen)[0] + 5, pad(screen)[1] + 5])
    screen.show(page)
    assert dark(screen, tmp_path) == before


def test_what_the_view_holds_is_painted(screen, page, tmp_path):
    screen.show(page)
    before = dark(screen, tmp_path)
    screen.show(page, pad=InkPad(text=page.pad.text, strokes=((50, 100, 950, 100),)))
    assert dark(screen, tmp_path) > before + 500


def test_a_finger_that_leaves_the_pad_draws_along_its_edge(screen, page):
    screen.show(page)
    screen.link.given.clear()
    draw(screen, (0.5, 0.5), (0.5, 3.0), (2.0, 0.5))
    (event,) = screen.link.events
    assert max(max(point) for point in unpacked(event.stroke)) == 1000


def test_another_screen_takes_nothing_of_a_stroke_along(screen, page, tmp_path):
    screen.show(page)
    draw(screen, (0.1, 0.5), (0.9, 0.5), lift=False)
    screen.show(view_of(fresh()))
    screen.link.given.clear()
    screen.face.touch_up(10, 10)
    screen.show(page)
    assert not screen.link.events
    assert stroke([(0, 0)]) not in screen.link.events
