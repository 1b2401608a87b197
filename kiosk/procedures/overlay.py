"""The ward's overlay: what one ward does otherwise, in config/ward.yaml, laid over the catalogue and the point.

It changes a procedure's promise, fee and texts, takes procedures out, and sets the opening hours of the ward's
points. The files of the catalogue stay untouched, so that a new version of them keeps what the ward has changed.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kiosk.procedures.faults import Fault, Key, spelled
from kiosk.procedures.files import Found, tree_of
from kiosk.procedures.shape import misfits
from kiosk.procedures.tree import Tree, Value
from kiosk.procedures.types import Charge, Content, LifeEvent, Procedure, Text
from kiosk.settings import Event, Hours, Point, misplaced

FILE = "ward.yaml"
Words = Annotated[str, Meta(min_length=1)]
_LANGUAGES = ("vi", "en", "km")
_PART = re.compile(r"([^.\[\]]+)|\[([^\[\]]+)\]")


class Change(Content, frozen=True):
    """What a ward does otherwise with one procedure."""

    off: bool = False
    """True: this ward's kiosks do not offer it."""
    promise: Annotated[int, Meta(ge=0)] | None = None
    """Working days, no more than the law gives."""
    fee: Text | None = None
    """What it costs here. The file's own ``charge`` goes with it unless another one stands beside."""
    charge: Charge | None = None
    texts: dict[str, Words] = msgspec.field(default_factory=dict)
    """Texts by the key path of the procedure's file: ``questions[child_name].ask.vi``."""


class WardFile(Content, frozen=True):
    """ward.yaml."""

    format: Literal[1]
    procedures: dict[str, Change] = msgspec.field(default_factory=dict)
    """By code."""
    life_events: dict[str, Words] = msgspec.field(default_factory=dict, name="life-events")
    """Texts by the key path of life-events.yaml: ``events[birth].name.vi``."""
    hours: tuple[Hours, ...] | None = None
    """In place of each point's weekly hours."""
    events: tuple[Event, ...] | None = None
    """In place of each point's event days."""


@dataclass(frozen=True)
class Overlay:
    """The file as far as it can be understood. With an error in ``faults`` nothing of it holds."""

    tree: Tree
    value: WardFile
    faults: tuple[Fault, ...] = ()

    def is_off(self, code: str) -> bool:
        """Tell whether this ward does not offer the procedure."""
        change = self.value.procedures.get(code)
        return change is not None and change.off

    def unknown(self, files: Collection[Value]) -> tuple[Fault, ...]:
        """Return a fault for each procedure that the ward changes and none of all these files has, or for none left.

        Says nothing while a file cannot be read: it may be the one.
        """
        codes = {str(value["code"]) for value in files if isinstance(value, dict) and "code" in value}
        if None in files:
            return ()
        if codes and all(self.is_off(code) for code in codes):
            return (self._fault(("procedures",), "every procedure is off: leave at least one on"),)
        return tuple(
            self._fault(("procedures", code), f"there is no procedure {code}{_near(code, codes)}")
            for code in self.value.procedures
            if code not in codes
        )

    def offered(
        self, events: tuple[LifeEvent, ...], procedures: tuple[Procedure, ...]
    ) -> tuple[tuple[LifeEvent, ...], tuple[Procedure, ...]]:
        """Return what the ward offers: without what is off and without the tiles that only led there."""
        left = tuple(each for each in procedures if not self.is_off(each.code))
        led, leads = _led_to(procedures), _led_to(left)
        return tuple(each for each in events if each.id in leads or each.id not in led), left

    def over(self, tree: Tree) -> tuple[Tree, tuple[Fault, ...]]:
        """Lay the ward's changes over one file of the catalogue; return it and what should be mended besides.

        What is laid over tells file and line of the overlay; what does not fit is an error of the returned tree.
        """
        texts, key = self._texts(tree)
        change = self.value.procedures.get(key[-1]) if key[0] == "procedures" else None
        if tree.faults or not (texts or change):
            return tree, ()
        made = replace(
            tree,
            value=deepcopy(tree.value),
            lines=dict(tree.lines),
            taken=dict(tree.taken),
            faults=[],
            written=dict(tree.written),
        )
        if change is not None:
            self._numbers(made, change, key)
            key = (*key, "texts")
        told = [
            fault for path, words in texts.items() for fault in self._text(made, (*key, path), path, words)
        ]
        made.faults += [fault for fault in told if fault.level == "error"]
        return made, tuple(self._untranslated(made, key, texts)) if not made.faults else ()

    def point(self, point: Point) -> tuple[Point, tuple[Fault, ...]]:
        """Return the point with the ward's opening hours, or as it was and why they cannot hold."""
        wanted = {
            name: given for name in ("hours", "events") if (given := getattr(self.value, name)) is not None
        }
        changed = msgspec.structs.replace(point, **wanted)
        amiss = misplaced(changed)
        if not wanted or amiss is None:
            return changed, ()
        key, expected = amiss
        return point, (self._fault(_key_of(key), f"{expected} is expected"),)

    def _texts(self, tree: Tree) -> tuple[Mapping[str, str], tuple[str, ...]]:
        """Return the texts for this file and the key in the overlay under which they stand."""
        value = tree.value if isinstance(tree.value, dict) else {}
        if "code" not in value:
            return self.value.life_events, ("life-events",)
        code = str(value["code"])
        change = self.value.procedures.get(code)
        return (change.texts if change else {}), ("procedures", code)

    def _numbers(self, made: Tree, change: Change, key: tuple[str, ...]) -> None:
        value: Any = made.value
        if change.promise is not None:
            time = value.get("time")
            statute = time.get("statute") if isinstance(time, dict) else None
            if isinstance(statute, int) and change.promise > statute:
                said = f"at most {statute} working days are expected: the law gives no more"
                made.faults.append(self._fault((*key, "promise"), said))
            value["time"] = {**(time if isinstance(time, dict) else {}), "promise": change.promise}
            self._moved((*key, "promise"), made, ("time", "promise"))
        written: Any = self.tree.value
        for name in ("fee", "charge"):
            if getattr(change, name) is not None:
                value[name] = written["procedures"][key[-1]][name]
                self._moved((*key, name), made, (name,))
        if change.fee is not None and change.charge is None:
            value.pop("charge", None)

    def _text(self, made: Tree, key: Key, path: str, words: str) -> Iterator[Fault]:
        place = _found(made.value, path)
        if place is None:
            known = [spelled(each, made.value) for each in _paths(made.value, ())]
            yield self._fault(key, f"there is no text {path} in {made.file}{_near(path, known)}")
            return
        text = _at(made.value, place[:-1])
        text[place[-1]] = words
        if place[-1] == "km":
            text.pop("km_reviewed", None)
        self._moved(key, made, place)

    def _untranslated(self, made: Tree, key: tuple[str, ...], texts: Mapping[str, str]) -> Iterator[Fault]:
        """Say where a changed text's other languages still say the former one."""
        for path in texts:
            stem, _, language = path.rpartition(".")
            place = _found(made.value, path)
            if language != "vi" or place is None:
                continue
            text = _at(made.value, place[:-1])
            old = [each for each in ("en", "km") if text.get(each) and f"{stem}.{each}" not in texts]
            if old:
                said = f"the former text still stands in {' and '.join(old)}: write {stem}.{old[0]} too"
                yield replace(self._fault((*key, path), said), level="warning")

    def _moved(self, source: Key, made: Tree, target: Key) -> None:
        """Let everything at ``target`` tell the overlay's lines."""
        for lines in (made.lines, made.taken):
            for key in [key for key in lines if key[: len(target)] == target]:
                del lines[key]
        for key, line in self.tree.lines.items():
            if key[: len(source)] == source:
                at = (*target, *key[len(source) :])
                made.lines[at] = line
                made.taken[at] = (self.tree.file, line)

    def _fault(self, key: Key, expected: str) -> Fault:
        return self.tree.fault(key, expected)


