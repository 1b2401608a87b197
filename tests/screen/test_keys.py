"""A visit without touching: every key as an event of Kivy's window, in counted time."""

import os

import pytest

from kiosk.presenter.ports import FaceInput
from kiosk.settings import Keypad
from kiosk.ui.focus import order, rows
from kiosk.ui.key_events import KeyEvents
from kiosk.ui.keys import Key, Meaning, meaning
from kiosk.ui.parts import Ring, Target
from kiosk.visit.events import Answer, Attend, Back, CallHelp, ChooseLifeEvent, EnterPin, SayAgain
from tests.screen import views

pytestmark = pytest.mark.screen
VI = views.Say("vi")
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
STEP = Keypad().scan_step


def ring(screen):
    """The target that the ring stands round, "" for no ring."""
    found = [part.key for part in screen.face._window.glass.parts if isinstance(part, Ring)]
    return found[0].removeprefix("focus/") if found else ""


def press(screen, *names):
    for name in names:
        screen.face.pause()
        screen.face.key(name)
        screen.face.settle()


def write(screen, signs):
    for sign in signs:
        screen.face.key(sign=sign)
    screen.face.settle()


def targets(screen):
    return [one for one in screen.face._window.glass.parts if isinstance(one, Target)]


def test_the_first_press_only_shows_where_one_is(screen):
    screen.show(views.tiles(VI))
    assert ring(screen) == ""
    press(screen, "enter")
    assert ring(screen) == "event:birth"
    assert screen.link.events == []
    press(screen, "enter")
    assert screen.link.events == [ChooseLifeEvent("birth")]


@pytest.mark.parametrize(
    ("presses", "where"),
    [
        (("right", "right"), "event:death"),
        (("pad 6", "pad 6", "pad 2"), "event:moving"),
        (("down", "down", "down"), "again"),
        (("up",), "have-ticket"),
        (("tab", "tab", "shift tab"), "event:marriage"),
        (("shift tab",), "start-over"),
        (("pad +", "pad +", "pad -"), "event:marriage"),
        (("right", "right", "right", "right"), "event:disability"),
        (("pad 2", "pad 4"), "event:old-age"),
    ],
)
def test_the_ring_goes_where_the_keys_say(screen, presses, where):
    screen.show(views.tiles(VI), state=f"ring-{presses}")
    press(screen, "tab", *presses)
    assert ring(screen) == where


@pytest.mark.parametrize("layout", sorted(views.gallery("vi"))[:: 1 if FULL else 4])
def test_every_target_of_every_screen_is_reached_in_both_ways(screen, layout):
    view = screen.show(views.gallery("vi")[layout], state=f"reached-{layout}")
    every = order(view, targets(screen))
    assert sorted(every) == sorted(one.key for one in targets(screen))
    if not every:
        return
    press(screen, "tab")
    seen, front = {ring(screen)}, [ring(screen)]
    while front:
        at = front.pop()
        for way in ("left", "right", "up", "down"):
            screen.face._steering._at = at
            press(screen, way)
            if ring(screen) not in seen:
                seen.add(ring(screen))
                front.append(ring(screen))
    assert seen == set(every)


def test_page_turners_come_after_the_answers_then_go_on_then_the_footer(screen):
    view = screen.show(views.many_answers(VI))
    every = order(view, targets(screen))
    assert every.index("next-page") == len(every) - 6
    view = screen.show(views.papers(VI))
    every = order(view, targets(screen))
    assert every[-6:] == ["go-on", "back", "again", "language", "help", "start-over"]
    assert every[:2] == ["paper:birth-notice:yes", "paper:birth-notice:no"]


def test_a_touch_takes_the_ring_away_and_another_screen_brings_it_to_the_start(screen):
    screen.show(views.yes_no(VI))
    press(screen, "tab", "tab")
    assert ring(screen) == "answer:no"
    screen.show(views.yes_no(VI))
    assert ring(screen) == "answer:no"
    screen.show(views.ways(VI))
    assert ring(screen) == "way:with-helper"
    screen.face.touch_down(5, 400)
    screen.face.touch_up(5, 400)
    assert ring(screen) == ""
    assert not [part for part in screen.face._window.glass.parts if isinstance(part, Ring)]


