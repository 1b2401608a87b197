"""What is said of the thing that keys have brought somebody to, and of what is typed."""

from dataclasses import replace

import msgspec
import pytest

from kiosk.presenter.attending import attended, lessons, suggested
from kiosk.presenter.every_screen import every_visit, scenes_of
from kiosk.presenter.key_names import key_name, spelled
from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Button
from kiosk.ui.entry import begin
from kiosk.ui.focus import order
from kiosk.ui.parts import Stroke, Target, tree
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import theme_for
from kiosk.visit import events as ev
from kiosk.visit.states import Asked, State
from tests.journeys.test_every_branch import PX_PER_MM, SIZE, PlainRuler
from tests.visit.walking import (
    FULL,
    at_consent,
    at_home,
    at_papers,
    at_review,
    at_workbench,
    fresh,
    scene,
    touch,
    view_of,
)


def said(visit, *targets, **more):
    given = ev.Attend(targets=targets, **more)
    return [phrase.text for phrase in attended(visit, scene(), view_of(visit), given)]


def asking(procedure_event, question, language="vi"):
    """A visit that stands at one question."""
    visit = at_review(procedure_event, language)
    return touch(visit, f"row:{question}") if f"row:{question}" in rows(visit) else turned(visit, question)


def rows(visit):
    return {row.button.id for row in view_of(visit).rows if row.button}


def turned(visit, question):
    while f"row:{question}" not in rows(visit):
        visit = touch(visit, "next-page")
    return touch(visit, f"row:{question}")


def test_a_thing_is_named_first_then_its_hint_then_its_place():
    visit = touch(at_home(), "event:lost_papers")
    assert said(visit, "apart:lost") == ["Mất giấy tờ", "Xin cấp lại", "Mục 1 trong 4"]
    assert said(visit, "back") == ["Trở lại"]


def test_where_a_page_begins_it_is_said_that_one_is_there():
    assert said(at_home(), "event:birth", waits=True)[0] == "Đang ở: Sanh con"


def test_a_paper_is_named_with_its_answer_and_what_helps_when_it_is_not_here():
    visit = at_papers()
    card = view_of(visit).papers[0]
    assert said(visit, card.no.id) == [f"{card.name}: {card.no.text}"]
    visit = touch(visit, card.no.id)
    assert said(visit, card.no.id) == [
        f"{card.name}: {card.no.text}",
        "Đã chọn",
        view_of(visit).papers[0].hint,
    ]


def test_a_choice_that_was_made_is_told_and_one_that_changed_nothing_is_not():
    visit = at_papers()
    card = view_of(visit).papers[0]
    assert said(visit, card.yes.id, struck="chosen:", waits=True) == []
    visit = touch(visit, card.yes.id)
    assert "Đã chọn" in said(visit, card.yes.id, struck="chosen:", waits=True)


def test_a_masked_row_says_its_name_and_no_more():
    visit = at_review()
    while not any(row.masked for row in view_of(visit).rows):
        visit = touch(visit, "next-page")
    row = next(row for row in view_of(visit).rows if row.masked)
    assert said(visit, row.button.id) == [f"{row.label}: đã che lại", "Chọn để sửa"]


def test_letters_tones_and_signs_have_names():
    visit = asking("birth", "child_name")
    assert said(visit, "letter:ê") == ["chữ e dấu nón"]
    assert said(visit, "tone:grave") == ["dấu huyền"]
    assert said(visit, "letter: ") == ["dấu cách"]
    assert said(visit, "letter:/") == ["gạch chéo"]


def test_a_syllable_is_spelled_as_it_is_typed():
    stage = Stage(fresh(), scene(), "vi")
    assert spelled(stage, "Nguyễn") == "nờ, gờ, u, y dài, e dấu nón, nờ, dấu ngã"


