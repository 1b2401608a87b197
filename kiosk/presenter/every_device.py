"""Every page of the devices, for checks and for what is made beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.visit.bench import Bench
from kiosk.visit.reports import DeviceSeen
from kiosk.visit.states import Helper, State, Visit

NOT_SEEN: Final = ("out-of-paper", "cover-open", "cutter", "hot", "absent", "mute", "failed")
"""What a printer says of itself when it is not well."""
_WELL: Final = DeviceSeen("printer", "ready"), DeviceSeen("scanner", "ready"), DeviceSeen("sound", "here")
_LAMP: Final = DeviceSeen("lamp", "here")


def of_devices(fresh: Visit, helper: Helper) -> Iterator[Visit]:
    """Yield the devices before they are seen, well and not, and what came of trying each."""
    at = replace(fresh, state=State.DEVICES, helper=helper)
    yield at
    for printer, scanner, sound in (
        ("ready", "ready", "here"),
        ("near-end", "not-used", "not-used"),
        ("ready", "shut", "absent"),
        *((one, "absent", "absent") for one in NOT_SEEN),
    ):
        seen = DeviceSeen("printer", printer), DeviceSeen("scanner", scanner), DeviceSeen("sound", sound)
        for outcome in ("", "printed", "unknown", "failed"):
            yield replace(at, bench=Bench(seen, outcome=outcome))
        glass = DeviceSeen("glass", "absent" if sound == "absent" else "here")
        yield replace(at, bench=Bench((*seen[:2], glass, *seen[2:]), outcome="unknown"))
    for bench in (
        Bench(_WELL, printing=True),
        *(Bench(_WELL, scan=scan) for scan in ("waiting", "came", "illegible")),
        *(Bench(_WELL, tone=tone) for tone in ("playing", "played", "unheard")),
        *(Bench((*_WELL, _LAMP), lamp=lamp) for lamp in ("shining", "shone", "dark")),
    ):
        yield replace(at, bench=bench)
