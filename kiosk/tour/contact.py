"""The contact sheet: every different screen that tours have seen, on pages for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from kiosk.pictures import Fonts
from kiosk.tour.report import Report

_WIDE: Final = 480
"""Of one picture, px; half of that for a screen that is higher than wide."""
_COLUMNS: Final = 5
_ROWS: Final = 6
_GAP: Final = 20
_LABEL_PX: Final = 24
_LABEL: Final = 62
"""Two lines."""
_GROUND: Final = "#D9D2C4"
_INK: Final = "#1F1A15"


@dataclass(frozen=True)
class Shot:
    """One picture and what is written under it."""

    picture: Path
    label: str


def shots(tours: Sequence[tuple[Report, Path]]) -> list[Shot]:
    """Return the first picture of every different screen: one with another state or other words."""
    found: dict[tuple[str, ...], Shot] = {}
    for report, folder in tours:
        for seen in report.steps:
            picture = folder / seen.picture
            if picture.exists():
                label = f"{seen.screen} · {report.journey} {seen.number} · {report.language}"
                found.setdefault((report.language, seen.screen, *seen.words), Shot(picture, label))
    return list(found.values())


def write(tours: Sequence[tuple[Report, Path]], fonts: Fonts, out: Path) -> list[Path]:
    """Write contact.png, or contact-1.png and so on where one page does not hold all; return what was written."""
    for old in out.glob("contact*.png"):
        old.unlink()
    font = ImageFont.truetype(fonts.path("Latn", 600), _LABEL_PX)
    pages = list(_pages(shots(tours), font))
    names = ["contact.png"] if len(pages) == 1 else [f"contact-{at}.png" for at in range(1, len(pages) + 1)]
    for name, page in zip(names, pages, strict=True):
        page.save(out / name)
    return [out / name for name in names]


def _pages(all_shots: Sequence[Shot], font: ImageFont.FreeTypeFont) -> Iterator[Image.Image]:
    if not all_shots:
        return
    with Image.open(all_shots[0].picture) as first:
        upright = first.height > first.width
        wide = _WIDE // 2 if upright else _WIDE
        high = round(wide * first.height / first.width)
    columns, rows = (_COLUMNS * 2, _ROWS // 2) if upright else (_COLUMNS, _ROWS)
    cell = wide + _GAP, high + _LABEL + _GAP
    for start in range(0, len(all_shots), columns * rows):
        some = all_shots[start : start + columns * rows]
        size = columns * cell[0] + _GAP, -(-len(some) // columns) * cell[1] + _GAP
        page = Image.new("RGB", size, _GROUND)
        pen = ImageDraw.Draw(page)
        for place, shot in enumerate(some):
            left, top = _GAP + place % columns * cell[0], _GAP + place // columns * cell[1]
            with Image.open(shot.picture) as picture:
                page.paste(picture.convert("RGB").resize((wide, high), Image.Resampling.LANCZOS), (left, top))
            for line, text in enumerate(_fitting(shot.label, font, wide)):
                pen.text((left, top + high + 4 + line * _LABEL_PX), text, fill=_INK, font=font)
        yield page


def _fitting(label: str, font: ImageFont.FreeTypeFont, wide: int) -> list[str]:
    """Return the label, on two lines where one is too short."""
    if font.getlength(label) <= wide:
        return [label]
    head, _, rest = label.partition(" · ")
    return [head, rest]