def test_the_wipe_takes_the_ring_away(screen):
    screen.show(views.yes_no(VI))
    press(screen, "tab")
    assert ring(screen)
    screen.show(views.attract(VI))
    assert ring(screen) == ""


def test_only_the_ring_is_drawn_anew(screen):
    screen.show(views.tiles(VI))
    press(screen, "tab")
    before = {key: group for key, (_, group) in screen.face._window.glass._drawn.items()}
    press(screen, "right")
    after = {key: group for key, (_, group) in screen.face._window.glass._drawn.items()}
    assert {key for key in after if before.get(key) is not after[key]} == {"focus/event:marriage"}


@pytest.mark.parametrize(
    ("name", "event"),
    [("pad 0", SayAgain()), ("pad 7", Back()), ("pad /", Back()), ("pad 9", CallHelp()), ("pad *", CallHelp()),
     ("escape", Back())],
)  # fmt: skip
def test_some_keys_are_buttons_of_the_footer(screen, name, event):
    screen.show(views.yes_no(VI), state=f"footer-{name}")
    press(screen, name)
    assert screen.link.events == [event]


def test_what_is_chosen_by_keys_says_so(screen):
    shown = screen.show(views.yes_no(VI))
    press(screen, "tab", "enter")
    assert screen.link.given[-1] == FaceInput(
        event=Answer("married", "yes"), source="keys", serial=shown.serial
    )
    assert screen.link.events == [Answer("married", "yes")]
    screen.face.keys_are = "keypad"
    press(screen, "right", "pad 5")
    screen.face.keys_are = "keys"
    assert screen.link.given[-1].source == "keypad"


def test_where_only_the_residents_hand_counts_the_helpers_keys_have_no_ring(screen):
    screen.show(views.consent(VI), state="theirs-alone", residents_hand=True)
    press(screen, "tab", "tab", "enter")
    assert (ring(screen), screen.link.given) == ("", [])
    screen.face.keys_are = "keypad"
    press(screen, "tab")
    residents = ring(screen)
    screen.face.keys_are = "keys"
    assert residents == "consent:no"


@pytest.mark.parametrize("keys", ["pad {}", "sign"])
def test_digits_are_digits_where_a_number_is_put_in(screen, keys):
    screen.show(views.pin(VI), state=f"pin-{keys}")
    for digit in "3556":
        if keys == "sign":
            write(screen, digit)
        else:
            press(screen, keys.format(digit))
    press(screen, "backspace", "pad .")
    press(screen, "pad 1")
    assert screen.face.typed.text == "351"
    assert ring(screen) == "entry:done"
    press(screen, "pad enter")
    assert screen.link.events == [EnterPin("351")]


def test_a_keypad_alone_writes_a_name_by_going_over_the_keys(screen):
    screen.show(views.keyboard(VI))
    press(screen, "pad 5")
    assert ring(screen) == "vowel:ă"
    press(screen, "pad 2", "pad 6", "pad 5")
    assert ring(screen) == "key:w"
    assert screen.face.typed.text == "W"


def test_a_keyboard_writes_and_its_enter_finishes(screen):
    screen.show(views.keyboard(VI, kind="text"))
    write(screen, "so")
    press(screen, "space")
    write(screen, "8")
    press(screen, "enter")
    assert screen.link.events == [Answer("baby_name", "So 8")]


def test_a_keyboard_writes_vietnamese_as_telex(screen):
    screen.show(views.keyboard(VI))
    write(screen, "nguyeenx")
    assert screen.face.typed.text == "Nguyễn"


def test_one_button_goes_over_rows_then_over_answers_and_chooses(screen):
    screen.show(views.tiles(VI))
    press(screen, "space")
    assert ring(screen) == "event:birth"
    screen.face.pause(STEP)
    assert ring(screen) == "event:disability"
    press(screen, "space")
    screen.face.pause(STEP)
    assert ring(screen) == "event:lost-papers"
    press(screen, "space")
    assert screen.link.events == [ChooseLifeEvent("lost-papers")]
    flips = screen.face.measured.flips
    screen.face.pause(4 * STEP)
    assert (screen.face.measured.flips, ring(screen)) == (flips, "event:lost-papers")


