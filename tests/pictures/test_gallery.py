"""A picture is made once, made anew when its drawing changes, and refused in plain words."""

import io
import stat
from pathlib import Path

import pytest
from PIL import Image

from kiosk.pictures import PictureError, Pictures, TileLook, rsvg
from kiosk.pictures import render as render_module
from kiosk.pictures.svg import prepared

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><g stroke="#1F1A15" stroke-width="3.2">'
DISC = HEAD + '<circle cx="48" cy="48" r="30" fill="#FFD044"/></g></svg>'
GLYPH = HEAD + '<path d="M10 10H86V86H10Z" fill="currentColor" stroke="currentColor"/></g></svg>'
DISC_ON_INK = (255, 208, 68, 255)


class CountingRenderer:
    def __init__(self) -> None:
        self.calls: list[tuple[bytes, int]] = []

    def __call__(self, drawing: bytes, px: int) -> bytes:
        self.calls.append((drawing, px))
        return rsvg(drawing, px)


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    folder = tmp_path / "illustrations"
    (folder / "glyphs").mkdir(parents=True)
    (folder / "disc.svg").write_text(DISC)
    (folder / "glyphs" / "block.svg").write_text(GLYPH)
    return folder


@pytest.fixture
def renderer() -> CountingRenderer:
    return CountingRenderer()


@pytest.fixture
def pictures(drawings: Path, tmp_path: Path, renderer: CountingRenderer) -> Pictures:
    return Pictures(drawings, tmp_path / "cache", renderer)


