"""Joining the parts: settings in, a ready core out."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec import Struct

from kiosk.clock import Clock
from kiosk.devices.citizen_card import parse as parse_card
from kiosk.devices.health_card import parse as parse_health_card
from kiosk.devices.line import Line
from kiosk.devices.memory import MemoryScanner
from kiosk.devices.mixer import AlsaHeadphones, AlsaVolume, FixedHeadphones, FixedVolume
from kiosk.devices.paper_scanner import CameraScanner, FilePaperScanner, MemoryPaperScanner, SaneScanner
from kiosk.devices.png_printer import PngPrinter
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.recogniser import CommandRecogniser, DeafRecogniser
from kiosk.devices.scanner import SerialScanner
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.speaker import AplaySpeaker, SilentSpeaker
from kiosk.devices.tone import tone
from kiosk.devices.units import Units
from kiosk.devices.usb_line import UsbLine
from kiosk.devices.voice import ClipVoice
from kiosk.dossier import keys
from kiosk.dossier.receipts import check_receipt
from kiosk.dossier.seal import KioskSigner, WardPublicKey
from kiosk.engine.core import Core
from kiosk.engine.parts import (
    Autosaving,
    Content,
    Copies,
    Counting,
    Filing,
    Papers,
    Parts,
    People,
    Portal,
    Senses,
    World,
)
from kiosk.engine.portal_ports import Clipboard, PortalWindow
from kiosk.engine.ports import (
    Headphones,
    Jobs,
    KeyKeeper,
    Lamp,
    PaperScanner,
    Recogniser,
    Scanner,
    Speaker,
    Voice,
    Volume,
)
from kiosk.ids import Ids, KioskId
from kiosk.journal import Journal
from kiosk.outbox.sending import Sender
from kiosk.pictures import Fonts
from kiosk.settings import Settings
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.autosave import FileAutosave
from kiosk.store.connection import Database
from kiosk.store.copies import SqliteCopyStore
from kiosk.store.counts import SqliteCountStore
from kiosk.store.day import SqliteDayStore
from kiosk.store.kept_key import from_environment
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.ratings import SqliteRatingStore
from kiosk.store.sign_in import SqlitePinAttempts, SqliteRosterFloor
from kiosk.store.tickets import SqliteTicketStore
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.takeover.roster import Roster
from kiosk.tickets.ports import Printer
from kiosk.visit.copies import MOST_BYTES_TOGETHER
from kiosk.visit.reports import CardScanned, DeviceSeen, HealthCardScanned
from kiosk.ward.counts import CountClient
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.exchange import Limits
from kiosk.ward.heartbeats import HeartbeatClient
from kiosk.ward.place import DeskPlace
from kiosk.wire.messages import Receipt, SealedDossier
from kiosk.wiring import calling, example_ward, films, going_round, itself, portals, saved_visits
from kiosk.wiring import content as contents
from kiosk.wiring.devices import listing
from kiosk.wiring.enrolling.keyring import Keyring
from kiosk.wiring.roster_file import RosterFile
from kiosk.wiring.showing import gallery
from kiosk.wiring.voices import joining

DATABASE = "kiosk.sqlite3"
AUTOSAVE = "visit.autosave"
ALONE = "kiosk.lock"
"""Held by the kiosk that runs in a state folder."""
MEMORY = Path("/dev/shm")  # noqa: S108 - what is a visit's own must never touch the disk


class WiringError(Exception):
    """What was asked for must not be. ``code``: file-twin-refused, trial-refused, already-running, no-face-user,
    no-update-user.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyRing(Struct, frozen=True):
    """The keys of this machine."""

    signer: KioskSigner
    ward_key: WardPublicKey
    desk: DeskKeys
    roster: RosterFile
    trial: bool


def key_ring(settings: Settings) -> KeyRing:
    """Read this machine's keys. Raises KeyFileError."""
    folder = settings.state / settings.kiosk.keys.folder
    Keyring(folder).mend()
    signer = KioskSigner(KioskId(settings.kiosk.kiosk_id), keys.load_signing_key(folder / "kiosk_sign.key"))
    desk_public = keys.load_signing_public(folder / "desk_public.key")
    return KeyRing(
        signer=signer,
        ward_key=keys.load_ward_public(folder / "ward_public.key"),
        desk=DeskKeys(signer, desk_public),
        roster=RosterFile(folder / "roster.bin", keys.load_signing_public(folder / "roster_public.key")),
        trial=(folder / example_ward.TRIAL).exists(),
    )


def printer(settings: Settings, clock: Clock) -> Printer:
    """Return the ticket printer. Raises WiringError where a provisioned kiosk would print into files."""
    wanted = settings.kiosk.printer
    if wanted.kind == "png":
        if settings.kiosk.provisioned:
            raise WiringError("file-twin-refused")
        return PngPrinter(settings.state / wanted.folder, wanted.width_dots)
    units = Units(settings.state)
    known = partial(units.capabilities, wanted.port, wanted.width_dots)
    return EscPosPrinter(printer_line(settings, clock), clock, wanted.width_dots, known=known)


