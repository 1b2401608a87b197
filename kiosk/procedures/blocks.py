"""Blocks: parts that several procedures share, written once in the folder ``blocks`` and taken in by their name.

A list item ``- block: requester`` among the papers, sections or questions of a procedure stands for the list of
the same key in ``blocks/requester.yaml``. What is wrong inside a block is told of the block's own file and line.
What the procedure writes under the same id as a part of the block stands in that part's place.
A block takes in no other block, and is taken in once a list: nothing can go round in a ring or grow without end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kiosk.procedures.faults import Fault, Key
from kiosk.procedures.tree import Tree, Value

FOLDER = "blocks"
LISTS = ("papers", "sections", "questions")
_SHOWN = 60
_Keys = Mapping[Key, list[Key]]
"""All keys at and below an item, by the item's key."""


def expanded(tree: Tree, blocks: Mapping[str, Tree]) -> Tree:
    """Return the file with its blocks taken in; an unknown block is a fault of the file."""
    if not isinstance(tree.value, dict) or tree.faults:
        return tree
    value = dict(tree.value)
    made = replace(tree, value=value, lines={}, taken={}, faults=[], written={})
    for key, line in tree.lines.items():
        if not _in_list(tree.value, key):
            made.lines[key] = line
    made.written = {key: words for key, words in tree.written.items() if not _in_list(tree.value, key)}
    keys = _by_item(tree)
    for name in LISTS:
        if isinstance(tree.value.get(name), list):
            value[name] = _taken(tree, made, blocks, keys, name)
    return made


def nested(tree: Tree) -> tuple[Fault, ...]:
    """Return a fault for each place where a block takes in a block."""
    value = tree.value if isinstance(tree.value, dict) else {}
    return tuple(
        tree.fault((name, place), "a block can't take in another block: write its items here")
        for name in LISTS
        for place, item in enumerate(_items(value.get(name)))
        if _wanted(item) is not None
    )


def _items(found: Value) -> list[Value]:
    return found if isinstance(found, list) else []


def _wanted(item: Value) -> str | None:
    """Return the name of the block that an item stands for; None where it is an item of its own."""
    return str(item["block"]) if isinstance(item, dict) and set(item) == {"block"} else None


def _in_list(value: Mapping[str, Value], key: Key) -> bool:
    return len(key) > 1 and key[0] in LISTS and isinstance(value.get(str(key[0])), list)


def _by_item(tree: Tree) -> _Keys:
    found: dict[Key, list[Key]] = defaultdict(list)
    for key in tree.lines:
        if len(key) > 1 and key[0] in LISTS:
            found[key[:2]].append(key)
    return found


def _taken(tree: Tree, made: Tree, blocks: Mapping[str, Tree], keys: _Keys, name: str) -> list[Value]:
    """Return the list with its blocks taken in, the lines of all of it carried over to ``made``."""
    result: list[Value] = []
    found = _items(tree.value[name] if isinstance(tree.value, dict) else None)
    own = {_id(item): place for place, item in enumerate(found) if _id(item) is not None}
    seen: set[str] = set()
    replacing: set[int] = set()
    for place, item in enumerate(found):
        wanted = _wanted(item)
        if place in replacing:
            continue
        if wanted is None:
            _moved(tree, keys.get((name, place), []), made, (name, len(result)))
            result.append(item)
        elif (block := blocks.get(wanted)) is None or wanted in seen:
            said = _unknown(wanted, blocks) if wanted not in seen else f'"{wanted}" is taken in twice here'
            made.faults.append(Fault(tree.file, tree.line((name, place)), name, said))
        else:
            seen.add(wanted)
            for part, at in _parts(block, name):
                instead = own.get(_id(part), -1)
                if instead > place and instead not in replacing:
                    replacing.add(instead)
                    _moved(tree, keys.get((name, instead), []), made, (name, len(result)))
                    result.append(found[instead])
                else:
                    _moved(block, at, made, (name, len(result)), of_block=True)
                    result.append(part)
    return result


def _parts(block: Tree, name: str) -> list[tuple[Value, list[Key]]]:
    """Return the items of a block's list with their keys."""
    keys = _by_item(block)
    given = _items(block.value.get(name) if isinstance(block.value, dict) else None)
    return [(part, keys.get((name, at), [])) for at, part in enumerate(given)]


def _id(item: Value) -> str | None:
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


def _unknown(wanted: str, blocks: Mapping[str, Tree]) -> str:
    known = ", ".join(sorted(blocks)) or "none"
    return f'there is no block "{wanted[:_SHOWN]}" in the folder {FOLDER}; known are: {known}'


def _moved(source: Tree, keys: list[Key], made: Tree, new: Key, *, of_block: bool = False) -> None:
    """Carry the lines of an item and of everything below it over to ``new``."""
    for key in keys:
        at = (*new, *key[len(new) :])
        made.lines[at] = source.lines[key]
        if of_block:
            made.taken[at] = (f"{FOLDER}/{source.file}", source.lines[key])
        if key in source.written:
            made.written[at] = source.written[key]
