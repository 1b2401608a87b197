"""Both writings have static fonts in the weights of the look."""

import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from kiosk.pictures import Fonts, PictureError
from kiosk.pictures import fonts as fonts_module

KHMER_LETTERS = "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ្ាិីឹឺុូួើឿៀេែៃោៅំះ៖។០១២៣៤៥៦៧៨៩"
VIETNAMESE_HARDEST = "ẪẬẶỄỘỢỰỵỷđĐơƯ"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


def _ink(path: Path, text: str) -> int:
    image = Image.new("L", (800, 160), 0)
    ImageDraw.Draw(image).text((10, 20), text, font=ImageFont.truetype(str(path), 80), fill=255)
    return sum(image.histogram()[128:])


@pytest.mark.parametrize("weight", [400, 700])
def test_a_khmer_weight_is_static_and_has_the_khmer_letters(cache: Path, weight: int) -> None:
    font = TTFont(Fonts(cache).path("Khmr", weight))
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == weight
    assert {ord(letter) for letter in KHMER_LETTERS} <= set(font.getBestCmap())


def test_the_bold_khmer_is_bolder(cache: Path) -> None:
    regular, bold = (Fonts(cache).path("Khmr", weight) for weight in (400, 700))
    assert _ink(bold, "ខ្មែរ") > 1.2 * _ink(regular, "ខ្មែរ")


def test_a_khmer_weight_is_cut_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Fonts(cache).path("Khmr", 400)
    monkeypatch.setattr(fonts_module, "_cut", None)
    assert Fonts(cache).path("Khmr", 400) == first


@pytest.mark.parametrize("weight", [500, 600, 700, 800])
def test_a_latin_weight_has_the_vietnamese_letters(cache: Path, weight: int) -> None:
    font = TTFont(Fonts(cache).path("Latn", weight))
    assert font["OS/2"].usWeightClass == weight
    assert {ord(letter) for letter in VIETNAMESE_HARDEST} <= set(font.getBestCmap())


@pytest.mark.parametrize(("script", "weight"), [("Latn", 400), ("Khmr", 500), ("Grek", 400)])
def test_a_weight_outside_the_look_is_refused(cache: Path, script, weight: int) -> None:
    with pytest.raises(PictureError) as refused:
        Fonts(cache).path(script, weight)
    assert refused.value.code == "picture-no-font"


def test_a_font_package_that_is_not_installed_is_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fontpkg_be_vietnam_pro", None)
    with pytest.raises(PictureError) as refused:
        Fonts(cache).path("Latn", 700)
    assert "fontpkg_be_vietnam_pro" in str(refused.value)
