"""The slip of the day, asked for from the helper's board: one at a time."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.bench import Bench
from kiosk.visit.device_reports import DaySlipEnded
from kiosk.visit.devices import is_at_devices
from kiosk.visit.effects import Audit, PrintDaySlip
from kiosk.visit.queue_events import PrintDay
from kiosk.visit.states import Complaint, State, Visit
from kiosk.visit.table import Context, Step, on, stay


@on(PrintDay, State.CALLING)
def print_day(_: Context, visit: Visit, __: PrintDay) -> Step:
    """Print it; a touch meanwhile does nothing."""
    if visit.bench.printing:
        return stay(visit)
    bench = replace(visit.bench, printing=True)
    return stay(visit, Audit("day-slip-asked"), PrintDaySlip(), bench=bench, complaint=None)


@on(DaySlipEnded, *State)
def day_printed(_: Context, visit: Visit, event: DaySlipEnded) -> Step:
    """Say where it has not come out, or where nobody knows; whatever page is open by then, it is under way no more."""
    if is_at_devices(visit):
        return stay(visit)
    if (visit.behind or visit.state) is not State.CALLING:
        return stay(visit, bench=replace(visit.bench, printing=False))
    complaint = None if event.outcome == "printed" else Complaint("day-slip")
    return stay(visit, bench=Bench(), complaint=complaint)
