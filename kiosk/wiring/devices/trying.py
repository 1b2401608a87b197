"""What ``kiosk device probe`` finds out beside the printer: do the scanners answer, does anything sound."""

from __future__ import annotations

import queue
import threading

from kiosk.devices.errors import LineError
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.tone import tone
from kiosk.settings import Settings
from kiosk.wiring import build, calling
from kiosk.wiring.devices.arguments import Say
from kiosk.wiring.devices.glasses import asked
from kiosk.wiring.devices.probing import GOOD, IMPOSSIBLE, WHY, WRONG, probe

SCAN_SECONDS = 15.0
"""How long something may take to be held under the scanner."""
LAMP_SECONDS = 2.0
"""How long the lamp shines for a trial."""
_TONE_SECONDS = 5.0


def probe_all(settings: Settings, trims_left: str | None, say: Say, *, wait_for_scan: bool) -> int:
    """Try printer, scanner and sound, each where the settings name one. Returns the worst of what came of them."""
    found = [probe(settings, trims_left, say)] if settings.kiosk.printer.kind != "png" else []
    if not found:
        say("printer: pictures in a folder; there is nothing to ask")
    return max(
        (
            *found,
            probe_scanner(settings, say, SCAN_SECONDS if wait_for_scan else 0),
            probe_glass(settings, say),
            probe_lamp(settings, say),
            probe_sound(settings, say),
        )
    )


def probe_scanner(settings: Settings, say: Say, seconds: float) -> int:
    """Open the scanner's line and wait for something to be held under it, unless ``seconds`` is 0.

    That something came is told, never what. Returns GOOD, WRONG (nothing came, or no text) or IMPOSSIBLE.
    """
    wanted = settings.kiosk.scanner
    if wanted.kind == "none":
        say("scanner: none, everything is typed")
        return GOOD
    if not wanted.port:
        say("✗ scanner: kiosk.toml names no port.")
        return IMPOSSIBLE
    line = SerialLine(wanted.port, wanted.baud)
    try:
        line.open()
    except LineError as broken:
        say(f"✗ scanner: {wanted.port} {WHY[broken.code]}")
        return IMPOSSIBLE
    finally:
        line.close()
    say(f"✓ scanner: {wanted.port} opens")
    return _scan(settings, say, seconds) if seconds else GOOD


def _scan(settings: Settings, say: Say, seconds: float) -> int:
    came: queue.SimpleQueue[bool] = queue.SimpleQueue()
    scanner = build.scanner(settings)
    say(f"  hold any code under it now, {seconds:.0f} seconds are left")
    scanner.start(lambda text: came.put(bool(text)))
    try:
        legible = came.get(timeout=seconds)
    except queue.Empty:
        say(
            "✗ scanner: nothing came: is it set to serial, at the rate in kiosk.toml, and does its light go on?"
        )
        return WRONG
    finally:
        scanner.stop()
    if not legible:
        say("✗ scanner: something came that is no text: is the rate in kiosk.toml the scanner's own?")
        return WRONG
    say("✓ scanner: something came; it has not been kept")
    return GOOD


def probe_glass(settings: Settings, say: Say) -> int:
    """Open the document scanner without a scan. Returns GOOD or WRONG."""
    wrong, said = asked(settings)
    say(said if settings.kiosk.paper_scanner.kind in {"none", "file"} else f"{'✗' if wrong else '✓'} {said}")
    return WRONG if wrong else GOOD


def probe_lamp(settings: Settings, say: Say) -> int:
    """Switch the lamp on for a moment: its relay answers nothing. Returns GOOD, WRONG or IMPOSSIBLE (no port)."""
    wanted = settings.kiosk.lamp
    if not wanted.is_there:
        say("lamp: none, help is called by sound alone")
        return GOOD
    if not wanted.port:
        say("✗ lamp: kiosk.toml names no port.")
        return IMPOSSIBLE
    lamp = calling.lamp(settings)
    reached = lamp.light(on=True)
    threading.Event().wait(LAMP_SECONDS if reached else 0)
    lamp.light(on=False)
    lamp.close()
    if not reached:
        say(f"✗ lamp: {wanted.port} is not there, or somebody else has got it")
        return WRONG
    say(f"✓ lamp: {wanted.port} was switched on and off; nobody saw it shine? The lamp's own plug and switch")
    return GOOD


def probe_sound(settings: Settings, say: Say) -> int:
    """Play the tone as speech is played. Returns GOOD (the card has played it) or WRONG."""
    if not settings.kiosk.sound.is_on:
        say("sound: none, as kiosk.toml says")
        return GOOD
    device = settings.kiosk.sound.device
    if _plays(settings):
        say(
            f"✓ sound: two notes were played on {device}; nobody heard them? The volume, the loudspeaker's cable"
        )
        return GOOD
    say(
        f"✗ sound: {device} plays nothing: is aplay installed, is the card plugged in, has somebody else got it?"
    )
    return WRONG


def _plays(settings: Settings) -> bool:
    speaker, whole, over = build.speaker(settings), [False], threading.Event()

    def ended(heard: bool) -> None:  # noqa: FBT001 - as speakers call it
        whole[0] = heard
        over.set()

    try:
        with tone() as clip:
            speaker.say([clip], ended)
            over.wait(_TONE_SECONDS)
    finally:
        speaker.close()
    return whole[0]
