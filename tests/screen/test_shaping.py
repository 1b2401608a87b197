"""Every letter on the screen has the shape that another shaper gives it: Pillow with raqm, pixel by pixel."""

import re
import unicodedata
from itertools import combinations
from pathlib import Path

import pytest
from kivy.core.text import Label as KivyLabel
from PIL import Image, ImageChops

from kiosk.ui import fonts
from kiosk.ui.parts import GROUND, Box, Plate, Words
from tests.shapes import by_raqm, hangs, pieces_of, size_of_ink, strays

ROOT = Path(__file__).resolve().parents[2]

MOST_STRAYS = 0.03
"""Of the ink. Shaped texts stay below 0.02, unshaped Khmer begins at 0.2."""
MOST_LETTER_STRAYS = 0.01
"""Of a single large letter, where the smallest sign above it counts."""
MOST_WIDER = 5
"""Pixels: one a word of another rounding."""
ROLES = (("frame", 600), ("answer", 700), ("ask", 800), ("display", 800), ("answer", 500))

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = "aăâeêioôơuưy"
FAMILIES = [
    [unicodedata.normalize("NFC", vowel + tone) for tone in TONES] for vowel in (*VOWELS, *VOWELS.upper())
]
VIETNAMESE = [letter for family in FAMILIES for letter in family] + ["đ", "Đ"]

HARD_KHMER = [
    "ស្ត្រី",  # two letters hanging below one, and a sign above
    "ស្រ្តី",  # the same word as it is often typed: ro before ta
    "ន្ត្រ្យ",  # three hanging letters
    "កញ្ជ្រោង",  # a hanging letter that stands before, and a vowel on both sides
    "ក្រុំ",  # ro hanging before, u below, a ring above
    "ស្ដើម",  # a vowel around, with a hanging letter
    "គៀង",
    "ឱ្យ",  # an independent vowel that carries a letter
    "ខ្មែរ",
    "ច្រើន",
    "ញ៉ាំ",  # a shifter that gives way to a vowel
    "ប៊ី",
    "ហ្វ៊ីស៊ី",
    "ថ្ងៃនេះ",
    "អ៊ំ",
    "ព្រះ",
    "កែវ៉",
    "សៀវភៅ",
    "ឬស្សី",
    "ទាំងអស់",
    "ធ្វើ៕",
]
UNSHAPED_ALIKE = ["ប៊ី", "អ៊ំ", "ទាំងអស់"]
"""Their signs stand where they are typed: there is little to shape."""
MIXED = [
    "Khai sanh សំបុត្រកំណើត 18/11/2026",
    "លោក Tài នឹងប្រាប់",
    "ថ្ងៃ 18 ខែ 11 ឆ្នាំ 2026",
    "០១២៣៤៥៦៧៨៩",
    "ភាសាខ្មែរ (Nguyễn Thị Ữu), 50.000 đ។",
]


HIGH = 110
"""Pixels from one text to the next: room for the largest letters with all that stands above and below."""


@pytest.fixture
def drawn(screen, tmp_path):
    """Draw words on the glass and return their ink, bright on black."""
    glass = screen.face._window.glass

    def drawing(*words):
        glass.show([Plate(GROUND, Box(0, 0, 1280, 800), "#FFFFFF"), *words])
        screen.face.settle()
        screen.face.screenshot(tmp_path / "drawn.bmp")
        with Image.open(tmp_path / "drawn.bmp") as image:
            return ImageChops.invert(image.convert("L"))

    return drawing


