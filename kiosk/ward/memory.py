"""A desk in memory: stores once, signs receipts, and fails on demand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import msgspec

from kiosk.ids import DossierId, TicketId
from kiosk.outbox.ports import Unreached
from kiosk.wire.messages import (
    PROTOCOL,
    DossierStatus,
    IntakeReply,
    IntakeResult,
    Receipt,
    SealedDossier,
)
from kiosk.wire.upload import is_heavy

Fault = Literal[
    "none",
    "offline",
    "nonsense",
    "reply-lost",
    "half-stored",
    "refused",
    "result-missing",
    "receipt-missing",
    "receipt-forged",
    "receipt-of-another",
    "results-twice",
    "results-reordered",
    "unknown-result",
    "breaks-half-way",
]
"""``reply-lost``: all is stored and the answer never comes; ``half-stored``: only every second dossier;
``breaks-half-way``: nothing is stored, and of a heavy one a part is there."""


class MemoryDesk:
    """The WardLink's twin. ``faults`` are used up, one a call, from the left; without any the desk works."""

    def __init__(
        self,
        make_receipt: Callable[[SealedDossier], Receipt],
        make_status: Callable[[SealedDossier], DossierStatus],
    ) -> None:
        """Take the desk's hand: what it signs on storing, and the state of what it has stored just now."""
        self._make_receipt = make_receipt
        self._make_status = make_status
        self.faults: deque[Fault] = deque()
        self.stored: dict[DossierId, SealedDossier] = {}
        self.statuses: dict[TicketId, DossierStatus] = {}
        """By receipt ticket; a test that plays the officer puts a later one here."""
        self.stores = 0
        """How many times something was stored; more than ``stored`` holds would mean twice."""

    def deliver(
        self,
        dossiers: tuple[SealedDossier, ...],
        *,
        patient: bool = False,  # noqa: ARG002 - it is quick
    ) -> IntakeReply | Unreached:
        """Store what is new and answer with a receipt each, or as the next fault says."""
        fault = self.faults.popleft() if self.faults else "none"
        if fault in {"offline", "nonsense"}:
            return Unreached(fault)
        if fault == "breaks-half-way":
            return Unreached("offline", further=[is_heavy(len(one.sealed)) for one in dossiers] == [True])
        taken = dossiers[::2] if fault == "half-stored" else dossiers
        if fault == "refused":
            results = [_refused(dossier) for dossier in dossiers]
        else:
            results = [self._take(dossier) for dossier in taken]
        if fault == "reply-lost":
            return Unreached("timeout")
        return IntakeReply(protocol=PROTOCOL, results=tuple(_spoilt(results, fault)))

    def status(self, ticket_id: TicketId, asked_at: datetime) -> DossierStatus | Unreached | None:
        """Return the ticket's state, or as the next fault says."""
        del asked_at
        fault = self.faults.popleft() if self.faults else "none"
        if fault in {"offline", "nonsense"}:
            return Unreached(fault)
        return Unreached("timeout") if fault == "reply-lost" else self.statuses.get(ticket_id)

    def _take(self, dossier: SealedDossier) -> IntakeResult:
        known = self.stored.get(dossier.dossier_id)
        if known is not None and known.sealed != dossier.sealed:
            return IntakeResult(dossier_id=dossier.dossier_id, outcome="refused", reason="id-conflict")
        if known is None:
            self.stored[dossier.dossier_id] = dossier
            self.statuses[dossier.ticket_id] = self._make_status(dossier)
            self.stores += 1
        outcome: Literal["stored", "duplicate"] = "stored" if known is None else "duplicate"
        return IntakeResult(
            dossier_id=dossier.dossier_id, outcome=outcome, receipt=self._make_receipt(dossier)
        )


def _refused(dossier: SealedDossier) -> IntakeResult:
    return IntakeResult(dossier_id=dossier.dossier_id, outcome="refused", reason="unreadable")


def _spoilt(results: list[IntakeResult], fault: Fault) -> list[IntakeResult]:
    match fault:
        case "result-missing":
            return results[1:]
        case "receipt-missing":
            return [msgspec.structs.replace(result, receipt=None) for result in results]
        case "receipt-forged":
            return [_with_receipt(result, signature=bytes(64)) for result in results]
        case "receipt-of-another":
            receipts = [result.receipt for result in results]
            turned = receipts[1:] + receipts[:1]
            if len(results) == 1:
                return [_with_receipt(results[0], dossier_id=DossierId("0" * 32))]
            return [msgspec.structs.replace(one, receipt=of) for one, of in zip(results, turned, strict=True)]
        case "results-twice":
            return results * 2
        case "results-reordered":
            return results[::-1]
        case "unknown-result":
            stranger = DossierId("f" * 32)
            return [*(msgspec.structs.replace(one, dossier_id=stranger) for one in results[:1]), *results]
    return results


def _with_receipt(result: IntakeResult, **changes: object) -> IntakeResult:
    if result.receipt is None:
        return result
    return msgspec.structs.replace(result, receipt=msgspec.structs.replace(result.receipt, **changes))
