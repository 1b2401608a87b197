"""One desk: its settings, keys, clock and identifiers, gathered once and handed to every page."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import Clock
from kiosk.desk.settings import DeskSettings, SettingsError
from kiosk.dossier.errors import DossierError, KeyFileError
from kiosk.dossier.keys import load_signing_key, load_ward_key
from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import WardPrivateKey, open_sealed
from kiosk.ids import Ids
from kiosk.wire.dossier import Dossier
from kiosk.wire.messages import SealedDossier

TRIAL_MARK = "TRIAL"
ROSTER_KEY = "roster_sign.key"
FIRST_ROSTER = "roster.bin"
"""In the keys' folder: the roster that the ward began with, from before the desk issued any."""
_SECRET_BYTES = 48


@dataclass(frozen=True, slots=True)
class DeskKeys:
    """What the desk opens and signs with; private to its process."""

    ward: dict[str, WardPrivateKey] = field(repr=False)
    """By key id: the present key, and former ones kept so that older dossiers stay readable."""
    signer: DeskSigner = field(repr=False)
    roster: Ed25519PrivateKey | None = field(repr=False, default=None)
    """Signs who may help at the points; None: this desk issues no rosters."""

    def open(self, sealed: SealedDossier) -> Dossier:
        """Return the plaintext. Raises DossierError; ``wrong-key`` when none of the ward's keys fits."""
        key = self.ward.get(sealed.key_id)
        if key is None:
            raise DossierError("wrong-key")
        return open_sealed(sealed, key)


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a request needs beyond its own content."""

    settings: DeskSettings
    state: Path
    keys: DeskKeys
    trial: bool
    """True on example keys: shown on every page, and other machines are refused."""
    clock: Clock
    ids: Ids
    secret: str = field(repr=False)

    @property
    def ward(self) -> str:
        """Return the ward's code, the tenant key of every query."""
        return self.settings.ward.code

    @property
    def folder(self) -> Path:
        """Return where the desk keeps its own files."""
        return self.state / self.settings.folder


def open_site(settings: DeskSettings, state: Path, clock: Clock, ids: Ids) -> Site:
    """Read the keys and the session secret (made at first use, mode 600).

    Raises SettingsError when a key is missing, damaged or readable by others.
    """
    state = state.resolve()
    keys_folder = state / settings.keys
    folder = state / settings.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Site(
        settings=settings,
        state=state,
        keys=_read_keys(keys_folder),
        trial=(keys_folder / TRIAL_MARK).exists(),
        clock=clock,
        ids=ids,
        secret=_secret(folder / "session_secret", ids),
    )


def _read_keys(folder: Path) -> DeskKeys:
    try:
        present = load_ward_key(folder / "ward_private.key")
        former = [load_ward_key(path) for path in sorted(folder.glob("ward_private.*.key"))]
        signer = DeskSigner(load_signing_key(folder / "desk_sign.key"))
        roster = load_signing_key(folder / ROSTER_KEY) if (folder / ROSTER_KEY).exists() else None
    except KeyFileError as error:
        raise SettingsError("keys", f"key keys: {error}") from error
    return DeskKeys(ward={key.public.key_id: key for key in (*former, present)}, signer=signer, roster=roster)


def _secret(path: Path, ids: Ids) -> str:
    with contextlib.suppress(FileExistsError):
        write_private(path, ids.random_bytes(_SECRET_BYTES).hex())
    return path.read_text(encoding="ascii").strip()


def write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read. Raises FileExistsError when it is there already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
