"""Network, certificate, clock and roster: what joins the kiosk to its ward."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.clock import VIETNAM, Clock
from kiosk.dossier.errors import KeyFileError
from kiosk.settings import Settings
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.takeover.sign_in import GRACE
from kiosk.tickets.ports import StoreError
from kiosk.ward.place import DeskPlace, WardRefused
from kiosk.ward.reaching import NotReached, Reached, reach
from kiosk.wiring.build import DATABASE, key_ring
from kiosk.wiring.doctor.finding import Finding, found

APART: Final = timedelta(minutes=2)
"""How far the kiosk's clock and the desk's may stand apart."""
SOON: Final = timedelta(days=14)
"""How long before its end a certificate is somebody's work."""
ROSTER_SOON: Final = timedelta(days=7)
"""A roster lasts a month and comes by itself with the network: a week before its end it has not come for long."""
_OF_NETWORK: Final = {"name", "refused", "silent", "no-way", "stranger"}
_LINKS: Final = Path("sys/class/net")
_UP: Final = "1"


def desk(settings: Settings) -> Reached | NotReached | str:
    """Go to the desk; a code where it may not be gone to at all. Takes some seconds."""
    try:
        trial = key_ring(settings).trial
        place = DeskPlace.of(
            settings.kiosk.desk.url, loopback_only=trial, ca_file=settings.kiosk.desk.ca_file or None
        )
    except KeyFileError:
        return "no-keys"
    except WardRefused as refused:
        return refused.code
    return reach(place)


def network(reached: Reached | NotReached | str, root: Path = Path("/")) -> Finding:
    """Tell whether the desk answers, and where the way to it ends. ``root``: of the system's folders."""
    if isinstance(reached, str):
        return found("network", "wrong", reached)
    if isinstance(reached, Reached) or reached.hurdle not in _OF_NETWORK:
        return found("network", "well", "reached")
    if reached.hurdle in {"name", "no-way"} and not _has_link(root):
        return found("network", "wrong", "no-cable")
    return found("network", "wrong", reached.hurdle)


def _has_link(root: Path) -> bool:
    """Tell whether a cable or a wireless network is joined to any card but the one that leads nowhere."""
    cards = (root / _LINKS).glob("*")
    return any(_text(card / "carrier") == _UP for card in cards if card.name != "lo")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:  # of a card that is switched off the kernel says no word
        return ""


def certificate(reached: Reached | NotReached | str, now: datetime) -> Finding:
    """Tell whether the desk's certificate can be trusted, and for how long yet. ``now``: aware."""
    if isinstance(reached, str):
        return found("certificate", "unknown", "not-reached")
    if isinstance(reached, NotReached):
        if reached.hurdle in _OF_NETWORK:
            return found("certificate", "unknown", "not-reached")
        return found("certificate", "wrong", reached.hurdle)
    if reached.until is None:
        return found("certificate", "unused", "none")
    day = f"{reached.until.astimezone(VIETNAM):%d/%m/%Y}"
    if reached.until - now < SOON:
        return found("certificate", "soon", "ends", day=day)
    return found("certificate", "well", "good", day=day)


def clock(reached: Reached | NotReached | str, now: datetime, earlier: datetime | None) -> Finding:
    """Compare the clock with the desk's; without one, with the last moment that the kiosk itself has recorded."""
    here = f"{now.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    if isinstance(reached, Reached):
        if abs(reached.says - now) > APART:
            there = f"{reached.says.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
            return found("clock", "wrong", "apart", here=here, there=there)
        return found("clock", "well", "right", here=here)
    if earlier is not None and now < earlier - APART:
        return found(
            "clock", "wrong", "back", here=here, there=f"{earlier.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        )
    if isinstance(reached, NotReached) and reached.hurdle == "not-yet":
        return found("clock", "wrong", "not-yet", here=here)
    return found("clock", "unknown", "alone", here=here)


def last_recorded(settings: Settings) -> datetime | None:
    """Return when somebody's last act was recorded here, aware; None where none was, or it cannot be read."""
    file = settings.state / DATABASE
    if not file.exists():
        return None
    try:
        database = Database(file)
    except StoreError:
        return None
    try:
        audit = SqliteAuditStore(database)
        last = audit.entries(since=max(0, audit.head().count - 1))
    except StoreError:
        return None
    finally:
        database.close()
    return datetime.fromisoformat(last[-1].act.at) if last else None


def roster(settings: Settings, clock: Clock) -> Finding:
    """Tell whether anybody can sign in here, and how long yet."""
    try:
        lies = key_ring(settings).roster.lies_there()
    except (KeyFileError, OSError, StoreError):
        return found("roster", "wrong", "unreadable")
    if lies is None:
        return found("roster", "wrong", "none")
    left = lies.expires() - clock.now()
    day = f"{lies.expires().astimezone(VIETNAM):%d/%m/%Y}"
    if left <= -GRACE:
        return found("roster", "wrong", "dead", day=day)
    if left <= timedelta(0):
        return found("roster", "wrong", "expired", day=day)
    if left < ROSTER_SOON:
        return found("roster", "soon", "ends", day=day)
    return found("roster", "well", "good", day=day, helpers=len(lies.helpers))
