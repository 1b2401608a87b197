"""What changed between two folders or files of content, part by part, for the eye of a reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kiosk.procedures import files
from kiosk.procedures.blocks import FOLDER
from kiosk.procedures.faults import Fault
from kiosk.procedures.tree import Tree, Value

Kind = Literal["added", "removed", "changed", "moved"]
_NAMES = ("id", "question", "event", "block", "rule")
"""The keys by which an item of a list is known again when others come before it."""


@dataclass(frozen=True)
class Difference:
    """One part that differs. ``old`` and ``new`` as they would stand in a file; "" where there is none."""

    file: str
    """As it is called in the new folder, or in the old one where it is gone."""
    procedure: str
    """Its code; "" for tiles and blocks."""
    key: str
    """As in ``questions[child_name].ask.vi``; "" for the whole file."""
    kind: Kind
    old: str = ""
    new: str = ""


def differences(old: Path, new: Path) -> tuple[tuple[Difference, ...], tuple[Fault, ...]]:
    """Compare two folders, or two files; return the differences by file and what could not be read.

    Procedures are known again by their codes, whatever their files are called; other files by their names.
    """
    before, missed = _trees(old)
    after, missed_too = _trees(new)
    if not (old.is_dir() or new.is_dir()) and len(before) == len(after) == 1:
        before = dict(zip(after, before.values(), strict=True))
    found: list[Difference] = []
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        file, code = _called(now or was), name if name.startswith(_CODE) else ""
        code = code.removeprefix(_CODE)
        if was is None or now is None:
            found.append(Difference(file, code, "", "added" if was is None else "removed"))
        else:
            found += [Difference(file, code, *each) for each in _compared(was.value, now.value, "")]
    return tuple(found), (*missed, *missed_too)


_CODE = "code "
_Part = tuple[str, Kind, str, str]


def _called(tree: Tree | None) -> str:
    return tree.file if tree else ""


def _trees(place: Path) -> tuple[dict[str, Tree], tuple[Fault, ...]]:
    """Return the files by what they are known by, and the faults of those that can't be read."""
    if place.is_dir():
        found, refused = files.listed(place)
        below, refused_too = files.listed(place / FOLDER)
        named = [(each.name, each) for each in found] + [(f"{FOLDER}/{each.name}", each) for each in below]
    else:
        refused = refused_too = ()
        named = [(place.name, files.Found(place.name, place))]
    trees: dict[str, Tree] = {}
    faults = [*refused, *refused_too]
    for name, each in named:
        tree = files.tree_of(files.Found(name, each.path))
        faults += tree.faults
        code = tree.value.get("code") if isinstance(tree.value, dict) else None
        if not tree.faults:
            known = f"{_CODE}{code}" if isinstance(code, str) else name
            trees[known if known not in trees else name] = tree
    return trees, tuple(faults)


def _compared(old: Value, new: Value, key: str) -> Iterator[_Part]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _parts(old, new, {name: f"{key}.{name}" if key else name for name in (*old, *new)})
    elif isinstance(old, list) and isinstance(new, list):
        if not any(isinstance(item, (dict, list)) for item in (*old, *new)):
            yield from _members(old, new, key)
            return
        was, now = _named(old), _named(new)
        if was is None or now is None:
            was, now = _numbered(old), _numbered(new)
        yield from _parts(was, now, {name: f"{key}[{name}]" for name in (*was, *now)})
        stays = [name for name in was if name in now]
        if stays != (order := [name for name in now if name in was]):
            yield key, "moved", ", ".join(stays), ", ".join(order)
    elif old != new or type(old) is not type(new):
        yield key, "changed", written(old), written(new)


def _parts(old: Mapping[str, Value], new: Mapping[str, Value], keys: Mapping[str, str]) -> Iterator[_Part]:
    for name, at in keys.items():
        if name not in new:
            yield at, "removed", written(old[name]), ""
        elif name not in old:
            yield at, "added", "", written(new[name])
        else:
            yield from _compared(old[name], new[name], at)


def _members(old: list[Value], new: list[Value], key: str) -> Iterator[_Part]:
    """Compare lists of plain words or numbers."""
    gone, come = [each for each in old if each not in new], [each for each in new if each not in old]
    if gone:
        yield key, "removed", written(gone), ""
    if come:
        yield key, "added", "", written(come)
    if old != new and not gone and not come:
        yield key, "moved", written(old), written(new)


def _numbered(items: list[Value]) -> dict[str, Value]:
    return {str(number): item for number, item in enumerate(items, 1)}


def _named(items: list[Value]) -> dict[str, Value] | None:
    """Return the items by their names; None where they have none, or one twice."""
    found: dict[str, Value] = {}
    for item in items:
        if not isinstance(item, dict):
            return None
        name = next((item[each] for each in _NAMES if isinstance(item.get(each), str)), None)
        if name is None or name in found:
            return None
        found[str(name)] = item
    return found


def written(value: Value) -> str:
    """Return a value on one line, as it could stand in a file."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case dict():
            return "{" + ", ".join(f"{name}: {written(part)}" for name, part in value.items()) + "}"
        case list():
            return "[" + ", ".join(written(part) for part in value) + "]"
    return str(value)
