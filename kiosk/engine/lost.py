"""What is reported of an effect whose worker broke: nothing is claimed that may not be so."""

from __future__ import annotations

from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.device_reports import DaySlipEnded, LampTried, ToneEnded
from kiosk.visit.effects import (
    CheckBadge,
    CheckPin,
    CopyPaper,
    Effect,
    ForgetCopies,
    ForgetDraft,
    FreeHelper,
    KeepCopy,
    KeepRating,
    LeaveWardCopy,
    ListenForWords,
    LookAtDay,
    LookAtDevices,
    LookForLocked,
    NoteOfficerTold,
    OpenQueue,
    PlayTone,
    PrintChecklist,
    PrintDaySlip,
    PrintTicket,
    PrintTryout,
    RetryDossier,
    SaveDraft,
    SealDossier,
    SearchCatalogue,
    SendDossier,
    ShineLamp,
    TakePlace,
    TurnCopy,
    WorkQueue,
)
from kiosk.visit.events import Event
from kiosk.visit.reports import (
    CopiesStay,
    DevicesSeen,
    DossierWaits,
    ListEnded,
    LockedSeen,
    NotForgotten,
    NotKept,
    PaperNotSeen,
    PrintEnded,
    ProceduresFound,
    SignInFailed,
    TicketRefused,
    TryoutEnded,
    WordsHeard,
)


def lost(effect: Effect) -> Event | None:
    """Return what to report when a worker broke its promise: nothing is claimed that may not be so."""
    match effect:
        case SaveDraft() | SealDossier() | LeaveWardCopy() | KeepCopy() | TakePlace() | WorkQueue():
            return NotKept("store-broken")
        case ForgetCopies():
            return CopiesStay("store-broken")
        case CopyPaper() | TurnCopy():
            return PaperNotSeen("unreadable")
        case SendDossier():
            return DossierWaits("")
        case PrintTicket():
            return PrintEnded("unknown")
        case CheckPin() | CheckBadge() | OpenQueue():
            return SignInFailed("store-broken")
        case LookForLocked() | FreeHelper():
            return LockedSeen((), "no-call")
        case PrintChecklist():
            return ListEnded("unknown")
        case PrintTryout():
            return TryoutEnded("unknown")
        case PrintDaySlip():
            return DaySlipEnded("unknown")
        case PlayTone():
            return ToneEnded(played=False)
        case LookAtDay() | RetryDossier() | NoteOfficerTold():
            return DayLookedAt(failed=True)
        case ShineLamp():
            return LampTried(reached=False)
        case LookAtDevices():
            return DevicesSeen(())
        case SearchCatalogue(text=text):
            return ProceduresFound(text, ())
        case ListenForWords(turn=turn):
            return WordsHeard("", turn)
        case KeepRating():
            return None
        case ForgetDraft():
            return NotForgotten()
        case _:
            return TicketRefused()
