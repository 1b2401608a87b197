import pytest

from kiosk.ui.tremor import Tremor
from kiosk.visit.events import Answer, ChooseLifeEvent, Touched
from tests.screen import views

pytestmark = pytest.mark.screen
VI = views.Say("vi")


def hit(screen, *keys, after=0.0):
    """Down and up at once, ``after`` seconds later."""
    for key in keys:
        if after:
            screen.face.pause(after)
        place = screen.middle(key) if isinstance(key, str) else key
        screen.face.touch_down(*place)
        screen.face.pump()
        screen.face.touch_up(*place)
        screen.face.settle()


def test_the_same_target_once_more_within_400_ms_is_ignored(screen):
    screen.show(views.tiles(VI))
    screen.face.pause()
    hit(screen, "event:death", "event:death", "event:death")
    assert screen.link.events == [ChooseLifeEvent("death")]
    hit(screen, "event:death", after=0.41)
    assert screen.link.events == [ChooseLifeEvent("death")] * 2


def test_a_touch_that_was_ignored_makes_the_hand_rest_as_long_again(screen):
    screen.show(views.tiles(VI))
    hit(screen, *["event:death"] * 6, after=0.25)
    assert screen.link.events == [ChooseLifeEvent("death")]


def test_what_a_new_screen_puts_under_a_trembling_finger_is_not_answered(screen):
    screen.show(views.yes_no(VI))
    place = screen.middle("answer:yes")
    hit(screen, place)
    screen.show(views.ways(VI))
    hit(screen, place, "way:save")
    assert screen.link.events == [Answer("married", "yes")]
    assert screen.face._window.glass.settled
    hit(screen, "way:save", after=0.41)
    assert len(screen.link.events) == 2


def test_the_next_step_of_a_date_is_another_screen_to_a_trembling_finger(screen):
    screen.show(views.date(VI))
    screen.touch("decade:194", "year:1945", "month:1")
    hit(screen, "day:1")
    assert screen.link.events == []
    hit(screen, "day:1", after=0.41)
    assert screen.link.events == [Answer("born", "1945-01-01")]


def test_different_keys_can_be_touched_as_quickly_as_one_likes(screen):
    screen.show(views.keyboard(VI))
    screen.face.pause()
    hit(screen, "key:t", "key:a", "key:i", "key:i")
    assert screen.face.typed.text == "Tai"


def test_nothing_comes_of_a_swipe_a_long_press_or_a_double_tap(screen):
    screen.show(views.tiles(VI))
    screen.face.pause()
    start, end = screen.middle("event:birth"), screen.middle("event:old-age")
    screen.face.touch_down(*start)
    for share in range(1, 11):
        x = start[0] + (end[0] - start[0]) * share / 10
        screen.face.touch_move(x, end[1])
        screen.face.pump()
    screen.face.touch_up(*end)
    screen.face.settle()
    assert screen.link.events == []
    screen.face.pause()
    screen.face.touch_down(*start)
    screen.face.pause(5)
    assert screen.link.events == []
    screen.face.touch_up(*start)
    hit(screen, "event:birth")
    assert screen.link.events == [ChooseLifeEvent("birth")]


@pytest.mark.parametrize(
    ("target", "after", "changed", "counts"),
    [("a", 0.39, False, False), ("a", 0.4, False, True), ("b", 0.1, False, True), ("b", 0.1, True, False),
     ("b", 0.4, True, True), ("", 0.1, False, True)],
)  # fmt: skip
def test_what_counts_after_a_touch(target, after, changed, counts):
    tremor = Tremor()
    assert tremor.begins("a", 10.0)
    if changed:
        tremor.screen_changed()
    assert tremor.begins(target, 10.0 + after) == counts


def test_a_finger_that_comes_down_is_told_at_once_and_its_trembling_is_not(screen):
    shown = screen.show(views.tiles(VI))
    screen.face.pause()
    for _ in range(3):
        screen.face.touch_down(640, 680)
        assert [one.event for one in screen.link.given] == [Touched()]
        screen.face.touch_up(640, 680)
        screen.face.settle()
    assert screen.link.given[0].serial == shown.serial
    hit(screen, "event:death")
    assert [one.event for one in screen.link.given] == [Touched(), Touched(), ChooseLifeEvent("death")]


def test_each_letter_that_is_typed_is_told_as_a_touch(screen):
    screen.show(views.keyboard(VI))
    screen.face.pause()
    hit(screen, "key:a")
    assert [type(one.event) for one in screen.link.given][:1] == [Touched]
