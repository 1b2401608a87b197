"""The shipped files say what they must, and the tiles lead somewhere."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path
from typing import get_args

import pytest

from kiosk.procedures.answers import asked, papers
from kiosk.procedures.load import load, read
from kiosk.procedures.types import QuestionType

EVENTS = ["birth", "marriage", "death", "old_age", "disability", "lost_papers", "moving", "land_trade"]


@pytest.fixture(scope="module")
def catalogue(shipped):
    return load(shipped)


def test_nothing_is_to_be_mended_in_the_shipped_content(shipped, pictures):
    assert [fault.sentence() for fault in read(shipped, pictures)[1]] == []


def test_every_way_of_living_has_its_tile_and_every_tile_fits_a_thumb(catalogue):
    assert len(catalogue.events) <= 8
    for event in catalogue.events:
        assert max(len(event.name.vi), len(event.name.en)) <= 13


def test_the_home_screen_has_its_eight_tiles_in_order(catalogue):
    assert [event.id for event in catalogue.events] == EVENTS
    assert [event.id for event in catalogue.events if event.gentle] == ["death"]


@pytest.mark.parametrize("code", ["1.001193", "1.004873", "1.000656"])
def test_the_three_forms_are_complete_in_vietnamese_english_and_drafted_in_khmer(catalogue, code):
    procedure = catalogue.procedures[code]
    assert procedure.kind == "form"
    for question in procedure.questions:
        for text in (question.ask, question.label, *(choice.label for choice in question.choices)):
            assert text.vi
            assert text.en
            assert text.km
            assert not text.km_reviewed


@pytest.mark.parametrize("code", ["1.001193", "1.004873", "1.000656"])
def test_every_form_knows_its_applicant_and_hides_numbers(catalogue, code):
    procedure = catalogue.procedures[code]
    by_id = {question.id: question for question in procedure.questions}
    applicant = procedure.applicant
    for asked_for in (applicant.name, applicant.birth_date, applicant.relationship):
        assert by_id[asked_for].when == ()
    assert by_id[applicant.personal_number].private
    assert by_id[applicant.personal_number].card_fills == "personal_number"
    assert by_id[applicant.phone].optional


def test_a_mother_may_register_a_birth_alone(catalogue):
    procedure = catalogue.procedures["1.001193"]
    alone = {question.id for question in asked(procedure, {"father_stated": "no"}, {})}
    both = {question.id for question in asked(procedure, {"father_stated": "yes"}, {})}
    father = {f"father_{each}" for each in ("name", "birth", "ethnicity", "nationality", "residence")}
    assert both - alone == father


def test_a_short_marital_visit_stays_short(catalogue):
    procedure = catalogue.procedures["1.004873"]
    answers = {"requester_relation": "self", "status": "never", "purpose": "marriage", "earlier_period": "no"}
    assert len(asked(procedure, answers, {})) <= 12


def test_the_divorce_judgment_is_asked_for_until_it_is_known_not_to_apply(catalogue):
    procedure = catalogue.procedures["1.004873"]
    assert "divorce_judgment" in {paper.id for paper in papers(procedure, {}, {})}
    assert "divorce_judgment" in {paper.id for paper in papers(procedure, {"status": "divorced"}, {})}
    assert "divorce_judgment" not in {paper.id for paper in papers(procedure, {"status": "never"}, {})}


def test_the_screen_says_sanh_and_paper_says_sinh(catalogue):
    birth = catalogue.procedures["1.001193"]
    on_screen = [question.ask.vi + question.label.vi for question in birth.questions] + [birth.short.vi]
    on_paper = [question.official for question in birth.questions] + [birth.official, birth.printed]
    assert not re.search(r"\bsinh\b", " ".join(on_screen), re.IGNORECASE)
    assert not re.search(r"\bsanh\b", " ".join(on_paper), re.IGNORECASE)


def test_no_text_speaks_of_faults_of_the_resident(shipped):
    for path in shipped.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"lỗi|hệ thống|không hợp lệ|bắt buộc", text, re.IGNORECASE), path.name
        assert unicodedata.is_normalized("NFC", text), path.name


def test_a_fourth_procedure_is_served_as_soon_as_its_file_is_there(shipped, tmp_path):
    folder = tmp_path / "procedures"
    shutil.copytree(shipped, folder)
    shutil.copy(Path(__file__).parent / "fourth" / "library-card.yaml", folder)
    catalogue, faults = read(folder)
    assert faults == ()
    assert catalogue.procedures["9.000001"].short.en == "Library card"
    assert "9.000001" in {
        each.code for each in catalogue.candidates("lost_papers", {"lost_which": "not_sure"})
    }


def test_the_fourth_procedure_has_every_type_and_rule(tmp_path, shipped):
    shutil.copy(shipped / "life-events.yaml", tmp_path)
    shutil.copy(Path(__file__).parent / "fourth" / "library-card.yaml", tmp_path)
    procedure = load(tmp_path).procedures["9.000001"]
    assert {question.type for question in procedure.questions} == set(get_args(QuestionType))
    assert len({rule.rule for question in procedure.questions for rule in question.rules}) == 6


def test_the_example_in_the_readme_can_be_copied_as_it_stands(shipped, tmp_path, pictures):
    readme = (shipped / "README.md").read_text(encoding="utf-8")
    example, *_others = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    shutil.copytree(shipped, tmp_path, dirs_exist_ok=True)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    catalogue, faults = read(tmp_path, pictures)
    assert [fault.sentence() for fault in faults if fault.file == "example.yaml"] == []
    assert catalogue.procedures["9.000002"].name.vi == "Xin giấy ví dụ"


def test_the_readme_names_every_key_of_the_format(shipped):
    from kiosk.procedures import types

    readme = (shipped / "README.md").read_text(encoding="utf-8")
    structs = [types.Procedure, types.Question, types.PaperNeeded, types.Section, types.Order, types.Rule]
    structs += [types.Applicant, types.Time, types.Filing, types.LifeEvent, types.ApartQuestion, types.Choice]
    for struct in structs:
        for name in struct.__struct_fields__:
            assert re.search(rf"\b{name}\b", readme), name
