"""The folder of content files -> the catalogue. A file with a fault is left out; the others still serve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from kiosk.procedures import blocks as shared
from kiosk.procedures.catalogue import Catalogue, catalogue_of, decode, encode
from kiosk.procedures.check import Sheet, check_event, check_events, check_procedure, check_together
from kiosk.procedures.faults import CatalogueError, Fault
from kiosk.procedures.shape import misfits
from kiosk.procedures.tree import Tree, read_tree
from kiosk.procedures.types import Block, LifeEvents, Procedure

__all__ = ["EVENTS_FILE", "Catalogue", "CatalogueError", "Fault", "decode", "encode", "load", "read"]

EVENTS_FILE = "life-events.yaml"
_S = TypeVar("_S", bound=msgspec.Struct)


@dataclass(frozen=True)
class _Folder:
    """The files as far as they can be understood one by one."""

    events: Sheet[LifeEvents] | None
    procedures: tuple[Sheet[Procedure], ...]
    faults: tuple[Fault, ...]


def read(folder: Path, pictures: frozenset[str] | None = None) -> tuple[Catalogue, tuple[Fault, ...]]:
    """Read all content files of ``folder`` and check them.

    Returns what can be served and all that should be mended, sorted by file and line. Without a good
    life-events.yaml nothing can be served. ``pictures``: the names that exist; None: not checked.
    """
    files = _read_folder(folder)
    faults = list(files.faults)
    events = files.events.value.events if files.events else ()
    if files.events:
        faults += check_events(files.events, pictures)
    good: dict[str, Sheet[Procedure]] = {}
    for sheet in files.procedures:
        found = check_procedure(sheet, pictures) + (check_event(sheet, events) if files.events else ())
        twin = good.get(sheet.value.code)
        if twin:
            found += (
                sheet.fault(
                    ("code",), f"the code stands in {twin.tree.file} too; each procedure has its own"
                ),
            )
        faults += found
        if not _bad(found):
            good.setdefault(sheet.value.code, sheet)
    if not files.events or _bad(check_events(files.events, None)):
        return catalogue_of((), ()), _sorted(faults)
    faults += check_together(files.events, tuple(good.values()))
    return catalogue_of(events, tuple(sheet.value for sheet in good.values())), _sorted(faults)


def load(folder: Path, pictures: frozenset[str] | None = None) -> Catalogue:
    """Read a folder that must be free of errors; raises CatalogueError ("content_faults") with the faults."""
    catalogue, faults = read(folder, pictures)
    if _bad(faults):
        raise CatalogueError("content_faults", faults)
    return catalogue


def _bad(faults: tuple[Fault, ...]) -> bool:
    return any(fault.level == "error" for fault in faults)


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))


def _read_folder(folder: Path) -> _Folder:
    events: Sheet[LifeEvents] | None = None
    procedures: list[Sheet[Procedure]] = []
    faults: list[Fault] = []
    blocks, found = _read_blocks(folder / shared.FOLDER)
    faults += found
    names = sorted(
        path.name for path in folder.glob("*.yaml") if path.is_file() and not path.name.startswith("_")
    )
    if EVENTS_FILE not in names:
        faults.append(Fault(EVENTS_FILE, 0, "", "this file with the tiles of the home screen is missing"))
    for name in names:
        if name == EVENTS_FILE:
            events, found = _read_sheet(folder / name, LifeEvents, blocks)
        else:
            sheet, found = _read_sheet(folder / name, Procedure, blocks)
            procedures += [sheet] if sheet else []
        faults += found
    return _Folder(events, tuple(procedures), tuple(faults))


def _read_blocks(folder: Path) -> tuple[dict[str, Tree], tuple[Fault, ...]]:
    """Read the shared parts; one with a fault is left out, and with it the procedures that take it in."""
    blocks: dict[str, Tree] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        tree = _tree(path)
        found = tuple(tree.faults) or misfits(tree, Block)
        faults += [replace(fault, file=f"{shared.FOLDER}/{fault.file}") for fault in found]
        if not found:
            blocks[path.stem] = tree
    return blocks, tuple(faults)


def _tree(path: Path) -> Tree:
    try:
        data = path.read_bytes()
    except OSError:
        return Tree(
            path.name, faults=[Fault(path.name, 0, "", "the file can't be read: look at its permissions")]
        )
    return read_tree(path.name, data)


def _read_sheet(
    path: Path, kind: type[_S], blocks: dict[str, Tree]
) -> tuple[Sheet[_S] | None, tuple[Fault, ...]]:
    tree = shared.expanded(_tree(path), blocks)
    faults = tuple(tree.faults) or misfits(tree, kind)
    if faults:
        return None, faults
    try:
        return Sheet(tree, msgspec.convert(tree.value, kind)), ()
    except msgspec.ValidationError as error:
        return None, (Fault(path.name, 0, "", str(error)),)
