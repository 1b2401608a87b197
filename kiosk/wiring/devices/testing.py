"""``kiosk device test``: a test ticket on the configured printer, and what the printer said of it."""

from __future__ import annotations

from typing import Final

from kiosk.clock import Clock, SystemClock
from kiosk.devices.errors import DeviceError, LineError
from kiosk.ids import SystemIds
from kiosk.pictures import Fonts, PictureError
from kiosk.settings import Settings
from kiosk.texts import TextError
from kiosk.tickets.ports import Outcome, Slip
from kiosk.tickets.secret import new_secret
from kiosk.tickets.tryout import TryoutFacts, draw_tryout
from kiosk.wiring import build, content
from kiosk.wiring.build import WiringError
from kiosk.wiring.devices.arguments import Say
from kiosk.wiring.devices.probing import GOOD, IMPOSSIBLE, WRONG, why_not
from kiosk.wiring.showing import gallery

JOB: Final = "test"
_DOTS_A_MM: Final = 8
_SAID: Final[dict[Outcome, str]] = {
    "printed": "the printer says that it is printed and cut",
    "unknown": "all was sent, and the printer does not say whether it came out: look",
    "out-of-paper": "the printer says that it is out of paper",
    "cover-open": "the printer says that its cover is open",
    "cutter": "the printer says that its cutter is stuck",
    "hot": "the printer says that it is too hot; it cools down by itself",
    "absent": "the printer is not there",
    "failed": "the printer broke off",
}


def drawn_test(settings: Settings, clock: Clock) -> Slip:
    """Return the test ticket for the configured printer. Raises PictureError or TextError."""
    kiosk = settings.kiosk
    facts = TryoutFacts(kiosk.kiosk_id, clock.now(), new_secret(SystemIds().random_bytes))
    pictures, fonts = gallery(settings), Fonts(settings.cache / "fonts")
    return draw_tryout(facts, content.read_texts(settings), kiosk.printer.width_dots, pictures, fonts)


def print_test(settings: Settings, say: Say) -> int:
    """Print it and say what became of it. Returns GOOD (the printer confirmed it), WRONG or IMPOSSIBLE."""
    wanted, clock = settings.kiosk.printer, SystemClock()
    if wanted.kind != "png" and not wanted.port:
        say("✗ printer: kiosk.toml names no port.")
        return IMPOSSIBLE
    try:
        slip = drawn_test(settings, clock)
        _reach(settings)
        outcome = build.printer(settings, clock).print_slip(slip, JOB)
    except LineError as broken:
        say(f"✗ printer: {why_not(settings, broken)}")
        return IMPOSSIBLE
    except (PictureError, TextError) as broken:
        say(f"✗ The ticket cannot be drawn: {broken}")
        return IMPOSSIBLE
    except (DeviceError, WiringError) as broken:
        say(f"✗ printer: {broken.code}")
        return IMPOSSIBLE
    good = outcome.code == "printed"
    low = ", and that the roll is nearly used up" if outcome.near_end else ""
    say(f"{'✓' if good else '✗'} {_SAID[outcome.code]}{low}")
    if outcome.code in {"printed", "unknown"}:
        for line in _to_look_at(settings):
            say(f"  {line}")
    return GOOD if good else WRONG


def _reach(settings: Settings) -> None:
    """Open the printer's line once, which tells why it cannot be opened. Raises LineError."""
    if settings.kiosk.printer.kind != "png":
        line = build.printer_line(settings, SystemClock())
        line.open()
        line.close()


def _to_look_at(settings: Settings) -> list[str]:
    wanted = settings.kiosk.printer
    if wanted.kind == "png":
        return [f"it lies in {settings.state / wanted.folder}"]
    return [
        "Look at the paper:",
        "- each arrow touches its edge; the second one at the left: kiosk device probe --trims-left no",
        f"- the ruler is {wanted.width_dots // _DOTS_A_MM} mm long; narrower, or cut off: width_dots is wrong",
        "- the ruler beside 20 mm is 20 mm long; else the printer feeds otherwise than it is told",
        "- no white line runs down through the black bar; else the head is dirty or worn",
        "- all eight steps of grey differ; else the paper is old or the head runs too hot",
        "- a telephone reads the code, and the words are whole in all three languages",
    ]
