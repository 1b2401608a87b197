"""Every screen that the shipped procedures ask for fits its place, in every language.

Each is painted through ``present`` from a visit that stands there, with the practice band and somebody on duty,
which is as full as a screen gets.
"""

import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from kiosk.ids import HelperId, VisitId
from kiosk.pictures import Pictures
from kiosk.pictures.day import day_of
from kiosk.presenter.longest import LONG
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene
from kiosk.procedures.hours import OpeningHours
from kiosk.procedures.load import load
from kiosk.procedures.parts import value_of
from kiosk.settings import Event, Named
from kiosk.texts import LANGUAGES
from kiosk.ui.entry import begin
from kiosk.ui.parts import Field, Picture, Words, tree
from kiosk.ui.sheet import Sheet
from kiosk.visit.answering import asked_questions
from kiosk.visit.reports import StatusFound
from kiosk.visit.room import Room
from kiosk.visit.states import BUSY, OVERLAYS, Asked, Complaint, Given, Helper, Paper, State, Visit
from tests.visit.walking import catalogue, point, texts

pytestmark = pytest.mark.screen
PAPERS_A_PAGE, ROWS_A_PAGE = Room().papers, Room().rows
ROOT = Path(__file__).resolve().parents[2]
FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
FOLDERS = (ROOT / "assets" / "procedures", ROOT / "tests" / "procedures" / "fourth")
NOW = datetime(2026, 11, 21, 9, 42, tzinfo=UTC)
HELPER = Helper(HelperId("h1"), "Anh Tài", "Trần Văn Tài", "Tổ công nghệ số")
PIN_KEYS = tuple("5839201746")
OTHERS = (
    State.CONSENT,
    State.WAYS,
    State.SAVE_YEAR,
    State.WAIT_HELPER,
    State.SIGN_IN_BADGE,
    State.SIGN_IN_PIN,
    State.HANDOVER,
    State.NOT_KEPT,
    State.TICKET_ASK,
    State.RATE,
    State.REASON,
    State.RESUME,
    State.RESUME_YEAR,
)
FAR = OpeningHours(
    events=(
        Event(
            day=date(2026, 12, 31),
            opens="13:30",
            closes="16:30",
            name=Named(vi="Ngày Chủ nhật hành chánh thân thiện", km="ថ្ងៃអាទិត្យ\u200bរដ្ឋបាល\u200bរួសរាយ"),
            place="Nhà văn hoá ấp Ví Dụ",
        ),
    )
)
"""The next opening is weeks away: its words are the longest."""
ACCOUNT = {"first": LONG["bank_account"]}
HERE, THERE = {"ward": "26791"}, {"ward": "other", "province": "92"}
PARTS = {
    "address": (
        ({"ward": "other"}, ""),
        ({"ward": "other"}, "ha"),
        (THERE, ""),
        (THERE, "th"),
        (HERE, ""),
        (HERE, "khu"),
        ({**THERE, "commune": "31639"}, ""),
        ({**HERE, "hamlet": "Khu phố 46"}, ""),
        ({"ward": "raw"}, ""),
    ),
    "ethnicity": (({"pictures": "other"}, ""), ({"pictures": "other"}, "x")),
    "nationality": (({"pictures": "other"}, ""), ({"pictures": "other"}, "q")),
    "phone": (({"own": "relative"}, ""),),
    "bank_account": ((ACCOUNT, ""), ({**ACCOUNT, "again": LONG["bank_account"]}, "")),
}
"""Of the types that are asked in parts, the parts answered and the letters typed: one screen each."""
OF_NOTHING_KEPT = {"disk-full", "store-broken", "no-ward-key"}
"""Complaints that only the page of what could not be kept shows; it is among the others."""
SHOWN = set()
"""Questions that have been looked at in a language: those of a block look the same in every procedure."""
DOUBTFUL = {"date", "year", "time", "count", "personal_number", "phone"}
"""Types of answers that a rule or another answer may cast doubt on."""


def scene(known, on_duty):
    around = Scene(known, texts(), point(), LANGUAGES, NOW, trial=True, on_duty=on_duty, pin_keys=PIN_KEYS)
    return around if on_duty else replace(around, hours=FAR)


def visit(state, language="vi", **more):
    return Visit(VisitId("0" * 32), state=state, language=language, **more)


def long_answers(procedure, by="resident"):
    """Answer every question; a choice by the longest of its words."""
    found = {}
    for question in procedure.questions:
        words = {choice.id: max(choice.official, choice.label.vi, key=len) for choice in question.choices}
        value = max(words, key=lambda name: len(words[name])) if words else LONG.get(question.type, "yes")
        found[question.id] = Given(value, by)
    return found


def start(procedure):
    return Asked(life_event=procedure.event, procedure=procedure.code)


