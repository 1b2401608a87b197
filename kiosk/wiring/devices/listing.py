"""``kiosk device list``: what is plugged in, and whether what the settings name is among it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.devices import found as finding
from kiosk.devices.found import Found, Kind, matching
from kiosk.settings import Settings
from kiosk.visit.reports import DeviceSeen
from kiosk.wiring.devices.arguments import Say
from kiosk.wiring.devices.glasses import asked

GOOD, WRONG = 0, 1
_HEADINGS: Final[dict[Kind, str]] = {
    "serial": "serial ports",
    "usb-printer": "USB printers",
    "sound": "sound cards",
    "microphone": "microphones",
    "camera": "cameras",
    "scanner": "scanners of paper",
}
_DEFAULT = "default"


def tell(
    settings: Settings,
    say: Say,
    *,
    plugged: Callable[[], tuple[Found, ...]] = finding.everything,
    scanners: Callable[[], tuple[Found, ...] | None] = finding.scanners,
) -> int:
    """Say what is there and what is missing. Returns GOOD or WRONG (something that the settings name is missing)."""
    there, glasses = plugged(), scanners()
    every = (*there, *(glasses or ()))
    used = {id(each): name for name, each in users(settings, every) if each is not None}
    for kind, heading in _HEADINGS.items():
        unknown = kind == "scanner" and glasses is None
        say(f"{heading}: {'cannot be told, scanimage is not installed' if unknown else _count(every, kind)}")
        for each in every:
            if each.kind == kind:
                for line in _lines(each, used.get(id(each), "")):
                    say(line)
    say("what the settings use:")
    wrong = False
    for is_wrong, sentence in (
        *_verdicts(settings, there),
        _of_glass(settings, every, known=glasses is not None),
    ):
        wrong = wrong or is_wrong
        say(f"{'✗' if is_wrong else '✓'} {sentence}")
    return WRONG if wrong else GOOD


def users(settings: Settings, there: Sequence[Found]) -> Iterator[tuple[str, Found | None]]:
    """Yield what the settings name by a port of its own, and what that is."""
    kiosk = settings.kiosk
    of = {kind: [each for each in there if each.kind == kind] for kind in _HEADINGS}
    if kiosk.printer.kind != "png":
        kind: Kind = "serial" if kiosk.printer.kind == "serial" else "usb-printer"
        yield "printer", matching(kiosk.printer.port, of[kind])
    if kiosk.scanner.kind != "none":
        yield "scanner", matching(kiosk.scanner.port, of["serial"])
    if kiosk.lamp.is_there:
        yield "lamp", matching(kiosk.lamp.port, of["serial"])
    if kiosk.paper_scanner.kind == "camera":
        yield "document scanner", matching(kiosk.paper_scanner.device, of["camera"])
    if kiosk.paper_scanner.kind == "sane":
        yield "document scanner", _glass(kiosk.paper_scanner.device, of["scanner"])
    if kiosk.sound.is_on and kiosk.sound.device != _DEFAULT:
        yield "sound", _card(kiosk.sound.device, of["sound"])
    if kiosk.listening.engine != "none" and kiosk.listening.device != _DEFAULT:
        yield "listening", _card(kiosk.listening.device, of["microphone"])


def seen(
    settings: Settings, *, plugged: Callable[[], tuple[Found, ...]] = finding.everything
) -> tuple[DeviceSeen, ...]:
    """Return whether what the settings name beside the printer is there, for the helper's page."""
    there = plugged()
    named = dict(users(settings, there))
    scanner = settings.kiosk.scanner
    missing = scanner.kind != "none" and _of_port("", "", scanner.port, named["scanner"])[0]
    wanted = settings.kiosk.lamp
    dark = wanted.is_there and _of_port("", "", wanted.port, named["lamp"])[0]
    lamp = (DeviceSeen("lamp", _state(used=True, missing=dark)),) if wanted.is_there else ()
    sound = settings.kiosk.sound.is_on
    mute = sound and not _is_heard("sound", settings.kiosk.sound.device, "sound", named, there)
    copies = settings.kiosk.paper_scanner.is_there
    glass = (DeviceSeen("glass", _state(used=True, missing=asked(settings)[0])),) if copies else ()
    return (
        DeviceSeen("scanner", _state(used=scanner.kind != "none", missing=missing)),
        *glass,
        *lamp,
        DeviceSeen("sound", _state(used=sound, missing=mute)),
    )


