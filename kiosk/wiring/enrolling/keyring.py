"""The folder of a machine's keys, changed as a whole: the new one is made beside it and put in its place at once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.disk import settle
from kiosk.dossier import keys
from kiosk.dossier.errors import KeyFileError
from kiosk.dossier.seal import WardPublicKey
from kiosk.wire.enrol import AskToEnrol, Enrolled

SIGNING = "kiosk_sign.key"
_WISH = "wish.bin"
_STRETCHED = "stretched.key"


class Keyring:
    """The folder in force, ``<name>.new`` while one is being made, ``<name>.old`` for the moment of the change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._new = folder.with_name(folder.name + ".new")
        self._old = folder.with_name(folder.name + ".old")

    def mend(self) -> None:
        """Take up what a power cut left half done: the old keys stay in force until the new ones are.

        Raises KeyFileError ``unwritable``.
        """
        try:
            if self._old.exists():
                if self.folder.exists():
                    self._drop(self._old)
                else:
                    self._old.rename(self.folder)
                    settle(self.folder.parent)
            self._forget_wish()
        except OSError as error:
            raise KeyFileError("unwritable", str(self.folder)) from error

    def stands(self) -> bool:
        """Tell whether this machine has keys."""
        return (self.folder / SIGNING).exists()

    def begun(self) -> tuple[AskToEnrol, bytes] | None:
        """Return the wish that was sent and not yet answered, and what its code stretches to."""
        try:
            wish = msgspec.msgpack.decode((self._new / _WISH).read_bytes(), type=AskToEnrol)
            return wish, bytes.fromhex((self._new / _STRETCHED).read_text("ascii").strip())
        except (OSError, ValueError):
            return None

    def begin(self, signing: Ed25519PrivateKey, wish: AskToEnrol, stretched: bytes) -> None:
        """Keep a fresh key and the wish made with it, in place of any other begun. Raises OSError, KeyFileError."""
        self._drop(self._new)
        self._new.mkdir(mode=0o700, parents=True)
        keys.store_signing_key(self._new / SIGNING, signing)
        _write(self._new / _WISH, msgspec.msgpack.encode(wish))
        _write(self._new / _STRETCHED, stretched.hex().encode())

    def finish(self, answer: Enrolled) -> None:
        """Put the new keys in force, all or none. Raises OSError, KeyFileError, ValueError (keys that are none)."""
        new = self._new
        for path in new.iterdir():
            if path.name not in {SIGNING, _WISH, _STRETCHED}:
                path.unlink()
        keys.store_ward_public(new / "ward_public.key", WardPublicKey.of(answer.ward_public))
        for name, raw in (
            ("desk_public.key", answer.desk_public),
            ("roster_public.key", answer.roster_public),
        ):
            keys.store_signing_public(new / name, Ed25519PublicKey.from_public_bytes(raw))
        _write(new / "roster.bin", answer.roster)
        settle(new)
        if self.folder.exists():
            self.folder.rename(self._old)
        new.rename(self.folder)
        settle(self.folder.parent)
        self._drop(self._old)
        self._forget_wish()

    def _forget_wish(self) -> None:
        """Nothing is asked any more; before, the same wish can be sent again whatever happens in between."""
        for path in (self.folder / _WISH, self.folder / _STRETCHED):
            if path.exists():
                overwrite(path)

    def _drop(self, folder: Path) -> None:
        if folder.exists():
            for path in folder.rglob("*"):
                if path.is_file():
                    overwrite(path)
            shutil.rmtree(folder)
            settle(folder.parent)


def overwrite(path: Path) -> None:
    """Write over a file's bytes, bring that to the disk, and delete it. Raises OSError."""
    with path.open("r+b", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        for pattern in (b"\xff", b"\0"):
            file.seek(0)
            left = size
            while left > 0:
                left -= file.write(pattern * min(left, 1 << 20))
            os.fsync(file.fileno())
    path.unlink()


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
