"""What a person can do in a visit: the touches that faces send.

All are msgspec Structs of one tagged union, so that they travel as bytes between face and core. Who caused an event is
never said here: the engine stamps that. What devices, the ward and the clock report stands in ``reports``.
"""

from __future__ import annotations

from typing import Final, Literal

from kiosk.visit.bench_events import BenchTouch, EnterPortalCode, WriteNote
from kiosk.visit.copy_events import CopyTouch
from kiosk.visit.day_events import DayTouch
from kiosk.visit.duty_events import DutyTouch
from kiosk.visit.event import Discreet, Event
from kiosk.visit.film_events import FilmBroken, FilmEnded, OpenSigns, PlayAgain, PlayFilm, StopFilm, Watch
from kiosk.visit.helper_events import (
    AskToConfirm,
    CallTouch,
    DeviceTouch,
    EnterBadge,
    EnterPin,
    HandBack,
    HelperTouch,
    Hide,
    LookAgain,
    OpenDevices,
    OpenSignIn,
    RevealAnswer,
    SignOut,
    TryPrinter,
    TryScanner,
    TrySound,
    Uncover,
    WithdrawConsent,
)
from kiosk.visit.home_events import AskHome
from kiosk.visit.learning_events import (
    BeginPractice,
    ChooseExercise,
    FillIn,
    OpenGuide,
    OpenLearning,
    PractiseAlone,
    ShowPracticeCard,
    TryAnswer,
)
from kiosk.visit.look import Look
from kiosk.visit.queue_events import QueueTouch
from kiosk.visit.witness_events import WitnessTouch

Language = Literal["vi", "km", "en"]
Stars = Literal[1, 2, 3, 4, 5]
Loudness = Literal[1, 2, 3]
"""How loud everything is said: quiet, usual, loud."""
LOUDNESSES: Final[tuple[Loudness, ...]] = (1, 2, 3)
Reason = Literal["waited", "hard", "machine", "alone"]
"""Why somebody was not content: waited long, hard to understand, trouble with the machine, nobody helped."""


class ChooseLanguage(Event, frozen=True):
    """A language was picked, on the first screen or in mid-visit."""

    language: Language


class OpenLanguages(Event, frozen=True):
    """The footer's language button."""


class OpenLook(Event, frozen=True):
    """The footer's button for letters and colours."""


class ChangeLook(Event, frozen=True):
    """Another size, contrast, reach or hand: the whole look as it is to be."""

    look: Look


class ChangeLoudness(Event, frozen=True):
    """Another loudness of everything that is said."""

    loudness: Loudness


class ChooseLifeEvent(Event, frozen=True):
    """A tile of the home screen."""

    life_event: str


class ListenToMe(Event, frozen=True):
    """Say what is looked for instead of typing it."""


class FindByLetters(Event, frozen=True):
    """Search for a procedure by typing instead of by pictures."""


class HaveTicket(Event, frozen=True):
    """I have a ticket": go to the page that reads one."""


class ChooseApart(Event, frozen=True):
    """An answer to a sibling question."""

    question: str
    choice: str


class ChooseProcedure(Event, frozen=True):
    """One of several procedures shown side by side."""

    code: str


class MarkPaper(Event, frozen=True):
    """Have or don't have, at a paper."""

    paper: str
    has: bool


class HavePapers(Event, frozen=True):
    """All papers of this page are here; goes on."""


class GoOn(Event, frozen=True):
    """The go-on button."""


class Back(Event, frozen=True):
    """One step back; never loses an answer."""


class StartOver(Event, frozen=True):
    """Back to the first screen; asks once when something has been entered."""


class SayAgain(Event, frozen=True):
    """Speak this screen once more."""


class Touched(Event, frozen=True):
    """A finger has come down, or a key was pressed: what is being said is cut off, whatever comes of the touch."""


class ReadToMe(Event, frozen=True):
    """Read and show the masked answers too."""


class CallHelp(Event, frozen=True):
    """Call the helper on duty."""


class ForgetSaved(Event, frozen=True):
    """Delete the saved visit that this one came back from; asks once."""


class OpenLost(Event, frozen=True):
    """The ticket is lost."""


class OpenPointing(Event, frozen=True):
    """Show pictures to point at: for whom speaking or hearing is hard."""


class PointAt(Discreet, frozen=True):
    """One of those pictures; it tells the person across the table, and is no answer."""

    sign: str


class Answer(Discreet, frozen=True):
    """An answer to the question on screen. ``value`` "" means "don't know"."""

    question: str
    value: str


class AnswerPart(Discreet, frozen=True):
    """One part of an answer that is asked in parts: a province, a hamlet, the same number once more."""

    question: str
    part: str
    value: str


class Type(Discreet, frozen=True):
    """What has been typed so far, where the screen suggests something at every letter. Nothing is answered yet."""

    question: str
    text: str


