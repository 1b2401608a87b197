"""``kiosk core``: the core alone, for a face that is another process of another account."""

from __future__ import annotations

import os
import pwd
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from kiosk import occupancy
from kiosk.clock import SystemClock
from kiosk.facelink.server import Door, FaceServer
from kiosk.journal import Journal
from kiosk.presenter.ports import CoreEnd
from kiosk.settings import Settings
from kiosk.supervisor import Supervisor, Watchdog, supervisor_of
from kiosk.wiring.build import WiringError
from kiosk.wiring.program import program
from kiosk.wiring.running import BROKEN, TURNED_AWAY, Built, Say, build, started, tell_why

REST = 30.0
"""Seconds that a core which cannot be built lets go by before it ends, where it is then started again at once."""


@dataclass(frozen=True)
class Accounts:
    """Who else has to do with the core; "": the own account."""

    face: str = ""
    """Faces run as it."""
    update: str = ""
    """It starts the kiosk anew, between two visits."""


def serve(settings: Settings | None, accounts: Accounts, place: Path, say: Say) -> int:
    """Serve the faces that come to the socket at ``place`` until SIGTERM or SIGINT comes.

    ``settings``: None where they cannot be read.
    """
    supervisor, over = supervisor_of(os.environ, os.getpid()), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    ready = _opened(settings, accounts, place, say) if settings is not None else None
    if ready is None:
        return _rest(supervisor, over)
    built, server = ready
    with started(built) as core:
        watchdog = Watchdog(supervisor, core.ask_alive)
        watchdog.start()
        over.wait()
        watchdog.stop()
        server.stop()
    return 0


def _opened(settings: Settings, accounts: Accounts, place: Path, say: Say) -> tuple[Built, FaceServer] | None:
    """Build the core and open its door; None where that cannot be, and why is told."""
    try:
        _lay_mark(settings.kiosk.updates.visit, accounts.update)
        built = build(settings, say)
    except BROKEN as broken:
        tell_why(broken)
        return None
    try:
        server = _server(built.core, place, accounts.face, program(settings.root))
        server.start()
    except BROKEN as broken:
        tell_why(broken)
        built.core.stop()
        return None
    return built, server


def _lay_mark(visit: str, update_user: str) -> None:
    """Let the mark of a visit be there before anybody asks for it: where there is none, nobody is taken to be here."""
    group = _account(update_user, "no-update-user").pw_gid
    if visit:
        occupancy.lay(Path(visit), group)


def _server(core: CoreEnd, place: Path, face_user: str, version: str) -> FaceServer:
    account = _account(face_user, "no-face-user")
    uid, group = account.pw_uid, account.pw_gid if face_user else None
    journal = Journal(SystemClock(), sys.stderr)

    def tell(event: str, why: str) -> None:
        journal.note(event, **({"why": why} if event != "face-came" else {}))

    return FaceServer(core, Door(place, uid, version, group), SystemClock(), tell)


def _account(name: str, code: str) -> pwd.struct_passwd:
    """Return an account by its name, or the own one. Raises WiringError ``code``."""
    try:
        return pwd.getpwnam(name) if name else pwd.getpwuid(os.getuid())
    except KeyError:
        raise WiringError(code) from None


def _rest(supervisor: Supervisor, over: Event) -> int:
    """Whoever starts this anew at once would keep the machine busy with it; the face says meanwhile that it rests."""
    if supervisor.address:
        over.wait(REST)
    return TURNED_AWAY
