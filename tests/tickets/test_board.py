"""The board for pointing on A4: every sign, in two languages, on two pages."""

from pathlib import Path

import pytest

from kiosk import texts
from kiosk.pictures import Fonts, Pictures
from kiosk.procedures.load import read
from kiosk.settings import read as read_settings
from kiosk.tickets import board
from kiosk.visit.pointing import signs
from tests.tickets.slips import FONTS

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "assets"
A4 = (1654, 2339)
INK_LEAST = 150
"""Below: a dot that is printed."""


@pytest.fixture(scope="module")
def catalogue():
    return read(ASSETS / "procedures")[0]


@pytest.fixture(scope="module")
def words(tmp_path_factory, catalogue):
    point = read_settings(ROOT / "config", ROOT, tmp_path_factory.mktemp("state")).point
    return lambda language: board.board_text(catalogue, point, texts.read(ASSETS / "texts"), language)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    return lambda text: board.draw(text, Pictures(ASSETS / "illustrations", cache), Fonts(FONTS))


@pytest.mark.parametrize(("language", "beside"), [("vi", "km"), ("km", "vi"), ("en", "vi")])
def test_it_says_what_the_screen_says_and_the_same_in_a_second_language(words, catalogue, language, beside):
    known = texts.read(ASSETS / "texts")
    assert [(sign.words, sign.beside, sign.picture) for sign in words(language).signs] == [
        (sign.say(known, language), sign.say(known, beside), sign.picture) for sign in signs(catalogue)
    ]


@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_it_takes_two_pages_of_a4_and_nothing_leaves_them(words, drawn, language):
    pages = drawn(words(language))
    assert [page.size for page in pages] == [A4, A4]
    for page in pages:
        grey = page.convert("L")
        width, height = grey.size
        for edge in (
            (0, 0, width, 90),
            (0, 0, 90, height),
            (width - 90, 0, width, height),
            (0, height - 60, width, height),
        ):
            assert grey.crop(edge).getextrema()[0] > INK_LEAST, (language, edge)


def test_no_name_leaves_its_card(words, drawn):
    """The lower border of each card is an unbroken line, and nothing is drawn in the gap below it."""
    for language in ("vi", "km", "en"):
        for page in drawn(words(language)):
            grey = page.convert("L")
            empty = [
                y for y in range(400, 2150) if grey.crop((120, y, 1530, y + 1)).getextrema()[0] > INK_LEAST
            ]
            gaps = sum(1 for y, below in zip(empty, [*empty[1:], 0], strict=True) if below != y + 1)
            assert gaps == 3, language