def _middle(path: Path) -> object:
    with Image.open(path) as image:
        return image.convert("RGBA").getpixel((image.width // 2, image.height // 2))


def test_names_are_paths_without_their_ending(pictures: Pictures) -> None:
    assert pictures.names() == {"disc", "glyphs/block"}


def test_a_picture_has_exactly_the_size_asked_for_and_a_transparent_ground(pictures: Pictures) -> None:
    with Image.open(pictures.png("disc", 77)) as image:
        assert image.size == (77, 77)
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0
    assert _middle(pictures.png("disc", 77)) == DISC_ON_INK


def test_a_picture_in_the_cache_is_not_rendered_again(
    pictures: Pictures, drawings: Path, tmp_path: Path, renderer: CountingRenderer
) -> None:
    first = pictures.png("disc", 60)
    assert pictures.png("disc", 60) == first
    assert Pictures(drawings, tmp_path / "cache", renderer).png("disc", 60) == first
    assert len(renderer.calls) == 1


def test_a_changed_drawing_is_rendered_anew(
    pictures: Pictures, drawings: Path, renderer: CountingRenderer
) -> None:
    before = pictures.png("disc", 60)
    (drawings / "disc.svg").write_text(DISC.replace("#FFD044", "#93CB8C"))
    after = pictures.png("disc", 60)
    assert after != before
    assert _middle(after) == (0x93, 0xCB, 0x8C, 255)
    assert len(renderer.calls) == 2


def test_a_glyph_takes_its_tint_and_is_ink_without_one(pictures: Pictures) -> None:
    assert _middle(pictures.png("glyphs/block", 40, tint="#ffffff")) == (255, 255, 255, 255)
    assert _middle(pictures.png("glyphs/block", 40, tint="#08402F")) == (8, 64, 47, 255)
    assert _middle(pictures.png("glyphs/block", 40)) == (0x1F, 0x1A, 0x15, 255)


def test_a_tint_does_not_multiply_pictures_that_keep_their_colours(
    pictures: Pictures, renderer: CountingRenderer
) -> None:
    assert pictures.png("disc", 40, tint="#FFFFFF") == pictures.png("disc", 40)
    assert len(renderer.calls) == 1


@pytest.mark.parametrize(("px", "width"), [(179, "3.2"), (180, "2.3"), (259, "2.3"), (260, "1.98")])
def test_ink_lines_get_thinner_where_a_picture_is_shown_large(px: int, width: str) -> None:
    assert f'stroke-width="{width}"' in prepared(DISC.encode(), px, None).decode()


def test_shapes_and_coloured_lines_keep_their_width_at_every_size() -> None:
    wide = '<path d="M0 0H9" stroke-width="4.3"/>'
    coloured = '<path d="M0 0H9" stroke="#93BDEC" stroke-width="2.6"/>'
    assert prepared((wide + coloured).encode(), 400, None).decode() == wide + coloured


def test_the_ticket_variant_prints_ink_and_leaves_light_fills_white(pictures: Pictures) -> None:
    paper = pictures.mono("disc", 96)
    assert paper.mode == "1"
    assert paper.getpixel((48, 48)) == 255
    assert paper.getpixel((18, 48)) == 0
    assert paper.getpixel((2, 2)) == 255


def test_a_build_prepares_all_that_is_wanted_and_tells_how_far_it_is(
    pictures: Pictures, renderer: CountingRenderer
) -> None:
    told: list[tuple[int, int]] = []
    pictures.build(
        [("disc", 20, None), ("glyphs/block", 30, "#FFFFFF")], lambda done, of: told.append((done, of))
    )
    assert told == [(1, 2), (2, 2)]
    pictures.png("glyphs/block", 30, tint="#FFFFFF")
    assert len(renderer.calls) == 2


def test_the_cache_holds_whole_readable_files_only(pictures: Pictures, tmp_path: Path) -> None:
    def broken(drawing: bytes, px: int) -> bytes:
        raise PictureError("picture-renderer-failed", "", "no")

    path = pictures.png("disc", 20)
    with pytest.raises(PictureError):
        Pictures(tmp_path / "illustrations", tmp_path / "cache", broken).png("disc", 21)
    assert [file.name for file in (tmp_path / "cache").iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.parametrize("name", ["unicorn", "../secret", "/etc/passwd", "glyphs", "", "Disc", "disc.svg"])
def test_a_picture_that_is_not_there_is_refused_by_name(pictures: Pictures, name: str) -> None:
    with pytest.raises(PictureError) as refused:
        pictures.png(name, 40)
    assert refused.value.code == "picture-unknown"
    assert refused.value.name == name


@pytest.mark.parametrize(
    ("px", "tint"), [(0, None), (-1, None), (99_999, None), (40, "white"), (40, '#FFF"/>')]
)
def test_a_request_that_makes_no_sense_is_refused(pictures: Pictures, px: int, tint: str | None) -> None:
    with pytest.raises(PictureError) as refused:
        pictures.png("glyphs/block", px, tint=tint)
    assert refused.value.code == "picture-bad-request"


def test_no_name_leads_out_of_the_folder(pictures: Pictures, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(DISC)
    for name in ("../secret", str(tmp_path / "secret"), "glyphs/../../secret"):
        with pytest.raises(PictureError) as refused:
            pictures.png(name, 40)
        assert refused.value.code == "picture-unknown"


def test_a_drawing_that_is_no_svg_is_refused_with_its_name(pictures: Pictures, drawings: Path) -> None:
    (drawings / "torn.svg").write_text("<svg")
    with pytest.raises(PictureError) as refused:
        pictures.png("torn", 40)
    assert (refused.value.code, refused.value.name) == ("picture-refused", "torn")


def test_a_missing_renderer_is_said_in_a_plain_sentence(
    drawings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PictureError) as refused:
        Pictures(drawings, tmp_path / "cache").png("disc", 40)
    assert refused.value.code == "picture-no-renderer"
    assert "librsvg2-bin" in str(refused.value)


def test_a_renderer_that_hangs_is_given_up(
    drawings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = tmp_path / "bin" / "rsvg-convert"
    stuck.parent.mkdir()
    stuck.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    stuck.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stuck.parent}:/usr/bin:/bin")
    monkeypatch.setattr(render_module, "TIMEOUT_S", 0.2)
    with pytest.raises(PictureError) as refused:
        Pictures(drawings, tmp_path / "cache").png("disc", 40)
    assert refused.value.code == "picture-renderer-slow"


def test_a_disk_that_refuses_is_told_as_such(drawings: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "cache"
    occupied.write_text("a file where the folder should be")
    with pytest.raises(PictureError) as refused:
        Pictures(drawings, occupied).png("disc", 40)
    assert refused.value.code == "picture-cache-failed"


def test_the_cloth_is_checked_and_fills_its_whole_width(pictures: Pictures) -> None:
    path = pictures.cloth(1280, 12, 6)
    assert pictures.cloth(1280, 12, 6) == path
    with Image.open(path) as image:
        assert image.size == (1280, 12)
        corners = [image.getpixel(point) for point in [(0, 0), (6, 0), (0, 6), (6, 6), (1279, 0)]]
    ink, white = (0x1F, 0x1A, 0x15), (255, 255, 255)
    assert corners == [ink, white, white, ink, white]


def test_a_tile_field_has_hue_arch_picture_label_line_and_round_upper_corners(
    pictures: Pictures, renderer: CountingRenderer
) -> None:
    path = pictures.tile_field("disc", 296, 155, "#F5B0C3")
    assert pictures.tile_field("disc", 296, 155, "#F5B0C3") == path
    assert len(renderer.calls) == 1
    with Image.open(path) as image:
        assert image.size == (296, 155)
        assert image.getpixel((0, 0))[3] == 0
        assert image.getpixel((295, 0))[3] == 0
        assert image.getpixel((20, 120)) == (0xF5, 0xB0, 0xC3, 255)
        assert image.getpixel((70, 140)) == (0xFF, 0xFD, 0xF7, 255)
        assert image.getpixel((148, 90)) == DISC_ON_INK
        assert image.getpixel((20, 154)) == (0x1F, 0x1A, 0x15, 255)


def test_a_theme_may_change_a_tile_fields_colours(pictures: Pictures) -> None:
    look = TileLook(disc="#FFFFFF", edge="#000000", line=5)
    with Image.open(pictures.tile_field("disc", 200, 120, "#FFFFFF", look)) as image:
        assert image.getpixel((100, 117)) == (0, 0, 0, 255)
        assert image.getpixel((20, 60)) == (255, 255, 255, 255)


def test_what_the_renderer_gives_is_what_is_kept(drawings: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (5, 5), "#9A1027").save(out, "PNG")
    path = Pictures(drawings, tmp_path / "cache", lambda _drawing, _px: out.getvalue()).png("disc", 5)
    assert path.read_bytes() == out.getvalue()
