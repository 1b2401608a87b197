"""What a practice visit asks of the world is answered here, as the world would answer. Nothing of it happens.

Built from words and an index to search; no store, printer, ward, key, roster or audit is within reach, and the layers
contract ``practice`` keeps it so.
"""

from __future__ import annotations

from kiosk.ids import HelperId
from kiosk.procedures import Catalogue
from kiosk.texts import Texts
from kiosk.visit.effects import (
    Audit,
    CallHelper,
    CheckPin,
    Effect,
    ForgetDraft,
    GrantLease,
    HoldBadge,
    KeepRating,
    ListenForWords,
    LookAtDevices,
    MadeUpActs,
    OpenQueue,
    OpenTicket,
    PrintChecklist,
    PrintTicket,
    PrintTryout,
    ReleaseLease,
    SaveDraft,
    SealDossier,
    SearchCatalogue,
    SendDossier,
    ShowMadeUp,
    TakePlace,
    UnlockDraft,
    WorkQueue,
)
from kiosk.visit.events import Event
from kiosk.visit.finding import FOUND_AT_MOST
from kiosk.visit.inventing import MadeUp
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.practising import PRACTICE_PIN
from kiosk.visit.reports import (
    BadgeScanned,
    CardScanned,
    DeviceSeen,
    DevicesSeen,
    DossierKept,
    DossierReceived,
    DraftKept,
    HelperSignedIn,
    ListEnded,
    MadeUpActed,
    NotForgotten,
    NumberTaken,
    PrintEnded,
    ProceduresFound,
    QueueChanged,
    SignInFailed,
    TicketRefused,
    TryoutEnded,
    WordsHeard,
)

NUMBER = "000"
"""Of every ticket in practice. Real ones have a letter of their kiosk before them and begin at 1."""
HELPER = HelperId("practice")
_NUMBER = "001145000000"
_BORN = "1945-01-01"


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
            case CheckPin(pin=pin):
                return self._signed_in() if pin == PRACTICE_PIN else SignInFailed("wrong-pin")
            case TakePlace():
                return NumberTaken(NUMBER)
            case LookAtDevices():
                return DevicesSeen((DeviceSeen("printer", "ready"),))
            case PrintTryout():
                return TryoutEnded("printed")
            case OpenQueue():
                return SignInFailed("unknown-badge")
            case WorkQueue():
                return QueueChanged(called=False)
            case SaveDraft():
                return DraftKept(NUMBER)
            case SealDossier():
                return DossierKept(NUMBER)
            case SendDossier():
                return DossierReceived(NUMBER)
            case PrintTicket():
                return PrintEnded("printed")
            case PrintChecklist():
                return ListEnded("printed")
            case OpenTicket() | UnlockDraft():
                return TicketRefused()
            case ForgetDraft():
                return NotForgotten()
            case Audit() | CallHelper() | GrantLease() | ReleaseLease() | HoldBadge() | KeepRating():
                return None
            case _:
                raise TypeError(f"practice knows nothing of {type(effect).__name__}")

    def _card(self, person: MadeUp) -> CardScanned:
        return CardScanned(person.names[0], person.number, person.birth_date, "female", person.place)

    def _signed_in(self) -> HelperSignedIn:
        name = self._texts.say("vi", "practice.helper.name")
        return HelperSignedIn(HELPER, name, name, self._texts.say("vi", "practice.helper.team"))
