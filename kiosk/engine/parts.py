"""The real parts, or their twins, in groups; ``wiring`` builds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct, field

from kiosk.clock import Clock
from kiosk.dossier.seal import KioskSigner, WardPublicKey
from kiosk.engine.portal_ports import Clipboard, PortalWindow
from kiosk.engine.ports import (
    AutosavePlace,
    CallDesk,
    DayStore,
    Headphones,
    Jobs,
    KeyKeeper,
    Lamp,
    Occupancy,
    PaperScanner,
    Recogniser,
    Scanner,
    Speaker,
    Voice,
    Volume,
)
from kiosk.engine.practising import PracticeParts
from kiosk.ids import HelperId, Ids
from kiosk.journal import Journal
from kiosk.occupancy import MemoryOccupancy
from kiosk.outbox.counts import CountDesk, CountStore
from kiosk.outbox.drafts import DraftDesk, DraftSender, ErrandStore
from kiosk.outbox.ports import HeartbeatDesk, OutboxStore, WardLink
from kiosk.outbox.ratings import RatingStore
from kiosk.outbox.sending import Sender
from kiosk.outbox.visits import VisitSender, VisitStore
from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.scene import Scene
from kiosk.procedures import Catalogue
from kiosk.procedures.films import NO_FILMS, Films
from kiosk.procedures.hours import OpeningHours, hours_of
from kiosk.settings import Settings
from kiosk.takeover.ports import AuditStore, PinAttempts
from kiosk.takeover.roster import Roster
from kiosk.texts import Texts
from kiosk.tickets.ports import CopyStore, Printer, TicketStore
from kiosk.visit.calls import HelpCallSeen, OpenCall
from kiosk.visit.copies import MOST_BYTES_TOGETHER
from kiosk.visit.day import Day
from kiosk.visit.on_duty import OnDuty
from kiosk.visit.reports import CardScanned, DeviceSeen, HealthCardScanned
from kiosk.visit.states import Control
from kiosk.visit.table import Context
from kiosk.waiting.line import Line
from kiosk.waiting.ports import WaitingStore


class Content(Struct, frozen=True):
    """What is said and shown."""

    catalogue: Catalogue
    texts: Texts
    settings: Settings
    trial: bool
    films: Callable[[], Films] = lambda: NO_FILMS
    """What films lie at this point now."""

    @property
    def hours(self) -> OpeningHours:
        """When somebody is at this point, and on which days the ward works."""
        return hours_of(self.settings.point)

    @property
    def listens(self) -> frozenset[str]:
        """The languages in which spoken words are understood."""
        wanted = self.settings.kiosk.listening
        return frozenset(wanted.command) if wanted.engine == "command" else frozenset()

    def context(
        self,
        now: datetime,
        control: Control,
        *,
        attended: bool,
        counter_of: Mapping[HelperId, int],
        ward: str = "unknown",
    ) -> Context:
        """Return what a step may look at besides visit and event."""
        kiosk = self.settings.kiosk
        return Context(
            self.catalogue,
            now,
            control,
            kiosk.screen,
            attended,
            self.films(),
            sound=kiosk.sound.is_on,
            counters=self.settings.point.counters,
            counter_of=counter_of,
            listens=self.listens,
            copies=kiosk.paper_scanner.is_there,
            portal=kiosk.portal.is_there and ward != "away",
            ward=self.settings.point.ward.code,
            hamlets=self.settings.point.hamlets,
        )

    def scene(
        self,
        now: datetime,
        on_duty: str,
        pin_keys: tuple[str, ...],
        *,
        headphones: bool = False,
        paper_low: bool = False,
        stands: tuple[Line | None, Day | None] = (None, None),
        signed_in: tuple[OnDuty, ...] = (),
        lease_left: int | None = None,
        ward: Literal["reached", "away", "unknown"] = "unknown",
        called: tuple[HelpCallSeen | None, tuple[OpenCall, ...]] = (None, ()),
    ) -> Scene:
        """Return what stands around a visit at this time, with this helper on duty and this line of who waits."""
        return replace(
            self._standing(now),
            on_duty=on_duty,
            headphones=headphones,
            line=stands[0],
            day=stands[1],
            pin_keys=pin_keys,
            paper_low=paper_low,
            signed_in=signed_in,
            lease_left=lease_left,
            ward=ward,
            call=called[0],
            calls=called[1],
        )

    def _standing(self, now: datetime) -> Scene:
        kiosk = self.settings.kiosk
        return Scene(
            catalogue=self.catalogue,
            texts=self.texts,
            point=self.settings.point,
            languages=kiosk.languages,
            screen=kiosk.screen,
            now=now,
            trial=self.trial,
            hours=self.hours,
            sound=kiosk.sound.is_on,
            listens=self.listens,
            films=self.films(),
            copies=kiosk.paper_scanner.laid,
            portal=kiosk.portal.half,
            slot=kiosk.printer.slot,
        )


class Papers(Struct, frozen=True):
    """Tickets: their store, the printer, what they are drawn with."""

    store: TicketStore
    printer: Printer
    pictures: Pictures
    fonts: Fonts


class Copies(Struct, frozen=True):
    """Copies of residents' papers: what looks at them, and where the sealed pages lie."""

    scanner: PaperScanner
    store: CopyStore
    most_bytes: int = MOST_BYTES_TOGETHER
    """Of one visit's pages together, sealed."""


