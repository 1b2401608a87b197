"""The slip as it is drawn: readable by machine and by eye, at both paper widths."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from kiosk.devices import escpos
from kiosk.pictures import Fonts, Pictures
from kiosk.pictures.qr import of_digits
from kiosk.tickets.number_words import number_text
from kiosk.tickets.slip import SlipText, draw
from kiosk.tickets.slip_letters import Face, runs
from kiosk.tickets.slip_parts import CELL, GridLetters, Paper, on_grid
from kiosk.tickets.words import slip_text
from tests.devices.fake_printer import decode
from tests.tickets.slips import (
    FONTS,
    KINDS,
    LANGUAGES,
    PORTAL_CODES,
    SECRET,
    WITH_CODE,
    facts,
    sample,
    waiting,
)
from tests.visit.walking import FULL, catalogue, point, texts

KHMER = [words for kind in KINDS for step in sample(kind, "km").steps for words in step.words]
ILLUSTRATIONS = Path(__file__).parents[2] / "assets" / "illustrations"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def pictures(cache):
    return Pictures(ILLUSTRATIONS, cache)


@pytest.fixture(scope="module")
def fonts(cache):
    return Fonts(FONTS)


@pytest.fixture(scope="module")
def letters(fonts):
    return GridLetters(fonts, 384)


@pytest.fixture(scope="module")
def slip(pictures, fonts):
    return functools.cache(lambda text, width: draw(text, width, pictures, fonts).picture)


def black(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def read(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image.convert("L"))]


@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize("kind", WITH_CODE)
def test_the_code_is_read_back_and_is_the_secret(slip, kind, width):
    image = slip(sample(kind), width)
    assert (image.mode, image.width) == ("1", width)
    assert read(image) == [SECRET.digits]


@pytest.mark.parametrize("width", [384, 576])
def test_the_printer_prints_the_slip_as_it_was_drawn_and_the_paper_is_read_back(slip, width):
    image = slip(sample("receipt", "km"), width)
    stream = escpos.INIT + b"".join(escpos.bands(image)) + escpos.FEED_AND_CUT
    (printed,) = decode(stream, width)
    drawn, paper = image.get_flattened_data(), printed.get_flattened_data()
    changed = [(a, b) for a, b in zip(drawn, paper, strict=True) if a != b]
    # Only dots that keep real-time commands out of the data, and only added ones.
    assert len(changed) < 20
    assert all(a and not b for a, b in changed)
    assert read(printed) == [SECRET.digits]


@pytest.mark.parametrize(("width", "module"), [(384, 10), (576, 12)])
def test_the_code_is_25_modules_wide_at_8_dots_or_more_with_4_modules_of_white(slip, width, module):
    assert [len(row) for row in of_digits(SECRET.digits)] == [25] * 25
    image = slip(sample("home-visit"), width)
    (code,) = zxingcpp.read_barcodes(image.convert("L"))
    assert code.ec_level == "H"
    corners = code.position
    assert corners.top_right.x - corners.top_left.x == pytest.approx(25 * module, abs=2)
    left, top = corners.top_left.x - 4 * module, corners.top_left.y - 4 * module
    side = 33 * module
    rim = image.crop((left, top, left + side, top + side))
    inner = image.crop((left + 4 * module, top + 4 * module, left + 29 * module, top + 29 * module))
    assert black(rim) == pytest.approx(black(inner), abs=2 * module)


@pytest.mark.parametrize("width", [384, 576])
def test_the_slip_tells_where_its_code_lies_and_shows_nobody_what_it_says(pictures, fonts, width):
    drawn = draw(sample("receipt"), width, pictures, fonts)
    where = drawn.code
    side = 25 * where.module
    code = drawn.picture.crop((where.left, where.top, where.left + side, where.top + side))
    for row, cells in enumerate(of_digits(where.digits.digits)):
        for column, dark in enumerate(cells):
            dot = code.getpixel((column * where.module + 2, row * where.module + 2))
            assert (dot == 0) == dark
    assert SECRET.digits not in repr(drawn)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_not_longer_than_a_hand_holds(slip, kind, language):
    assert slip(sample(kind, language), 384).height <= 1750
    assert slip(sample(kind, language), 576).height <= 2250


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("kind", WITH_CODE)
def test_what_to_do_is_said_in_the_visits_language_and_all_that_an_officer_needs_in_vietnamese(
    kind, language
):
    vietnamese, other = sample(kind), sample(kind, language)
    assert all(one.words != two.words for one, two in zip(vietnamese.steps, other.steps, strict=True))
    assert vietnamese.foot != other.foot
    assert replace(vietnamese, steps=(), foot=()) == replace(other, steps=(), foot=())


@pytest.mark.parametrize("width", [384, 576])
def test_the_picture_lies_on_a_grid_of_two_by_two_dots(slip, width):
    for kind in KINDS:
        image = slip(sample(kind, "km", reprint="In lại"), width).convert("L")
        cells = image.resize((image.width // CELL, image.height // CELL), Image.Resampling.NEAREST)
        assert cells.resize(image.size, Image.Resampling.NEAREST).tobytes() == image.tobytes()


def test_only_what_has_happened_stands_white_on_black(slip):
    done, open_yet = (sample(kind) for kind in ("receipt", "kept-here"))
    assert (done.banner_done, open_yet.banner_done) == (True, False)
    head = (0, 110, 384, 170)
    assert black(slip(done, 384).crop(head)) > 2 * black(slip(open_yet, 384).crop(head))


def test_only_a_code_that_the_state_has_given_is_printed():
    procedures = [each for each in catalogue().procedures.values() if each.kind == "form"]
    assert {each.has_official_code for each in procedures} == {True, False}
    for procedure in procedures:
        lines = slip_text(facts("receipt", procedure=procedure.code), point(), texts()).lines
        assert any(procedure.code in line for line in lines) == procedure.has_official_code


def test_a_number_to_wait_with_says_who_is_before_it_and_how_long_only_as_told():
    told = [
        [words for step in number_text(waiting(**known), point(), texts()).steps for words in step.words]
        for known in (
            {"ahead": None, "minutes": None},
            {"ahead": 0, "minutes": None},
            {"ahead": 3, "minutes": None},
            {"ahead": 3, "minutes": 20},
        )
    ]
    assert [len(words) for words in told] == [1, 2, 2, 3]
    assert "3" in told[2][1]
    assert "20" in told[3][2]
    assert not any(map(str.isdigit, "".join(told[0] + told[1])))


@pytest.mark.parametrize(("ahead", "drawn"), [(None, False), (0, False), (1, True), (12, True)])
def test_people_are_drawn_on_a_waiting_number_only_where_some_are_before(ahead, drawn):
    steps = number_text(waiting(ahead=ahead), point(), texts()).steps
    assert ("queue" in [step.picture for step in steps]) == drawn


def test_who_goes_first_has_it_in_writing(slip):
    usual, first = (number_text(waiting(first=first), point(), texts()) for first in (False, True))
    assert (usual.lines, first.lines) == ((), (texts().say("vi", "slip.queue-first"),))
    assert slip(first, 384).height > slip(usual, 384).height


def test_a_number_to_wait_with_opens_nothing(slip):
    assert sample("queue").secret is None
    assert read(slip(sample("queue"), 384)) == []


@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize("kind", WITH_CODE)
def test_a_ticket_folded_in_half_has_no_fold_in_its_code(pictures, fonts, kind, width):
    for language, mark in product(LANGUAGES, ({}, {"reprint": "In lại"}, {"trial": "Bản thử"})):
        slip = draw(sample(kind, language, **mark), width, pictures, fonts)
        assert slip.picture.height / 2 < slip.code.top - 4 * slip.code.module, (language, mark)


def test_a_trial_slip_says_so_at_the_top_and_at_the_bottom(slip):
    plain = slip(sample("resume"), 384)
    trial = slip(sample("resume", trial="Bản thử"), 384)
    mark = (trial.height - plain.height) // 2
    assert mark > 32
    for top in (22, trial.height - 22 - mark):
        part = trial.crop((0, top, 384, top + mark))
        left, _, right, _ = ImageChops.invert(part.convert("L")).getbbox()
        assert black(part) > 0.5 * (right - left) * (mark - 10)


def test_a_reprint_says_so_and_keeps_its_code(slip):
    again = slip(sample("receipt", reprint="In lại"), 384)
    assert again.height > slip(sample("receipt"), 384).height
    assert read(again) == [SECRET.digits]


def test_a_dossier_that_is_kept_here_promises_no_date(slip):
    assert sample("kept-here").promise is None
    assert slip(sample("kept-here"), 384).height < slip(sample("receipt"), 384).height


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_the_counter_the_slip_says_what_to_bring_and_promises_no_date(language):
    text = sample("counter", language)
    assert (text.promise, text.banner_done) == (None, False)
    assert text.banner == texts().say("vi", "slip.counter")
    assert texts().say(language, "slip.counter-do") in text.steps[0].words


@pytest.mark.parametrize(("kind", "code", "done"), [("portal", True, True), ("portal-no-code", False, False)])
def test_of_what_was_filed_on_the_portal_only_its_code_says_that_it_is_done(kind, code, done):
    text = sample(kind)
    assert (text.promise, text.banner_done) == (None, done)
    assert (PORTAL_CODES["portal"] in text.filed) == code


@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize("code", [PORTAL_CODES["portal"], "G22.99.08-261121-12345"])
def test_the_code_of_the_portal_stands_in_one_piece(set_lines, pictures, fonts, width, code):
    draw(replace(sample("portal"), filed=("Mã trên Cổng:", code)), width, pictures, fonts)
    assert code in [line for line, *_ in set_lines]


def test_a_slip_without_a_secret_has_no_code(slip):
    assert read(slip(sample("receipt", secret=None), 384)) == []


def test_the_secret_never_prints_into_a_log():
    assert not re.search(r"\d{4} \d{4}|\d{34}", repr(sample("receipt")))


def test_there_is_no_place_for_personal_data():
    fields = set(SlipText.__dataclass_fields__)
    assert not fields & {"name", "applicant", "personal_number", "phone", "address"}


def test_long_words_and_numbers_stay_on_the_paper(slip):
    text = sample(
        "receipt",
        number="AB 12027",
        point="Ấp Ví Dụ Rất Dài Của Xã Ở Cuối Con Kênh Thứ Mười Hai",
        title="Đăng ký lại kết hôn có yếu tố nước ngoài Unabbreviatedinternationalwords",
    )
    image = slip(text, 384)
    for column in (0, 383):
        edge = image.crop((column, 20, column + 1, 100))
        assert black(edge) == 0
    assert read(image) == [SECRET.digits]


@pytest.fixture
def set_lines(monkeypatch):
    """All lines that are set: their words, face, cells from the left and length, width of the paper."""
    found = []
    setting = Paper._set

    def noted(paper, line, face, at, *ink):
        found.append((line, face, at[0], paper._letters.width(line, face), paper.width))
        setting(paper, line, face, at, *ink)

    monkeypatch.setattr(Paper, "_set", noted)
    return found


@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_cut_off_and_no_letter_is_smaller_than_28_dots(
    set_lines, pictures, fonts, letters, width, language
):
    for kind in KINDS:
        draw(sample(kind, language, trial="Bản thử", reprint="In lại"), width, pictures, fonts)
    for line, face, left, length, paper in set_lines:
        assert left >= 0, line
        assert left + length <= paper, line
        assert CELL * face.px >= 28, line
        for script, _ in runs(line):
            assert CELL * letters.font(script, face).size >= (44 if script == "Khmr" else 28), line


def rows_of(ink, px):
    """The dark cells of each row as the bits of a number, the leftmost the lowest."""
    return [sum(1 << x for x in range(px) if ink.getpixel((x, y))) for y in range(px)]


def in_blocks(dark):
    """The cells that lie in a block of two by two dark ones, row by row."""
    pairs = [row & row >> 1 for row in dark]
    starts = [0, *(one & below for one, below in pairwise(pairs)), 0]
    return [(above | here) | (above | here) << 1 for above, here in pairwise(starts)]


@pytest.mark.parametrize(
    ("rows", "kept"), [((0b0100,) * 3, (0,) * 3), ((0, 0b0110, 0b0111), (0, 0b0110, 0b0110))]
)
def test_only_what_lies_in_a_block_of_four_is_thick(rows, kept):
    assert in_blocks(rows) == list(kept)


@pytest.mark.timeout(1200 if FULL else 120)
def test_no_stroke_of_a_picture_is_thinner_than_two_cells(pictures):
    on_slips = {step.picture for kind in KINDS for step in sample(kind).steps} | {"ticket", "glyphs/yes"}
    on_slips |= {
        procedure.picture for procedure in catalogue().procedures.values() if FULL or procedure.papers
    }
    for name in sorted(on_slips):
        for px in (44, 56, 80):
            ink = on_grid(pictures, name, px)
            dark = rows_of(ink, px)
            thick = in_blocks(dark)
            # A cell at the very edge has no room for a second one.
            inside = (1 << px - 1) - 1
            thin = [one & ~kept & inside for one, kept in zip(dark[:-1], thick[:-1], strict=True)]
            assert not any(thin), (name, px)


class TestLines:
    def test_scripts_are_told_apart_and_digits_stay_latin(self):
        assert runs("Mã ប័ណ្ណ 12") == [("Latn", "Mã "), ("Khmr", "ប័ណ្ណ "), ("Latn", "12")]
        assert runs("ប័ណ្ណ\u200bនេះ") == [("Khmr", "ប័ណ្ណនេះ")]
        assert runs("") == []

    @pytest.mark.parametrize("text", KHMER)
    def test_khmer_is_shaped_and_broken_only_where_a_word_ends(self, letters, text):
        face = Face(16, 600)
        lines = letters.wrap(text, face, 150)
        assert all(letters.width(line, face) <= 150 for line in lines)
        words = re.split("[\u200b ]+", text)
        for line in lines:
            rest = line.replace(" ", "")
            while rest:
                word = next(word for word in words if word and rest.startswith(word))
                rest = rest.removeprefix(word)
                words.remove(word)

    def test_khmer_below_signs_take_no_width_of_their_own(self, letters):
        face = Face(28, 600)
        assert letters.width("ប័ណ្ណ", face) < letters.width("បណណ", face)

    def test_lines_are_about_equally_long(self, letters):
        face = Face(30, 700)
        lines = letters.wrap("Đem phiếu và căn cước tới phường", face, 384)
        widths = [letters.width(line, face) for line in lines]
        assert len(lines) == 2
        assert max(widths) - min(widths) < 60

    def test_a_word_wider_than_the_paper_is_broken_between_letters(self, letters):
        face = Face(30, 700)
        lines = letters.wrap("x" * 60, face, 200)
        assert "".join(lines) == "x" * 60
        assert all(letters.width(line, face) <= 200 for line in lines)

    def test_a_khmer_letter_and_its_foot_are_never_parted(self, letters):
        face = Face(28, 600)
        for room in range(30, 140, 3):
            for line in letters.wrap("ប័ណ្ណ" * 12, face, room):
                assert line[0] not in "\u17d2\u17d0"
                assert line[-1] != "\u17d2"

    def test_stacked_capitals_do_not_run_into_the_line_above(self, letters, pictures, fonts):
        image = draw(sample("receipt", point="ẪỄỰ", ward="Ẫ Ễ Ự ỵ"), 384, pictures, fonts).picture
        cloth = 12
        assert black(image.crop((0, cloth, 384, cloth + 2))) == 0
