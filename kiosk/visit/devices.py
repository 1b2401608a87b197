"""The page of the point's devices: for a helper who has signed in with badge and PIN, wherever that was."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Audit, Effect, LookAtDevices, PrintTryout, ReleaseLease
from kiosk.visit.events import Back, LookAgain, OpenDevices, TryPrinter
from kiosk.visit.reports import DevicesSeen, TryoutEnded
from kiosk.visit.states import Bench, Complaint, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay


def open_devices(visit: Visit, helper: Helper, opened_from: State, *records: Effect) -> Step:
    """Show what is plugged in; it is the helper's as long as they do something."""
    effects = (*records, Audit("devices-opened", "", helper.id), LookAtDevices())
    bench = Bench(opened_from=opened_from)
    return go(visit, State.DEVICES, *effects, helper=helper, before_help=None, bench=bench)


@on(OpenDevices, State.CALLING)
def from_board(_: Context, visit: Visit, __: OpenDevices) -> Step:
    """The helper at the board wants to know how the devices are; a call is heard to its end first.

    Whoever has shown no more than the badge is asked for its PIN.
    """
    if visit.helper is None or visit.calling:
        return refuse(visit, "not-now")
    if visit.helper.by_badge:
        return go(visit, State.SIGN_IN_PIN, before_help=State.CALLING)
    return open_devices(visit, visit.helper, State.CALLING)


@on(OpenDevices, State.WORKBENCH)
def from_workbench(_: Context, visit: Visit, __: OpenDevices) -> Step:
    """The printer is to be looked after before somebody's ticket hangs on it; the form waits."""
    if visit.helper is None:
        return refuse(visit, "not-now")
    return open_devices(visit, visit.helper, State.WORKBENCH)


@on(LookAgain, State.DEVICES)
def look_again(_: Context, visit: Visit, __: LookAgain) -> Step:
    """Look at the cables anew."""
    return stay(visit, LookAtDevices(), bench=replace(visit.bench, seen=()), complaint=None)


@on(TryPrinter, State.DEVICES)
def try_printer(_: Context, visit: Visit, __: TryPrinter) -> Step:
    """Print a test ticket, one at a time."""
    if visit.bench.printing:
        return refuse(visit, "not-now")
    effects = (Audit("printer-tried"), PrintTryout())
    return stay(visit, *effects, bench=replace(visit.bench, printing=True, outcome=""), complaint=None)


@on(DevicesSeen, State.DEVICES)
def seen(_: Context, visit: Visit, event: DevicesSeen) -> Step:
    """Show how they are."""
    return stay(visit, bench=replace(visit.bench, seen=event.devices))


@on(TryoutEnded, State.DEVICES)
def tried(_: Context, visit: Visit, event: TryoutEnded) -> Step:
    """Say what the printer said of it, and look how it is now."""
    return stay(visit, LookAtDevices(), bench=replace(visit.bench, printing=False, outcome=event.outcome))


@on(Back, State.DEVICES)
def leave(_: Context, visit: Visit, __: Back) -> Step:
    """Close it: back to the helper's own page, or without the helper to where they signed in."""
    if visit.bench.opened_from in {State.CALLING, State.WORKBENCH}:
        return go(visit, visit.bench.opened_from, bench=Bench())
    return close_devices(visit)


def close_devices(visit: Visit) -> Step:
    """Return where the sign-in began, without the helper; whoever stands there has nothing to be helped with yet."""
    back, gone = visit.bench.opened_from, ReleaseLease("ended")
    complaint = None if back is State.HOME else Complaint("nothing-to-take-over")
    return go(visit, back, gone, helper=None, behind=None, bench=Bench(), complaint=complaint)


def is_at_devices(visit: Visit, opened_from: State | None = None) -> bool:
    """Tell whether the page is on the screen, or under one laid over it, and was opened from there."""
    here = (visit.behind or visit.state) is State.DEVICES
    return here and opened_from in {None, visit.bench.opened_from}
