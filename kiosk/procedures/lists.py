"""The kiosk's own lists: ethnic groups, relationships, the administrative units of 2025, nationalities.

They lie in the folder ``lists`` beside the procedures; nationalities are CLDR's. Answers name their items by id.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeVar, cast

import msgspec

from kiosk.procedures.faults import Fault, Key
from kiosk.procedures.shape import misfits
from kiosk.procedures.tree import Tree, read_tree
from kiosk.procedures.types import Content, Picture, Procedure, Text
from kiosk.texts import FALLBACK
from kiosk.texts.territories import territories

FOLDER = "lists"
ETHNICITIES, RELATIONSHIPS, UNITS = "ethnicities.yaml", "relationships.yaml", "units.csv"
NAMES = "names.yaml"
FORMER = "former-provinces.csv"
"""Other names of provinces that people type: those that became part of another, and short ones."""
USUAL: dict[str, tuple[str, ...]] = {
    "ethnicity": ("01", "05", "04", "17"),
    "nationality": ("VN", "KH", "LA", "CN"),
}
"""What stands as pictures before the whole list, where a question offers nothing of its own."""
_DRAWN = frozenset(USUAL["nationality"])
"""The states that have a picture of their own."""
_COLUMNS = ("code", "province", "kind", "name")
_FORMER_COLUMNS = ("name", "code")
_MOST_BYTES = 1_000_000
_MOST_TOLD = 20
_PROVINCE = re.compile(r"[0-9]{2}")
_COMMUNE = re.compile(r"[0-9]{5}")
_S = TypeVar("_S", bound=msgspec.Struct)
UnitKind = Literal["city", "province", "ward", "commune", "zone"]
_PROVINCE_KINDS = ("city", "province")
_COMMUNE_KINDS = ("ward", "commune", "zone")


class Listed(Content, frozen=True):
    """One item of a list."""

    id: str
    label: Text
    """As one says it."""
    official: str
    """As forms spell it, in Vietnamese."""
    picture: Picture = "people-ethnic"
    words: tuple[str, ...] = ()
    """Other names that people type."""


class Relationship(Listed, frozen=True):
    """Who somebody is to the person that a procedure is about."""

    close: bool = False
    """A grandparent, parent, child, spouse or sibling: no certified authorisation is needed."""


class Ethnicities(Content, frozen=True):
    """The file ethnicities.yaml."""

    ethnicities: tuple[Listed, ...]


class Relationships(Content, frozen=True):
    """The file relationships.yaml."""

    relationships: tuple[Relationship, ...]


class Names(Content, frozen=True):
    """The file names.yaml: parts of people's names, the most frequent first."""

    families: tuple[str, ...] = ()
    khmer_families: tuple[str, ...] = ()
    """Offered first on Khmer screens."""
    middles: tuple[str, ...] = ()
    givens: tuple[str, ...] = ()


class Unit(msgspec.Struct, frozen=True, array_like=True):
    """A province or city (code of two digits), or a ward, commune or special zone (five digits)."""

    code: str
    province: str
    """The code of its province; "" for a province itself."""
    kind: UnitKind
    name: str
    """Without the word for its kind."""


