"""Drawings that are refused before anything is made of them: too large, not alone, or not drawings at all.

What a drawing may hold is decided here and not by the rasteriser, so that another one cannot change it.
"""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

MOST_BYTES: Final = 300_000
"""Of one drawing; the largest of this family takes a tenth of it."""
MOST_PX: Final = 4096
"""Of width, height and view box, in the drawing's own units."""
MOST_PARTS: Final = 5_000
"""Elements of one drawing: what bounds the time that rendering takes."""

_FOREIGN: Final = frozenset(
    {"image", "script", "foreignObject", "iframe", "audio", "video", "a", "use", "pattern", "filter", "style"}
)
"""Pictures in the picture, what acts, and what repeats other parts without end."""
_LENGTH: Final = re.compile(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)(?:px)?\s*")
_WITHIN: Final = re.compile(r"\s*#[\w.-]+\s*")
_URL: Final = re.compile(r"url\(\s*(?!#)|@import|expression\(", re.IGNORECASE)


class _Refused(Exception):
    """Carries a sentence out of the parser; never leaves this module."""


def refused(drawing: bytes) -> str:
    """Return why a drawing may not be used, as one plain sentence; "" when it may."""
    if len(drawing) > MOST_BYTES:
        return f"A drawing of at most {MOST_BYTES // 1000} KB is expected."
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.EntityDeclHandler = _no_doctype
    parser.StartElementHandler = _Looker().looked_at
    try:
        parser.Parse(drawing, True)
    except _Refused as sentence:
        return str(sentence)
    except (expat.ExpatError, ValueError):
        return "This is no drawing: its XML cannot be read."
    return ""


class _Looker:
    """Looks at one element after the other."""

    def __init__(self) -> None:
        self._parts = 0

    def looked_at(self, name: str, attributes: dict[str, str]) -> None:
        """Refuse an element that is too large or leads outside."""
        self._parts += 1
        kind = name.rpartition(" ")[2]
        if self._parts == 1:
            if kind != "svg":
                raise _Refused("This is no drawing: it does not begin with svg.")
            _measured(attributes)
        if self._parts > MOST_PARTS:
            raise _Refused(f"A drawing of at most {MOST_PARTS} parts is expected.")
        if kind in _FOREIGN:
            raise _Refused(f"A drawing is expected that holds shapes only, not {kind}.")
        for key, value in attributes.items():
            local = key.rpartition(" ")[2]
            leads_out = local == "href" and not _WITHIN.fullmatch(value)
            if leads_out or local.lower().startswith("on") or _URL.search(value):
                raise _Refused("A drawing is expected that needs nothing from outside.")


def _no_doctype(*_told: object) -> None:
    raise _Refused("A drawing without DOCTYPE and entities is expected.")


def _measured(attributes: dict[str, str]) -> None:
    for told in _lengths(attributes):
        length = _LENGTH.fullmatch(told)
        if length is None or not 0 < float(length[1]) <= MOST_PX:
            raise _Refused(
                f"A drawing of at most {MOST_PX} by {MOST_PX} pixels is expected, found {told[:20]}."
            )


def _lengths(attributes: dict[str, str]) -> Iterator[str]:
    for key in ("width", "height"):
        if key in attributes and attributes[key].strip() != "100%":
            yield attributes[key]
    box = attributes.get("viewBox")
    if box is None:
        if "width" not in attributes:
            raise _Refused("A drawing is expected that tells its size (viewBox).")
        return
    yield from (box.replace(",", " ").split() + [""] * 4)[2:4]


def is_plain(path: Path, folder: Path) -> bool:
    """Tell whether the path is a file that lies in the folder, whatever links there are on the way."""
    try:
        return stat.S_ISREG(path.stat().st_mode) and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False
