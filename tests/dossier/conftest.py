from datetime import datetime

import pytest

from kiosk.clock import VIETNAM
from kiosk.dossier.keys import new_signing_key, new_ward_key
from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import KioskSigner, seal
from kiosk.ids import DossierId, HelperId, KioskId, ProcedureCode, SeededIds, TicketId, WardCode
from kiosk.wire.dossier import SCHEMA, Answered, Attachment, ConsentGiven, Dossier, Helped, Paper, Person


@pytest.fixture(scope="session")
def ids():
    return SeededIds(7)


@pytest.fixture(scope="session")
def ward_key(ids):
    return new_ward_key(ids.random_bytes)


@pytest.fixture(scope="session")
def kiosk_signer(ids):
    return KioskSigner(KioskId("kiosk-a"), new_signing_key(ids.random_bytes))


@pytest.fixture(scope="session")
def desk_signer(ids):
    return DeskSigner(new_signing_key(ids.random_bytes))


@pytest.fixture(scope="session")
def noon():
    return datetime(2026, 5, 4, 12, 0, 0, tzinfo=VIETNAM)


@pytest.fixture(scope="session")
def dossier():
    name = "Nguyễn Văn Mẫu"
    return Dossier(
        schema=SCHEMA,
        dossier_id=DossierId("0123456789abcdef0123456789abcdef"),
        kiosk_id=KioskId("kiosk-a"),
        point="KP3",
        number="A 027",
        language="vi",
        procedure=ProcedureCode("1.001193"),
        procedure_name="Đăng ký khai sinh",
        answers=(
            Answered(question="ten", section="a", label="Họ tên", value=name, shown=name, by="resident"),
        ),
        papers=(Paper(paper="to-khai", label="Tờ khai", has=True),),
        attachments=(Attachment(name="trang-1", media_type="image/png", sha256=bytes(32), data=b"png"),),
        applicant=Person(name=name, personal_number="", birth_date="", phone="", relationship="cha"),
        helped=Helped(helper=HelperId("h1"), name="Trần Thị Ví Dụ", team="Tổ 3", override=False),
        consents=(ConsentGiven(purpose="file", at="2026-05-04T11:59:00+07:00", how="touch"),),
        channel="desk",
        made_at="2026-05-04T11:59:30+07:00",
        working_days=3,
    )


@pytest.fixture(scope="session")
def ticket_id():
    return TicketId("f" * 32)


@pytest.fixture(scope="session")
def sealed(dossier, ward_key, kiosk_signer, ticket_id, noon):
    return seal(
        dossier,
        ward=WardCode("26734"),
        ward_key=ward_key.public,
        signer=kiosk_signer,
        ticket_id=ticket_id,
        sealed_at=noon,
    )
