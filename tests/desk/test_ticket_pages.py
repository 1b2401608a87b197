"""What an officer comes to who scans the ticket that somebody has brought, and how it was filed."""

import re

import pytest
from django.test import Client

from kiosk.desk import models, words
from kiosk.desk.intake import take_in
from kiosk.ids import KioskId
from kiosk.tickets.secret import derive, new_secret
from kiosk.wire.messages import PROTOCOL, IntakeBatch


@pytest.fixture
def secret(ward):
    return new_secret(ward.site.ids.random_bytes)


def put(ward, secret, signer=None, **more):
    signer = signer or ward.known
    sealed = ward.seal(ward.fill(signer, **more), signer=signer, ticket=derive(secret).id)
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId(signer.kiosk_id), dossiers=(sealed,)))
    return sealed


def scan(officer, digits, **more):
    return officer.post("/quet-phieu/", {"ticket": digits}, **more)


def test_a_scanned_ticket_leads_to_its_dossier_and_stands_in_no_address(ward, officer, secret):
    other = put(ward, new_secret(ward.site.ids.random_bytes))
    mine = put(ward, secret, channel="counter")
    response = scan(officer, secret.digits)
    assert response.headers["Location"] == f"/ho-so/{mine.dossier_id}/"
    assert other.dossier_id not in response.headers["Location"]
    assert secret.digits not in officer.get("/").content.decode()


@pytest.mark.parametrize(
    ("page", "more"), [("/", {}), ("/ban-de-lai/", {"channel": "copy", "write_digest": bytes(32)})]
)
def test_a_ticket_that_is_scanned_into_a_search_is_kept_from_its_address(ward, officer, secret, page, more):
    put(ward, secret, **more)
    put(ward, new_secret(ward.site.ids.random_bytes))
    field = re.search(r'<input id="q"[^>]*pattern="([^"]*)"', officer.get(page).content.decode())
    grouped = " ".join(secret.digits[place : place + 4] for place in range(0, 34, 4))
    for typed, goes in (
        (secret.digits, False),
        (grouped, False),
        ("KP3-0412", True),
        ("H29.1.2-260504-12345", True),
    ):
        assert bool(re.fullmatch(field[1], typed)) == goes
    find = officer.get if page == "/" else officer.post
    response = find(page if page == "/" else f"{page}tim/", {"q": secret.digits})
    assert response.headers["Location"] == "/"
    said = officer.get("/").content.decode()
    assert words.TICKET_IN_SEARCH in said
    assert secret.digits not in said


def test_a_ticket_may_be_typed_in_groups(ward, officer, secret):
    mine = put(ward, secret)
    typed = " ".join(secret.digits[place : place + 4] for place in range(0, 34, 4))
    assert mine.dossier_id in scan(officer, typed).headers["Location"]


def test_a_mistyped_ticket_is_told_from_one_that_the_ward_has_nothing_of(ward, officer, secret):
    put(ward, new_secret(ward.site.ids.random_bytes))
    wrong = secret.digits[:-1] + str((int(secret.digits[-1]) + 1) % 10)
    for digits, said in (
        (wrong, words.NO_TICKET),
        ("", words.NO_TICKET),
        (secret.digits, words.TICKET_UNKNOWN),
    ):
        response = scan(officer, digits, follow=True)
        assert said in response.content.decode()
        assert not digits or digits not in response.content.decode()


def test_the_ticket_of_a_copy_leads_to_the_copy(ward, officer, secret):
    copy = put(ward, secret, channel="copy", write_digest=bytes(32))
    assert scan(officer, secret.digits).headers["Location"] == f"/ban-de-lai/{copy.dossier_id}/"


def test_what_a_revoked_kiosk_sent_under_the_same_ticket_leads_nobody_past_the_real_one(
    ward, officer, secret
):
    mine = put(ward, secret)
    put(ward, secret, signer=ward.revoked)
    assert models.Dossier.objects.count() == 2
    assert mine.dossier_id in scan(officer, secret.digits).headers["Location"]


def test_another_ward_has_nothing_of_the_ticket(ward, officer, secret):
    put(ward, secret)
    models.Dossier.objects.update(ward="31135")
    assert scan(officer, secret.digits).headers["Location"] == "/"


def test_tickets_are_read_from_officers_alone_and_by_post(ward, officer, secret):
    sealed = put(ward, secret)
    assert sealed.dossier_id not in scan(Client(), secret.digits).headers["Location"]
    assert officer.get("/quet-phieu/", {"ticket": secret.digits}).status_code == 405


def test_the_dossier_says_that_it_comes_to_the_counter_and_what_the_portal_gave(ward, officer, secret):
    counter = put(ward, secret, channel="counter")
    page = officer.get(f"/ho-so/{counter.dossier_id}/").content.decode()
    assert words.CHANNEL["counter"] in page
    assert "Mã Cổng đã cấp" not in page
    known = put(ward, secret, channel="portal", portal_code="H13.26-261116-0042")
    page = officer.get(f"/ho-so/{known.dossier_id}/").content.decode()
    assert words.CHANNEL["portal"] in page
    assert "H13.26-261116-0042" in page
    unknown = put(ward, secret, channel="portal")
    assert "Chưa có mã" in officer.get(f"/ho-so/{unknown.dossier_id}/").content.decode()
