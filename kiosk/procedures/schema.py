"""The format as JSON Schema (draft 2020-12), so that an editor completes and explains keys while one writes."""

from __future__ import annotations

import ast
import inspect
from typing import Any, Literal

import msgspec

from kiosk.procedures import guides, types
from kiosk.procedures.blocks import LISTS
from kiosk.procedures.guides import Guide
from kiosk.procedures.types import Block, LifeEvents, Procedure

File = Literal["procedure", "events", "block", "guide"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ROOTS: dict[File, type[msgspec.Struct]] = {
    "procedure": Procedure,
    "events": LifeEvents,
    "block": Block,
    "guide": Guide,
}
_TAKES_IN = {
    "type": "object",
    "description": "All items of the same key in the file of this name in the folder blocks.",
    "properties": {"block": {"type": "string"}},
    "required": ["block"],
    "additionalProperties": False,
}


def schema(file: File) -> dict[str, Any]:
    """Return the schema of a procedure's file, of the tiles' file, of a block's or of a guide's file."""
    root = _ROOTS[file]
    (top,), parts = msgspec.json.schema_components([root], ref_template="#/$defs/{name}")
    told = _descriptions()
    for name, part in parts.items():
        for key, described in part.get("properties", {}).items():
            if words := told.get((name, key)):
                described["description"] = words
    if file == "procedure":
        for name in LISTS:
            items = parts["Procedure"]["properties"][name]
            items["items"] = {"anyOf": [items["items"], _TAKES_IN]}
    return {"$schema": _DIALECT, "title": _title(root), **top, "$defs": parts}


def _title(root: type[msgspec.Struct]) -> str:
    return (root.__doc__ or "").partition(".")[0]


def _descriptions() -> dict[tuple[str, str], str]:
    """Return what stands below each key of the Structs, by the names of Struct and key."""
    told: dict[tuple[str, str], str] = {}
    for kind in (*ast.parse(inspect.getsource(types)).body, *ast.parse(inspect.getsource(guides)).body):
        if not isinstance(kind, ast.ClassDef):
            continue
        for key, below in zip(kind.body, kind.body[1:], strict=False):
            match key, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(words))),
                ):
                    told[kind.name, name] = " ".join(words.replace("``", "").split())
    return told
