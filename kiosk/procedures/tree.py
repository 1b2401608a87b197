"""YAML text -> plain values and the line of every key; YAML's traps refused in plain words.

Only what an author needs is understood: maps, lists, texts, whole numbers, true, false, null. A date, a
time and the words yes and no stay texts. All texts come out in NFC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.procedures.faults import Fault, Key, spelled

if TYPE_CHECKING:
    import yaml

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

MOST_BYTES = 300_000
"""Of one file; the longest procedure of this catalogue takes a tenth of it."""
_MOST_DEPTH = 16
_MOST_VALUES = 20_000
"""Keys and values of one file: what bounds the time that reading it takes."""
_MOST_LETTERS = 2_000
"""Of one text; a screen shows less."""
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Signs that show nothing, turn the direction of writing, or have no agreed form. The word break of Khmer
(U+200B) and its joiners are none of them; neither are the ends of lines and the tab."""
_SHOWN = 60
"""Letters of a key that are repeated where it is complained about."""
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Value] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass
class Tree:
    """One file as read: its value, the line of each key (from 1), and what was wrong with its YAML."""

    file: str
    value: Value = None
    lines: dict[Key, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    taken: dict[Key, tuple[str, int]] = field(default_factory=dict)
    """File and line of what was taken in from another file, a block."""
    written: dict[Key, str] = field(default_factory=dict)
    """Numbers with a point, as they were written: 1.004870 has lost its last nought as a number."""

    def line(self, key: Key) -> int:
        """Return the line of ``key``, or of the nearest part of the file around it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def place(self, key: Key) -> tuple[str, int]:
        """Return file and line of ``key``: another file's, where it was taken in from there."""
        near = key
        while near and near not in self.lines:
            near = near[:-1]
        return self.taken.get(near, (self.file, self.line(key)))

    def fault(self, key: Key, expected: str) -> Fault:
        """Return a fault of this file, or of the one that the part was taken from, at ``key``."""
        file, line = self.place(key)
        return Fault(file, line, spelled(key, self.value), expected)


class _Refused(Exception):
    def __init__(self, line: int, expected: str) -> None:
        super().__init__(expected)
        self.line = line
        self.expected = expected


def read_tree(file: str, data: bytes) -> Tree:
    """Read the bytes of one file; whatever is wrong stands in ``faults`` and nothing is raised."""
    import yaml  # a kiosk that serves a compiled catalogue reads no file

    tree = Tree(file)
    try:
        text = _decoded(data)
        _Reader(tree, yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))).read()
    except _Refused as refused:
        tree.value = None
        tree.faults.append(Fault(file, refused.line, "", refused.expected))
    except yaml.YAMLError as error:
        tree.value = None
        tree.faults.append(Fault(file, _line_of(error), "", _plain(error, data)))
    return tree


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _Refused(0, f"a file of at most {MOST_BYTES // 1000} KB is expected")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Refused(line, "UTF-8 is expected: save the file as UTF-8 in the editor") from None
    text = text.replace("\r\n", "\n")
    if found := _UNSEEN.search(text):
        raise _Refused(text.count("\n", 0, found.start()) + 1, _unseen(found[0]))
    return unicodedata.normalize("NFC", text)


def _unseen(sign: str) -> str:
    return f"a sign that nobody sees stands here (U+{ord(sign):04X}): delete it"


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 0


def _plain(error: yaml.YAMLError, data: bytes) -> str:
    problem = str(getattr(error, "problem", "") or "")
    lines = data.splitlines()[max(_line_of(error) - 2, 0) : _line_of(error)]
    if any(b"\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return "spaces are expected at the start of the line, not a tab"
    if "mapping values" in problem:
        return "a text with a colon must stand in quotes; or the line above is not finished"
    if "escape" in problem:
        return "the sign \\ does not belong in a text in quotes: delete it"
    if "quoted scalar" in str(getattr(error, "context", "") or ""):
        return 'the closing quote (") is missing'
    return "the line does not fit the lines above: look at the indentation, quotes, brackets and colons"


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _text(event: Any) -> str:
    """Return a scalar's text, composed. An escape in quotes brings in what the file's own letters may not."""
    text = unicodedata.normalize("NFC", str(event.value))
    if len(text) > _MOST_LETTERS:
        raise _Refused(
            _line(event), f"a text of at most {_MOST_LETTERS} letters is expected, not {len(text)}"
        )
    if found := _UNSEEN.search(text):
        raise _Refused(_line(event), _unseen(found[0]))
    return text


class _Reader:
    """Builds the values of one tree from the parser's events."""

    def __init__(self, tree: Tree, events: Iterator[Any]) -> None:
        import yaml

        self._kinds: Any = yaml
        self._tree = tree
        self._events = events
        self._values = 0

    def read(self) -> None:
        documents = 0
        for event in self._events:
            if isinstance(event, self._kinds.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(_line(event), "one file holds one procedure: take out the line ---")
                self._tree.value = self._value(next(self._events), ())
        if not documents:
            raise _Refused(0, "the file is empty")

    def _value(self, event: Any, key: Key) -> Value:
        line = _line(event)
        self._tree.lines.setdefault(key, line)
        self._values += 1
        if self._values > _MOST_VALUES:
            raise _Refused(
                line, f"a file of at most {_MOST_VALUES} values is expected; this one goes on here"
            )
        if len(key) > _MOST_DEPTH:
            raise _Refused(line, "the brackets or indentations are nested too deep here")
        if isinstance(event, self._kinds.AliasEvent) or event.anchor is not None:
            raise _Refused(line, "marks like &name and *name are not used here: write the value out")
        if event.tag is not None and event.tag != "!":
            raise _Refused(line, "marks like !name are not used here: quote the value if it starts with !")
        if isinstance(event, self._kinds.MappingStartEvent):
            return self._map(key)
        if isinstance(event, self._kinds.SequenceStartEvent):
            return self._list(key)
        return self._scalar(event, key)

    def _map(self, key: Key) -> Value:
        found: dict[str, Value] = {}
        while not isinstance(event := next(self._events), self._kinds.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, self._kinds.ScalarEvent):
                raise _Refused(line, "a plain key is expected before the colon")
            name = _text(event)
            if name in found:
                raise _Refused(line, f'the key "{name[:_SHOWN]}" stands here twice: keep one')
            self._tree.lines[*key, name] = line
            found[name] = self._value(next(self._events), (*key, name))
        return found

    def _list(self, key: Key) -> Value:
        found: list[Value] = []
        while not isinstance(event := next(self._events), self._kinds.SequenceEndEvent):
            found.append(self._value(event, (*key, len(found))))
        return found

    def _scalar(self, event: Any, key: Key) -> Value:
        text = _text(event)
        if not event.implicit[0]:  # quoted
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            self._tree.written[key] = text
            return float(text)
        return text
