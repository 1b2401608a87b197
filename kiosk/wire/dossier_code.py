"""The code that the official portal or the ward gives a dossier: free text, of a few usual shapes."""

from __future__ import annotations

import re
from typing import Final

_USUAL: Final = re.compile(r"(?:H\d{2}(?:\.\d{1,3})+|000(?:\.\d{1,3})+\.H\d{2})-\d{6}-\d{4,6}")


def is_usual(code: str) -> bool:
    """Tell whether a code has one of the usual shapes. Another one is taken all the same, with a word of doubt."""
    return _USUAL.fullmatch(code) is not None
