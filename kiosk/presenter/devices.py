"""The page of the point's devices: what is plugged in, how the printer is, a test ticket."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.taking_over import withdraw_buttons
from kiosk.presenter.view import Banner, Button, Row
from kiosk.visit.events import Back, LookAgain, TryPrinter, TryScanner, TrySound
from kiosk.visit.helper_events import TryLamp
from kiosk.visit.reports import DeviceSeen
from kiosk.visit.states import State

_PICTURES: Final = {
    "printer": "printing",
    "scanner": "scan-ticket",
    "glass": "copies",
    "sound": "speaker",
    "lamp": "lamp",
}
_PRINTER: Final = {
    "out-of-paper": "printer-empty",
    "cover-open": "printer-open",
    "cutter": "printer-jam",
    "hot": "printer-hot",
    "absent": "printer-unplugged",
    "near-end": "printer-low",
}
_WELL: Final = frozenset({"ready", "here"})
_MUTE: Final = frozenset({"not-used", "absent"})
"""What is not there cannot be tried; a paper on the glass is not looked at for a trial."""
_NOT_USED: Final = "not-used"


@paints(State.DEVICES)
def devices(stage: Stage) -> Fields:
    """One row a device, then what can be done."""
    bench, helper = stage.visit.bench, stage.visit.helper
    return {
        "layout": "devices",
        "question": stage.say("devices.title"),
        "rows": tuple(_row(stage, device) for device in bench.seen),
        "detail": "" if bench.seen else stage.say("devices.looking"),
        "choices": (
            stage.button("look-again", "devices.look", LookAgain(), picture="glyphs/again"),
            stage.button("leave", "devices.leave", Back(), picture="leave"),
        ),
        "side_choices": withdraw_buttons(stage),
        "banner": stage.complaint() or _told(stage),
        "holder": stage.say("workbench.holder", name=helper.shown_name if helper else ""),
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
        button=_try(stage, device),
        mark="ok" if well else "" if unused else "doubt",
    )


def _try(stage: Stage, device: DeviceSeen) -> Button | None:
    """Return what tries a device; the printer says by itself why a test ticket cannot come out."""
    if device.what == "printer":
        return stage.button("test", "devices.test", TryPrinter(), picture="printing")
    if device.state in _MUTE or device.what == "glass":
        return None
    if device.what == "scanner":
        return stage.button("test-scanner", "devices.scan", TryScanner(), picture="scan-ticket")
    if device.what == "lamp":
        return stage.button("test-lamp", "devices.shine", TryLamp(), picture="lamp")
    return stage.button("test-sound", "devices.tone", TrySound(), picture="speaker")


def _told(stage: Stage) -> Banner | None:
    """Say what is under way, or what became of what was tried last."""
    bench = stage.visit.bench
    if bench.printing:
        return Banner(text=stage.say("devices.printing"), picture="printing")
    if bench.scan:
        picture = {"waiting": "scan-ticket", "came": "glyphs/yes", "illegible": "question-mark"}[bench.scan]
        return _banner(stage, f"scan.{bench.scan}", picture, calm=bench.scan != "illegible")
    if bench.tone:
        return _banner(stage, f"tone.{bench.tone}", "speaker", calm=bench.tone != "unheard")
    if bench.lamp:
        return _banner(stage, f"lamp.{bench.lamp}", "lamp", calm=bench.lamp != "dark")
    if not bench.outcome:
        return None
    good = bench.outcome == "printed"
    told = bench.outcome if good or bench.outcome == "unknown" else "not"
    return _banner(stage, f"test.{told}", "glyphs/yes" if good else "question-mark", calm=good)


def _banner(stage: Stage, name: str, picture: str, *, calm: bool) -> Banner:
    return Banner(text=stage.say(f"devices.{name}"), picture=picture, tone="calm" if calm else "doubt")
