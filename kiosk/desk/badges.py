"""Badges and PINs: made here, shown once on paper, and kept only as what they are checked against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.db import transaction

from kiosk.desk import models
from kiosk.desk.people import record
from kiosk.desk.rosters import PIN_COLUMNS, set_pin
from kiosk.desk.site import Site
from kiosk.pictures.qr import QUIET, Modules, of_digits
from kiosk.takeover.badge import BadgeSecret, badge_digest, new_badge, parse_badge
from kiosk.takeover.day_key import make_lock
from kiosk.takeover.pin import FULL_COST, PinCost, hash_pin, new_pin

COST: PinCost = FULL_COST
"""What a guess at a PIN costs."""
_WRITTEN = ("badge_digest", "badge_at", *PIN_COLUMNS)
"""And no more: making badges takes a while, and whoever is revoked meanwhile stays revoked."""
MOST_AT_ONCE = 20
"""Badges in one go: each PIN takes a good part of a second."""


@dataclass(frozen=True, slots=True)
class Made:
    """What goes onto paper for one person. ``badge`` is None when only the PIN is new."""

    person: models.Person
    pin: str = field(repr=False)
    badge: BadgeSecret | None = None


def make_badge(site: Site, officer: models.Officer, person: models.Person) -> Made:
    """Give a person a new badge and PIN; the old ones open nothing once the kiosks have the new list."""
    badge = new_badge(site.ids.random_bytes)
    return _made(site, officer, person, badge, "badge")


def make_pin(
    site: Site, officer: models.Officer, person: models.Person, badge_text: str
) -> Made | Literal["no-badge", "other-badge"]:
    """Give a person a new PIN under the badge that is held up, scanned or typed; or say why that badge is none."""
    badge = parse_badge(badge_text)
    if badge is None:
        return "no-badge"
    if person.badge_digest is None or badge_digest(badge) != bytes(person.badge_digest):
        return "other-badge"
    return _made(site, officer, person, badge, "pin")


def _made(
    site: Site,
    officer: models.Officer,
    person: models.Person,
    badge: BadgeSecret,
    what: Literal["badge", "pin"],
) -> Made:
    pin = new_pin(site.ids.random_bytes)
    known = hash_pin(pin, badge, random_bytes=site.ids.random_bytes, cost=COST)
    lock = make_lock(pin, badge, random_bytes=site.ids.random_bytes, cost=COST)
    with transaction.atomic():
        set_pin(person, known, lock)
        person.badge_digest, person.badge_at = badge_digest(badge), site.clock.now()
        person.save(update_fields=_WRITTEN)
        record(site, officer, what, person)
    return Made(person, pin, badge if what == "badge" else None)


def qr_path(modules: Modules) -> tuple[int, str]:
    """Return a QR code as one SVG path and the side of its square, quiet zone included, in modules."""
    runs = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h{start - x}z")
            x += 1
    return len(modules) + 2 * QUIET, "".join(runs)


def badge_qr(badge: BadgeSecret) -> tuple[int, str]:
    """Return the badge's code as ``qr_path`` does."""
    return qr_path(of_digits(badge.digits))
