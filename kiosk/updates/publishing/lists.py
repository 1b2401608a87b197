"""The signed lists of a repository: who may sign, what is released, what belongs together, and until when it holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from kiosk.updates.publishing.keys import ONLINE, ROOTS, TARGETS, KeyFolder, PublishingError, of_ward
from kiosk.updates.repository import MADE
from kiosk.updates.verify import ON_LINE, ON_STICK

T = TypeVar("T", Root, Timestamp, Snapshot, Targets)
_LASTS: Final = {
    "root": timedelta(days=3 * 365),
    "targets": timedelta(days=400),
    "snapshot": timedelta(days=60),
}
_WRITTEN: Final = JSONSerializer(compact=False)


@dataclass(frozen=True)
class Lists:
    """The folder that a web server hands out as it is: metadata/ and targets/."""

    folder: Path
    keys: KeyFolder
    now: Callable[[], datetime]

    @property
    def metadata(self) -> Path:
        """Where the lists lie."""
        return self.folder / "metadata"

    @property
    def targets_folder(self) -> Path:
        """Where what they list lies."""
        return self.folder / "targets"

    def begin(self) -> None:
        """Make an empty repository whose root is signed by at least two of three."""
        if self.metadata.exists():
            raise PublishingError(f"{self.folder} is a repository already")
        self.metadata.mkdir(parents=True)
        self.targets_folder.mkdir(parents=True, exist_ok=True)
        root = Root(consistent_snapshot=True)
        root.roles[Root.type].threshold = 2
        for name in ROOTS:
            root.add_key(self.keys.signer(name).public_key, Root.type)
        for name in (TARGETS, *ONLINE):
            root.add_key(self.keys.signer(name).public_key, name)
        root.version = 0
        self._sign_root(root)
        self.sign_targets(_first(Targets()))
        self._sign_snapshot(_first(Snapshot()))
        self._sign_timestamp(_first(Timestamp()), ON_LINE, self.metadata)

    def rotate(self, *names: str) -> None:
        """Give roles new keys by a new root, and sign again what they sign: stolen ones are good for nothing then."""
        root = self.latest(Root)
        for name in names:
            for keyid in tuple(root.roles[name].keyids):
                root.revoke_key(keyid, name)
            self.keys.retire(name)
            self.keys.make(name)
            root.add_key(self.keys.signer(name).public_key, name)
        self._sign_root(root)
        if TARGETS in names:
            self.sign_targets(self.latest(Targets))
        self.refresh()

    def change_root_key(self, name: str) -> None:
        """Let another key stand for one of the three; two of the former three sign it, too."""
        root = self.latest(Root)
        if not all(self.keys.has(each) for each in ROOTS if each != name):
            raise PublishingError("the two other root keys must sign a new one")
        old = self.keys.signer(name)
        root.revoke_key(old.public_key.keyid, Root.type)
        self.keys.retire(name)
        self.keys.make(name)
        root.add_key(self.keys.signer(name).public_key, Root.type)
        self._sign_root(root)

    def allow(self, ward: str) -> None:
        """Let a ward sign its own content, and nothing else."""
        targets, role = self.latest(Targets), of_ward(ward)
        signer = self.keys.signer(role)
        delegations = targets.delegations or Delegations({}, {})
        if delegations.roles is None or role in delegations.roles:
            return
        delegations.roles[role] = DelegatedRole(role, [], 1, terminating=True, paths=[f"content/{ward}/*"])
        targets.delegations = delegations
        targets.add_key(signer.public_key, role)
        self.sign_content(ward, _first(Targets()))
        self.sign_targets(targets)
        self.refresh()

    def content(self, ward: str) -> Targets:
        """Return the ward's own list. Raises PublishingError."""
        newest = self._newest(of_ward(ward))
        if newest is None:
            raise PublishingError(f"ward {ward} may sign nothing yet: deploy/release keys --ward {ward}")
        return Metadata[Targets].from_file(str(newest)).signed

    def latest(self, kind: type[T]) -> T:
        """Return a list as it was signed last. Raises PublishingError."""
        newest = self._newest(kind.type)
        if newest is None:
            raise PublishingError(f"{self.folder} is no repository yet: deploy/release keys")
        return Metadata[T].from_file(str(newest)).signed

    def sign_targets(self, targets: Targets) -> None:
        """Publish the list of releases; nobody sees it before ``refresh``."""
        self._sign(targets, TARGETS, (TARGETS,), _LASTS["targets"])

    def sign_content(self, ward: str, content: Targets) -> None:
        """Publish a ward's own list; nobody sees it before ``refresh``."""
        self._sign(content, of_ward(ward), (of_ward(ward),), _LASTS["targets"])

    def refresh(self) -> None:
        """Sign what belongs together and the timestamp; a kiosk sees what has been published from then on."""
        self._sign_snapshot(self.latest(Snapshot))
        self._sign_timestamp(self.latest(Timestamp), ON_LINE, self.metadata)

    def for_stick(self, folder: Path) -> None:
        """Sign a timestamp for a stick, and one for the network that is newer: a kiosk may see both."""
        self._sign_snapshot(self.latest(Snapshot))
        timestamp = self.latest(Timestamp)
        self._sign_timestamp(timestamp, ON_STICK, folder)
        self._sign_timestamp(timestamp, ON_LINE, self.metadata)

    def add(self, targets: Targets, name: str, file: Path, custom: Mapping[str, object]) -> None:
        """List a file under a name, and lay it where a kiosk looks for it. It is moved."""
        target = TargetFile.from_file(name, str(file), ["sha256"])
        target.unrecognized_fields["custom"] = dict(custom)
        targets.targets[name] = target
        place = self.targets_folder / target.get_prefixed_paths()[0]
        place.parent.mkdir(parents=True, exist_ok=True)
        file.chmod(0o644)
        file.replace(place)

    def _sign_root(self, root: Root) -> None:
        names = [name for name in ROOTS if self.keys.has(name)]
        if len(names) < root.roles[Root.type].threshold:
            raise PublishingError("two of the three root keys are needed")
        self._sign(root, Root.type, names, _LASTS["root"])

    def _sign_snapshot(self, snapshot: Snapshot) -> None:
        for path in self.metadata.glob("*.json"):
            number, _, role = path.name.removesuffix(".json").partition(".")
            if number.isdigit() and (role == TARGETS or role.startswith("content-")):
                known = snapshot.meta.get(f"{role}.json")
                if known is None or known.version <= int(number):
                    data = path.read_bytes()
                    snapshot.meta[f"{role}.json"] = MetaFile.from_data(int(number), data, ["sha256"])
        self._sign(snapshot, Snapshot.type, (Snapshot.type,), _LASTS["snapshot"])

    def _sign_timestamp(self, timestamp: Timestamp, lasts: timedelta, folder: Path) -> None:
        newest = self._newest(Snapshot.type)
        if newest is None:
            raise PublishingError(f"{self.folder} is no repository yet: deploy/release keys")
        version = Metadata[Snapshot].from_file(str(newest)).signed.version
        timestamp.snapshot_meta = MetaFile.from_data(version, newest.read_bytes(), ["sha256"])
        timestamp.unrecognized_fields[MADE] = self.now().isoformat(timespec="seconds")
        self._sign(timestamp, Timestamp.type, (Timestamp.type,), lasts, folder)

    def _sign(
        self,
        signed: T,
        role: str,
        names: tuple[str, ...] | list[str],
        lasts: timedelta,
        folder: Path | None = None,
    ) -> None:
        signed.version += 1
        signed.expires = (self.now() + lasts).astimezone(UTC)
        made = Metadata(signed)
        for name in names:
            made.sign(self.keys.signer(name), append=True)
        name = "timestamp.json" if role == Timestamp.type else f"{signed.version}.{role}.json"
        path = (folder or self.metadata) / name
        passing = path.with_suffix(".new")
        with passing.open("wb") as file:
            file.write(made.to_bytes(_WRITTEN))
            file.flush()
            os.fsync(file.fileno())
        passing.chmod(0o644)
        passing.replace(path)

    def _newest(self, role: str) -> Path | None:
        if role == Timestamp.type:
            path = self.metadata / "timestamp.json"
            return path if path.exists() else None
        found = {int(each.name.partition(".")[0]): each for each in self.metadata.glob(f"[0-9]*.{role}.json")}
        return found[max(found)] if found else None


def _first(signed: T) -> T:
    """Let the first version that is signed be 1."""
    signed.version = 0
    return signed
