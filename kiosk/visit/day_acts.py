"""The board of the point's day, besides the line: what needs a person, and what is done about it."""

from __future__ import annotations

from kiosk.visit.day_events import OpenDay, SendNow, TellOfficer, TryDossier
from kiosk.visit.day_reports import DayLookedAt
from kiosk.visit.effects import Audit, NoteOfficerTold, RetryDossier
from kiosk.visit.states import Complaint, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay


def sees_all(visit: Visit) -> bool:
    """Tell whether whoever stands at the board has shown more than the badge."""
    return visit.helper is not None and not visit.helper.by_badge


@on(OpenDay, State.CALLING)
def open_day(_: Context, visit: Visit, __: OpenDay) -> Step:
    """Ask for the PIN of the badge that was shown; a call is heard to its end first."""
    if visit.calling or sees_all(visit):
        return refuse(visit, "not-now")
    return go(visit, State.SIGN_IN_PIN, before_help=State.CALLING, wants_day=True)


@on(TryDossier, State.CALLING)
def try_dossier(_: Context, visit: Visit, event: TryDossier) -> Step:
    """Somebody may have put right why the desk refused it."""
    if not sees_all(visit):
        return refuse(visit, "not-now")
    record = Audit("dossier-sent-again", event.dossier)
    return stay(visit, record, RetryDossier(event.dossier), complaint=None)


@on(SendNow, State.CALLING)
def send_now(_: Context, visit: Visit, __: SendNow) -> Step:
    """Nothing is lost by asking twice, and nothing by waiting."""
    if not sees_all(visit):
        return refuse(visit, "not-now")
    return stay(visit, RetryDossier(), complaint=None)


@on(TellOfficer, State.CALLING)
def tell_officer(_: Context, visit: Visit, event: TellOfficer) -> Step:
    """It stays here, marked, until the ward has put it right."""
    if not sees_all(visit):
        return refuse(visit, "not-now")
    record = Audit("officer-told", event.dossier)
    return stay(visit, record, NoteOfficerTold(event.dossier), complaint=None)


@on(DayLookedAt, State.CALLING)
def looked_at(_: Context, visit: Visit, event: DayLookedAt) -> Step:
    """Show it; what could not be noted is said."""
    return stay(visit, complaint=Complaint("not-noted")) if event.failed else stay(visit)
