"""What stands against the answers: told when one is given, and again before the application is sealed."""

from __future__ import annotations

from kiosk.procedures.answers import Complaint as Objection
from kiosk.procedures.crossing import cross
from kiosk.procedures.lists import Lists
from kiosk.procedures.types import Procedure
from kiosk.visit.answering import first_open, values
from kiosk.visit.states import Asked, Complaint, Visit
from kiosk.visit.table import Context
from kiosk.visit.wording import complaint_of


def said_of(context: Context, procedure: Procedure, asked: Asked) -> tuple[Objection, ...]:
    """Return what is to be said of all answers together, as of today."""
    lists: Lists = context.catalogue.lists
    return cross(procedure, values(asked), context.today, asked.apart, lists)


def broken_rule(context: Context, visit: Visit) -> Complaint | None:
    """Return the first rule of one answer or between answers that is broken, warnings left aside."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    found = said_of(context, procedure, visit.asked)
    return next((complaint_of(objection) for objection in found if not objection.warn), None)


def hindrance(context: Context, visit: Visit) -> Complaint | None:
    """Return why the application can't be sealed now: an open question or a broken rule; None when it can."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    if first_open(procedure, visit.asked) is not None:
        return Complaint("still-missing")
    return broken_rule(context, visit)
