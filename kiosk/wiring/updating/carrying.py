"""What a repository has for this kiosk: its release, and its ward's content, which is taken here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from kiosk import VERSION
from kiosk.clock import SystemClock
from kiosk.settings import Settings
from kiosk.store.migrations import STEPS, served_from
from kiosk.updates.on_stick import ADDRESS, StickFetcher
from kiosk.updates.over_http import HttpFetcher, Line, Pace
from kiosk.updates.repository import Place, Repository
from kiosk.updates.taking import look_for_release, take_pack
from kiosk.updates.types import Installed, Pack, PackKind, Refused, Unreached, UpToDate, Version
from kiosk.updates.verify import Offer
from kiosk.wire.hosts import is_loopback
from kiosk.wiring.showing import gallery
from kiosk.wiring.updating import words
from kiosk.wiring.updating.packs import number_in_force, put_in_force
from kiosk.wiring.updating.words import Teller

GOOD, REFUSED, IMPOSSIBLE = 0, 1, 2
KINDS: Final[tuple[PackKind, ...]] = ("procedures", "voices")
UNBUILT: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Of a tree that is no release: it cannot be earlier either."""


def check(stick: Path | None, settings: Settings, tell: Teller) -> int:
    """Say which release there is for this kiosk."""
    installed = of_root(settings.root)
    repository = open_repository(stick, settings, installed)
    if repository is None:
        return nowhere(tell)
    found = look_for_release(repository, installed, settings.kiosk.updates.ring)
    match found:
        case Offer():
            tell(words.OFFERED, name=found.version, former=installed.version)
            return GOOD
        case UpToDate():
            tell(words.IS_NEWEST, name=installed.version, ring=settings.kiosk.updates.ring)
            return GOOD
    tell.nothing(words.RELEASE, found)
    return REFUSED


@dataclass(frozen=True)
class Taken:
    """What came of asking for the ward's content."""

    status: int
    newer: bool = False
    """Something else is in force than before; it serves from the kiosk's next start on."""


def take_content(stick: Path | None, settings: Settings, tell: Teller) -> Taken:
    """Take what the ward has published, and put it in force for the next start. One at a time."""
    installed, wanted = of_root(settings.root), settings.kiosk.updates
    repository = open_repository(stick, settings, installed)
    if repository is None or not wanted.content:
        return Taken(nowhere(tell))
    said, newer = GOOD, False
    for kind in KINDS:
        have = number_in_force(Path(wanted.content), kind)
        taken = take_pack(repository, settings.point.ward.code, kind, have)
        if isinstance(taken, UpToDate):
            tell(words.NO_NEWER if have else words.NONE, what=words.KINDS[kind], number=have)
            continue
        refused = taken if isinstance(taken, Refused | Unreached) else _in_force(taken, settings)
        if refused is not None:
            tell.nothing(words.KINDS[kind], refused)
            said = REFUSED
        elif isinstance(taken, Pack):
            tell(words.IN_FORCE, what=words.KINDS[kind], number=taken.number)
            newer = True
        if isinstance(taken, Pack):
            taken.archive.unlink(missing_ok=True)
    return Taken(said, newer)


def _in_force(pack: Pack, settings: Settings) -> Refused | None:
    try:
        return put_in_force(pack, settings, gallery(settings).names(), SystemClock().now().date())
    except OSError:
        return Refused("disk")


def of_root(root: Path) -> Installed:
    """Return what runs here; a tree that is no release is taken for the first."""
    try:
        return Installed.read(root)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        version = Version.read(VERSION) or Version((0, 1))
        return Installed(version, version, UNBUILT, len(STEPS), (0, len(STEPS)), served_from())


def open_repository(stick: Path | None, settings: Settings, installed: Installed) -> Repository | None:
    """Return the repository on the stick or of the settings; None where none is named."""
    wanted = settings.kiosk.updates
    if not (wanted.folder and wanted.trust and (stick or wanted.url)):
        return None
    home, trust = Path(wanted.folder), Path(wanted.trust)
    if stick is not None:
        fetcher = StickFetcher(stick, home / "passing")
        place = Place(fetcher, "stick", f"{ADDRESS}metadata/", f"{ADDRESS}targets/", trust, home)
    else:
        targets = f"{wanted.url}/targets/"
        line = Line(
            home / "parts",
            targets,
            Pace(share=wanted.share or None),
            ca_file=wanted.ca_file or None,
            through_proxy=not is_loopback(urlsplit(wanted.url).hostname or ""),
        )
        place = Place(HttpFetcher(line), "line", f"{wanted.url}/metadata/", targets, trust, home)
    return Repository(place, installed, SystemClock().now)


def nowhere(tell: Teller) -> int:
    """Say that the settings name no repository."""
    tell(words.NOWHERE)
    return IMPOSSIBLE
