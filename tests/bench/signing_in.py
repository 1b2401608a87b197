"""From a helper's badge to the workbench: what the machine takes of it, at the full cost of a PIN.

Neither typing nor the resident's listening counts, nor the drawing of the pages ("touch to frame" tells that).
"""

import time
from statistics import median

from kiosk.clock import ManualClock
from kiosk.ids import SeededIds
from kiosk.settings import read
from kiosk.visit import events as ev
from kiosk.wiring import example_ward
from tests.engine.bench import MORNING, Bench
from tests.visit.walking import ROOT


def measure(cache, folder, times):
    """Yield the machine's time from the badge to the workbench, and how much of it is the PIN alone."""
    settings = read(ROOT / "config", ROOT, folder / "signing-in", cache)
    example_ward.make(settings, SeededIds(5), ManualClock(MORNING))
    bench = Bench(settings)
    bench.start()
    whole, pin = zip(*(_once(bench) for _ in range(times + 1)), strict=True)
    bench.close()
    yield "helper's badge and PIN to the workbench", "ms", median(whole[1:])
    yield "helper's PIN checked", "ms", median(pin[1:])


def _once(bench):
    """Return in milliseconds what all steps took, and what the checking of the PIN took of it."""
    helper = bench.helper()
    began = time.perf_counter()
    bench.scan(helper.badge)
    typed = time.perf_counter()
    bench.send(ev.EnterPin(helper.pin))
    checked = time.perf_counter()
    assert bench.view.state == "handover", bench.view.state
    assert bench.press("yes").state == "workbench"
    ready = time.perf_counter()
    bench.press("hand-back")
    bench.core._carrier.admitting.duty.end(bench.parts.people.roster().helpers[0].id)
    bench.wait(5)
    return (ready - began) * 1000, (checked - typed) * 1000
