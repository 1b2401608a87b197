"""What kiosk and desk prove to each other with the code that ward IT has carried over; see wire/enrol.py."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import key_id, moment, signed_by
from kiosk.ids import KioskId, WardCode
from kiosk.wire.enrol import AskToEnrol, AskToRetire, Enrolled, Retired
from kiosk.wire.messages import PROTOCOL, canonical

KEY_BYTES: Final = 32
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class StretchCost:
    """What one guess at a code costs."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


FULL_STRETCH: Final = StretchCost()


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to be known, and where it says that it stands."""

    ward: WardCode
    kiosk_id: KioskId
    series: str
    point: str


def stretch(code: str, ward: str, kiosk_id: str, cost: StretchCost = FULL_STRETCH) -> bytes:
    """Return the key that a code stands for at one kiosk of one ward; takes as long as the cost says."""
    salt = hashlib.sha256(msgspec.msgpack.encode(["kiosk enrolment", ward, kiosk_id])).digest()[:_SALT_BYTES]
    slow = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return slow.derive(code.encode())


def ask_to_enrol(
    wish: Wish, signing: Ed25519PrivateKey, stretched: bytes, *, nonce: bytes, at: datetime
) -> AskToEnrol:
    """Return a wish that bears both proofs. ``at`` is aware."""
    bare = AskToEnrol(
        protocol=PROTOCOL,
        ward=wish.ward,
        kiosk_id=wish.kiosk_id,
        series=wish.series,
        point=wish.point,
        public_key=signing.public_key().public_bytes_raw(),
        nonce=nonce,
        asked_at=moment(at),
        proof=b"",
        signature=b"",
    )
    signed = msgspec.structs.replace(bare, signature=signing.sign(canonical(bare)))
    return msgspec.structs.replace(signed, proof=_proof(stretched, signed))


def knows_code(message: AskToEnrol | Enrolled, stretched: bytes) -> bool:
    """Tell whether whoever wrote exactly this message knew the code."""
    return hmac.compare_digest(message.proof, _proof(stretched, message))


def holds_key(ask: AskToEnrol) -> bool:
    """Tell whether whoever asks holds the key by which it wants to be known."""
    try:
        public = Ed25519PublicKey.from_public_bytes(ask.public_key)
    except ValueError:
        return False
    return signed_by(public, ask.signature, canonical(msgspec.structs.replace(ask, proof=b"")))


def digest_of(ask: AskToEnrol) -> bytes:
    """Return by what an answer names the wish that it belongs to."""
    return hashlib.sha256(msgspec.msgpack.encode(["wish", *msgspec.structs.astuple(ask)])).digest()


def prove(answer: Enrolled, stretched: bytes) -> Enrolled:
    """Return the answer with the desk's proof."""
    return msgspec.structs.replace(answer, proof=_proof(stretched, answer))


def answers(answer: Enrolled, ask: AskToEnrol, stretched: bytes) -> bool:
    """Tell whether this is the answer to exactly this wish, by somebody who knows the code."""
    same = (answer.protocol, answer.kiosk_id, answer.asked) == (PROTOCOL, ask.kiosk_id, digest_of(ask))
    return same and knows_code(answer, stretched)


def sign_retired(ask: AskToRetire, desk: DeskSigner) -> Retired:
    """Return the desk's word that this kiosk counts as gone."""
    bare = Retired(
        protocol=PROTOCOL,
        kiosk_id=ask.kiosk_id,
        asked_at=ask.asked_at,
        desk_key_id=desk.key_id,
        signature=b"",
    )
    return msgspec.structs.replace(bare, signature=desk.key.sign(canonical(bare)))


def check_retired(said: Retired, ask: AskToRetire, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's word about exactly this kiosk's wish."""
    same = (said.kiosk_id, said.asked_at) == (ask.kiosk_id, ask.asked_at)
    named = said.desk_key_id == key_id(desk_public.public_bytes_raw())
    return same and named and signed_by(desk_public, said.signature, canonical(said))


def _proof(stretched: bytes, message: AskToEnrol | Enrolled) -> bytes:
    bare = msgspec.structs.replace(message, proof=b"")
    fields = [type(message).__name__, *msgspec.structs.astuple(bare)]
    return hmac.new(stretched, msgspec.msgpack.encode(fields), hashlib.sha256).digest()