def test_scanning_takes_one_redraw_a_step_and_ends_after_two_rounds(screen):
    view = screen.show(views.tiles(VI))
    count = len(rows(view, targets(screen)))
    press(screen, "space")
    for _ in range(2 * count - 1):
        flips = screen.face.measured.flips
        for _frame in range(round(STEP * 60)):
            screen.face.pump()
        assert screen.face.measured.flips == flips + 1
    screen.face.pause(STEP)
    flips = screen.face.measured.flips
    screen.face.pause(20 * STEP)
    assert screen.face.measured.flips == flips
    assert screen.link.events == []


def test_a_hand_that_trembles_on_the_button_chooses_nothing_by_it(screen):
    screen.show(views.tiles(VI))
    press(screen, "space")
    screen.face.key("space")
    screen.face.key("space")
    screen.face.settle()
    assert len(screen.face.focused) == 4
    assert screen.link.events == []


@pytest.mark.parametrize(
    ("key", "layout", "typing", "kind"),
    [
        (Key("pad 8"), "answers", False, "up"), (Key(sign="8"), "answers", False, "up"),
        (Key("pad 8"), "keyboard", False, "up"), (Key(sign="8"), "keyboard", False, "type"),
        (Key("pad 8"), "numbers", False, "type"), (Key("pad +"), "numbers", False, "next"),
        (Key("pad *"), "numbers", False, "help"), (Key("pad 7"), "date", False, "back"),
        (Key("space"), "answers", False, "switch"), (Key("space"), "keyboard", False, "switch"),
        (Key("space"), "keyboard", True, "type"), (Key("space"), "numbers", True, "switch"),
        (Key("backspace"), "numbers", False, "delete"), (Key("backspace"), "answers", False, None),
        (Key(sign="a"), "numbers", False, None), (Key(sign="a"), "answers", False, None),
        (Key(sign="<"), "keyboard", False, None), (Key(sign="ễ"), "keyboard", False, "type"),
        (Key(sign="ា"), "keyboard", False, "type"),
        (Key(sign="៨"), "numbers", False, None), (Key("pad 3"), "answers", False, None),
            (Key("pad 1"), "answers", False, "dark"), (Key("pad 1"), "keyboard", True, "dark"),
            (Key("pad 1"), "numbers", False, "type"), (Key(sign="1"), "answers", False, None),
    ],
)  # fmt: skip
def test_a_key_means_one_thing_on_each_kind_of_screen(key, layout, typing, kind):
    found = meaning(key, layout, typing=typing)
    assert (found.kind if isinstance(found, Meaning) else None) == kind


def test_a_key_that_is_held_counts_once_and_the_systems_own_keys_say_nothing():
    heard = []
    events = KeyEvents(heard.append)
    for _ in range(3):
        assert events.down(None, 13, 0, "", [])
    assert events.up(None, 13)
    assert events.down(None, 13, 0, "", [])
    for code, modifiers in ((282, ["alt"]), (293, ["ctrl"]), (9, ["alt"]), (27, ["ctrl"])):
        assert events.down(None, code, 0, "", modifiers)
    for _ in range(2):
        assert events.down(None, 97, 0, "a", ["shift"])
        assert events.text(None, "A")
    assert events.down(None, 259, 0, "", [])
    assert events.text(None, "3")
    assert heard == [Key("enter"), Key("enter"), Key(sign="A"), Key("pad 3")]


@pytest.mark.parametrize("name", ["f1", "f9", "f12", "page down"])
@pytest.mark.parametrize("layout", ["answers", "keyboard", "numbers", "review", "consent"])
def test_function_keys_mean_nothing_on_a_residents_screen(name, layout):
    assert meaning(Key(name), layout) is None


# --- what is told of it --------------------------------------------------------------------------------------


@pytest.fixture
def told(screen, monkeypatch):
    """A face whose keys are a resident's; what it tells of the ring."""
    attention = screen.face._attention
    monkeypatch.setattr(attention, "_tell", screen.face._tell)
    return lambda: [one for one in screen.link.events if isinstance(one, Attend)]


def test_each_press_tells_where_it_has_led_by_ids_alone(screen, told):
    screen.show(views.tiles(VI))
    press(screen, "pad +", "pad +")
    assert told() == [
        Attend(targets=("event:birth",)),
        Attend(targets=("event:marriage",)),
    ]


def test_a_press_that_leads_nowhere_tells_where_one_still_is(screen, told):
    screen.show(views.yes_no(VI))
    press(screen, "tab", "up", "up")
    assert told()[-1] == told()[-2]