def test_a_letter_typed_is_said_with_the_syllable_that_it_makes():
    visit = asking("birth", "child_name")
    typed = said(visit, "tone:tilde", typed="Lê Mẫu", struck="tone:tilde")
    assert typed[:2] == ["dấu ngã", "Mẫu"]
    assert said(visit, "done:", typed="Lê Mâ", struck="delete:")[:2] == ["Đã xoá", "Còn lại: Mâ"]
    assert said(visit, "done:", typed="", struck="delete:")[:2] == ["Đã xoá", "Chưa gõ gì"]
    assert said(visit, "letter:q", typed="Lê", struck="nothing:") == ["Phím này không thêm được gì"]


def test_before_it_is_sent_what_is_typed_is_said_whole_and_by_letters():
    visit = asking("birth", "child_name")
    assert said(visit, "done:", typed="Lê Mẫu ") == [
        "Xong", "Đã gõ: Lê Mẫu", "Lê: lờ, e dấu nón", "Mẫu: mờ, a dấu nón, u, dấu ngã",
    ]  # fmt: skip


def test_the_words_that_are_suggested_are_named_when_others_come_up():
    visit = asking("birth", "child_name")
    visit = replace(visit, typed="L")
    (phrase,) = suggested(visit, scene(), view_of(visit))
    assert phrase.text.startswith("Máy gợi ý: ")
    assert said(visit, "letter:l", typed="L", struck="letter:l")[-1] == phrase.text


@pytest.mark.parametrize("struck", ["digit:4", "delete:"])
def test_of_a_private_number_only_headphones_hear_more_than_how_many_digits_there_are(struck):
    visit = asking("birth", "requester_number")
    given = ev.Attend(targets=("digit:4",), typed="0941", struck=struck)
    phrases = attended(visit, scene(), view_of(visit), given)
    assert "Đã bấm 4 số" in [phrase.text for phrase in phrases if not phrase.private]
    assert not [phrase for phrase in phrases if "1" in phrase.text and not phrase.private]
    whole = msgspec.structs.replace(given, typed="094045001234")
    phrases = attended(visit, scene(), view_of(visit), whole)
    assert [phrase.private for phrase in phrases if "0 9 4" in phrase.text] == [True]


@pytest.mark.parametrize("struck", ["", "letter:u", "delete:"])
def test_of_a_private_word_nothing_sounds_in_the_room_neither_whole_nor_spelled(struck, monkeypatch):
    visit = asking("birth", "child_name")
    monkeypatch.setattr("kiosk.presenter.attending._is_private", lambda *_: True)
    given = ev.Attend(targets=("done:",), typed="Lê Mẫu", struck=struck)
    phrases = attended(visit, scene(), view_of(visit), given)
    assert any("Mẫu" in phrase.text for phrase in phrases)
    aloud = [phrase.text for phrase in phrases if not phrase.private]
    assert not [text for text in aloud if "Mẫu" in text or "mờ" in text]


YEARS = ("decade:196", "year:1961")


@pytest.mark.parametrize("state", [State.SAVE_YEAR, State.RESUME_YEAR])
@pytest.mark.parametrize(
    "given",
    [
        *(ev.Attend(targets=(key,)) for key in YEARS),
        *(ev.Attend(targets=(key,), waits=True) for key in YEARS),
        *(ev.Attend(targets=("year:1962",), struck=key, step="year") for key in YEARS),
        ev.Attend(targets=("year:1960", "year:1961", "year:1962", "year:1963")),
    ],
)
def test_the_year_that_guards_a_saved_visit_is_told_to_headphones_alone(state, given):
    visit = replace(at_home(), state=state)
    view = view_of(visit)
    room = [phrase.text for phrase in attended(visit, scene(), view, given)]
    assert not [text for text in room if "196" in text]
    assert [text for text in room if "tai nghe" in text]
    worn = attended(visit, replace(scene(), headphones=True), view, given)
    assert [phrase.text for phrase in worn if "196" in phrase.text]
    assert not [phrase.text for phrase in worn if "196" in phrase.text and not phrase.private]


