"""The folder of content files -> the catalogue. A file with a fault is left out; the others still serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from kiosk.procedures import blocks as shared
from kiosk.procedures import check, files
from kiosk.procedures.catalogue import Catalogue, catalogue_of
from kiosk.procedures.check import Offered, Sheet
from kiosk.procedures.exercises import FOLDER as EXERCISES
from kiosk.procedures.exercises import Exercise
from kiosk.procedures.faults import CatalogueError, Fault
from kiosk.procedures.guides import FOLDER as GUIDES
from kiosk.procedures.guides import Guide
from kiosk.procedures.lists import FOLDER as LISTS
from kiosk.procedures.lists import Lists, read_lists
from kiosk.procedures.overlay import NO_OVERLAY, Overlay, read_overlay
from kiosk.procedures.shape import misfits
from kiosk.procedures.tree import Tree
from kiosk.procedures.types import Block, LifeEvents, Procedure

__all__ = [
    "EVENTS_FILE",
    "Catalogue",
    "CatalogueError",
    "Fault",
    "Offered",
    "load",
    "read",
    "review",
]

EVENTS_FILE = "life-events.yaml"
_S = TypeVar("_S", bound=msgspec.Struct)


@dataclass(frozen=True)
class _Folder:
    """The files as far as they can be understood one by one."""

    events: Sheet[LifeEvents] | None
    procedures: tuple[Sheet[Procedure], ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Checked:
    """What can be served, and what should be mended."""

    events: Sheet[LifeEvents] | None
    good: tuple[Sheet[Procedure], ...]
    faults: tuple[Fault, ...]
    ward: Overlay
    lists: Lists
    guides: tuple[Sheet[Guide], ...] = ()
    exercises: tuple[Exercise, ...] = ()

    def catalogue(self) -> Catalogue:
        """Return what can be served and this ward offers: nothing without good tiles."""
        if self.events is None:
            return catalogue_of((), ())
        procedures = tuple(sheet.value for sheet in self.good)
        guides = sorted((sheet.value for sheet in self.guides), key=lambda guide: (guide.place, guide.id))
        return catalogue_of(
            *self.ward.offered(self.events.value.events, procedures),
            self.lists,
            tuple(guides),
            self.exercises,
        )


def read(
    folder: Path,
    pictures: frozenset[str] | None = None,
    offered: Offered | None = None,
    ward: Path | None = None,
) -> tuple[Catalogue, tuple[Fault, ...]]:
    """Read all content files of ``folder`` and check them, the ward's overlay laid over them.

    Returns what can be served and all that should be mended, sorted by file and line. Without a good
    life-events.yaml nothing can be served. ``pictures``: the names that exist; ``offered``: the kiosk's own
    lists; None: not checked. ``ward``: the overlay's file, which may be absent; None: as they are shipped.
    """
    checked = _checked(folder, pictures, offered, read_overlay(ward) if ward else NO_OVERLAY)
    return checked.catalogue(), _sorted(checked.faults)


def review(
    folder: Path,
    today: date,
    pictures: frozenset[str] | None = None,
    offered: Offered | None = None,
    ward: Path | None = None,
) -> tuple[Catalogue, tuple[Fault, ...]]:
    """Read as ``read`` does and look closer, for the author: what is old, silent, never reached, not in Khmer."""
    checked = _checked(folder, pictures, offered, read_overlay(ward) if ward else NO_OVERLAY)
    catalogue = checked.catalogue()
    faults = list(checked.faults)
    if checked.events is not None:
        faults += check.review_events(checked.events)
        ways = tuple(check.ways(catalogue))
        for sheet in checked.good:
            faults += check.review_procedure(sheet, ways, today)
    faults += [fault for sheet in checked.guides for fault in _of_guides(check.review_guide(sheet, today))]
    return catalogue, _sorted(faults)


def load(folder: Path, pictures: frozenset[str] | None = None) -> Catalogue:
    """Read a folder that must be free of errors; raises CatalogueError ("content_faults") with the faults."""
    catalogue, faults = read(folder, pictures)
    if _bad(faults):
        raise CatalogueError("content_faults", faults)
    return catalogue


def _checked(
    folder: Path, pictures: frozenset[str] | None, offered: Offered | None, ward: Overlay = NO_OVERLAY
) -> _Checked:
    found = _read_folder(folder, ward)
    lists, of_lists = read_lists(folder / LISTS)
    offered = offered or Offered(frozenset(lists.relationships), frozenset(lists.ethnicities))
    faults = [*found.faults, *of_lists]
    events = found.events
    if events:
        of_events = check.check_events(events, pictures)
        faults += of_events
        events = None if _bad(of_events) else events
    good: dict[str, Sheet[Procedure]] = {}
    for sheet in found.procedures:
        mine = check.check_procedure(sheet, pictures, offered)
        if found.events:
            mine += check.check_event(sheet, found.events.value.events)
        if twin := good.get(sheet.value.code):
            said = f"the code stands in {twin.tree.file} too; each procedure has its own"
            mine += (sheet.fault(("code",), said),)
        faults += mine
        if not _bad(mine):
            good.setdefault(sheet.value.code, sheet)
    if events:
        faults += check.check_together(events, tuple(good.values()))
    guides, of_guides = _read_guides(folder / GUIDES, pictures)
    exercises, of_exercises = _read_exercises(
        folder / EXERCISES, pictures, {code: sheet.value for code, sheet in good.items()}
    )
    faults += [*of_guides, *of_exercises]
    return _Checked(events, tuple(good.values()), tuple(faults), ward, lists, guides, exercises)


def _bad(faults: tuple[Fault, ...]) -> bool:
    return any(fault.level == "error" for fault in faults)


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults by file and line, each once: what is wrong in a block is wrong wherever it is taken in."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line)))


def _read_folder(folder: Path, ward: Overlay) -> _Folder:
    events: Sheet[LifeEvents] | None = None
    procedures: list[Sheet[Procedure]] = []
    blocks, of_blocks = _read_blocks(folder / shared.FOLDER)
    found, refused = files.listed(folder)
    faults = [*ward.faults, *of_blocks, *refused]
    if EVENTS_FILE not in {each.name for each in found}:
        faults.append(Fault(EVENTS_FILE, 0, "", "this file with the tiles of the home screen is missing"))
    trees = [ward.over(shared.expanded(files.tree_of(each), blocks)) for each in found]
    for tree, told in trees:
        if tree.file == EVENTS_FILE:
            events, wrong = _sheet(tree, LifeEvents)
        else:
            sheet, wrong = _sheet(tree, Procedure)
            procedures += [sheet] if sheet else []
        faults += (*wrong, *told)
    faults += ward.unknown([tree.value for tree, _told in trees])
    return _Folder(events, tuple(procedures), tuple(faults))


def _read_blocks(folder: Path) -> tuple[dict[str, Tree], tuple[Fault, ...]]:
    """Read the shared parts; one with a fault is left out, and with it the procedures that take it in."""
    blocks: dict[str, Tree] = {}
    found, refused = files.listed(folder)
    faults = [replace(fault, file=f"{shared.FOLDER}/{fault.file}") for fault in refused]
    for each in found:
        tree = files.tree_of(each)
        wrong = tuple(tree.faults) or shared.nested(tree) or misfits(tree, Block)
        faults += [replace(fault, file=f"{shared.FOLDER}/{fault.file}") for fault in wrong]
        if not wrong:
            blocks[each.path.stem] = tree
    return blocks, tuple(faults)


def _read_guides(
    folder: Path, pictures: frozenset[str] | None
) -> tuple[tuple[Sheet[Guide], ...], tuple[Fault, ...]]:
    """Read what can be learnt; a guide with a fault is left out and all others serve."""
    found, refused = files.listed(folder)
    faults = [*refused]
    good: dict[str, Sheet[Guide]] = {}
    for each in found:
        sheet, mine = _sheet(files.tree_of(each), Guide)
        if sheet is not None:
            mine = check.check_guide(sheet, pictures)
            if twin := good.get(sheet.value.id):
                said = f"the id stands in {twin.tree.file} too; each guide has its own"
                mine += (sheet.fault(("id",), said),)
            if not _bad(mine):
                good[sheet.value.id] = sheet
        faults += mine
    return tuple(good.values()), _of_guides(faults)


def _of_guides(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(replace(fault, file=f"{GUIDES}/{fault.file}") for fault in faults)


def _read_exercises(
    folder: Path, pictures: frozenset[str] | None, procedures: Mapping[str, Procedure]
) -> tuple[tuple[Exercise, ...], tuple[Fault, ...]]:
    """Read what helpers practise, in the order of the menu; one with a fault is left out and all others serve."""
    found, refused = files.listed(folder)
    faults = [*refused]
    good: dict[str, Exercise] = {}
    for each in found:
        sheet, mine = _sheet(files.tree_of(each), Exercise)
        if sheet is not None:
            mine = check.check_exercise(sheet, pictures, procedures)
            if sheet.value.id in good:
                mine += (
                    sheet.fault(("id",), "the id stands in another file too; each exercise has its own"),
                )
            if not _bad(mine):
                good[sheet.value.id] = sheet.value
        faults += mine
    inside = tuple(replace(fault, file=f"{EXERCISES}/{fault.file}") for fault in faults)
    return tuple(sorted(good.values(), key=lambda one: (one.place, one.id))), inside


def _sheet(tree: Tree, kind: type[_S]) -> tuple[Sheet[_S] | None, tuple[Fault, ...]]:
    faults = tuple(tree.faults) or misfits(tree, kind)
    if faults:
        return None, faults
    try:
        return Sheet(tree, msgspec.convert(tree.value, kind)), ()
    except msgspec.ValidationError as error:
        return None, (Fault(tree.file, 0, "", str(error)),)
