"""The leaf of a day: drawn by its name, in every language, on screen and on paper."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kiosk.pictures import Fonts, PictureError, Pictures
from kiosk.pictures.day import day_of, day_picture
from tests.visit.walking import FULL


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache")
    return Pictures(Path("none"), cache, fonts=Fonts(cache))


def opened(path):
    with Image.open(path) as image:
        return image.convert("RGBA")


@pytest.mark.parametrize("language", ["vi", "en", "km"])
def test_a_name_leads_back_to_its_day(language):
    day = date(2026, 11, 26)
    assert day_of(day_picture(day, language)) == (day, language)


@pytest.mark.parametrize(
    "name",
    ["day/2026-02-30", "day/2026-11-26/fr", "day/26-11-26", "day/2026-11-26/", "day", "day/0000-01-01"],
)
def test_what_is_no_day_has_no_leaf(pictures, name):
    assert day_of(name) is None
    with pytest.raises(PictureError) as refused:
        pictures.png(name, 96)
    assert refused.value.code == "picture-unknown"


@pytest.mark.parametrize("language", ["vi", "en", "km"])
@pytest.mark.parametrize("px", [24, 96, 181, 600])
def test_a_leaf_is_square_and_its_corners_are_free(pictures, language, px):
    image = opened(pictures.png(day_picture(date(2026, 9, 30), language), px))
    assert image.size == (px, px)
    assert image.getpixel((0, 0))[3] == 0


def test_each_weekday_has_its_colour_and_each_language_its_words(pictures):
    week = [opened(pictures.png(f"day/2026-11-{at}", 96)) for at in range(16, 23)]
    assert len({image.getpixel((10, 30)) for image in week}) == 7
    assert (
        len(
            {
                pictures.png(day_picture(date(2026, 11, 26), tongue), 96).read_bytes()
                for tongue in ("vi", "en", "km")
            }
        )
        == 3
    )


def test_words_stay_inside_the_frame(pictures):
    for month in range(1, 13) if FULL else (1, 6, 11):
        for language in ("vi", "en", "km"):
            image = opened(pictures.png(day_picture(date(2026, month, 28), language), 384))
            for left in (41, 339):  # just inside the frame, beside the month and beside number and weekday
                assert image.crop((left, 70, left + 4, 125)).convert("L").getextrema()[0] > 118
                assert image.crop((left, 150, left + 4, 345)).convert("L").getextrema()[0] > 200


def test_on_paper_the_number_is_ink_on_white(pictures):
    mono = pictures.mono("day/2026-11-26", 108)
    assert mono.mode == "1"
    share = mono.convert("L").histogram()[0] / (108 * 108)
    assert 0.15 < share < 0.5


def test_a_leaf_is_drawn_once(pictures):
    first = pictures.png("day/2026-11-26", 96)
    made = first.stat().st_mtime_ns
    assert pictures.png("day/2026-11-26", 96) == first
    assert first.stat().st_mtime_ns == made


def test_a_size_that_makes_no_sense_is_refused(pictures):
    with pytest.raises(PictureError) as refused:
        pictures.png("day/2026-11-26", 0)
    assert refused.value.code == "picture-bad-request"
