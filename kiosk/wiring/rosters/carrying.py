"""Showing the list of helpers, and taking one over by hand where no network brings it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.clock import VIETNAM, SystemClock
from kiosk.dossier.errors import KeyFileError
from kiosk.settings import Settings
from kiosk.store.connection import Database
from kiosk.store.sign_in import SqliteRosterFloor
from kiosk.takeover.roster import Helper, Roster, Shift
from kiosk.takeover.sign_in import GRACE
from kiosk.tickets.ports import StoreError
from kiosk.wiring.build import DATABASE, key_ring
from kiosk.wiring.roster_file import RosterFile
from kiosk.wiring.rosters.arguments import Say

GOOD, REFUSED, IMPOSSIBLE = 0, 1, 2
MOST_BYTES = 4 * 1024 * 1024
"""Of a file that is looked at; a list of a thousand helpers takes a tenth."""
WHY = {
    "unreadable": "this is no list of helpers, it is damaged, or it comes from a newer desk than this kiosk can read. "
    "Update the kiosk, or load the list from the desk once more.",
    "wrong-key": "this list was signed with another ward's key. Nothing was changed.",
    "bad-signature": "this list was altered after it was signed. Nothing was changed.",
    "older-version": "this list is older than one that this machine has had. Nothing was changed.",
    "other-ward": "this is another ward's list. Nothing was changed.",
    "same": "this machine has this list already.",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def show(file: Path | None, settings: Settings, say: Say) -> int:
    """Say who stands in the list in force, or in a file. Returns GOOD, REFUSED or IMPOSSIBLE."""
    try:
        kept = _kept(settings)
        if file is None:
            roster = kept.lies_there()
            if roster is None:
                say("✗ There is no list of helpers here that the ward has signed: nobody can sign in.")
                return REFUSED
        else:
            found = _looked_at(kept, _bytes_of(file), settings)
            if isinstance(found, str):
                say(f"✗ {file}: {WHY[found]}")
                return REFUSED
            roster = found
    except (KeyFileError, OSError, StoreError) as broken:
        return _impossible(broken, say)
    for line in _told(roster, SystemClock().now()):
        say(line)
    return GOOD


def take(file: Path, settings: Settings, say: Say) -> int:
    """Put a list in force when it is this ward's and newer. Returns GOOD, REFUSED or IMPOSSIBLE."""
    try:
        kept = _kept(settings)
        raw = _bytes_of(file)
        found = _looked_at(kept, raw, settings)
        present = kept.lies_there()
        if isinstance(found, Roster) and present is not None and found.version <= present.version:
            found = "same" if found == present else "older-version"
        if isinstance(found, str):
            say(f"{'✓' if found == 'same' else '✗'} {file}: {WHY[found]}")
            return GOOD if found == "same" else REFUSED
        kept.lay_down(raw)
    except (KeyFileError, OSError, StoreError) as broken:
        return _impossible(broken, say)
    say("✓ Taken. The kiosk uses it at once, also while it runs.")
    for line in _told(found, SystemClock().now()):
        say(line)
    return GOOD


def _kept(settings: Settings) -> RosterFile:
    """Return this machine's roster file, with what its database knows of earlier versions."""
    kept = key_ring(settings).roster
    path = settings.state / DATABASE
    if path.exists():
        kept.keep_floor_in(SqliteRosterFloor(Database(path)))
    return kept


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(MOST_BYTES)


def _looked_at(kept: RosterFile, raw: bytes, settings: Settings) -> Roster | str:
    found = kept.look(raw)
    if not isinstance(found, Roster):
        return found.code
    return found if found.ward == settings.point.ward.code else "other-ward"


def _impossible(broken: KeyFileError | OSError | StoreError, say: Say) -> int:
    if isinstance(broken, OSError):
        say(f"✗ {broken.filename}: {broken.strerror}.")
    else:
        say(f"✗ {'keys' if isinstance(broken, KeyFileError) else 'database'}: {broken}")
    return IMPOSSIBLE


def _told(roster: Roster, now: datetime) -> Iterator[str]:
    issued = datetime.fromisoformat(roster.issued_at).astimezone(VIETNAM)
    yield f"version {roster.version} of ward {roster.ward}, signed {issued:%d/%m/%Y %H:%M}"
    yield _until(roster.expires().astimezone(VIETNAM), now)
    for helper in sorted(roster.helpers, key=lambda one: (one.revoked, one.name)):
        yield f"  {helper.name} ({helper.shown_name}), {helper.role}, {helper.team}: {_duties(helper)}"


def _until(expires: datetime, now: datetime) -> str:
    left = expires - now
    if left > timedelta(0):
        return f"good until {expires:%d/%m/%Y %H:%M}, {left.days} days more"
    if now < expires + GRACE:
        last = f"{expires + GRACE:%d/%m/%Y}"
        return f"✗ expired on {expires:%d/%m/%Y}: helpers get in with a reason, on record, until {last}"
    return f"✗ expired on {expires:%d/%m/%Y}: nobody can sign in any more"


def _duties(helper: Helper) -> str:
    if helper.revoked:
        return "badge revoked"
    days: dict[str, list[str]] = {}
    for shift in helper.shifts:
        when = f"{shift.starts:%H:%M}-{shift.ends:%H:%M} at {shift.point}"
        days.setdefault(when, []).append(_day(shift))
    said = ("every day" if set(on) >= set(_DAYS) else ", ".join(on) for on in days.values())
    return "; ".join(f"{on} {when}" for on, when in zip(said, days, strict=True)) or "no shifts"


def _day(shift: Shift) -> str:
    return f"{shift.day:%d/%m/%Y}" if shift.weekday is None else _DAYS[shift.weekday]