def printer_line(settings: Settings, clock: Clock) -> Line:
    """Return the line on which the ticket printer hangs."""
    wanted = settings.kiosk.printer
    if wanted.kind == "usb":
        return UsbLine(wanted.port, clock)
    return SerialLine(wanted.port, wanted.baud)


def scanner(settings: Settings) -> Scanner:
    """Return the scanner, or one that never reads anything."""
    wanted = settings.kiosk.scanner
    if wanted.kind == "serial":
        return SerialScanner(SerialLine(wanted.port, wanted.baud))
    return MemoryScanner()


def paper_scanner(settings: Settings, clock: Clock) -> PaperScanner:
    """Return what copies papers, or one that is never there.

    Raises WiringError where a provisioned kiosk would look for papers in a folder.
    """
    wanted = settings.kiosk.paper_scanner
    match wanted.kind:
        case "sane":
            return SaneScanner(wanted.device, clock.monotonic)
        case "camera":
            device = wanted.device
            return CameraScanner(Path(device), clock.monotonic) if device else MemoryPaperScanner()
        case "file":
            if settings.kiosk.provisioned:
                raise WiringError("file-twin-refused")
            return FilePaperScanner(settings.state / wanted.folder)
        case "none":
            return MemoryPaperScanner()


def speaker(settings: Settings) -> Speaker:
    """Return the one owner of sound."""
    wanted = settings.kiosk.sound
    return AplaySpeaker(wanted.device) if wanted.kind == "alsa" else SilentSpeaker(audible=False)


def volume(settings: Settings) -> Volume:
    """Return what sets the loudness."""
    wanted = settings.kiosk.sound
    return AlsaVolume(wanted.device, wanted.volumes) if wanted.kind == "alsa" else FixedVolume()


def headphones(settings: Settings) -> Headphones:
    """Return the socket for headphones, or what this point says of it."""
    wanted = settings.kiosk.sound
    if wanted.kind == "alsa" and wanted.headphones == "auto":
        return AlsaHeadphones(wanted.device)
    return FixedHeadphones(plugged=wanted.kind == "alsa" and wanted.headphones == "always")


def voice(settings: Settings) -> ClipVoice:
    """Return the voice: recordings first, clips made beforehand, else made now in memory."""
    # Where nothing lies in memory, nothing is made for a visit: in such a folder nothing can be.
    return joining.voice(settings, _in_memory(settings, "voice") or Path(os.devnull) / "nothing")


def _in_memory(settings: Settings, what: str) -> Path | None:
    """Return a new folder in memory, for what must never touch the disk; None where there is no such place.

    It goes with this process.
    """
    owner = _clear(settings, what)
    if not MEMORY.is_dir():
        return None
    folder = Path(tempfile.mkdtemp(prefix=owner, dir=MEMORY))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _clear(settings: Settings, what: str) -> str:
    """Delete what a killed kiosk left in memory; return how the names of its folders begin."""
    # Named by the state folder, of which one kiosk at a time is the owner: what is there was left by a killed one.
    owner = f"kiosk-{what}-{hashlib.sha256(str(settings.state.resolve()).encode()).hexdigest()[:16]}-"
    for left in MEMORY.glob(f"{owner}*"):
        shutil.rmtree(left, ignore_errors=True)
    return owner


def recogniser(settings: Settings) -> Recogniser:
    """Return what understands spoken words, or nothing that has ever a microphone."""
    wanted = settings.kiosk.listening
    if wanted.engine == "none":
        _clear(settings, "words")
        return DeafRecogniser()
    folder = _in_memory(settings, "words")
    return (
        CommandRecogniser(dict(wanted.command.items()), folder, wanted.device) if folder else DeafRecogniser()
    )


def read_card(text: str) -> CardScanned | HealthCardScanned | None:
    """Return what a citizen card or a health card says, or None for anything else."""
    card = parse_card(text)
    if card is None:
        insured = parse_health_card(text)
        if insured is None:
            return None
        return HealthCardScanned(insured.number, insured.name, insured.birth_date, insured.sex)
    return CardScanned(card.name, card.personal_number, card.birth_date, card.sex, card.address)


@dataclass(frozen=True)
class Swap:
    """Parts that a tour or a test puts in place of the configured ones."""

    printer: Printer | None = None
    scanner: Scanner | None = None
    paper_scanner: PaperScanner | None = None
    copy_bytes: int = MOST_BYTES_TOGETHER
    """Of one visit's copied pages together, sealed."""
    speaker: Speaker | None = None
    """With another speaker the sound card is left alone: its mixer and its socket are twins then, too."""
    volume: Volume | None = None
    headphones: Headphones | None = None
    voice: Voice | None = None
    lamp: Lamp | None = None
    chime: Path | None = None
    """With another speaker there is none but this."""
    recogniser: Recogniser | None = None
    films: Path | None = None
    """The folder of films."""
    keeper: KeyKeeper | None = None
    portal: PortalWindow | None = None
    clipboard: Clipboard | None = None
    plugged: Callable[[], tuple[DeviceSeen, ...]] | None = None
    """Whether what stands in for scanner and sound is there."""


