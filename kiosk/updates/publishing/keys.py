"""The publisher's keys: one file each, outside the repository, readable by their owner only."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner

ROOTS: Final = ("root-1", "root-2", "root-3")
"""Three people hold one each; two of them together say who may sign."""
TARGETS: Final = "targets"
ONLINE: Final = ("snapshot", "timestamp")
"""These two lie where the repository is kept fresh; whoever steals them can stop updates, not make one."""


class PublishingError(Exception):
    """Something that must not be published, or cannot be. ``says``: to a person."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def of_ward(ward: str) -> str:
    """Return the name of the role, and of the key, by which a ward signs its content."""
    return f"content-{ward}"


@dataclass(frozen=True)
class KeyFolder:
    """Keys by name, as far as they are here: who signs content need not hold what signs releases."""

    path: Path

    def make(self, *names: str) -> None:
        """Make the keys that are not there yet. Raises PublishingError."""
        self._outside()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path.chmod(0o700)
        for name in names:
            if not self._file(name).exists():
                self._write(name)

    def has(self, name: str) -> bool:
        """Tell whether the key lies here."""
        return self._file(name).exists()

    def retire(self, name: str) -> None:
        """Put a key aside that signs nothing any more, under a name of its own."""
        number = 1
        while (aside := self.path / f"{name}.old-{number}.pem").exists():
            number += 1
        self._file(name).rename(aside)

    def signer(self, name: str) -> CryptoSigner:
        """Return what signs with the key. Raises PublishingError."""
        path = self._file(name)
        try:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise PublishingError(f"{path}: others can read this key; chmod 600, or better a new one")
            key = load_pem_private_key(path.read_bytes(), None)
            if not isinstance(key, Ed25519PrivateKey):
                raise PublishingError(f"{path}: this is no key of ours")
        except OSError as broken:
            raise PublishingError(f"{path}: the key is not here") from broken
        except ValueError as broken:
            raise PublishingError(f"{path}: this is no key") from broken
        return CryptoSigner(key)

    def _file(self, name: str) -> Path:
        return self.path / f"{name}.pem"

    def _write(self, name: str) -> None:
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(self._file(name), how, 0o600), "wb") as file:
            file.write(CryptoSigner.generate_ed25519().private_bytes)

    def _outside(self) -> None:
        """No key may lie where a commit could take it along."""
        at = self.path.absolute().resolve()
        if any((each / ".git").exists() for each in (at, *at.parents)):
            raise PublishingError(f"{self.path} lies in a repository: keys must lie outside")
