"""What a face needs of this machine: pictures, fonts, films, words, the screen and its keys. Nothing of a core.

A face that runs as a process of its own imports no more than this.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.ports import FaceLink
from kiosk.settings import Kiosk, Point, Settings, Ward
from kiosk.texts import TextError, Texts, read

if TYPE_CHECKING:
    from kiosk.ui.app import KivyFace

Face = Callable[[FaceLink, Settings, Texts | None], None]
NO_SCREEN: Final = "✗ no screen answers: neither X nor Wayland. `--face terminal` needs none."


def gallery(settings: Settings) -> Pictures:
    """Return the pictures, cached in the cache folder."""
    fonts = Fonts(settings.cache / "fonts")
    return Pictures(settings.root / "assets" / "illustrations", settings.cache / "pictures", fonts=fonts)


def film_folder(settings: Settings) -> Path:
    """Return where the films lie."""
    return settings.root / "assets" / "video"


def words(root: Path, cache: Path | None = None) -> Texts | None:
    """Return the kiosk's own words, or None where they are broken."""
    try:
        return read(root / "assets" / "texts", cache / "texts" if cache else None)
    except TextError:
        return None


def nowhere(root: Path, state: Path, cache: Path | None = None) -> Settings:
    """Return the settings of a kiosk whose own cannot be read: enough to say that it needs a rest."""
    point = Point(code="nowhere", name="", short_name="", ward=Ward(code="00000", name=""))
    return Settings(Kiosk(), point, root, state, cache or state / "cache")


def kivy_face(link: FaceLink, settings: Settings, texts: Texts | None) -> KivyFace:
    """Return the face in a window, which shows what the link brings once it is run.

    Ends the program where no screen is there: one that nobody can see is started again until somebody can.
    """
    from kiosk.ui.environment import NoScreenError

    try:
        return _kivy_face(link, settings, texts)
    except NoScreenError:
        raise SystemExit(NO_SCREEN) from None


def _kivy_face(link: FaceLink, settings: Settings, texts: Texts | None) -> KivyFace:
    from kiosk.ui.app import KivyFace
    from kiosk.ui.environment import lie_beneath, sound_through

    screen = settings.kiosk.screen
    sound_through(settings.kiosk.sound.device)
    if settings.kiosk.portal.kind == "chromium":
        lie_beneath()
    journal = Journal(SystemClock(), sys.stderr)
    safe = {language: texts.say(language, "safe.detail") for language in ("vi", "km", "en")} if texts else {}
    return KivyFace(
        link,
        gallery(settings),
        Fonts(settings.cache / "fonts"),
        (screen.width, screen.height),
        screen.px_per_mm,
        SystemClock(),
        fullscreen=screen.fullscreen,
        offscreen=os.environ.get("SDL_VIDEODRIVER") == "offscreen",
        safe_texts=safe,
        on_fault=lambda code, where: journal.note("face-failed", code=code, where=where),
        home=settings.cache / "kivy",
        keypad=settings.kiosk.keypad,
        films=film_folder(settings),
    )


def _kivy(link: FaceLink, settings: Settings, texts: Texts | None) -> None:
    kivy_face(link, settings, texts).run()


def _terminal(link: FaceLink, _settings: Settings, texts: Texts | None) -> None:
    from kiosk.terminal import TerminalFace
    from kiosk.terminal import run as run_terminal

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    if texts is None:
        return  # no words at all: what is wrong stands on standard error already
    run_terminal(TerminalFace(link, texts, write), input)


FACES: dict[str, Face] = {"kivy": _kivy, "terminal": _terminal}