class Drafts(Struct, frozen=True):
    """What goes to the ward of saved visits: the desk's place for them, what it is still to be told, and when."""

    desk: DraftDesk
    errands: ErrandStore
    sender: DraftSender


class Visits(Struct, frozen=True):
    """Visits at home: the lists and reports that lie here, and when the ward is talked to about them."""

    store: VisitStore
    sender: VisitSender


class Autosaving(Struct, frozen=True):
    """What brings a visit back after a crash: who holds the key, and where the ciphertext lies."""

    keeper: KeyKeeper
    place: AutosavePlace


class Filing(Struct, frozen=True):
    """What goes to the ward: dossiers, where they wait, how they are sealed and sent; and how people felt."""

    store: OutboxStore
    ratings: RatingStore
    ward: WardLink
    heartbeats: HeartbeatDesk
    sender: Sender
    ward_key: WardPublicKey
    signer: KioskSigner
    desk_public: Ed25519PublicKey


class Machine(Struct, frozen=True):
    """What the machine says of itself to its ward, as of wire.heartbeat.Condition; and who has it."""

    version: str = ""
    ring: int = -1
    content: Callable[[], str] = str
    free_mb: Callable[[], int] = lambda: -1
    occupancy: Occupancy = field(default_factory=MemoryOccupancy)
    """Who has the kiosk."""


class Counting(Struct, frozen=True):
    """What is counted of visits, and who is told."""

    store: CountStore
    desk: CountDesk


class People(Struct, frozen=True):
    """Helpers: the roster in force, the PIN counter, the audit chain."""

    roster: Callable[[], Roster | None]
    attempts: PinAttempts
    audit: AuditStore
    take_roster: Callable[[bytes], str]
    """Puts a signed roster in force; returns "taken", or a code for why the one in force stays."""


class Senses(Struct, frozen=True):
    """What the machine hears and says."""

    scanner: Scanner
    speaker: Speaker
    volume: Volume
    headphones: Headphones
    voice: Voice
    recogniser: Recogniser
    read_card: Callable[[str], CardScanned | HealthCardScanned | None]
    plugged: Callable[[], tuple[DeviceSeen, ...]]
    """Whether what the settings name is there, but for the printer, which tells by itself."""
    tone: Callable[[], AbstractContextManager[Path]]
    """A clip that tries the sound, there for as long as it is played."""


class Calls(Struct, frozen=True):
    """What calls for help: the lamp, the sound that goes with it, and whoever else the ward has."""

    lamp: Lamp
    chime: Path | None
    """A clip; None where there is no sound, or nowhere to keep it."""
    desk: CallDesk


class Portal(Struct, frozen=True):
    """The official portal: its window, and the clipboard from which one answer at a time is pasted there."""

    window: PortalWindow
    clipboard: Clipboard


class World(Struct, frozen=True):
    """Time, identifiers, the journal, the workers."""

    clock: Clock
    ids: Ids
    journal: Journal
    jobs: Jobs


class Parts(Struct, frozen=True):
    """Everything that the engine is built from."""

    content: Content
    papers: Papers
    copies: Copies
    waiting: WaitingStore
    day: DayStore
    filing: Filing
    counting: Counting
    drafts: Drafts
    visits: Visits
    autosaving: Autosaving
    people: People
    senses: Senses
    calls: Calls
    portal: Portal
    world: World
    machine: Machine = Machine()

    @property
    def of_practice(self) -> PracticeParts:
        """The few of them that practice is built from."""
        content, world = self.content, self.world
        kiosk = content.settings.kiosk
        return PracticeParts(
            content.catalogue,
            content.texts,
            content.films,
            kiosk.screen,
            kiosk.sound.is_on,
            world.clock,
            world.ids,
            kiosk.paper_scanner.is_there,
            content.settings.point,
        )
