"""``kiosk screens check``: every kind of screen with its longest text, in every size, on every reference glass."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kiosk.clock import SystemClock
from kiosk.pictures import Fonts
from kiosk.presenter.every_screen import every_visit, pages_of
from kiosk.presenter.longest import longest
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.procedures import Catalogue
from kiosk.procedures.hours import hours_of
from kiosk.procedures.load import load
from kiosk.settings import Screen, Settings
from kiosk.texts import LANGUAGES
from kiosk.visit.events import Language
from kiosk.visit.look import CONTRASTS, SIZES, USUAL, Look
from kiosk.visit.room import room_on
from kiosk.visit.states import Visit
from kiosk.wiring import content

if TYPE_CHECKING:
    from kiosk.ui.fonts import Letters
    from kiosk.ui.theme import Theme

REFERENCES: Final = (
    Screen(width=1024, height=600, diagonal_inches=10.1),
    Screen(width=1280, height=800, diagonal_inches=13.3),
    Screen(width=1920, height=1080, diagonal_inches=21.5),
    Screen(width=1080, height=1920, diagonal_inches=21.5),
)
"""The three reference screens, and the largest one standing upright."""
_SHOWN: Final = 60
"""Findings told one by one; of more, only how many."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Part:
    """What one worker looks at."""

    settings: Settings
    screen: Screen
    language: str
    every: bool
    quick: bool = False

    def looks(self) -> list[Look]:
        """Return the looks that are laid out."""
        return list(quick_looks(self.screen, self.language) if self.quick else looks(self.screen))


@dataclass(frozen=True)
class Found:
    """What is wrong on one screen."""

    screen: str
    language: str
    look: Look
    state: str
    rule: str
    told: str

    def __str__(self) -> str:
        """Say it in one line."""
        look = f"size {self.look.size}, {self.look.contrast}, {self.look.reach}, {self.look.hand}"
        return f"{self.screen} {self.language} {look} {self.state}: {self.told}"


def looks(screen: Screen) -> Iterator[Look]:
    """Yield the looks that are laid out on ``screen``: four sizes, the low reach, the left hand, the contrasts."""
    yield from (Look(size) for size in SIZES)
    if room_on(screen, USUAL).lower:
        yield from (Look(0, reach="low"), Look(4, reach="low", hand="left"))
    if screen == REFERENCES[1]:
        yield from (Look(0, contrast) for contrast in CONTRASTS[1:])


def quick_looks(screen: Screen, language: str) -> Iterator[Look]:
    """Yield the looks in which nearly all shows that is wrong in any.

    The smallest glass at its larger sizes, and the middle one with the largest letters above and within reach, in
    every language; in the first language the rest: other glasses, contrasts, the usual size within reach.
    """
    first = language == LANGUAGES[0]
    if screen == REFERENCES[0]:
        yield from (Look(size) for size in SIZES[1:])
    elif screen == REFERENCES[1]:
        yield from (Look(4), Look(4, reach="low", hand="left"))
        if first:
            yield Look(3)
            yield from (Look(0, contrast) for contrast in CONTRASTS[1:])
    elif first:
        yield from (Look(4), Look(0, reach="low"))


def check(
    settings: Settings,
    say: Say,
    *,
    every: bool = False,
    quick: bool = False,
    glass: Iterable[Screen] = REFERENCES,
) -> int:
    """Lay out and check; tell what is wrong; return 0 for nothing, else 1.

    ``every``: all screens of all texts; ``quick``: only the looks of ``quick_looks``.
    """
    parts = [Part(settings, screen, language, every, quick) for screen in glass for language in LANGUAGES]
    # The long ones first, so that no worker ends long after the other.
    parts = sorted((one for one in parts if one.looks()), key=lambda one: len(one.looks()), reverse=True)
    found: list[Found] = []
    laid_out = 0
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        for count, some in workers.map(look_at, parts):
            laid_out += count
            found += some
    for one in found[:_SHOWN]:
        say(str(one))
    for rule, count in sorted(Counter(one.rule for one in found).items()):
        say(f"{rule}: {count}")
    say(f"{laid_out} screens laid out, {len(found)} findings")
    return 1 if found else 0


def look_at(part: Part) -> tuple[int, list[Found]]:
    """Return how many screens were laid out and what was found on them."""
    from kiosk.ui import environment

    size = part.screen.width, part.screen.height
    environment.prepare(size, Path(tempfile.mkdtemp(prefix="kiosk-screens-")), offscreen=True)
    scene, language = _scene(part), cast("Language", part.language)
    visits = every_visit(scene, language) if part.every else longest(scene, language)
    found: list[Found] = []
    count = 0
    kept = list(visits)
    for look in part.looks():
        for view in _views(scene, kept, look):
            count += 1
            found += _found(part, look, view)
    return count, found


def _views(scene: Scene, visits: list[Visit], look: Look) -> Iterator[ScreenView]:
    for visit in visits:
        yield from pages_of(scene, replace(visit, look=look))


def _found(part: Part, look: Look, view: ScreenView) -> Iterator[Found]:
    from kiosk.ui.entry import begin
    from kiosk.ui.findings import findings
    from kiosk.ui.screens.compose import compose
    from kiosk.ui.sheet import Sheet
    from kiosk.ui.theme import theme_for

    screen = part.screen
    theme = theme_for((screen.width, screen.height), screen.px_per_mm, view.look)
    ruler = _letters(part.settings.cache, screen, theme)
    units = theme.px_per_unit
    sheet = Sheet(theme, ruler, screen.width / units, screen.height / units, view)
    for finding in findings(sheet, compose(sheet, begin(view.entry))):
        name = f"{screen.width}x{screen.height}"
        yield Found(name, part.language, look, view.state, finding.rule, str(finding))


def _letters(cache: Path, screen: Screen, theme: Theme) -> Letters:
    from kiosk.ui.fonts import Letters

    key = (screen.width, screen.height, theme.look.size)
    if key not in _RULERS:
        _RULERS[key] = Letters(Fonts(cache / "fonts"), theme)
    return _RULERS[key]


_RULERS: dict[tuple[int, int, int], Letters] = {}
"""A ruler for each size on each glass: what was measured once is known."""


@cache
def _catalogue(root: Path) -> Catalogue:
    return load(root / "assets" / "procedures")


def _scene(part: Part) -> Scene:
    settings = part.settings
    return Scene(
        _catalogue(settings.root),
        content.read_texts(settings),
        settings.point,
        LANGUAGES,
        SystemClock().now(),
        trial=True,
        hours=hours_of(settings.point),
        on_duty="Anh Tài",
        listens=frozenset(LANGUAGES),
        screen=part.screen,
        pin_keys=tuple("5839201746"),
    )
