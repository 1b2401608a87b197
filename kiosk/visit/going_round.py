"""A helper goes from home to home: the day's list, one home, what changes hands there, and who signs for it.

Nothing of it is shown to anybody but its helper, but for the page that the resident signs. What was done is kept
sealed before it is said to be; what was only ticked goes with the page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.visit.day_acts import sees_all
from kiosk.visit.effects import Audit, Effect, KeepStop, LookIntoList, ReleaseLease
from kiosk.visit.events import Back, Decide, TurnPage
from kiosk.visit.ink import drawn, is_signed
from kiosk.visit.look import USUAL
from kiosk.visit.queueing import has_begun
from kiosk.visit.reports import NotKept
from kiosk.visit.round import UNSIGNED, Round, Signing
from kiosk.visit.round_events import (
    AskToSign,
    CannotWrite,
    CrossSeen,
    DrawStroke,
    KeepSteps,
    OpenRound,
    OpenStage,
    OpenStop,
    SignedByHelper,
    Tick,
    WipeInk,
)
from kiosk.visit.round_reports import RoundOpened, RoundShut, StopKept
from kiosk.visit.states import Complaint, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay, wiped

SIGNED = (State.SIGN_RESIDENT, State.SIGN_HELPER)
"""Where a finger draws."""


@on(OpenRound, State.CALLING)
def open_round(_: Context, visit: Visit, __: OpenRound) -> Step:
    """Look for the list of today. Nobody else's visit may be under way: the homes are nobody's but theirs."""
    if visit.calling or not sees_all(visit):
        return refuse(visit, "not-now")
    if visit.helper is not None and visit.helper.role == "it":
        return stay(visit, complaint=Complaint("it-takes-nothing-over"))
    if has_begun(visit):
        return stay(visit, complaint=Complaint("visit-under-way"))
    return go(visit, State.ROUND_OPENING, Audit("round-asked"), LookIntoList())


@on(RoundOpened, State.ROUND_OPENING)
def round_opened(_: Context, visit: Visit, event: RoundOpened) -> Step:
    """Show it."""
    opened = Round(event.stops, frozenset(event.told))
    return go(visit, State.ROUND, Audit("round-opened"), round=opened)


@on(RoundShut, State.ROUND_OPENING)
def round_shut(_: Context, visit: Visit, event: RoundShut) -> Step:
    """Say why not, on the board."""
    return go(visit, State.CALLING, complaint=Complaint(f"round-{event.code}"))


@on(Back, State.ROUND)
def close_round(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the board; nothing of any home stays open."""
    return go(visit, State.CALLING, round=None)


@on(OpenStop, State.ROUND)
def open_stop(_: Context, visit: Visit, event: OpenStop) -> Step:
    """One home; whoever signs there is asked in the language of the visit's asking, in usual letters."""
    opened = visit.round
    stop = next((one for one in opened.stops if one.id == event.stop), None) if opened is not None else None
    if opened is None or stop is None:
        return refuse(visit, "not-asked")
    at = Round(opened.stops, opened.told, event.stop)
    fresh: dict[str, Any] = {"round": at, "stash": None, "language": stop.language, "look": USUAL}
    return go(visit, State.HOME_STOP, Audit("home-opened", event.stop), **fresh)


