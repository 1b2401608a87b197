"""What a practice visit asks of the world is answered here, as the world would answer. Nothing of it happens.

Built from words and an index to search; no store, printer, ward, key, roster or audit is within reach, and the layers
contract ``practice`` keeps it so.
"""

from __future__ import annotations

from typing import Final

from kiosk.ids import HelperId
from kiosk.procedures import Catalogue
from kiosk.texts import Texts
from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.device_reports import DaySlipEnded, LampTried, ToneEnded
from kiosk.visit.effects import (
    Audit,
    BeginDuty,
    CallHelper,
    CheckBadge,
    CheckPin,
    ClearClipboard,
    CopyAnswer,
    CopyPaper,
    DropCopy,
    Effect,
    EndCall,
    EndDuty,
    ForgetCopies,
    ForgetDraft,
    FreeHelper,
    GrantLease,
    HoldBadge,
    KeepCopy,
    KeepRating,
    KeepStop,
    LeaveWardCopy,
    ListenForWords,
    LookAtDay,
    LookAtDevices,
    LookForLocked,
    LookIntoList,
    MadeUpActs,
    NoteOfficerTold,
    OpenPortal,
    OpenQueue,
    OpenTicket,
    PlayTone,
    PrintChecklist,
    PrintDaySlip,
    PrintTicket,
    PrintTryout,
    ReleaseLease,
    RetryDossier,
    SaveDraft,
    SealDossier,
    SearchCatalogue,
    SendDossier,
    ShineLamp,
    ShowMadeUp,
    StopCopy,
    TakePlace,
    TurnCopy,
    UnlockDraft,
    WorkQueue,
)
from kiosk.visit.events import Event
from kiosk.visit.finding import FOUND_AT_MOST
from kiosk.visit.inventing import MadeUp
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.portal_reports import WindowRefused
from kiosk.visit.practising import PRACTICE_PIN
from kiosk.visit.reports import (
    BadgeScanned,
    CardScanned,
    CopiesForgotten,
    CopyKept,
    DeviceSeen,
    DevicesSeen,
    DossierKept,
    DossierReceived,
    DraftKept,
    HelperSignedIn,
    ListEnded,
    LockedSeen,
    MadeUpActed,
    NotForgotten,
    NotKept,
    NumberTaken,
    PaperSeen,
    PinWanted,
    PrintEnded,
    ProceduresFound,
    QueueChanged,
    SignInFailed,
    TicketRefused,
    TryoutEnded,
    WardCopyKept,
    WordsHeard,
)
from kiosk.visit.round_reports import RoundShut

NUMBER = "000"
"""Of every ticket in practice. Real ones have a letter of their kiosk before them and begin at 1."""
HELPER = HelperId("practice")
UNANSWERED = (
    Audit,
    BeginDuty,
    CallHelper,
    ClearClipboard,
    CopyAnswer,
    DropCopy,
    EndCall,
    EndDuty,
    GrantLease,
    HoldBadge,
    KeepRating,
    ReleaseLease,
    StopCopy,
)
"""What the world reports nothing of."""
_NUMBER = "001145000000"
_BORN = "1945-01-01"

_REFUSED: Final[dict[type[Effect], Event]] = {
    OpenTicket: TicketRefused(),
    UnlockDraft: TicketRefused(),
    ForgetDraft: NotForgotten(),
    OpenPortal: WindowRefused("absent"),
    LookIntoList: RoundShut("no-list"),
    KeepStop: NotKept("store-broken"),
}
"""What practice has nothing of: no ticket, no saved visit, no homes."""


