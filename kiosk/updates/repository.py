"""A repository as it has been proven: by its signatures, its age, and what this machine knows besides."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from tuf.api import exceptions
from tuf.api.metadata import Metadata, Root, Signed, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from kiosk.disk import settle
from kiosk.updates.types import Installed, Refused, Unreached, Why
from kiosk.updates.verify import Floors, Way, earliest, raised, stale

T = TypeVar("T", Root, Timestamp, Snapshot, Targets)
MADE = "x-made"
"""In the signed timestamp: when it was signed, in ISO 8601 with its offset."""
_FLOORS = "time-floors.json"
_LIMITS = UpdaterConfig(
    max_root_rotations=64,
    max_delegations=8,
    root_max_length=64 * 1024,
    timestamp_max_length=16 * 1024,
    snapshot_max_length=256 * 1024,
    targets_max_length=2 * 1024 * 1024,
)
_CODES: tuple[tuple[type[Exception], Why], ...] = (
    (exceptions.ExpiredMetadataError, "frozen"),
    (exceptions.UnsignedMetadataError, "signature"),
    (exceptions.BadVersionNumberError, "rolled-back"),
    (exceptions.LengthOrHashMismatchError, "tampered"),
    (exceptions.DownloadLengthMismatchError, "too-long"),
    (exceptions.SlowRetrievalError, "too-slow"),
    (DeserializationError, "malformed"),
)


@dataclass(frozen=True)
class Place:
    """Where a repository is reached, and where this machine keeps what it knows of it."""

    fetcher: FetcherInterface
    way: Way
    metadata_url: str
    targets_url: str
    trust: Path
    """root.json as it was put here when the machine was set up."""
    home: Path
    """The updater's own folder."""

    @property
    def downloads(self) -> Path:
        """Where whole targets lie."""
        return self.home / "downloads"


class _RefusedError(Exception):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


class Repository:
    """What a repository says today. Made anew for each look at it; one at a time."""

    def __init__(self, place: Place, installed: Installed, now: Callable[[], datetime]) -> None:
        self.place = place
        self._installed = installed
        self._now = now
        self._updater: Updater | None = None

    def look(self) -> Refused | Unreached | None:
        """Fetch what is signed and prove it; None where it holds."""
        with _told() as told:
            updater = Updater(
                str(self._metadata()),
                self.place.metadata_url,
                target_base_url=self.place.targets_url,
                fetcher=self.place.fetcher,
                config=_LIMITS,
                bootstrap=self.place.trust.read_bytes(),
            )
            updater.refresh()
            self._judge_age()
            self._updater = updater
        return told.what

    def releases(self) -> dict[str, TargetFile]:
        """Return the signed list of releases. Only after ``look`` found nothing amiss."""
        listed = self._signed(Targets)
        return {name: file for name, file in listed.targets.items() if name.startswith("app/")}

    def listed(self, name: str) -> TargetFile | Refused | Unreached | None:
        """Return what the ward's own list says under a name; None where nothing stands there."""
        with _told() as told:
            found = self._proven().get_targetinfo(name)
            self._judge_age()
            self._judge_delegated(name)
        return told.what if told.what is not None else found

    def fetch(self, file: TargetFile, longest: int) -> Path | Refused | Unreached:
        """Fetch a target and prove it; return where it lies, under its hash."""
        sha256 = file.hashes.get("sha256", "")
        if len(sha256) != 64 or not sha256.isalnum():  # noqa: PLR2004 - hex digits
            return Refused("malformed")
        if file.length > longest:
            return Refused("too-long")
        path = self.place.downloads / f"{sha256}.tar"
        with _told() as told:
            self.place.downloads.mkdir(parents=True, exist_ok=True)
            if self._proven().find_cached_target(file, str(path)) is None:
                _room_for(self.place.home, file.length)
                passing = path.with_suffix(".passing")
                try:
                    self._proven().download_target(file, str(passing))
                    _settle(passing, path)
                finally:
                    passing.unlink(missing_ok=True)
        return path if told.what is None else told.what

    def found_good(self) -> Refused | Unreached | None:
        """Remember the hour: nothing that ends before it will be taken for fresh again. None where it is kept."""
        with _told() as told:
            floors = raised(self._floors(), self._now(), _made(self._signed(Timestamp)))
            path = self.place.home / _FLOORS
            passing = path.with_suffix(".new")
            passing.write_bytes(msgspec.json.encode(floors))
            _settle(passing, path)
        return told.what

    def _judge_age(self) -> None:
        timestamp = self._signed(Timestamp)
        parts: tuple[Signed, ...] = (
            timestamp,
            self._signed(Snapshot),
            self._signed(Targets),
            self._signed(Root),
        )
        self._judge([each.expires for each in parts], timestamp)

    def _judge_delegated(self, name: str) -> None:
        """Ask the same of the ward's own list, which the top ones do not end with."""
        delegations = self._signed(Targets).delegations
        for role, _ in delegations.get_roles_for_target(name) if delegations else ():
            path = self._metadata() / f"{role}.json"
            if not path.exists():  # the top list itself has the name: no other was asked
                continue
            signed = Metadata[Targets].from_file(str(path)).signed
            timestamp = self._signed(Timestamp)
            self._judge([timestamp.expires, signed.expires], timestamp)

    def _judge(self, ends: list[datetime], timestamp: Timestamp) -> None:
        now = self._now()
        amiss = stale(ends, _made(timestamp), self.place.way, now, earliest(self._floors(), self._installed))
        if amiss is not None:
            raise _RefusedError(amiss)

    def _floors(self) -> Floors:
        """Return what is kept; what cannot be read any more is no reason to stop, the release's own hour stays."""
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            kept = msgspec.json.decode((self.place.home / _FLOORS).read_bytes(), type=Floors)
            if all(each is None or each.tzinfo is not None for each in (kept.made, kept.seen)):
                return kept
        return Floors()

    def _metadata(self) -> Path:
        folder = self.place.home / "metadata"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _signed(self, kind: type[T]) -> T:
        """Return one of the four top lists, as it was proven last."""
        return Metadata[T].from_file(str(self._metadata() / f"{kind.type}.json")).signed

    def _proven(self) -> Updater:
        if self._updater is None:
            raise RuntimeError("a repository is looked at before anything is taken from it")
        return self._updater


