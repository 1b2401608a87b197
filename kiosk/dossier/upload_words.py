"""What the kiosk signs about the pieces of a large dossier."""

from __future__ import annotations

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.dossier.seal import KioskSigner, signed_by
from kiosk.wire.messages import PROTOCOL, canonical
from kiosk.wire.upload import UploadPiece


def sign_piece(signer: KioskSigner, upload_id: bytes, total: int, offset: int, piece: bytes) -> UploadPiece:
    """Return a piece of an upload, or with no bytes the question how far it is, signed by the kiosk."""
    unsigned = UploadPiece(
        protocol=PROTOCOL,
        kiosk_id=signer.kiosk_id,
        upload_id=upload_id,
        total=total,
        offset=offset,
        piece=piece,
        signature=b"",
    )
    return msgspec.structs.replace(unsigned, signature=signer.key.sign(canonical(unsigned)))


def check_piece(piece: UploadPiece, kiosk_public: Ed25519PublicKey) -> bool:
    """Tell whether the kiosk with this key sent this; whose key it is, the caller looks up by kiosk id."""
    return signed_by(kiosk_public, piece.signature, canonical(piece))