@on(Back, State.HOME_STOP)
def leave_stop(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the list."""
    opened = visit.round
    return go(visit, State.ROUND, round=replace(opened, at="") if opened else None)


@on(OpenStage, State.HOME_STOP)
def open_stage(_: Context, visit: Visit, event: OpenStage) -> Step:
    """Papers, steps or results of this home, nothing of them ticked yet."""
    opened = visit.round
    stop = opened.stop if opened is not None else None
    if opened is None or stop is None or not stop.things(event.stage):
        return refuse(visit, "not-asked")
    begun = replace(opened, stage=event.stage, ticked=frozenset(), signing=Signing())
    return go(visit, State.STOP_THINGS, round=begun)


@on(Tick, State.STOP_THINGS)
def tick(_: Context, visit: Visit, event: Tick) -> Step:
    """It is here, or done; touched again it is not."""
    opened = visit.round
    stop = opened.stop if opened is not None else None
    if opened is None or stop is None or event.thing not in {one.id for one in stop.things(opened.stage)}:
        return refuse(visit, "not-asked")
    return stay(visit, round=replace(opened, ticked=opened.ticked ^ {event.thing}), complaint=None)


@on(TurnPage, State.ROUND, State.HOME_STOP, State.STOP_THINGS)
def turn(_: Context, visit: Visit, event: TurnPage) -> Step:
    """More rows."""
    return stay(visit, page=max(0, event.page), complaint=None)


@on(Back, State.STOP_THINGS)
def leave_things(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the home; what was only ticked is forgotten."""
    return _at_stop(visit)


@on(KeepSteps, State.STOP_THINGS)
def keep_steps(_: Context, visit: Visit, __: KeepSteps) -> Step:
    """Keep what was done, or why nothing was, sealed."""
    if visit.round is None or visit.round.stage not in UNSIGNED:
        return refuse(visit, "not-asked")
    return _kept(visit) if visit.round.chosen else stay(visit, complaint=Complaint("nothing-ticked"))


@on(AskToSign, State.STOP_THINGS)
def ask_to_sign(_: Context, visit: Visit, __: AskToSign) -> Step:
    """Turn the glass to the resident: what changes hands is read to them, and they sign for it."""
    if visit.round is None or visit.round.stage in UNSIGNED:
        return refuse(visit, "not-asked")
    if not visit.round.chosen:
        return stay(visit, complaint=Complaint("nothing-ticked"))
    asked = replace(visit.round, signing=Signing())
    return go(visit, State.SIGN_RESIDENT, round=asked, spoken=visit.spoken + 1)


@on(DrawStroke, *SIGNED)
def draw(_: Context, visit: Visit, event: DrawStroke) -> Step:
    """One stroke more, by whoever signs."""
    if visit.round is None:
        return refuse(visit, "not-asked")
    signing, resident = visit.round.signing, visit.state is State.SIGN_RESIDENT
    after = drawn(signing.resident if resident else signing.helper, event.stroke)
    if after is None:
        return refuse(visit, "no-stroke")
    signed = replace(signing, resident=after) if resident else replace(signing, helper=after)
    return stay(visit, round=replace(visit.round, signing=signed), complaint=None)


@on(WipeInk, *SIGNED)
def wipe_ink(_: Context, visit: Visit, __: WipeInk) -> Step:
    """Begin anew."""
    if visit.round is None:
        return refuse(visit, "not-asked")
    signing = visit.round.signing
    empty = (
        replace(signing, resident=()) if visit.state is State.SIGN_RESIDENT else replace(signing, helper=())
    )
    return stay(visit, round=replace(visit.round, signing=empty), complaint=None)


@on(CannotWrite, State.SIGN_RESIDENT)
def cannot_write(_: Context, visit: Visit, event: CannotWrite) -> Step:
    """A cross, or a mark of the thumb, in place of a name: it is recorded as what it is."""
    if visit.round is None:
        return refuse(visit, "not-asked")
    signing = Signing(cross=event.cross)
    return stay(visit, round=replace(visit.round, signing=signing), complaint=None)


@on(Decide, State.SIGN_RESIDENT)
def resident_signed(_: Context, visit: Visit, event: Decide) -> Step:
    """The resident has signed, or keeps what is theirs; it has been read to them before."""
    if not visit.heard:
        return refuse(visit, "not-heard")
    if visit.round is None:
        return refuse(visit, "not-asked")
    if not event.yes:
        back = replace(visit.round, signing=Signing())
        return go(
            visit, State.STOP_THINGS, Audit("custody-refused"), round=back, complaint=Complaint("not-signed")
        )
    if not is_signed(visit.round.signing.resident):
        return stay(visit, complaint=Complaint("sign-first"))
    signed = replace(visit.round.signing, heard=not visit.silenced, language=visit.language)
    after = State.SIGN_SEEN_BY if signed.cross else State.SIGN_HELPER
    return go(visit, after, round=replace(visit.round, signing=signed))


@on(CrossSeen, State.SIGN_SEEN_BY)
def cross_seen(_: Context, visit: Visit, event: CrossSeen) -> Step:
    """Who else saw it; now the helper signs."""
    if visit.round is None:
        return refuse(visit, "not-asked")
    signing = replace(visit.round.signing, seer=event.seer)
    return go(visit, State.SIGN_HELPER, round=replace(visit.round, signing=signing))


@on(Back, State.SIGN_SEEN_BY, State.SIGN_HELPER)
def not_signed(_: Context, visit: Visit, __: Back) -> Step:
    """Both begin anew, from what changes hands."""
    if visit.round is None:
        return go(visit, State.CALLING)
    return go(visit, State.STOP_THINGS, round=replace(visit.round, signing=Signing()))


@on(SignedByHelper, State.SIGN_HELPER)
def helper_signed(_: Context, visit: Visit, __: SignedByHelper) -> Step:
    """Both have signed: seal it at once."""
    if visit.round is None:
        return refuse(visit, "not-asked")
    if not is_signed(visit.round.signing.helper):
        return stay(visit, complaint=Complaint("sign-first"))
    cross = visit.round.signing.cross
    seen = f":cross:{visit.round.signing.seer}" if cross else ""
    return _kept(visit, Audit("custody-signed", f"{visit.round.stage}{seen}"))


def _kept(visit: Visit, *records: Effect) -> Step:
    return go(visit, State.STOP_KEEPING, *records, KeepStop())


@on(StopKept, State.STOP_KEEPING)
def stop_kept(_: Context, visit: Visit, __: StopKept) -> Step:
    """It lies sealed on the disk: only now it is said so. What was signed is forgotten here."""
    opened = visit.round
    if opened is None:
        return go(visit, State.CALLING)
    told = opened.told | {(opened.at, opened.stage)}
    after = Round(opened.stops, told, opened.at, opened.stage, kept=True)
    return go(visit, State.HOME_STOP, Audit("home-report-kept", opened.stage), round=after)


@on(NotKept, State.STOP_KEEPING)
def stop_not_kept(_: Context, visit: Visit, event: NotKept) -> Step:
    """Nothing is kept, so nothing is said to be: what is ticked stands still, and both sign anew."""
    opened = visit.round
    record, complaint = Audit("not-kept", event.code), Complaint("stop-not-kept")
    if opened is None:
        return go(visit, State.CALLING, record, complaint=complaint)
    again = replace(opened, signing=Signing())
    return go(visit, State.STOP_THINGS, record, round=again, complaint=complaint)


def _at_stop(visit: Visit) -> Step:
    opened = visit.round
    fresh = Round(opened.stops, opened.told, opened.at) if opened is not None else None
    return go(visit, State.HOME_STOP, round=fresh)


def round_over(visit: Visit, why: str) -> Step:
    """Return the step when the helper has gone from a round: nothing of any home is left."""
    return wiped(visit, Audit("round-closed", why), ReleaseLease("ended"))