def test_of_a_private_papers_number_no_letter_is_said_to_the_room():
    visit = replace(
        fresh(), state=State.QUESTION, asked=Asked(procedure="1.002759", asking="card_number"), language="vi"
    )
    given = ev.Attend(targets=("done:",), typed="HT3", struck="typed:3")
    phrases = attended(visit, scene(), view_of(visit), given)
    assert [phrase.text for phrase in phrases if not phrase.private] == ["Đã bấm 3 số"]


def test_a_secret_is_never_said():
    assert said(at_review(), "done:", typed="••••") == ["Xong", "Chưa gõ gì"]


def test_a_date_says_what_was_chosen_and_what_is_next():
    visit = asking("birth", "child_birth")
    assert said(visit, "month:1", struck="year:1945", step="month") == [
        "năm 1945",
        "Giờ chọn tháng",
        "tháng 1",
    ]
    assert said(visit, "unknown:", step="day") == ["Không nhớ ngày"]


def test_a_row_that_is_scanned_is_said_in_one_go():
    visit = at_home()
    names = [button.text for button in view_of(visit).choices]
    assert said(visit, "event:birth", "event:marriage") == [f"Hàng này có: {names[0]}, {names[1]}"]
    first_row = tuple(button.id for button in view_of(visit).choices[:4])
    assert said(visit, *first_row) == [f"Hàng từ {names[0]} tới {names[3]}"]


def test_the_first_screen_teaches_in_every_language_and_names_each_in_its_own():
    view = view_of(fresh())
    given = ev.Attend(targets=("language:km",))
    phrases = attended(fresh(), scene(), view, given, lessons(view, given))
    assert [phrase.language for phrase in phrases[:4]] == ["vi", "km", "en", "km"]
    assert phrases[3].vietnamese == "Tiếng Khmer"


def test_what_sleeps_until_the_page_is_heard_is_told():
    visit = at_consent()
    assert "attend.asleep" in lessons(view_of(visit), ev.Attend(targets=("again",)))
    assert "attend.awake" in lessons(view_of(visit), ev.Attend(targets=("again",), waits=True))


def test_a_khmer_screen_carries_its_vietnamese_words():
    visit = at_home("km")
    given = ev.Attend(targets=("event:birth",))
    spoken = attended(visit, scene(), view_of(visit), given)
    assert [phrase.vietnamese for phrase in spoken] == said(at_home(), "event:birth")


def test_nothing_is_said_on_a_helpers_screen():
    assert said(at_workbench(), "confirm") == []


@pytest.mark.parametrize("language", ["vi", "km", "en"] if FULL else ["vi"])
def test_everything_that_keys_can_come_to_has_a_name(language):
    stage_scene = scene()
    seen = set()
    for visit, around, view in everything(stage_scene, language):
        things = view.state, view.layout, view.entry, tuple(one.id for one in every_button(view))
        if not view.speech or things in seen:
            continue
        seen.add(things)
        sheet = Sheet(theme_for(SIZE, PX_PER_MM, view.look), PlainRuler(), 1280, 800, view)
        targets = [part for part in tree(compose(sheet, begin(view.entry))) if isinstance(part, Target)]
        assert len(order(view, targets)) == len(targets)
        stage = Stage(fresh(), stage_scene, language)
        buttons = {found.id for found in every_button(view)}
        for target in targets:
            if isinstance(target.act, Stroke):
                step = begin(view.entry).step
                assert key_name(stage, view, target.act.kind, target.act.value, step), (
                    view.state,
                    target.key,
                )
            else:
                assert target.key in buttons, (view.state, target.key)
                assert attended(visit, around, view, ev.Attend(targets=(target.key,))), (
                    view.state,
                    target.key,
                )


def everything(stage_scene, language):
    return (shown for visit in every_visit(stage_scene, language) for shown in scenes_of(stage_scene, visit))


def every_button(thing):
    """Every button of a view, wherever it stands."""
    if isinstance(thing, Button):
        yield thing
    elif isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            if name != "event":
                yield from every_button(getattr(thing, name))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from every_button(each)