class Attend(Discreet, frozen=True):
    """Keys have brought somebody to something, or have typed. It is said aloud, and changes nothing.

    Things are named by their ids; the face's own keys by kind and value of their stroke: "letter:a", "year:1961".
    """

    targets: tuple[str, ...] = ()
    """What the ring is round: one thing, all of a row while scanning."""
    keys: Literal["pad", "arrows", "switch"] = "pad"
    """A number keypad, arrows, or one button."""
    typed: str = ""
    """What stands in the entry; as many dots where it is secret."""
    struck: str = ""
    """The key that has just been used on it; "nothing:" where that changed nothing, "word:" for a suggestion."""
    step: Literal["", "decade", "year", "month", "day"] = ""
    """The part of a date that is being chosen."""
    waits: bool = False
    """True: it is said when the page has been said; else at once."""


class EditAnswer(Event, frozen=True):
    """Go to one question from the review or the workbench and come back."""

    question: str


class ChoosePerson(Event, frozen=True):
    """Whose card was held up: the section of that person."""

    section: str


class TurnPage(Event, frozen=True):
    """Another page of a list."""

    page: int


class Decide(Event, frozen=True):
    """Yes or no to the one question on screen: consent, confirm, start over, go on after a crash, card."""

    yes: bool


class TakeWay(Event, frozen=True):
    """The choice after consent."""

    way: Literal["with-helper", "save", "home-visit", "counter"]


class StillHere(Event, frozen=True):
    """The idle warning was answered."""


class EnterTicket(Discreet, frozen=True):
    """The digits of a ticket, typed. A secret: never logged, never kept by the visit."""

    digits: str


class EnterYear(Discreet, frozen=True):
    """The birth year that guards a saved visit."""

    year: int


class TryPrintAgain(Event, frozen=True):
    """Print the ticket of this visit once more (marked as a reprint)."""


class LeaveCopy(Event, frozen=True):
    """Leave a copy of what was saved with the ward; asks for consent first."""


class TicketInHand(Event, frozen=True):
    """The person's answer where the printer could not tell whether the ticket came out."""

    yes: bool


class PrintList(Event, frozen=True):
    """Print the checklist of papers to bring."""


class Rate(Event, frozen=True):
    """How it was, 1 (angry) to 5 (very glad)."""

    stars: Stars


class GiveReason(Event, frozen=True):
    """What was not good, by picture."""

    reason: Reason


Touch = (
    ChooseLanguage
    | OpenLanguages
    | OpenLook
    | ChangeLook
    | ChangeLoudness
    | ChooseLifeEvent
    | FindByLetters
    | ListenToMe
    | BeginPractice
    | PractiseAlone
    | ChooseExercise
    | ShowPracticeCard
    | FillIn
    | HaveTicket
    | AskHome
    | QueueTouch
    | DayTouch
    | BenchTouch
    | CopyTouch
    | OpenLearning
    | OpenGuide
    | TryAnswer
    | ChooseApart
    | ChooseProcedure
    | Watch
    | StopFilm
    | PlayFilm
    | PlayAgain
    | OpenSigns
    | FilmEnded
    | FilmBroken
    | MarkPaper
    | HavePapers
    | GoOn
    | Back
    | StartOver
    | ForgetSaved
    | OpenLost
    | SayAgain
    | Touched
    | ReadToMe
    | CallHelp
    | CallTouch
    | OpenPointing
    | PointAt
    | Answer
    | AnswerPart
    | Type
    | Attend
    | EditAnswer
    | ChoosePerson
    | TurnPage
    | Decide
    | TakeWay
    | StillHere
    | EnterTicket
    | EnterYear
    | HelperTouch
    | WitnessTouch
    | DeviceTouch
    | DutyTouch
    | TryPrintAgain
    | LeaveCopy
    | TicketInHand
    | PrintList
    | Rate
    | GiveReason
)
"""What a face may send; everything else is reported by the engine alone."""

__all__ = [
    "AskToConfirm",
    "BeginPractice",
    "ChooseExercise",
    "Discreet",
    "EnterBadge",
    "EnterPin",
    "EnterPortalCode",
    "Event",
    "FillIn",
    "FilmBroken",
    "FilmEnded",
    "HandBack",
    "Hide",
    "LookAgain",
    "OpenDevices",
    "OpenGuide",
    "OpenLearning",
    "OpenSignIn",
    "OpenSigns",
    "PlayAgain",
    "PlayFilm",
    "PractiseAlone",
    "RevealAnswer",
    "ShowPracticeCard",
    "SignOut",
    "StopFilm",
    "TryAnswer",
    "TryPrinter",
    "TryScanner",
    "TrySound",
    "Uncover",
    "Watch",
    "WithdrawConsent",
    "WriteNote",
]
"""What is handed on besides what stands here."""
