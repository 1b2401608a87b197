"""``kiosk run``: the core behind one face, or the out-of-order screen when the core cannot be built."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Timer
from typing import IO

from kiosk import VERSION
from kiosk.clock import SystemClock
from kiosk.devices.voice import ClipVoice
from kiosk.dossier.errors import KeyFileError
from kiosk.engine.core import Core
from kiosk.engine.jobs import ThreadJobs
from kiosk.engine.ports import Voice
from kiosk.ids import SystemIds
from kiosk.journal import Journal
from kiosk.pictures import Fonts, PictureError
from kiosk.presenter.out_of_order import StillLink
from kiosk.presenter.out_of_order import out_of_order as out_of_order_view
from kiosk.presenter.ports import FaceLink
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Kiosk, Point, Settings, Ward
from kiosk.texts import TextError, Texts, read
from kiosk.tickets.ports import StoreError
from kiosk.ui import renderer
from kiosk.ward.place import WardRefused
from kiosk.wiring import content, example_ward, films
from kiosk.wiring.build import WiringError, parts

Say = Callable[[str], None]
Face = Callable[[FaceLink, Settings, Texts | None], None]
BROKEN = (
    KeyFileError,
    CatalogueError,
    PictureError,
    TextError,
    StoreError,
    WardRefused,
    WiringError,
    OSError,
)
"""What can keep a core from being built; each but OSError has a ``code``."""
WARM_AFTER = 4.0
"""Seconds from the start, when the first screen stands even on an old machine and nobody has chosen anything yet."""
TURNED_AWAY = 3
"""Exit status after the out-of-order screen."""


def make_example_ward(settings: Settings) -> None:
    """Make example keys where the settings ask for them; the ward's own are never touched."""
    if settings.kiosk.keys.folder == Kiosk().keys.folder:
        example_ward.make(settings, SystemIds(), SystemClock())


def run(settings: Settings, face: str, say: Say) -> int:
    """Open the kiosk and return when its face is closed."""
    if face == "kivy":
        renderer.begin()
    try:
        make_example_ward(settings)
        alone = _alone(settings.state)
        jobs = ThreadJobs()
        made = parts(settings, SystemClock(), SystemIds(), jobs)
        core = Core(made)
    except BROKEN as broken:
        sys.stderr.write("".join(f"out of order: {line}\n" for line in _why(broken)))
        return out_of_order(settings.root, settings.state, face)
    if settings.kiosk.printer.kind == "png":
        say(f"tickets are printed as pictures into {settings.state / settings.kiosk.printer.folder}")
    journal = Journal(SystemClock(), sys.stderr)
    journal.note("kiosk-started", version=VERSION, trial=core.trial)
    core.start()
    soon = Timer(WARM_AFTER, jobs.submit, [partial(_warm, settings, made.senses.voice)])
    soon.daemon = True
    soon.start()
    try:
        FACES[face](core, settings, made.content.texts)
    finally:
        soon.cancel()
        core.stop()
        alone.close()
        journal.note("kiosk-stopped")
    return 0


def _warm(settings: Settings, voice: Voice) -> None:
    """Load beforehand what is slow at its first use, once the first screen stands."""
    content.warm(settings, SystemClock().now())
    if isinstance(voice, ClipVoice):
        voice.get_ready()


def _why(broken: Exception) -> list[str]:
    """Say what broke, a line each: the faults of the content, or the code and what is known of it."""
    if isinstance(broken, CatalogueError) and broken.faults:
        return [fault.sentence() for fault in broken.faults]
    code, said = str(getattr(broken, "code", "unusable")), str(broken)
    return [said if said.startswith(code) else f"{code}: {said}"]


def _alone(state: Path) -> IO[bytes]:
    """Take the state folder for this process, until the file is closed.

    Two kiosks in one folder would settle each other's tickets. Raises WiringError ``already-running``.
    """
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark = (state / "kiosk.lock").open("ab")
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        mark.close()
        raise WiringError("already-running") from None
    return mark


def out_of_order(root: Path, state: Path, face: str) -> int:
    """Show "the kiosk needs a rest, please call for help" until the face is closed."""
    try:
        texts: Texts | None = read(root / "assets" / "texts")
    except TextError:
        texts = None
    nowhere = Point(code="nowhere", name="", short_name="", ward=Ward(code="00000", name=""))
    settings = Settings(Kiosk(), nowhere, root, state, state / "cache")
    FACES[face](StillLink(out_of_order_view(texts)), settings, texts)
    return TURNED_AWAY


def _kivy(link: FaceLink, settings: Settings, texts: Texts | None) -> None:
    from kiosk.ui.app import KivyFace
    from kiosk.ui.environment import sound_through

    screen = settings.kiosk.screen
    sound_through(settings.kiosk.sound.device)
    journal = Journal(SystemClock(), sys.stderr)
    safe = {language: texts.say(language, "safe.detail") for language in ("vi", "km", "en")} if texts else {}
    KivyFace(
        link,
        content.gallery(settings),
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
        films=films.folder(settings),
    ).run()


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
