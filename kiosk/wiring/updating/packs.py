"""Putting a ward's content in force: laid out beside what serves, read as the kiosk would, and switched at once."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from kiosk.disk import settle
from kiosk.procedures import load, overlay
from kiosk.settings import Settings
from kiosk.updates import archives
from kiosk.updates.taking import PACK_FILE
from kiosk.updates.types import Pack, PackKind, Refused
from kiosk.updates.verify import PackSaid
from kiosk.wiring.voices import recorded
from kiosk.wiring.voices.recorded import RecordingsError


def number_in_force(folder: Path, kind: PackKind) -> int:
    """Return the number of what is installed; 0 for nothing, or for what cannot be read."""
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.toml.decode((folder / kind / PACK_FILE).read_bytes(), type=PackSaid).number
    return 0


def put_in_force(pack: Pack, settings: Settings, pictures: frozenset[str], today: date) -> Refused | None:
    """Lay the pack out, check it, and let the next start of the kiosk find it; what served so far stays beside it.

    Killed at any step, the kiosk finds the one or the other whole. Raises OSError; then, too, nothing has changed.
    """
    folder = Path(settings.kiosk.updates.content)
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{pack.kind}-{pack.number}"
    shutil.rmtree(place, ignore_errors=True)  # left by a power cut: in force is a lower number
    try:
        refused = archives.lay_out(pack.archive, place) or _checked(
            pack.kind, place, settings, pictures, today
        )
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    if refused is not None:
        shutil.rmtree(place, ignore_errors=True)
        return refused
    former = (folder / pack.kind).resolve().name
    _switch(folder / pack.kind, place.name)
    for each in folder.glob(f"{pack.kind}-*"):
        if each.name not in {place.name, former}:
            shutil.rmtree(each, ignore_errors=True)
    return None


def _checked(
    kind: PackKind, place: Path, settings: Settings, pictures: frozenset[str], today: date
) -> Refused | None:
    if kind == "voices":
        return _heard(place / "voices")
    ward = place / overlay.FILE
    if not ward.is_file():
        return Refused("content")
    _, faults = load.review(settings.root / "assets" / "procedures", today, pictures, ward=ward)
    _, of_hours = overlay.read_overlay(ward).point(settings.point)
    amiss = any(fault.level == "error" for fault in (*faults, *of_hours))
    return Refused("content") if amiss else None


def _heard(folder: Path) -> Refused | None:
    """Tell whether each language has a list of what was recorded, and each recording of a list is there."""
    languages = [each for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
    try:
        whole = all(
            listed and all((each / f"{key}.wav").is_file() for key in listed)
            for each in languages
            for listed in (recorded.read(each),)
        )
    except RecordingsError:
        whole = False
    return None if languages and whole else Refused("content")


def _switch(link: Path, name: str) -> None:
    """Let a name stand for another folder, from one moment to the next."""
    passing = link.with_suffix(".new")
    passing.unlink(missing_ok=True)
    passing.symlink_to(name)
    passing.replace(link)
    settle(link.parent)
