"""What an update is, and what may come of asking for one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import msgspec
from msgspec import Meta, Struct

PRODUCT: Final = "support-point-kiosk"
"""What every release and every pack of ours is signed for."""
RELEASE_FILE: Final = "release.toml"
"""At the top of a release: what it says of itself."""
_VERSION = re.compile(r"(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4})){1,3}", re.ASCII)

Why = Literal[
    "signature",  # signed by nobody who may, or by too few
    "tampered",  # other bytes than those that were signed, or parts that were not published together
    "rolled-back",  # older than what has been seen here
    "frozen",  # out of date: the repository, or the way to it, stands still
    "too-long",  # more bytes than were promised or than anything may have
    "too-slow",  # fewer bytes a second than any line carries
    "malformed",  # cannot be read as what it should be
    "wrong-product",  # signed by ours, for something else
    "wrong-name",  # a name that leads elsewhere
    "below-floor",  # older than what may ever replace the installed release
    "older-repository",  # a repository from before the installed release
    "unreadable-store",  # cannot serve what this machine has stored
    "no-way-back",  # would store what the installed release could not serve, were it gone back to
    "archive",  # holds what no release holds: links, devices, ways out
    "wheels",  # carries no libraries that this machine's Python could use
    "content",  # a pack in which the content's own check finds errors
    "disk",  # this machine could not write it
]


@dataclass(frozen=True, order=True)
class Version:
    """Two to four numbers, ordered as numbers: 2026.9.1 is before 2026.11."""

    parts: tuple[int, ...]

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the version that ``text`` spells, or None where it spells none."""
        if not _VERSION.fullmatch(text):
            return None
        numbers = [int(each) for each in text.split(".")]
        while len(numbers) > 2 and not numbers[-1]:  # noqa: PLR2004 - 2026.11.0 is 2026.11
            numbers.pop()
        return cls(tuple(numbers))

    def __str__(self) -> str:
        """Spell it."""
        return ".".join(str(each) for each in self.parts)


VersionText = Annotated[str, Meta(pattern=rf"^{_VERSION.pattern}$")]


class ReleaseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """release.toml."""

    product: str
    version: VersionText
    built: datetime
    """When it was published: no clock of a machine that runs it can be right and earlier. Aware."""
    schema: Annotated[int, Meta(ge=0)]
    """How many of the store's steps this release knows: what it makes of a store."""
    reads_schema: tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]
    """The lowest store that it takes over, and the highest that it is sure of: its own."""
    served_from: Annotated[int, Meta(ge=0)]
    """How many of the store's steps a release must know to serve what this one has stored."""
    floor: VersionText
    """The lowest release that may ever replace it."""


@dataclass(frozen=True)
class Installed:
    """The release that this machine runs: everything that is asked of an update is asked beside it."""

    version: Version
    floor: Version
    built: datetime
    schema: int
    reads_schema: tuple[int, int]
    """The lowest store that it takes over, and the highest that it is sure of."""
    served_from: int
    """How many of the store's steps a release must know to serve what this one has stored."""

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return what the release in ``folder`` says of itself. Raises OSError and msgspec.MsgspecError."""
        said = msgspec.toml.decode((folder / RELEASE_FILE).read_bytes(), type=ReleaseFile)
        version, floor = Version.read(said.version), Version.read(said.floor)
        if version is None or floor is None or said.built.tzinfo is None:
            raise msgspec.ValidationError("a release says its version, its floor and an aware time")
        return cls(version, floor, said.built, said.schema, said.reads_schema, said.served_from)


@dataclass(frozen=True)
class Release:
    """A release that has been proven and lies on this machine, not unpacked."""

    version: Version
    ring: int
    """For which it was promoted, the kiosk's own."""
    archive: Path
    """A tar without compression whose names have been looked through: see ``archives``."""
    sha256: str
    length: int
    """Bytes."""
    schema: int
    reads_schema: tuple[int, int]
    served_from: int
    floor: Version
    built: datetime


PackKind = Literal["procedures", "voices"]


@dataclass(frozen=True)
class Pack:
    """A ward's content that has been proven and lies on this machine, not unpacked."""

    ward: str
    kind: PackKind
    number: int
    """Counts up with each pack of this ward and kind."""
    archive: Path
    sha256: str
    length: int


@dataclass(frozen=True)
class UpToDate:
    """There is nothing newer for this machine."""


@dataclass(frozen=True)
class Unreached:
    """The repository is not there, or not all of it: later perhaps. What was fetched is kept to go on from."""

    why: Literal["offline", "missing", "timeout"]


@dataclass(frozen=True)
class Refused:
    """Something was there that must not be taken. What runs here goes on."""

    code: Why
