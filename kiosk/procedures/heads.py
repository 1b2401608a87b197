"""Heads: the little that lists, tiles and search results show of a procedure without opening it."""

from __future__ import annotations

from typing import Literal

from kiosk.procedures.types import Content, Picture, Place, Procedure, Text


class Head(Content, frozen=True, kw_only=True):
    """What is known of a procedure without opening it. The fields are those of ``Procedure``."""

    code: str
    kind: Literal["form", "refer"]
    name: Text
    short: Text
    official: str
    picture: Picture
    hint: Text | None = None
    words: tuple[str, ...] = ()
    found_under: tuple[Place, ...]

    def places(self) -> tuple[Place, ...]:
        """Return all life events under which it is found, its own first."""
        return self.found_under


def head_of(procedure: Procedure) -> Head:
    """Return the head of a procedure."""
    return Head(
        code=procedure.code,
        kind=procedure.kind,
        name=procedure.name,
        short=procedure.short,
        official=procedure.official,
        picture=procedure.picture,
        hint=procedure.hint,
        words=procedure.words,
        found_under=procedure.places(),
    )
