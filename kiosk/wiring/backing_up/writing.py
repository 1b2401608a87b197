"""Writing a backup: beside the kiosk that runs, and under its name only when all of it can be read from the stick."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from kiosk.clock import SystemClock
from kiosk.disk import settle
from kiosk.dossier.backup import BackupWriter, Made
from kiosk.dossier.errors import DossierError
from kiosk.ids import SystemIds, WardCode
from kiosk.outbox.ports import Entry
from kiosk.outbox.visits import KeptReport
from kiosk.settings import Settings
from kiosk.store.backing_up import everything
from kiosk.store.connection import Database
from kiosk.tickets.ports import StoreError
from kiosk.ward.place import WardRefused
from kiosk.wire.backup import BackedDossier, BackedDraft, BackedReport, BackupEnd, Item
from kiosk.wire.drafts import LockedDraft
from kiosk.wire.visits import SealedReport
from kiosk.wiring.backing_up.arguments import Say
from kiosk.wiring.build import DATABASE, WiringError, key_ring

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

GOOD, NOT_WRITTEN, IMPOSSIBLE = 0, 1, 2
SUFFIX: Final = ".kiosk-backup"
_UNFINISHED: Final = ".part"
SAYS: Final = (
    "✓ {file}: {dossiers} dossiers, {drafts} saved visits and {reports} reports of visits at home that the ward does "
    "not have yet, sealed to the ward.\n"
    "  At the desk: kiosk desk restore {file}\n"
    "  Not in it: pictures of papers that belong to a saved visit, figures, and what helpers did since the last "
    "heartbeat."
)


def back_up(settings: Settings, folder: Path, say: Say) -> int:
    """Carry out ``kiosk backup``. Returns GOOD, NOT_WRITTEN or IMPOSSIBLE."""
    now = SystemClock().now()
    path = folder / f"{settings.kiosk.kiosk_id}-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    if not folder.is_dir():
        say(f"✗ {folder}: no such folder. Is the stick mounted?")
        return IMPOSSIBLE
    try:
        ring = key_ring(settings)
    except (DossierError, WardRefused, WiringError) as broken:
        say(f"✗ this machine has no keys that it could seal with ({broken}): sudo kiosk enrol")
        return IMPOSSIBLE
    made = Made(WardCode(settings.point.ward.code), now)
    try:
        with _file(path) as file:
            writer = BackupWriter(file, made, ring.ward_key, ring.signer, SystemIds().random_bytes)
            end = _written(settings, writer, made)
    except OSError as broken:
        say(f"✗ nothing was written: {broken.strerror or 'the stick does not answer'}")
        return NOT_WRITTEN
    except StoreError as broken:
        say(f"✗ nothing was written: what is stored cannot be read ({broken})")
        return NOT_WRITTEN
    say(SAYS.format(file=path, dossiers=end.dossiers, drafts=end.drafts, reports=end.reports))
    return GOOD


def _written(settings: Settings, writer: BackupWriter, made: Made) -> BackupEnd:
    source = settings.state / DATABASE
    if source.exists():
        database = Database(source)
        try:
            for one in everything(database, made.at):
                writer.add(_item(one))
        finally:
            database.close()
    return writer.finish()


def _item(one: Entry | LockedDraft | KeptReport) -> Item:
    match one:
        case Entry():
            return BackedDossier(dossier=one.dossier)
        case LockedDraft():
            return BackedDraft(draft=one)
    return BackedReport(report=msgspec.msgpack.decode(one.sealed, type=SealedReport))


class _Noted(io.BufferedWriter):
    """A file of which it is known what it ought to hold."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__(raw)
        self.sha256 = hashlib.sha256()

    def write(self, buffer: ReadableBuffer, /) -> int:
        self.sha256.update(buffer)
        return super().write(buffer)


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that has its name only when all of it has been read from the disk again. Raises OSError."""
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        with _Noted(io.FileIO(unfinished, "xb")) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _read_again(unfinished, file.sha256.digest())
        unfinished.replace(path)
        settle(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _read_again(path: Path, sha256: bytes) -> None:
    """Raise OSError where a stick holds something else than what it has taken, as worn and forged ones do."""
    with path.open("rb") as file:
        # from the stick itself, not from what memory has of it
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if hashlib.file_digest(file, "sha256").digest() != sha256:
            raise OSError(errno.EIO, "the stick does not give back what was written: take another")
