"""Settings from config/*.toml: frozen, typed, unknown keys refused with file, line and key.

``kiosk.toml`` describes the machine, ``point.toml`` the support point it stands in, and ``overlay.toml``, which
may be absent, is what the ward lays over both (same tables, only what differs).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

T = TypeVar("T", bound="Table")
Positive = Annotated[float, Meta(gt=0)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]
Percent = Annotated[int, Meta(ge=1, le=100)]
ClockTime = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day like 07:30."""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One table of a settings file."""


class Screen(Table, frozen=True):
    """The display. ``diagonal_inches`` is measured with a ruler: sizes in millimetres follow from it."""

    width: Annotated[int, Meta(ge=800, le=7680)] = 1280
    height: Annotated[int, Meta(ge=480, le=4320)] = 800
    diagonal_inches: Positive = 15.6
    fullscreen: bool = False

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre."""
        return float((self.width**2 + self.height**2) ** 0.5 / (self.diagonal_inches * 25.4))


REFERENCE_SCREEN = Screen()
"""15.6", 1280x800: what everything is measured against."""


Slot = Literal["below", "left", "right"]


class Printer(Table, frozen=True):
    """The ticket printer: ``serial`` with a port, or ``png`` (tickets as pictures; on trial machines only)."""

    kind: Literal["serial", "png"] = "png"
    port: str = ""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    width_dots: Literal[384, 576] = 384
    folder: str = "tickets"
    """For png, inside the state folder."""
    slot: Slot = "below"
    """Where, seen from the screen, the ticket comes out: said to whoever goes by ear."""


class Scanner(Table, frozen=True):
    """The QR scanner on a serial line, or ``none``: everything can be typed."""

    kind: Literal["serial", "none"] = "none"
    port: str = ""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 9600


class Sound(Table, frozen=True):
    """``alsa`` speaks through a device of ALSA, ``none`` is silent: captions tell everything."""

    kind: Literal["alsa", "none"] = "alsa"
    device: str = "default"
    headphones: Literal["auto", "always", "never"] = "auto"
    """What is nobody else's business is said in headphones only. auto: the card tells whether they are plugged in;
    always: there is no loudspeaker but a handset or a headset; never: nothing private is said unasked."""
    volumes: tuple[Percent, Percent, Percent] = (40, 65, 90)
    """How far the three steps of loudness open the mixer, the quietest first; each visit begins with the second."""

    @property
    def is_on(self) -> bool:
        """Whether anything can be heard here."""
        return self.kind != "none"


class Voice(Table, frozen=True):
    """What makes the clips of the texts: ``espeak`` (espeak-ng), or ``command``: a program of the ward's choice."""

    engine: Literal["espeak", "command"] = "espeak"
    command: dict[Literal["vi", "km", "en"], Annotated[tuple[str, ...], Meta(min_length=1)]] = {}
    """For ``command``, by language: a program that is given the text and writes the wav in place of {wav}."""


class Listening(Table, frozen=True):
    """What understands a few spoken words when a procedure is looked for: nothing, or an offline program."""

    engine: Literal["none", "command"] = "none"
    command: dict[Literal["vi", "km", "en"], Annotated[tuple[str, ...], Meta(min_length=1)]] = {}
    device: str = "default"


class Idle(Table, frozen=True):
    """When nobody touches anything."""

    warn_after: Seconds = 180
    count_down: Seconds = 45


class Keypad(Table, frozen=True):
    """Keys beside the glass. ``whose`` says who has them at hand, and so what a press may stand for.

    "helper": a keyboard of the point; on the pages where the resident alone decides its keys are dead.
    "resident": nothing is plugged in but a keypad, five keys or a button for residents; what they press counts
    there as a touch does, and is put on record as "keypad".
    """

    whose: Literal["helper", "resident"] = "helper"
    scan_step: Annotated[float, Meta(ge=0.5, le=10)] = 1.8
    """Seconds that the ring of one-button scanning rests on each row and each answer."""


class Desk(Table, frozen=True):
    """Where the ward's desk answers."""

    url: Annotated[str, Meta(pattern=r"^https?://[^/\s]+$")] = "http://127.0.0.1:8046"
    ca_file: str = ""
    """The ward's own certificate authority, a PEM file; empty: the usual ones."""
    wait: Annotated[int, Meta(ge=1, le=10)] = 8
    """How long a resident waits for the ward's receipt before the ticket says "kept here"."""


class Keys(Table, frozen=True):
    """Where this machine's keys lie, inside the state folder."""

    folder: str = "example-ward/kiosk"


