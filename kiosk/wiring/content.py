"""Content as the kiosk will serve it: what is good now, or what was good last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk import texts
from kiosk.pictures import Pictures
from kiosk.procedures import Catalogue
from kiosk.procedures.catalogue import decode, encode
from kiosk.procedures.faults import CatalogueError, Fault
from kiosk.procedures.load import read
from kiosk.settings import Settings
from kiosk.texts import Texts

LAST_GOOD = "last-good-content.json"


@dataclass(frozen=True)
class Served:
    """The catalogue to serve and what is wrong with the files."""

    catalogue: Catalogue
    faults: tuple[Fault, ...]
    is_last_good: bool
    """True when the files have faults and the last good catalogue serves instead."""


def read_texts(settings: Settings) -> Texts:
    """Read the kiosk's own words. Raises TextError."""
    return texts.read(settings.root / "assets" / "texts")


def gallery(settings: Settings) -> Pictures:
    """Return the pictures, cached in the state folder."""
    return Pictures(settings.root / "assets" / "illustrations", settings.cache / "pictures")


def serve(settings: Settings, pictures: Pictures, folder: Path | None = None) -> Served:
    """Read the procedures; keep the result as the last good one when it has no error.

    With errors the last good catalogue serves; without one, whatever is good. Raises CatalogueError when
    nothing at all can be served.
    """
    kept = settings.state / LAST_GOOD
    try:
        catalogue, faults = read(folder or settings.root / "assets" / "procedures", pictures.names())
    except CatalogueError as broken:
        last = _last_good(kept)
        if last is None:
            raise
        return Served(last, broken.faults, is_last_good=True)
    if not any(fault.level == "error" for fault in faults):
        with suppress(
            OSError
        ):  # a full disk: it is good and serves, though the next start cannot fall back on it
            _keep(kept, encode(catalogue))
        return Served(catalogue, faults, is_last_good=False)
    last = _last_good(kept)
    if last is not None:
        return Served(last, faults, is_last_good=True)
    if not catalogue.procedures:
        raise CatalogueError("nothing_to_serve", faults)
    return Served(catalogue, faults, is_last_good=False)


def _last_good(path: Path) -> Catalogue | None:
    """Return what was kept, or None where nothing was or it cannot be read any more."""
    try:
        return decode(path.read_bytes())
    except (OSError, CatalogueError):
        return None


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
