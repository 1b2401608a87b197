"""Everything that can happen to a visit.

Faces send the touches; the engine sends what devices, the ward and the clock report. All are msgspec Structs of
one tagged union, so that they travel as bytes between face and core. Who caused an event is never said here:
the engine stamps that from the input source and the lease.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from kiosk.ids import HelperId

Language = Literal["vi", "km", "en"]


class Event(msgspec.Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """What happened."""


# --- touches of a resident -------------------------------------------------------------------------------


class ChooseLanguage(Event, frozen=True):
    """A language was picked, on the first screen or in mid-visit."""

    language: Language


class OpenLanguages(Event, frozen=True):
    """The footer's language button."""


class ChooseLifeEvent(Event, frozen=True):
    """A tile of the home screen."""

    life_event: str


class HaveTicket(Event, frozen=True):
    """ "I have a ticket": go to the page that reads one."""


class ChooseApart(Event, frozen=True):
    """An answer to a sibling question."""

    question: str
    choice: str


class ChooseProcedure(Event, frozen=True):
    """One of several procedures shown side by side."""

    code: str


class MarkPaper(Event, frozen=True):
    """ "Have" or "don't have" at a paper."""

    paper: str
    has: bool


class GoOn(Event, frozen=True):
    """The go-on button."""


class Back(Event, frozen=True):
    """One step back; never loses an answer."""


class StartOver(Event, frozen=True):
    """Back to the first screen; asks once when something has been entered."""


class SayAgain(Event, frozen=True):
    """Speak this screen once more."""


class ReadToMe(Event, frozen=True):
    """Read and show the masked answers too."""


class CallHelp(Event, frozen=True):
    """Call the helper on duty."""


class Answer(Event, frozen=True):
    """An answer to the question on screen. ``value`` "" means "don't know"."""

    question: str
    value: str


class EditAnswer(Event, frozen=True):
    """Go to one question from the review or the workbench and come back."""

    question: str


class TurnPage(Event, frozen=True):
    """Another page of a list."""

    page: int


class Decide(Event, frozen=True):
    """Yes or no to the one question on screen: consent, confirm, start over, go on after a crash, card."""

    yes: bool


class TakeWay(Event, frozen=True):
    """The choice after consent."""

    way: Literal["with-helper", "save", "home-visit"]


class StillHere(Event, frozen=True):
    """The idle warning was answered."""


class EnterTicket(Event, frozen=True):
    """The digits of a ticket, typed. A secret: never logged, never kept by the visit."""

    digits: str


class EnterYear(Event, frozen=True):
    """The birth year that guards a saved visit."""

    year: int


# --- touches of a helper ---------------------------------------------------------------------------------


class OpenSignIn(Event, frozen=True):
    """A helper wants to sign in by typing the badge."""


class EnterBadge(Event, frozen=True):
    """A badge, scanned or typed. A secret: never logged."""

    text: str


class EnterPin(Event, frozen=True):
    """The PIN of the badge shown before. A secret: never logged."""

    pin: str


class HandBack(Event, frozen=True):
    """The helper gives the screen back to the resident, answers kept."""


class AskToConfirm(Event, frozen=True):
    """The helper asks the resident to confirm the whole application."""


class RevealAnswer(Event, frozen=True):
    """The helper looks at one masked answer."""

    question: str


class WithdrawConsent(Event, frozen=True):
    """ "I want to go on alone": ends the take-over."""


class SignOut(Event, frozen=True):
    """The helper signs out of the point."""


class TryPrintAgain(Event, frozen=True):
    """Print the ticket of this visit once more (marked as a reprint)."""


class TicketInHand(Event, frozen=True):
    """The person's answer where the printer could not tell whether the ticket came out."""

    yes: bool


# --- what devices, the ward and the clock report -----------------------------------------------------------


class CardScanned(Event, frozen=True):
    """A citizen card was read; unsigned, so it only saves typing. Dates as ISO, or a year alone."""

    name: str
    personal_number: str
    birth_date: str
    sex: Literal["male", "female", ""]
    address: str


class TicketScanned(Event, frozen=True):
    """A ticket was read and lies with the engine; the visit never sees its digits."""


class BadgeScanned(Event, frozen=True):
    """A badge was read and lies with the engine."""


class UnknownScanned(Event, frozen=True):
    """A code that is no ticket, badge or citizen card. What it said is gone already."""


class PageHeard(Event, frozen=True):
    """The page has been read aloud to its end (or would have been, without a sound card)."""


