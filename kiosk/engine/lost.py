"""What is reported of an effect whose worker broke: nothing is claimed that may not be so."""

from __future__ import annotations

from typing import Final

from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.device_reports import DaySlipEnded, LampTried, ToneEnded
from kiosk.visit.effects import (
    CheckBadge,
    CheckPin,
    ClearClipboard,
    CopyAnswer,
    CopyPaper,
    Effect,
    ForgetCopies,
    ForgetDraft,
    FreeHelper,
    KeepCopy,
    KeepRating,
    KeepStop,
    LeaveWardCopy,
    ListenForWords,
    LookAtDay,
    LookAtDevices,
    LookForLocked,
    LookIntoList,
    NoteOfficerTold,
    OpenPortal,
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
from kiosk.visit.portal_reports import NotCopied, WindowRefused
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
from kiosk.visit.round_reports import RoundShut

_NOT_KEPT: Final = NotKept("store-broken")
_NOT_SEEN: Final = PaperNotSeen("unreadable")
_NOT_IN: Final = SignInFailed("store-broken")
_NOT_LOOKED: Final = DayLookedAt(failed=True)
_NOBODY: Final = LockedSeen((), "no-call")
_TOLD: Final[dict[type[Effect], Event | None]] = {
    SaveDraft: _NOT_KEPT,
    SealDossier: _NOT_KEPT,
    LeaveWardCopy: _NOT_KEPT,
    KeepCopy: _NOT_KEPT,
    TakePlace: _NOT_KEPT,
    WorkQueue: _NOT_KEPT,
    KeepStop: _NOT_KEPT,
    ForgetCopies: CopiesStay("store-broken"),
    CopyPaper: _NOT_SEEN,
    TurnCopy: _NOT_SEEN,
    SendDossier: DossierWaits(""),
    PrintTicket: PrintEnded("unknown"),
    CheckPin: _NOT_IN,
    CheckBadge: _NOT_IN,
    OpenQueue: _NOT_IN,
    LookIntoList: RoundShut("store-broken"),
    LookForLocked: _NOBODY,
    FreeHelper: _NOBODY,
    PrintChecklist: ListEnded("unknown"),
    PrintTryout: TryoutEnded("unknown"),
    PrintDaySlip: DaySlipEnded("unknown"),
    PlayTone: ToneEnded(played=False),
    LookAtDay: _NOT_LOOKED,
    RetryDossier: _NOT_LOOKED,
    NoteOfficerTold: _NOT_LOOKED,
    ShineLamp: LampTried(reached=False),
    LookAtDevices: DevicesSeen(()),
    KeepRating: None,
    ClearClipboard: None,
    CopyAnswer: NotCopied(),
    OpenPortal: WindowRefused("failed"),
    ForgetDraft: NotForgotten(),
}
"""What is claimed of a kind of effect that broke."""


def lost(effect: Effect) -> Event | None:
    """Return what to report when a worker broke its promise: nothing is claimed that may not be so."""
    match effect:
        case SearchCatalogue(text=text):
            return ProceduresFound(text, ())
        case ListenForWords(turn=turn):
            return WordsHeard("", turn)
        case _:
            return _TOLD.get(type(effect), TicketRefused())
