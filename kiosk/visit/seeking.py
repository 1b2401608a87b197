"""What is searched by letters, and what is being learnt: how far it has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Sought:
    """What is searched by letters, and what was found. Never prints the text."""

    text: str = ""
    found: tuple[str, ...] = ()
    """Codes; while ``looking``, those of the text before."""
    looking: bool = False
    """True until the answer for this very text has come."""
    unheard: bool = False
    """True where something was said and nothing was understood."""

    def __repr__(self) -> str:
        """Tell nothing of the text."""
        return f"Sought(found={len(self.found)})"


@dataclass(frozen=True)
class Lesson:
    """What is being learnt: the guide, how far, and what was chosen where the guide asks."""

    guide: str = ""
    step: int = 0
    """From 0; the official page comes after the last of the guide's steps."""
    chosen: str = ""
