"""What speaks against an answer that may stand all the same, and whether a helper has asked about it already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from msgspec import Struct

from kiosk.procedures.address import address_of
from kiosk.visit.answering import Line, lines
from kiosk.visit.checking import said_of
from kiosk.visit.states import Asked, Complaint, Visit
from kiosk.visit.table import Context
from kiosk.visit.wording import complaint_of

DIFFERS_FROM_CARD: Final = "differs_from_card"
NO_UNIT: Final = "address_no_unit"
NO_HAMLET: Final = "address_no_hamlet"


class Doubt(Struct, frozen=True):
    """Why an answer should be asked about once more."""

    complaint: Complaint
    trace: tuple[str, ...]
    """Its code and the answers that it is about: with other answers it is another doubt."""

    def __repr__(self) -> str:
        """Tell nothing of the answers."""
        return f"Doubt({self.complaint.code!r})"


def doubts(context: Context, visit: Visit) -> Mapping[str, Doubt]:
    """Return what is still to be asked about, by the question to look at first."""
    found: dict[str, Doubt] = {}
    for name, doubt in _all(context, visit):
        if visit.asked.settled.get(name) != doubt.trace:
            found.setdefault(name, doubt)
    return found


def settled(visit: Visit, question: str, doubt: Doubt) -> Asked:
    """Return what was told, with this doubt asked about."""
    return replace(visit.asked, settled={**visit.asked.settled, question: doubt.trace})


def _all(context: Context, visit: Visit) -> Iterator[tuple[str, Doubt]]:
    procedure, asked = context.catalogue.procedures[visit.asked.procedure], visit.asked
    for objection in said_of(context, procedure, asked):
        if objection.warn and objection.about:
            values = (_value(asked, name) for name in objection.about)
            yield objection.about[0], Doubt(complaint_of(objection), (objection.code, *values))
    for line in lines(procedure, asked):
        for code in _of_one(context, asked, line):
            yield line.question.id, Doubt(Complaint(code), (code, _value(asked, line.question.id)))


def _of_one(context: Context, asked: Asked, line: Line) -> Iterator[str]:
    """Yield the codes of what speaks against one answer by itself."""
    given, question = line.given, line.question
    if given is None or not given.value:
        return
    card = asked.on_card.get(question.id)
    if card is not None and card != given.value and question.type != "address":
        yield DIFFERS_FROM_CARD
    if given.doubt:
        yield given.doubt
    if question.type == "address":
        place = address_of(given.value)
        if not place.code:
            yield NO_UNIT
        elif place.code == context.ward and _is_unheard_of(place.hamlet, context.hamlets):
            yield NO_HAMLET


def _is_unheard_of(hamlet: str, hamlets: tuple[str, ...]) -> bool:
    """Tell whether the ward, as far as its hamlets are known, has none of this name."""
    return bool(hamlet and hamlets) and hamlet.casefold() not in {name.casefold() for name in hamlets}


def _value(asked: Asked, name: str) -> str:
    given = asked.answers.get(name)
    return given.value if given is not None else ""
