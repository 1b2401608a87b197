"""The checklist on A4: everything that is to be known, nothing clipped, in three languages."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops

from kiosk import texts
from kiosk.pictures import Fonts, Pictures
from kiosk.procedures.load import read
from kiosk.procedures.types import Text, Time
from kiosk.settings import read as read_settings
from kiosk.tickets import card
from kiosk.tickets.card_parts import Pages, mm
from tests.tickets.slips import FONTS

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
HUE = "#F5B0C3"
A4 = (1654, 2339)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def procedures():
    return read(ASSETS / "procedures")[0].procedures


@pytest.fixture(scope="module")
def words(cache):
    point = read_settings(ROOT / "config", ROOT, cache).point
    said = texts.read(ASSETS / "texts")
    return lambda procedure, language: card.card_text(procedure, HUE, point, said, language)


@pytest.fixture(scope="module")
def drawn(cache):
    pictures, fonts = Pictures(ASSETS / "illustrations", cache), Fonts(FONTS)
    return lambda text: card.draw(text, pictures, fonts)


def spoken(text):
    """Return all words of a card."""
    found = [text.title, text.official, text.code, text.point, text.ward, text.checked]
    for fact in text.facts:
        found += [fact.label, fact.value]
    for paper in text.papers:
        found += [paper.name, paper.official, paper.form, paper.perhaps, paper.instead, paper.where]
    return found + [said for _picture, said in text.steps]


@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_it_says_everything_that_the_procedure_knows(procedures, words, language):
    for procedure in procedures.values():
        said = spoken(words(procedure, language))
        assert procedure.name.in_language(language) in said
        assert procedure.official in said
        for text in (procedure.who, procedure.fee, procedure.result, procedure.authority):
            assert text is None or text.in_language(language) in said
        for paper in procedure.papers:
            assert {paper.name.in_language(language), paper.official} <= set(said)
            assert paper.instead is None or paper.instead.in_language(language) in said
            assert paper.where is None or any(paper.where.in_language(language) in each for each in said)
        assert {step.say.in_language(language) for step in procedure.steps} <= set(said)


@pytest.mark.parametrize(
    ("language", "label", "told"),
    [
        ("vi", "Bao lâu", "5 ngày làm việc (lâu nhất 10 ngày); phường hẹn 3 ngày làm việc"),
        (
            "km",
            "រយៈពេល",
            "5 ថ្ងៃ\u200bធ្វើការ (យូរ\u200bបំផុត 10 ថ្ងៃ); សង្កាត់\u200bសន្យា 3 ថ្ងៃ\u200bធ្វើការ",
        ),
        ("en", "How long", "5 working days (at most 10); the ward promises 3 working days"),
    ],
)
def test_the_ward_promise_stands_beside_the_statutory_time(procedures, words, language, label, told):
    timed = msgspec.structs.replace(procedures["1.001193"], time=Time(statute=5, promise=3, verified=10))
    facts = {fact.label: fact.value for fact in words(timed, language).facts}
    assert facts[label] == told


def test_what_nobody_knows_is_asked_of_the_officer(procedures, words):
    silent = msgspec.structs.replace(procedures["1.001193"], fee=None, time=Time(), result=None, receive=())
    facts = {fact.label: fact.value for fact in words(silent, "en").facts}
    assert [facts[name] for name in ("Cost", "How long", "What you get", "Where to get it")] == [
        "Ask the officer"
    ] * 4


def test_headings_stand_in_vietnamese_beside_another_language(procedures, words):
    procedure = procedures["1.001193"]
    assert words(procedure, "km").papers_heading.beside == words(procedure, "vi").papers_heading.words
    assert words(procedure, "vi").papers_heading.beside == ""


def ink_outside(page, margin):
    """Tell whether anything but white stands in the margins."""
    inner = Image.new("L", page.size, 255)
    inner.paste(0, (margin, margin, page.width - margin, page.height - margin // 2))
    white = Image.new("RGB", page.size, "#FFFFFF")
    outside = Image.composite(page, white, inner)
    return ImageChops.difference(outside, white).getbbox() is not None


@pytest.mark.parametrize("language", ["vi", "km", "en"])
@pytest.mark.parametrize("code", ["1.001193", "1.014027", "1.012753"])
def test_its_pages_are_a4_and_nothing_stands_in_the_margins(procedures, words, drawn, code, language):
    pages = drawn(words(procedures[code], language))
    assert 1 <= len(pages) <= 3
    for page in pages:
        assert page.size == A4
        assert not ink_outside(page, mm(13.5))


def rows_of_ink(page):
    grey = page.convert("L")
    return sum(min(grey.crop((0, y, grey.width, y + 1)).getextrema()) < 128 for y in range(grey.height))


def test_the_longest_texts_take_more_pages_and_lose_nothing(procedures, words, drawn):
    text = words(procedures["1.001193"], "vi")
    long = "Giấy này dài lắm nghen bà con. " * 30
    paper = dataclasses.replace(text.papers[0], instead=long, where=long, official=long)
    pages = drawn(dataclasses.replace(text, papers=(paper,) * 3))
    assert len(pages) >= 4
    usual = drawn(text)
    assert sum(map(rows_of_ink, pages)) > 2 * sum(map(rows_of_ink, usual))
    assert not any(ink_outside(page, mm(13.5)) for page in pages)


def test_no_word_is_cut_by_the_edge_of_its_strip(procedures, words, drawn):
    text = words(procedures["1.001193"], "vi")
    wide = "Nghiêngnghiêng" * 12
    paper = dataclasses.replace(text.papers[0], name=wide, form=wide, perhaps=wide)
    fact = msgspec.structs.replace(text.facts[0], value=wide)
    pages = drawn(
        dataclasses.replace(
            text,
            title=wide,
            official=wide,
            printed=wide,
            papers=(paper,),
            facts=(fact,),
            steps=(("help", wide),),
        )
    )
    assert not any(ink_outside(page, mm(13.5)) for page in pages)


def test_a_picture_that_is_not_there_is_a_question_mark(procedures, words, drawn):
    text = words(procedures["1.001193"], "vi")
    unknown, known = (dataclasses.replace(text, picture=name) for name in ("no-such", "question-mark"))
    assert drawn(unknown)[0].tobytes() == drawn(known)[0].tobytes()


def test_a_card_without_papers_says_so(procedures, words):
    bare = msgspec.structs.replace(procedures["1.001193"], papers=())
    text = words(bare, "en")
    assert text.papers == ()
    assert text.no_papers == "No papers are needed."


def test_marks_in_a_text_are_drawn_as_they_stand(procedures, words, drawn):
    marked, plain = (
        drawn(words(msgspec.structs.replace(procedures["1.001193"], name=Text(vi=name)), "vi"))[0].crop(
            (0, 0, 1654, 700)
        )
        for name in ("[b]A[/b]", "A")
    )
    assert rows_of_ink(marked) > 0
    assert ImageChops.difference(marked, plain).getbbox() is not None


def test_it_is_saved_as_one_pdf_of_all_pages(procedures, words, drawn, tmp_path):
    pages = drawn(words(procedures["1.001193"], "vi"))
    card.save(pages, tmp_path / "card.pdf")
    pdf = (tmp_path / "card.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == len(pages)
    (box,) = set(re.findall(rb"/MediaBox \[ ([^\]]*) \]", pdf))
    width, height = (round(float(number)) for number in box.split()[2:])
    assert (width, height) == (595, 842)
    assert [path.name for path in tmp_path.iterdir()] == ["card.pdf"]


def test_strips_fill_a_page_before_the_next():
    pages = Pages(mm(14), mm(20))
    strip = Image.new("RGB", (pages.width, 1000), "#000000")
    for _ in range(3):
        pages.add(strip)
    assert len(pages) == 2
    pages.add(Image.new("RGB", (pages.width, 9000), "#000000"))
    assert len(pages) == 3
