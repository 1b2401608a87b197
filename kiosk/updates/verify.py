"""What is asked of an update beside the signatures, as rules that read nothing and write nothing.

The Update Framework proves who signed what, and that nothing of it is older than what this machine has seen. It
cannot know what was installed before its cache was wiped, nor that the machine's clock was set back: that is asked
here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from kiosk.updates.types import (
    PRODUCT,
    Installed,
    PackKind,
    Refused,
    ReleaseFile,
    UpToDate,
    Version,
    VersionText,
)

Way = Literal["line", "stick"]
"""How the repository was reached."""
ON_LINE: Final = timedelta(days=7)
"""How long a repository on the network says that it is fresh."""
ON_STICK: Final = timedelta(days=45)
"""How long one on a stick does. It would hide news for as long, so the network may not bring it."""
LEEWAY: Final = timedelta(days=1)
"""How far the clocks of a publisher and of a kiosk may be apart."""
LONGEST_RELEASE: Final = 800 * 1024 * 1024
LONGEST_PACK: Final = 400 * 1024 * 1024
_RELEASE = re.compile(r"app/([0-9.]+)\.tar", re.ASCII)
_WARD = re.compile(r"[0-9]{5}", re.ASCII)


class Floors(Struct, frozen=True):
    """The latest hours that this machine has good reason to think past. Both aware."""

    made: datetime | None = None
    """When the newest repository was signed that was found good here."""
    seen: datetime | None = None
    """The latest that the machine's own clock has said."""


def earliest(floors: Floors, installed: Installed) -> datetime:
    """Return the hour before which it cannot be, whatever the clock says.

    What the clock said once counts for 45 days beyond what was signed, no more: a clock that was set to 2099 by
    mistake must not keep updates out until then.
    """
    signed = max(installed.built, floors.made or installed.built)
    return max(signed, min(floors.seen or signed, signed + ON_STICK))


def raised(floors: Floors, now: datetime, made: datetime) -> Floors:
    """Return the floors after a repository of ``made`` was found good.

    One from the future, which only a stolen key can sign, raises nothing.
    """
    signed = [each for each in (floors.made, made if made <= now + LEEWAY else None) if each is not None]
    return Floors(max(signed, default=None), max(floors.seen or now, now))


def stale(
    expires: Iterable[datetime], made: datetime, way: Way, now: datetime, earliest_now: datetime
) -> Refused | None:
    """Tell whether one of a repository's parts is past its end.

    ``expires``: of every part, the timestamp's first; ``made``: when that one was signed.
    """
    ends = list(expires)
    if any(end <= max(now, earliest_now) for end in ends):
        return Refused("frozen")
    if way == "line" and ends[0] - made > ON_LINE + LEEWAY:
        return Refused("frozen")
    return None


class Said(Struct, frozen=True):
    """What the signed list says of a release beside length and hash."""

    product: str
    version: VersionText
    rings: tuple[Annotated[int, Meta(ge=0, le=9)], ...]
    """For which it has been promoted."""
    withdrawn: bool
    schema: Annotated[int, Meta(ge=0)]
    reads_schema: tuple[Annotated[int, Meta(ge=0)], Annotated[int, Meta(ge=0)]]
    served_from: Annotated[int, Meta(ge=0)]
    floor: VersionText
    built: datetime


class PackSaid(Struct, frozen=True):
    """What the ward's signed list says of a pack; the same stands in pack.toml within."""

    product: str
    ward: str
    kind: PackKind
    number: Annotated[int, Meta(ge=1)]


@dataclass(frozen=True)
class Offer:
    """A release in the signed list."""

    name: str
    version: Version
    said: Said


def release_name(version: Version) -> str:
    """Return the name under which a release is listed."""
    return f"app/{version}.tar"


def pack_name(ward: str, kind: PackKind) -> str:
    """Return the name under which the ward's content is listed. Raises ValueError for what is no ward."""
    if not _WARD.fullmatch(ward):
        raise ValueError("a ward's code is five digits")
    return f"content/{ward}/{kind}.tar"


def offer(name: str, custom: object) -> Offer | Refused:
    """Return what is offered under a name in the signed list."""
    found = _RELEASE.fullmatch(name)
    version = found and Version.read(found[1])
    if not version or release_name(version) != name:
        return Refused("wrong-name")
    try:
        said = msgspec.convert(custom, Said)
    except msgspec.ValidationError:
        return Refused("malformed")
    if said.product != PRODUCT:
        return Refused("wrong-product")
    if Version.read(said.version) != version:
        return Refused("wrong-name")
    return Offer(name, version, said)


def choose(offers: Collection[Offer], ring: int, installed: Installed) -> Offer | UpToDate | Refused:
    """Return what a kiosk of this ring should take: the highest release that is promoted to it and not withdrawn.

    A lower one than the installed is taken only where the installed one has been withdrawn, by a list that knows it.
    What this machine's store cannot be served by is left out, and so is what would leave no way back, so that who is
    far behind goes by way of a release between.
    """
    mine = [each for each in offers if ring in each.said.rings and not each.said.withdrawn]
    same = [each for each in offers if each.version == installed.version]
    if not mine:
        return UpToDate() if same or not offers else Refused("older-repository")
    best = max(mine, key=lambda each: each.version)
    if best.version == installed.version:
        return UpToDate()
    if best.version < installed.version:
        if not same:
            return Refused("older-repository")
        if not same[0].said.withdrawn:
            return UpToDate()
    if best.version < installed.floor:
        return Refused("below-floor")
    ahead = best.version > installed.version
    allowed = [
        each
        for each in mine
        if (each.version > installed.version) == ahead and each.version >= installed.floor
    ]
    serving = [each for each in allowed if serves(each.said, installed)]
    fitting = [each for each in serving if not ahead or leaves_a_way_back(each.said, installed)]
    if fitting:
        return max(fitting, key=lambda each: each.version)
    return Refused("no-way-back" if serving else "unreadable-store")


def serves(said: Said, installed: Installed) -> bool:
    """Tell whether the release can serve what the installed one has stored, whichever of the two is the newer."""
    lowest, _ = said.reads_schema
    return lowest <= installed.schema and installed.served_from <= said.schema


def leaves_a_way_back(said: Said, installed: Installed) -> bool:
    """Tell whether the installed release could serve what this one would make of the store."""
    return said.served_from <= installed.schema


def is_same(said: Said, within: ReleaseFile) -> bool:
    """Tell whether the release says of itself what the signed list says of it."""
    return (
        (within.product, Version.read(within.version), Version.read(within.floor))
        == (said.product, Version.read(said.version), Version.read(said.floor))
        and (within.schema, within.reads_schema, within.served_from)
        == (said.schema, said.reads_schema, said.served_from)
        and within.built == said.built
    )


def newer_pack(said: PackSaid, ward: str, kind: PackKind, have: int) -> UpToDate | Refused | None:
    """Tell why a ward's pack is not to be taken where number ``have`` (0: none) is installed; None where it is."""
    if said.product != PRODUCT:
        return Refused("wrong-product")
    if (said.ward, said.kind) != (ward, kind):
        return Refused("wrong-name")
    if said.number == have:
        return UpToDate()
    return Refused("rolled-back") if said.number < have else None