NO_OVERLAY = Overlay(Tree(FILE), WardFile(format=1))


def read_overlay(path: Path) -> Overlay:
    """Read the ward's file; one that is not there changes nothing."""
    nothing = NO_OVERLAY.value
    if not os.path.lexists(path):
        return Overlay(Tree(path.name), nothing)
    tree = tree_of(Found(path.name, path))
    faults = tuple(tree.faults) or misfits(tree, WardFile)
    if faults:
        return Overlay(tree, nothing, faults)
    try:
        return Overlay(tree, msgspec.convert(tree.value, WardFile))
    except msgspec.ValidationError as broken:
        return Overlay(tree, nothing, (Fault(path.name, 0, "", str(broken)),))


def _led_to(procedures: tuple[Procedure, ...]) -> frozenset[str]:
    return frozenset(place.event for each in procedures for place in each.places())


def _near(wanted: str, known: Collection[str]) -> str:
    found = difflib.get_close_matches(wanted, known, n=1, cutoff=0.6)
    return f'; is "{found[0]}" meant?' if found else ""


def _found(value: Any, path: str) -> Key | None:
    """Return where a text stands that is written like ``questions[child_name].ask.vi``; None: nowhere."""
    parts = _PART.findall(path)
    if not parts or "".join(f"[{item}]" if item else f".{name}" for name, item in parts)[1:] != path:
        return None
    key: Key = ()
    for name, item in parts[:-1]:
        step = _place(value, item) if item else name
        if step is None or (isinstance(step, str) and not (isinstance(value, dict) and step in value)):
            return None
        value = value[step]
        key = (*key, step)
    last = parts[-1][0]
    return (*key, last) if last in _LANGUAGES and _is_text(value) else None


def _place(value: Any, item: str) -> int | None:
    """Return which item of a list is meant by its id or, where it has none, by its number from 1."""
    if not isinstance(value, list):
        return None
    for place, each in enumerate(value):
        named = each.get("id") if isinstance(each, dict) else None
        if item == (named if isinstance(named, str) else str(place + 1)):
            return place
    return None


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("vi"), str)


def _at(value: Any, key: Key) -> Any:
    for part in key:
        value = value[part]
    return value


def _paths(value: Any, key: Key) -> Iterator[Key]:
    """Yield where each text of a file stands."""
    if _is_text(value):
        yield from ((*key, language) for language in _LANGUAGES if value.get(language))
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _paths(part, (*key, name))


def _key_of(path: str) -> Key:
    return tuple(int(item) if item else name for name, item in _PART.findall(path))
