"""Sealed parcels of fictional people, the keys around them, and a judge of receipts."""

from datetime import datetime, timedelta

from kiosk.clock import VIETNAM
from kiosk.dossier.keys import new_signing_key, new_ward_key
from kiosk.dossier.receipts import DeskSigner, check_receipt, make_receipt, sign_status
from kiosk.dossier.seal import KioskSigner, seal
from kiosk.ids import DossierId, KioskId, ProcedureCode, SeededIds, TicketId, WardCode
from kiosk.tickets.draft import Draft, lock, write_right
from kiosk.tickets.secret import new_secret
from kiosk.wire.dossier import SCHEMA, Dossier, Person
from kiosk.wire.messages import DossierStatus

IDS = SeededIds(11)
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=VIETNAM)
KIOSK = KioskSigner(KioskId("kiosk-a"), new_signing_key(IDS.random_bytes))
DESK = DeskSigner(new_signing_key(IDS.random_bytes))
WARD_KEY = new_ward_key(IDS.random_bytes)
WARD = WardCode("26791")
SENTINEL = "Nguyễnsentinel Văn Mẫu"


def sealed(note="", signer=KIOSK, ticket=None, dossier_id=None, ward_key=WARD_KEY.public):
    """A sealed dossier with ids of its own; ``note`` makes it larger."""
    dossier = Dossier(
        schema=SCHEMA,
        dossier_id=DossierId(dossier_id or IDS.new()),
        kiosk_id=signer.kiosk_id,
        point="KP3",
        number="A027",
        language="vi",
        procedure=ProcedureCode("1.001193"),
        procedure_name=note or "Đăng ký khai sinh",
        answers=(),
        papers=(),
        attachments=(),
        applicant=Person(name=SENTINEL, personal_number="", birth_date="", phone="", relationship=""),
        helped=None,
        consents=(),
        channel="desk",
        made_at="2026-11-16T11:58:00+07:00",
        working_days=None,
    )
    return seal(
        dossier,
        ward=WARD,
        ward_key=ward_key,
        signer=signer,
        ticket_id=TicketId(ticket or IDS.new()),
        sealed_at=NOON,
    )


def receipt(parcel):
    """The desk's true receipt."""
    return make_receipt(parcel, DESK, NOON)


def status(parcel, code=1):
    """The desk's true word on where a dossier is."""
    said = DossierStatus(
        ticket_id=parcel.ticket_id,
        procedure=ProcedureCode("1.001193"),
        status=code,
        dossier_code="",
        received_at="2026-11-16T12:00:00+07:00",
        due_date="",
        updated_at="2026-11-16T12:00:00+07:00",
        note="",
        desk_key_id="",
        signature=b"",
    )
    return sign_status(said, DESK)


def judge(paper, parcel):
    """The kiosk's verdict on a receipt."""
    return check_receipt(paper, parcel, KIOSK.kiosk_id, DESK.public)


def draft_under_a_ticket(expires=NOON + timedelta(days=30), *, version=1, position="", ids=IDS):
    """A saved visit as its ticket locks it, and the right that the ticket gives."""
    secret = new_secret(ids.random_bytes)
    draft = Draft(
        language="vi",
        procedure="1.001193",
        apart={},
        answers={},
        papers={},
        birth_year=1952,
        position=position,
        made_at="2026-11-16T09:00:00+07:00",
    )
    locked = lock(draft, secret, version=version, expires=expires, random_bytes=ids.random_bytes)
    return locked, write_right(secret, locked)
