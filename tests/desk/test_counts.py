"""Counts at the desk: each batch once, from kiosks that it knows, and nothing else."""

from datetime import timedelta

import msgspec
import pytest
from django.test import Client
from msgspec.structs import replace

from kiosk.desk import models
from kiosk.dossier.count_words import check_counted
from kiosk.dossier.draft_words import sign_asking
from kiosk.wire.counts import (
    CELLS_AT_MOST,
    COUNTS_PATH,
    Counts,
    CountsReply,
    Ends,
    Opinion,
    Opinions,
    VisitEnd,
)
from kiosk.wire.messages import CONTENT_TYPE

END = VisitEnd(
    point="KP3",
    procedure="1.001193",
    screen="papers",
    result="left",
    minutes=2,
    helped=False,
    language="vi",
    day="2026-11-16",
    hour=8,
)
OPINION = Opinion(
    point="KP3", procedure="", stars=2, reason="waited", language="km", day="2026-11-15", hour=15
)


@pytest.fixture
def batch(ward):
    """Makes a signed batch."""

    def make(signer=None, ends=((END, 3),), opinions=((OPINION, 1),), at=None, batch_id=""):
        return sign_asking(
            Counts,
            signer or ward.known,
            at or ward.clock.now(),
            batch_id=batch_id or ward.site.ids.new(),
            ends=tuple(Ends(of=of, count=count) for of, count in ends),
            opinions=tuple(Opinions(of=of, count=count) for of, count in opinions),
        )

    return make


def put(counts):
    client = Client(headers={"host": "localhost"})
    return client.post(COUNTS_PATH, msgspec.msgpack.encode(counts), content_type=CONTENT_TYPE)


def counted():
    visits = {row.result: row.count for row in models.VisitCount.objects.all()}
    return visits, {row.stars: row.count for row in models.OpinionCount.objects.all()}


def test_a_batch_is_counted_and_the_desk_signs_for_it(ward, batch):
    told = batch()
    answer = put(told)
    reply = msgspec.msgpack.decode(answer.content, type=CountsReply)
    assert check_counted(reply, told, ward.site.keys.signer.public)
    row = models.VisitCount.objects.get()
    assert (row.ward, row.point, row.screen, row.minutes, row.hour, row.count) == (
        ward.site.ward,
        "KP3",
        "papers",
        2,
        8,
        3,
    )
    assert row.kiosk.kiosk_id == ward.known.kiosk_id


def test_the_same_batch_again_is_answered_and_not_counted(ward, batch):
    told = batch()
    for _ in range(3):
        assert put(told).status_code == 200
    later = sign_asking(
        Counts,
        ward.known,
        ward.clock.now() + timedelta(minutes=5),
        batch_id=told.batch_id,
        ends=told.ends,
        opinions=told.opinions,
    )
    assert put(later).status_code == 200
    assert counted() == ({"left": 3}, {2: 1})


def test_another_batch_adds_to_the_same_cells(batch):
    put(batch())
    put(batch(ends=((END, 2), (replace(END, result="filed"), 1)), opinions=()))
    assert counted() == ({"left": 5, "filed": 1}, {2: 1})


def test_two_that_bring_the_same_batch_at_once_bring_it_once(batch, at_once):
    told = batch()
    answers = at_once(*[lambda: put(told)] * 4)
    assert {answer.status_code for answer in answers} <= {200, 503}
    put(told)
    assert counted() == ({"left": 3}, {2: 1})


def test_other_cells_under_a_counted_id_are_refused_and_change_nothing(batch):
    told = batch()
    put(told)
    assert put(batch(batch_id=told.batch_id, ends=((END, 9),))).status_code == 400
    assert counted() == ({"left": 3}, {2: 1})


def test_a_stranger_a_revoked_kiosk_a_stale_clock_and_a_changed_batch_are_refused(ward, batch):
    forged = replace(batch(), ends=(Ends(of=END, count=50),))
    stale = batch(at=ward.clock.now() - timedelta(minutes=11))
    for told in (batch(ward.stranger), batch(ward.revoked), forged, stale):
        assert put(told).status_code == 403
    assert counted() == ({}, {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"hour": 24},
        {"hour": -1},
        {"day": "2026-13-01"},
        {"day": "2031-01-01"},
        {"day": "2020-01-01"},
        {"point": "Bà Năm"},
        {"point": ""},
        {"screen": ""},
        {"screen": "Nguyễn Văn Mẫu"},
        {"procedure": "1." + "0" * 40},
    ],
)
def test_what_no_kiosk_of_ours_counts_is_refused_whole(batch, wrong):
    assert put(batch(ends=((END, 1), (replace(END, **wrong), 1)))).status_code == 400
    assert counted() == ({}, {})


def test_neither_none_nor_too_many_are_taken(batch):
    for ends in (((END, 0),), ((END, -3),), ((END, 10**6),), ((END, 1),) * (CELLS_AT_MOST + 1)):
        assert put(batch(ends=ends)).status_code == 400
    assert counted() == ({}, {})


def test_no_table_of_counts_has_a_place_for_a_person_a_ticket_or_a_minute():
    for table in (models.VisitCount, models.OpinionCount, models.CountBatch):
        names = {field.name for field in table._meta.get_fields()}
        assert not names & {
            "ticket_id",
            "dossier",
            "visit",
            "helper",
            "at",
            "received_at",
            "minute",
            "seconds",
        }