class PhraseStarted(Event, frozen=True):
    """The phrase of this index of the present screen is being spoken; -1: silence."""

    index: int


class IdleWarned(Event, frozen=True):
    """Nobody has touched anything for the configured time."""


class IdleCounted(Event, frozen=True):
    """One more second of the count-down has passed."""

    left: int


class IdleOver(Event, frozen=True):
    """The count-down ran out."""


class HelperSignedIn(Event, frozen=True):
    """Badge and PIN were right."""

    helper: HelperId
    shown_name: str
    full_name: str
    team: str
    override: str = ""


class SignInFailed(Event, frozen=True):
    """Badge or PIN was refused. ``code`` as of takeover.sign_in; ``wait`` in seconds when one must wait."""

    code: str
    wait: int = 0


class LeaseEnded(Event, frozen=True):
    """The helper's lease ran out, was revoked or the helper went away."""


class DraftKept(Event, frozen=True):
    """The encrypted draft is on disk (committed) under this ticket number."""

    number: str


class NotKept(Event, frozen=True):
    """Keeping failed: nothing has been promised. ``code``: disk-full, store-broken, no-ward-key."""

    code: str


class DraftFound(Event, frozen=True):
    """The ticket names a saved visit here; its birth year must be told before anything is shown."""

    tries_left: int


class DraftOpened(Event, frozen=True):
    """The draft, opened by ticket and birth year. ``draft`` is the decoded tickets.draft payload's core."""

    language: Language
    life_event: str
    procedure: str
    apart: dict[str, str]
    papers: dict[str, bool]
    answers: dict[str, tuple[str, str]]
    asking: str
    birth_year: int


class TicketRefused(Event, frozen=True):
    """Wrong, foreign, expired, superseded or brute-forced: all alike."""


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


class DossierKept(Event, frozen=True):
    """The sealed dossier lies in the outbox (committed) under this ticket number; not yet at the ward."""

    number: str


class DossierReceived(Event, frozen=True):
    """The desk's signed receipt has come and been checked."""

    number: str


class DossierWaits(Event, frozen=True):
    """The ward could not be reached in time: the dossier stays here and goes out later."""

    number: str


class PrintEnded(Event, frozen=True):
    """What became of the ticket; see tickets.ports.PrintOutcome for the codes."""

    outcome: Literal["printed", "unknown", "out-of-paper", "cover-open", "cutter", "hot", "absent", "failed"]


class HelperComing(Event, frozen=True):
    """Somebody has taken the call."""

    shown_name: str


AnyEvent = (
    ChooseLanguage
    | OpenLanguages
    | ChooseLifeEvent
    | HaveTicket
    | ChooseApart
    | ChooseProcedure
    | MarkPaper
    | GoOn
    | Back
    | StartOver
    | SayAgain
    | ReadToMe
    | CallHelp
    | Answer
    | EditAnswer
    | TurnPage
    | Decide
    | TakeWay
    | StillHere
    | EnterTicket
    | EnterYear
    | OpenSignIn
    | EnterBadge
    | EnterPin
    | HandBack
    | AskToConfirm
    | RevealAnswer
    | WithdrawConsent
    | SignOut
    | TryPrintAgain
    | TicketInHand
    | CardScanned
    | TicketScanned
    | BadgeScanned
    | UnknownScanned
    | PageHeard
    | PhraseStarted
    | IdleWarned
    | IdleCounted
    | IdleOver
    | HelperSignedIn
    | SignInFailed
    | LeaseEnded
    | DraftKept
    | NotKept
    | DraftFound
    | DraftOpened
    | TicketRefused
    | StatusFound
    | DossierKept
    | DossierReceived
    | DossierWaits
    | PrintEnded
    | HelperComing
)
"""The union that is encoded and decoded at the face link."""

Touch = (
    ChooseLanguage
    | OpenLanguages
    | ChooseLifeEvent
    | HaveTicket
    | ChooseApart
    | ChooseProcedure
    | MarkPaper
    | GoOn
    | Back
    | StartOver
    | SayAgain
    | ReadToMe
    | CallHelp
    | Answer
    | EditAnswer
    | TurnPage
    | Decide
    | TakeWay
    | StillHere
    | EnterTicket
    | EnterYear
    | OpenSignIn
    | EnterBadge
    | EnterPin
    | HandBack
    | AskToConfirm
    | RevealAnswer
    | WithdrawConsent
    | SignOut
    | TryPrintAgain
    | TicketInHand
)
"""What a face may send; everything else is reported by the engine alone."""
