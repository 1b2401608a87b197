"""A sealed dossier or copy as columns of the database, and back again exactly as it came."""

from __future__ import annotations

from typing import Any

from kiosk.desk import models
from kiosk.dossier.receipts import sealed_digest
from kiosk.wire.messages import SealedDossier


def columns(sealed: SealedDossier) -> dict[str, Any]:
    """Return what a row keeps of it; the kiosk is a row of its own."""
    return {
        "ward": sealed.ward,
        "dossier_id": sealed.dossier_id,
        "ticket_id": sealed.ticket_id,
        "protocol": sealed.protocol,
        "key_id": sealed.key_id,
        "sealed_at": sealed.sealed_at,
        "sealed": sealed.sealed,
        "sealed_sha256": sealed_digest(sealed),
        "signature": sealed.signature,
    }


def envelope(row: models.Dossier | models.LeftCopy) -> SealedDossier:
    """Return the sealed dossier or copy exactly as it came."""
    return SealedDossier(
        protocol=row.protocol,
        dossier_id=row.dossier_id,
        kiosk_id=row.kiosk.kiosk_id,
        ward=row.ward,
        key_id=row.key_id,
        ticket_id=row.ticket_id,
        sealed_at=row.sealed_at,
        sealed=bytes(row.sealed),
        signature=bytes(row.signature),
    )
