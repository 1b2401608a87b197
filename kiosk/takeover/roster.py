"""The roster: who may help at which point and when, as a file that the ward signs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.ids import HelperId, WardCode
from kiosk.takeover.badge import BadgeSecret, badge_digest
from kiosk.takeover.day_key import DayLock, make_lock
from kiosk.takeover.pin import FULL_COST, PinCost, PinHash, hash_pin
from kiosk.wire.messages import Message, canonical

Role = Literal["volunteer", "officer", "it"]
RefusalCode = Literal["unreadable", "wrong-key", "bad-signature", "older-version"]


class Shift(Message, frozen=True):
    """A time of duty at one point, on a weekday (0 is Monday) or on one day: exactly one of the two."""

    point: str
    starts: time
    ends: time
    """Local time; the shift covers ``starts <= t < ends`` of one day."""
    weekday: int | None = None
    day: date | None = None

    def __post_init__(self) -> None:
        if (self.weekday is None) == (self.day is None):
            raise ValueError("a shift is on a weekday or on a day")
        if self.weekday is not None and self.weekday not in range(7):
            raise ValueError("a weekday is 0 (Monday) to 6")
        if self.starts >= self.ends:
            raise ValueError("a shift ends after it starts")

    def covers(self, now: datetime, point: str) -> bool:
        """Tell whether ``now`` (in Vietnam's zone) at ``point`` lies in this shift."""
        today = now.date() == self.day if self.weekday is None else now.weekday() == self.weekday
        return self.point == point and today and self.starts <= now.time() < self.ends


class Helper(Message, frozen=True, omit_defaults=True):
    """A volunteer or officer as the kiosk knows them."""

    id: HelperId
    name: str
    shown_name: str
    """What residents see, e.g. ``Anh Tài``."""
    team: str
    role: Role
    badge_digest: bytes
    pin: PinHash
    shifts: tuple[Shift, ...]
    revoked: bool = False
    portrait: str = ""
    """The code of a drawn picture, ``portraits/<code>``; empty: none was chosen."""
    day_lock: DayLock | None = None
    """What the lists of homes to visit are sealed to; None where the PIN was made before there were any."""

    def __repr__(self) -> str:
        return f"Helper({self.id})"

    def on_shift(self, now: datetime, point: str) -> bool:
        """Tell whether the helper is on duty at this point at ``now`` (in Vietnam's zone)."""
        return any(shift.covers(now, point) for shift in self.shifts)

    def duty_ends(self, now: datetime, point: str) -> datetime | None:
        """Return when the duty at this point that covers ``now`` ends, shifts without a gap as one; None off duty."""
        ends = None
        while True:
            at = ends or now
            found = [shift.ends for shift in self.shifts if shift.covers(at, point)]
            if not found:
                return ends
            ends = datetime.combine(now.date(), max(found), now.tzinfo)


class Roster(Message, frozen=True):
    """All helpers of a ward. Versions only rise; whoever left is marked revoked or left out."""

    ward: WardCode
    version: int
    issued_at: str
    expires_at: str
    """ISO 8601 with offset."""
    helpers: tuple[Helper, ...]

    def __post_init__(self) -> None:
        if datetime.fromisoformat(self.expires_at).tzinfo is None:
            raise ValueError("a roster expires at an aware time")

    def expires(self) -> datetime:
        """Return the end of the roster, aware."""
        return datetime.fromisoformat(self.expires_at)

    def by_badge(self, badge: BadgeSecret) -> Helper | None:
        """Return whose badge this is."""
        digest = badge_digest(badge)
        return next((helper for helper in self.helpers if helper.badge_digest == digest), None)

    def by_id(self, helper: HelperId) -> Helper | None:
        """Return the helper of that id."""
        return next((known for known in self.helpers if known.id == helper), None)


class SignedRoster(Message, frozen=True):
    """The file: the roster's bytes exactly as signed."""

    key_id: str
    roster: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class RosterRefused:
    """Why a roster file is not taken; the one in use stays."""

    code: RefusalCode


def make_helper(
    *,
    id: HelperId,  # noqa: A002 - the field's own word
    name: str,
    shown_name: str,
    team: str,
    role: Role,
    badge: BadgeSecret,
    pin: str,
    shifts: tuple[Shift, ...],
    random_bytes: Callable[[int], bytes],
    cost: PinCost = FULL_COST,
    portrait: str = "",
) -> Helper:
    """Return a helper's entry; neither the PIN nor the badge can be read from it."""
    return Helper(
        id=id,
        name=name,
        shown_name=shown_name,
        team=team,
        role=role,
        badge_digest=badge_digest(badge),
        pin=hash_pin(pin, badge, random_bytes=random_bytes, cost=cost),
        shifts=shifts,
        portrait=portrait,
        day_lock=make_lock(pin, badge, random_bytes=random_bytes, cost=cost),
    )


def sign_roster(roster: Roster, ward_key: Ed25519PrivateKey) -> bytes:
    """Return the roster file's bytes, signed by the ward."""
    unsigned = SignedRoster(
        key_id=_key_id(ward_key.public_key()), roster=msgspec.msgpack.encode(roster), signature=b""
    )
    signed = msgspec.structs.replace(unsigned, signature=ward_key.sign(canonical(unsigned)))
    return msgspec.msgpack.encode(signed)


def read_roster(data: bytes, pinned: Ed25519PublicKey, floor_version: int) -> Roster | RosterRefused:
    """Return the roster in a file, or why not: another key, damage, older than ``floor_version``.

    ``floor_version`` is the highest version ever taken (0 at enrolment); the same version may be read again.
    An expired roster is read all the same: sign-in judges that.
    """
    try:
        signed = msgspec.msgpack.decode(data, type=SignedRoster)
    except ValueError:  # msgspec's own errors, and UnicodeDecodeError, which it lets through
        return RosterRefused("unreadable")
    if signed.key_id != _key_id(pinned):
        return RosterRefused("wrong-key")
    try:
        pinned.verify(signed.signature, canonical(signed))
    except InvalidSignature:
        return RosterRefused("bad-signature")
    try:
        roster = msgspec.msgpack.decode(signed.roster, type=Roster)
    except ValueError:  # msgspec's own errors, and UnicodeDecodeError, which it lets through
        return RosterRefused("unreadable")
    if roster.version < floor_version:
        return RosterRefused("older-version")
    return roster


def _key_id(public: Ed25519PublicKey) -> str:
    return sha256(public.public_bytes_raw()).digest()[:8].hex()
