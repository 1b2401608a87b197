"""Khmer and Vietnamese on paper: shaped, mixed, bold, broken between words, and still readable in black and white."""

import re
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.slip_parts import CELL, SCALE, GridLetters, Paper, scaled
from tests.shapes import by_raqm, hangs, inked, pieces_of, strays
from tests.tickets.slips import FONTS

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = 14
"""Cells of the smallest letters on a slip 384 dots wide: 28 dots."""
KHMER_SMALLEST = 23
"""Cells of the smallest Khmer on such a slip, whose signs need more."""
MOST_STRAYS = 0.03
LEAST_CELLS = 3
"""By which two letters differ at least: 12 dots."""
LINES = [
    "ស្ត្រី ប្រុំ កញ្ជ្រោង",
    "Mã សំបុត្រកំណើត",
    "លោក Tài នឹងប្រាប់",
    "Nguyễn Thị Ữu, Ẫ Ễ Ự ỵ",
    "ថ្ងៃ 18 ខែ 11",
]
ALIKE = ["កិ កី កឹ កឺ", "កុ កូ កួ", "កំ ក៉ ក៊ ក់ ក៍", "ក្រ ក្យ ក្ត ក្ន ក្ម", "ត ឥ គ ភ", "ẩ ẫ ấ ầ ậ â", "ự ư ữ ử"]


@pytest.fixture(scope="module")
def fonts():
    return Fonts(FONTS)


@pytest.fixture(scope="module")
def letters(fonts):
    return GridLetters(fonts, 384)


@pytest.fixture(scope="module")
def printed(fonts, tmp_path_factory):
    """Set one line on a slip and return its ink, bright on black, one pixel a cell."""
    pictures = Pictures(ROOT / "assets" / "illustrations", tmp_path_factory.mktemp("pictures"))

    def setting(text, width, face):
        paper = Paper(width, fonts, pictures, 400)
        paper.space(40)  # stacked capitals reach over their line
        paper.centred(text, face)
        picture = paper.finished().picture.convert("L")
        cells = picture.resize((picture.width // CELL, picture.height // CELL), Image.Resampling.NEAREST)
        return ImageChops.invert(cells)

    return setting


@pytest.mark.parametrize(
    ("words", "plain"), [("[b]Hai[/b]", "Hai"), ("{0}Hai%s", "Hai"), ("&amp;Hai\\x1b", "&Hai")]
)
def test_marks_of_a_programs_are_printed_as_any_letters(printed, words, plain):
    face = scaled(384, 20, 700)
    left, _, right, _ = printed(words, 384, face).getbbox()
    least, _, most, _ = printed(plain, 384, face).getbbox()
    assert right - left > 1.5 * (most - least)


def pieces(fonts, text, width, face):
    least = round(KHMER_SMALLEST * SCALE[width])
    return [
        (
            piece,
            fonts.path("Khmr" if khmer else "Latn", 400 if khmer else face.weight),
            max(face.px, least) if khmer else face.px,
        )
        for piece, khmer in pieces_of(text)
    ]


@pytest.mark.parametrize("weight", [500, 700])
@pytest.mark.parametrize("width", [384, 576])
def test_a_line_on_paper_has_the_shapes_of_the_shaper(fonts, printed, width, weight):
    face = scaled(width, SMALLEST, weight)
    for text in LINES:
        meant = by_raqm(pieces(fonts, text, width, face), (width * 2, 120), 10, 60, wider=0.1 * face.px)
        assert strays(printed(text, width, face), meant) <= MOST_STRAYS


@pytest.mark.parametrize("width", [384, 576])
def test_in_black_and_white_no_stroke_is_lost(fonts, printed, width):
    face = scaled(width, SMALLEST, 700)
    for text in LINES:
        for word in text.split():
            four = [(piece, file, px * 4) for piece, file, px in pieces(fonts, word, width, face)]
            sharp = by_raqm(four, (width * 8, 480), 40, 240).resize((width * 2, 120), Image.Resampling.BOX)
            assert strays(printed(word, width, face), sharp) <= MOST_STRAYS


@pytest.mark.parametrize("weight", [500, 700])
@pytest.mark.parametrize("width", [384, 576])
def test_in_black_and_white_letters_that_look_alike_are_told_apart(printed, width, weight):
    face = scaled(width, SMALLEST, weight)
    for family in ALIKE:
        for one, other in combinations(family.split(), 2):
            a, b = (printed(letter, width, face) for letter in (one, other))
            differing = ImageChops.difference(a, b).histogram()[255]
            assert differing >= LEAST_CELLS, (one, other)


def holes(image):
    """Return how many white places ink encloses."""
    ink = ImageChops.invert(inked(image))
    whole = Image.new("L", (ink.width + 2, ink.height + 2), 255)
    whole.paste(ink, (1, 1))
    found = -1
    while (at := whole.tobytes().find(255)) >= 0:
        ImageDraw.floodfill(whole, (at % whole.width, at // whole.width), 0)
        found += 1
    return found


@pytest.mark.parametrize("weight", [500, 700])
@pytest.mark.parametrize("width", [384, 576])
def test_in_black_and_white_the_signs_above_a_letter_stay_open(fonts, printed, width, weight):
    face = scaled(width, SMALLEST, weight)
    for text in ("កិ", "កី", "កឹ", "កំ"):
        twice = [(piece, file, px * 2) for piece, file, px in pieces(fonts, text, width, face)]
        assert holes(printed(text, width, face)) == holes(by_raqm(twice, (400, 240), 20, 120)), text


def test_the_comparing_finds_khmer_that_was_not_shaped(fonts, printed):
    font = ImageFont.truetype(fonts.path("Khmr", 400), KHMER_SMALLEST, layout_engine=ImageFont.Layout.BASIC)
    unshaped = Image.new("L", (384, 120), 0)
    ImageDraw.Draw(unshaped).text((10, 60), "ស្ត្រី", font=font, fill=255, anchor="ls")
    assert strays(printed("ស្ត្រី", 384, scaled(384, SMALLEST, 700)), unshaped) > 0.1


def khmer_texts():
    texts = re.findall(r'^msgstr "(.+)"$', (ROOT / "assets" / "texts" / "km.po").read_text(), re.MULTILINE)
    return [text for text in texts if "\\n" not in text]


@pytest.mark.parametrize("width", list(SCALE))
@pytest.mark.parametrize("share", [1.0, 0.5, 0.15])
def test_khmer_is_broken_between_words_and_never_within_a_cluster(letters, width, share):
    face, room = scaled(width, SMALLEST, 700), int(width // CELL * share)
    for text in khmer_texts():
        lines = letters.wrap(text, face, room)
        assert "".join(lines).replace(" ", "") == re.sub("[\u200b ]", "", unicodedata.normalize("NFC", text))
        assert [line for line in lines if hangs(line[0]) or line.endswith("\u17d2")] == []


def test_where_words_are_marked_a_line_ends_between_two(letters):
    face = scaled(384, SMALLEST, 700)
    room = letters.width("បងប្អូនត្រូវការ", face) + 1
    assert letters.wrap("បងប្អូន\u200bត្រូវការ\u200bអ្វី", face, room) in (
        ["បងប្អូនត្រូវការ", "អ្វី"],
        ["បងប្អូន", "ត្រូវការអ្វី"],
    )
