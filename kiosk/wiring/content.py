"""Content as the kiosk will serve it: what is good now, or what was good last."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path

import msgspec

from kiosk import texts
from kiosk.pictures import Pictures
from kiosk.procedures import Catalogue, overlay
from kiosk.procedures.catalogue import opened
from kiosk.procedures.faults import CatalogueError, Fault
from kiosk.procedures.hours import hours_of
from kiosk.settings import Point, Settings
from kiosk.store.catalogue_index import SqliteCatalogueIndex, compile_catalogue
from kiosk.texts import Texts
from kiosk.texts.territories import territories
from kiosk.wiring import ward_content
from kiosk.wiring.fingerprint import fingerprint, fingerprint_of_hours

COMPILED = "catalogue.sqlite3"
"""The compiled catalogue, in the state folder; it is the last good content too."""
SELDOM = "kiosk.tickets.words", "kiosk.tickets.checklist", "kiosk.texts.spoken", "requests"
"""What is read after the first screen stands."""
HOURS = "ward-hours.json"
"""The point with the hours of the ward's overlay, in the cache folder."""
FORMER = "last-good-content.json"
"""What earlier versions kept it in."""


@dataclass(frozen=True)
class Served:
    """The catalogue to serve and what is wrong with the files."""

    catalogue: Catalogue
    faults: tuple[Fault, ...]
    is_last_good: bool
    """True when the files have faults and the last good catalogue serves instead."""


class _KeptHours(msgspec.Struct, frozen=True):
    """The point with the ward's hours, and what it was made of."""

    fingerprint: str
    point: Point


def read_texts(settings: Settings) -> Texts:
    """Read the kiosk's own words. Raises TextError."""
    return texts.read(settings.root / "assets" / "texts", settings.cache / "texts")


def with_ward_hours(settings: Settings) -> tuple[Settings, tuple[Fault, ...]]:
    """Return the settings with the opening hours of the ward's overlay, or as they were and why they cannot hold.

    What else is wrong in the overlay is told by ``serve``. What came of it is kept for as long as nothing of it has
    changed: to load what reads YAML takes longer than any start should wait.
    """
    ward, kept = ward_content.overlay_file(settings), settings.cache / HOURS
    now = fingerprint_of_hours(ward, msgspec.json.encode(settings.point))
    with suppress(OSError, msgspec.MsgspecError):
        last = msgspec.json.decode(kept.read_bytes(), type=_KeptHours)
        if last.fingerprint == now:
            return _at(settings, last.point), ()
    point, faults = overlay.read_overlay(ward).point(settings.point)
    if not faults:
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            passing = kept.with_suffix(f".{os.getpid()}")
            passing.write_bytes(msgspec.json.encode(_KeptHours(now, point)))
            passing.replace(kept)
    return _at(settings, point), faults


def _at(settings: Settings, point: Point) -> Settings:
    """Return the settings with this point, at which a team's day out counts whatever the ward's hours say."""
    return replace(settings, point=settings.outing.point(point) if settings.outing else point)


def serve(
    settings: Settings, pictures: Pictures, folder: Path | None = None, *, anew: bool = False
) -> Served:
    """Return the procedures to serve: as compiled, where nothing has changed since, else read and compiled anew.

    With errors the last good catalogue serves, which is the compiled one; without one, whatever is good. ``anew``:
    read the files in any case, and tell of what should be mended. Raises CatalogueError when nothing at all can be
    served.
    """
    source = folder or settings.root / "assets" / "procedures"
    ward, names = ward_content.overlay_file(settings), pictures.names()
    kept, now = settings.state / COMPILED, fingerprint(source, ward, names)
    last = _compiled(kept)
    if last is not None and last.fingerprint == now and not anew:
        return Served(opened(last), (), is_last_good=False)
    from kiosk.procedures.load import read  # with all that checks content, which is seldom needed

    try:
        catalogue, faults = read(source, names, ward=ward)
    except CatalogueError as broken:
        if last is None:
            raise
        return Served(opened(last), broken.faults, is_last_good=True)
    if not any(fault.level == "error" for fault in faults):
        return Served(_keep(kept, catalogue, now), faults, is_last_good=False)
    if last is not None:
        return Served(opened(last), faults, is_last_good=True)
    if not catalogue.procedures:
        raise CatalogueError("nothing_to_serve", faults)
    return Served(catalogue, faults, is_last_good=False)


def _compiled(path: Path) -> SqliteCatalogueIndex | None:
    """Return what was compiled, or None where nothing was or it cannot be read any more."""
    try:
        return SqliteCatalogueIndex(path)
    except CatalogueError:
        return None


def _keep(path: Path, catalogue: Catalogue, now: str) -> Catalogue:
    """Compile the catalogue and return it as compiled, or as it was read where the disk has no room for it.

    It is good and serves in either case, though the next start cannot fall back on it.
    """
    with suppress(OSError, CatalogueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        compile_catalogue(path, catalogue, now)
        (path.parent / FORMER).unlink(missing_ok=True)
        return opened(SqliteCatalogueIndex(path))
    return catalogue


def warm(settings: Settings, now: datetime) -> None:
    """Load beforehand what is slow at its first use: the public holidays (0.2 s), the names of countries, and the
    libraries that only paper and the network need.
    """
    for name in SELDOM:
        import_module(name)
    hours_of(settings.point).calendar.works(now.date())
    for language in settings.kiosk.languages:
        territories(language)
