"""The page of the point's devices: for a helper who has signed in while nobody's visit is under way."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Audit, Effect, LookAtDevices, PrintTryout, ReleaseLease
from kiosk.visit.events import Back, LookAgain, OpenDevices, TryPrinter
from kiosk.visit.reports import DevicesSeen, TryoutEnded
from kiosk.visit.states import Bench, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay


def open_devices(visit: Visit, helper: Helper, *records: Effect) -> Step:
    """Show what is plugged in; it is the helper's as long as they do something."""
    effects = (*records, Audit("devices-opened", "", helper.id), LookAtDevices())
    return go(visit, State.DEVICES, *effects, helper=helper, bench=Bench())


@on(OpenDevices, State.CALLING)
def from_board(_: Context, visit: Visit, __: OpenDevices) -> Step:
    """The helper at the board wants to know how the devices are; a call is heard to its end first."""
    if visit.helper is None or visit.calling:
        return refuse(visit, "not-now")
    return open_devices(replace(visit, before_help=State.CALLING), visit.helper)


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
    """Close it: back to the board, or without the helper to where residents begin."""
    if is_at_board_devices(visit):
        return go(visit, State.CALLING, before_help=None, bench=Bench())
    return close_devices(visit)


def close_devices(visit: Visit) -> Step:
    """Return where residents begin, without the helper."""
    gone = ReleaseLease("ended")
    return go(visit, State.HOME, gone, helper=None, before_help=None, behind=None, bench=Bench())


def is_at_devices(visit: Visit) -> bool:
    """Tell whether the page is on the screen, or under one laid over it."""
    return (visit.behind or visit.state) is State.DEVICES


def is_at_board_devices(visit: Visit) -> bool:
    """Tell whether it was opened from the board."""
    return is_at_devices(visit) and visit.before_help is State.CALLING
