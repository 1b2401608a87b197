"""The commands of ``kiosk voice``."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.pictures import Fonts
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Settings
from kiosk.texts import FALLBACK, TextError
from kiosk.wiring.voices import building, checking, joining, script
from kiosk.wiring.voices.recording import ArecordMicrophone, Session, play
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


def missing(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """List what is still to be recorded in a language; 0 when nothing is."""
    repertoire = _repertoire(settings, say)
    if repertoire is None:
        return 2
    out: Path | None = asked.out
    if out is not None and out.suffix.lower() not in {".html", ".txt"}:
        say(f"{out}: the name of a file that ends in .html or .txt is expected")
        return 2
    with tempfile.TemporaryDirectory() as passing:
        entries = script.missing(repertoire, joining.voice(settings, Path(passing)), asked.lang)
    if out is None:
        say(script.as_text(entries, repertoire.texts, asked.lang))
        return 1 if entries else 0
    try:
        if out.suffix.lower() == ".html":
            font = Fonts(settings.cache / "fonts").path("Khmr", 400).read_bytes()
            written = script.as_html(entries, repertoire.texts, asked.lang, font)
        else:
            written = script.as_text(entries, repertoire.texts, asked.lang)
        out.write_text(written, encoding="utf-8")
    except OSError as broken:
        say(f"{out}: {broken.strerror}")
        return 2
    say(f"{asked.lang}: {len(entries)} texts to record, in {out}")
    return 1 if entries else 0


def record(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Lead somebody through what is still to be recorded in a language."""
    repertoire = _repertoire(settings, say)
    if repertoire is None:
        return 2
    with tempfile.TemporaryDirectory() as passing:
        entries = script.missing(repertoire, joining.voice(settings, Path(passing)), asked.lang)
    session = Session(
        folder=settings.root / joining.RECORDINGS / asked.lang,
        entries=entries,
        say=say,
        ask=input,
        microphone=ArecordMicrophone(asked.device),
        play=play,
        today=SystemClock().now().date(),
    )
    try:
        return session.run()
    except OSError as broken:
        say(f"the recording cannot be written: {broken.strerror}")
        return 2
