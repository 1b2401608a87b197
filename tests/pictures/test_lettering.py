"""Words on a drawing: in the room that it leaves, as large as that allows, in every script."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.pictures import Fonts, Pictures
from kiosk.texts import LANGUAGES, read

ROOT = Path(__file__).parents[2]
SLIP = "practice-ticket"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    return Pictures(ROOT / "assets" / "illustrations", cache, fonts=Fonts(cache))


def opened(path):
    with Image.open(path) as image:
        return image.convert("RGB")


def written(pictures, px, words):
    """Return where the letters stand, in the drawing's own units; nothing else may differ from it."""
    plain, lettered = (opened(pictures.png(SLIP, px, words=each)) for each in ("", words))
    return tuple(at * 96 / px for at in ImageChops.difference(plain, lettered).getbbox())


@pytest.mark.parametrize("px", [96, 361, 600])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_practice_slip_is_stands_large_on_the_slip_itself(pictures, px, language):
    words = read(ROOT / "assets" / "texts").say(language, "practice.slip")
    left, top, right, bottom = written(pictures, px, words)
    assert (left >= 10, top >= 33, right <= 86, bottom <= 85) == (True, True, True, True)
    assert right - left > 60 or bottom - top > 40, "room is left that the word could fill"


def test_words_are_set_in_the_lines_in_which_they_are_largest(pictures):
    _, top, _, bottom = written(pictures, 361, "TẬP THỬ")
    assert bottom - top > 40
    _, top, _, bottom = written(pictures, 361, "A B")
    assert bottom - top < 40


def test_a_drawing_with_words_is_kept_beside_the_one_without(pictures):
    plain, vietnamese, english = (pictures.png(SLIP, 96, words=each) for each in ("", "TẬP THỬ", "PRACTICE"))
    assert len({plain, vietnamese, english}) == 3
    assert pictures.png(SLIP, 96) == plain
