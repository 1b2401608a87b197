"""Enrolling this machine, by the network or by a stick: it ends with a whole folder of keys, or with nothing new."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.clock import SystemClock
from kiosk.dossier import keys
from kiosk.dossier.enrol_words import FULL_STRETCH, StretchCost, Wish, ask_to_enrol, knows_code, stretch
from kiosk.dossier.errors import KeyFileError
from kiosk.ids import KioskId, SystemIds, WardCode
from kiosk.outbox.ports import Unreached
from kiosk.settings import Settings
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.visits import SqliteVisitStore
from kiosk.takeover.roster import Roster, read_roster
from kiosk.tickets.ports import StoreError
from kiosk.ward.enrol import ask_desk, read_answer
from kiosk.ward.place import DeskPlace, WardRefused
from kiosk.wire.enrol import NONCE_BYTES, AskToEnrol, Enrolled, read_code
from kiosk.wiring.build import DATABASE
from kiosk.wiring.enrolling.arguments import Say
from kiosk.wiring.enrolling.keyring import Keyring
from kiosk.wiring.example_ward import TRIAL

DONE, NOT_DONE, IMPOSSIBLE = 0, 1, 2
COST: StretchCost = FULL_STRETCH
MOST_BYTES = 4 * 1024 * 1024
WHY = {
    "http-403": "the desk knows no such code for this machine ({kiosk}). Look at the code once more; after five wrong "
    "ones it is dead, and ward IT makes a new one.",
    "http-409": "the code was made for another letter or point than /etc/kiosk says (letter {series}, point {point}). "
    "Put that right, here or at the desk; the code stays good.",
    "http-410": "the code is over: used, too old, or this machine's name is not free. Ward IT makes a new one.",
    "http-404": "this desk does not enrol kiosks: it is older than this program.",
    "other-desk": "what answered does not know the code: it is NOT the ward's desk. Nothing was taken. Tell ward IT.",
    "offline": "the desk cannot be reached: kiosk doctor says why. The same code may be tried again.",
    "timeout": "the desk does not answer in time. The same code may be tried again.",
}
NO_CODE = "this is no code: ten letters and digits, as the desk shows them. Nothing was sent."
HAS_KEYS = (
    "this machine is enrolled already. With --again it gets new keys; ward IT makes a new code for that."
)
WAITS = "{count} dossiers wait here, signed by the keys in force. Let them be sent first."
TRIAL_KEYS = (
    "{folder} holds the example ward's keys. Let [keys] folder in kiosk.toml name another one, such as keys."
)


def enrol(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out ``kiosk enrol``. Returns DONE, NOT_DONE or IMPOSSIBLE."""
    ring = Keyring(settings.state / settings.kiosk.keys.folder)
    try:
        place = DeskPlace.of(
            settings.kiosk.desk.url, loopback_only=False, ca_file=settings.kiosk.desk.ca_file or None
        )
        ring.mend()
        odd = _not_now(ring, settings, again=asked.again)
        if odd:
            say(f"✗ {odd}")
            return NOT_DONE
        if asked.reply is not None:
            return _taken_up(ring, settings, asked.reply, say)
        code = _code(say, piped=asked.code == "-")
        if code is None:
            say(f"✗ {NO_CODE}")
            return NOT_DONE
        wish, stretched = _wish(ring, settings, code)
        if asked.request is not None:
            asked.request.write_bytes(msgspec.msgpack.encode(wish))
            say(f"✓ {asked.request}: take it to the desk (Máy, Máy không có mạng), and its answer back here.")
            return DONE
        answer = ask_desk(place, wish, stretched, SystemClock().monotonic)
    except WardRefused as broken:
        say(f"✗ [desk] url: {broken}")
        return IMPOSSIBLE
    except (KeyFileError, OSError, StoreError) as broken:
        return _impossible(broken, say)
    return _finished(ring, settings, wish, answer, say)


def _not_now(ring: Keyring, settings: Settings, *, again: bool) -> str | None:
    if (ring.folder / TRIAL).exists():
        return TRIAL_KEYS.format(folder=ring.folder)
    if not ring.stands():
        return None
    if not again:
        return HAS_KEYS
    count = what_waits(settings)
    return WAITS.format(count=count) if count else None


def what_waits(settings: Settings) -> int:
    """Return how many dossiers and reports of visits the ward does not have yet. Raises StoreError."""
    path = settings.state / DATABASE
    if not path.exists():
        return 0
    database = Database(path)
    try:
        return sum(SqliteOutboxStore(database).counts().values()) + SqliteVisitStore(database).counts()[0]
    finally:
        database.close()


def _code(say: Say, *, piped: bool) -> str | None:
    if not piped:
        say("The code that the desk shows (Máy, Ghi danh máy):")
    return read_code(sys.stdin.readline())


def _wish(ring: Keyring, settings: Settings, code: str) -> tuple[AskToEnrol, bytes]:
    """Return the wish under this code: the one begun before, whose answer may have been lost, or a new one."""
    ward, kiosk = WardCode(settings.point.ward.code), KioskId(settings.kiosk.kiosk_id)
    stretched = stretch(code, ward, kiosk, COST)
    begun = ring.begun()
    mine = Wish(ward, kiosk, settings.kiosk.series, settings.point.code)
    if begun is not None and knows_code(begun[0], stretched) and _of(begun[0]) == mine:
        return begun[0], stretched
    ids = SystemIds()
    signing = keys.new_signing_key(ids.random_bytes)
    wish = ask_to_enrol(mine, signing, stretched, nonce=ids.random_bytes(NONCE_BYTES), at=SystemClock().now())
    ring.begin(signing, wish, stretched)
    return wish, stretched


def _of(wish: AskToEnrol) -> Wish:
    return Wish(wish.ward, wish.kiosk_id, wish.series, wish.point)


def _taken_up(ring: Keyring, settings: Settings, file: Path, say: Say) -> int:
    begun = ring.begun()
    if begun is None:
        say("✗ this machine has written no wish (kiosk enrol --request FILE), or has its answer already.")
        return NOT_DONE
    with file.open("rb") as content:
        raw = content.read(MOST_BYTES)
    return _finished(ring, settings, begun[0], read_answer(raw, *begun), say)


def _finished(
    ring: Keyring, settings: Settings, wish: AskToEnrol, answer: Enrolled | Unreached, say: Say
) -> int:
    if isinstance(answer, Unreached):
        why = WHY.get(answer.code, f"no answer that can be used ({answer.code}).")
        say("✗ " + why.format(kiosk=wish.kiosk_id, series=wish.series, point=wish.point))
        return NOT_DONE
    try:
        if not _is_of_ward(answer, settings):
            say("✗ the list of helpers that came is not this ward's. Nothing was taken.")
            return NOT_DONE
        ring.finish(answer)
    except ValueError:
        say("✗ the keys that came are none. Nothing was taken.")
        return NOT_DONE
    except (KeyFileError, OSError) as broken:
        return _impossible(broken, say)
    say(f"✓ Enrolled: {wish.kiosk_id}, letter {wish.series}, at {wish.point}. Start the machine again.")
    return DONE


def _is_of_ward(answer: Enrolled, settings: Settings) -> bool:
    roster = read_roster(answer.roster, Ed25519PublicKey.from_public_bytes(answer.roster_public), 0)
    return isinstance(roster, Roster) and roster.ward == settings.point.ward.code


def _impossible(broken: KeyFileError | OSError | StoreError, say: Say) -> int:
    say(f"✗ {broken.filename}: {broken.strerror}." if isinstance(broken, OSError) else f"✗ {broken}")
    return IMPOSSIBLE
