"""Taking an update: a release for the kiosk's ring, or its ward's content. Nothing is laid out here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from kiosk.updates import archives
from kiosk.updates.repository import Repository
from kiosk.updates.types import (
    RELEASE_FILE,
    Installed,
    Pack,
    PackKind,
    Refused,
    Release,
    ReleaseFile,
    Unreached,
    UpToDate,
    Version,
)
from kiosk.updates.verify import (
    LONGEST_PACK,
    LONGEST_RELEASE,
    Offer,
    PackSaid,
    Said,
    choose,
    is_same,
    newer_pack,
    offer,
    pack_name,
)

PACK_FILE = "pack.toml"
"""At the top of a ward's pack: what it says of itself."""


def look_for_release(
    repository: Repository, installed: Installed, ring: int
) -> Offer | UpToDate | Unreached | Refused:
    """Tell which release this machine should take, without fetching it."""
    amiss = repository.look()
    if amiss is not None:
        return amiss
    offers: list[Offer] = []
    for name, file in repository.releases().items():
        found = offer(name, file.custom)
        if isinstance(found, Refused):
            return found
        offers.append(found)
    return repository.found_good() or choose(offers, ring, installed)


def take_release(
    repository: Repository, installed: Installed, ring: int
) -> Release | UpToDate | Unreached | Refused:
    """Fetch the release that this machine should take, and prove it."""
    chosen = look_for_release(repository, installed, ring)
    if not isinstance(chosen, Offer):
        return chosen
    file, said = repository.releases()[chosen.name], chosen.said
    path = repository.fetch(file, LONGEST_RELEASE)
    if isinstance(path, Refused | Unreached):
        return path
    amiss, floor = (
        _looked_through(path, RELEASE_FILE, lambda text: _is_release(text, said)),
        Version.read(said.floor),
    )
    if amiss is not None or floor is None:
        path.unlink(missing_ok=True)
        return amiss or Refused("malformed")
    return Release(
        chosen.version,
        ring,
        path,
        file.hashes["sha256"],
        file.length,
        said.schema,
        said.reads_schema,
        said.served_from,
        floor,
        said.built,
    )


def take_pack(
    repository: Repository, ward: str, kind: PackKind, have: int
) -> Pack | UpToDate | Unreached | Refused:
    """Fetch the ward's content of a kind where it is newer than number ``have`` (0: none), and prove it."""
    amiss = repository.look()
    if amiss is not None:
        return amiss
    name = pack_name(ward, kind)
    file = repository.listed(name)
    if file is None:
        return UpToDate()
    if isinstance(file, Refused | Unreached):
        return file
    try:
        said = msgspec.convert(file.custom, PackSaid)
    except msgspec.ValidationError:
        return Refused("malformed")
    known = repository.found_good() or newer_pack(said, ward, kind, have)
    if known is not None:
        return known
    path = repository.fetch(file, LONGEST_PACK)
    if isinstance(path, Refused | Unreached):
        return path
    refused = _looked_through(path, PACK_FILE, lambda text: msgspec.toml.decode(text, type=PackSaid) == said)
    if refused is not None:
        path.unlink(missing_ok=True)
        return refused
    return Pack(ward, kind, said.number, path, file.hashes["sha256"], file.length)


def _is_release(text: bytes, said: Said) -> bool:
    return is_same(said, msgspec.toml.decode(text, type=ReleaseFile))


def _looked_through(path: Path, name: str, is_said: Callable[[bytes], bool]) -> Refused | None:
    """Tell why an archive is not the one that was listed: by its names, or by what it says of itself in a file."""
    try:
        amiss = archives.look_through(path)
        text = archives.read_file(path, name) if amiss is None else None
    except OSError:
        return Refused("disk")
    if amiss is not None:
        return amiss
    try:
        same = text is not None and is_said(text)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        same = False
    return None if same else Refused("wrong-product")
