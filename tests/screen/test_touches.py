import pytest

from kiosk.ui.parts import Target
from kiosk.visit.events import Answer, ChooseLifeEvent, EnterPin, MarkPaper
from tests.screen import views

pytestmark = pytest.mark.screen
VI = views.Say("vi")


def test_a_touch_that_begins_and_ends_inside_sends_its_event_once(screen):
    shown = screen.show(views.tiles(VI))
    screen.touch("event:death")
    assert screen.link.events == [ChooseLifeEvent("death")]
    assert screen.link.given[0].serial == shown.serial
    assert screen.link.given[0].source == "glass"


def test_a_touch_that_ends_elsewhere_sends_nothing(screen):
    screen.show(views.tiles(VI))
    for begin, end in (("event:death", "event:birth"), ("event:death", None), (None, "event:death")):
        start = screen.middle(begin) if begin else (640, 680)
        stop = screen.middle(end) if end else (640, 680)
        screen.face.touch_down(*start)
        screen.face.pump(2)
        screen.face.touch_move(*stop)
        screen.face.pump()
        screen.face.touch_up(*stop)
        screen.face.settle()
    assert screen.link.events == []


def test_a_finger_that_leaves_and_comes_back_counts(screen):
    screen.show(views.tiles(VI))
    inside = screen.middle("event:death")
    screen.face.touch_down(*inside)
    screen.face.touch_move(640, 680)
    screen.face.touch_move(*inside)
    screen.face.touch_up(*inside)
    screen.face.settle()
    assert screen.link.events == [ChooseLifeEvent("death")]


def test_a_finger_that_was_down_when_the_screen_changed_answers_nothing(screen):
    screen.show(views.yes_no(VI))
    inside = screen.middle("answer:yes")
    screen.face.touch_down(*inside)
    screen.face.pump()
    screen.show(views.yes_no(VI), question="?", state="next-question")
    assert "answer:yes" not in screen.face._window.glass._pressed
    screen.face.touch_up(*inside)
    screen.face.settle()
    assert screen.link.events == []


def test_the_pressed_look_is_shown_for_at_least_80_ms(screen):
    screen.show(views.yes_no(VI))
    glass = screen.face._window.glass
    inside = screen.middle("answer:no")
    screen.face.touch_down(*inside)
    screen.face.touch_up(*inside)
    screen.face.pump(3)
    assert "answer:no" in glass._pressed
    screen.face.pump(4)
    assert glass.settled


def test_what_is_off_cannot_be_touched(screen):
    view = views.tiles(VI)
    off = tuple(
        type(one)(**{**{f: getattr(one, f) for f in one.__struct_fields__}, "state": "off"})
        for one in view.choices
    )
    screen.show(view, choices=off, state="all-off")
    assert not [key for key in screen.face.targets() if key.startswith("event:")]


def test_papers_send_have_and_dont_have(screen):
    screen.show(views.papers(VI))
    screen.touch("paper:card:no", "paper:marriage:yes")
    assert screen.link.events == [MarkPaper("card", False), MarkPaper("marriage", True)]


def test_a_name_typed_by_touches_is_exactly_composed(screen):
    screen.show(views.keyboard(VI))
    screen.touch("key:n", "key:g", "key:u", "key:y", "vowel:ê", "key:n", "tone:tilde", "key:space")
    screen.touch(
        "key:t", "key:h", "key:i", "tone:dot", "key:space", "key:n", "key:g", "key:o", "key:c", "tone:dot"
    )
    assert screen.face.typed.text == "Nguyễn Thị Ngọc"
    assert any("Ngọc" in text for text in screen.face.words())
    screen.touch("entry:done")
    assert screen.link.events == [Answer("baby_name", "Nguyễn Thị Ngọc")]


def test_letters_on_the_keys_show_as_they_will_be_written(screen):
    screen.show(views.keyboard(VI))
    assert {"Q", "Ă"} <= set(screen.face.words())
    screen.touch("key:l")
    assert {"q", "ă"} <= set(screen.face.words())


def test_digits_and_signs_are_on_the_second_page(screen):
    screen.show(views.keyboard(VI, kind="text"))
    screen.touch(
        "key:page", "key:1", "key:2", "key:/", "key:4", "key:page", "key:space", "key:shift", "key:k"
    )
    screen.touch("key:p", "key:backspace", "entry:done")
    assert screen.link.events == [Answer("baby_name", "12/4 K")]


def test_done_waits_for_something_to_send(screen):
    screen.show(views.keyboard(VI))
    assert "entry:done" not in screen.face.targets()


def test_a_date_is_sent_when_its_day_is_touched(screen):
    screen.show(views.date(VI))
    screen.touch("decade:194", "year:1945", "month:11", "day:18")
    assert screen.link.events == [Answer("born", "1945-11-18")]


@pytest.mark.parametrize(
    ("steps", "value"),
    [((), ""), (("decade:194", "year:1945"), "1945"), (("decade:194", "year:1945", "month:2"), "1945-02")],
)
def test_as_much_of_a_date_as_is_remembered_is_sent(screen, steps, value):
    screen.show(views.date(VI), state=f"remembered-{len(steps)}")
    screen.touch(*steps, "entry:dont-know")
    assert screen.link.events == [Answer("born", value)]


def test_a_year_that_has_not_begun_is_not_offered(screen):
    screen.show(views.date(VI), state="future")
    screen.touch("decade:202")
    assert "year:2026" in screen.face.targets()
    assert "year:2027" not in screen.face.targets()


def test_a_year_alone_is_sent_at_once(screen):
    screen.show(views.date(VI, kind="year"), state="year-alone")
    screen.touch("decade:196", "year:1966")
    assert screen.link.events == [Answer("born", "1966")]


def test_the_pad_shows_its_digits_in_the_order_asked_for_and_hides_a_pin(screen):
    screen.show(views.pin(VI))
    targets = screen.face.targets()
    first = min(
        (key for key in targets if key.startswith("pad:")), key=lambda key: (targets[key][1], targets[key][0])
    )
    assert first == "pad:3"
    screen.touch("pad:1", "pad:2", "pad:9", "pad:delete", "pad:3")
    assert "•••" in screen.face.words()
    assert "123" not in " ".join(screen.face.words())
    screen.touch("entry:done")
    assert screen.link.events == [EnterPin("123")]
    assert screen.face.typed.text == ""


def test_every_event_of_a_screen_is_reachable(screen):
    view = screen.show(views.workbench(VI))
    assert {row.button.id for row in view.rows} <= set(screen.face.targets())
    assert {one.id for one in (*view.choices, *view.side_choices)} <= set(screen.face.targets())


def test_targets_lie_on_top_of_nothing_else(screen):
    screen.show(views.tiles(VI))
    assert all(isinstance(one, Target) for one in screen.face._window.glass.targets())
