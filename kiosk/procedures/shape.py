"""A file's plain values held against the Structs of ``types``: every misfit, each in plain words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

import msgspec
from msgspec import inspect

from kiosk.procedures.faults import Fault, Key
from kiosk.procedures.tree import Tree

_MOST_TOLD = 40
_SHOWN = 40
"""Letters of what was found that are repeated."""
_PATTERNS = {
    r"^[a-z][a-z0-9_]{0,47}$": "a short name of small letters a-z, digits and _ (like child_name)",
    r"^([a-z][a-z0-9_]{0,47})?$": "a short name of small letters a-z, digits and _ (like child_name)",
    r"^\d{4}-\d{2}-\d{2}$": "a date like 2026-07-01",
    r"^[a-z0-9][a-z0-9/-]{0,63}$": "the name of a picture in assets/illustrations (like birth-notice)",
    r"^https://([a-z0-9-]+\.)+gov\.vn(/[A-Za-z0-9/_.-]*)?\Z": "an address like https://dichvucong.gov.vn",
    r"^#[0-9A-Fa-f]{6}$": 'a colour in quotes, like "#F5B0C3"',
    r"^([01]\d|2[0-3]):[0-5]\d$": 'a time in quotes, like "07:30"',
}


@cache
def _info(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def misfits(tree: Tree, kind: type[msgspec.Struct]) -> tuple[Fault, ...]:
    """Return the places where the file's value is not what ``kind`` expects, in the file's order.

    After the first 40 the rest is left for when those are mended.
    """
    told = islice(_walk(tree, tree.value, _info(kind), ()), _MOST_TOLD)
    found = [tree.fault(key, said) for key, said in told]
    return tuple(sorted(found, key=lambda fault: fault.line))


def _walk(tree: Tree, value: Any, info: Any, key: Key) -> Iterator[tuple[Key, str]]:
    match info:
        case inspect.UnionType():
            yield from _union(tree, value, info, key)
        case inspect.StructType() if isinstance(value, dict):
            yield from _struct(tree, value, info, key)
        case inspect.VarTupleType() if isinstance(value, list):
            yield from _list(tree, value, info, key)
        case inspect.DictType() if isinstance(value, dict):
            for name, part in value.items():
                yield from _walk(tree, part, info.value_type, (*key, name))
        case inspect.StrType() if isinstance(value, str):
            yield from _text(value, info, key)
        case inspect.DateType() if isinstance(value, str) and _is_day(value):
            pass
        case inspect.LiteralType() if value in info.values and not isinstance(value, bool):
            pass
        case inspect.BoolType() if isinstance(value, bool):
            pass
        case inspect.IntType() if isinstance(value, int) and not isinstance(value, bool):
            if info.ge is not None and value < info.ge:
                yield key, f"a number of at least {info.ge} is expected"
            if info.le is not None and value > info.le:
                yield key, f"a number of at most {info.le} is expected"
        case _:
            yield key, _expected(info) + _found(tree, value, key)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _union(tree: Tree, value: Any, info: inspect.UnionType, key: Key) -> Iterator[tuple[Key, str]]:
    if value is None and info.includes_none:
        return
    misfit: list[tuple[Key, str]] = []
    for member in _members(info):
        misfit = list(_walk(tree, value, member, key))
        if not misfit:
            return
    yield from misfit


def _members(info: inspect.UnionType) -> list[inspect.Type]:
    """Return what the union allows beside null; the member whose words explain it best comes last."""
    members = [member for member in info.types if not isinstance(member, inspect.NoneType)]
    return sorted(members, key=lambda member: not isinstance(member, inspect.LiteralType))


def _struct(
    tree: Tree, value: dict[str, Any], info: inspect.StructType, key: Key
) -> Iterator[tuple[Key, str]]:
    fields = {field.encode_name: field for field in info.fields}
    for name, part in value.items():
        if name in fields:
            yield from _walk(tree, part, fields[name].type, (*key, name))
        else:
            yield (*key, name), _unknown(name, [each for each in fields if each not in value] or list(fields))
    for name, field in fields.items():
        if field.required and name not in value:
            yield key, f'the key "{name}" is missing: {_expected(field.type)}'


def _unknown(name: str, known: list[str]) -> str:
    name = name[:_SHOWN]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f'the key "{name}" is not known here; is "{near[0]}" meant?'
    return f'the key "{name}" is not known here; known are: {", ".join(known)}'


def _list(tree: Tree, value: list[Any], info: inspect.VarTupleType, key: Key) -> Iterator[tuple[Key, str]]:
    for place, item in enumerate(value):
        yield from _walk(tree, item, info.item_type, (*key, place))
    if info.min_length is not None and len(value) < info.min_length:
        yield key, f"at least {info.min_length} are expected, found {len(value)}"
    if info.max_length is not None and len(value) > info.max_length:
        yield key, f"at most {info.max_length} are expected, found {len(value)}"


def _text(value: str, info: inspect.StrType, key: Key) -> Iterator[tuple[Key, str]]:
    if info.pattern is not None and not re.fullmatch(info.pattern, value):
        yield key, f"{_PATTERNS[info.pattern]} is expected{_shown(value)}"
    if info.min_length is not None and len(value.strip()) < info.min_length:
        yield key, "a text is expected; it is empty"
    if info.max_length is not None and len(value) > info.max_length:
        yield key, f"at most {info.max_length} letters are expected"


def _expected(info: Any) -> str:
    match info:
        case inspect.UnionType():
            return _expected(_members(info)[-1])
        case inspect.StructType() if {"vi", "en"} <= {field.name for field in info.fields}:
            return 'a text in languages is expected, like {vi: "…", en: "…"}'
        case inspect.StructType():
            needed = [field.name for field in info.fields if field.required]
            return f"keys below it are expected: {', '.join(needed or [field.name for field in info.fields])}"
        case inspect.VarTupleType():
            return "a list is expected (each item starts with -)"
        case inspect.StrType():
            return f"{_PATTERNS[info.pattern]} is expected" if info.pattern else "a text is expected"
        case inspect.LiteralType():
            return f"one of these is expected: {', '.join(str(each) for each in info.values)}"
        case inspect.BoolType():
            return "true or false is expected"
        case inspect.IntType():
            return "a whole number is expected"
        case inspect.DictType():
            return "keys below it are expected"
        case inspect.DateType():
            return "a day of the calendar like 2027-02-04 is expected"
    return "something else is expected"


def _found(tree: Tree, value: Any, key: Key) -> str:
    match value:
        case None:
            return "; nothing stands here"
        case bool():
            word = str(value).lower()
            return f'; if the word {word} is meant, put it in quotes: "{word}"'
        case float():
            return f'; {tree.written[key]} is read as a number: put it in quotes: "{tree.written[key]}"'
        case int():
            return f'; if the digits {value} are meant as a text, put them in quotes: "{value}"'
        case str():
            return _shown(value)
        case list():
            return "; a list stands here"
    return "; further keys stand here"


def _shown(value: str) -> str:
    return f'; found "{value[:_SHOWN]}"'
