"""What devices, the ward and the clock report to a visit. Only the engine sends these; no face can."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from kiosk.visit.aside_reports import AsideReport
from kiosk.visit.device_reports import Printed
from kiosk.visit.events import Discreet, Event, Language, Loudness
from kiosk.visit.helper_reports import (
    BadgeScanned,
    HelperKnown,
    HelperSignedIn,
    LeaseEnded,
    LockedSeen,
    PinWanted,
    SignInFailed,
)
from kiosk.visit.look import Look
from kiosk.visit.told import Helped

NotSeen = Literal["absent", "busy", "cover", "jam", "empty-feeder", "cancelled", "unreadable"]
"""Why no paper was seen, as the document scanner tells it."""


class ProceduresFound(Discreet, frozen=True):
    """What has been found for ``text``: codes, the likeliest first. Another text may have been typed since."""

    text: str
    codes: tuple[str, ...]


class WordsHeard(Discreet, frozen=True):
    """What was understood of what somebody said; "" for nothing. ``turn``: of the asking that it answers."""

    text: str
    turn: int


class CardScanned(Discreet, frozen=True):
    """A citizen card was read; unsigned, so it only saves typing. Dates as ISO, or a year alone."""

    name: str
    personal_number: str
    birth_date: str
    sex: Literal["male", "female", ""]
    address: str


class HealthCardScanned(Discreet, frozen=True):
    """A health-insurance card was read; unsigned, as the citizen card is. Dates as ISO, or a year alone."""

    number: str
    """Of the card itself."""
    name: str
    birth_date: str
    sex: Literal["male", "female", ""]


class TicketScanned(Event, frozen=True):
    """A ticket was read and lies with the engine; the visit never sees its digits."""

    again: bool = False
    """Whether it is the one that was looked up last in this visit."""


class UnknownScanned(Event, frozen=True):
    """A code that is no ticket, badge, citizen card or health card. What it said is gone already."""


class SeveralScanned(Event, frozen=True):
    """Several codes of ours came in one piece, from a scanner that sends no end mark. They are gone already."""


class ScannedInPractice(Event, frozen=True):
    """Something was held under the scanner while somebody practises. It has not been looked at, and is gone."""


class HeadphonesChanged(Event, frozen=True):
    """Headphones were plugged in, or out."""

    plugged: bool


class HintDue(Event, frozen=True):
    """Somebody who practises has not touched anything for a while."""


class MadeUpActed(Event, frozen=True):
    """In an exercise the made-up resident has done this by herself. ``state``: the page on which she did it."""

    event: Event
    state: str


class PageHeard(Event, frozen=True):
    """The page has been read aloud to its end (or would have been, without a sound card)."""

    silenced: bool = False
    """True where touches kept cutting it off: it was not heard to its end, and nobody is locked in for that."""


class PhraseStarted(Event, frozen=True):
    """The phrase of this index of the present screen is being spoken; -1: silence."""

    index: int


class SlideDue(Event, frozen=True):
    """Nobody is here: the first screen shows its next slide."""


class IdleWarned(Event, frozen=True):
    """Nobody has touched anything for the configured time."""


class IdleCounted(Event, frozen=True):
    """One more second of the count-down has passed."""

    left: int


class IdleOver(Event, frozen=True):
    """The count-down ran out."""


class NumberTaken(Event, frozen=True):
    """A number of the queue has been taken (committed)."""

    number: str


class QueueChanged(Event, frozen=True):
    """What a helper did with the queue has been done (committed). ``called``: a number is to be called aloud."""

    called: bool


class DraftKept(Event, frozen=True):
    """The encrypted draft is on disk (committed) under this ticket number."""

    number: str


class NotKept(Event, frozen=True):
    """Keeping failed, nothing is promised: disk-full, store-broken, no-ward-key, copies-full, copies-gone."""

    code: str


class PaperSeen(Discreet, frozen=True):
    """The document scanner saw something: a grey JPEG of it, the longest side at most 1000 px, and a first look."""

    verdict: Literal["good", "dark", "blurred", "empty"]
    preview: bytes


class PaperNotSeen(Event, frozen=True):
    """The document scanner saw nothing."""

    code: NotSeen


class CopyKept(Event, frozen=True):
    """The page that was just seen is kept (committed). ``pages``: how many of this paper now lie here."""

    paper: str
    pages: int


class CopiesForgotten(Event, frozen=True):
    """The kept pages of a paper are deleted (committed); "": those of all papers."""

    paper: str


class CopiesStay(Event, frozen=True):
    """Kept pages could not be deleted: they are still there. ``code``: disk-full, store-broken."""

    code: str


class DraftFound(Event, frozen=True):
    """The ticket names a saved visit here; its birth year must be told before anything is shown."""

    tries_left: int
    language: Language | Literal[""] = ""
    """In which the ticket was printed; "" where that is not known here."""


class DraftOpened(Discreet, frozen=True):
    """The draft, opened by ticket and birth year. ``draft`` is the decoded tickets.draft payload's core."""

    language: Language
    life_event: str
    procedure: str
    apart: dict[str, str]
    papers: dict[str, bool]
    answers: dict[str, tuple[str, str]]
    asking: str
    birth_year: int
    copies: dict[str, int] = field(default_factory=dict)
    """Paper id → pages of its copy that lie here and can be opened; empty at another kiosk."""
    helped: Helped = Helped()
    """What a helper had changed and written."""


