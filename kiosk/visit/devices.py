"""The page of the point's devices: for a helper who has signed in with badge and PIN, wherever that was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.visit.bench import Bench
from kiosk.visit.device_reports import LampTried, ScanTried, ToneEnded
from kiosk.visit.effects import Audit, Effect, LookAtDevices, PlayTone, PrintTryout, ReleaseLease, ShineLamp
from kiosk.visit.events import Back, LookAgain, OpenDevices, TryPrinter, TryScanner, TrySound
from kiosk.visit.helper_events import TryLamp
from kiosk.visit.reports import DevicesSeen, TryoutEnded
from kiosk.visit.states import OVERLAYS, Complaint, Helper, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay

HERE = (State.DEVICES, *OVERLAYS)
"""Where it may be told how devices are: a page laid over this one lets nothing get lost."""


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
        return go(visit, State.SIGN_IN_PIN, before_help=State.CALLING, wants_day=False)
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
    return _tried(visit, LookAtDevices(), seen=())


@on(TryPrinter, State.DEVICES)
def try_printer(_: Context, visit: Visit, __: TryPrinter) -> Step:
    """Print a test ticket, one at a time: a touch meanwhile does nothing."""
    if visit.bench.printing:
        return stay(visit)
    return _tried(visit, Audit("printer-tried"), PrintTryout(), printing=True)


@on(TryScanner, State.DEVICES)
def try_scanner(_: Context, visit: Visit, __: TryScanner) -> Step:
    """Wait for anything to be held under the scanner; of what comes, only that it came is told."""
    return _tried(visit, scan="waiting")


@on(TrySound, State.DEVICES)
def try_sound(_: Context, visit: Visit, __: TrySound) -> Step:
    """Play a tone, one at a time: a touch meanwhile does nothing."""
    if visit.bench.tone == "playing":
        return stay(visit)
    return _tried(visit, PlayTone(), tone="playing")


@on(TryLamp, State.DEVICES)
def try_lamp(_: Context, visit: Visit, __: TryLamp) -> Step:
    """Let the lamp shine for a moment, once at a time: a touch meanwhile does nothing."""
    if visit.bench.lamp == "shining":
        return stay(visit)
    return _tried(visit, ShineLamp(), lamp="shining")


def _tried(visit: Visit, *effects: Effect, **changes: Any) -> Step:
    """Return the page with nothing told any more of what was tried before; what is under way goes on."""
    bench = visit.bench
    fresh: dict[str, Any] = {
        "outcome": "",
        "scan": "",
        "tone": "playing" if bench.tone == "playing" else "",
        "lamp": "shining" if bench.lamp == "shining" else "",
        **changes,
    }
    return stay(visit, *effects, bench=replace(bench, **fresh), complaint=None)


@on(DevicesSeen, *HERE)
def seen(_: Context, visit: Visit, event: DevicesSeen) -> Step:
    """Show how they are."""
    if not is_at_devices(visit):
        return refuse(visit, "not-now")
    return stay(visit, bench=replace(visit.bench, seen=event.devices))


@on(TryoutEnded, *HERE)
def tried(_: Context, visit: Visit, event: TryoutEnded) -> Step:
    """Say what the printer said of it, and look how it is now."""
    if not is_at_devices(visit):
        return refuse(visit, "not-now")
    return stay(visit, LookAtDevices(), bench=replace(visit.bench, printing=False, outcome=event.outcome))


@on(ScanTried, State.DEVICES)
def scanned(_: Context, visit: Visit, event: ScanTried) -> Step:
    """Say that something came."""
    if not waits_for_scan(visit):
        return refuse(visit, "not-now")
    return stay(visit, bench=replace(visit.bench, scan="came" if event.legible else "illegible"))


@on(ToneEnded, *HERE)
def tone_ended(_: Context, visit: Visit, event: ToneEnded) -> Step:
    """Ask whether it was heard, or say that nothing could be."""
    if not is_at_devices(visit):
        return refuse(visit, "not-now")
    return stay(visit, bench=replace(visit.bench, tone="played" if event.played else "unheard"))


@on(LampTried, *HERE)
def lamp_tried(_: Context, visit: Visit, event: LampTried) -> Step:
    """Ask whether it shone, or say that nothing is there."""
    if not is_at_devices(visit):
        return refuse(visit, "not-now")
    return stay(visit, bench=replace(visit.bench, lamp="shone" if event.reached else "dark"))


def waits_for_scan(visit: Visit) -> bool:
    """Tell whether the next thing under the scanner only tries it."""
    return visit.state is State.DEVICES and visit.bench.scan == "waiting"


@on(Back, State.DEVICES)
def leave(_: Context, visit: Visit, __: Back) -> Step:
    """Close it: back to the helper's own page, or without the helper to where they signed in."""
    back = visit.bench.opened_from
    if back in {State.CALLING, State.WORKBENCH}:
        return go(visit, back, bench=Bench())
    return close_devices(visit)


def close_devices(visit: Visit) -> Step:
    """Return where the sign-in began, without the helper; whoever stands there has nothing to be helped with yet."""
    back, gone = visit.bench.opened_from or State.HOME, ReleaseLease("ended")
    complaint = None if back is State.HOME else Complaint("nothing-to-take-over")
    return go(visit, back, gone, helper=None, behind=None, bench=Bench(), complaint=complaint)


def is_at_devices(visit: Visit, opened_from: State | None = None) -> bool:
    """Tell whether the page is on the screen, or under one laid over it, and was opened from there."""
    here = (visit.behind or visit.state) is State.DEVICES
    return here and opened_from in {None, visit.bench.opened_from}