class Kiosk(Table, frozen=True):
    """kiosk.toml."""

    kiosk_id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,31}$")] = "kiosk-1"
    series: Annotated[str, Meta(pattern=r"^[A-Z]$")] = "A"
    """The letter of this machine's ticket numbers; no two machines of a ward share one."""
    provisioned: bool = False
    """True once ward IT has installed it for the public: file twins are then refused."""
    languages: Annotated[tuple[Literal["vi", "km", "en"], ...], Meta(min_length=1, max_length=3)] = (
        "vi",
        "km",
        "en",
    )
    screen: Screen = Screen()
    printer: Printer = Printer()
    scanner: Scanner = Scanner()
    sound: Sound = Sound()
    voice: Voice = Voice()
    listening: Listening = Listening()
    idle: Idle = Idle()
    keypad: Keypad = Keypad()
    desk: Desk = Desk()
    keys: Keys = Keys()


class Ward(Table, frozen=True):
    """The ward or commune."""

    code: Annotated[str, Meta(pattern=r"^\d{5}$")]
    name: str
    phone: str = ""


class Hours(Table, frozen=True):
    """An opening time of every week. ``days``: 1 is Monday, 7 is Sunday."""

    days: Annotated[tuple[Annotated[int, Meta(ge=1, le=7)], ...], Meta(min_length=1)]
    opens: ClockTime
    closes: ClockTime


class Named(Table, frozen=True):
    """A name in the kiosk's languages; where one is missing the Vietnamese stands."""

    vi: Annotated[str, Meta(min_length=1)]
    en: str = ""
    km: str = ""

    def in_language(self, language: str) -> str:
        """Return the name in ``language`` (vi, en, km), or in Vietnamese where it is missing."""
        return {"en": self.en, "km": self.km}.get(language, "") or self.vi


class Event(Table, frozen=True):
    """One day on which the point serves besides its weekly hours, here or elsewhere."""

    day: date
    opens: ClockTime
    closes: ClockTime
    name: Named
    place: str = ""
    """Where, when it is not at the point itself, e.g. a hamlet's hall."""


class Point(Table, frozen=True):
    """point.toml."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,31}$")]
    name: str
    """As it stands on screen, e.g. "Điểm hỗ trợ Khu phố 46"."""
    short_name: str
    """As it stands on paper."""
    ward: Ward
    hamlets: tuple[str, ...] = ()
    """The hamlets of the ward, as they are called there; the nearest first. Offered where somebody's is asked for."""
    hours: tuple[Hours, ...] = ()
    events: tuple[Event, ...] = ()
    closed: tuple[date, ...] = ()
    """Days off of the ward besides weekends and public holidays."""
    worked: tuple[date, ...] = ()
    """Days that the ward works although the calendar says otherwise."""


@dataclass(frozen=True)
class Settings:
    """Both files together, and where things lie."""

    kiosk: Kiosk
    point: Point
    root: Path
    """The folder that holds assets/ and config/."""
    state: Path
    """The folder for everything that this machine writes."""
    cache: Path
    """The folder for what can be made again: pictures, fonts, clips of fixed texts."""
    config: Path = Path("config")
    """The folder that the settings were read from."""


_MOVED = {
    "promises": "nothing here: the ward's promises stand in ward.yaml, see the example there",
    "holidays": "nothing here: public holidays are known; days off of the ward's own stand under closed",
}
"""Keys of former files, and where to go with what they said."""


@dataclass(frozen=True)
class SettingsFault:
    """What is wrong in a settings file."""

    file: str
    line: int
    key: str
    expected: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.file}:{self.line}: {self.key or '(file)'}: {self.expected}"


