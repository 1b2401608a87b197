"""Kiosks and desks of different ages understand each other about where a dossier is."""

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature

from kiosk.dossier.keys import new_signing_key
from kiosk.dossier.receipts import DeskSigner, check_status, sign_status
from kiosk.ids import ProcedureCode, SystemIds, TicketId
from kiosk.wire.messages import STATUS_ASKED, STATUS_PATH, DossierStatus, Message, canonical

DESK = DeskSigner(new_signing_key(SystemIds().random_bytes))
TICKET = TicketId("a" * 32)
OLD = (
    "ticket_id",
    "procedure",
    "status",
    "dossier_code",
    "received_at",
    "due_date",
    "updated_at",
    "note",
    "desk_key_id",
)


class OldStatus(Message, frozen=True):
    """DossierStatus as the first kiosks read it."""

    ticket_id: TicketId
    procedure: ProcedureCode
    status: int
    dossier_code: str
    received_at: str
    due_date: str
    updated_at: str
    note: str
    desk_key_id: str
    signature: bytes


def status(**more):
    values = dict.fromkeys(("dossier_code", "due_date", "note", "desk_key_id"), "")
    values |= {"received_at": "2026-11-16T09:00:00+07:00", "updated_at": "2026-11-16T09:00:00+07:00"}
    said = DossierStatus(
        ticket_id=TICKET, procedure=ProcedureCode("1.001193"), status=5, signature=b"", **values
    )
    return sign_status(msgspec.structs.replace(said, **more), DESK)


def signed_of_old(said):
    return msgspec.msgpack.encode(["DossierStatus", 1, *(getattr(said, name) for name in OLD)])


def test_what_says_nothing_new_is_read_and_checked_by_an_older_kiosk():
    said = status(note="Xin bổ sung giấy khai sinh.")
    read = msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=OldStatus)
    assert read.note == said.note
    DESK.public.verify(read.signature, signed_of_old(read))


def test_what_an_older_desk_has_signed_is_good_here():
    old = OldStatus(**{name: getattr(status(), name) for name in OLD}, signature=b"")
    old = msgspec.structs.replace(old, signature=DESK.key.sign(signed_of_old(old)))
    read = msgspec.msgpack.decode(msgspec.msgpack.encode(old), type=DossierStatus)
    assert check_status(read, TICKET, DESK.public)
    assert (read.missing, read.to_pay) == ((), 0)


@pytest.mark.parametrize("more", [{"missing": ("birth-notice",)}, {"to_pay": 8000}])
def test_what_is_new_is_under_the_signature(more):
    said = status(**more)
    read = msgspec.msgpack.decode(msgspec.msgpack.encode(said), type=DossierStatus)
    assert check_status(read, TICKET, DESK.public)
    bare = msgspec.structs.replace(read, missing=(), to_pay=0)
    assert not check_status(bare, TICKET, DESK.public)
    with pytest.raises(InvalidSignature):
        DESK.public.verify(said.signature, signed_of_old(said))


def test_no_two_statuses_are_signed_with_the_same_bytes():
    said = [
        status(missing=missing, to_pay=to_pay) for missing in ((), ("a",), ("a", "b")) for to_pay in (0, 1)
    ]
    assert len({canonical(one) for one in said}) == len(said)


def test_a_kiosk_asks_where_an_older_desk_hears_it_too():
    assert STATUS_ASKED.partition("?")[0] == STATUS_PATH
