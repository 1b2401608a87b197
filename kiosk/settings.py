"""Settings from config/*.toml: frozen, typed, unknown keys refused with file, line and key.

``kiosk.toml`` describes the machine, ``point.toml`` the support point it stands in, and ``overlay.toml``, which
may be absent, is what the ward lays over both (same tables, only what differs).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

T = TypeVar("T", bound="Table")
Positive = Annotated[float, Meta(gt=0)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]


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


class Printer(Table, frozen=True):
    """The ticket printer: ``serial`` with a port, or ``png`` (tickets as pictures; on trial machines only)."""

    kind: Literal["serial", "png"] = "png"
    port: str = ""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    width_dots: Literal[384, 576] = 384
    folder: str = "tickets"
    """For png, inside the state folder."""


class Scanner(Table, frozen=True):
    """The QR scanner on a serial line, or ``none``: everything can be typed."""

    kind: Literal["serial", "none"] = "none"
    port: str = ""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 9600


class Sound(Table, frozen=True):
    """``alsa`` speaks through a device of ALSA, ``none`` is silent: captions tell everything."""

    kind: Literal["alsa", "none"] = "alsa"
    device: str = "default"


class Idle(Table, frozen=True):
    """When nobody touches anything."""

    warn_after: Seconds = 180
    count_down: Seconds = 45


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
    idle: Idle = Idle()
    desk: Desk = Desk()
    keys: Keys = Keys()


class Ward(Table, frozen=True):
    """The ward or commune."""

    code: Annotated[str, Meta(pattern=r"^\d{5}$")]
    name: str
    phone: str = ""


class Hours(Table, frozen=True):
    """One opening time. ``days``: 1 is Monday, 7 is Sunday."""

    days: tuple[Annotated[int, Meta(ge=1, le=7)], ...]
    opens: Annotated[str, Meta(pattern=r"^\d{2}:\d{2}$")]
    closes: Annotated[str, Meta(pattern=r"^\d{2}:\d{2}$")]


class Point(Table, frozen=True):
    """point.toml."""

    code: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,31}$")]
    name: str
    """As it stands on screen, e.g. "Điểm hỗ trợ Khu phố 46"."""
    short_name: str
    """As it stands on paper."""
    ward: Ward
    hours: tuple[Hours, ...] = ()
    holidays: tuple[Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")], ...] = ()
    """Public holidays, so that the expected date is right."""
    promises: dict[str, Annotated[int, Meta(ge=0)]] = {}
    """The ward's promise in working days by procedure code, where shorter than the statute."""


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
    _check_calendar(config / "point.toml", point)
    return Settings(kiosk, point, root, state, cache or state / "cache", config)


def _check_calendar(path: Path, point: Point) -> None:
    """Refuse a holiday that is no day and an opening time that is no time: a wrong date would be promised."""
    for key, texts, form in (
        ("holidays", point.holidays, "a day of the calendar like 2027-02-04"),
        ("hours", [text for one in point.hours for text in (one.opens, one.closes)], "a time like 07:30"),
    ):
        for text in texts:
            try:
                date.fromisoformat(text) if key == "holidays" else time.fromisoformat(text)
            except ValueError as broken:
                raise SettingsError((_fault(path, key, f"{form}, not {text}"),)) from broken


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
        what = "no such key; see the example in config/"
    elif missing:
        what = f"the key {missing.group(1)}"
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
    """Return the line of a dotted key in a TOML file, or of its table, or 0."""
    parts = _parts(key)
    table: list[str] = []
    best = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        header = re.match(r"\s*\[+([^\]]+)\]+", line)
        if header:
            table = [part.strip().strip('"') for part in header.group(1).split(".")]
            if table == parts[: len(table)]:
                best = number
            continue
        name = re.match(r'\s*"?([\w.-]+)"?\s*=', line)
        if name and [*table, *name.group(1).split(".")] == parts[: len(table) + 1]:
            return number
    return best
