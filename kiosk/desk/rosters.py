"""The signed list of who may help at the points: issued anew at every change, and before it grows old.

A kiosk takes only higher versions, so a version is never used twice; whoever has left stands in it as revoked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction

from kiosk.desk import models
from kiosk.desk.site import FIRST_ROSTER, Site
from kiosk.ids import HelperId, WardCode
from kiosk.takeover.day_key import DayLock
from kiosk.takeover.pin import PinCost, PinHash
from kiosk.takeover.roster import Helper, Role, Roster, RosterRefused, Shift, read_roster, sign_roster

VALID = timedelta(days=30)
"""From its issue. A kiosk that hears of no newer one warns, and lets nobody in two weeks later."""
ANEW = timedelta(days=7)
"""So old a roster is issued anew though nothing has changed."""
_HIGHEST = 2_000_000_000
"""No kiosk's word brings the version above it: the rest of what a column holds is room for the desk's own."""
_LEAP = 100_000
"""How far above the desk's own version a kiosk's may lie, after the desk's database was set back."""


class NoRosterKeyError(Exception):
    """The desk has no key to sign rosters with."""


class ForeignRosterError(Exception):
    """A roster that is not this ward's. Its text is a short code."""


def current(site: Site) -> bytes:
    """Return the signed roster of today; a new version when people or shifts have changed, or the last one is old.

    Raises NoRosterKeyError.
    """
    return bytes(_issued(site).signed)


def newer_than(site: Site, version: int, *, locks: bool = True) -> bytes:
    """Return the signed roster for a kiosk that has ``version``, b"" when it has the latest.

    Without ``locks`` it has none of helpers' day lists: a kiosk from before there were any refuses a roster with them,
    and whoever was revoked since could go on there.

    A kiosk that has a higher one than the desk ever issued (its database was set back) gets one above its own.
    Raises NoRosterKeyError.
    """
    issue = _issued(site)
    if issue.version < version <= min(issue.version + _LEAP, _HIGHEST):
        issue = _issue(site, version)
    if issue.version <= version:
        return b""
    signed = bytes(issue.signed)
    return signed if locks else _without_locks(site, signed)


def issue_anew(site: Site) -> models.RosterIssue:
    """Issue a new version though nothing has changed: it frees whoever is locked at a kiosk.

    Raises NoRosterKeyError.
    """
    return _issue(site, 0)


def latest(site: Site) -> models.RosterIssue | None:
    """Return the roster issued last; None when there was none yet."""
    found: models.RosterIssue | None = (
        models.RosterIssue.objects.filter(ward=site.ward).order_by("-version").first()
    )
    return found


def read(site: Site, signed: bytes) -> Roster:
    """Return a roster of this desk's own. Raises NoRosterKeyError, ForeignRosterError."""
    found = read_roster(signed, _key(site).public_key(), 0)
    if isinstance(found, RosterRefused):
        raise ForeignRosterError(found.code)
    return found


def begin(site: Site) -> bool:
    """Take over the people of the roster that the ward began with; tell whether there was anything to take.

    Nothing happens once the desk has people of its own. Raises NoRosterKeyError, ForeignRosterError.
    """
    path = site.state / site.settings.keys / FIRST_ROSTER
    known = models.Person.objects.filter(ward=site.ward).exists()
    if known or latest(site) is not None or not path.exists():
        return False
    signed = path.read_bytes()
    roster = read(site, signed)
    if roster.ward != site.ward:
        raise ForeignRosterError("wrong-ward")
    with transaction.atomic():
        for helper in roster.helpers:
            _take_over(site, helper)
        models.RosterIssue.objects.create(
            ward=site.ward,
            version=roster.version,
            issued_at=datetime.fromisoformat(roster.issued_at),
            expires_at=roster.expires(),
            content=_content(_helpers(site)),
            signed=signed,
        )
    return True


def _without_locks(site: Site, signed: bytes) -> bytes:
    roster = read(site, signed)
    bare = tuple(msgspec.structs.replace(helper, day_lock=None) for helper in roster.helpers)
    return sign_roster(msgspec.structs.replace(roster, helpers=bare), _key(site))


def _issued(site: Site) -> models.RosterIssue:
    last = latest(site)
    if last is not None and site.clock.now() - last.issued_at < ANEW:
        unchanged = bytes(last.content) == _content(_helpers(site))
        if unchanged:
            return last
    return _issue(site, 0)


