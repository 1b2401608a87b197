"""Saved visits at the desk: who may ask, what is bounded, what stays where, and when it goes."""

import logging
from datetime import timedelta
from functools import partial

import msgspec
import pytest

from kiosk.desk import models
from kiosk.desk.drafts import LONGEST, purge, purge_hourly
from kiosk.dossier.draft_words import check_word, sign_asking
from kiosk.dossier.seal import KioskSigner
from kiosk.wire import drafts as wire
from tests.databases import kept


def reply(response):
    assert response.status_code == 200, response.content
    return msgspec.msgpack.decode(response.content, type=wire.DraftReply)


def state(response):
    return reply(response).words[0].state


def test_the_desks_word_is_signed_for_this_question_alone(ward, ask, saved):
    draft, _ = saved()
    asking = sign_asking(wire.KeepDraft, ward.known, ward.clock.now(), draft=draft)
    (word,) = reply(ask(wire.KeepDraft, draft=draft)).words
    public = ward.site.keys.signer.public
    assert check_word(word, draft.id, asking, public)
    later = msgspec.structs.replace(asking, asked_at="2026-11-16T09:00:01+07:00")
    assert not check_word(word, draft.id, later, public)
    assert not check_word(msgspec.structs.replace(word, state="dead"), draft.id, asking, public)


@pytest.mark.parametrize("who", ["stranger", "revoked", "another's name"])
def test_only_a_known_kiosk_is_answered(ward, ask, saved, who):
    draft, _ = saved()
    ask(wire.KeepDraft, draft=draft)
    pretender = KioskSigner(ward.known.kiosk_id, ward.stranger.key)
    signer = {"stranger": ward.stranger, "revoked": ward.revoked}.get(who, pretender)
    response = ask(wire.FetchDraft, signer=signer, ticket_id=draft.id)
    assert (response.status_code, response.content) == (403, b"refused")


def test_an_old_question_is_not_answered(ward, ask, saved):
    draft, _ = saved()
    response = ask(wire.FetchDraft, at=ward.clock.now() - timedelta(minutes=11), ticket_id=draft.id)
    assert (response.status_code, response.content) == (403, b"stale")


def test_a_ticket_travels_by_post_alone(client):
    assert {client.get(path).status_code for path in wire.PATHS.values()} == {405}


def broken(draft):
    many = msgspec.structs.replace
    return {
        "size": many(draft, ciphertext=bytes(wire.CIPHERTEXT_LIMIT + 1)),
        "empty": many(draft, ciphertext=b""),
        "nonce": many(draft, nonce=b"short"),
        "digest": many(draft, write_digest=b""),
        "id": many(draft, id="../../etc/passwd"),
        "version": many(draft, version=0),
        "time": many(draft, expires="soon"),
        "naive": many(draft, expires="2026-12-16T09:00:00"),
    }


@pytest.mark.parametrize("what", ["size", "empty", "nonce", "digest", "id", "version", "time", "naive"])
def test_what_no_kiosk_makes_is_not_kept(ask, saved, what):
    draft, _ = saved()
    response = ask(wire.KeepDraft, draft=broken(draft)[what])
    assert (response.status_code, response.content) == (400, b"garbage")
    assert models.Draft.objects.count() == 0


def test_too_many_at_once_are_not_asked_about(ask):
    asked = tuple(f"{number:032x}" for number in range(wire.CHECK_LIMIT + 1))
    assert ask(wire.CheckDrafts, ticket_ids=asked).status_code == 400


def test_nothing_is_kept_longer_than_a_month_whatever_a_kiosks_clock_says(ward, ask, saved):
    draft, _ = saved(days=4000)
    ask(wire.KeepDraft, draft=draft)
    assert models.Draft.objects.get().expires_at == ward.clock.now() + LONGEST


def test_expired_ones_go_at_their_moment_and_leave_nothing(ward, ask, saved):
    draft, _ = saved()
    dead, right = saved()
    ask(wire.KeepDraft, draft=draft)
    ask(wire.ForgetDraft, ticket_id=dead.id, proof=right.proof, expires=right.expires, heir="")
    ward.clock.advance(30 * 86400.0 - 1)
    assert (purge(ward.site), models.Draft.objects.count()) == (0, 2)
    ward.clock.advance(1)
    assert (purge(ward.site), models.Draft.objects.count()) == (2, 0)
    assert state(ask(wire.FetchDraft, ticket_id=draft.id)) == "unknown"


def test_expired_ones_go_every_hour_though_no_kiosk_asks(ward, ask, saved):
    draft, _ = saved()
    ask(wire.KeepDraft, draft=draft)
    ward.clock.advance(31 * 86400.0)
    waits = iter((False, True))
    purge_hourly(ward.site, lambda seconds: next(waits))
    assert models.Draft.objects.count() == 0


def test_deleting_leaves_no_ciphertext_and_needs_the_proof(ask, saved):
    draft, right = saved()
    ask(wire.KeepDraft, draft=draft)
    wrong = ask(wire.ForgetDraft, ticket_id=draft.id, proof=bytes(32), expires=right.expires, heir="")
    assert state(wrong) == "kept"
    asked = ask(wire.ForgetDraft, ticket_id=draft.id, proof=right.proof, expires=right.expires, heir="")
    assert state(asked) == "dead"
    assert bytes(models.Draft.objects.get().ciphertext) == b""


def test_another_wards_drafts_are_not_seen(ward, ask, saved):
    draft, _ = saved()
    ask(wire.KeepDraft, draft=draft)
    models.Draft.objects.update(ward="00001")
    assert state(ask(wire.FetchDraft, ticket_id=draft.id)) == "unknown"


def test_every_refused_ticket_takes_the_same_steps(ward, ask, saved, steps_of):
    never, _ = saved()
    gone, right = saved()
    tried, _ = saved()
    for draft in (gone, tried):
        ask(wire.KeepDraft, draft=draft)
    ask(wire.ForgetDraft, ticket_id=gone.id, proof=right.proof, expires=right.expires, heir="")
    for _ in range(wire.TRIES):
        ask(wire.MissDraft, ticket_id=tried.id)
    steps = [steps_of(partial(ask, wire.FetchDraft, ticket_id=one.id)) for one in (never, gone, tried)]
    assert len(set(steps)) == 1


@pytest.fixture
def steps_of():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def steps(act):
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    return steps


def test_nothing_of_a_ticket_stands_in_the_log_or_the_file(ward, ask, saved, caplog):
    name = "Trầnsentinel Thị Dấuvết"
    draft, right = saved(position=name)
    with caplog.at_level(logging.DEBUG):
        ask(wire.KeepDraft, draft=draft)
        ask(wire.FetchDraft, ticket_id=draft.id)
        ask(wire.MissDraft, ticket_id=draft.id)
        ask(wire.ForgiveDraft, ticket_id=draft.id, proof=right.proof)
    ours = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("kiosk"))
    assert "KeepDraft" in ours
    assert draft.id not in ours
    files = b"".join(kept(ward.site.state).values())
    assert draft.ciphertext[:64] in files
    assert name.encode() not in files
    assert right.proof not in files
