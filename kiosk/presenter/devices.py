"""The page of the point's devices: what is plugged in, how the printer is, a test ticket."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Row
from kiosk.visit.events import Back, LookAgain, TryPrinter
from kiosk.visit.reports import DeviceSeen
from kiosk.visit.states import State

_PICTURES: Final = {"printer": "printing", "scanner": "scan-ticket", "sound": "speaker"}
_PRINTER: Final = {
    "out-of-paper": "printer-empty",
    "cover-open": "printer-open",
    "cutter": "printer-jam",
    "hot": "printer-hot",
    "absent": "printer-unplugged",
    "near-end": "printer-low",
}
_WELL: Final = frozenset({"ready", "here"})
_NOT_USED: Final = "not-used"


@paints(State.DEVICES)
def devices(stage: Stage) -> Fields:
    """One row a device, then what can be done."""
    bench = stage.visit.bench
    return {
        "layout": "review",
        "question": stage.say("devices.title"),
        "rows": tuple(_row(stage, device) for device in bench.seen),
        "detail": "" if bench.seen else stage.say("devices.looking"),
        "choices": (
            stage.button("look-again", "devices.look", LookAgain(), picture="glyphs/again"),
            stage.button(
                "test",
                "devices.test",
                TryPrinter(),
                picture="printing",
                style="person",
                state="off" if bench.printing else "rest",
            ),
            stage.button("leave", "devices.leave", Back(), picture="leave"),
        ),
        "banner": stage.complaint() or _told(stage),
    }


def _row(stage: Stage, device: DeviceSeen) -> Row:
    well, unused = device.state in _WELL, device.state == _NOT_USED
    return Row(
        id=device.what,
        label=stage.say(f"devices.{device.what}"),
        value=stage.say(f"devices.is.{device.state}"),
        picture=_PRINTER.get(device.state, "")
        if device.what == "printer" and device.state in _PRINTER
        else _PICTURES[device.what],
        mark="ok" if well else "" if unused else "doubt",
    )


def _told(stage: Stage) -> Banner | None:
    """Say what became of the test ticket, as the printer said it."""
    bench = stage.visit.bench
    if bench.printing:
        return Banner(text=stage.say("devices.printing"), picture="printing")
    if not bench.outcome:
        return None
    good = bench.outcome == "printed"
    text = stage.say(
        f"devices.test.{bench.outcome}" if good or bench.outcome == "unknown" else "devices.test.not"
    )
    return Banner(
        text=text, picture="glyphs/yes" if good else "question-mark", tone="calm" if good else "doubt"
    )
