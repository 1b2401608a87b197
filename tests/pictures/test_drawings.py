"""Every drawing keeps to the look: grid, palette, few means, legible on screen and on 1-bit paper."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops

from kiosk.pictures import Pictures

ILLUSTRATIONS = Path(__file__).parents[2] / "assets" / "illustrations"
NAMES = sorted(
    path.relative_to(ILLUSTRATIONS).with_suffix("").as_posix() for path in ILLUSTRATIONS.rglob("*.svg")
)
GLYPHS_WITH_COLOURS = {f"glyphs/face-{mood}" for mood in range(1, 6)} | {"glyphs/eye"}

LIGHT = {
    "#F2C79E", "#F4D68F", "#F08F76", "#93CB8C", "#8ED0CB", "#93BDEC", "#E0B077", "#FFD044",
    "#F5B0C3", "#C9A6DC", "#D8D2C8", "#FFFFFF", "#FBF4E4", "#E3F0E2",
}  # fmt: skip
DARK = {"#1F1A15", "#2A2E4A", "#9A1027", "#08402F"}
STROKE_ONLY = {"#857560"}
TAGS = {"svg", "title", "g", "path", "circle"}
FORBIDDEN = {"opacity", "fill-opacity", "stroke-opacity", "style", "filter", "transform"}
TICKET_PX = 116
LEAST_APART = 0.02
"""Of the ink of two drawings on paper, the share by which they differ at least."""

# What procedures, screens and tickets ask for by name.
PROMISED = frozenset((Path(__file__).parent / "promised.txt").read_text("utf-8").split())
# White on a green ground of their own.
SOLID_BY_DESIGN = {"lotus-mark", "cross-big", "tick-big"}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    return Pictures(ILLUSTRATIONS, tmp_path_factory.mktemp("cache"))


def _elements(name: str) -> list[ET.Element]:
    return list(ET.parse(ILLUSTRATIONS / f"{name}.svg").iter())  # noqa: S314 - our own drawings


def test_every_promised_picture_is_there(pictures: Pictures) -> None:
    assert pictures.names() == PROMISED


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_has_the_grid_a_title_and_only_flat_shapes(name: str) -> None:
    root, *rest = _elements(name)
    assert root.get("viewBox") == "0 0 96 96"
    assert [element.text for element in rest if element.tag.endswith("title")] != [None]
    for element in (root, *rest):
        assert element.tag.rpartition("}")[2] in TAGS
        assert not {"opacity", "fill-opacity", "stroke-opacity", "style", "filter", "transform"} & set(
            element.attrib
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_uses_the_palette_only_and_no_middle_tone_as_a_fill(name: str) -> None:
    for element in _elements(name):
        fill, stroke = element.get("fill", "none"), element.get("stroke", "none")
        assert fill in LIGHT | DARK | {"none", "currentColor"}
        assert stroke in LIGHT | DARK | STROKE_ONLY | {"none", "currentColor"}


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("glyphs/")])
def test_a_glyph_takes_the_colour_of_its_theme(name: str) -> None:
    drawing = (ILLUSTRATIONS / f"{name}.svg").read_text("utf-8")
    assert ("currentColor" in drawing) is (name not in GLYPHS_WITH_COLOURS)
    if name not in GLYPHS_WITH_COLOURS:
        shapes = re.findall(r"<(?:path|circle)[^>]*>", drawing)
        assert all("currentColor" in shape for shape in shapes)


@pytest.mark.parametrize("name", NAMES)
def test_on_paper_a_picture_is_neither_empty_nor_a_black_block_and_is_cut_off_nowhere(
    pictures: Pictures, name: str
) -> None:
    paper = pictures.mono(name, TICKET_PX)
    assert (paper.mode, paper.size) == ("1", (TICKET_PX, TICKET_PX))
    ink = _ink(pictures, name)
    left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
    assert left > 0
    assert top > 0
    assert right < TICKET_PX
    assert bottom < TICKET_PX
    share = ink.histogram()[255] / TICKET_PX**2
    assert 0.03 < share < (0.9 if name in SOLID_BY_DESIGN else 0.5)


def test_on_paper_no_two_pictures_look_alike(pictures: Pictures) -> None:
    inked = {name: _ink(pictures, name) for name in NAMES if not name.startswith("glyphs/face-")}
    dots = {name: image.histogram()[255] for name, image in inked.items()}
    alike = [
        (one, other)
        for one, other in combinations(inked, 2)
        if _differing(inked[one], inked[other]) < LEAST_APART * (dots[one] + dots[other])
    ]
    assert alike == []


def _ink(pictures: Pictures, name: str) -> Image.Image:
    return pictures.mono(name, TICKET_PX).convert("L").point(lambda value: 255 - value)


def _differing(one: Image.Image, other: Image.Image) -> int:
    return ImageChops.difference(one, other).histogram()[255]
