"""Where each Khmer text stands: in which file, at which letters, beside which Vietnamese, passed or not.

Two kinds of file: km.po, in which a text is the line below its msgid, and YAML, in which it is the ``km`` of a map
that has a ``vi``. Both are changed at exactly these letters; all else of a file stays as its author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.texts import REVIEWED, Texts

if TYPE_CHECKING:
    import yaml

_ENTRY: Final = re.compile(r'((?:^#[^\n]*\n)*)^msgid "(.+)"\nmsgstr "(.*)"$', re.MULTILINE)
_MARK: Final = f"# {REVIEWED}\n"
_MARKED: Final = "km_reviewed"


class Unreadable(Exception):
    """A file that cannot be taken apart; the message names it and says why."""


@dataclass(frozen=True)
class Draft:
    """One Khmer text."""

    id: str
    """Unique: "texts/km.po home.ask", "procedures/birth.yaml name"."""
    file: Path
    vietnamese: str
    khmer: str
    passed: bool


@dataclass(frozen=True)
class Place:
    """The letters of a file that hold one text, and those that say whether it has been passed."""

    draft: Draft
    text: slice
    """With its quotes, if it has any."""
    mark: slice
    """Empty where the mark would be put in."""
    marked: str
    """What stands at ``mark`` for a text that has been passed."""


def khmer_texts(assets: Path, texts: Texts) -> list[Draft]:
    """Return every Khmer text of program and catalogue, in the order in which they are read. Raises Unreadable."""
    return [place.draft for file in files(assets) for place in places(assets, file, texts)]


def files(assets: Path) -> list[Path]:
    """Return the files in which Khmer texts may stand."""
    return [assets / "texts" / "km.po", *sorted(assets.rglob("*.yaml"))]


def places(assets: Path, file: Path, texts: Texts) -> Iterator[Place]:
    """Yield the places of one file from its top down. Raises Unreadable."""
    name = file.relative_to(assets).as_posix()
    try:
        written = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as broken:
        raise Unreadable(f"{name}: {broken}") from broken
    yield from places_in(written, assets, file, texts)


def places_in(written: str, assets: Path, file: Path, texts: Texts) -> Iterator[Place]:
    """Yield the places of a file in which ``written`` stood. Raises Unreadable."""
    name = file.relative_to(assets).as_posix()
    yield from (_of_po if file.suffix == ".po" else _of_yaml)(name, file, written, texts)


def _of_po(name: str, file: Path, written: str, texts: Texts) -> Iterator[Place]:
    for found in _ENTRY.finditer(written):
        comments, message_id, khmer = found.groups()
        at = found.start() + comments.find(_MARK)
        passed = _MARK in comments
        mark = slice(at, at + len(_MARK)) if passed else slice(found.end(1), found.end(1))
        draft = Draft(f"{name} {message_id}", file, texts.say("vi", message_id), unescaped(khmer), passed)
        if khmer:
            yield Place(draft, slice(found.start(3) - 1, found.end(3) + 1), mark, _MARK)


def _of_yaml(name: str, file: Path, written: str, _texts: Texts) -> Iterator[Place]:
    import yaml

    try:
        root = yaml.compose(written, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as broken:
        raise Unreadable(f"{name}: {broken}") from broken
    if root is not None:
        for key, node in _maps(root, ()):
            place = _place(f"{name} {'.'.join(key)}".strip(), file, written, node)
            if place is not None:
                yield place


def _maps(node: yaml.Node, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every map with the way to it; of a list, a thing with an id goes by that, else by its number."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        yield key, node
        for name, value in node.value:
            yield from _maps(value, (*key, str(name.value)))
    elif isinstance(node, yaml.SequenceNode):
        for at, one in enumerate(node.value, 1):
            yield from _maps(one, (*key, _id_of(one) or str(at)))


def _id_of(node: yaml.Node) -> str:
    named = _values(node).get("id")
    return str(named.value) if named is not None else ""


def _values(node: yaml.Node) -> dict[str, Any]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(name.value): value for name, value in node.value if isinstance(value, yaml.ScalarNode)}


def _place(name: str, file: Path, written: str, node: Any) -> Place | None:
    held = _values(node)
    if "vi" not in held or not held.get("km") or not held["km"].value:
        return None
    km, mark = held["km"], held.get(_MARKED)
    text = slice(km.start_mark.index, km.end_mark.index)
    passed = mark is not None and mark.value == "true"
    if mark is not None:
        where, marked = slice(mark.start_mark.index, mark.end_mark.index), "true"
    else:
        where, marked = slice(km.end_mark.index, km.end_mark.index), _put_in(node, km, written)
    draft = Draft(name, file, held["vi"].value, km.value, passed)
    return Place(draft, text, where, marked)


def _put_in(node: Any, km: Any, written: str) -> str:
    """Return what marks a text in a map without the mark: behind it, or in a line of its own below."""
    if node.flow_style:
        return f", {_MARKED}: true"
    line = written.rfind("\n", 0, km.start_mark.index) + 1
    begins = re.match(r"[ -]*", written[line:])
    return f"\n{' ' * len(begins.group() if begins else '')}{_MARKED}: true"


def unescaped(text: str) -> str:
    """Return what a quoted text of km.po says."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def quoted(text: str) -> str:
    """Return a text as both kinds of file hold it, in quotes."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inner}"'
