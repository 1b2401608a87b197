"""What procedures are called, from the content that is shipped with this program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kiosk.procedures import files

_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "procedures"


@cache
def procedure_names() -> dict[str, str]:
    """Return the official name of each procedure by its code; what cannot be read is left out."""
    found, _ = files.listed(_FOLDER)
    names = {}
    for file in found:
        value = files.tree_of(file).value
        if isinstance(value, dict) and isinstance(value.get("code"), str):
            names[str(value["code"])] = str(value.get("official") or value["code"])
    return names
