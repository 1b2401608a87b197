"""The lists of homes for the days to come, each sealed to its helper, for the machines where they set out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from kiosk.desk import models
from kiosk.desk.answering import NotAnswered, is_fresh
from kiosk.desk.envelopes import envelope
from kiosk.desk.home_words import BRING, RESULT, STEP
from kiosk.desk.homes import READY, members, visits
from kiosk.desk.intake import known_kiosk, public_key
from kiosk.desk.rosters import lock_of
from kiosk.desk.site import Site
from kiosk.dossier.day_list import seal_list, sign_lists
from kiosk.dossier.draft_words import check_asking
from kiosk.dossier.errors import DossierError
from kiosk.ids import HelperId, WardCode
from kiosk.procedures.address import address_of
from kiosk.procedures.folding import folded
from kiosk.wire.dossier import Dossier, HomeAsked
from kiosk.wire.messages import PROTOCOL
from kiosk.wire.visits import (
    LISTS_LIMIT,
    SCHEMA,
    STOPS_LIMIT,
    AskDayLists,
    DayList,
    DayLists,
    HomeStop,
    HomeThing,
    SealedDayList,
)

AHEAD: Final = timedelta(days=3)
"""Lists go out so long before: a machine that has no network over the week's end has Monday's."""
_UNITS = re.compile(r"\d{5}\|[^|]*\|[^|]*\|.*")
"""The machine form of an address that names its commune."""


def answer_lists(site: Site, asking: AskDayLists) -> DayLists | NotAnswered:
    """Return all lists of today and soon, sealed. NotAnswered: refused (stranger or revoked), stale."""
    kiosk = known_kiosk(site, asking.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_asking(asking, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(asking.asked_at, site.clock.now()):
        return NotAnswered("stale")
    with transaction.atomic():
        lists = _lists(site, kiosk)
    unsigned = DayLists(
        protocol=PROTOCOL,
        kiosk_id=asking.kiosk_id,
        asked_at=asking.asked_at,
        lists=tuple(lists[:LISTS_LIMIT]),
        desk_key_id="",
        signature=b"",
    )
    return sign_lists(unsigned, site.keys.signer)


def home_of(plain: Dossier, ward: str) -> HomeAsked:
    """Return where somebody is asked to come; of a dossier that says no more, whom and where its answers name."""
    home = plain.home or residence_of(plain, ward) or HomeAsked(for_whom="self", form="whole")
    if home.name and home.phone:
        return home
    return HomeAsked(
        for_whom=home.for_whom,
        name=home.name or plain.applicant.name,
        hamlet=home.hamlet,
        landmark=home.landmark,
        house=home.house,
        phone=home.phone or plain.applicant.phone,
        when=home.when,
        day=home.day,
        needs=home.needs,
        form=home.form,
    )


def residence_of(plain: Dossier, ward: str) -> HomeAsked | None:
    """Return where the applicant lives, as the answers about them tell; None where they tell no address.

    What lies outside the ward is named whole: a hamlet alone would be looked for here.
    """
    if not plain.applicant.name:
        # Every section with something that nobody knew would pass for theirs.
        return None
    about = {one.section for one in plain.answers if one.value == plain.applicant.name}
    told = next((one for one in plain.answers if one.section in about and _UNITS.fullmatch(one.value)), None)
    if told is None:
        return None
    place = address_of(told.value)
    if place.code != ward:
        return HomeAsked(for_whom="self", house=told.shown, form="whole")
    return HomeAsked(for_whom="self", hamlet=place.hamlet, house=place.house or place.raw, form="whole")


def stop_of(visit: models.HomeVisit, plain: Dossier) -> HomeStop:
    """Return a home as it stands on a list."""
    home = home_of(plain, visit.ward)
    ready = visit.dossier.status == READY
    helps = visit.errand == models.HomeVisit.Errand.HELP
    return HomeStop(
        visit=visit.visit_id,
        hamlet=home.hamlet,
        name=home.name,
        house=home.house,
        landmark=home.landmark,
        phone=home.phone,
        when=visit.at or home.when,
        procedure=plain.procedure,
        title=plain.procedure_name,
        needs=home.needs,
        language=plain.language,
        bereaved=home.for_whom == "bereaved",
        note=note_of(visit, plain),
        papers=tuple(HomeThing(id=one.paper, name=one.label) for one in plain.papers if helps),
        steps=tuple(HomeThing(id=code, name=name) for code, name in STEP.items() if helps),
        results=(HomeThing(id="result", name=RESULT.format(title=plain.procedure_name)),) if ready else (),
    )


def note_of(visit: models.HomeVisit, plain: Dossier) -> str:
    """Return what the helper is told beside the address: what to take along, and what was noted at the kiosk."""
    bring = ", ".join(BRING[code] for code in visit.bring.split() if code in BRING)
    parts = (f"Mang theo: {bring}." if bring else "", plain.note_to_officer)
    return " ".join(part for part in parts if part)


def _lists(site: Site, kiosk: models.Kiosk) -> list[SealedDayList]:
    today = site.clock.now().date()
    planned = visits(site).filter(
        state=models.HomeVisit.State.PLANNED, day__gte=today, day__lte=today + AHEAD
    )
    people: dict[int, models.Person] = {}
    stops: dict[tuple[date, int], list[HomeStop]] = {}
    for visit in planned:
        goers = list(_who(visit, kiosk))
        plain = _opened(site, visit) if goers else None
        for person in goers:
            people[person.pk] = person
            mine = stops.setdefault((visit.day, person.pk), [])
            if plain is not None:
                _note_given(site, kiosk, person, visit)
                mine.append(stop_of(visit, plain))
    return [_sealed(site, people[who], day, mine) for (day, who), mine in sorted(stops.items(), key=_by_day)]


def _by_day(one: tuple[tuple[date, int], list[HomeStop]]) -> tuple[date, int]:
    return one[0]


def _who(visit: models.HomeVisit, kiosk: models.Kiosk) -> Iterable[models.Person]:
    """Return who of those that the visit is given to goes out from this kiosk's point and has a lock.

    Whoever has no duty at any point may go out from each.
    """
    people = (
        members(visit.team)
        if visit.team
        else models.Person.objects.filter(pk=visit.person_id, revoked_at=None)
    )
    here = people.filter(Q(shifts__point=kiosk.point) | Q(shifts=None), lock_public__isnull=False)
    return here.distinct()


def _sealed(site: Site, person: models.Person, day: date, stops: list[HomeStop]) -> SealedDayList:
    lock = lock_of(person)
    if lock is None:
        raise LookupError("only whoever has a lock is asked for")
    stops.sort(key=lambda stop: (folded(stop.hamlet), stop.when, stop.visit))
    found = DayList(
        schema=SCHEMA,
        ward=WardCode(site.ward),
        helper=HelperId(person.helper_id),
        day=day.isoformat(),
        stops=tuple(stops[:STOPS_LIMIT]),
    )
    return seal_list(found, lock.public)


def _note_given(site: Site, kiosk: models.Kiosk, person: models.Person, visit: models.HomeVisit) -> None:
    """Put on record, once, that the dossier was opened for this helper's list of this day and given to this kiosk."""
    given = {"ward": site.ward, "visit": visit, "kiosk": kiosk, "person": person, "day": visit.day}
    if not models.HomeAct.objects.filter(what="list", **given).exists():
        models.HomeAct.objects.create(what="list", at=site.clock.now(), **given)


def _opened(site: Site, visit: models.HomeVisit) -> Dossier | None:
    try:
        return site.keys.open(envelope(visit.dossier))
    except DossierError:
        return None