class MakeBelieve:
    """The world of practice."""

    def __init__(self, catalogue: Catalogue, texts: Texts) -> None:
        self._catalogue = catalogue
        self._texts = texts

    def person(self) -> MadeUp:
        """Return the person who does not exist; official words are Vietnamese."""
        names = tuple(name.strip() for name in self._say("names").split(","))
        helper = self._texts.say("vi", "practice.helper.name")
        return MadeUp(names, _NUMBER, _BORN, self._say("place"), self._say("words"), helper)

    def _say(self, name: str) -> str:
        return self._texts.say("vi", f"practice.person.{name}")

    def report(self, effect: Effect, visit: PracticeVisit) -> Event | None:
        """Return what the world would report, None where it would report nothing."""
        match effect:
            case SearchCatalogue(text=text):
                return ProceduresFound(text, self._catalogue.search(text, FOUND_AT_MOST))
            case ListenForWords(turn=turn):
                return WordsHeard("", turn)
            case ShowMadeUp(what=what):
                return BadgeScanned() if what == "badge" else self._card(visit.person)
            case MadeUpActs(event=event, state=state):
                return MadeUpActed(event, state)
            case CheckPin() | CheckBadge() | LookForLocked() | FreeHelper():
                return self._of_sign_in(effect)
            case TakePlace() | OpenQueue() | WorkQueue() | LookAtDay() | RetryDossier() | NoteOfficerTold():
                return _of_queue(effect)
            case LookAtDevices() | PrintTryout() | PlayTone() | ShineLamp():
                return self._of_devices(effect)
            case SaveDraft():
                return DraftKept(NUMBER)
            case SealDossier():
                return DossierKept(NUMBER)
            case SendDossier():
                return DossierReceived(NUMBER)
            case LeaveWardCopy():
                return WardCopyKept(at_ward=True)
            case PrintTicket():
                return PrintEnded("printed")
            case PrintDaySlip():
                return DaySlipEnded("printed")
            case PrintChecklist():
                return ListEnded("printed")
            case CopyPaper() | TurnCopy() | KeepCopy() | ForgetCopies():
                return _of_copies(effect, visit)
            case _ if type(effect) in _REFUSED:
                return _REFUSED[type(effect)]
            case _ if isinstance(effect, UNANSWERED):
                return None
            case _:
                raise TypeError(f"practice knows nothing of {type(effect).__name__}")

    def _of_sign_in(self, effect: CheckPin | CheckBadge | LookForLocked | FreeHelper) -> Event:
        match effect:
            case CheckPin(pin=pin):
                return self._signed_in() if pin == PRACTICE_PIN else SignInFailed("wrong-pin")
            case CheckBadge():
                return PinWanted()
            case _:
                return LockedSeen(())

    def _of_devices(self, effect: LookAtDevices | PrintTryout | PlayTone | ShineLamp) -> Event:
        match effect:
            case LookAtDevices():
                return DevicesSeen((DeviceSeen("printer", "ready"),))
            case PrintTryout():
                return TryoutEnded("printed")
            case PlayTone():
                return ToneEnded(played=True)
            case ShineLamp():
                return LampTried(reached=True)

    def _card(self, person: MadeUp) -> CardScanned:
        return CardScanned(person.names[0], person.number, person.birth_date, "female", person.place)

    def _signed_in(self) -> HelperSignedIn:
        name = self._texts.say("vi", "practice.helper.name")
        return HelperSignedIn(HELPER, name, name, self._texts.say("vi", "practice.helper.team"))


def _of_queue(
    effect: TakePlace | OpenQueue | WorkQueue | LookAtDay | RetryDossier | NoteOfficerTold,
) -> Event:
    match effect:
        case TakePlace():
            return NumberTaken(NUMBER)
        case OpenQueue():
            return SignInFailed("unknown-badge")
        case WorkQueue():
            return QueueChanged(called=False)
        case _:
            return DayLookedAt()


def _of_copies(effect: CopyPaper | TurnCopy | KeepCopy | ForgetCopies, visit: PracticeVisit) -> Event:
    match effect:
        case KeepCopy(paper=paper):
            return CopyKept(paper, visit.copies.kept.get(paper, 0) + 1)
        case ForgetCopies(paper=paper):
            return CopiesForgotten(paper)
        case _:
            return PaperSeen("good", b"")  # the page shows a made-up paper instead
