"""Writing and reading a kiosk's backup piece by piece: never more than one item is in memory.

A key for the one file is sealed to the ward by HPKE; each item is sealed by it with ChaCha20-Poly1305 under its own
number and bound to the head, so that none can be exchanged, left out or moved unseen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.dossier.errors import DossierError
from kiosk.dossier.seal import KioskSigner, WardPrivateKey, WardPublicKey, moment, signed_by
from kiosk.ids import WardCode
from kiosk.wire.backup import (
    FORMAT,
    MAGIC,
    PIECE_LIMIT,
    BackedDossier,
    BackedDraft,
    BackedReport,
    BackupEnd,
    BackupHead,
    Item,
    Last,
)
from kiosk.wire.messages import canonical

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_KEY: Final = 32
_LENGTH: Final = 4
_NONCE: Final = 12
_ITEM: Final = msgspec.msgpack.Decoder(Last)
_HEAD: Final = msgspec.msgpack.Decoder(BackupHead)
_KINDS: Final = (BackedDossier, BackedDraft, BackedReport)


@dataclass(frozen=True)
class Made:
    """For which ward, and when (aware)."""

    ward: WardCode
    at: datetime


class BackupWriter:
    """Writes one backup into a file that is open for it. Raises OSError as the file does."""

    def __init__(
        self,
        file: BinaryIO,
        made: Made,
        ward_key: WardPublicKey,
        signer: KioskSigner,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        self._file, self._signer = file, signer
        key = random_bytes(_KEY)
        self._cipher = ChaCha20Poly1305(key)
        head = BackupHead(
            format=FORMAT,
            kiosk_id=signer.kiosk_id,
            ward=made.ward,
            made_at=moment(made.at),
            key_id=ward_key.key_id,
            sealed_key=b"",
        )
        sealed = _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(ward_key.raw), _bound(head))
        raw = msgspec.msgpack.encode(msgspec.structs.replace(head, sealed_key=sealed))
        self._head = hashlib.sha256(raw).digest()
        self._items = hashlib.sha256()
        self._counts = dict.fromkeys(_KINDS, 0)
        file.write(MAGIC + len(raw).to_bytes(_LENGTH, "big") + raw)

    def add(self, item: Item) -> None:
        """Write one item."""
        piece = self._sealed(item)
        self._items.update(piece)
        self._counts[type(item)] += 1
        self._file.write(piece)

    def finish(self) -> BackupEnd:
        """Write the end, without which it is no backup, and return it."""
        dossiers, drafts, reports = (self._counts[kind] for kind in _KINDS)
        unsigned = BackupEnd(
            head_sha256=self._head, items_sha256=self._items.digest(),
            dossiers=dossiers, drafts=drafts, reports=reports, signature=b"",
        )  # fmt: skip
        end = msgspec.structs.replace(unsigned, signature=self._signer.key.sign(canonical(unsigned)))
        self._file.write(self._sealed(end))
        return end

    def _sealed(self, item: Last) -> bytes:
        number = sum(self._counts.values())
        sealed = self._cipher.encrypt(_nonce(number), msgspec.msgpack.encode(item), self._head)
        return len(sealed).to_bytes(_LENGTH, "big") + sealed


class BackupReader:
    """Reads one backup from a file that is open at its beginning.

    Raises DossierError at once: ``no-backup``, ``torn``, ``wrong-protocol`` (a newer kiosk's), ``wrong-key`` (another
    ward's), ``unreadable``.
    """

    def __init__(self, file: BinaryIO, keys: Mapping[str, WardPrivateKey]) -> None:
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise DossierError("no-backup")
        raw = self._piece()[_LENGTH:]
        try:
            self.head = _HEAD.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise DossierError("unreadable") from None
        if self.head.format != FORMAT:
            raise DossierError("wrong-protocol")
        key = keys.get(self.head.key_id)
        if key is None:
            raise DossierError("wrong-key")
        self._digest = hashlib.sha256(raw).digest()
        self._cipher = ChaCha20Poly1305(_opened(self.head, key))
        self.end: BackupEnd | None = None
        """Once all items have been read: the end that fits them; its signature is looked at by ``is_signed``."""

    def items(self) -> Iterator[Item]:
        """Yield all items.

        Raises DossierError: ``torn`` where the end is missing, ``unreadable`` at what is not the file's own.
        """
        digest, counts = hashlib.sha256(), dict.fromkeys(_KINDS, 0)
        while True:
            piece = self._piece()
            item = self._item(piece[_LENGTH:], sum(counts.values()))
            if isinstance(item, BackupEnd):
                said = (item.head_sha256, item.items_sha256, item.dossiers, item.drafts, item.reports)
                if said != (self._digest, digest.digest(), *(counts[kind] for kind in _KINDS)):
                    raise DossierError("unreadable")
                if self._file.read(1):
                    raise DossierError("unreadable")
                self.end = item
                return
            digest.update(piece)
            counts[type(item)] += 1
            yield item

    def is_signed(self, public: Ed25519PublicKey) -> bool:
        """Tell whether the holder of the kiosk's key has written all of it."""
        return self.end is not None and signed_by(public, self.end.signature, canonical(self.end))

    def _item(self, sealed: bytes, number: int) -> Last:
        try:
            item: Last = _ITEM.decode(self._cipher.decrypt(_nonce(number), sealed, self._digest))
        except (InvalidTag, msgspec.MsgspecError, UnicodeDecodeError):
            # without the cause: its words may quote what was sealed
            raise DossierError("unreadable") from None
        return item

    def _piece(self) -> bytes:
        length = self._file.read(_LENGTH)
        size = int.from_bytes(length, "big")
        if len(length) == _LENGTH and size > PIECE_LIMIT:
            raise DossierError("unreadable")
        body = self._file.read(size)
        if len(length) < _LENGTH or len(body) < size:
            raise DossierError("torn")
        return length + body


def _opened(head: BackupHead, key: WardPrivateKey) -> bytes:
    try:
        private = X25519PrivateKey.from_private_bytes(key.raw)
        opened = _SUITE.decrypt(head.sealed_key, private, _bound(head))
    except (InvalidTag, ValueError):
        raise DossierError("unreadable") from None
    if len(opened) != _KEY:
        raise DossierError("unreadable")
    return opened


def _bound(head: BackupHead) -> bytes:
    return msgspec.msgpack.encode(
        ("kiosk backup", head.format, head.kiosk_id, head.ward, head.made_at, head.key_id)
    )


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE, "big")
