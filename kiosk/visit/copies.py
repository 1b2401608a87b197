"""The copies of papers that a visit holds: which paper is on the glass, what was just seen, how much is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

MOST_PAGES: Final = 20
"""Of all papers together: so many go into one dossier, at 500 KB each at most."""
MOST_BYTES_TOGETHER: Final = 10 * 1024 * 1024
"""Of all papers together, as they lie sealed: whatever a page weighs, a dossier passes a bad line."""

FULL: Final = "copies-full"
"""Why a page is not kept that would go beyond either."""


@dataclass(frozen=True, repr=False)
class Copies:
    """Copies of the resident's papers. Never prints what was seen."""

    paper: str = ""
    """Id of the paper that is being copied; "" while none is."""
    preview: bytes = b""
    """What was just seen, as a small grey JPEG; emptied as soon as the page is kept, dropped or left."""
    verdict: str = ""
    """What the first look at it says: good, dark, blurred, empty; "" while nothing was seen."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """Paper id → pages of it that lie here."""
    keeping: bool = False
    """True while what was seen is being kept."""
    refused: bool = False
    """True once the person said that no copies are to be made: they are not asked again."""

    @property
    def pages(self) -> int:
        """How many pages lie here."""
        return sum(self.kept.values())

    def unseen(self) -> Copies:
        """Return these without what was just seen."""
        return replace(self, preview=b"", verdict="", keeping=False)

    def without(self, paper: str) -> Copies:
        """Return these without the pages of ``paper``; "": without any."""
        kept = {name: pages for name, pages in self.kept.items() if paper and name != paper}
        return replace(self, kept=kept)

    def __repr__(self) -> str:
        """Tell nothing of the paper."""
        return f"Copies(kept={len(self.kept)})"
