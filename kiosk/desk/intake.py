"""Taking a batch of sealed dossiers in: check, store once, and only then promise."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.copies import one_at_a_time, take_copy_in
from kiosk.desk.envelopes import columns
from kiosk.desk.homes import note_home
from kiosk.desk.site import Site
from kiosk.dossier.errors import DossierError
from kiosk.dossier.receipts import make_receipt, sealed_digest
from kiosk.dossier.seal import verify_kiosk
from kiosk.wire.dossier import Dossier
from kiosk.wire.messages import PROTOCOL, IntakeBatch, IntakeReply, IntakeResult, SealedDossier

log = logging.getLogger(__name__)
_HEX_ID = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(r"[0-9T:+.Z-]{1,40}")
"""As long as the column."""
NUL = "\0"
"""The one letter that PostgreSQL neither keeps nor looks for."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A dossier that passed every check and may be stored."""

    sealed: SealedDossier
    kiosk: models.Kiosk
    procedure: str
    channel: str
    number_mark: str
    write_digest: bytes

    @property
    def is_copy(self) -> bool:
        """Tell whether it is no application, and stands apart from all."""
        return self.channel == "copy"


@dataclass(frozen=True, slots=True)
class Refused:
    """A dossier that may not be stored, and why."""

    sealed: SealedDossier
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier that stands in the database; ``stored_now`` False when it stood there before."""

    sealed: SealedDossier
    received_at: datetime
    quarantined: bool
    stored_now: bool


def take_in(site: Site, batch: IntakeBatch) -> IntakeReply:
    """Store what may be stored in one transaction and return one result a dossier, in the batch's order.

    Receipts are signed after the commit. The same dossier sent again gets the same receipt.
    """
    checked = [_check(site, sealed) for sealed in batch.dossiers]
    # stored in one order by all, so that two batches never wait for each other in a circle
    in_order = sorted(enumerate(checked), key=lambda one: one[1].sealed.dossier_id)
    with transaction.atomic():
        if any(isinstance(one, Passed) and one.is_copy for one in checked):
            one_at_a_time(site)
        kept = {at: _store(site, one) if isinstance(one, Passed) else one for at, one in in_order}
    results = tuple(_result(site, kept[at]) for at in range(len(checked)))
    for result in results:
        log.info("intake outcome=%s reason=%s", result.outcome, result.reason or "-")
    return IntakeReply(protocol=PROTOCOL, results=results)


def number_mark(site: Site, number: str) -> str:
    """Return under which value a ticket number is found: letters and digits only, keyed, one-way."""
    plain = "".join(letter for letter in number.casefold() if letter.isalnum())
    return hmac.new(site.secret.encode(), b"ticket number:" + plain.encode(), hashlib.sha256).hexdigest()


def _check(site: Site, sealed: SealedDossier) -> Passed | Refused:
    if sealed.ward != site.ward:
        return Refused(sealed, "wrong-ward")
    kiosk = known_kiosk(site, sealed.kiosk_id)
    if kiosk is None:
        return Refused(sealed, "unknown-kiosk")
    if not verify_kiosk(sealed, public_key(kiosk)):
        return Refused(sealed, "bad-signature")
    if not (is_id(sealed.dossier_id) and is_id(sealed.ticket_id) and is_time(sealed.sealed_at)):
        return Refused(sealed, "unreadable")
    try:
        dossier: Dossier = site.keys.open(sealed)
    except DossierError as error:
        log.warning("intake unreadable code=%s", error.code)
        return Refused(sealed, "unreadable")
    if NUL in dossier.procedure:
        return Refused(sealed, "unreadable")
    return Passed(
        sealed,
        kiosk,
        dossier.procedure[:32],
        dossier.channel,
        number_mark(site, dossier.number),
        write_digest=dossier.write_digest,
    )


def is_time(text: str) -> bool:
    """Tell whether ``text`` is a moment with its offset, in letters that every database keeps."""
    try:
        at = datetime.fromisoformat(text)
        at.astimezone(VIETNAM)
    except (ValueError, OverflowError):
        return False
    return at.tzinfo is not None and _TIME.fullmatch(text) is not None


def known_kiosk(site: Site, kiosk_id: str) -> models.Kiosk | None:
    """Return the ward's kiosk of that name, a revoked one too."""
    if NUL in kiosk_id:
        return None
    found: models.Kiosk | None = models.Kiosk.objects.filter(ward=site.ward, kiosk_id=kiosk_id).first()
    return found


def is_id(text: str) -> bool:
    """Tell whether ``text`` can be the id of a dossier or a ticket."""
    return _HEX_ID.fullmatch(text) is not None


def public_key(kiosk: models.Kiosk) -> Ed25519PublicKey:
    """Return the key that the kiosk signs with."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(kiosk.public_key))


def _store(site: Site, passed: Passed) -> Kept | Refused:
    sealed, arrival = passed.sealed, site.ids.new()
    if passed.is_copy:
        return _store_copy(site, passed, arrival)
    models.Dossier.objects.bulk_create([_row(site, passed, arrival)], ignore_conflicts=True)
    row = models.Dossier.objects.get(ward=site.ward, dossier_id=sealed.dossier_id)
    same = bytes(row.sealed_sha256) == sealed_digest(sealed) and row.ticket_id == sealed.ticket_id
    if not (same and row.kiosk_id == passed.kiosk.pk):
        return Refused(sealed, "id-conflict")
    if row.arrival == arrival:
        note_home(site, row)
    quarantined = row.state == models.Dossier.State.QUARANTINED
    return Kept(sealed, row.received_at.astimezone(VIETNAM), quarantined, row.arrival == arrival)


def _store_copy(site: Site, passed: Passed, arrival: str) -> Kept | Refused:
    row = take_copy_in(
        site,
        passed.sealed,
        kiosk=passed.kiosk,
        write_digest=passed.write_digest,
        procedure=passed.procedure,
        number_mark=passed.number_mark,
        arrival=arrival,
    )
    same = bytes(row.sealed_sha256) == sealed_digest(passed.sealed) and row.kiosk_id == passed.kiosk.pk
    if not same:
        return Refused(passed.sealed, "id-conflict")
    return Kept(passed.sealed, row.received_at.astimezone(VIETNAM), row.apart, row.arrival == arrival)


def _row(site: Site, passed: Passed, arrival: str) -> models.Dossier:
    sealed, states = passed.sealed, models.Dossier.State
    now = site.clock.now().replace(microsecond=0)
    return models.Dossier(
        **columns(sealed),
        kiosk=passed.kiosk,
        procedure=passed.procedure,
        channel=passed.channel,
        number_mark=passed.number_mark,
        arrival=arrival,
        received_at=now,
        state=states.NORMAL if passed.kiosk.revoked_at is None else states.QUARANTINED,
        updated_at=now,
    )


def _result(site: Site, one: Kept | Refused) -> IntakeResult:
    if isinstance(one, Refused):
        return IntakeResult(dossier_id=one.sealed.dossier_id, outcome="refused", reason=one.reason)
    receipt = make_receipt(one.sealed, site.keys.signer, one.received_at)
    if not one.stored_now:
        return IntakeResult(dossier_id=one.sealed.dossier_id, outcome="duplicate", receipt=receipt)
    outcome: Literal["quarantined", "stored"] = "quarantined" if one.quarantined else "stored"
    return IntakeResult(dossier_id=one.sealed.dossier_id, outcome=outcome, receipt=receipt)