class LeftBehind(Discreet, frozen=True):
    """The program died in mid-visit: what was told until then, and the ticket where something had been kept."""

    opened: DraftOpened
    look: Look
    loudness: Loudness
    saved: Literal["", "open", "gone", "gone-here"] = ""
    """As of ``states.Visit``."""
    number: str = ""
    """Of the ticket; "" where nothing had been kept."""
    kind: Literal["", "resume", "receipt", "home-visit"] = ""
    outcome: Literal["", "printed", "unknown", "failed"] = ""
    """What is known of its printing; "failed", too, where it had not begun."""


class TicketRefused(Event, frozen=True):
    """Wrong, foreign, expired, superseded or brute-forced: all alike."""


class WardUnasked(Event, frozen=True):
    """The ticket opens nothing that lies here, and the ward cannot be asked now."""


class DraftAtWard(Event, frozen=True):
    """The desk has signed that it keeps what this visit has saved: any point of the ward can open the ticket now."""


class DraftForgotten(Event, frozen=True):
    """What was saved is deleted here (committed). ``everywhere``: at the desk, too; else it is told later."""

    everywhere: bool


class NotForgotten(Event, frozen=True):
    """It could not be deleted: nothing has been promised."""


class StatusFound(Event, frozen=True):
    """What is known of a filed dossier."""

    number: str
    procedure: str
    status: int
    dossier_code: str
    due_date: str
    note: str
    as_of: str
    fresh: bool
    """False: the last known state, the desk was not reached."""
    missing: tuple[str, ...] = ()
    """Papers that are still to be brought, by their ids in the procedure."""
    to_pay: int = 0
    """Đồng; 0: no amount is named."""
    language: Language | Literal[""] = ""
    """In which the ticket was printed; "" where that is not known here."""


class DossierKept(Event, frozen=True):
    """The sealed dossier lies in the outbox (committed) under this ticket number; not yet at the ward."""

    number: str


class DossierReceived(Event, frozen=True):
    """The desk's signed receipt has come and been checked."""

    number: str


class DossierWaits(Event, frozen=True):
    """The ward could not be reached in time: the dossier stays here and goes out later."""

    number: str


class WardCopyKept(Event, frozen=True):
    """The copy for the ward lies in the outbox (committed)."""

    at_ward: bool
    """True once the desk's signed receipt for it has come and been checked."""


class PrintEnded(Event, frozen=True):
    """What became of the ticket; see tickets.ports.PrintOutcome for the codes."""

    outcome: Printed
    pending: bool = False
    """The printer holds all of it, and may print it once it can."""


class ListEnded(Event, frozen=True):
    """What became of the checklist; the codes of PrintEnded."""

    outcome: Printed


class DeviceSeen(Struct, frozen=True):
    """One device that the settings of this machine name, or might."""

    what: Literal["printer", "scanner", "glass", "lamp", "sound"]
    """glass: the document scanner, where one is named."""
    state: str
    """For the printer as of tickets.ports.PrinterStatus, or near-end; else here, absent or not-used.

    The scanner, whose line the kiosk holds, is ready or shut in place of here.
    """


class DevicesSeen(Event, frozen=True):
    """How the devices are now."""

    devices: tuple[DeviceSeen, ...]


class TryoutEnded(Event, frozen=True):
    """What became of the test ticket; the codes of PrintEnded."""

    outcome: Printed


Report = (
    ProceduresFound
    | WordsHeard
    | CardScanned
    | HealthCardScanned
    | TicketScanned
    | BadgeScanned
    | UnknownScanned
    | SeveralScanned
    | ScannedInPractice
    | HeadphonesChanged
    | HintDue
    | MadeUpActed
    | PageHeard
    | PhraseStarted
    | SlideDue
    | IdleWarned
    | IdleCounted
    | IdleOver
    | HelperSignedIn
    | HelperKnown
    | SignInFailed
    | PinWanted
    | LockedSeen
    | LeaseEnded
    | NumberTaken
    | QueueChanged
    | DraftKept
    | NotKept
    | PaperSeen
    | PaperNotSeen
    | CopyKept
    | CopiesForgotten
    | CopiesStay
    | DraftFound
    | DraftOpened
    | LeftBehind
    | TicketRefused
    | WardUnasked
    | DraftAtWard
    | DraftForgotten
    | NotForgotten
    | StatusFound
    | DossierKept
    | DossierReceived
    | DossierWaits
    | WardCopyKept
    | PrintEnded
    | ListEnded
    | DevicesSeen
    | TryoutEnded
    | AsideReport
)
"""The union of all reports."""

__all__ = [
    "BadgeScanned",
    "HelperKnown",
    "HelperSignedIn",
    "LeaseEnded",
    "LockedSeen",
    "PinWanted",
    "SignInFailed",
]
"""What is handed on besides what stands here."""
