"""Keys and their files: one key a file, 32 raw bytes as 64 hex digits and a line end.

A private key's file is the owner's alone (mode 600); a looser one is refused, since whoever else could
read it may have. Writing never replaces a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.dossier.errors import KeyFileError
from kiosk.dossier.seal import WardPrivateKey, WardPublicKey

RAW_LENGTH = 32
_HEX_LENGTH = 2 * RAW_LENGTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
RandomBytes = Callable[[int], bytes]


def new_signing_key(random_bytes: RandomBytes) -> Ed25519PrivateKey:
    """Return a fresh key to sign with (a kiosk's, a desk's, a ward's for its roster)."""
    return Ed25519PrivateKey.from_private_bytes(random_bytes(RAW_LENGTH))


def new_ward_key(random_bytes: RandomBytes) -> WardPrivateKey:
    """Return a fresh key that dossiers are sealed to."""
    return WardPrivateKey(random_bytes(RAW_LENGTH))


def store_signing_key(path: Path, key: Ed25519PrivateKey) -> None:
    """Write a private signing key, mode 600. Raises KeyFileError ``exists`` or ``unwritable``."""
    _write(path, key.private_bytes_raw(), 0o600)


def store_signing_public(path: Path, key: Ed25519PublicKey) -> None:
    """Write a public signing key, mode 644. Raises KeyFileError ``exists`` or ``unwritable``."""
    _write(path, key.public_bytes_raw(), 0o644)


def store_ward_key(path: Path, key: WardPrivateKey) -> None:
    """Write the key that opens dossiers, mode 600. Raises KeyFileError ``exists`` or ``unwritable``."""
    _write(path, key.raw, 0o600)


def store_ward_public(path: Path, key: WardPublicKey) -> None:
    """Write the key to seal to, mode 644. Raises KeyFileError ``exists`` or ``unwritable``."""
    _write(path, key.raw, 0o644)


def load_signing_key(path: Path) -> Ed25519PrivateKey:
    """Read a private signing key. Raises KeyFileError ``missing``, ``loose-mode`` or ``not-a-key``."""
    return Ed25519PrivateKey.from_private_bytes(_read(path, private=True))


def load_signing_public(path: Path) -> Ed25519PublicKey:
    """Read a public signing key. Raises KeyFileError ``missing`` or ``not-a-key``."""
    return Ed25519PublicKey.from_public_bytes(_read(path, private=False))


def load_ward_key(path: Path) -> WardPrivateKey:
    """Read the key that opens dossiers. Raises KeyFileError ``missing``, ``loose-mode`` or ``not-a-key``."""
    return WardPrivateKey(_read(path, private=True))


def load_ward_public(path: Path) -> WardPublicKey:
    """Read the key to seal to. Raises KeyFileError ``missing`` or ``not-a-key``."""
    return WardPublicKey.of(_read(path, private=False))


def _write(path: Path, raw: bytes, mode: int) -> None:
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        try:
            _write_whole(unfinished, raw, mode)
            # A link, unlike a rename, replaces nothing: the file appears whole or not at all.
            os.link(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except FileExistsError:
        raise KeyFileError("exists", str(path)) from None
    except OSError as error:
        raise KeyFileError("unwritable", str(path)) from error


def _write_whole(path: Path, raw: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(raw.hex().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path, *, private: bool) -> bytes:
    try:
        with path.open("rb") as file:
            if private and os.fstat(file.fileno()).st_mode & _OTHERS:
                raise KeyFileError("loose-mode", str(path))
            text = file.read(_HEX_LENGTH + 2)
    except OSError as error:
        raise KeyFileError("missing", str(path)) from error
    digits = text.strip()
    if len(digits) != _HEX_LENGTH or digits.strip(b"0123456789abcdefABCDEF"):
        raise KeyFileError("not-a-key", str(path))
    return bytes.fromhex(digits.decode())
