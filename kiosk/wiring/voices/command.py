"""The commands of ``kiosk voice``."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Settings
from kiosk.texts import FALLBACK, TextError
from kiosk.wiring.voices import building, checking
from kiosk.wiring.voices.said import Repertoire

Say = Callable[[str], None]


def build(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Make the clips of a language, or of all that the kiosk speaks."""
    repertoire = _repertoire(settings, say)
    if repertoire is None:
        return 2
    try:
        return building.build(settings, repertoire, _languages(asked, settings), say)
    except OSError as broken:
        say(f"the clips cannot be written: {broken.strerror}")
        return 2


def check(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Check the clips of a language, or of all that the kiosk speaks."""
    repertoire = _repertoire(settings, say)
    if repertoire is None:
        return 2
    return checking.check(settings, repertoire, _languages(asked, settings), say, asked=bool(asked.lang))


def _languages(asked: argparse.Namespace, settings: Settings) -> tuple[str, ...]:
    """Return the language that was asked for, or all; Vietnamese is said where another language has no voice."""
    if asked.lang:
        return (asked.lang,)
    return (FALLBACK, *(language for language in settings.kiosk.languages if language != FALLBACK))


def _repertoire(settings: Settings, say: Say) -> Repertoire | None:
    try:
        return Repertoire.of(settings)
    except (CatalogueError, TextError) as broken:
        say(f"the texts cannot be read: {broken}")
        return None