class SettingsError(Exception):
    """Settings that cannot be used. ``faults`` tell a person where to look."""

    def __init__(self, faults: tuple[SettingsFault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def read(config: Path, root: Path, state: Path, cache: Path | None = None) -> Settings:
    """Read kiosk.toml, point.toml and overlay.toml (optional) in ``config``. Raises SettingsError.

    ``cache`` is ``state``/cache unless given.
    """
    over = config / "overlay.toml"
    overlay = _table(over) if over.exists() else {}
    for key, value in overlay.items():
        if key not in {"kiosk", "point"} or not isinstance(value, dict):
            raise SettingsError((_fault(over, key, "a table [kiosk] or [point]"),))
    kiosk = _typed(config / "kiosk.toml", Kiosk, over, overlay.get("kiosk", {}))
    point = _typed(config / "point.toml", Point, over, overlay.get("point", {}))
    amiss = misplaced(point)
    if amiss:
        raise SettingsError((_of_point(config / "point.toml", over, overlay.get("point", {}), *amiss),))
    return Settings(kiosk, point, root, state, cache or state / "cache", config)


def misplaced(point: Point) -> tuple[str, str] | None:
    """Return the key of a day or opening time that contradicts another, and what is expected; None: none does."""
    opened: dict[str, tuple[Hours | Event, ...]] = {"hours": point.hours, "events": point.events}
    for name, ranges in opened.items():
        for at, one in enumerate(ranges):
            if one.opens >= one.closes:
                return f"{name}[{at}].closes", f"a time after {one.opens}, when it opens"
    for at, event in enumerate(point.events):
        if event.day in point.closed:
            return f"events[{at}].day", f"a day that does not stand under closed as {event.day} does"
    both = sorted(set(point.closed) & set(point.worked))
    return ("worked", f"days that do not stand under closed as {both[0]} does") if both else None


def _of_point(path: Path, over: Path, overlay: dict[str, Any], key: str, expected: str) -> SettingsFault:
    """Return a fault of the point: of the overlay's file, where the table that it is in stands there."""
    return (
        _fault(over, f"point.{key}", expected) if _parts(key)[0] in overlay else _fault(path, key, expected)
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as broken:
        raise SettingsError((SettingsFault(str(path), 0, "", "a file that can be read"),)) from broken
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        found = re.search(r"line (\d+)", str(broken))
        line = int(found.group(1)) if found else 0
        raise SettingsError((SettingsFault(path.name, line, "", "text in TOML's form"),)) from broken


def _typed(path: Path, kind: type[T], over: Path, overlay: dict[str, Any]) -> T:
    merged = _merged(_table(path), overlay)
    try:
        return msgspec.convert(merged, kind)
    except msgspec.ValidationError as broken:
        key, expected = _located(str(broken))
        if _lays_over(overlay, key):
            key, path = f"{path.stem}.{key}", over
        raise SettingsError((_fault(path, key, expected),)) from broken


def _lays_over(overlay: Any, key: str) -> bool:
    """Tell whether the value that was refused comes from the overlay."""
    for part in _parts(key):
        if not isinstance(overlay, dict):
            return True
        if part not in overlay:
            return False
        overlay = overlay[part]
    return bool(overlay) or not isinstance(overlay, dict)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        under = result.get(key)
        result[key] = _merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return result


def _located(message: str) -> tuple[str, str]:
    """Turn msgspec's "... - at `$.printer.baud`" into the key and what was expected there."""
    what, _, place = message.partition(" - at ")
    key = place.strip("`").removeprefix("$").lstrip(".")
    unknown = re.search(r"unknown field `([^`]+)`", what)
    missing = re.search(r"missing required field `([^`]+)`", what)
    if unknown:
        key = f"{key}.{unknown.group(1)}".lstrip(".")
        what = _MOVED.get(key, "no such key; see the example in config/")
    elif missing:
        what = f"the key {missing.group(1)}"
    elif "encoded date" in what:
        what = 'a day of the calendar in quotes, like "2027-02-04"'
    elif "matching regex" in what and key.endswith((".opens", ".closes")):
        what = 'a time in quotes, like "07:30"'
    elif "matching regex" in what:
        what = "a value of another form; the example in config/ shows it"
    elif "enum value" in what:
        what = f"one of the values that the example in config/ names ({what.removeprefix('Invalid ')})"
    return key, what


def _fault(path: Path, key: str, expected: str) -> SettingsFault:
    return SettingsFault(path.name, _line_of(path, key), key, expected)


def _parts(key: str) -> list[str]:
    return [part for part in re.split(r"\.|\[\d*\]|\[\.\.\.\]", key) if part]


def _line_of(path: Path, key: str) -> int:
    """Return the line of a dotted key in a TOML file, or of its table, or 0. ``a[1].b`` is b of the second [[a]]."""
    parts = _parts(key)
    place = re.match(r"(?:[\w-]+\.)*[\w-]+\[(\d+)\]\.", key)
    table: list[str] = []
    best, met = 0, -1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        header = re.match(r"\s*(\[+)([^\]]+)\]+", line)
        if header:
            table = [part.strip().strip('"') for part in header.group(2).split(".")]
            met += header.group(1) == "[[" and table == parts[: len(table)]
            if table == parts[: len(table)] and (not place or met <= int(place.group(1))):
                best = number
            continue
        if place and met != int(place.group(1)):
            continue
        name = re.match(r'\s*"?([\w.-]+)"?\s*=', line)
        if name and [*table, *name.group(1).split(".")] == parts[: len(table) + 1]:
            return number
    return best
