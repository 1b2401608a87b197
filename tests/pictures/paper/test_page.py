"""A paper on the glass becomes an upright page: found, straightened, judged, small."""

import io
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, PdfParser

from kiosk.pictures.paper import DPI, MOST_BYTES, joined, page_of, preview_of, turned
from kiosk.pictures.paper.values import PREVIEW_PX, PaperPage
from tests.paper_pages import blurred, dimmed, leaning, on_glass, page
from tests.visit.walking import FULL

A6 = (105, 148)
GLASS = (160, 200)


def picture_of(made):
    return Image.open(io.BytesIO(made.jpeg))


@pytest.fixture(scope="module")
def sheet():
    return page(A6)


@pytest.fixture(scope="module")
def good(sheet):
    return page_of(on_glass(sheet, 2, GLASS), 300)


@pytest.mark.parametrize("degrees", [-12, 2, 33] if FULL else [-12, 33])
def test_a_paper_laid_askew_is_cropped_to_its_edges_and_stands_upright(sheet, degrees):
    made = page_of(on_glass(sheet, degrees, GLASS, at=(85, 95)), 300)
    assert made.width_mm == pytest.approx(A6[0], abs=1)
    assert made.height_mm == pytest.approx(A6[1], abs=1)
    assert abs(leaning(picture_of(made))) <= 0.5
    assert made.verdict == "good"


def test_a_lid_hardly_darker_than_the_paper_shows_its_edges(sheet):
    made = page_of(on_glass(sheet, 3, GLASS, ground=225), 300)
    assert (made.width_mm, made.height_mm) == (pytest.approx(A6[0], abs=1), pytest.approx(A6[1], abs=1))


def test_a_paper_that_reaches_over_the_glass_is_straightened_by_the_edges_that_are_seen(sheet):
    made = page_of(on_glass(sheet, 1.5, (106, 148)), 300)
    assert abs(leaning(picture_of(made))) <= 0.5


@pytest.mark.parametrize("degrees", [-5, 2.5] if FULL else [-5])
def test_where_the_lid_is_as_white_as_the_paper_its_lines_tell_the_angle(sheet, degrees):
    made = page_of(on_glass(sheet, degrees, GLASS, ground=248), 300)
    assert abs(leaning(picture_of(made))) <= 0.5
    assert made.width_mm < A6[0] + 1


def test_a_paper_seen_from_the_side_is_laid_flat(sheet):
    from_the_side = (1.1, 0.02, -150, 0.01, 1.12, -120, 0, 6e-5)
    seen = sheet.transform((1500, 2000), Image.Transform.PERSPECTIVE, from_the_side, fillcolor=70)
    made = page_of(seen, None)
    assert abs(leaning(picture_of(made))) <= 0.5
    assert made.height_mm == pytest.approx(297, abs=1)
    assert made.width_mm == pytest.approx(210, abs=8)


def test_a_dark_picture_is_called_dark(sheet):
    assert page_of(dimmed(on_glass(sheet, 1, GLASS), 0.35), 300).verdict == "dark"


def test_dim_light_that_can_be_read_is_good_and_its_paper_becomes_white(sheet):
    made = page_of(dimmed(on_glass(sheet, 1, GLASS), 0.65), 300)
    assert made.verdict == "good"
    counts = picture_of(made).histogram()
    assert sum(counts[225:]) > sum(counts) / 2


@pytest.mark.parametrize(("mm", "verdict"), [(0.1, "good"), (0.3, "blurred")])
def test_a_picture_out_of_focus_is_called_blurred(sheet, mm, verdict):
    assert page_of(blurred(on_glass(sheet, 1, GLASS), mm), 300).verdict == verdict


def test_a_few_words_on_a_large_sheet_are_judged_as_a_full_page_is(sheet):
    few = Image.new("L", (2000, 2400) if FULL else (1500, 1800), 248)
    few.paste(sheet.crop((0, 200, sheet.width, 400)), (100, 500))
    assert page_of(few, 300).verdict == "good"
    assert page_of(blurred(few, 0.4), 300).verdict == "blurred"


