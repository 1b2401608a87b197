"""``kiosk run``: the core behind one face, or the out-of-order screen when the core cannot be built."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Timer
from typing import IO

from kiosk.clock import SystemClock
from kiosk.devices.voice import ClipVoice
from kiosk.dossier.errors import KeyFileError
from kiosk.engine.core import Core
from kiosk.engine.jobs import ThreadJobs
from kiosk.engine.ports import Voice
from kiosk.ids import SystemIds
from kiosk.journal import Journal
from kiosk.pictures import PictureError
from kiosk.presenter.out_of_order import StillLink
from kiosk.presenter.out_of_order import out_of_order as out_of_order_view
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Kiosk, Settings
from kiosk.texts import TextError, Texts
from kiosk.tickets.ports import StoreError
from kiosk.ui import renderer
from kiosk.ward.place import WardRefused
from kiosk.wiring import content, example_ward
from kiosk.wiring.build import ALONE, WiringError, parts
from kiosk.wiring.program import program
from kiosk.wiring.showing import FACES, nowhere, words

Say = Callable[[str], None]
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
        built = build(settings, say)
    except BROKEN as broken:
        tell_why(broken)
        return out_of_order(settings.root, settings.state, face)
    with started(built) as core:
        FACES[face](core, settings, built.texts)
    return 0


@dataclass(frozen=True)
class Built:
    """A core that can be started, and what goes with it."""

    core: Core
    texts: Texts
    alone: IO[bytes]
    """Holds the state folder."""
    version: str
    warm: Callable[[], None]
    """Done by a worker once the first screen stands."""


def build(settings: Settings, say: Say) -> Built:
    """Build the core of this machine. Raises one of BROKEN."""
    make_example_ward(settings)
    alone = _alone(settings.state)
    jobs = ThreadJobs()
    made = parts(settings, SystemClock(), SystemIds(), jobs)
    if settings.kiosk.printer.kind == "png":
        say(f"tickets are printed as pictures into {settings.state / settings.kiosk.printer.folder}")
    warm = partial(jobs.submit, partial(_warm, settings, made.senses.voice))
    return Built(Core(made), made.content.texts, alone, program(settings.root), warm)


@contextmanager
def started(built: Built) -> Iterator[Core]:
    """Let the core run on its own thread; at the end it is stopped in order."""
    journal, core = Journal(SystemClock(), sys.stderr), built.core
    journal.note("kiosk-started", version=built.version, trial=core.trial)
    core.start()
    soon = Timer(WARM_AFTER, built.warm)
    soon.daemon = True
    soon.start()
    try:
        yield core
    finally:
        soon.cancel()
        core.stop()
        built.alone.close()
        journal.note("kiosk-stopped")


def tell_why(broken: Exception) -> None:
    """Tell on standard error what keeps the core from being built."""
    sys.stderr.write("".join(f"out of order: {line}\n" for line in _why(broken)))


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
    mark = (state / ALONE).open("ab")
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        mark.close()
        raise WiringError("already-running") from None
    return mark


def out_of_order(root: Path, state: Path, face: str) -> int:
    """Show "the kiosk needs a rest, please call for help" until the face is closed."""
    texts = words(root)
    FACES[face](StillLink(out_of_order_view(texts)), nowhere(root, state), texts)
    return TURNED_AWAY