@dataclass
class _Told:
    what: Refused | Unreached | None = None


@contextmanager
def _told() -> Iterator[_Told]:
    """Turn what the library and the disk raise into what came of it."""
    told = _Told()
    try:
        yield told
    except _RefusedError as broken:
        told.what = broken.refused
    except (exceptions.RepositoryError, exceptions.DownloadError, DeserializationError) as broken:
        told.what = _why(broken)
    except OSError:
        told.what = Refused("disk")
    except (ValueError, KeyError, TypeError):  # what the library says of lists that are none
        told.what = Refused("malformed")


def _why(broken: Exception) -> Refused | Unreached:
    """Return what an exception of the library means, or the one behind it."""
    link: BaseException | None = broken
    while link is not None:
        for kind, code in _CODES:
            if isinstance(link, kind):
                return Refused(code)
        link = link.__cause__
    if isinstance(broken, exceptions.DownloadHTTPError):
        return Unreached("missing")
    return Unreached("offline") if isinstance(broken, exceptions.DownloadError) else Refused("malformed")


def _made(timestamp: Timestamp) -> datetime:
    """Return when it was signed. Raises ValueError where it does not say."""
    said: Any = timestamp.unrecognized_fields.get(MADE)
    made = datetime.fromisoformat(said) if isinstance(said, str) else None
    if made is None or made.tzinfo is None:
        raise ValueError("a timestamp says when it was made")
    return made.astimezone(UTC)


def _room_for(folder: Path, length: int) -> None:
    """Raise OSError where the disk has no room for the part, the whole and a rest."""
    left = os.statvfs(folder)
    if left.f_bavail * left.f_frsize < 2 * length + 64 * 1024 * 1024:
        raise OSError("no room")


def _settle(passing: Path, path: Path) -> None:
    """Let a file stand under its name only when all of it is on the disk."""
    with passing.open("rb") as file:
        os.fsync(file.fileno())
    passing.replace(path)
    settle(path.parent)