def full(procedure):
    return replace(start(procedure), answers=long_answers(procedure))


def longest_of_each_type(procedure, language):
    """Of the questions of one type, the one with the longest words: a complaint needs the room most there."""
    found = {}
    for question in procedure.questions:
        kept = found.get(question.type, question)
        found[question.type] = max(kept, question, key=lambda one: len(one.ask.in_language(language)))
    return {question.id for question in found.values()}


def choosing(known, language):
    """The way to a procedure: tiles, sibling questions, procedures side by side, refer cards."""
    yield "home", visit(State.HOME, language)
    for event in known.events:
        yield from siblings(known, language, event.id, {})
    for procedure in known.procedures.values():
        told = visit(
            State.REFER if procedure.kind == "refer" else State.ABOUT, language, asked=start(procedure)
        )
        for page in range(present(told, scene(known, ""), 1).pages):
            yield f"about:{procedure.code}:{page}", replace(told, page=page)


def siblings(known, language, event, answers):
    """Every sibling question on the way, and procedures side by side where none tells them apart."""
    asked = Asked(life_event=event, apart=answers)
    question = known.next_apart(event, answers)
    if question is not None:
        yield f"apart:{question.id}", visit(State.APART, language, asked=asked)
        for choice in question.choices:
            yield from siblings(known, language, event, {**answers, question.id: choice.id})
    elif len(known.candidates(event, answers)) > 1:
        yield f"siblings:{event}:{answers}", visit(State.SIBLINGS, language, asked=asked)


