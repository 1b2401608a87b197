"""The printed list of papers: pictures, boxes, official names; nothing that is anybody's."""

from dataclasses import fields, replace

import msgspec
import pytest
import zxingcpp
from PIL import ImageChops

from kiosk.pictures import Fonts, Pictures
from kiosk.procedures.types import Text
from kiosk.tickets.checklist import ChecklistText, ListedPaper, checklist_text, draw_checklist
from tests.tickets.slips import FONTS
from tests.visit.walking import FULL, ROOT, catalogue, point, texts

FORMS = [code for code, procedure in catalogue().procedures.items() if procedure.papers]
LANGUAGES = ("vi", "km", "en")
MOST = {384: 2700, 576: 3600}
"""Rows: a third of a metre, for six papers in Khmer."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    cache = tmp_path_factory.mktemp("pictures")
    pictures, fonts = Pictures(ROOT / "assets" / "illustrations", cache), Fonts(FONTS)
    return lambda text, width: draw_checklist(text, width, pictures, fonts).picture


def told(code="1.001193", language="vi"):
    procedure = catalogue().procedures[code]
    return checklist_text(procedure, procedure.papers, language, point(), texts())


def black(image):
    return image.convert("L").histogram()[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [384, 576])
def test_it_is_as_wide_as_the_paper_and_no_longer_than_an_arm(drawn, width, language):
    for code in (max(FORMS, key=lambda code: len(catalogue().procedures[code].papers)), "1.001193"):
        image = drawn(told(code, language), width)
        assert (image.mode, image.width) == ("1", width)
        assert image.height <= MOST[width]
        assert zxingcpp.read_barcodes(image.convert("L")) == []


@pytest.mark.parametrize("at", range(len(LANGUAGES)), ids=LANGUAGES)
def test_no_word_of_any_list_runs_over_the_edge(drawn, at):
    language = LANGUAGES[at]
    for code in FORMS if FULL else FORMS[at :: len(LANGUAGES)]:
        text = told(code, language)
        image = drawn(text, 384)
        cloth, rule = 12, 2
        for column in (0, 383):
            edge = image.crop((column, cloth, column + 1, image.height - cloth))
            assert black(edge) <= rule * (len(text.papers) + 1), code


def test_each_paper_has_its_official_name_and_a_box(drawn):
    text = told()
    papers = catalogue().procedures["1.001193"].papers
    assert [each.official for each in text.papers] == [paper.official for paper in papers]
    assert (text.point, text.ward) == (point().short_name, point().ward.name)
    one, two = (drawn(replace(text, papers=text.papers[:count]), 384) for count in (1, 2))
    assert two.height > one.height + 96


def test_the_same_name_does_not_stand_twice():
    for code in FORMS:
        for each in told(code).papers:
            assert each.name.casefold() != each.official.casefold()


@pytest.mark.parametrize(("letters", "stands"), [(60, True), (61, False)])
def test_what_may_be_brought_instead_stands_there_when_it_is_short(letters, stands):
    procedure = catalogue().procedures["1.001193"]
    paper = msgspec.structs.replace(procedure.papers[0], instead=Text(vi="x" * letters))
    (each,) = checklist_text(procedure, (paper,), "vi", point(), texts()).papers
    assert each.instead == ("x" * letters if stands else "")


def test_there_is_no_place_for_a_person_a_number_or_a_code():
    names = {field.name for kind in (ChecklistText, ListedPaper) for field in fields(kind)}
    assert not names & {"number", "secret", "applicant", "helper", "has", "answers", "issued"}


def test_a_trial_list_says_so_at_the_top_and_at_the_bottom(drawn):
    plain, trial = drawn(told(), 384), drawn(replace(told(), trial="Bản thử"), 384)
    mark = (trial.height - plain.height) // 2
    assert mark > 32
    for top in (22, trial.height - 22 - mark):
        part = trial.crop((0, top, 384, top + mark))
        left, _, right, _ = ImageChops.invert(part.convert("L")).getbbox()
        assert black(part) > 0.5 * (right - left) * (mark - 10)


def test_of_many_papers_only_what_they_are_and_which_must_be_the_original_is_printed():
    procedure = catalogue().procedures["1.001193"]
    papers = procedure.papers * 2
    many = checklist_text(procedure, papers, "vi", point(), texts())
    assert len(papers) > 4
    assert {each.instead for each in many.papers} == {""}
    for paper, each in zip(papers, many.papers, strict=True):
        assert (each.form == "") == (paper.form == "either")
