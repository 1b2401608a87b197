"""An example ward for trying out: keys, a roster, badges. Made at first use, in the state folder only.

A kiosk on these keys says so on screen and paper and refuses any desk that is not on this machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

from kiosk.clock import Clock
from kiosk.dossier import keys
from kiosk.ids import HelperId, Ids, WardCode
from kiosk.settings import Settings
from kiosk.takeover.badge import BadgeSecret, new_badge
from kiosk.takeover.pin import FULL_COST, PinCost, new_pin
from kiosk.takeover.roster import Roster, Shift, make_helper, sign_roster

FOLDER = "example-ward"
TRIAL = "TRIAL"
BADGES = "badges.txt"
VALID = timedelta(days=365)

_TEAM = "Tổ công nghệ số cộng đồng"
_HELPERS = (
    ("tai", "Trần Văn Tài", "Anh Tài", "young-man"),
    ("lan", "Lê Thị Ví Dụ", "Chị Lan", "woman-glasses"),
)


@dataclass(frozen=True, repr=False)
class ExampleHelper:
    """A fictional helper as the person who tries things out must know them."""

    name: str
    badge: str
    pin: str

    def __repr__(self) -> str:
        """Tell only the name."""
        return f"ExampleHelper({self.name})"


def folder(settings: Settings) -> Path:
    """Return where the example ward lies."""
    return settings.state / FOLDER


def make(settings: Settings, ids: Ids, clock: Clock, cost: PinCost = FULL_COST) -> None:
    """Make keys, roster and badges unless they are there already. Files are readable by their owner only.

    Raises KeyFileError when the folder cannot be written.
    """
    place = folder(settings)
    kiosk, desk = place / "kiosk", place / "desk"
    if (desk / "kiosks.toml").exists() and (kiosk / "roster.bin").exists():
        if not (desk / "roster_sign.key").exists():
            # One that was made before the desk signed rosters: its people keep badge and PIN.
            _sign_people(settings, read_badges(settings), ids, clock, cost, version=2)
        return
    for each in (place, kiosk, desk):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    ward_key = keys.new_ward_key(ids.random_bytes)
    desk_key, kiosk_key = (keys.new_signing_key(ids.random_bytes) for _ in range(2))
    for old in (*kiosk.glob("*.key"), *desk.glob("*.key")):
        old.unlink()
    keys.store_ward_key(desk / "ward_private.key", ward_key)
    keys.store_signing_key(desk / "desk_sign.key", desk_key)
    keys.store_signing_key(kiosk / "kiosk_sign.key", kiosk_key)
    keys.store_ward_public(kiosk / "ward_public.key", ward_key.public)
    keys.store_signing_public(kiosk / "desk_public.key", desk_key.public_key())
    helpers = _helpers(ids)
    _sign_people(settings, helpers, ids, clock, cost, version=1)
    _write(place / BADGES, _badges(helpers).encode())
    for each in (kiosk, desk):
        _write(each / TRIAL, b"Example keys: for trying out on one machine only.\n")
    public = kiosk_key.public_key().public_bytes_raw().hex()
    entry = f'[kiosk.{settings.kiosk.kiosk_id}]\npublic_key = "{public}"\npoint = "{settings.point.code}"\n'
    _write(desk / "kiosks.toml", entry.encode())


def read_badges(settings: Settings) -> tuple[ExampleHelper, ...]:
    """Return the example helpers with badge and PIN, for tours and for whoever tries the kiosk out."""
    found = []
    for line in (folder(settings) / BADGES).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, badge, pin = line.split(";")
            found.append(ExampleHelper(name.strip(), badge.strip(), pin.strip()))
    return tuple(found)


def _sign_people(
    settings: Settings,
    helpers: tuple[ExampleHelper, ...],
    ids: Ids,
    clock: Clock,
    cost: PinCost,
    *,
    version: int,
) -> None:
    """Make the key that signs rosters, and the first one, for kiosk and desk: no later one leaves anybody out."""
    kiosk, desk = folder(settings) / "kiosk", folder(settings) / "desk"
    key = keys.new_signing_key(ids.random_bytes)
    (kiosk / "roster_public.key").unlink(missing_ok=True)
    keys.store_signing_public(kiosk / "roster_public.key", key.public_key())
    signed = sign_roster(_roster(settings, helpers, ids, clock, cost, version=version), key)
    for each in (kiosk, desk):
        _write(each / "roster.bin", signed)
    # Last, since all of it is made anew where it is missing.
    keys.store_signing_key(desk / "roster_sign.key", key)


def _helpers(ids: Ids) -> tuple[ExampleHelper, ...]:
    return tuple(
        ExampleHelper(name, new_badge(ids.random_bytes).digits, new_pin(ids.random_bytes))
        for _, name, _, _ in _HELPERS
    )


def _roster(
    settings: Settings,
    helpers: tuple[ExampleHelper, ...],
    ids: Ids,
    clock: Clock,
    cost: PinCost,
    *,
    version: int,
) -> Roster:
    now = clock.now()
    always = tuple(
        Shift(point=settings.point.code, starts=time(0, 0), ends=time(23, 59, 59), weekday=day)
        for day in range(7)
    )
    entries = []
    for (name, full, shown, portrait), helper in zip(_HELPERS, helpers, strict=True):
        entries.append(
            make_helper(
                id=HelperId(name),
                name=full,
                shown_name=shown,
                team=_TEAM,
                role="volunteer",
                portrait=portrait,
                badge=BadgeSecret(helper.badge),
                pin=helper.pin,
                shifts=always if name == _HELPERS[0][0] else (),
                random_bytes=ids.random_bytes,
                cost=cost,
            )
        )
    return Roster(
        ward=WardCode(settings.point.ward.code),
        version=version,
        issued_at=now.isoformat(timespec="seconds"),
        expires_at=(now + VALID).isoformat(timespec="seconds"),
        helpers=tuple(entries),
    )


def _badges(helpers: tuple[ExampleHelper, ...]) -> str:
    lines = ["# Example helpers: name; badge digits; PIN. For trying out only."]
    lines += [f"{helper.name}; {helper.badge}; {helper.pin}" for helper in helpers]
    return "\n".join(lines) + "\n"


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
