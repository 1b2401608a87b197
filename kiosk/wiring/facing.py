"""``kiosk face``: the face alone. It reads assets, settings and its own cache, and speaks with nobody but its core."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec import structs

from kiosk.clock import SystemClock
from kiosk.facelink.client import Absent, Known, SocketLink
from kiosk.journal import Journal
from kiosk.presenter.out_of_order import out_of_order
from kiosk.presenter.view import ScreenView
from kiosk.settings import Settings
from kiosk.supervisor import Watchdog, supervisor_of
from kiosk.texts import Texts
from kiosk.ui import renderer
from kiosk.visit.events import Language
from kiosk.wiring.program import program
from kiosk.wiring.showing import FACES, kivy_face, words

LANGUAGES: tuple[Language, ...] = ("vi", "km", "en")


def show(settings: Settings, place: Path, face: str) -> int:
    """Show what the core at the socket ``place`` brings, until the face is closed."""
    supervisor = supervisor_of(os.environ, os.getpid())
    os.environ.pop("NOTIFY_SOCKET", None)  # the programs that draw pictures have nothing to tell
    if face == "kivy":
        renderer.begin()
    texts = words(settings.root, settings.cache)
    link = _link(place, texts, program(settings.root))
    link.start()
    try:
        if face != "kivy":
            FACES[face](link, settings, texts)
            return 0
        window = kivy_face(link, settings, texts)
        watchdog = Watchdog(supervisor, window.ask_alive, link.is_sound)
        watchdog.start()
        window.run()
        watchdog.stop()
    finally:
        link.stop()
    return 0


def _link(place: Path, texts: Texts | None, version: str) -> SocketLink:
    journal = Journal(SystemClock(), sys.stderr)

    def tell(event: str, why: str) -> None:
        journal.note(event, **({"why": why} if event == "core-gone" else {}))

    return SocketLink(place, version, _absent(texts), SystemClock(), told=tell)


def _absent(texts: Texts | None) -> Absent:
    views = {language: out_of_order(texts, language) for language in LANGUAGES}

    def absent(known: Known) -> ScreenView:
        return structs.replace(views[known.language], serial=known.serial, look=known.look)

    return absent
