"""``kiosk content review``: makes the page, and reads what was saved from it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.pictures import Fonts, PictureError
from kiosk.settings import SettingsError
from kiosk.texts import TextError
from kiosk.wiring import content
from kiosk.wiring.authoring.arguments import Say
from kiosk.wiring.authoring.reviewing import corrections, screens
from kiosk.wiring.authoring.reviewing.drafts import Unreadable, khmer_texts
from kiosk.wiring.authoring.reviewing.page import Group, Line, lines_of, page
from kiosk.wiring.authoring.writing import GOOD, IMPOSSIBLE, TO_MEND

if TYPE_CHECKING:
    from kiosk.presenter.view import ScreenView

_SAYS: Final = 50
"""Screens from one word of progress to the next."""
_UNSEEN: Final = "Chỉ nói ra, hoặc in trên giấy"


def review(asked: argparse.Namespace, say: Say) -> int:
    """Make the page, or read corrections back."""
    if (asked.out is None) == (asked.read is None):
        say("✗ either --out FILE.html or --read FILE.json is expected")
        return IMPOSSIBLE
    try:
        settings = settings_files.read(asked.config, asked.root, asked.state)
        return _read(settings, asked.read, say) if asked.read else _make(settings, asked.out, say)
    except SettingsError as broken:
        for fault in broken.faults:
            say(f"✗ {fault}")
    except (Unreadable, PictureError, TextError, OSError) as broken:
        say(f"✗ {broken}")
    return IMPOSSIBLE


def _make(settings: settings_files.Settings, out: Path, say: Say) -> int:
    if out.suffix.lower() != ".html":
        say(f"✗ {out}: the name of a file that ends in .html is expected")
        return IMPOSSIBLE
    lines = lines_of(khmer_texts(settings.root / "assets", content.read_texts(settings)))
    found = screens.chosen(screens.every(settings), [line.khmer for line in lines])
    draw = screens.drawing(settings)
    made = list(_groups(found, lines, draw, say))
    font = Fonts(settings.cache / "fonts").path("Khmr", 400).read_bytes()
    out.write_text(page(made, _day(SystemClock().now().date()), font), encoding="utf-8")
    passed = sum(line.passed for line in lines)
    size = out.stat().st_size / 1_000_000
    say(f"✓ {out}: {len(lines)} texts on {len(found)} screens, {passed} passed already; {size:.1f} MB")
    return GOOD


def _groups(
    found: list[tuple[ScreenView, list[str]]], lines: list[Line], draw: screens.Draw, say: Say
) -> Iterator[Group]:
    """Yield the screens one after the other, at the end what stands on none."""
    of: dict[str, list[Line]] = {}
    for line in lines:
        of.setdefault(line.khmer, []).append(line)
    for at, (view, texts) in enumerate(found, 1):
        here = tuple(line for text in texts for line in of.pop(text))
        yield Group(view.header.where or here[0].vietnamese, draw(view), here)
        if at % _SAYS == 0:
            say(f"{at} of {len(found)} screens drawn")
    left = tuple(line for some in of.values() for line in some)
    if left:
        yield Group(_UNSEEN, b"", left)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _read(settings: settings_files.Settings, file: Path, say: Say) -> int:
    try:
        given = corrections.decoded(file.read_bytes())
    except ValueError as broken:
        say(f"✗ {file}: this is not what the page saves: {broken}")
        return IMPOSSIBLE
    outcome = corrections.write(settings.root / "assets", content.read_texts(settings), given)
    for sentence in outcome.changed:
        say(f"✓ {sentence}")
    for sentence in outcome.look_at:
        say(f"! {sentence}")
    for sentence in outcome.remarks:
        say(f"? {sentence}")
    for sentence in outcome.refused:
        say(f"✗ {sentence}")
    say(f"{len(outcome.changed)} changed, {outcome.passed} passed, {len(outcome.refused)} refused (✗)")
    return TO_MEND if outcome.refused else GOOD
