"""What a visit is at one moment: its state, its answers, its consents. Immutable; ``step`` makes the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from kiosk.ids import VisitId
from kiosk.visit.absence import Absent
from kiosk.visit.bench import Bench
from kiosk.visit.bench_events import Sought as SoughtAnswer
from kiosk.visit.control import CORE, RESIDENT, Control, Core, Hand, Helper, Resident
from kiosk.visit.copies import Copies
from kiosk.visit.events import Language, Loudness, Stars
from kiosk.visit.filing_ways import FilingWay
from kiosk.visit.look import USUAL, Look
from kiosk.visit.on_duty import Locked
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.reports import LeftBehind, StatusFound
from kiosk.visit.round import Round
from kiosk.visit.seeking import Lesson, Sought
from kiosk.visit.stash import Stash
from kiosk.visit.state import (
    BUSY,
    HELPER_HOLDS,
    HIDES,
    OF_COPIES,
    OF_PORTAL,
    OF_ROUND,
    OVERLAYS,
    PRACTICE_ONLY,
    RESIDENT_ONLY,
    TOLD_TO_RESIDENT,
    State,
)
from kiosk.visit.told import Asked, Given
from kiosk.visit.witness import Witness


class Fill(Struct, frozen=True):
    """What a card would answer one question with."""

    question: str
    given: Given

    def __repr__(self) -> str:
        """Tell nothing of the answer."""
        return "Fill()"


class Card(Struct, frozen=True):
    """A scanned card that waits for "it is hers", and then for "yes, that is right"."""

    parts: Mapping[str, str]
    """What it says, by the names that ``Question.card_fills`` has for them."""
    owner: str = ""
    """The section of the person whose card it is; "" until somebody has pointed."""
    fills: tuple[Fill, ...] = ()
    """What it would answer, in the order of the form."""

    def __repr__(self) -> str:
        """Tell nothing."""
        return "Card()"


class Consent(Struct, frozen=True):
    """One consent as the audit may state it."""

    purpose: Literal["process", "helper-sees", "file", "keep-copy", "leave-copy"]
    at: datetime
    how: str


class Complaint(Struct, frozen=True):
    """Why an input was not taken: a code that the presenter puts into words, or the procedure's own sentence."""

    code: str
    say: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Language → sentence; empty: the kiosk's general sentence for the code."""
    number: int = 0


@dataclass(frozen=True)
class Paper:
    """The ticket of this visit: its number and what became of the printing."""

    number: str = ""
    kind: Literal["", "queue", "resume", "receipt", "home-visit"] = ""
    outcome: str = ""
    out: bool = False
    """True once a slip has come out or may have: any further one is marked as a reprint."""
    received: bool = False
    """True only after the desk's own signed receipt; for a saved visit, its word that it keeps the ciphertext."""


@dataclass(frozen=True)
class Showing:
    """A film or a slide-show, and how far it has come; the slide on screen is the visit's page."""

    reached_from: State | None = None
    """The page that it is shown from."""
    page: int = 0
    """Of that page: where its list stood."""
    stands: bool = False
    """True while somebody has stopped it."""
    ended: bool = False
    times: int = 0
    """Grows when it begins anew."""
    broken: frozenset[str] = frozenset()
    """Names of films that the face could not show."""


