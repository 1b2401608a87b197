"""Several at once at one desk: whatever the order, nothing is kept twice, lost, counted wrongly or refused."""

import os
from itertools import combinations

import msgspec
import pytest
from django.test import Client

from kiosk.desk import models
from kiosk.desk.drafts import purge
from kiosk.desk.intake import take_in
from kiosk.desk.signin import FREE_MISSES
from kiosk.desk.workflow import Done, NotDone, Wish, set_status
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import KioskId
from kiosk.wire.drafts import TRIES, DraftReply, FetchDraft, ForgetDraft, ForgiveDraft, KeepDraft, MissDraft
from kiosk.wire.messages import CONTENT_TYPE, INTAKE_PATH, PROTOCOL, IntakeBatch, IntakeReply
from tests.desk.test_copies import Ticket, put

ROUNDS = 20 if os.environ.get("KIOSK_TEST_FULL") else 2


@pytest.fixture(autouse=True, params=range(ROUNDS))
def again(request):
    """What happens at the same time happens in another order next time."""
    return request.param


def word(response):
    assert response.status_code == 200, (response.status_code, response.content)
    return msgspec.msgpack.decode(response.content, type=DraftReply).words[0]


def forget(ask, right, heir=""):
    return word(ask(ForgetDraft, ticket_id=right.id, proof=right.proof, expires=right.expires, heir=heir))


def test_of_two_kiosks_that_keep_other_bytes_under_one_id_one_is_taken(ask, saved, at_once):
    draft, _ = saved()
    other = msgspec.structs.replace(draft, ciphertext=bytes(len(draft.ciphertext)))
    answers = at_once(*[lambda one=one: ask(KeepDraft, draft=one) for one in (draft, other, draft, other)])
    taken = [one.status_code for one in answers]
    assert sorted(taken) == [200, 200, 400, 400]
    kept = msgspec.msgpack.decode(ask(FetchDraft, ticket_id=draft.id).content, type=DraftReply).draft
    assert kept == (draft if taken[0] == 200 else other)


def test_what_is_deleted_while_it_comes_in_is_dead_and_gone(ask, saved, at_once):
    draft, right = saved()

    def keep():
        return word(ask(KeepDraft, draft=draft)).state

    states = at_once(keep, lambda: forget(ask, right).state, keep, lambda: forget(ask, right).state)
    assert (states[1], states[3]) == ("dead", "dead")
    assert word(ask(FetchDraft, ticket_id=draft.id)).state == "dead"
    assert bytes(models.Draft.objects.get().ciphertext) == b""


@pytest.mark.parametrize("parent_is_known", [True, False])
def test_of_heirs_that_come_at_once_exactly_one_lives(ask, saved, at_once, parent_is_known):
    parent, right = saved()
    if parent_is_known:
        ask(KeepDraft, draft=parent)
    heirs = [saved()[0] for _ in range(4)]

    def one_kiosk(heir):
        forget(ask, right, heir.id)
        return word(ask(KeepDraft, draft=heir)).state

    at_once(*[lambda heir=heir: one_kiosk(heir) for heir in heirs])
    states = [word(ask(FetchDraft, ticket_id=heir.id)).state for heir in heirs]
    assert sorted(states) == ["dead", "dead", "dead", "kept"]
    assert word(ask(FetchDraft, ticket_id=parent.id)).state == "dead"


def test_every_try_at_a_birth_year_counts_however_many_kiosks_try_at_once(ask, saved, at_once):
    draft, right = saved()
    ask(KeepDraft, draft=draft)
    words = at_once(*[lambda: word(ask(MissDraft, ticket_id=draft.id))] * 8)
    assert sorted(one.misses for one in words) == [1, 2, 3, 4, 5, 6, 6, 6]
    assert [one.state for one in words if one.misses > TRIES] == ["dead"] * 3
    assert word(ask(FetchDraft, ticket_id=draft.id)).state == "dead"
    assert word(ask(ForgiveDraft, ticket_id=draft.id, proof=right.proof)).misses == 0


def test_what_expires_may_go_from_several_sides_at_once(ward, ask, saved, at_once):
    old, fresh = [saved(days=1)[0] for _ in range(6)], [saved()[0] for _ in range(4)]
    for draft in old:
        ask(KeepDraft, draft=draft)
    ward.clock.advance(86400.0)
    gone = at_once(
        lambda: purge(ward.site),
        lambda: purge(ward.site),
        *[lambda draft=draft: word(ask(KeepDraft, draft=draft)).state for draft in fresh],
    )
    assert gone[2:] == ["kept"] * 4
    assert {row.ticket_id for row in models.Draft.objects.all()} == {draft.id for draft in fresh}


