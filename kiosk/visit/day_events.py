"""Touches of a helper on the board of the day, and of a case for somebody who is not here. Part of ``events``."""

from __future__ import annotations

from kiosk.ids import DossierId
from kiosk.visit.absence import Asker, Authorisation, Relation
from kiosk.visit.event import Event
from kiosk.visit.round_events import RoundTouch


class OpenDay(Event, frozen=True):
    """Whoever has shown no more than the badge wants to see the rest of the board, too."""


class TryDossier(Event, frozen=True):
    """Send what the desk has refused once more."""

    dossier: DossierId


class SendNow(Event, frozen=True):
    """Send at once what waits, and once more what nobody has answered for: the ward takes it as the same."""


class TellOfficer(Event, frozen=True):
    """The officer has been told of what the desk refuses."""

    dossier: DossierId


class OpenAbsent(Event, frozen=True):
    """Begin a case for somebody who is not here."""


class ChooseAsker(Event, frozen=True):
    """Who asks for them."""

    asker: Asker


class ChooseRelation(Event, frozen=True):
    """What the one who asks is to them."""

    relation: Relation


class ChooseAuthorisation(Event, frozen=True):
    """What was seen or heard of their leave."""

    authorisation: Authorisation


class FinishCase(Event, frozen=True):
    """The helper has written down what there is: how does it end?"""


DayTouch = (
    OpenDay
    | TryDossier
    | SendNow
    | TellOfficer
    | OpenAbsent
    | ChooseAsker
    | ChooseRelation
    | ChooseAuthorisation
    | FinishCase
    | RoundTouch
)