def _issue(site: Site, floor: int) -> models.RosterIssue:
    """Issue a version above ``floor`` and all before; two at once count on, the later one is given."""
    key, now = _key(site), site.clock.now().replace(microsecond=0)
    while True:
        last = latest(site)
        version = max(floor, last.version if last else 0) + 1
        helpers = _helpers(site)
        roster = Roster(
            ward=WardCode(site.ward),
            version=version,
            issued_at=now.isoformat(),
            expires_at=(now + VALID).isoformat(),
            helpers=helpers,
        )
        values = {"version": version, "issued_at": now, "expires_at": now + VALID}
        signed = sign_roster(roster, key)
        try:
            with transaction.atomic():
                made: models.RosterIssue = models.RosterIssue.objects.create(
                    ward=site.ward, content=_content(helpers), signed=signed, **values
                )
                # What is no longer given out is not kept: verifiers of PINs stand in it.
                older = models.RosterIssue.objects.filter(ward=site.ward, version__lt=version)
                older.exclude(signed=b"").update(signed=b"")
        except IntegrityError:
            continue
        return made


def _helpers(site: Site) -> tuple[Helper, ...]:
    rows = models.Person.objects.filter(ward=site.ward, badge_digest__isnull=False)
    rows = rows.select_related("team").prefetch_related("shifts").order_by("helper_id")
    return tuple(_helper(row) for row in rows)


def _helper(row: models.Person) -> Helper:
    shifts = sorted(row.shifts.all(), key=lambda one: one.pk)
    role: Role = msgspec.convert(row.role, Role)
    return Helper(
        id=HelperId(row.helper_id),
        name=row.name,
        shown_name=row.shown_name,
        team=row.team.name,
        role=role,
        badge_digest=bytes(row.badge_digest or b""),
        pin=pin_of(row),
        # Somebody revoked has no duties to be known by.
        shifts=()
        if row.revoked_at
        else tuple(
            Shift(point=one.point, starts=one.starts, ends=one.ends, weekday=one.weekday, day=one.day)
            for one in shifts
        ),
        revoked=row.revoked_at is not None,
        portrait=row.portrait,
        day_lock=lock_of(row),
    )


def lock_of(row: models.Person) -> DayLock | None:
    """Return what somebody's lists of homes are sealed to; None where their PIN is older than such lists."""
    if row.lock_public is None:
        return None
    cost = PinCost(memory_kib=row.lock_memory_kib, passes=row.lock_passes, lanes=row.lock_lanes)
    return DayLock(public=bytes(row.lock_public), salt=bytes(row.lock_salt), cost=cost)


def pin_of(row: models.Person) -> PinHash:
    """Return what a PIN is checked against."""
    cost = PinCost(memory_kib=row.pin_memory_kib, passes=row.pin_passes, lanes=row.pin_lanes)
    return PinHash(salt=bytes(row.pin_salt), digest=bytes(row.pin_digest), cost=cost)


PIN_COLUMNS = (
    "pin_salt",
    "pin_digest",
    "pin_memory_kib",
    "pin_passes",
    "pin_lanes",
    "pin_misses",
    "pin_missed_at",
    "lock_public",
    "lock_salt",
    "lock_memory_kib",
    "lock_passes",
    "lock_lanes",
)
"""What ``set_pin`` writes."""


def set_pin(row: models.Person, pin: PinHash, lock: DayLock | None) -> None:
    """Put a verifier, and the lock that was made of the same PIN, into a row, which is not saved yet."""
    set_lock(row, lock)
    row.pin_salt, row.pin_digest = pin.salt, pin.digest
    row.pin_memory_kib, row.pin_passes, row.pin_lanes = pin.cost.memory_kib, pin.cost.passes, pin.cost.lanes
    row.pin_misses, row.pin_missed_at = 0, None


def set_lock(row: models.Person, lock: DayLock | None) -> None:
    """Put a lock, or that there is none, into a row, which is not saved yet."""
    cost = lock.cost if lock else PinCost(memory_kib=0, passes=0, lanes=0)
    row.lock_public, row.lock_salt = (lock.public, lock.salt) if lock else (None, b"")
    row.lock_memory_kib, row.lock_passes, row.lock_lanes = cost.memory_kib, cost.passes, cost.lanes


def _take_over(site: Site, helper: Helper) -> None:
    now = site.clock.now()
    team, _ = models.Team.objects.get_or_create(ward=site.ward, name=helper.team)
    row = models.Person(
        ward=site.ward,
        helper_id=helper.id,
        name=helper.name,
        shown_name=helper.shown_name,
        team=team,
        role=helper.role,
        portrait=helper.portrait,
        badge_digest=helper.badge_digest,
        badge_at=now,
        revoked_at=now if helper.revoked else None,
    )
    set_pin(row, helper.pin, helper.day_lock)
    row.save()
    for one in helper.shifts:
        models.Shift.objects.create(
            ward=site.ward,
            person=row,
            point=one.point,
            weekday=one.weekday,
            day=one.day,
            starts=one.starts,
            ends=one.ends,
        )


def _content(helpers: tuple[Helper, ...]) -> bytes:
    return sha256(msgspec.msgpack.encode(helpers)).digest()


def _key(site: Site) -> Ed25519PrivateKey:
    if site.keys.roster is None:
        raise NoRosterKeyError
    return site.keys.roster
