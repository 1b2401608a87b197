"""A procedure is a file and nothing else: one written by somebody else runs through core, seal and ward."""

import shutil

import pytest

from kiosk.procedures.load import load
from kiosk.procedures.types import QuestionType
from kiosk.visit import events as ev
from kiosk.wiring import build
from kiosk.wiring.showing import gallery
from tests.visit.walking import ROOT

FOURTH = ROOT / "tests" / "procedures" / "fourth" / "library-card.yaml"
ANSWERS = {
    "reader_name": "Trần Thị Ví Dụ",
    "reader_number": "092161004328",
    "reader_birth": "1961-03-08",
    "reader_home": "31639|Ấp Ví Dụ|Số 4|",
    "reader_phone": "relative:0912345678",
    "had_card": "yes",
    "old_number": "12/1999",
    "old_date": "2020-05-04",
    "first_read": "1968",
    "subject": "other",
    "subject_other": "Sách nấu ăn",
    "visit_time": "08:15",
    "books": "3",
    "reader_people": "25",
    "reader_nation": "KH",
    "keeper": "sibling",
    "refund_account": "0123456789012",
    "card_shown": "later",
    "fetch_day": "any",
}


@pytest.fixture
def known(tmp_path):
    folder = tmp_path / "procedures"
    shutil.copytree(ROOT / "assets" / "procedures", folder)
    shutil.copy(FOURTH, folder)
    return load(folder)


def offered(bench):
    return {button.id for button in bench.view.choices}


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_a_new_file_runs_to_a_sealed_dossier_with_every_kind_of_answer(benches, known, language):
    bench = benches(known=known)
    code = next(code for code, each in known.procedures.items() if each.printed == "Thẻ thư viện")
    bench.press(f"language:{language}")
    bench.press("event:lost_papers")
    wanted = {condition.question: condition.among[0] for condition in known.procedures[code].apart}
    while bench.view.state == "apart":
        first = bench.view.choices[0].event
        bench.press(f"apart:{wanted.get(first.question, first.choice)}")
    if bench.view.state == "siblings":
        bench.press(f"procedure:{code}")
    bench.press("go-on")
    asked = set()
    bench.papers()
    while bench.view.state == "question":
        question = bench.session.visit.asked.asking
        asked.add(bench.kind(question))
        button = f"answer:{ANSWERS.get(question)}"
        while button not in offered(bench) and bench.view.next_page:
            bench.press("more")
        if button in offered(bench):
            bench.press(button)
        else:
            bench.answer(ANSWERS)
    bench.papers()
    assert asked == set(QuestionType.__args__)
    assert bench.view.state == "review"
    bench.from_review()
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.press("yes")
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("yes")
    assert (bench.view.state, bench.view.big) == ("ticket-out", "A 001")
    (dossier,) = bench.opened()
    given = {answered.question: answered.value for answered in dossier.answers}
    assert {name: given[name] for name in ANSWERS} == ANSWERS
    assert {answered.question for answered in dossier.answers} == {
        q.id for q in known.procedures[code].questions
    }
    assert all(answered.shown and answered.label for answered in dossier.answers)
    assert dossier.applicant.name == ANSWERS["reader_name"]
    assert dossier.working_days == 2
    assert {paper.paper for paper in dossier.papers} == {"citizen_card", "old_card"}
    assert len(bench.printer.slips) == 1


def test_the_file_is_served_beside_the_shipped_ones(settings, known):
    assert (
        len(known.procedures)
        == len(build.contents.serve(settings, gallery(settings)).catalogue.procedures) + 1
    )
