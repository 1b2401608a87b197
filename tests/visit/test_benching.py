"""The workbench: what speaks against an answer, one open answer after the other, a note that the resident hears."""

from dataclasses import replace

import pytest

from kiosk.presenter.present import present
from kiosk.settings import Screen
from kiosk.visit import events as ev
from kiosk.visit.answering import last_page
from kiosk.visit.bench_events import GoToNext, OpenNote, SettleDoubt
from kiosk.visit.doubting import doubts
from kiosk.visit.effects import Audit
from kiosk.visit.events import MarkPaper, WriteNote
from kiosk.visit.noting import NOTE_LIMIT, cleaned, note_lines
from kiosk.visit.states import CORE, Given, State
from kiosk.visit.table import Context
from tests.visit.walking import CARD, NOW, at_workbench, catalogue, happen, report, scene, view_of

NOTE = "Ba đi biển chưa về, má đi khai. Giấy chứng sinh ghi tắt tên bệnh viện."


def bench(*, without=(), **answers):
    """A workbench where these are missing, and these are answered so."""
    visit = at_workbench()
    told = {name: given for name, given in visit.asked.answers.items() if name not in without}
    told |= {name: Given(value, "resident") for name, value in answers.items()}
    return replace(visit, asked=replace(visit.asked, answers=told))


def codes(visit, **point):
    context = Context(catalogue(), NOW, CORE, **point)
    return {name: doubt.complaint.code for name, doubt in doubts(context, visit).items()}


@pytest.mark.parametrize(
    ("number", "born", "code"),
    [
        ("092161004328", "1961-03-08", None),
        ("092161004328", "1970-03-08", "number_year_differs"),
        ("999161004328", "1961-03-08", None),
        ("003161004328", "1961-03-08", "odd_number"),
    ],
)
def test_a_personal_number_is_held_against_birth_year_and_province(number, born, code):
    visit = bench(requester_number=number, requester_birth=born)
    assert codes(visit).get("requester_number") == code


def test_an_address_is_held_against_the_ward():
    known = {"ward": "26791", "hamlets": ("Khu phố 46",)}
    for value, code in (
        ("26791|Khu phố 46|Số 8|", None),
        ("26791|khu phố 46||", None),
        ("26791|Khu phố 99|Số 8|", "address_no_hamlet"),
        ("31639|Ấp Ví Dụ|Số 4|", None),
        ("Ấp Ví Dụ, xã cũ", "address_no_unit"),
    ):
        assert codes(bench(mother_residence=value), **known).get("mother_residence") == code, value


def test_a_name_is_held_against_the_card_that_was_scanned():
    visit = report(at_workbench(), CARD)
    visit = happen(visit, ev.ChoosePerson("requester")).visit
    visit = happen(visit, ev.Decide(yes=True)).visit
    assert "requester_name" not in codes(visit)
    opened = happen(visit, ev.EditAnswer("requester_name")).visit
    other = happen(opened, ev.Answer("requester_name", "Trần Thị Khác")).visit
    assert codes(other)["requester_name"] == "differs_from_card"


def test_a_card_at_the_workbench_asks_whose_it_is_and_leads_back_there():
    visit = report(at_workbench(), CARD)
    assert visit.state is State.WHOSE_CARD
    assert visit.helper_holds
    assert happen(visit, ev.Back()).visit.state is State.WORKBENCH
    chosen = happen(visit, ev.ChoosePerson("requester")).visit
    assert happen(chosen, ev.Decide(yes=False)).visit.state is State.WORKBENCH
    assert happen(chosen, ev.Decide(yes=True)).visit.state is State.WORKBENCH


def test_a_settled_doubt_is_on_record_and_comes_back_when_the_answer_changes():
    visit = bench(requester_number="092161004328", requester_birth="1970-03-08")
    step = happen(visit, SettleDoubt("requester_number"))
    assert Audit("doubt-settled", "requester_number") in step.effects
    assert "requester_number" not in codes(step.visit)
    assert happen(step.visit, SettleDoubt("requester_number")).refused
    opened = happen(step.visit, ev.EditAnswer("requester_birth")).visit
    changed = happen(opened, ev.Answer("requester_birth", "1971-03-08")).visit
    assert codes(changed)["requester_number"] == "number_year_differs"


def test_what_is_missing_opens_one_after_the_other_and_then_the_form_is_back():
    visit = bench(without=("child_name", "child_birthplace", "father_name"))
    visit = happen(visit, GoToNext("missing")).visit
    for name in ("child_name", "child_birthplace", "father_name"):
        assert (visit.state, visit.asked.asking, visit.helper_holds) == (State.QUESTION, name, True)
        assert view_of(visit).panel
        visit = happen(visit, ev.Answer(name, "Trần Văn Mẫu")).visit
    assert visit.state is State.WORKBENCH
    assert happen(visit, GoToNext("missing")).refused