def test_another_screen_tells_where_one_begins_and_waits_for_the_page(screen, told):
    screen.show(views.tiles(VI))
    press(screen, "pad +")
    screen.show(views.yes_no(VI))
    assert told()[-1] == Attend(targets=("answer:yes",), waits=True)


def test_a_screen_tells_nothing_while_no_key_is_in_use(screen, told):
    screen.show(views.tiles(VI))
    screen.show(views.yes_no(VI))
    assert told() == []


def test_what_is_typed_is_told_with_the_key_that_typed_it(screen, told):
    screen.show(views.keyboard(VI), state="told-typing")
    write(screen, "a")
    last = told()[-1]
    assert last.struck == "typed:a"
    assert last.typed.casefold().endswith("a")


def test_a_secret_is_told_as_dots(screen, told):
    screen.show(views.pin(VI), state="told-pin")
    press(screen, "pad 4", "pad 2")
    assert [one.typed for one in told()] == ["•", "••"]
    assert {one.struck for one in told()} == {"typed:"}


def test_the_years_of_a_decade_come_before_the_other_decades(screen):
    view = screen.show(views.date(VI, value="1961-03-08"), state="told-date")
    every = order(view, targets(screen))
    years = [at for at, key in enumerate(every) if key.startswith("year:")]
    decades = [at for at, key in enumerate(every) if key.startswith("decade:")]
    assert max(years) < min(decades)


def test_the_one_button_tells_each_row_as_it_comes_and_then_each_thing_of_it(screen, told):
    screen.show(views.tiles(VI))
    press(screen, "space")
    screen.face.pause(STEP)
    rows_told = [one.targets for one in told()]
    assert rows_told[0][0] == "event:birth"
    assert rows_told[1] != rows_told[0]
    assert {len(one) > 1 for one in rows_told} == {True}
    press(screen, "space")
    screen.face.pause(STEP)
    assert [len(one.targets) for one in told()[2:]] == [1, 1]
    assert {one.keys for one in told()} == {"switch"}


def test_a_keypads_one_darkens_the_glass_and_keys_go_on_as_before(screen, told):
    screen.show(views.tiles(VI), words={"dark": "Màn hình đang tắt."})
    press(screen, "pad +", "pad 1")
    assert screen.face.words() == ["Màn hình đang tắt."]
    assert screen.face.targets() == {}
    assert told()[-1].struck == "dark:on"
    press(screen, "pad +", "pad 5")
    assert told()[-1].targets == ("event:marriage",)
    assert ChooseLifeEvent("marriage") in screen.link.events
    press(screen, "pad 1")
    assert told()[-1].struck == "dark:off"
    assert "event:birth" in screen.face.targets()


def test_a_touch_lights_the_glass_and_chooses_nothing(screen, told):
    screen.show(views.tiles(VI), words={"dark": "Màn hình đang tắt."})
    x, y = screen.middle("event:birth")
    press(screen, "pad +", "pad 1")
    screen.link.given.clear()
    screen.face.touch_down(x, y)
    screen.face.pump(2)
    screen.face.touch_up(x, y)
    screen.face.settle()
    assert "event:birth" in screen.face.targets()
    assert not [one for one in screen.link.events if isinstance(one, ChooseLifeEvent)]


def test_the_next_visit_finds_the_glass_lit_and_so_does_a_helper(screen):
    screen.show(views.tiles(VI), words={"dark": "Màn hình đang tắt."})
    press(screen, "pad +", "pad 1")
    screen.show(views.workbench(VI))
    assert screen.face.targets()
    screen.show(views.tiles(VI), words={"dark": "Màn hình đang tắt."})
    assert screen.face.targets() == {}
    screen.show(views.attract(VI))
    assert screen.face.targets()


def test_the_first_key_after_a_touch_does_not_tell_of_the_dark_that_the_touch_has_ended(screen, told):
    screen.show(views.tiles(VI), words={"dark": "Màn hình đang tắt."})
    x, y = screen.middle("event:birth")
    press(screen, "pad +", "pad 1")
    screen.face.touch_down(x, y)
    screen.face.touch_up(x, y)
    screen.face.settle()
    press(screen, "pad +")
    assert told()[-1].struck == ""
