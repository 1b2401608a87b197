"""Khmer stays shaped, however many sizes a day has shown."""

from dataclasses import replace
from pathlib import Path

from kiosk.pictures import Fonts
from kiosk.ui.fonts import Letters
from kiosk.ui.theme import theme_for

ROOT = Path(__file__).resolve().parents[2]
MORE_THAN_STAY_OPEN = 80
STACKED = "ស្តាប់"


def letters(capitals_mm):
    theme = theme_for((1280, 800), 3.81)
    sizes = dict.fromkeys(theme.caps_mm, capitals_mm)
    return Letters(Fonts(ROOT / "var" / "cache" / "fonts"), replace(theme, caps_mm=sizes))


def test_khmer_is_measured_alike_after_more_sizes_than_fonts_stay_open(screen):
    khmer = letters(7.0)
    before = khmer.width(STACKED, "answer", 700)
    for step in range(MORE_THAN_STAY_OPEN):
        letters(3.0 + step / 4).width("a", "answer", 700)
    assert khmer.width(STACKED, "answer", 700) == before
