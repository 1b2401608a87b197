"""A desk on a state folder of its own, with two kiosks, an officer and fictional people."""

import atexit
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import msgspec
import pytest

from kiosk.clock import VIETNAM, ManualClock
from kiosk.desk.project import start
from kiosk.desk.settings import load
from kiosk.desk.setup import PASSWORD_FILE, prepare
from kiosk.desk.site import Site, open_site
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.keys import new_signing_key, new_ward_key, store_signing_key, store_ward_key
from kiosk.dossier.receipts import check_receipt
from kiosk.dossier.seal import KioskSigner, seal
from kiosk.ids import DossierId, HelperId, KioskId, ProcedureCode, SystemIds, TicketId, WardCode
from kiosk.wire.dossier import SCHEMA, Answered, Attachment, ConsentGiven, Dossier, Helped, Paper, Person
from kiosk.wire.drafts import PATHS
from kiosk.wire.messages import CONTENT_TYPE
from tests.databases import EXAMPLE, settings_for
from tests.outbox.parcels import draft_under_a_ticket

SENTINEL = "Trầnsentinel Thị Dấuvết"
MORNING = datetime(2026, 11, 16, 9, 0, tzinfo=VIETNAM)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000000030001"
    "5b7a1c0f0000000049454e44ae426082"
)


@dataclass(frozen=True)
class Ward:
    """The desk under test and the kiosks that talk to it."""

    site: Site
    clock: ManualClock
    known: KioskSigner
    revoked: KioskSigner
    stranger: KioskSigner
    other_ward_key: object

    def ticket(self):
        return TicketId(self.site.ids.new())

    def fill(self, signer=None, *, name=SENTINEL, number="A 027", **more):
        """Return a plaintext dossier of a fictional person."""
        values = {
            "schema": SCHEMA,
            "dossier_id": DossierId(self.site.ids.new()),
            "kiosk_id": (signer or self.known).kiosk_id,
            "point": "KP3",
            "number": number,
            "language": "vi",
            "procedure": ProcedureCode("1.004873"),
            "procedure_name": "Xác nhận tình trạng hôn nhân",
            "answers": (
                Answered(
                    question="name",
                    section="Người yêu cầu",
                    label="Họ, chữ đệm, tên",
                    value=name,
                    shown=name,
                    by="resident",
                ),
            ),
            "papers": (Paper(paper="id_card", label="Thẻ căn cước", has=True),),
            "attachments": (
                Attachment(name="Trang 1", media_type="image/png", sha256=bytes(32), data=PIXEL),
                Attachment(name="Trang 2", media_type="application/pdf", sha256=bytes(32), data=b"%PDF-1.4"),
            ),
            "applicant": Person(
                name=name,
                personal_number="092152004321",
                birth_date="1952-03-02",
                phone="",
                relationship="bản thân",
            ),
            "helped": Helped(helper=HelperId("tai"), name="Nguyễn Văn Mẫu", team="Tổ 3", override=False),
            "consents": (ConsentGiven(purpose="file", at="2026-11-16T08:55:00+07:00", how="chạm màn hình"),),
            "channel": "desk",
            "made_at": "2026-11-16T08:56:00+07:00",
            "working_days": 3,
        }
        return Dossier(**(values | more))

    def seal(self, dossier=None, signer=None, ticket=None, ward=None, ward_key=None):
        """Return a sealed dossier as ``signer`` would send it."""
        signer = signer or self.known
        return seal(
            dossier or self.fill(signer),
            ward=WardCode(ward or self.site.ward),
            ward_key=ward_key or next(iter(self.site.keys.ward.values())).public,
            signer=signer,
            ticket_id=ticket or self.ticket(),
            sealed_at=self.clock.now(),
        )

    def vouches(self, receipt, sealed):
        """Tell whether the receipt is this desk's for exactly this dossier."""
        return check_receipt(receipt, sealed, sealed.kiosk_id, self.site.keys.signer.public) == "good"