class Lists(Content, frozen=True):
    """All lists, by id, in the order of their files."""

    ethnicities: dict[str, Listed] = msgspec.field(default_factory=dict)
    relationships: dict[str, Relationship] = msgspec.field(default_factory=dict)
    units: dict[str, Unit] = msgspec.field(default_factory=dict)
    former: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """By the code of a province, the names of those that have become part of it."""
    names: Names = Names()

    def __repr__(self) -> str:
        """Tell how many there are of each: thousands of names help nobody."""
        counts = (len(self.ethnicities), len(self.relationships), len(self.units))
        return f"Lists(ethnicities={counts[0]}, relationships={counts[1]}, units={counts[2]})"

    def formerly(self, code: str) -> tuple[str, ...]:
        """Return the names of the provinces that have become part of this one."""
        return self.former.get(code, ())

    def provinces(self) -> tuple[Unit, ...]:
        """Return the provinces and cities, in the order of their codes."""
        return tuple(unit for unit in self.units.values() if not unit.province)

    def communes(self, province: str) -> tuple[Unit, ...]:
        """Return the wards, communes and special zones of a province."""
        return tuple(unit for unit in self.units.values() if unit.province == province)

    def commune(self, code: str) -> Unit | None:
        """Return the ward, commune or special zone of this code."""
        unit = self.units.get(code)
        return unit if unit is not None and unit.province else None

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids that a question of type ethnicity, nationality or relationship may take."""
        if kind == "ethnicity":
            return tuple(self.ethnicities)
        if kind == "relationship":
            return tuple(self.relationships)
        return tuple(territories(FALLBACK))

    def label(self, kind: str, name: str, language: str) -> str:
        """Return how an item is called in ``language``; the id itself where the list does not know it."""
        item = self._item(kind, name)
        if item is not None:
            return item.label.in_language(language)
        return territories(language).get(name, name) if kind == "nationality" else name

    def official(self, kind: str, name: str) -> str:
        """Return how forms spell an item, in Vietnamese."""
        item = self._item(kind, name)
        return item.official if item is not None else self.label(kind, name, FALLBACK)

    def picture(self, kind: str, name: str) -> str:
        """Return the picture of an item."""
        item = self._item(kind, name)
        return (
            item.picture if item is not None else f"nationality-{name.lower()}" if name in _DRAWN else "flag"
        )

    def words(self, kind: str, name: str, language: str) -> tuple[str, ...]:
        """Return everything under which an item is found by letters: label, official spelling, other names."""
        item = self._item(kind, name)
        if item is not None:
            return (
                item.label.in_language(language),
                item.label.vi,
                item.official,
                item.label.en,
                *item.words,
            )
        return tuple(territories(tongue).get(name, name) for tongue in (language, FALLBACK, "en"))

    def _item(self, kind: str, name: str) -> Listed | None:
        if kind == "ethnicity":
            return self.ethnicities.get(name)
        return self.relationships.get(name) if kind == "relationship" else None


NO_LISTS = Lists()


def read_lists(folder: Path) -> tuple[Lists, tuple[Fault, ...]]:
    """Read the folder of lists. One that is not there is empty; one with a fault is left out and told of."""
    faults: list[Fault] = []
    ethnicities = _items(folder / ETHNICITIES, Ethnicities, faults)
    relationships = _items(folder / RELATIONSHIPS, Relationships, faults)
    units = _units(folder / UNITS, faults)
    lists = Lists(
        ethnicities={item.id: item for item in (ethnicities.ethnicities if ethnicities else ())},
        relationships={item.id: item for item in (relationships.relationships if relationships else ())},
        units=units,
        former=_former(folder / FORMER, units, faults),
        names=_items(folder / NAMES, Names, faults) or Names(),
    )
    return lists, tuple(faults)


def missing(procedure: Procedure, lists: Lists) -> Iterator[tuple[Key, str]]:
    """Yield (key, what is expected) where a procedure asks for a list that is not there."""
    for place, question in enumerate(procedure.questions):
        if question.type in {"ethnicity", "relationship"} and not lists.ids(question.type):
            yield ("questions", place, "type"), f"the list of this type is missing in the folder {FOLDER}"
        if question.type == "address" and not lists.units:
            yield ("questions", place, "type"), f"the list {UNITS} is missing in the folder {FOLDER}"


def _items(path: Path, kind: type[_S], faults: list[Fault]) -> _S | None:
    found: list[Fault] = []
    data = _bytes(path, found)
    tree = Tree(path.name) if data is None else read_tree(path.name, data)
    if data is not None:
        found += [*(tree.faults or misfits(tree, kind))] or [*_twice(tree), *_no_names(tree)]
    faults += [_of_folder(fault) for fault in found]
    return None if found or data is None else msgspec.convert(tree.value, kind)


def _twice(tree: Tree) -> Iterator[Fault]:
    """Yield a fault for every id that stands twice in the one list of a file."""
    for name, items in tree.value.items() if isinstance(tree.value, dict) else ():
        ids = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        for place, each in enumerate(ids):
            if each in ids[:place]:
                yield tree.fault((name, place, "id"), f'the id "{each}" stands here twice: take another')


def _no_names(tree: Tree) -> Iterator[Fault]:
    """Yield a fault for every word of a plain list that is no single name, or stands there twice."""
    for name, items in tree.value.items() if isinstance(tree.value, dict) else ():
        words = items if isinstance(items, list) else []
        for place, word in enumerate(words):
            if not isinstance(word, str):
                continue
            if not word.isalpha() or word != unicodedata.normalize("NFC", word) or not word.istitle():
                yield tree.fault((name, place), "one name is expected: letters only, the first a capital")
            elif word in words[:place]:
                yield tree.fault((name, place), f'the name "{word}" stands here twice: take it out')


def _bytes(path: Path, faults: list[Fault]) -> bytes | None:
    if not path.exists():
        return None
    with suppress(OSError):
        if path.is_file():  # a pipe would be waited for
            with path.open("rb") as stream:
                return stream.read(_MOST_BYTES + 1)
    faults.append(Fault(path.name, 0, "", "the file can't be read: look at its permissions"))
    return None


def _of_folder(fault: Fault) -> Fault:
    return Fault(f"{FOLDER}/{fault.file}", fault.line, fault.key, fault.expected, fault.level)


def _units(path: Path, faults: list[Fault]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    found: list[Fault] = []
    for line, row in _rows(path, _COLUMNS, found):
        said = _row_fault(row, units)
        if said:
            found.append(Fault(path.name, line, "", said))
        else:
            units[row["code"]] = Unit(
                row["code"], row["province"], cast("UnitKind", row["kind"]), row["name"]
            )
    faults += [_of_folder(fault) for fault in found[:_MOST_TOLD]]
    return {} if found else units


def _former(path: Path, units: dict[str, Unit], faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    former: dict[str, tuple[str, ...]] = {}
    found: list[Fault] = []
    for line, row in _rows(path, _FORMER_COLUMNS, found):
        if row["code"] in units and not units[row["code"]].province:
            former[row["code"]] = (*former.get(row["code"], ()), row["name"])
        else:
            found.append(Fault(path.name, line, "", f"the code of a province in {UNITS} is expected"))
    faults += [_of_folder(fault) for fault in found[:_MOST_TOLD]]
    return {} if found else former


def _rows(path: Path, columns: tuple[str, ...], found: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a table with their numbers; what can't be read is told in ``found``."""
    data = _bytes(path, found)
    if data is None:
        return
    if len(data) > _MOST_BYTES:
        found.append(Fault(path.name, 0, "", "a file of at most 1 MB is expected"))
        return
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        if tuple(next(rows, ())) != columns:
            found.append(Fault(path.name, 1, "", f"the first line is expected to be {','.join(columns)}"))
            return
        for line, row in enumerate(rows, 2):
            yield line, dict(zip(columns, row, strict=True))
    except UnicodeDecodeError:
        found.append(Fault(path.name, 0, "", "UTF-8 is expected: save the file as UTF-8 in the editor"))
    except (csv.Error, ValueError):
        found.append(Fault(path.name, 0, "", f"every line has {len(columns)} values, parted by commas"))


def _row_fault(row: dict[str, str], units: dict[str, Unit]) -> str:
    """Return what is wrong with one line, "" for nothing."""
    code, province, kind = row["code"], row["province"], row["kind"]
    if code in units:
        return f"the code {code} stands here twice"
    if not row["name"] or row["name"] != row["name"].strip():
        return "a name is expected, without spaces around it"
    if not province:
        fits = _PROVINCE.fullmatch(code) and kind in _PROVINCE_KINDS
        return (
            "" if fits else f"a province has a code of two digits and the kind {' or '.join(_PROVINCE_KINDS)}"
        )
    if province not in units or units[province].province:
        return f"the province {province} stands nowhere above"
    fits = _COMMUNE.fullmatch(code) and kind in _COMMUNE_KINDS
    return "" if fits else f"a commune has a code of five digits and the kind {', '.join(_COMMUNE_KINDS)}"
