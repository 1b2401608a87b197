"""A dump of the desk's whole database tells nobody what a resident has told: no name stands outside what is sealed.

Runs on SQLite and, by ``test_on_postgresql.py``, on PostgreSQL.
"""

import pytest
from django.db import connection

from kiosk.desk import models
from kiosk.desk.intake import take_in
from kiosk.wire.drafts import KeepDraft
from kiosk.wire.messages import PROTOCOL, IntakeBatch
from tests.databases import kept
from tests.desk.conftest import SENTINEL
from tests.desk.test_copies import Ticket, put
from tests.desk.test_uploads import STEP, Sent, large
from tests.dumps import dump_of_desk, hits, needles

NUMBER = "092152004321"
PLANTED = "Ngô Thị Thửtìm"
"""Of nobody else, so that no other search meets it."""
SOUGHT = needles(SENTINEL, SENTINEL.split()[0], NUMBER, "09215200 4321", "092 152 004 321")


@pytest.fixture
def lived_in(ward, officer, ask, saved):
    """A desk on which everything has happened that has to do with residents."""
    for number in range(3):
        sealed = ward.seal(ward.fill(number=f"A 10{number}"))
        batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=sealed.kiosk_id, dossiers=(sealed,))
        assert take_in(ward.site, batch).results[0].outcome == "stored"
        officer.get(f"/ho-so/{sealed.dossier_id}/")
        officer.get(f"/ho-so/{sealed.dossier_id}/dinh-kem/1/")
        officer.post(
            f"/ho-so/{sealed.dossier_id}/luu/",
            {"status": "2", "dossier_code": "H29.12-261116-0001", "note": "", "version": "1"},
        )
    revoked = ward.seal(ward.fill(ward.revoked), ward.revoked)
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=revoked.kiosk_id, dossiers=(revoked,)))
    officer.get("/")
    officer.get("/", {"q": SENTINEL})
    officer.get("/", {"q": NUMBER})
    draft = saved()[0]
    assert ask(KeepDraft, draft=draft).status_code == 200
    half, whole = (Sent(ward, large(ward)) for _ in range(2))
    assert half.send(0, STEP).have == STEP
    assert whole.send_all().result.outcome == "stored"
    copy = Ticket(ward)
    put(ward, copy.copy())
    officer.get(f"/ban-de-lai/{models.LeftCopy.objects.get().dossier_id}/")
    return officer


def test_no_column_holds_a_name_or_a_number_of_a_person(lived_in):
    dumped = list(dump_of_desk(connection))
    full = {name for name, _, rows in dumped if rows}
    assert {"desk_dossier", "desk_leftcopy", "desk_draft", "desk_accesslog", "desk_statuschange"} <= full
    assert {"desk_upload", "desk_uploadpart"} <= full
    assert hits(dumped, SOUGHT) == []


def test_nor_does_a_byte_of_what_the_database_writes(ward, lived_in):
    connection.close()
    files = kept(ward.site.state)
    assert len(files) > 3
    assert [str(path) for path, content in files.items() if any(needle in content for needle in SOUGHT)] == []


def test_the_search_would_find_it(lived_in):
    row = models.Dossier.objects.first()
    row.note = f"Mời bà {PLANTED} tới"
    row.arrival = PLANTED.upper()
    row.sealed = b"x" + PLANTED.encode("utf-16-le")
    row.save()
    assert hits(dump_of_desk(connection), needles(PLANTED)) == [
        "desk_dossier.arrival",
        "desk_dossier.note",
        "desk_dossier.sealed",
    ]


def test_an_officer_opens_what_the_dump_does_not_tell(lived_in):
    sealed = models.Dossier.objects.filter(state="normal").first()
    assert SENTINEL in lived_in.get(f"/ho-so/{sealed.dossier_id}/").content.decode()