def make_ward(state):
    """Write keys and the kiosks file, and start Django: before any test module imports a model."""
    ids, clock = SystemIds(), ManualClock(MORNING)
    keys = state / "example-ward" / "desk"
    keys.mkdir(parents=True)
    (keys / "TRIAL").touch()
    store_ward_key(keys / "ward_private.key", new_ward_key(ids.random_bytes))
    for name in ("desk_sign", "roster_sign"):
        store_signing_key(keys / f"{name}.key", new_signing_key(ids.random_bytes))
    known, revoked, stranger = (
        KioskSigner(KioskId(name), new_signing_key(ids.random_bytes))
        for name in ("kiosk-a", "kiosk-r", "kiosk-x")
    )
    lines = []
    for kiosk, more in ((known, ""), (revoked, "revoked = 2026-11-01T00:00:00+07:00\n")):
        key = kiosk.public.public_bytes_raw().hex()
        lines.append(f'[kiosk.{kiosk.kiosk_id}]\npublic_key = "{key}"\npoint = "KP3"\n{more}')
    (keys / "kiosks.toml").write_text("\n".join(lines), encoding="utf-8")
    site = open_site(load(settings_for(state)), state, clock, ids)
    start(site)
    return Ward(site, clock, known, revoked, stranger, new_ward_key(ids.random_bytes).public)


STATE = Path(tempfile.mkdtemp(prefix="desk-tests-"))
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
WARD = make_ward(STATE)


@pytest.fixture(scope="session")
def started():
    prepare(WARD.site)
    return WARD


@pytest.fixture
def ward(started):
    """The desk, emptied of dossiers, on Monday morning."""
    from django.contrib.sessions.models import Session

    from kiosk.desk import models

    for kind in (
        models.Upload,
        models.AuditAlarm,
        models.AuditEntry,
        models.Run,
        models.Pulse,
        models.Condition,
        models.Sample,
        models.Draft,
        models.AccessLog,
        models.HomeAct,
        models.HomeReport,
        models.HomeVisit,
        models.LeftCopy,
        models.StatusChange,
        models.Dossier,
        models.SignInMiss,
        models.HelpCall,
        models.VisitCount,
        models.OpinionCount,
        models.CountBatch,
        models.PeopleAct,
        models.RosterIssue,
        models.Shift,
        models.Person,
        models.Team,
        models.Enrolment,
        Session,
    ):
        kind.objects.all().delete()
    started.clock._elapsed = 0.0
    return started


@pytest.fixture
def client(ward):
    from django.test import Client

    return Client(headers={"host": "localhost"})


@pytest.fixture
def saved(ward):
    """Makes a ticket's draft and the right that the ticket gives."""

    def make(days=30, position=""):
        until = ward.clock.now() + timedelta(days=days)
        return draft_under_a_ticket(until, position=position, ids=ward.site.ids)

    return make


@pytest.fixture
def ask(ward):
    """Asks the desk about drafts as a kiosk does; from any thread."""
    from django.test import Client

    def asked(kind, signer=None, at=None, **fields):
        message = sign_asking(kind, signer or ward.known, at or ward.clock.now(), **fields)
        client = Client(headers={"host": "localhost"})
        return client.post(PATHS[kind], msgspec.msgpack.encode(message), content_type=CONTENT_TYPE)

    return asked


@pytest.fixture
def at_once(ward):
    """Calls each of some functions in a thread of its own, all at the same moment; returns what they return."""
    from django.db import connections

    def calls(*functions):
        ready = Barrier(len(functions))

        def one(function):
            ready.wait()
            try:
                return function()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(functions)) as threads:
            return list(threads.map(one, functions))

    return calls


@pytest.fixture
def officer(ward, client):
    """The client, signed in as the example officer."""
    from kiosk.desk.models import Officer

    client.force_login(Officer.objects.get(role="officer").user)
    return client


@pytest.fixture
def ward_it(ward, client):
    """The client, signed in as the example ward's IT."""
    from kiosk.desk.models import Officer

    client.force_login(Officer.objects.get(role="it").user)
    return client


@pytest.fixture
def password(ward):
    return (ward.site.folder / PASSWORD_FILE).read_text(encoding="utf-8").strip()


@pytest.fixture
def example():
    """The settings file that the repository ships."""
    return EXAMPLE


# Only once Django stands are there tables to speak of.
from tests.desk.homes import asked_home, clerk, give, hand_over, helper, report, team  # noqa: E402, F401
