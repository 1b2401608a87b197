"""What config/desk.toml may say, read into one frozen value.

Paths are relative to the state folder, so that a desk can be moved with its data.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.procedures.working_days import WorkingDays


class SettingsError(Exception):
    """A settings file that cannot be used. ``code`` is short; the text names file, line and key."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of the file share: immutable, unknown keys refused."""


class Listen(Part, frozen=True):
    """Where the desk listens."""

    host: Annotated[str, Meta(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 8046
    names: tuple[str, ...] = ("127.0.0.1", "localhost")
    """Host names under which browsers and kiosks may call it."""
    https: bool = False
    """True behind a TLS proxy: cookies are then sent over https only."""
    threads: Annotated[int, Meta(ge=2, le=64)] = 4


class Ward(Part, frozen=True):
    """Whose desk it is."""

    code: Annotated[str, Meta(pattern=r"^\d{5}$")]
    name: Annotated[str, Meta(min_length=1)]


class Retention(Part, frozen=True):
    """How many days what is kept, where the ward may decide. The law's own times are the shortest."""

    dossiers_days: Annotated[int, Meta(ge=30, le=3650)] = 365
    """What was told in a dossier, from the day on which it ended (refused, withdrawn, stopped, result handed over)."""
    counts_days: Annotated[int, Meta(ge=450, le=3650)] = 1100
    """Counts for the page of figures; longer than a kiosk keeps what it could not send, so that none counts twice."""


class Office(Part, frozen=True):
    """When the points are open on a day that the ward works: then a machine that is not heard is missed."""

    opens: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "07:30"
    closes: Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "16:30"

    def __post_init__(self) -> None:
        """Refuse a day that ends before it begins."""
        if self.opens >= self.closes:
            raise ValueError("closes is expected to be after opens")


class Metrics(Part, frozen=True):
    """Figures of the kiosks for a Prometheus of the ward's."""

    token: Annotated[str, Meta(pattern=r"^([A-Za-z0-9._~+/-]{20,}=*)?$")] = ""
    """What it brings as a bearer token; empty: there are none."""


class DeskSettings(Part, frozen=True, kw_only=True):
    """The whole file."""

    listen: Listen
    ward: Ward
    database: Annotated[str, Meta(min_length=1)]
    """sqlite:///path (relative to the state folder), sqlite:////path (absolute) or postgresql://…"""
    folder: str = "desk"
    """Where the desk keeps its own files (session secret), inside the state folder."""
    keys: str
    """The folder with ward_private.key, desk_sign.key and roster_sign.key; a file TRIAL in it marks example keys."""
    kiosks: str
    """The file that lists the ward's kiosks: id, public key, point."""
    retention: Retention = Retention()
    office: Office = Office()
    metrics: Metrics = Metrics()
    session_minutes: Annotated[int, Meta(ge=5, le=720)] = 120
    closed: tuple[date, ...] = ()
    """Days off of the ward besides weekends and public holidays; the same as in the points' files."""
    worked: tuple[date, ...] = ()
    """Days that the ward works although the calendar says otherwise; likewise."""

    def calendar(self) -> WorkingDays:
        """Return the days on which the ward works."""
        return WorkingDays(frozenset(self.closed), frozenset(self.worked))


def load(path: Path) -> DeskSettings:
    """Read the settings file. Raises SettingsError naming file, line, key and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("settings-unreadable", f"{path}: cannot be read: {error}") from error
    try:
        return msgspec.toml.decode(text, type=DeskSettings)
    except msgspec.ValidationError as error:
        raise SettingsError("settings-wrong", _explain(path, text, str(error))) from error
    except msgspec.DecodeError as error:
        raise SettingsError("settings-not-toml", f"{path}: {error}") from error


def _explain(path: Path, text: str, message: str) -> str:
    unknown = re.search(r"unknown field `([^`]+)`", message)
    missing = re.search(r"missing required field `([^`]+)`", message)
    place = re.search(r"at `\$\.?([^`]*)`", message)
    parts = [part for part in re.findall(r"[\w-]+|\.{3}", place.group(1) if place else "") if part]
    names = [part for part in parts if not part.isdigit() and part != "..."]
    if unknown:
        names.append(unknown.group(1))
    key = ".".join([*names, missing.group(1)] if missing else names) or "(whole file)"
    expected = message.split(" - at ", maxsplit=1)[0]
    if names[-1:] == ["holidays"]:
        expected = "public holidays are known; days off of the ward's own stand under closed"
    elif "encoded date" in expected:
        expected = 'a day of the calendar in quotes is expected, like "2027-02-04"'
    line = f"line {_line_of(text, names)}" + (" or after" if "..." in parts else "")
    return f"{path}, {line}, key {key}: {expected}"


def _line_of(text: str, names: list[str]) -> int:
    """Return the line on which the last of ``names`` stands, within its table; 1 when it has no line."""
    if not names:
        return 1
    table, found = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line)
        if header:
            table = header.group(1)
            if table == ".".join(names):
                found = found or number
        entry = re.match(r"\s*([\w-]+)\s*=", line)
        if entry and [*filter(None, table.split(".")), entry.group(1)] == names:
            return number
    return found or 1