def test_an_answer_that_was_there_leads_back_to_its_page_of_the_form():
    visit = happen(bench(without=("father_name",)), ev.EditAnswer("mother_name")).visit
    visit = happen(visit, ev.Answer("mother_name", "Lê Thị Khác")).visit
    assert visit.state is State.WORKBENCH
    assert "mother_name" in {row.id for row in view_of(visit).rows}


def test_papers_are_marked_on_the_form():
    visit = at_workbench()
    visit = replace(visit, page=view_of(visit).pages - 1)
    row = next(row for row in view_of(visit).rows if row.id.startswith("paper:"))
    after = happen(visit, row.button.event).visit
    name = row.id.removeprefix("paper:")
    assert after.state is State.WORKBENCH
    assert after.asked.papers[name] is not visit.asked.papers.get(name, False)


def noted(visit, text=NOTE):
    return happen(happen(visit, OpenNote()).visit, WriteNote(text))


def test_a_note_is_on_record_without_its_words_and_stands_where_the_resident_confirms():
    step = noted(at_workbench())
    assert Audit("note-written") in step.effects
    assert "biển" not in repr(step.visit)
    visit = happen(step.visit, ev.AskToConfirm()).visit
    assert visit.state is State.CONFIRM
    rows = []
    for page in range(view_of(visit).pages):
        view = view_of(replace(visit, page=page))
        rows += [row.value for row in view.rows if row.id.startswith("note:")]
        spoken = " ".join(phrase.text for phrase in view.speech)
        assert all(row.value in spoken for row in view.rows if row.id.startswith("note:"))
    assert " ".join(rows) == NOTE


def test_no_note_is_longer_than_the_officer_is_promised():
    visit = noted(at_workbench(), "chữ " * 400).visit
    assert len(visit.asked.note) <= NOTE_LIMIT
    assert " ".join(note_lines(visit.asked.note)) == visit.asked.note
    assert cleaned("  một \n hai ") == "một hai"
    assert all(len(line) <= 48 for line in note_lines("x" * 200))


def test_what_was_changed_is_confirmed_first_with_what_stood_before():
    visit = at_workbench()
    before = visit.asked.answers["father_name"].value
    visit = happen(visit, ev.EditAnswer("father_name")).visit
    visit = happen(visit, ev.Answer("father_name", "Nguyễn Văn Khác")).visit
    asked = visit.asked
    view = view_of(happen(visit, ev.AskToConfirm()).visit)
    assert [row.id for row in view.rows[:2]] == ["father_name", "was:father_name"]
    assert [row.value for row in view.rows[:2]] == ["Nguyễn Văn Khác", before]
    assert "Tài" in view.detail
    procedure = catalogue().procedures[asked.procedure]
    assert last_page(procedure, asked, 1) == last_page(procedure, replace(asked, changed=frozenset()), 1) + 1


def test_nobody_files_what_was_changed_without_having_heard_every_page():
    visit = noted(at_workbench()).visit
    visit = happen(visit, ev.AskToConfirm()).visit
    last = view_of(visit).pages - 1
    for page in range(last):
        on_page = replace(visit, page=page, heard=True)
        assert happen(on_page, ev.Decide(yes=True)).refused == "not-heard"
    assert happen(replace(visit, page=last, heard=True), ev.Decide(yes=True)).visit.state is State.SEALING


@pytest.mark.parametrize("name", ["child_name", "requester_phone", "child_hometown"])
@pytest.mark.parametrize("height", [600, 800, 1080])
def test_the_open_answer_stands_among_the_rows_on_every_glass(name, height):
    glass = Screen(width=height * 16 // 10, height=height, diagonal_inches=10.1 if height < 700 else 15.6)
    visit = happen(at_workbench(), ev.EditAnswer(name), screen=glass).visit
    view = present(visit, replace(scene(), screen=glass), 1)
    assert [row.id for row in view.rows if row.opened] == [name]
    back = happen(visit, ev.Back(), screen=glass).visit
    assert name in {row.id for row in present(back, replace(scene(), screen=glass), 1).rows}


def test_a_helper_who_marks_a_paper_as_brought_is_on_record_a_resident_is_not():
    visit = at_workbench()
    paper = "birth_notice"
    visit = replace(visit, asked=replace(visit.asked, papers={paper: False}))
    assert happen(visit, MarkPaper(paper, has=True), visit.helper).effects == (Audit("paper-marked", paper),)
    assert happen(visit, MarkPaper(paper, has=False), visit.helper).effects == ()
    alone = replace(visit, state=State.PAPERS, helper=None)
    assert happen(alone, MarkPaper(paper, has=True)).effects == ()
