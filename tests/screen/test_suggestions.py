"""What typed letters may mean stands between field and keys, comes while one types, and disturbs nothing."""

import pytest
from msgspec import structs

from kiosk.presenter.view import Button
from kiosk.visit.events import Answer, AnswerPart, Type
from tests.screen import views

pytestmark = pytest.mark.screen
VI = views.Say("vi")
LEAST_MM = 12.7
NAMES = ("Xã Châu Thành", "Phường Đông Hưng Thuận", "Xã Mỹ Hương", "Xã Long Phú")


def suggested(*names, part=""):
    return tuple(
        Button(id=f"answer:{at}", text=name, event=Answer("place", str(at))) for at, name in enumerate(names)
    )


def live(text="", part="", **more):
    view = views.keyboard(VI, kind="text")
    entry = structs.replace(view.entry, question="place", live=True, part=part, value=text)
    return structs.replace(view, entry=entry, state="question", **more)


def test_every_letter_of_a_live_entry_is_told_and_the_text_stays_when_suggestions_come(screen):
    screen.show(live())
    screen.touch("key:l", "key:o")
    assert screen.link.events == [Type("place", "L"), Type("place", "Lo")]
    screen.show(live("Lo", suggestions=suggested("Xã Long Phú")))
    assert screen.face.typed.text == "Lo"
    screen.touch("key:n")
    assert screen.link.events[-1] == Type("place", "Lon")
    screen.touch("answer:0")
    assert screen.link.events[-1] == Answer("place", "0")


def test_an_entry_that_is_not_live_tells_nothing_before_it_is_done(screen):
    screen.show(views.keyboard(VI, kind="text"))
    screen.touch("key:l", "key:shift", "key:page", "key:page")
    assert screen.link.events == []


def test_a_shift_changes_no_text_and_is_not_told(screen):
    screen.show(live())
    screen.touch("key:l", "key:shift", "key:shift")
    assert screen.link.events == [Type("place", "L")]


def test_the_next_part_of_a_question_begins_with_an_empty_field(screen):
    screen.show(live(part="province"))
    screen.touch("key:c")
    screen.touch("entry:done")
    assert screen.link.events[-1] == AnswerPart("place", "province", "C")
    screen.show(live(part="commune"))
    assert screen.face.typed.text == ""


def test_a_finger_on_a_suggestion_that_another_has_replaced_takes_neither(screen):
    screen.show(live("L", suggestions=suggested("Xã Long Phú")))
    inside = screen.middle("answer:0")
    screen.face.touch_down(*inside)
    screen.face.pump()
    other = Button(id="answer:other", text="Xã Liêu Tú", event=Answer("place", "other"))
    screen.show(live("Li", suggestions=(other,)))
    screen.face.touch_up(*inside)
    screen.face.settle()
    assert screen.link.events == []


def overlapping(places):
    boxes = list(places.items())
    return [
        (a, b)
        for at, (a, (x, y, w, h)) in enumerate(boxes)
        for b, (u, v, m, n) in boxes[:at]
        if x < u + m and u < x + w and y < v + n and v < y + h
    ]


@pytest.mark.parametrize("names", [NAMES[:1], NAMES[:2], NAMES])
@pytest.mark.parametrize("language", views.LANGUAGES)
def test_suggestions_and_keys_are_large_enough_and_nothing_overflows(screen, names, language):
    view = structs.replace(live("L"), language=language, suggestions=suggested(*names))
    way_out = Button(id="part:raw", text="Chỗ khác", event=AnswerPart("place", "ward", "raw"))
    for sides in ((), (way_out,)):
        screen.show(view, side_choices=sides, state=f"{len(names)} {len(sides)} {language}")
        least = LEAST_MM * screen.face.theme.px_per_mm
        places = screen.face.targets()
        assert {"answer:0", *(one.id for one in sides)} <= set(places)
        assert min(h for x, y, w, h in places.values()) >= least - 1
        assert screen.face.overflow() == []
        assert not overlapping(places)


def test_a_touched_name_is_typed_and_told_but_answers_nothing(screen):
    names = tuple(
        Button(id=f"name:{word}", text=word, event=Type("baby_name", f"{word} "))
        for word in ("Nguyễn", "Trần")
    )
    view = views.keyboard(VI)
    view = structs.replace(view, entry=structs.replace(view.entry, live=True), suggestions=names)
    screen.show(view, state="names")
    screen.touch("key:n", "name:Nguyễn")
    assert screen.face.typed.text == "Nguyễn "
    assert screen.link.events == [Type("baby_name", "N"), Type("baby_name", "Nguyễn ")]
