"""Drawings that are too large, lead outside or are none are refused before anything is made of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.pictures import PictureError, Pictures, contact, errors, guard
from kiosk.pictures.fonts import Fonts

DRAWN = Path(__file__).parents[2] / "assets" / "illustrations"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"'
SQUARE = f'{SVG}><path d="M8 8h80v80h-80z" fill="#1F1A15"/></svg>'.encode()


def unrendered(_drawing, _px):
    pytest.fail("a refused drawing was rendered")


def test_every_drawing_that_is_shipped_passes():
    for path in DRAWN.rglob("*.svg"):
        assert (path.name, guard.refused(path.read_bytes())) == (path.name, "")


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        ('<svg viewBox="0 0 20000 20000"/>', "at most 4096 by 4096 pixels is expected, found 20000"),
        ('<svg width="20000" height="20000"/>', "found 20000"),
        ('<svg width="96" height="20000px" viewBox="0 0 96 96"/>', "found 20000px"),
        ('<svg viewBox="0 0 1e9 1e9"/>', "found 1e9"),
        ('<svg viewBox="0 0 96"/>', "pixels is expected"),
        ('<svg viewBox="0 0 -5 9"/>', "pixels is expected"),
        ('<svg viewBox="0 0 0 9"/>', "pixels is expected"),
        ("<svg/>", "tells its size"),
        (
            '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg viewBox="0 0 9 9">&b;</svg>',
            "DOCTYPE",
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg viewBox="0 0 9 9">&a;</svg>',
            "DOCTYPE",
        ),
        (f'{SVG}><image href="data:image/png;base64,AA"/></svg>', "not image"),
        (f"{SVG}><script>1</script></svg>", "not script"),
        (f"{SVG}><foreignObject/></svg>", "not foreignObject"),
        (f'{SVG}><g id="a"><use href="#a"/></g></svg>', "not use"),
        (f'{SVG}><linearGradient href="file:///x"/></svg>', "nothing from outside"),
        (f'{SVG}><g fill="url(file:///x)"/></svg>', "nothing from outside"),
        (f"{SVG}><g style=\"fill: url( 'x.svg#a')\"/></svg>", "nothing from outside"),
        (f'{SVG} onload="x()"/>', "nothing from outside"),
        (SVG + ">" + "<g/>" * 6000 + "</svg>", "at most 5000 parts"),
        (f"{SVG}><g></svg>", "XML cannot be read"),
        ("<html/>", "does not begin with svg"),
        ("", "XML cannot be read"),
        ("\x89PNG\r\n\x1a\n", "XML cannot be read"),
        (SVG + "/>" + " " * 400_000, "at most 300 KB"),
    ],
)
def test_a_drawing_that_may_not_be_used_is_refused_in_a_sentence(tmp_path, drawing, words):
    (tmp_path / "odd.svg").write_text(drawing, encoding="utf-8")
    with pytest.raises(PictureError) as caught:
        Pictures(tmp_path, tmp_path / "cache", unrendered).png("odd", 96)
    assert caught.value.code == errors.REFUSED
    assert words in caught.value.sentence


def test_a_part_of_the_same_drawing_may_be_named():
    inside = f'{SVG}><clipPath id="c"/><g clip-path="url(#c)" fill="none"/></svg>'
    assert guard.refused(inside.encode()) == ""


@pytest.mark.parametrize("px", [0, -1, 4097, 20_000])
def test_no_picture_of_20000_pixels_is_made(tmp_path, px):
    (tmp_path / "odd.svg").write_bytes(SQUARE)
    with pytest.raises(PictureError) as caught:
        Pictures(tmp_path, tmp_path / "cache", unrendered).png("odd", px)
    assert caught.value.code == errors.BAD_REQUEST


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "a/../../secret", "secret.svg", "a\n", "", "a\0b", ".."]
)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.svg").write_bytes(SQUARE)
    with pytest.raises(PictureError) as caught:
        Pictures(tmp_path / "in", tmp_path / "cache", unrendered).png(name, 96)
    assert caught.value.code == errors.UNKNOWN


def test_links_out_of_the_folder_and_pipes_are_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.svg").write_bytes(SQUARE)
    (tmp_path / "in" / "link.svg").symlink_to(tmp_path / "secret.svg")
    os.mkfifo(tmp_path / "in" / "pipe.svg")
    (tmp_path / "in" / "folder.svg").mkdir()
    for name in ("link", "pipe", "folder"):
        with pytest.raises(PictureError) as caught:
            Pictures(tmp_path / "in", tmp_path / "cache", unrendered).png(name, 96)
        assert caught.value.code == errors.REFUSED


def test_the_contact_sheet_shows_every_picture_in_colour_grey_and_ink(tmp_path):
    folder = tmp_path / "in"
    (folder / "glyphs").mkdir(parents=True)
    for number in range(99):
        (folder / f"p{number}.svg").write_bytes(SQUARE.replace(b"#1F1A15", b"#741A09"))
    (folder / "glyphs" / "yes.svg").write_bytes(SQUARE)
    (folder / "zz.svg").write_bytes(b'<svg viewBox="0 0 20000 20000"/>')
    drawn = contact.sheets(Pictures(folder, tmp_path / "cache"), Fonts(tmp_path / "fonts"))
    assert len(drawn.pages) == 2
    ((name, sentence),) = drawn.undrawn
    assert name == "zz"
    assert "4096" in sentence
    first = drawn.pages[0]
    shown = {
        colour for _count, colour in first.crop((32 + 364, 32, 32 + 728, 180)).getcolors(maxcolors=100_000)
    }
    assert (0x74, 0x1A, 0x09) in shown
    assert any(r == g == b and 40 < r < 60 for r, g, b in shown)
    assert (0, 0, 0) in shown