def build(settings: Settings, clock: Clock, ids: Ids, jobs: Jobs, swap: Swap = Swap()) -> Core:
    """Return a core that is ready to begin.

    Raises KeyFileError, CatalogueError, TextError, WardRefused, StoreBroken or WiringError, each with a code.
    """
    return Core(parts(settings, clock, ids, jobs, swap))


def parts(settings: Settings, clock: Clock, ids: Ids, jobs: Jobs, swap: Swap = Swap()) -> Parts:
    """Return all parts of a kiosk, joined. Raises as ``build``."""
    ring = key_ring(settings)
    if ring.trial and settings.kiosk.provisioned:
        raise WiringError("trial-refused")
    pictures = gallery(settings)
    journal = Journal(clock, sys.stderr)
    served = contents.serve(settings, pictures)
    settings, of_hours = contents.with_ward_hours(settings)
    for fault in (*served.faults, *of_hours):
        if fault.level == "error":
            journal.note("content-faulty", file=fault.file, line=fault.line, key=fault.key)
    database = Database(settings.state / DATABASE)
    desk, fonts = _desk(settings, ring, clock), Fonts(settings.cache / "fonts")
    shown = films.shown(settings, swap.films, clock.monotonic, jobs.submit)
    return Parts(
        content=Content(served.catalogue, contents.read_texts(settings), settings, ring.trial, shown),
        papers=Papers(SqliteTicketStore(database), swap.printer or printer(settings, clock), pictures, fonts),
        copies=Copies(
            swap.paper_scanner or paper_scanner(settings, clock), SqliteCopyStore(database), swap.copy_bytes
        ),
        waiting=SqliteWaitingStore(database),
        day=SqliteDayStore(database),
        filing=_filing(ring, database, desk, ids),
        counting=Counting(SqliteCountStore(database), CountClient(desk, ring.desk)),
        drafts=saved_visits.drafts(database, desk, ring.desk, ids.jitter, settings.kiosk.line),
        visits=going_round.visits(database, desk, ring.desk, ids.jitter, settings.kiosk.line),
        autosaving=_autosaving(settings, swap),
        people=_people(ring, database),
        senses=_senses(settings, swap),
        calls=calling.calls(
            swap.lamp or calling.lamp(settings),
            swap.chime or (None if swap.speaker else calling.rung(settings)),
            desk,
            ring.desk,
            settings.point.short_name,
        ),
        portal=_portal(settings, swap),
        world=World(clock, ids, journal, jobs),
        machine=itself.machine(settings, is_last_good=served.is_last_good),
    )


def _senses(settings: Settings, swap: Swap) -> Senses:
    return Senses(
        swap.scanner or scanner(settings),
        swap.speaker or speaker(settings),
        swap.volume or (FixedVolume() if swap.speaker else volume(settings)),
        swap.headphones or (FixedHeadphones() if swap.speaker else headphones(settings)),
        swap.voice or voice(settings),
        swap.recogniser or recogniser(settings),
        read_card,
        swap.plugged or partial(listing.seen, settings),
        tone,
    )


def _portal(settings: Settings, swap: Swap) -> Portal:
    if settings.kiosk.portal.kind == "file" and settings.kiosk.provisioned:
        raise WiringError("file-twin-refused")
    return portals.joined(settings, swap.portal, swap.clipboard)


def _autosaving(settings: Settings, swap: Swap) -> Autosaving:
    keeper = swap.keeper or from_environment(os.environ, os.getpid())
    return Autosaving(keeper, FileAutosave(settings.state / AUTOSAVE))


def _people(ring: KeyRing, database: Database) -> People:
    attempts = SqlitePinAttempts(database)

    def free(roster: Roster) -> None:
        for helper in roster.helpers:
            attempts.clear(helper.id)

    ring.roster.keep_floor_in(SqliteRosterFloor(database))
    # A newer roster frees whoever was locked: the ward has looked at its helpers anew.
    ring.roster.when_newer(free)
    return People(ring.roster, attempts, SqliteAuditStore(database), ring.roster.take)


def _desk(settings: Settings, ring: KeyRing, clock: Clock) -> DeskClient:
    ca_file = settings.kiosk.desk.ca_file or None
    place = DeskPlace.of(settings.kiosk.desk.url, loopback_only=ring.trial, ca_file=ca_file)
    wait = float(settings.kiosk.desk.wait)
    limits = Limits(connect=min(3.0, wait), read=wait, total=wait)
    return DeskClient(place, ring.desk, clock.monotonic, limits, frugal=settings.kiosk.line.frugal)


def _filing(ring: KeyRing, database: Database, ward: DeskClient, ids: Ids) -> Filing:
    store = SqliteOutboxStore(database)

    def check(receipt: Receipt, sealed: SealedDossier) -> str:
        return check_receipt(receipt, sealed, ring.signer.kiosk_id, ring.desk.desk_public)

    sender = Sender(store, ward, check, ids.jitter)
    ratings = SqliteRatingStore(database)
    beats, signer = HeartbeatClient(ward, ring.desk), ring.signer
    return Filing(store, ratings, ward, beats, sender, ring.ward_key, signer, ring.desk.desk_public)
