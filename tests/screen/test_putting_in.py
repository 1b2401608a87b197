"""Keys, pads and dates on every screen that the kiosk is made for: composed, not painted."""

import os

import pytest
from msgspec import structs

from kiosk.presenter.view import Banner, Button
from kiosk.ui.entry import begin, stroke
from kiosk.ui.parts import Plate, Stroke, Target, Words, tree
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import theme_for
from kiosk.visit.events import Answer, Type
from kiosk.visit.look import USUAL, Look
from tests.screen import views

SCREENS = {
    '1024x600 at 10.1"': ((1024, 600), 4.626),
    '1280x800 at 13.3"': ((1280, 800), 4.468),
    '1280x800 at 15.6"': ((1280, 800), 3.81),
    '1920x1080 at 21.5"': ((1920, 1080), 4.034),
    '1080x1920 at 21.5"': ((1080, 1920), 4.034),
}
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
KEY, RESIDENT, GAP = 49, 76, 11.4
"""Units: 12.7 mm, 20 mm, 3 mm."""
OWN_KEYS = ("key:", "vowel:", "tone:", "name:", "answer:place")
WORDS = tuple(
    Button(id=f"name:{at}", text=word, event=Type("baby_name", word))
    for at, word in enumerate(("Nguyễn", "Trần"))
)
PLACES = tuple(
    Button(id=f"answer:place{at}", text="Xã Long Phú", event=Answer("where", "1")) for at in range(4)
)
OUT = (Button(id="answer:unknown", text="Không biết", picture="glyphs/dont-know", event=Answer("name", "")),)


class EvenRuler:
    """Letters of one width: enough to share out a screen."""

    def __init__(self, theme):
        self.theme = theme

    def width(self, text, role, _weight):
        return len(text.replace("\u200b", "")) * self.theme.size(role) * 0.58

    def lines(self, text, role, weight, width):
        lines = [""]
        for word in text.replace("\u200b", "\u200b ").split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, role, weight) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines if text else []

    filled = lines

    def line_height(self, text, role, *, loose):
        khmer = any("\u1780" <= sign <= "\u17ff" for sign in text)
        return self.theme.size(role) * (1.45 if khmer else 1.3 if loose else 1.2)


def entries(language):
    say = views.Say(language)
    scripts = ("khmer", "latin") if language == "km" else ("latin", "khmer")
    name = views.keyboard(say)
    named = structs.replace(name, entry=structs.replace(name.entry, live=True), suggestions=WORDS)
    text = views.keyboard(say, kind="text")
    text = structs.replace(text, entry=structs.replace(text.entry, scripts=scripts))
    listed = structs.replace(text, entry=structs.replace(text.entry, live=True), suggestions=PLACES)
    return {
        "name": named,
        "name, or none": structs.replace(named, side_choices=OUT),
        "text": text,
        "text, or none": structs.replace(text, side_choices=OUT),
        "text, complained of": structs.replace(
            text, banner=Banner(text="Coi lại giùm", picture="question-mark")
        ),
        "list": listed,
        "list, or own words": structs.replace(listed, side_choices=OUT),
        "phone": views.phone(say),
        "ticket": views.ticket_digits(say),
        "date": views.date(say),
        "date, the decade known": views.date(say, value="1945"),
    }


def composed(view, screen, *strokes, look=USUAL):
    size, px_per_mm = SCREENS[screen]
    view = structs.replace(view, look=look)
    theme = theme_for(size, px_per_mm, look)
    typed = begin(view.entry)
    for kind, value in strokes:
        typed = stroke(view.entry, typed, Stroke(kind, value))
    scale = theme.px_per_unit
    sheet = Sheet(theme, EvenRuler(theme), size[0] / scale, size[1] / scale, view)
    return sheet, compose(sheet, typed)


def targets(parts):
    return [part for part in tree(parts) if isinstance(part, Target)]


def too_small(target):
    least = KEY if target.key.startswith(OWN_KEYS) else RESIDENT
    return min(target.box.w, target.box.h) < least - 0.5


def apart(one, other):
    a, b = one.box, other.box
    return max(a.x - b.right, b.x - a.right, a.y - b.bottom, b.y - a.bottom)