@dataclass(frozen=True)
class Visit:
    """One stay at the kiosk, from the first touch to the wipe. Lives in memory only.

    What a screen shows and a step moves; which of the two kinds it is says ``kinds``.
    """

    id: VisitId
    state: State = State.ATTRACT
    language: Language = "vi"
    look: Look = USUAL
    look_page: int = 0
    loudness: Loudness = 2
    language_open: bool = False
    """True while nobody has chosen a language, since a ticket was shown on the first screen."""
    behind: State | None = None
    """The state under an overlay."""
    returns_to: State | None = None
    """Where an edited question goes back to: REVIEW or WORKBENCH."""
    before_help: State | None = None
    """Where the resident stood when the helper's sign-in began."""
    before_save: State | None = None
    """Where the resident stood when saving was chosen."""
    before_forget: State | None = None
    """Where the resident stood when deleting the saved visit was chosen."""
    saved: Literal["", "open", "gone", "gone-here"] = ""
    """"open": this visit came back from a saved one; then whether that is deleted everywhere, or here so far."""
    asked: Asked = field(default_factory=Asked)
    aside: Mapping[str, Asked] = field(default_factory=dict)
    """Answers for procedures that the person turned away from, by code: coming back loses nothing."""
    along: Asked | None = None
    """The application that goes along while it is asked where and when somebody should come to a home."""
    sought: Sought = field(default_factory=Sought)
    """The search by letters that led here; empty where pictures did."""
    lesson: Lesson = field(default_factory=Lesson)
    page: int = 0
    parts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Of a question that is asked in parts: those answered so far, in their order."""
    typed: str = field(default="", repr=False)
    """What has been typed so far, where something is suggested at every letter."""
    complaint: Complaint | None = None
    heard: bool = False
    silenced: frozenset[int] = frozenset()
    """Pages of this state whose buttons woke because hands kept the voice from coming to the end."""
    unmasked: bool = False
    revealed: str = ""
    """The one masked answer that the helper is looking at."""
    card: Card | None = None
    copies: Copies = field(default_factory=Copies)
    consents: tuple[Consent, ...] = ()
    witness: Witness = field(default_factory=Witness)
    helper: Helper | None = None
    way: Literal["", "with-helper", "save", "home-visit", "counter", "portal"] = ""
    birth_year: int = field(default=0, repr=False)
    """Guards the saved visit; 0 when not known yet."""
    paper: Paper = field(default_factory=Paper)
    before_copy: State | None = None
    """Where the resident stood when leaving a copy with the ward was chosen."""
    ward_copy: Literal["", "kept", "received"] = ""
    """Of the copy left with the ward: kept here so far, or received there."""
    checklist: str = ""
    """What became of the printed checklist, as of tickets.ports.Outcome; "" before it is asked for."""
    stars: Stars | Literal[0] = 0
    """How the person felt, 1..5, while the reason is asked for; 0: not told."""
    status: StatusFound | None = None
    counter: int = 1
    """The one to which the helper at the board calls."""
    calling: Literal["", "aloud", "last"] = ""
    """While a number is being called aloud; last: the board closes when that is over."""
    calling_to: int = 1
    """The counter of that call, whichever the helper has turned to meanwhile."""
    absent: Absent | None = None
    """Of a case for somebody who is not here; the helper who opened it holds every page of it."""
    round: Round | None = field(default=None, repr=False)
    """The homes that a helper visits today, while they have that list open."""
    wants_day: bool = False
    """While the PIN is asked for on the board: to see the rest of it, not the devices."""
    bench: Bench = field(default_factory=Bench)
    locked: tuple[Locked, ...] | None = None
    """Whose PIN is locked, on the page where they are freed; None while nobody has looked."""
    run: SoughtAnswer | Literal[""] = ""
    """At the workbench: what is gone through, one answer after the other."""
    filed_by: FilingWay | Literal[""] = ""
    """How the helper at the workbench has chosen that it is filed; "" for the way that the procedure names first."""
    portal: OnPortal = field(default_factory=OnPortal, repr=False)
    """How far it is filed on the official portal."""
    noting: bool = False
    """True while the helper writes to the officer."""
    keys_on_glass: bool = False
    """True where the helper has no keyboard: answers are put in on pages with keys."""
    board: int = 0
    """The page of pictures to point at, while they lie over another page."""
    pointed: str = field(default="", repr=False)
    """The picture that was pointed at last, shown large; "" for the board."""
    showing: Showing = field(default_factory=Showing)
    left: LeftBehind | None = field(default=None, repr=False)
    """What a crash has left, while the person is asked whether to go on; no screen shows anything of it."""
    idle_left: int = 0
    told: str = ""
    """What was chosen just before this page, to be read back: "event", apart:<question>, answer:<question>; or ""."""
    speaking: int = -1
    spoken: int = 0
    """Grows when the screen is to be said again."""
    slow: bool = False
    """True once it was asked for again: it is said more slowly then, until the next page."""
    stash: Stash | None = None
    """The resident's own language, look and voice, while the page is a helper's."""

    @property
    def has_entries(self) -> bool:
        """True when something would be lost by forgetting."""
        return any(asked.papers or asked.answers for asked in (self.asked, *self.aside.values()))

    @property
    def application(self) -> Asked:
        """What is applied for, also while it is asked where somebody should come to."""
        return self.asked if self.along is None else self.along

    @property
    def changed(self) -> frozenset[str]:
        """Ids of the questions that a helper has changed or filled in since the resident last confirmed them."""
        return self.asked.changed

    @property
    def is_watching(self) -> bool:
        """True while a film or a slide-show goes on by itself: nobody is expected to touch anything."""
        shown = self.state in {State.SHOW, State.SIGNS}
        return shown and not self.showing.stands and not self.showing.ended

    @property
    def waits_for_voice(self) -> bool:
        """True while something comes when the page has been said: buttons wake, the next slide, the microphone."""
        return self.is_watching or (not self.heard and self.state in {*RESIDENT_ONLY, State.LISTEN})

    @property
    def hidden(self) -> bool:
        """True while a helper has hidden what they were at."""
        return self.state in HIDES

    @property
    def is_helpers_page(self) -> bool:
        """True while what is on the screen is for a helper's eyes: it is shown and said in their way."""
        return self.helper_holds and self.state not in TOLD_TO_RESIDENT

    @property
    def helper_holds(self) -> bool:
        """True while the screen is the helper's."""
        state = self.behind if self.state in OVERLAYS and self.behind else self.state
        editing = (
            state in {State.QUESTION, State.WHOSE_CARD, State.CARD} and self.returns_to is State.WORKBENCH
        )
        absent = self.absent is not None and state not in RESIDENT_ONLY
        return self.helper is not None and (state in HELPER_HOLDS or state in OF_COPIES or editing or absent)


__all__ = [
    "BUSY",
    "CORE",
    "HELPER_HOLDS",
    "HIDES",
    "OF_COPIES",
    "OF_PORTAL",
    "OF_ROUND",
    "OVERLAYS",
    "PRACTICE_ONLY",
    "RESIDENT",
    "RESIDENT_ONLY",
    "Asked",
    "Control",
    "Core",
    "Given",
    "Hand",
    "Helper",
    "Resident",
    "State",
]
"""What is handed on besides what stands here."""
