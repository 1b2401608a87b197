"""The slide-show of a procedure: what it shows, one thing after the other."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.procedures.types import Procedure
from kiosk.visit.answering import needed_papers
from kiosk.visit.states import Asked


class Slide(Struct, frozen=True):
    """One picture with one sentence. ``id`` tells which paper, ``number`` which step from 1."""

    kind: Literal["name", "who", "paper", "step", "fee", "time", "where"]
    id: str = ""
    number: int = 0


def slides(procedure: Procedure, asked: Asked) -> tuple[Slide, ...]:
    """Return the slides: what it is, who may, what to bring, what happens, what it costs, how long, where."""
    return (
        Slide("name"),
        *((Slide("who"),) if procedure.who is not None else ()),
        *(Slide("paper", id=paper.id) for paper in needed_papers(procedure, asked)),
        *(Slide("step", number=number) for number, _ in enumerate(procedure.steps, 1)),
        Slide("fee"),
        Slide("time"),
        Slide("where"),
    )