def form(procedure, language):
    """Papers (all there, none there), questions, some with a complaint, and the pages that read all back."""
    asked = full(procedure)
    for page in range(-(-len(procedure.papers) // PAPERS_A_PAGE)):
        for has in (True, False):
            marked = replace(asked, papers={paper.id: has for paper in procedure.papers})
            at = visit(State.PAPERS, language, asked=marked, page=page)
            yield f"papers:{page}:{has}", at
    longest = longest_of_each_type(procedure, language)
    for question in procedure.questions:
        if (question, language) in SHOWN and not FULL:
            continue
        SHOWN.add((question, language))
        bare = replace(start(procedure), asking=question.id)
        for page in range(-(-len(question.choices) // 4) or 1):
            yield f"question:{question.id}:{page}", visit(State.QUESTION, language, asked=bare, page=page)
        for number, (parts, letters) in enumerate(PARTS.get(question.type, ())):
            if value_of(question, parts) is not None:
                continue
            at = visit(State.QUESTION, language, asked=bare, parts=parts, typed=letters)
            yield f"part:{question.id}:{number}", at
            if question.id in longest:
                yield f"complaint:{question.id}:{number}", replace(at, complaint=Complaint("not_in_list"))
        if question.id in longest:
            at = visit(State.QUESTION, language, asked=bare, complaint=Complaint("odd_number"))
            yield f"complaint:{question.id}", at
    for page in range(-(-len(asked_questions(procedure, asked)) // ROWS_A_PAGE)):
        yield f"review:{page}", visit(State.REVIEW, language, asked=asked, page=page)
    yield "confirm", visit(State.CONFIRM, language, asked=asked, heard=True)


def workbench(procedure):
    """The helper's pages: everything filled in, nothing filled in, everything doubtful."""
    kinds = {question.id: question.type for question in procedure.questions}
    doubtful = {
        name: replace(given, doubt="odd_number" if kinds[name] in DOUBTFUL else "")
        for name, given in long_answers(procedure, "card").items()
    }
    for name, asked in (
        ("full", full(procedure)),
        ("open", start(procedure)),
        ("doubt", replace(full(procedure), answers=doubtful)),
    ):
        for page in range(-(-len(asked_questions(procedure, asked)) // 9)):
            at = visit(State.WORKBENCH, asked=asked, page=page, helper=HELPER)
            yield f"workbench:{name}:{page}", at


def faults(screen, known, visits, on_duty="Anh Tài"):
    """Show each and return what does not fit or is not drawn, by the screen's name.

    A full run paints them all; a quick one lays them out with the same letters and paints none.
    """
    found = []
    for name, one in visits:
        view = present(one, scene(known, on_duty), 1)
        overflow, missing = painted(screen, view) if FULL else measured(screen, view)
        found += [f"{name}: {key} does not fit: {text}" for key, text in overflow]
        found += [f"{name}: no picture {picture}" for picture in missing]
    return found


def painted(screen, view):
    screen.show(view)
    return screen.face.overflow(), screen.face.missing_pictures()


def measured(screen, view):
    parts = tree(screen.face._compose(view, begin(view.entry)))
    theme, letters = screen.face.theme, screen.face._window.letters
    wide, high = (side / theme.px_per_unit for side in screen.face.size)
    sheet = Sheet(theme, letters, wide, high, view)
    written = [part for part in parts if isinstance(part, Words) and part.text]
    overflow = [(part.key, part.text) for part in written if too_large(sheet, part)]
    names = {part.name for part in parts if isinstance(part, Picture | Field)}
    return overflow, [name for name in sorted(names - drawings()) if day_of(name) is None]


def too_large(sheet, part):
    """No letter reaches a quarter of a line over its box, and none stands beside it."""
    place, line = sheet.ink(part), sheet.ruler.line_height(part.text, part.role, loose=part.loose)
    return place.h > part.box.h + line / 4 or place.w > part.box.w + 4


@cache
def drawings():
    return Pictures(ROOT / "assets" / "illustrations", Path("none")).names()


def elsewhere(language):
    """Pages without a procedure's own words: busy, tickets, status, helper, overlays; and every complaint."""
    plain = Asked(life_event="death", procedure="1.000656")
    for state in [*BUSY, *OVERLAYS, *OTHERS]:
        at = visit(state, language, asked=plain, helper=HELPER, idle_left=45, paper=Paper("A 128"))
        yield state.value, replace(at, heard=True, behind=State.PAPERS if state in OVERLAYS else None)
    for kind in ("resume", "receipt", "home-visit"):
        for received in (True, False):
            paper = Paper("A 128", kind, out=True, received=received)
            yield f"ticket:{kind}:{received}", visit(State.TICKET_OUT, language, paper=paper)
            for code, outcome in (
                ("1.001193", ""),
                ("1.001193", "printed"),
                ("1.000656", "failed"),
                ("", ""),
            ):
                asked = Asked(life_event="death" if code == "1.000656" else "birth", procedure=code)
                thanks = visit(State.THANKS, language, asked=asked, paper=paper, checklist=outcome)
                yield f"thanks:{kind}:{received}:{code}:{outcome}", thanks
        for outcome in ("out-of-paper", "cover-open", "cutter", "hot", "absent", "failed"):
            paper = Paper("A 128", kind, outcome)
            yield f"failed:{kind}:{outcome}", visit(State.TICKET_FAILED, language, paper=paper)
    for code in range(11):
        for due, note, fresh in (
            ("2026-11-26", "", True),
            ("2026-11-26", "Thiếu bản sao", True),
            ("", "", False),
        ):
            known = StatusFound(
                "A 128", "1.000656", code, "H29.05-261121-0007", due, note, "9:42, 21/11", fresh
            )
            yield f"status:{code}:{due}:{note}", visit(State.STATUS, language, status=known)
    for name in texts().message_ids():
        kind, _, code = name.partition(".")
        if kind == "complaint" and code not in OF_NOTHING_KEPT:
            for state in (State.HOME, State.RESUME):
                yield f"{state}:{name}", visit(state, language, complaint=Complaint(code, number=30))


FORMS = [code for code, procedure in catalogue().procedures.items() if procedure.kind == "form"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_on_the_way_to_a_procedure_fits(screen, language):
    assert faults(screen, catalogue(), choosing(catalogue(), language)) == []


@pytest.mark.parametrize(
    ("language", "duty"),
    [
        (language, duty)
        for language in LANGUAGES
        for duty in ("Anh Tài", "")
        if FULL or duty or language == "km"
    ],
)
def test_every_other_page_and_complaint_fits(screen, language, duty):
    pages = [(name, page) for name, page in elsewhere(language) if duty or "complaint" not in name]
    assert faults(screen, catalogue(), pages, on_duty=duty) == []


EACH = [
    (code, language)
    for number, code in enumerate(FORMS)
    for at, language in enumerate(LANGUAGES)
    if FULL or at == number % len(LANGUAGES)
]
"""Every form in every language; in a quick run each in one of them, in turn."""


@pytest.mark.parametrize(("code", "language"), EACH)
def test_every_screen_of_a_form_fits(screen, code, language):
    assert faults(screen, catalogue(), form(catalogue().procedures[code], language)) == []


@pytest.mark.parametrize("code", FORMS)
def test_the_workbench_has_room_for_the_longest_official_words(screen, code):
    assert faults(screen, catalogue(), workbench(catalogue().procedures[code])) == []


def test_a_procedure_that_a_ward_has_added_fits_as_well(screen, tmp_path):
    shutil.copy(FOLDERS[0] / "life-events.yaml", tmp_path)
    for name in ("blocks", "lists"):
        shutil.copytree(FOLDERS[0] / name, tmp_path / name)
    for path in FOLDERS[1].glob("*.yaml"):
        shutil.copy(path, tmp_path)
    known = load(tmp_path)
    (added,) = known.procedures.values()
    for language in LANGUAGES if FULL else ("km",):
        assert faults(screen, known, form(added, language)) == []
    assert faults(screen, known, workbench(added)) == []