def test_batches_of_the_same_in_any_order_are_stored_once_and_receipted_alike(ward, at_once):
    sealed = [ward.seal() for _ in range(8)]

    def send(parcels):
        batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=tuple(parcels))
        response = Client(headers={"host": "localhost"}).post(
            INTAKE_PATH, msgspec.msgpack.encode(batch), content_type=CONTENT_TYPE
        )
        assert response.status_code == 200, response.content
        return {
            one.dossier_id: one for one in msgspec.msgpack.decode(response.content, type=IntakeReply).results
        }

    turned = [sealed, sealed[::-1], sealed[4:] + sealed[:4], sealed[::2] + sealed[1::2]]
    answers = at_once(*[lambda parcels=parcels: send(parcels) for parcels in turned])
    for one in sealed:
        results = [answer[one.dossier_id] for answer in answers]
        assert sorted(result.outcome for result in results) == ["duplicate"] * 3 + ["stored"]
        assert all(left.receipt == right.receipt for left, right in combinations(results, 2))
    assert models.Dossier.objects.count() == len(sealed)


def test_of_two_kiosks_that_use_one_dossier_id_the_first_is_kept(ward, at_once):
    plain = ward.fill()
    mine, other = ward.seal(plain), ward.seal(plain)

    def send(one):
        return take_in(ward.site, IntakeBatch(PROTOCOL, one.kiosk_id, (one,))).results[0]

    results = at_once(lambda: send(mine), lambda: send(other))
    assert sorted((one.outcome, one.reason) for one in results) == [
        ("refused", "id-conflict"),
        ("stored", ""),
    ]
    kept = mine if results[0].outcome == "stored" else other
    assert bytes(models.Dossier.objects.get().sealed) == kept.sealed


def test_of_officers_who_change_the_same_state_at_once_one_is_told_to_look_again(ward, at_once):
    sealed = ward.seal()
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=sealed.kiosk_id, dossiers=(sealed,)))
    officer = models.Officer.objects.get(role="officer")

    def change(status):
        row = models.Dossier.objects.get()
        return set_status(ward.site, officer, row, Wish(status, "", "ghi chú", 1), 3)

    outcomes = at_once(*[lambda status=status: change(status) for status in (2, 4, 5)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Done", "NotDone", "NotDone"]
    assert {one.reason for one in outcomes if isinstance(one, NotDone)} == {"changed"}
    assert all(one.changed for one in outcomes if isinstance(one, Done))
    assert (models.Dossier.objects.get().version, models.StatusChange.objects.count()) == (2, 1)


def test_wrong_passwords_typed_at_once_are_all_counted(ward, at_once, monkeypatch):
    monkeypatch.setattr("kiosk.desk.signin.authenticate", lambda *_, **__: None)

    def try_in():
        client = Client(headers={"host": "localhost"})
        return client.post("/dang-nhap/", {"name": "nobody", "password": "x"}).status_code

    tries = FREE_MISSES - 1
    assert at_once(*[try_in] * tries) == [403] * tries
    assert {one.misses for one in models.SignInMiss.objects.all()} == {tries}


def test_a_stranger_who_asks_at_the_same_time_learns_and_changes_nothing(ward, ask, saved, at_once):
    draft, _ = saved()
    pretender = KioskSigner(ward.known.kiosk_id, ward.stranger.key)
    answers = at_once(
        lambda: ask(KeepDraft, draft=draft).status_code,
        lambda: ask(FetchDraft, signer=pretender, ticket_id=draft.id).status_code,
        lambda: ask(MissDraft, signer=pretender, ticket_id=draft.id).status_code,
    )
    assert answers == [200, 403, 403]
    assert models.Draft.objects.get().misses == 0


def test_a_copy_that_comes_in_while_its_visit_is_deleted_is_not_left(ward, at_once):
    ticket = Ticket(ward)
    first, sealed, last = ward.seal(), ticket.copy(), ward.seal()
    outcomes = at_once(
        lambda: put(ward, first, sealed, last), ticket.forget, lambda: put(ward, last, sealed, first)
    )
    assert sorted(outcomes[0] + outcomes[2]) == ["duplicate"] * 3 + ["stored"] * 3
    assert models.LeftCopy.objects.get().ended == "person"


def test_a_copy_ends_though_saving_again_and_deleting_that_are_told_at_once(ward, at_once):
    ticket, second, third = (Ticket(ward) for _ in range(3))
    put(ward, ticket.copy())
    at_once(third.forget, lambda: second.forget(heir=third), lambda: ticket.forget(heir=second))
    assert models.LeftCopy.objects.get().ended == "person"
