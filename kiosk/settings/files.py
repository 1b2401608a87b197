"""Reading the settings' files, and saying where in them something is wrong."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kiosk.settings.machine import Kiosk
from kiosk.settings.outing import Outing, read_outing, series_of
from kiosk.settings.point import Point, misplaced
from kiosk.settings.table import Table

T = TypeVar("T", bound="Table")


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
    outing: Outing | None = None
    """The day out that this machine is on; machine and point are then as they are on it."""

    @property
    def series(self) -> str:
        """What ticket numbers begin with here and now."""
        return series_of(self.kiosk.series, self.outing)


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
    """Read kiosk.toml, point.toml and overlay.toml (optional) in ``config``, and the day out. Raises SettingsError.

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
    return on_outing(
        Settings(kiosk, point, root, state, cache or state / "cache", config), read_outing(state)
    )


def on_outing(settings: Settings, outing: Outing | None) -> Settings:
    """Return the settings as they are on a day out; as they stand in the files where there is none."""
    if outing is None:
        return settings
    kiosk, point = outing.kiosk(settings.kiosk), outing.point(settings.point)
    return replace(settings, kiosk=kiosk, point=point, outing=outing)


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
