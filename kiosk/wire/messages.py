"""The messages between a kiosk and its ward's desk.

All travel by HTTP POST as MessagePack; a reader of version N refuses unknown fields, so a change of meaning
is a new ``PROTOCOL``. What a message has learnt to say since is left out while there is nothing to say
(``omit_defaults``), and is said only to those who have asked so that they can read it. Times are ISO 8601 with
offset. Nothing here is readable personal data: a dossier is sealed, a ticket is named by its derived id.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from kiosk.ids import DossierId, KioskId, ProcedureCode, TicketId, WardCode

PROTOCOL = 1
BATCH_LIMIT = 50
CONTENT_TYPE = "application/x-msgpack"
INTAKE_PATH = "/api/v1/intake"
STATUS_PATH = "/api/v1/status"
READS = "reads"
STATUS_IN_PARTS = "parts"
STATUS_ASKED = f"{STATUS_PATH}?{READS}={STATUS_IN_PARTS}"
"""Where a kiosk asks that can read ``missing`` and ``to_pay``; a desk that knows neither hears STATUS_PATH alone."""
HELLO_PATH = "/api/v1/hello"


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all messages share."""


class SealedDossier(Message, frozen=True):
    """A dossier that only the ward can open (design: HPKE, signed by the kiosk)."""

    protocol: int
    dossier_id: DossierId
    kiosk_id: KioskId
    ward: WardCode
    key_id: str
    """Which ward key it is sealed to."""
    ticket_id: TicketId
    """Derived from the receipt ticket's secret; under it the desk answers status questions."""
    sealed_at: str
    sealed: bytes
    """HPKE enc || ciphertext."""
    signature: bytes
    """Ed25519 by the kiosk over the canonical bytes of all fields above."""


class IntakeBatch(Message, frozen=True):
    """At most BATCH_LIMIT dossiers, in the order in which they were sealed."""

    protocol: int
    kiosk_id: KioskId
    dossiers: tuple[SealedDossier, ...]


class Receipt(Message, frozen=True):
    """The desk's promise that it has stored exactly these bytes."""

    dossier_id: DossierId
    sealed_sha256: bytes
    kiosk_id: KioskId
    received_at: str
    desk_key_id: str
    signature: bytes
    """Ed25519 by the desk over the canonical bytes of all fields above."""


class IntakeResult(Message, frozen=True):
    """What became of one dossier. ``receipt`` is present for stored, duplicate and quarantined."""

    dossier_id: DossierId
    outcome: Literal["stored", "duplicate", "quarantined", "refused"]
    receipt: Receipt | None = None
    reason: str = ""
    """A short code when refused: bad-signature, unknown-kiosk, wrong-ward, unreadable, id-conflict."""


class IntakeReply(Message, frozen=True):
    """One result a dossier, in any order."""

    protocol: int
    results: tuple[IntakeResult, ...]


class StatusQuery(Message, frozen=True):
    """Asks where a dossier is. Signed by the kiosk so that a stranger cannot guess at ids."""

    protocol: int
    kiosk_id: KioskId
    ticket_id: TicketId
    asked_at: str
    signature: bytes


class DossierStatus(Message, frozen=True, omit_defaults=True):
    """Where a dossier is, signed by the desk. Tells no name and no number.

    To a kiosk that has not asked at STATUS_ASKED, ``missing`` and ``to_pay`` are told within ``note``.
    """

    ticket_id: TicketId
    procedure: ProcedureCode
    status: int
    """1..10, the national status codes."""
    dossier_code: str
    received_at: str
    due_date: str
    """ISO date counted from the officer's reception; empty before status 2."""
    updated_at: str
    note: str
    """What is missing or to be paid, in the officer's words; empty otherwise."""
    desk_key_id: str
    signature: bytes
    missing: tuple[str, ...] = ()
    """Under status 5: the ids of the procedure's papers that are still to be brought, as the officer ticked them."""
    to_pay: int = 0
    """Under status 6: how many đồng; 0 where the officer has named no amount."""


class StatusReply(Message, frozen=True):
    """``found`` is None for an unknown id; the desk never says why."""

    protocol: int
    found: DossierStatus | None


def canonical(message: msgspec.Struct) -> bytes:
    """Return the bytes that are signed: a MessagePack array of all field values but ``signature``.

    Field order is the declaration's; the type's name and PROTOCOL come first so that a signature of one kind
    can never stand for another. Of a message with ``omit_defaults`` the last fields are left out as long as they
    are at their defaults: what says nothing new is signed as it was before there was anything new to say.
    """
    names = [name for name in message.__struct_fields__ if name != "signature"]
    if message.__struct_config__.omit_defaults:
        names = _said(message, names)
    fields = [getattr(message, name) for name in names]
    return msgspec.msgpack.encode([type(message).__name__, PROTOCOL, *fields])


def _said(message: msgspec.Struct, names: list[str]) -> list[str]:
    defaults = {field.name: field.default for field in msgspec.structs.fields(message)}
    last = len(names)
    while last and getattr(message, names[last - 1]) == defaults[names[last - 1]]:
        last -= 1
    return names[:last]
