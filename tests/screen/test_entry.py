"""What is being typed, without a screen: real keyboards, Telex, Khmer, names that go on, dates of late."""

import pytest
from msgspec import structs

from kiosk.presenter.view import Entry
from kiosk.ui.entry import EMPTY, Typed, begin, board, following, lit_from, moved_on, stroke, taken, typed_key
from kiosk.ui.parts import Stroke
from kiosk.visit.events import Type
from tests.screen import views

NAME = Entry(question="name", kind="name", live=True)
TEXT = Entry(question="text", kind="text", scripts=("latin", "khmer"))
KHMER = Entry(question="text", kind="text", scripts=("khmer", "latin"))
PHONE = Entry(question="phone", kind="phone", most=3)


def written(entry, chars, typed=EMPTY, **more):
    for char in chars:
        typed = typed_key(entry, typed, char, **more)
    return typed.text


def struck(entry, *strokes, typed=EMPTY):
    for kind, value in strokes:
        typed = stroke(entry, typed, Stroke(kind, value))
    return typed


def letters(text):
    return [("letter", letter) for letter in text]


def test_a_real_keyboard_types_telex_and_every_word_of_a_name_begins_with_a_capital():
    assert written(NAME, "nguyeenx thij hoaf") == "Nguyễn Thị Hoà"
    assert written(TEXT, "aasp 12/4") == "Ấp 12/4"
    assert written(NAME, "nguyeenx", telex=False) == "Nguyeenx"


def test_a_real_keyboard_types_only_digits_where_digits_are_asked_for():
    assert written(PHONE, "09a1") == "091"
    assert written(PHONE, "09123") == "091"
    assert written(Entry(question="born", kind="date"), "1945") == ""


@pytest.mark.parametrize("char", ["", "ab", "\n", "\x1b", "\u200b"])
def test_what_is_no_single_sign_types_nothing(char):
    assert typed_key(TEXT, EMPTY, char) == EMPTY


def test_khmer_letters_are_taken_only_where_the_answer_takes_them():
    assert written(NAME, "ក") == ""
    assert written(TEXT, "ក\u17b6") == "កា"


def test_telex_on_the_glass_works_only_once_it_was_chosen_and_stays_for_the_next_question():
    assert struck(NAME, *letters("as")).text == "As"
    on = struck(NAME, ("telex", ""), *letters("as"))
    assert on.text == "Á"
    view = views.keyboard(views.Say("vi"))
    assert following(on, view).telex
    assert not following(on, views.attract(views.Say("vi"))).telex


def test_keys_begin_with_the_writing_of_the_language_and_vowels_are_a_page_for_one_key():
    assert board(KHMER, EMPTY) == "khmer"
    assert board(TEXT, EMPTY) == "latin"
    after = struck(KHMER, ("letter", "ក"), ("board", "khmer-vowels"), ("letter", "\u17b6"))
    assert (after.text, board(KHMER, after)) == ("កា", "khmer")
    digits = struck(KHMER, ("board", "khmer-signs"), ("letter", "១"))
    assert board(KHMER, digits) == "khmer-signs"
    tone = struck(TEXT, ("letter", "a"), ("board", "accents"), ("tone", "acute"))
    assert (tone.text, board(TEXT, tone)) == ("Á", "latin")


def test_deleting_takes_what_one_key_has_given():
    assert struck(TEXT, ("delete", ""), typed=Typed("ខ្មែ")).text == "ខ្ម"
    assert struck(TEXT, ("delete", ""), typed=Typed("Nguyễ")).text == "Nguy"
    assert struck(TEXT, ("delete", "")).text == ""


def test_what_the_next_key_may_change_is_lit():
    assert lit_from("Lê Thị") == len("Lê ")
    assert lit_from("ភាសាខ្មែ") == len("ភាសា")


def test_a_touched_name_is_what_is_typed_and_can_be_gone_on_with():
    after = taken(Typed("ng", shift=True), Type("name", "Nguyễn "))
    assert after.text == "Nguyễn "
    assert struck(NAME, *letters("t"), typed=after).text == "Nguyễn T"


def test_a_tone_may_still_be_set_when_no_letter_more_fits():
    full = Entry(question="name", kind="text", most=2)
    assert written(full, "mas") == "Má"
    assert written(full, "mab") == "Ma"


def test_a_day_of_late_opens_its_decade():
    late = Entry(question="born", kind="date", latest_year=2026, likely_year=2026)
    assert (begin(late).decade, begin(late).step) == ("202", "year")
    assert begin(Entry(question="born", kind="date", latest_year=2026)).step == "decade"
    assert begin(Entry(question="born", kind="date", value="1945-11", likely_year=2026)).year == "1945"


CODE = Entry(question="portal-code", kind="text", send="portal-code")


def page(entry):
    return structs.replace(views.yes_no(views.Say("vi")), entry=entry)


def test_a_code_that_is_scanned_stands_in_the_field_whatever_has_been_typed_there():
    scanned = structs.replace(CODE, value="H29.16-261123-000123")
    typed, _ = moved_on(page(CODE), page(scanned), Typed(text="H2"), None)
    assert typed.text == scanned.value
    more = Typed(text="H29.16-261123-0001234")
    assert moved_on(page(scanned), page(scanned), more, None)[0] == more
    assert moved_on(page(scanned), page(CODE), more, None)[0] == more


def test_in_a_code_a_real_keyboard_makes_no_accents():
    assert written(CODE, "ddaas").upper() == "DDAAS"