def _state(*, used: bool, missing: bool) -> str:
    if not used:
        return "not-used"
    return "absent" if missing else "here"


def _is_heard(
    user: str, device: str, kind: Kind, named: Mapping[str, Found | None], there: Sequence[Found]
) -> bool:
    return any(each.kind == kind for each in there) if device == _DEFAULT else bool(named[user])


def _count(there: Sequence[Found], kind: Kind) -> str:
    return str(sum(each.kind == kind for each in there) or "none")


def _lines(each: Found, user: str) -> Iterator[str]:
    name = f"  ({each.name})" if each.name else ""
    yield f"  {each.port}{name}{f'  ← {user}' if user else ''}"
    if each.also:
        yield f"    also {', '.join(each.also)}"


def _card(device: str, cards: Sequence[Found]) -> Found | None:
    """Return the card that an ALSA name such as "plughw:CARD=PCH,DEV=0" or "hw:1" goes to."""
    words = device.partition(":")[2] or device
    wanted = words.split(",")[0].removeprefix("CARD=")
    return next((each for each in cards if wanted in {each.unit, each.also[0].removeprefix("hw:")}), None)


def _verdicts(settings: Settings, there: Sequence[Found]) -> Iterator[tuple[bool, str]]:
    kiosk = settings.kiosk
    named = dict(users(settings, there))
    if kiosk.printer.kind == "png":
        yield False, f"printer: pictures in {settings.state / kiosk.printer.folder}, for trying out"
    else:
        yield _of_port("printer", kiosk.printer.kind, kiosk.printer.port, named["printer"])
    if kiosk.scanner.kind == "none":
        yield False, "scanner: none, everything is typed"
    else:
        yield _of_port("scanner", kiosk.scanner.kind, kiosk.scanner.port, named["scanner"])
    if kiosk.lamp.is_there:
        yield _of_port("lamp", kiosk.lamp.kind, kiosk.lamp.port, named["lamp"])
    else:
        yield False, "lamp: none, help is called by sound alone"
    for user, device, kind in _of_sound(settings):
        here = _is_heard(user, device, kind, named, there)
        yield not here, f"{user}: {device}{'' if here else ', which is not plugged in'}"


def _glass(device: str, there: Sequence[Found]) -> Found | None:
    """Return the flatbed of this name, without a name the first; None where it is not among them."""
    return next((each for each in there if device in {"", each.port}), None)


def _of_glass(settings: Settings, there: Sequence[Found], *, known: bool) -> tuple[bool, str]:
    """Tell of the document scanner. ``known``: whether anybody could tell which flatbeds there are."""
    wanted = settings.kiosk.paper_scanner
    if wanted.kind == "none":
        return False, "document scanner: none, no paper is copied"
    if wanted.kind == "file":
        return False, f"document scanner: pictures in {settings.state / wanted.folder}, for trying out"
    found = dict(users(settings, there))["document scanner"]
    if wanted.kind == "camera":
        return _of_port("document scanner", "camera", wanted.device, found)
    if not known:
        return True, "document scanner: sane, but scanimage is not installed"
    here = found.port if found is not None else f"{wanted.device or 'the first'}, which is not plugged in"
    return found is None, f"document scanner: sane, {here}"


def _of_sound(settings: Settings) -> Iterator[tuple[str, str, Kind]]:
    if settings.kiosk.sound.is_on:
        yield "sound", settings.kiosk.sound.device, "sound"
    if settings.kiosk.listening.engine != "none":
        yield "listening", settings.kiosk.listening.device, "microphone"


def _of_port(user: str, kind: str, wanted: str, found: Found | None) -> tuple[bool, str]:
    if not wanted:
        return True, f"{user}: {kind}, but kiosk.toml names no port"
    if found is not None:
        return False, f"{user}: {kind}, {found.port}"
    # A port that has no name of its own, such as a virtual one.
    if wanted.startswith("/") and Path(wanted).exists():
        return False, f"{user}: {kind}, {wanted}"
    return True, f"{user}: {kind}, {wanted}, which is not plugged in"
