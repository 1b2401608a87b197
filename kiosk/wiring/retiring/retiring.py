"""The end of a machine's service: the desk is told, the keys go, then all else, and what is left is looked for.

The settings stay: no secret is among them, and that they hold no key is looked at, too. So do the face's pictures
and fonts, which this account may not touch: drawings of the program's own, and calendar leaves of days on which a
result was due; no name, number or answer is among them. What takes both away:
``deploy/provision --uninstall --forget``.
"""

from __future__ import annotations

import socket as sockets
import sys
from pathlib import Path

from kiosk import occupancy
from kiosk.clock import SystemClock
from kiosk.dossier import keys
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.errors import KeyFileError
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import KioskId
from kiosk.outbox.ports import Unreached
from kiosk.settings import Settings
from kiosk.tickets.ports import StoreError
from kiosk.ward.enrol import take_leave
from kiosk.ward.place import DeskPlace, WardRefused
from kiosk.wire.enrol import AskToRetire
from kiosk.wiring.build import ALONE, DATABASE
from kiosk.wiring.enrolling.enrolling import what_waits
from kiosk.wiring.enrolling.keyring import SIGNING, Keyring
from kiosk.wiring.example_ward import TRIAL
from kiosk.wiring.retiring.arguments import Say
from kiosk.wiring.retiring.wiping import MARK, holding, left, wipe

GONE, NOT_DONE, LEFT = 0, 1, 2
SENTENCE = "lose {count} dossiers"
STRANGE = "{folder} is no kiosk's folder: neither keys nor a kiosk's database lie there. Nothing was done."
RUNS = "the kiosk runs. First: systemctl stop kiosk.target"
WAITS = (
    "{count} dossiers or reports wait here that the ward does not have: they are papers of people who were told "
    "that they will be sent. Let them be sent first. Only where that cannot be: --lose-what-waits"
)
EXAMPLE = "these are the example ward's keys, and a desk may lie beside them. Delete {folder} by hand."
NO_KEYS = "there are no keys here: not enrolled, or retired before. What lies here goes all the same."
REVOKE = (
    "✗ The desk was not told ({why}). Whoever copied the key before can still send by it: revoke {kiosk} at the desk "
    "NOW (Ghi danh máy, Thu hồi)."
)
FLASH = "  What a flash disk has set aside by itself no program overwrites: before it leaves the ward, destroy it."


def retire(settings: Settings, socket: Path, say: Say, *, lose: bool) -> int:
    """Carry out ``kiosk retire``. Returns GONE, NOT_DONE or LEFT. No kiosk begins in the folder meanwhile."""
    try:
        with occupancy.held(settings.state / ALONE) as rests:
            if rests:
                return _retired(settings, socket, say, lose=lose)
    except OSError as broken:
        say(f"✗ {broken.filename or settings.state}: {broken.strerror}.")
        return NOT_DONE
    say(f"✗ {RUNS}")
    return NOT_DONE


def _retired(settings: Settings, socket: Path, say: Say, *, lose: bool) -> int:
    folder = settings.state / settings.kiosk.keys.folder
    try:
        Keyring(folder).mend()
        odd = _not_yet(settings, folder, socket, say, lose=lose)
        if odd:
            say(f"✗ {odd}")
            return NOT_DONE
        signing = keys.load_signing_key(folder / SIGNING) if (folder / SIGNING).exists() else None
    except (KeyFileError, StoreError) as broken:
        say(f"✗ {broken}")
        return NOT_DONE
    needles: tuple[bytes, ...] = ()
    if signing is None:
        say(f"• {NO_KEYS}")
    else:
        raw = signing.private_bytes_raw()
        needles = (raw, raw.hex().encode(), raw.hex().upper().encode())
        _take_leave(settings, KioskSigner(KioskId(settings.kiosk.kiosk_id), signing), folder, say)
    return _wiped(settings, folder, needles, say)


def _not_yet(settings: Settings, folder: Path, socket: Path, say: Say, *, lose: bool) -> str | None:
    if (folder / TRIAL).exists():
        return EXAMPLE.format(folder=settings.state)
    known = (folder / SIGNING, settings.state / DATABASE, settings.state / MARK)
    if left(settings.state) and not any(path.exists() for path in known):
        return STRANGE.format(folder=settings.state)
    if _answers(socket):
        return RUNS
    count = what_waits(settings)
    if not count:
        return None
    if not lose:
        return WAITS.format(count=count)
    sentence = SENTENCE.format(count=count)
    say(f"{count} dossiers or reports will be lost for good. To go on, type: {sentence}")
    return (
        None
        if " ".join(sys.stdin.readline().split()) == sentence
        else "that was not typed. Nothing was done."
    )


def _answers(socket: Path) -> bool:
    """Tell whether a core serves there."""
    with sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM) as line:
        line.settimeout(1)
        try:
            line.connect(str(socket))
        except OSError:
            return False
    return True


def _take_leave(settings: Settings, signer: KioskSigner, folder: Path, say: Say) -> None:
    """Ask the desk, by the key that is about to go, to trust it no longer."""
    clock = SystemClock()
    desk = settings.kiosk.desk
    try:
        place = DeskPlace.of(desk.url, loopback_only=False, ca_file=desk.ca_file or None)
        ask = sign_asking(AskToRetire, signer, clock.now())
        said = take_leave(place, ask, keys.load_signing_public(folder / "desk_public.key"), clock.monotonic)
        why = said.code if isinstance(said, Unreached) else ""
    except (WardRefused, KeyFileError) as broken:
        why = str(broken)
    if why:
        say(REVOKE.format(why=why, kiosk=signer.kiosk_id))
    else:
        say("✓ The desk counts this machine as gone: nothing that bears its key is trusted any more.")


def _wiped(settings: Settings, folder: Path, needles: tuple[bytes, ...], say: Say) -> int:
    portal = settings.state / settings.kiosk.portal.folder
    places = (folder, settings.state, settings.cache, portal)
    mark = settings.state / MARK
    try:
        mark.touch()
        for what, place in zip(
            ("keys", "what was kept", "caches", "the portal's folder"), places, strict=True
        ):
            say(f"• {what}, {place}: {wipe(place)} files overwritten and deleted")
        mark.unlink()
        rest = [path for place in places for path in left(place)]
        told = holding({*places, settings.config}, needles) if needles else []
    except OSError as broken:
        say(
            f"✗ {broken.filename}: {broken.strerror}. NOT everything is gone: put that right and run it again."
        )
        return LEFT
    for path in (*rest, *told):
        say(f"✗ still there: {path}")
    if rest or told:
        return LEFT
    say(
        "✓ Read again: nothing is left in these folders, and the key stands in no file of theirs or of the settings."
    )
    say(FLASH)
    return GONE