@pytest.fixture
def rows(drawn):
    """Draw texts one below the other, a few a glass, and return the ink of each."""

    def drawing(texts, role, weight, across=1):
        wide, most = 1280 // across, 7 * across
        for start in range(0, len(texts), most):
            shown = texts[start : start + most]
            places = [(at % across * wide, at // across * HIGH) for at in range(len(shown))]
            glass = drawn(
                *(
                    Words(f"text-{at}", Box(x + 20, y, wide - 30, HIGH), text, role, weight, "#000000")
                    for at, (text, (x, y)) in enumerate(zip(shown, places, strict=True))
                )
            )
            yield from (glass.crop((x, y, x + wide, y + HIGH)) for x, y in places)

    return drawing


def meant(screen, text, role, weight, size=(1280, HIGH), at=(20, 70)):
    face, letters = screen.face, screen.face._window.letters
    khmer_weight = 700 if weight >= 600 else 400
    pieces = [
        (
            piece,
            letters._fonts.path("Khmr" if khmer else "Latn", khmer_weight if khmer else weight),
            face.theme.font_px(role, khmer=khmer),
        )
        for piece, khmer in pieces_of(text)
    ]
    return by_raqm(pieces, size, *at)


def unlike(screen, rows, texts, role, weight, across):
    """Return the texts whose drawing strays from that of the other shaper, or is wider or narrower."""
    found = []
    for text, shown in zip(texts, rows(texts, role, weight, across), strict=True):
        other = meant(screen, text, role, weight)
        wider = size_of_ink(shown)[0] - size_of_ink(other)[0]
        if strays(shown, other) > MOST_STRAYS or abs(wider) > MOST_WIDER:
            found.append(text)
    return found


@pytest.mark.parametrize(("role", "weight"), ROLES)
def test_khmer_has_its_shapes(screen, rows, role, weight):
    assert unlike(screen, rows, HARD_KHMER, role, weight, across=4) == []


@pytest.mark.parametrize(("role", "weight"), ROLES)
def test_a_line_of_two_writings_stands_on_one_base_line(screen, rows, role, weight):
    assert unlike(screen, rows, MIXED, role, weight, across=1) == []


def test_the_comparing_finds_khmer_that_was_not_shaped(screen, rows, monkeypatch):
    label = fonts.ShapedLabel.__init__

    def unshaped(self, **options):
        label(self, **(options | {"font_script_name": "Latn"}))

    monkeypatch.setattr(fonts.ShapedLabel, "__init__", unshaped)
    letters = screen.face._window.letters
    letters.forget()
    monkeypatch.setattr(letters, "_labels", {})
    found = unlike(screen, rows, HARD_KHMER, "answer", 700, across=4)
    letters.forget()
    assert [text for text in HARD_KHMER if text not in found] == UNSHAPED_ALIKE


def letter_meant(screen, letter, weight):
    return meant(screen, letter, "display", weight, (HIGH, HIGH))


@pytest.mark.parametrize("weight", [500, 600, 700, 800])
def test_each_of_the_146_vietnamese_letters_has_its_shape(screen, rows, weight):
    shown = rows(VIETNAMESE, "display", weight, across=12)
    wrong = [
        letter
        for letter, cell in zip(VIETNAMESE, shown, strict=True)
        if strays(cell, letter_meant(screen, letter, weight)) > MOST_LETTER_STRAYS
    ]
    assert len(VIETNAMESE) == 146
    assert wrong == []


def test_the_comparing_tells_each_letter_from_its_kin_with_another_tone(screen):
    alike = [
        (one, other)
        for family in FAMILIES
        for one, other in combinations(family, 2)
        if strays(*(letter_meant(screen, letter, 700) for letter in (one, other))) <= MOST_LETTER_STRAYS
    ]
    assert alike == []


def test_bold_khmer_is_heavier_and_regular_khmer_is_not_mistaken_for_it(screen, rows):
    text = "សំបុត្រកំណើត"
    regular, bold = (next(rows([text], "ask", weight)) for weight in (500, 700))
    assert sum(bold.histogram()[128:]) > 1.2 * sum(regular.histogram()[128:])
    assert strays(regular, meant(screen, text, "ask", 700)) > MOST_STRAYS


def test_a_break_mark_is_never_drawn(rows):
    without, marked = rows(["បងប្អូនត្រូវការអ្វី", "បងប្អូន\u200bត្រូវការ\u200bអ្វី"], "ask", 800)
    assert ImageChops.difference(without, marked).getbbox() is None


def lines_in(screen, text, role, width):
    return screen.face._window.letters.lines(text, role, 800, width)


@pytest.mark.parametrize("width", [90, 240, 700])
def test_no_khmer_text_of_the_program_is_broken_within_a_cluster(screen, width):
    texts = re.findall(r'^msgstr "(.+)"$', (ROOT / "assets" / "texts" / "km.po").read_text(), re.MULTILINE)
    for text in texts:
        plain = text.replace("\\n", "\n")
        lines = lines_in(screen, plain, "ask", width)
        assert "".join(lines).replace(" ", "") == re.sub(
            "[\u200b \n]", "", unicodedata.normalize("NFC", plain)
        )
        assert [line for line in lines if not line or hangs(line[0]) or line.endswith("\u17d2")] == []


def test_a_line_goes_on_in_the_next_where_a_word_ends_and_not_before_it_is_full(screen):
    text = "បងប្អូន\u200bត្រូវការ\u200bអ្វី"
    letters = screen.face._window.letters
    two_words = letters.width("បងប្អូនត្រូវការ", "ask", 800)
    assert letters.filled(text, "ask", 800, two_words + 1) == ["បងប្អូនត្រូវការ", "អ្វី"]
    assert letters.filled(text, "ask", 800, two_words - 2) == ["បងប្អូន", "ត្រូវការអ្វី"]


def test_kivy_still_measures_khmer_by_the_writing_that_was_drawn_last(screen):
    """Once this fails, Kivy has mended it: ShapedLabel in kiosk/ui/fonts.py can go."""
    path = str(screen.face._window.letters._fonts.path("Khmr", 700))

    def measured(after):
        labels = {
            script: KivyLabel(text="", font_name=path, font_size=61, font_script_name=script)
            for script in ("Khmr", "Latn")
        }
        for label in labels.values():
            label.resolve_font_name()
        labels[after]._size = (8, 8)
        labels[after]._render_begin()
        labels[after]._render_text("ក", 0, 0)
        labels[after]._render_end()
        return labels["Khmr"].get_extents("ស្ត្រី")[0]

    assert measured("Latn") > measured("Khmr") * 1.2