@pytest.mark.parametrize("grey", [252, 150])
def test_a_glass_with_nothing_on_it_is_called_empty(grey):
    assert page_of(Image.new("L", (1200, 1600), grey), 300).verdict == "empty"


def test_a_sheet_laid_with_its_back_down_is_called_empty():
    assert page_of(on_glass(Image.new("L", (1240, 1748), 250), 2, GLASS), 300).verdict == "empty"


def test_a_full_page_is_kept_at_200_dots_an_inch_in_half_a_megabyte():
    made = page_of(on_glass(page(points=9), 1), 300)
    assert len(made.jpeg) <= MOST_BYTES
    assert made.dpi == DPI
    assert picture_of(made).size == (made.width_px, made.height_px)
    assert made.width_px == pytest.approx(210 / 25.4 * 200, abs=8)


def test_whatever_lies_on_the_glass_is_no_larger():
    made = page_of(Image.effect_noise((2480, 3508) if FULL else (1240, 1754), 120), 300)
    assert len(made.jpeg) <= MOST_BYTES


@pytest.mark.parametrize("mode", ["1", "RGB", "L"])
def test_pictures_of_every_kind_are_taken(mode):
    assert page_of(on_glass(page(A6, dpi=150), 0, GLASS, dpi=150).convert(mode), 150).dpi == DPI


def test_a_page_prints_itself_without_its_content(good):
    assert repr(good) == f"PaperPage(good, {len(good.jpeg)} bytes)"


def test_pages_are_joined_in_their_order_as_they_are(good):
    other = PaperPage(jpeg=good.jpeg[:-1], width_px=600, height_px=300, dpi=150, verdict="good")
    pdf = joined([good, other])
    with PdfParser.PdfParser(buf=bytearray(pdf)) as read:
        assert len(read.pages) == 2
        first, second = (read.read_indirect(page) for page in read.pages)
        assert [round(float(side) / 72 * 25.4) for side in first[b"MediaBox"][2:]] == list(A6)
        assert [round(float(side) / 72 * 25.4, 1) for side in second[b"MediaBox"][2:]] == [101.6, 50.8]
    assert pdf.index(good.jpeg) < pdf.rindex(other.jpeg)


def test_every_object_of_the_pdf_lies_where_its_table_says(good):
    pdf = joined([good, good])
    table = pdf[int(pdf.rsplit(b"startxref\n", 1)[1].split()[0]) :].splitlines()
    places = [int(line[:10]) for line in table[3 : 2 + int(table[1].split()[1])]]
    assert all(pdf[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, 1))
    assert all(a < b for a, b in pairwise(places))


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(ValueError, match="a page at least"):
        joined([])


def test_a_pdf_names_no_date_and_no_program(good):
    around = joined([good]).replace(good.jpeg, b"")
    assert not any(word in around for word in (b"Date", b"Producer", b"Creator", b"Author"))


def test_a_page_is_turned_clockwise_by_quarters(good):
    once = turned(good, 1)
    assert (once.width_px, once.height_px, once.dpi) == (good.height_px, good.width_px, good.dpi)
    assert (once.verdict, len(once.jpeg) <= MOST_BYTES) == ("good", True)
    # What stood at the left edge lies at the top.
    upright, lying = picture_of(good), picture_of(once)
    left = upright.crop((0, 0, 40, upright.height)).rotate(-90, expand=True)
    top = lying.crop((0, 0, lying.width, 40))
    apart = ImageChops.difference(left, top).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert apart < 4
    assert turned(good, 4) is good
    assert picture_of(turned(good, 2)).size == upright.size


def test_a_large_page_stays_small_when_it_is_turned():
    noise = Image.effect_noise((2480, 3508) if FULL else (1240, 1754), 90)
    page = page_of(noise, 300)
    assert len(turned(page, 3).jpeg) <= MOST_BYTES


def test_what_is_shown_back_is_the_page_made_small(good):
    seen = Image.open(io.BytesIO(preview_of(good)))
    assert (seen.format, seen.mode, max(seen.size)) == ("JPEG", "L", PREVIEW_PX)
    assert seen.width / seen.height == pytest.approx(good.width_px / good.height_px, abs=0.01)
