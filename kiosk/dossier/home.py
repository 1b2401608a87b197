"""Where somebody is asked to come to: from the answers of such a form to what lies inside the seal."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kiosk.dossier.assemble import Words, answered
from kiosk.ids import ProcedureCode
from kiosk.procedures import Catalogue
from kiosk.procedures.address import address_of
from kiosk.procedures.readers import RELATIVE
from kiosk.procedures.types import Home, Procedure
from kiosk.visit.answering import first_open, lines
from kiosk.visit.homing import BEREAVED, hoped_day
from kiosk.visit.kinds import RealVisit
from kiosk.wire.dossier import NO_PROCEDURE, Dossier, HomeAsked, HomeNeed

_NEEDS: Final[dict[str, tuple[HomeNeed, ...]]] = {
    "walk": ("walk",),
    "see_hear": ("see", "hear"),
    "khmer": ("khmer",),
}
_CODED: Final[dict[str, str]] = {"when": "any", "for_whom": BEREAVED}
"""What is meant where it is not asked, or not known."""


def home_asked(catalogue: Catalogue, visit: RealVisit, words: Words) -> HomeAsked | None:
    """Return what a visit has told of the home that somebody should come to; None where it asks for nobody."""
    form = catalogue.procedures.get(visit.asked.procedure)
    if form is None or form.home is None:
        return None
    home = form.home
    place = address_of(_value(visit, home.place))
    told = {
        "for_whom": _value(visit, home.for_whom) or _CODED["for_whom"],
        "name": _value(visit, home.name),
        "hamlet": place.hamlet,
        "landmark": _landmark(form, home, visit, words),
        "house": place.house or place.raw,
        "phone": _value(visit, home.phone).removeprefix(RELATIVE),
        "when": _value(visit, home.when) or _CODED["when"],
        "day": hoped_day(catalogue, visit),
        "needs": _NEEDS.get(_value(visit, home.needs), ()),
        "form": _form(catalogue, visit),
    }
    return msgspec.convert(told, HomeAsked)


def with_home(dossier: Dossier, catalogue: Catalogue, visit: RealVisit, words: Words) -> Dossier:
    """Return the dossier of a visit with what was told of the home that somebody should come to, if anything was.

    Beside an application its answers come last.

    Where no application lies beside, it is about the procedure that is known to be meant: its own, or that for
    somebody who has died; else none.
    """
    home, form = home_asked(catalogue, visit, words), catalogue.procedures[visit.asked.procedure]
    if home is None or form.home is None:
        return dossier
    if home.day < dossier.made_at[: len(home.day)]:
        home = msgspec.structs.replace(home, day="")  # it was hoped for before the visit was put aside
    if visit.along is not None:
        more = answered(form, lines(form, visit.asked), words, visit.asked)
        return msgspec.structs.replace(dossier, home=home, answers=(*dossier.answers, *more))
    code = ProcedureCode(form.code) if form.has_official_code else NO_PROCEDURE
    if home.for_whom == BEREAVED and form.home.bereaved:
        code = ProcedureCode(form.home.bereaved)
    return msgspec.structs.replace(dossier, home=home, procedure=code)


def _value(visit: RealVisit, question: str) -> str:
    given = visit.asked.answers.get(question) if question else None
    return given.value if given is not None else ""


def _landmark(form: Procedure, home: Home, visit: RealVisit, words: Words) -> str:
    question = next((one for one in form.questions if one.id == home.landmark), None)
    value = _value(visit, home.landmark)
    return words.official(question, value) if question is not None and value else ""


def _form(catalogue: Catalogue, visit: RealVisit) -> Literal["whole", "begun", "none"]:
    if visit.along is None:
        return "none"
    application = catalogue.procedures[visit.along.procedure]
    return "begun" if first_open(application, visit.along) is not None else "whole"
