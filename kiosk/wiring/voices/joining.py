"""The voice of this kiosk, joined from its parts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.devices.engines import CommandEngine, Engine, EspeakEngine
from kiosk.devices.voice import ClipVoice, Places
from kiosk.settings import Settings
from kiosk.texts.phrasebook import Phrasebook
from kiosk.wiring import content, ward_content

if TYPE_CHECKING:
    from kiosk.texts.spoken import Aloud

RECORDINGS = ward_content.SHIPPED
"""What people have spoken, inside the root."""
BUILT = "voices"
"""What was built, inside the cache."""


def engine(settings: Settings) -> Engine:
    """Return what makes the clips that are built beforehand."""
    espeak, wanted = EspeakEngine(), settings.kiosk.voice
    return CommandEngine(dict(wanted.command.items()), espeak) if wanted.engine == "command" else espeak


def voice(settings: Settings, passing: Path) -> ClipVoice:
    """Return the voice; what is made for one visit goes into ``passing``."""

    @cache
    def book(language: str) -> Phrasebook:
        # Read when the first piece is looked for, which is never where none are joined.
        from kiosk.wiring.voices.said import Repertoire

        return Repertoire.of(settings).book(language)

    @cache
    def aloud() -> Aloud:
        # Read when the first clip is to be spoken, or by ``content.warm``: the first screen waits for no voice.
        from kiosk.texts.spoken import Aloud

        return Aloud(content.read_texts(settings))

    def spoken(text: str, language: str) -> str:
        return aloud().spoken(text, language)

    return ClipVoice(places(settings, passing), engine(settings), book=book, spoken=spoken)


def places(settings: Settings, passing: Path) -> Places:
    """Return where the clips of this kiosk lie."""
    return Places(ward_content.recordings(settings), settings.cache / BUILT, passing)
