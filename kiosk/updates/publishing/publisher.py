"""What the publisher does: each act leaves a repository that kiosks can read, or changes nothing that they see."""

from __future__ import annotations

import filecmp
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from tuf.api.metadata import Targets

from kiosk.updates.publishing.keys import ONLINE, ROOTS, TARGETS, PublishingError, of_ward
from kiosk.updates.publishing.lists import Lists
from kiosk.updates.publishing.releasing import Made, build, pack, written
from kiosk.updates.taking import PACK_FILE
from kiosk.updates.types import PRODUCT, PackKind, ReleaseFile, Version
from kiosk.updates.verify import PackSaid, Said, pack_name, release_name


@dataclass(frozen=True)
class Wish:
    """What is asked of a release beside its content."""

    version: Version
    ring: int
    schema: int
    reads_from: int
    served_from: int
    floor: Version | None = None
    """None: as the highest release so far; for the first, itself."""


class Publisher:
    """One repository and the keys at hand."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists

    def keys(self, wards: tuple[str, ...]) -> Path:
        """Make what is missing of keys and repository; return the root that is put on each machine."""
        for ward in wards:
            pack_name(ward, "procedures")
        if not self.lists.metadata.exists():
            self.lists.keys.make(*ROOTS, TARGETS, *ONLINE)
            self.lists.begin()
        for ward in wards:
            self.lists.keys.make(of_ward(ward))
            self.lists.allow(ward)
        return self.lists.metadata / "1.root.json"

    def publish(self, wish: Wish, source: Path, wheels: Path) -> str:
        """Make a release and list it for one ring; return the name that it is listed under."""
        targets, name = self._releases(), release_name(wish.version)
        if name in targets.targets:
            raise PublishingError(
                f"{wish.version} is published: a release never changes, take the next number"
            )
        built = self.lists.now().replace(microsecond=0)
        floor = wish.floor or self._floor(targets) or wish.version
        if floor > wish.version:
            raise PublishingError(f"the floor {floor} is above the release itself")
        reads = (wish.reads_from, wish.schema)
        file = ReleaseFile(
            PRODUCT, str(wish.version), built, wish.schema, reads, wish.served_from, str(floor)
        )
        said = Said(
            PRODUCT, str(wish.version), (wish.ring,), withdrawn=False, schema=wish.schema,
            reads_schema=reads, served_from=wish.served_from, floor=str(floor), built=built,
        )  # fmt: skip
        with TemporaryDirectory(dir=self.lists.folder) as passing:
            archive = Path(passing) / "release.tar"
            build(Made(source, wheels, file), archive)
            self.lists.add(targets, name, archive, msgspec.to_builtins(said))
        self._list(targets)
        return name

    def promote(self, version: Version, ring: int) -> None:
        """Let a release go to one more ring."""
        targets = self._releases()
        said = self._said(targets, version)
        if said.withdrawn:
            raise PublishingError(f"{version} has been withdrawn")
        rings = tuple(sorted({*said.rings, ring}))
        self._say(targets, version, msgspec.structs.replace(said, rings=rings))

    def withdraw(self, version: Version) -> None:
        """Let no kiosk take a release any more, and those that have it go back to the one before."""
        targets = self._releases()
        said = self._said(targets, version)
        self._say(targets, version, msgspec.structs.replace(said, withdrawn=True))

    def content(self, ward: str, kind: PackKind, source: Path) -> int:
        """Publish a ward's content; return its number. ``source``: ward.yaml, or a folder of recordings."""
        content, name = self.lists.content(ward), pack_name(ward, kind)
        former = content.targets.get(name)
        number = 1 + (0 if former is None else msgspec.convert(former.custom, PackSaid).number)
        said = PackSaid(PRODUCT, ward, kind, number)
        files = {PACK_FILE: written(said), **_files(kind, source)}
        with TemporaryDirectory(dir=self.lists.folder) as passing:
            archive = Path(passing) / "pack.tar"
            pack(files, archive)
            self.lists.add(content, name, archive, msgspec.to_builtins(said))
        self.lists.sign_content(ward, content)
        self.lists.refresh()
        return number

    def usb(self, folder: Path) -> None:
        """Lay the repository onto a stick, with a timestamp that holds 45 days.

        What is wanted is copied before what says so, the timestamp last: a stick pulled out half-way offers nothing
        new. A file that an earlier try has cut is copied again; what is listed no more, or withdrawn, is taken away.
        """
        for part in ("metadata", "targets"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        wanted = self._wanted()
        for source in wanted:
            target = folder / source.relative_to(self.lists.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or not filecmp.cmp(source, target, shallow=False):
                shutil.copyfile(source, target)
        with TemporaryDirectory(dir=self.lists.folder) as passing:
            self.lists.for_stick(Path(passing))
            for source in self.lists.metadata.glob("[0-9]*.json"):
                shutil.copyfile(source, folder / "metadata" / source.name)
            shutil.copyfile(Path(passing) / "timestamp.json", folder / "metadata" / "timestamp.new")
            (folder / "metadata" / "timestamp.new").replace(folder / "metadata" / "timestamp.json")
        kept = {folder / each.relative_to(self.lists.folder) for each in wanted}
        for former in (folder / "targets").rglob("*.tar"):
            if former not in kept:
                former.unlink()

    def _wanted(self) -> list[Path]:
        """Return the files of all that is listed and not withdrawn."""
        releases = self._releases()
        roles = (releases.delegations.roles or {}) if releases.delegations else {}
        lists = [releases, *(self.lists.content(role.removeprefix("content-")) for role in roles)]
        return [
            self.lists.targets_folder / target.get_prefixed_paths()[0]
            for each in lists
            for target in each.targets.values()
            if not (isinstance(target.custom, dict) and target.custom.get("withdrawn"))
        ]

    def _releases(self) -> Targets:
        return self.lists.latest(Targets)

    def _said(self, targets: Targets, version: Version) -> Said:
        target = targets.targets.get(release_name(version))
        if target is None:
            raise PublishingError(f"{version} is not published")
        return msgspec.convert(target.custom, Said)

    def _say(self, targets: Targets, version: Version, said: Said) -> None:
        fields: dict[str, Any] = targets.targets[release_name(version)].unrecognized_fields
        fields["custom"] = msgspec.to_builtins(said)
        self._list(targets)

    def _list(self, targets: Targets) -> None:
        self.lists.sign_targets(targets)
        self.lists.refresh()

    def _floor(self, targets: Targets) -> Version | None:
        floors = [
            Version.read(msgspec.convert(target.custom, Said).floor)
            for name, target in targets.targets.items()
            if name.startswith("app/")
        ]
        return max((each for each in floors if each is not None), default=None)


def _files(kind: PackKind, source: Path) -> dict[str, bytes]:
    """Return what a pack of the kind holds, by name."""
    if kind == "procedures":
        return {"ward.yaml": source.read_bytes()}
    return {
        f"voices/{each.relative_to(source).as_posix()}": each.read_bytes()
        for each in sorted(source.rglob("*"))
        if each.is_file() and not each.is_symlink() and not each.name.startswith(".")
    }
