"""Blocks: parts that several procedures share, written once in the folder ``blocks`` and taken in by their name.

A list item ``- block: requester`` among the papers, sections or questions of a procedure stands for the list of
the same key in ``blocks/requester.yaml``. What is wrong inside a block is told of the block's own file and line.
What the procedure writes under the same id as a part of the block stands in that part's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.procedures.faults import Fault, Key
from kiosk.procedures.tree import Tree, Value

FOLDER = "blocks"
_LISTS = ("papers", "sections", "questions")


def expanded(tree: Tree, blocks: Mapping[str, Tree]) -> Tree:
    """Return the file with its blocks taken in; an unknown block is a fault of the file."""
    if not isinstance(tree.value, dict) or tree.faults:
        return tree
    made = replace(tree, value=dict(tree.value), lines={}, taken={}, faults=[], written={})
    for key, line in tree.lines.items():
        if not _in_list(tree.value, key):
            made.lines[key] = line
    made.written = {key: words for key, words in tree.written.items() if not _in_list(tree.value, key)}
    for name in _LISTS:
        found = tree.value.get(name)
        if isinstance(found, list):
            made.value[name] = _taken(tree, made, blocks, name, found)  # type: ignore[index, call-overload]
    return made


def _in_list(value: Mapping[str, Value], key: Key) -> bool:
    return len(key) > 1 and key[0] in _LISTS and isinstance(value.get(str(key[0])), list)


def _taken(tree: Tree, made: Tree, blocks: Mapping[str, Tree], name: str, found: list[Value]) -> list[Value]:
    result: list[Value] = []
    own = {_id(item): place for place, item in enumerate(found) if _id(item) is not None}
    replacing: set[int] = set()
    for place, item in enumerate(found):
        if place in replacing:
            continue
        wanted = item.get("block") if isinstance(item, dict) and set(item) == {"block"} else None
        if wanted is None:
            _moved(tree, (name, place), made, (name, len(result)))
            result.append(item)
            continue
        block = blocks.get(str(wanted))
        if block is None:
            known = ", ".join(sorted(blocks)) or "none"
            said = f'there is no block "{wanted}" in the folder {FOLDER}; known are: {known}'
            made.faults.append(Fault(tree.file, tree.line((name, place)), name, said))
            continue
        given = block.value.get(name) if isinstance(block.value, dict) else None
        for at, part in enumerate(given if isinstance(given, list) else ()):
            instead = own.get(_id(part), -1)
            if instead > place:
                replacing.add(instead)
                _moved(tree, (name, instead), made, (name, len(result)))
                result.append(found[instead])
            else:
                _moved(block, (name, at), made, (name, len(result)), of_block=True)
                result.append(part)
    return result


def _id(item: Value) -> str | None:
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


def _moved(source: Tree, old: Key, made: Tree, new: Key, *, of_block: bool = False) -> None:
    """Carry the lines of everything below ``old`` over to ``new``."""
    for key, line in source.lines.items():
        if key[: len(old)] == old:
            at = (*new, *key[len(old) :])
            made.lines[at] = line
            if of_block:
                made.taken[at] = (f"{FOLDER}/{source.file}", line)
            if key in source.written:
                made.written[at] = source.written[key]
