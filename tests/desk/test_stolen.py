"""A kiosk that was lost or stolen: once ward IT has revoked it, what it sends lies apart and it is told nothing."""

import msgspec
import pytest
from django.test import Client

from kiosk.desk import models
from kiosk.desk.setup import prepare
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.errors import DossierError
from kiosk.dossier.heartbeats import sign_heartbeat
from kiosk.dossier.keys import new_ward_key
from kiosk.dossier.receipts import sign_query
from kiosk.dossier.seal import open_sealed
from kiosk.ids import SystemIds
from kiosk.wire.audit import GENESIS
from kiosk.wire.heartbeat import HEARTBEAT_PATH, Heartbeat
from kiosk.wire.messages import CONTENT_TYPE, INTAKE_PATH, PROTOCOL, STATUS_PATH, IntakeBatch, IntakeReply
from kiosk.wire.visits import LISTS_PATH, AskDayLists
from tests.desk.conftest import SENTINEL
from tests.desk.test_uploads import STEP, Sent, large


def post(path, message):
    body = msgspec.msgpack.encode(message)
    return Client(headers={"host": "localhost"}).post(path, body, content_type=CONTENT_TYPE)


def filed(ward, sealed):
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=ward.known.kiosk_id, dossiers=(sealed,))
    got = msgspec.msgpack.decode(post(INTAKE_PATH, batch).content, type=IntakeReply)
    return got.results[0].outcome


def questions(ward, ticket):
    """Return what the kiosk asks through its life, freshly signed."""
    now = ward.clock.now()
    beat = Heartbeat(
        protocol=PROTOCOL,
        kiosk_id=ward.known.kiosk_id,
        at=now.isoformat(timespec="seconds"),
        run=ward.site.ids.new(),
        number=1,
        roster_version=0,
        since=None,
        entries=(),
        head=GENESIS,
        proof=None,
        waiting=0,
        stuck=0,
        printer="",
        signature=b"",
    )
    return {
        STATUS_PATH: sign_query(ticket, ward.known, now),
        LISTS_PATH: sign_asking(AskDayLists, ward.known, now),
        HEARTBEAT_PATH: sign_heartbeat(beat, ward.known),
    }


@pytest.fixture
def stolen(ward, ward_it):
    """Revokes the known kiosk on the page."""
    yield lambda: ward_it.post("/ghi-danh/thu-hoi/", {"kiosk": ward.known.kiosk_id, "why": "stolen"})
    models.Kiosk.objects.filter(kiosk_id=ward.known.kiosk_id).update(revoked_at=None, revoked_why="")


def test_what_came_before_stays_and_what_comes_after_lies_apart(ward, stolen):
    before, after, half = ward.seal(), ward.seal(), Sent(ward, large(ward))
    assert filed(ward, before) == "stored"
    half.send(0, STEP)
    stolen()
    assert filed(ward, before) == "duplicate"
    assert filed(ward, after) == "quarantined"
    assert half.send_all().result.outcome == "quarantined", "large ones, by pieces, too"
    states = dict(models.Dossier.objects.values_list("dossier_id", "state"))
    assert states == {
        before.dossier_id: "normal",
        after.dossier_id: "quarantined",
        half.parcel.dossier_id: "quarantined",
    }


def test_it_is_told_nothing_any_more_not_even_of_what_it_sent_itself(ward, stolen):
    ticket = ward.ticket()
    filed(ward, ward.seal(ticket=ticket))
    asked = questions(ward, ticket)
    assert {path: post(path, asking).status_code for path, asking in asked.items()} == dict.fromkeys(
        asked, 200
    )
    stolen()
    for path, asking in questions(ward, ticket).items():
        got = post(path, asking)
        assert (got.status_code, got.content) == (403, b"refused"), path


def test_what_came_of_it_in_part_only_goes_at_once_and_what_came_whole_is_known_still(ward, stolen):
    whole, half = Sent(ward, large(ward)), Sent(ward, large(ward))
    whole.send_all()
    half.send(0, STEP)
    assert models.UploadPart.objects.count() > 0
    stolen()
    assert models.UploadPart.objects.count() == 0
    assert half.send().have == 0
    assert whole.send().result.outcome in {"stored", "duplicate"}


def test_a_kiosks_file_from_before_does_not_bring_it_back(ward, stolen):
    stolen()
    prepare(ward.site)
    assert filed(ward, ward.seal()) == "quarantined"


def test_what_waits_on_it_is_opened_by_no_key_that_it_has(ward):
    sealed = ward.seal()
    assert SENTINEL.encode() not in msgspec.msgpack.encode(sealed)
    other = new_ward_key(SystemIds().random_bytes)
    with pytest.raises(DossierError) as refused:
        open_sealed(sealed, other)
    assert refused.value.code == "wrong-key"
    named = msgspec.structs.replace(sealed, key_id=other.public.key_id)
    with pytest.raises(DossierError) as refused:
        open_sealed(named, other)
    assert refused.value.code == "unreadable"
