"""Sealing a helper's day list to that helper, and what they report to the ward; and what kiosk and desk sign of both.

HPKE as dossiers are sealed (see ``seal``); the bytes beside the ciphertext are bound to it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.dossier.errors import DossierError
from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import KioskSigner, WardPrivateKey, WardPublicKey, key_id, moment, signed_by
from kiosk.ids import WardCode
from kiosk.wire import visits
from kiosk.wire.drafts import Asking
from kiosk.wire.messages import PROTOCOL, canonical
from kiosk.wire.visits import DayList, DayLists, ReportWord, SealedDayList, SealedReport, VisitReport

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal_list(found: DayList, helper_public: bytes) -> SealedDayList:
    """Return the list as only the holder of badge and PIN can read it. ``helper_public``: X25519, 32 bytes."""
    envelope = SealedDayList(helper=found.helper, day=found.day, key_id=key_id(helper_public), sealed=b"")
    public = X25519PublicKey.from_public_bytes(helper_public)
    sealed = _SUITE.encrypt(visits.encode_list(found), public, _of_list(envelope))
    return msgspec.structs.replace(envelope, sealed=sealed)


def open_list(sealed: SealedDayList, private: bytes) -> DayList:
    """Return what was sealed. Raises DossierError: ``wrong-key``, ``unreadable``, ``wrong-schema``.

    ``unreadable`` is also a list whose envelope names another helper or day than it holds.
    """
    key = X25519PrivateKey.from_private_bytes(private)
    if sealed.key_id != key_id(key.public_key().public_bytes_raw()):
        raise DossierError("wrong-key")
    try:
        found = visits.decode_list(_SUITE.decrypt(sealed.sealed, key, _of_list(sealed)))
    except (InvalidTag, ValueError):
        # Without the cause: its words may quote the plaintext.
        raise DossierError("unreadable") from None
    if found.schema != visits.SCHEMA:
        raise DossierError("wrong-schema")
    if (found.helper, found.day) != (sealed.helper, sealed.day):
        raise DossierError("unreadable")
    return found


def seal_report(
    report: VisitReport, *, ward: WardCode, ward_key: WardPublicKey, signer: KioskSigner, sealed_at: datetime
) -> SealedReport:
    """Return the report as only the ward can read it, signed by the kiosk. Raises DossierError ``wrong-kiosk``."""
    if report.kiosk_id != signer.kiosk_id:
        raise DossierError("wrong-kiosk")
    envelope = SealedReport(
        protocol=PROTOCOL,
        report=report.report,
        visit=report.visit,
        kiosk_id=signer.kiosk_id,
        ward=ward,
        key_id=ward_key.key_id,
        sealed_at=moment(sealed_at),
        sealed=b"",
        signature=b"",
    )
    public = X25519PublicKey.from_public_bytes(ward_key.raw)
    sealed = _SUITE.encrypt(visits.encode_report(report), public, _of_report(envelope))
    unsigned = msgspec.structs.replace(envelope, sealed=sealed)
    return msgspec.structs.replace(unsigned, signature=signer.key.sign(canonical(unsigned)))


def check_report(sealed: SealedReport, kiosk_public: Ed25519PublicKey) -> bool:
    """Tell whether the holder of the kiosk's key signed exactly this report."""
    return signed_by(kiosk_public, sealed.signature, canonical(sealed))


def open_report(sealed: SealedReport, ward_private: WardPrivateKey) -> VisitReport:
    """Return what was sealed; see ``check_report`` for the signature.

    Raises DossierError: ``wrong-key``, ``unreadable``, ``wrong-schema``, ``wrong-kiosk``, ``wrong-dossier`` (of
    another visit, or under another id, than the envelope says).
    """
    if sealed.key_id != ward_private.public.key_id:
        raise DossierError("wrong-key")
    private = X25519PrivateKey.from_private_bytes(ward_private.raw)
    try:
        report = visits.decode_report(_SUITE.decrypt(sealed.sealed, private, _of_report(sealed)))
    except (InvalidTag, ValueError):
        raise DossierError("unreadable") from None
    if report.schema != visits.SCHEMA:
        raise DossierError("wrong-schema")
    if report.kiosk_id != sealed.kiosk_id:
        raise DossierError("wrong-kiosk")
    if (report.report, report.visit) != (sealed.report, sealed.visit):
        raise DossierError("wrong-dossier")
    return report


def sign_lists(lists: DayLists, desk_signer: DeskSigner) -> DayLists:
    """Return the lists with the desk's key id and signature."""
    unsigned = msgspec.structs.replace(lists, desk_key_id=desk_signer.key_id, signature=b"")
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_lists(lists: DayLists, asking: Asking, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's answer to exactly this question."""
    answers = (lists.kiosk_id, lists.asked_at) == (asking.kiosk_id, asking.asked_at)
    named = lists.desk_key_id == key_id(desk_public.public_bytes_raw())
    return answers and named and signed_by(desk_public, lists.signature, canonical(lists))


def sign_report_word(word: ReportWord, desk_signer: DeskSigner) -> ReportWord:
    """Return the word with the desk's key id and signature."""
    unsigned = msgspec.structs.replace(word, desk_key_id=desk_signer.key_id, signature=b"")
    return msgspec.structs.replace(unsigned, signature=desk_signer.key.sign(canonical(unsigned)))


def check_report_word(word: ReportWord, sealed: SealedReport, desk_public: Ed25519PublicKey) -> bool:
    """Tell whether this is the desk's word about exactly these bytes."""
    about = (word.kiosk_id, word.report, word.sealed_sha256)
    meant = (sealed.kiosk_id, sealed.report, report_digest(sealed))
    named = word.desk_key_id == key_id(desk_public.public_bytes_raw())
    return about == meant and named and signed_by(desk_public, word.signature, canonical(word))


def report_digest(sealed: SealedReport) -> bytes:
    """Return what the desk vouches for: SHA-256 over the sealed bytes."""
    return hashlib.sha256(sealed.sealed).digest()


def _of_list(sealed: SealedDayList) -> bytes:
    return msgspec.msgpack.encode(("day list seal", PROTOCOL, sealed.helper, sealed.day, sealed.key_id))


def _of_report(sealed: SealedReport) -> bytes:
    where = (sealed.protocol, sealed.ward, sealed.key_id)
    what = (sealed.report, sealed.visit, sealed.kiosk_id, visits.SCHEMA, sealed.sealed_at)
    return msgspec.msgpack.encode(("visit report seal", where, what))
