"""Where a dossier is, as a resident sees and hears it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.presenter.present import present
from kiosk.presenter.whereabouts import NOTE_LENGTH
from kiosk.texts import LANGUAGES
from kiosk.visit.events import TurnPage
from kiosk.visit.reports import StatusFound
from kiosk.visit.states import State
from tests.presenter.test_due import scene
from tests.visit.walking import catalogue, fresh, texts

BIRTH = "1.001193"
PAPERS = catalogue().procedures[BIRTH].papers
FRIDAY = "2026-11-20"


def view_of(code, language="vi", now="2026-11-23 09:42", page=0, **more):
    values = {"dossier_code": "", "due_date": "", "note": "", "as_of": "9:42, 21/11", "fresh": True} | more
    known = StatusFound(number="A 027", procedure=BIRTH, status=code, **values)
    visit = replace(fresh(), state=State.STATUS, language=language, status=known, page=page)
    return present(visit, scene(now=now), 1)


def said(view):
    return [phrase.text for phrase in view.speech]


def path(view):
    return [(step.picture, step.state) for step in view.path]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", range(11))
def test_each_status_says_in_one_sentence_what_to_do_next(language, code):
    view = view_of(code, language)
    assert view.detail
    assert view.detail in said(view)
    assert view.second_picture


def test_no_two_statuses_look_the_same():
    assert len({(view_of(code).question, *path(view_of(code))) for code in range(11)}) == 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_paper_is_its_own_picture_and_name_and_is_said(language):
    view = view_of(5, language, missing=(PAPERS[0].id,))
    (row,) = view.rows
    assert (row.picture, row.value) == (PAPERS[0].picture, PAPERS[0].name.in_language(language))
    assert any(row.value in text for text in said(view))
    assert view.layout == "missing"
    assert ("status-missing", "now") in path(view)


def test_every_missing_paper_stands_on_one_of_the_pages():
    missing = tuple(paper.id for paper in PAPERS)
    first = view_of(5, missing=missing)
    assert first.pages > 1
    assert first.next_page.event == TurnPage(1)
    shown = [row.id for page in range(first.pages) for row in view_of(5, missing=missing, page=page).rows]
    assert shown == [f"missing:{name}" for name in missing]


def test_a_paper_that_this_kiosk_does_not_know_is_told_as_one_more():
    view = view_of(5, missing=(PAPERS[0].id, "of-a-newer-procedure"))
    assert view.rows[-1].value == "Một giấy khác, bà con hỏi cán bộ"
    assert view.question == "Còn thiếu 2 giấy"


def test_papers_are_missing_under_no_other_status():
    assert view_of(4, missing=(PAPERS[0].id,)).rows == ()


@pytest.mark.parametrize(("code", "last"), [(3, "refused"), (7, "withdrawn"), (8, "stopped")])
def test_where_the_way_has_ended_nothing_is_promised_to_come(code, last):
    steps = path(view_of(code, due_date="2026-11-26"))
    assert steps[-1] == (f"status-{last}", "now")
    assert all(state == "done" for _, state in steps[:-1])
    assert view_of(code, due_date="2026-11-26").big == ""


@pytest.mark.parametrize(
    ("now", "word"),
    [
        ("2026-11-20 16:59", "Còn trong hẹn"),
        ("2026-11-21 08:00", "Trễ hẹn rồi"),
        ("2026-11-23 08:00", "Trễ hẹn rồi"),
    ],
)
@pytest.mark.parametrize("code", [2, 4])
def test_the_promised_day_is_told_in_time_and_late(code, now, word):
    view = view_of(code, now=now, due_date=FRIDAY)
    assert "thứ Sáu 20 tháng 11" in view.big
    assert any(text.startswith(word) for text in said(view))


def test_without_a_network_it_is_the_last_known_state_and_nothing_is_called_late():
    view = view_of(4, due_date=FRIDAY, fresh=False)
    assert view.banner.text == "Chưa có mạng. Đây là tin lúc 9:42, 21/11"
    assert view.detail.startswith("Ngày này đã qua")
    assert not any("Trễ hẹn" in text for text in said(view))


def test_without_a_network_the_officers_words_are_told_all_the_same():
    view = view_of(5, note="Xin đem bản chánh.", missing=(PAPERS[0].id,), fresh=False)
    own, officer = view.banner.text.split("\n")
    assert own == "Chưa có mạng. Đây là tin lúc 9:42, 21/11."
    assert officer == "Cán bộ có dặn. Xin đem bản chánh."
    assert "Xin đem bản chánh." in said(view)


@pytest.mark.parametrize("code", [5, 6])
def test_while_the_resident_is_waited_for_no_day_is_promised(code):
    assert "tháng 11" not in " ".join(said(view_of(code, due_date="2026-11-26")))


def test_the_officers_words_are_said_in_vietnamese_on_an_english_page():
    view = view_of(3, "en", note="Hồ sơ này nộp ở nơi thường trú.")
    assert {phrase.text: phrase.language for phrase in view.speech}["Hồ sơ này nộp ở nơi thường trú."] == "vi"


@pytest.mark.parametrize("language", ["km", "en"])
def test_whoever_reads_no_vietnamese_is_told_whose_words_those_are_and_whom_to_ask(language):
    view = view_of(3, language, note="Hồ sơ này nộp ở nơi thường trú.")
    whose = texts().say(language, "status.note")
    assert view.banner.text == f"{whose} Hồ sơ này nộp ở nơi thường trú."
    told, note = next(pair for pair in pairwise(view.speech) if pair[0].text == whose)
    assert (told.language, told.lights) == (language, view.footer.help.id)
    assert (note.text, note.language) == ("Hồ sơ này nộp ở nơi thường trú.", "vi")


def test_in_vietnamese_the_officers_words_stand_alone():
    assert view_of(3, note="Xin đem bản chánh.").banner.text == "Xin đem bản chánh."


def test_words_that_are_too_long_for_the_strip_are_cut_there_and_said_whole():
    note = "Xin đem bản chánh tới phường. " * 10
    view = view_of(3, note=note)
    assert len(view.banner.text) <= NOTE_LENGTH + 1
    assert view.banner.text.endswith("…")
    assert " ".join(note.split()) in said(view)


@pytest.mark.parametrize(("language", "words"), [("vi", "8.000 đồng"), ("en", "8.000 dong")])
def test_an_amount_to_pay_is_shown_large_and_said(language, words):
    view = view_of(6, language, to_pay=8000)
    assert view.big == words
    assert words in said(view)


def test_the_ticket_that_was_shown_is_named_in_the_header():
    assert view_of(4).header.where == "Phiếu A 027"


def test_the_language_is_asked_for_in_all_of_them_where_a_ticket_was_shown_before_any_was_chosen():
    visit = replace(fresh(), state=State.LANGUAGES, behind=State.STATUS, language_open=True)
    view = present(visit, scene(), 1)
    asked = {(phrase.text, phrase.language) for phrase in view.speech if not phrase.lights}
    assert asked == {(texts().say(language, "languages.ask"), language) for language in LANGUAGES}
    assert [button.id for button in view.choices] == ["language:vi", "language:km", "language:en"]


def test_nothing_is_said_in_any_language_while_that_ticket_is_looked_up():
    visit = replace(fresh(), state=State.LOOKING)
    assert present(visit, scene(), 1).speech
    assert present(replace(visit, language_open=True), scene(), 1).speech == ()
