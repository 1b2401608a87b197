"""A helper at the workbench with a keyboard: few presses, in the order of the form; dead where only she decides."""

from dataclasses import replace

import msgspec
import pytest

from kiosk.presenter.ports import Alive, decode_input
from kiosk.presenter.view import encode
from kiosk.visit import events as ev
from kiosk.visit.states import Given, State
from tests.screen.conftest import Link
from tests.visit.walking import CARD, at_workbench, control, happen, view_of

MOST = 20
MISSING = ("child_birthplace", "requester_phone", "father_birth")


class Live(Link):
    """The core's end of a visit that goes on: what the face sends is stepped as the engine would."""

    def begin(self, screen, visit):
        self.screen, self.visit = screen, visit
        screen.face._link = self
        self.listener = screen.link.listener
        self.serial = max(self.serial, screen.link.serial)
        self.show()

    def show(self):
        self.serial += 1
        self.listener(encode(msgspec.structs.replace(view_of(self.visit), serial=self.serial)))
        self.screen.face.settle()

    def send(self, raw):
        given = decode_input(raw)
        if isinstance(given.event, Alive):
            return
        self.given.append(given)
        if isinstance(given.event, ev.Touched | ev.Attend) or given.serial != self.serial:
            return
        step = happen(self.visit, given.event, control(self.visit))
        assert not step.refused, (given.event, step.refused)
        self.visit = step.visit
        self.show()


@pytest.fixture
def live(screen):
    before = screen.face._link
    live = Live()
    yield live
    screen.face._link = before
    screen.link.serial = live.serial


class Hands:
    """Counts what is pressed; letters and digits apart."""

    def __init__(self, screen):
        self.face = screen.face
        self.pressed = 0

    def press(self, *names):
        for name in names:
            self.face.pause()
            self.face.key(name if len(name) > 1 else "", sign=name if len(name) == 1 else "")
            self.face.settle()
            self.pressed += 1

    def write(self, text):
        for sign in text:
            self.face.key("space" if sign == " " else "", sign="" if sign == " " else sign)
            self.face.settle()


def to_correct():
    """A birth registration with three answers missing and two doubtful."""
    visit = at_workbench()
    told = {name: given for name, given in visit.asked.answers.items() if name not in MISSING}
    told["requester_birth"] = Given("1970-03-08", "resident")  # the number says 1961
    told["requester_number"] = Given("092161004328", "resident")
    told["father_residence"] = Given("Ấp Ví Dụ, xã cũ", "resident")
    for name in ("mother_residence", "requester_residence", "child_hometown"):
        told[name] = Given("26791|Khu phố 46|Số 8|", "resident")
    told["mother_birth"] = Given("1961", "resident")
    return replace(visit, asked=replace(visit.asked, answers=told))


def test_three_missing_and_two_doubtful_answers_take_twenty_presses_at_most(screen, live):
    live.begin(screen, to_correct())
    hands = Hands(screen)
    view = view_of(live.visit)
    wanted = {one.id: one.text for one in view.choices}
    assert "3" in wanted["missing"]
    assert "2" in wanted["doubtful"]
    hands.press("f2")
    for text in ("Benh vien Vi Du", "0912345678", "1960"):
        assert live.visit.state is State.QUESTION
        hands.write(text)
        hands.press("enter")
    assert live.visit.state is State.WORKBENCH
    hands.press("f3", "f4", "f4")
    assert not {"missing", "doubtful"} & {one.id for one in view_of(live.visit).choices}
    hands.press("f9")
    assert live.visit.state is State.CONFIRM
    assert live.visit.changed == set(MISSING)
    assert hands.pressed <= MOST, hands.pressed


def test_tab_goes_down_the_form_and_nothing_typed_is_lost_by_it(screen, live):
    live.begin(screen, at_workbench())
    hands = Hands(screen)
    rows = [row.button.id for row in view_of(live.visit).rows]
    hands.press("tab")
    while screen.face.focused != (rows[0],):
        hands.press("shift tab" if screen.face.focused[0] in rows else "tab")
        assert hands.pressed < 80
    met = [rows[0]]
    while len(met) < len(rows):
        hands.press("tab")
        (at,) = screen.face.focused
        if not at.startswith("right:"):  # beside its row: what settles the doubt about it
            met.append(at)
    assert met == rows
    live.begin(screen, happen(at_workbench(), ev.EditAnswer("child_name")).visit)
    hands.write(" a")
    hands.press("tab")
    assert live.visit.asked.answers["child_name"].value.endswith("Dụ A")
    live.begin(screen, happen(at_workbench(), ev.EditAnswer("child_name")).visit)
    hands.press("tab")
    assert live.visit.asked.asking == "child_birth"


def test_a_day_is_typed_as_on_paper_and_a_choice_by_its_digit(screen, live):
    live.begin(screen, happen(at_workbench(), ev.EditAnswer("child_birth")).visit)
    hands = Hands(screen)
    hands.press(*["backspace"] * 8)
    hands.write("20112026")
    hands.press("enter")
    assert live.visit.asked.answers["child_birth"].value == "2026-11-20"
    live.begin(screen, happen(at_workbench(), ev.EditAnswer("child_sex")).visit)
    hands.press("2")
    assert live.visit.asked.answers["child_sex"].value == "female"
    live.begin(screen, happen(at_workbench(), ev.EditAnswer("child_sex")).visit)
    hands.press("escape")
    assert live.visit.state is State.WORKBENCH


def test_a_note_is_written_without_a_touch(screen, live):
    live.begin(screen, at_workbench())
    hands = Hands(screen)
    hands.press("f6")
    hands.write("mas ddi khai")
    hands.press("enter")
    assert live.visit.asked.note == "Má đi khai"
    assert not live.visit.noting


KEYS = (
    "enter",
    "tab",
    "space",
    "escape",
    "f2",
    "f3",
    "f4",
    "f6",
    "f9",
    "f10",
    "left",
    "page down",
    "1",
    "x",
    "d",
)


@pytest.mark.parametrize("heard", [False, True])
def test_where_the_resident_confirms_no_key_and_no_scan_of_a_helper_does_anything(screen, live, heard):
    visit = replace(happen(at_workbench(), ev.AskToConfirm()).visit, heard=heard)
    live.begin(screen, visit)
    hands = Hands(screen)
    hands.press(*KEYS)
    assert live.visit == visit
    assert screen.face.focused == ()
    assert not [one for one in live.given if not isinstance(one.event, ev.Touched)]
    assert happen(visit, CARD, visit.helper).refused == "resident-only"


def test_the_answer_that_sends_wakes_only_after_the_last_page_has_been_read(screen, live):
    visit = happen(at_workbench(), ev.AskToConfirm()).visit
    live.begin(screen, visit)
    assert not {"yes", "no", "next-page"} & set(screen.face.targets())
    last = view_of(visit).pages - 1
    live.begin(screen, replace(visit, page=last, heard=True))
    assert {"yes", "no"} <= set(screen.face.targets())
