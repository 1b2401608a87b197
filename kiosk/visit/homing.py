"""Asking for somebody to come to a home: from the first page, or behind an application, which then goes along.

What is asked is a form like any other (see ``procedures.types.Home``). It ends with being sealed for the ward; no
application has to lie beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from kiosk.procedures import Catalogue
from kiosk.procedures.address import address_of
from kiosk.procedures.coming import ANY_DAY
from kiosk.procedures.heads import Head
from kiosk.procedures.types import Procedure
from kiosk.visit.absence import Absent
from kiosk.visit.answering import lines
from kiosk.visit.choosing import ask_on, enter, laid_aside
from kiosk.visit.home_events import AskHome
from kiosk.visit.states import Asked, Given, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse

V = TypeVar("V", bound=Visit)
BEREAVED: Final = "bereaved"


def home_form(catalogue: Catalogue, begins: str) -> Head | None:
    """Return the form that begins on the first page ("first_page"), or behind another one ("along"); None for none."""
    return next((head for head in catalogue.heads.values() if head.home == begins), None)


def asks_home(catalogue: Catalogue, visit: Visit) -> bool:
    """Tell whether what is asked now is where somebody should come to."""
    head = catalogue.heads.get(visit.asked.procedure)
    return head is not None and bool(head.home)


def is_for_bereaved(catalogue: Catalogue, visit: Visit) -> bool:
    """Tell whether somebody is asked to come to a home where somebody has died."""
    if not asks_home(catalogue, visit):
        return False
    home = catalogue.procedures[visit.asked.procedure].home
    given = visit.asked.answers.get(home.for_whom) if home is not None else None
    return given is not None and given.value == BEREAVED


def hoped_day(catalogue: Catalogue, visit: Visit) -> str:
    """Return the day on which it is hoped that somebody comes, YYYY-MM-DD; "" where any will do, or none was told."""
    form = catalogue.procedures.get(visit.asked.procedure)
    if form is None or form.home is None or not form.home.day:
        return ""
    told = {line.question.id: line.given for line in lines(form, visit.asked)}
    given = told.get(form.home.day)
    return given.value.removeprefix(ANY_DAY) if given is not None else ""


@on(AskHome, State.HOME)
def ask_home(context: Context, visit: Visit, _: AskHome) -> Step:
    """From the first page: what it is about comes first, as with any other form."""
    form = home_form(context.catalogue, "first_page")
    if form is None:
        return refuse(visit, "not-asked")
    step = enter(replace(laid_aside(visit), asked=Asked()), form)
    known = _of_absent(context.catalogue.procedures[form.code], visit.absent)
    asked = replace(step.visit.asked, answers={**known, **step.visit.asked.answers})
    return Step(replace(step.visit, asked=asked), step.effects)


def begin_along(context: Context, visit: Visit) -> Step | None:
    """Ask where and when, the application laid beside; what it has told already is not asked again.

    None where there is no such form, or where it has been asked.
    """
    form = home_form(context.catalogue, "along")
    if form is None or visit.along is not None or asks_home(context.catalogue, visit):
        return None
    procedure = context.catalogue.procedures[form.code]
    before = visit.aside.get(form.code, Asked()).answers
    asked = Asked(
        life_event=visit.asked.life_event,
        procedure=form.code,
        answers={**_told(context, procedure, visit), **before},
    )
    visit = replace(visit, along=visit.asked, asked=asked, way="", before_save=None)
    if visit.absent is not None:
        return go(visit, State.WORKBENCH)
    return ask_on(procedure, visit)


def without_home(visit: V) -> V:
    """Return the visit at its application again; what was told of the home is laid aside."""
    if visit.along is None:
        return visit
    aside = {**visit.aside, visit.asked.procedure: visit.asked}
    return replace(visit, asked=visit.along, along=None, aside=aside, way="", before_save=None)


def _told(context: Context, form: Procedure, visit: Visit) -> dict[str, Given]:
    """Return what the application tells of the home: whose it is, whom to ask for, where, at which number."""
    home, application = form.home, context.catalogue.procedures[visit.asked.procedure]
    if home is None or application.applicant is None:
        return {}
    gentle = any(event.gentle for event in context.catalogue.events if event.id == visit.asked.life_event)
    whose = {home.for_whom: Given(BEREAVED if gentle else "self", "resident")}
    found = {**whose, **_of_absent(form, visit.absent)} if home.for_whom else {}
    applicant = application.applicant
    sources = {home.name: applicant.name, home.phone: applicant.phone, home.place: _residence(application)}
    for name, source in sources.items():
        given = visit.asked.answers.get(source)
        if name and given is not None and given.value:
            found[name] = replace(given, doubt="")
    place = found.get(home.place)
    if place is not None and not _is_near(context, place.value):
        del found[home.place]
    return found


def _residence(application: Procedure) -> str:
    """Return the question that asks where the applicant lives, "" for none."""
    name = application.applicant.name if application.applicant else ""
    section = next((question.section for question in application.questions if question.id == name), "")
    return next(
        (one.id for one in application.questions if one.type == "address" and one.section == section), ""
    )


def _is_near(context: Context, value: str) -> bool:
    """Tell whether it may be where a team of this ward walks to: in one's own words, or here and with its hamlet."""
    place = address_of(value)
    return bool(place.raw) or (place.code == context.ward and bool(place.hamlet))


def _of_absent(form: Procedure, absent: Absent | None) -> dict[str, Given]:
    """Return for whom it is, as far as a case for somebody who is not here has told."""
    if absent is None or form.home is None or not form.home.for_whom:
        return {}
    whom = {"self": "self", "neighbour": "neighbour", "helper": "neighbour"}.get(absent.relation, "relative")
    return {form.home.for_whom: Given(whom, "helper")}