STEPS = {
    "begun": (),
    "one letter": (("letter", "a"),),
    "signs": (("board", "signs"),),
    "khmer": (("board", "khmer"),),
    "khmer vowels": (("board", "khmer-vowels"),),
    "khmer signs": (("board", "khmer-signs"),),
}
LOOKS = {
    "largest": Look(4),
    "low": Look(0, reach="low"),
    "low, largest, left": Look(4, reach="low", hand="left"),
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", views.LANGUAGES if FULL else ("km",))
@pytest.mark.parametrize("kind", entries("vi"))
def test_every_key_is_large_enough_and_apart_from_the_others(screen, language, kind):
    view = entries(language)[kind]
    keyed = view.layout == "keyboard"
    for step, strokes in STEPS.items():
        if (strokes and not keyed) or (step.startswith("khmer") and view.entry.kind == "name"):
            continue
        sheet, parts = composed(view, screen, *strokes)
        assert_usable(sheet, parts, step)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("look", LOOKS)
def test_every_key_is_large_enough_and_low_enough_in_every_look(screen, look):
    for kind, view in entries("km").items():
        if view.layout != "keyboard":
            continue
        for step, strokes in STEPS.items():
            if step.startswith("khmer") and view.entry.kind == "name":
                continue
            sheet, parts = composed(view, screen, *strokes, look=LOOKS[look])
            assert_usable(sheet, parts, f"{kind}, {step}")
            high = [one.key for one in targets(parts) if one.box.y < sheet.height / 2 - 1]
            assert not sheet.lowered or high == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("look", LOOKS)
def test_what_is_told_and_typed_never_lies_on_a_key(screen, look):
    complaint = Banner(text="Hai lần bấm không giống nhau. Bấm lại từ đầu nghen", picture="question-mark")
    for kind, view in entries("vi").items():
        if view.layout == "keyboard":
            _, parts = composed(structs.replace(view, banner=complaint), screen, look=LOOKS[look])
            told = [one for one in parts if isinstance(one, Plate) and one.key in {"banner", "field"}]
            keys = targets(parts)
            assert [(one.key, key.key) for one in told for key in keys if apart(one, key) < 0] == [], kind
            assert told


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("look", LOOKS)
def test_letters_on_keys_are_at_least_as_large_as_the_words_of_the_frame(screen, look):
    for view in (entries("vi")["name"], entries("vi")["text, or none"]):
        _, parts = composed(view, screen, look=LOOKS[look])
        words = [one for key in targets(parts) for one in key.rest if isinstance(one, Words)]
        letters = {one.role for one in words if len(one.text) == 1}
        assert letters
        assert letters <= {"answer", "frame"}


@pytest.mark.parametrize("look", ["low", "low, largest, left"])
def test_two_names_at_least_are_offered_beside_each_other_with_a_complaint_too(look):
    complaint = Banner(text="Hai lần bấm không giống nhau. Bấm lại từ đầu nghen", picture="question-mark")
    view = structs.replace(entries("vi")["name"], banner=complaint)
    for screen in ('1280x800 at 13.3"', '1280x800 at 15.6"', '1080x1920 at 21.5"'):
        _, parts = composed(view, screen, look=LOOKS[look])
        assert {"name:0", "name:1"} <= {one.key for one in targets(parts)}, screen


def assert_usable(sheet, parts, step):
    body = sheet.body
    found = [one for one in targets(parts) if body.y - 1 <= one.box.y < body.bottom]
    assert [one.key for one in found if too_small(one)] == [], step
    assert [one.key for one in found if one.box.bottom > body.bottom + 0.5] == [], step
    near = [
        (one.key, other.key, round(apart(one, other), 1))
        for at, one in enumerate(found)
        for other in found[:at]
        if apart(one, other) < GAP
    ]
    assert near == [], step


@pytest.mark.parametrize("screen", SCREENS)
def test_every_letter_of_every_writing_can_be_reached(screen):
    view = entries("vi")["text"]
    _, latin = composed(view, screen)
    keys = {one.key for one in targets(latin)}
    assert {f"key:{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"} <= keys
    assert {"key:page", "key:to:khmer", "key:space", "key:backspace", "key:telex"} <= keys
    assert {f"vowel:{letter}" for letter in "ăâêôơưđ"} <= keys
    khmer = {
        one.key
        for page in ("khmer", "khmer-vowels", "khmer-signs")
        for one in targets(composed(view, screen, ("board", page))[1])
    }
    assert {f"key:{letter}" for letter in "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ០១២៣៤៥៦៧៨៩"} <= khmer
    assert {"key:\u17d2", "key:\u17b6", "key:to:latin", "key:to:khmer"} <= khmer


def test_on_the_smallest_screen_names_stand_where_the_accents_are_while_no_word_is_begun():
    view = entries("vi")["name"]
    smallest = '1024x600 at 10.1"'
    begun = {one.key for one in targets(composed(view, smallest)[1])}
    assert {"name:0", "key:accents"} <= begun
    assert "tone:acute" not in begun
    within = {one.key for one in targets(composed(view, smallest, ("letter", "l"))[1])}
    assert "tone:acute" in within
    asked = {one.key for one in targets(composed(view, smallest, ("board", "accents"))[1])}
    assert {"vowel:đ", "key:q"} <= asked


def test_telex_shows_whether_it_is_on():
    view = entries("vi")["name"]
    looks = []
    for strokes in ((), (("telex", ""),)):
        key = next(
            one for one in targets(composed(view, '1280x800 at 15.6"', *strokes)[1]) if one.key == "key:telex"
        )
        looks.append({(part.key, getattr(part, "name", "")) for part in key.rest})
    assert looks[0] != looks[1]
