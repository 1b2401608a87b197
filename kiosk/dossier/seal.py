"""Sealing a dossier to the ward and opening it there.

HPKE base mode (RFC 9180): X25519, HKDF-SHA256, ChaCha20-Poly1305, one message a key. Whatever travels beside
the ciphertext is bound to it by HPKE's ``info``, where RFC 9180 §8.1 puts the authenticated values of
single-message use; the kiosk's Ed25519 signature covers the whole envelope.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.dossier.errors import DossierError
from kiosk.ids import KioskId, TicketId, WardCode
from kiosk.wire import dossier as wire_dossier
from kiosk.wire.dossier import Dossier
from kiosk.wire.messages import PROTOCOL, SealedDossier, canonical

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def key_id(raw_public: bytes) -> str:
    """Return the name of a public key: the first 8 bytes of its SHA-256, in hex."""
    return hashlib.sha256(raw_public).digest()[:8].hex()


@dataclass(frozen=True, slots=True)
class WardPublicKey:
    """The X25519 key that dossiers are sealed to."""

    key_id: str
    raw: bytes
    """32 bytes."""

    @classmethod
    def of(cls, raw: bytes) -> WardPublicKey:
        """Name a raw public key of 32 bytes."""
        return cls(key_id(raw), raw)


@dataclass(frozen=True, slots=True)
class WardPrivateKey:
    """The key that opens dossiers; it lives at the desk only and never prints."""

    raw: bytes = field(repr=False)
    """32 bytes."""

    @property
    def public(self) -> WardPublicKey:
        """Return the key to seal to."""
        return WardPublicKey.of(X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class KioskSigner:
    """A kiosk and the key by which the desk knows it."""

    kiosk_id: KioskId
    key: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> Ed25519PublicKey:
        """Return the key that the desk checks with."""
        return self.key.public_key()


def seal(
    dossier: Dossier,
    *,
    ward: WardCode,
    ward_key: WardPublicKey,
    signer: KioskSigner,
    ticket_id: TicketId,
    sealed_at: datetime,
) -> SealedDossier:
    """Return the dossier as only the ward can read it, signed by the kiosk.

    Raises DossierError ``wrong-kiosk`` or ``wrong-schema`` when the dossier does not say who seals it
    and how. ``sealed_at`` is aware.
    """
    if dossier.kiosk_id != signer.kiosk_id:
        raise DossierError("wrong-kiosk")
    if dossier.schema != wire_dossier.SCHEMA:
        raise DossierError("wrong-schema")
    envelope = SealedDossier(
        protocol=PROTOCOL,
        dossier_id=dossier.dossier_id,
        kiosk_id=signer.kiosk_id,
        ward=ward,
        key_id=ward_key.key_id,
        ticket_id=ticket_id,
        sealed_at=moment(sealed_at),
        sealed=b"",
        signature=b"",
    )
    public = X25519PublicKey.from_public_bytes(ward_key.raw)
    sealed = _SUITE.encrypt(wire_dossier.encode(dossier), public, _bound(envelope))
    unsigned = msgspec.structs.replace(envelope, sealed=sealed)
    return msgspec.structs.replace(unsigned, signature=signer.key.sign(canonical(unsigned)))


def open_sealed(sealed: SealedDossier, ward_private: WardPrivateKey) -> Dossier:
    """Return what was sealed. Does not check the kiosk's signature: see ``verify_kiosk``.

    Raises DossierError: ``wrong-protocol``, ``wrong-key`` (sealed to another key), ``unreadable`` (damaged,
    or the envelope was exchanged), ``wrong-schema``, ``wrong-kiosk``, ``wrong-dossier`` (inside and outside
    differ).
    """
    if sealed.protocol != PROTOCOL:
        raise DossierError("wrong-protocol")
    if sealed.key_id != ward_private.public.key_id:
        raise DossierError("wrong-key")
    private = X25519PrivateKey.from_private_bytes(ward_private.raw)
    try:
        dossier = wire_dossier.decode(_SUITE.decrypt(sealed.sealed, private, _bound(sealed)))
    except (InvalidTag, ValueError):
        # ValueError is msgspec's kind too. Without the cause: its words may quote the plaintext.
        raise DossierError("unreadable") from None
    if dossier.schema != wire_dossier.SCHEMA:
        raise DossierError("wrong-schema")
    if dossier.kiosk_id != sealed.kiosk_id:
        raise DossierError("wrong-kiosk")
    if dossier.dossier_id != sealed.dossier_id:
        raise DossierError("wrong-dossier")
    return dossier


def verify_kiosk(sealed: SealedDossier, public: Ed25519PublicKey) -> bool:
    """Tell whether the holder of the kiosk's key signed exactly this envelope."""
    return signed_by(public, sealed.signature, canonical(sealed))


def signed_by(public: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Tell whether ``signature`` is ``public``'s over ``data``."""
    try:
        public.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def moment(at: datetime) -> str:
    """Return an aware time as the wire writes it: ISO 8601 with offset, to the second."""
    if at.tzinfo is None:
        raise ValueError("a time on the wire is aware")
    return at.isoformat(timespec="seconds")


def _bound(sealed: SealedDossier) -> bytes:
    where = (sealed.protocol, sealed.ward, sealed.key_id)
    what = (sealed.dossier_id, sealed.kiosk_id, wire_dossier.SCHEMA, sealed.sealed_at, sealed.ticket_id)
    return msgspec.msgpack.encode(("dossier seal", where, what))
