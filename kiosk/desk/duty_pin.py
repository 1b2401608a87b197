"""Badge and PIN at the desk: each try is counted before it is looked at, as kiosks do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from kiosk.desk import models, words
from kiosk.desk.signin import count_miss, forget_misses, marks_of_address, wait_of
from kiosk.desk.site import Site
from kiosk.takeover.badge import BadgeSecret, badge_digest, parse_badge
from kiosk.takeover.pin import PinCost, PinHash, pin_matches
from kiosk.takeover.ports import Misses
from kiosk.takeover.sign_in import LOCKED_MISSES, next_try


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nobody is in, in words, with the status of the answer."""

    said: str
    status: int


def admit(site: Site, badge_text: str, pin: str, address: str) -> models.Person | Refused:
    """Return whose badge and PIN these are. A guesser waits, by badge and by network address."""
    marks = marks_of_address(site, address)
    wait = wait_of(site, marks)
    if wait:
        return _wait(wait)
    badge = parse_badge(badge_text)
    person = _bearer(site, badge) if badge is not None else None
    if badge is None or person is None or not person.pin_digest:
        count_miss(site, marks)
        return Refused(words.DUTY_WRONG, 403)
    if person.role == models.Person.Role.IT:
        return Refused(words.DUTY_NOT_IT, 403)
    found = _judged(site, person, badge, pin)
    if isinstance(found, models.Person):
        forget_misses(site, marks)
    return found


def _judged(site: Site, person: models.Person, badge: BadgeSecret, pin: str) -> models.Person | Refused:
    now = site.clock.now()
    mine = models.Person.objects.filter(pk=person.pk)
    with transaction.atomic():
        held = mine.select_for_update().get()
        misses = Misses(held.pin_misses, held.pin_missed_at)
        if misses.count >= LOCKED_MISSES:
            return Refused(words.DUTY_LOCKED, 403)
        until = next_try(misses)
        if until is not None and now < until:
            return _wait(int((until - now).total_seconds()) + 1)
        mine.update(pin_misses=F("pin_misses") + 1, pin_missed_at=now)
    cost = PinCost(memory_kib=person.pin_memory_kib, passes=person.pin_passes, lanes=person.pin_lanes)
    known = PinHash(salt=bytes(person.pin_salt), digest=bytes(person.pin_digest), cost=cost)
    if not pin_matches(pin, badge, known):
        return Refused(words.DUTY_WRONG, 403)
    mine.update(pin_misses=0, pin_missed_at=None)
    return person


def _bearer(site: Site, badge: BadgeSecret) -> models.Person | None:
    found: models.Person | None = models.Person.objects.filter(
        ward=site.ward, badge_digest=badge_digest(badge), revoked_at=None
    ).first()
    return found


def _wait(seconds: int) -> Refused:
    return Refused(words.SIGN_IN_WAIT.format(wait=words.duration(seconds)), 429)
