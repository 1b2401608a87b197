"""Films that a point has: which there are, and what is said in them, to be read along.

A ward puts them into a folder: ``<code>.<language>.mp4`` (or webm) is the film of a procedure in one language,
``<code>.mp4`` the one for all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct


class Caption(Struct, frozen=True):
    """What is said in a film from one moment to another, in seconds from its beginning."""

    start: float
    end: float
    text: str


class Film(Struct, frozen=True):
    """One film: its file's name in the folder of films, and its captions in their order."""

    file: str
    captions: tuple[Caption, ...] = ()


class Films(Struct, frozen=True):
    """The films of a point."""

    of_procedures: Mapping[tuple[str, str], Film] = {}
    """By code and language, "" for every language."""

    def of(self, code: str, language: str) -> Film | None:
        """Return the film of a procedure in a language; None where there is none."""
        return self.of_procedures.get((code, language)) or self.of_procedures.get((code, ""))


NO_FILMS: Final = Films()
