"""A large dossier comes in pieces: whatever the line does to them, it is stored once, whole, with its own receipt."""

import random
from itertools import pairwise

import msgspec
import pytest
from django.test import Client

from kiosk.desk import models, uploads
from kiosk.desk.retention import tidy
from kiosk.dossier.seal import KioskSigner
from kiosk.dossier.upload_words import sign_piece
from kiosk.wire.dossier import Attachment
from kiosk.wire.messages import CONTENT_TYPE, INTAKE_PATH, IntakeBatch, IntakeReply
from kiosk.wire.upload import (
    LARGEST_PIECE,
    UPLOAD_LIMIT,
    UPLOAD_PATH,
    UploadReply,
    name_of,
    packed_whole,
)

SIZE = 300_000
STEP = 64 * 1024
WEEK = 7 * 86400.0


def large(ward, signer=None, *, size=SIZE, **more):
    page = Attachment(name="Trang 1", media_type="image/jpeg", sha256=bytes(32), data=bytes(size))
    return ward.seal(ward.fill(signer, attachments=(page,)), signer, **more)


class Sent:
    """A dossier as its kiosk cuts it up."""

    def __init__(self, ward, parcel, signer=None):
        self.parcel, self.whole, self.signer = parcel, packed_whole(parcel), signer or ward.known
        self.name, self.total = name_of(self.whole), len(self.whole)

    def piece(self, start=0, end=0, **more):
        signed = sign_piece(self.signer, self.name, self.total, start, self.whole[start:end])
        return msgspec.structs.replace(signed, **more)

    def send(self, start=0, end=0, **more):
        return read(post(self.piece(start, end, **more)))

    def cuts(self, step=STEP):
        return list(pairwise([*range(0, self.total, step), self.total]))

    def send_all(self, step=STEP):
        return [self.send(start, end) for start, end in self.cuts(step)][-1]


def post(piece):
    body = msgspec.msgpack.encode(piece)
    return Client(headers={"host": "localhost"}).post(UPLOAD_PATH, body, content_type=CONTENT_TYPE)


def read(response):
    assert response.status_code == 200, (response.status_code, response.content)
    return msgspec.msgpack.decode(response.content, type=UploadReply)


@pytest.fixture
def sent(ward):
    return Sent(ward, large(ward))


def stored_whole(ward, sent, reply):
    row = models.Dossier.objects.get(dossier_id=sent.parcel.dossier_id)
    return (
        ward.vouches(reply.result.receipt, sent.parcel)
        and bytes(row.sealed) == sent.parcel.sealed
        and not models.UploadPart.objects.exists()
    )


def test_a_dossier_that_came_in_pieces_is_stored_as_any_other(ward, sent):
    assert sent.send().have == 0
    far = [sent.send(start, end) for start, end in sent.cuts()]
    assert [reply.have for reply in far[:-1]] == [end for _, end in sent.cuts()[:-1]]
    assert far[-1].result.outcome == "stored"
    assert stored_whole(ward, sent, far[-1])


def test_to_ask_how_far_it_is_leaves_nothing(ward, sent):
    assert sent.send() == UploadReply(protocol=1, have=0)
    assert not models.Upload.objects.exists()


def test_the_desk_says_where_to_go_on(ward, sent):
    sent.send(0, STEP)
    assert sent.send().have == STEP
    assert models.UploadPart.objects.count() == 1
    assert not models.Dossier.objects.exists()


def test_a_piece_that_comes_twice_or_too_early_changes_nothing_and_one_that_overlaps_is_taken_on(ward, sent):
    assert sent.send(STEP, 2 * STEP).have == 0
    assert not models.Upload.objects.exists()
    assert [sent.send(0, STEP).have for _ in range(2)] == [STEP, STEP]
    assert sent.send(3 * STEP, 4 * STEP).have == STEP
    assert sent.send(1000, STEP + 1000).have == STEP + 1000
    reply = [sent.send(at, at + STEP) for at in range(STEP + 1000, sent.total, STEP)][-1]
    assert stored_whole(ward, sent, reply)


def test_when_the_answer_was_lost_the_same_receipt_is_given_again(ward, sent):
    first = sent.send_all()
    ward.clock.advance(3600)
    again = [sent.send(), sent.send(sent.total - 10, sent.total), sent.send(0, STEP)]
    assert [reply.result.outcome for reply in again] == ["duplicate"] * 3
    assert {reply.result.receipt for reply in again} == {first.result.receipt}
    assert models.Dossier.objects.count() == 1


def test_what_came_in_pieces_is_known_when_it_comes_whole_and_the_other_way_round(ward, sent):
    first = sent.send_all().result
    batch = IntakeBatch(protocol=1, kiosk_id=ward.known.kiosk_id, dossiers=(sent.parcel,))
    client = Client(headers={"host": "localhost"})
    response = client.post(INTAKE_PATH, msgspec.msgpack.encode(batch), content_type=CONTENT_TYPE)
    (again,) = msgspec.msgpack.decode(response.content, type=IntakeReply).results
    assert (again.outcome, again.receipt) == ("duplicate", first.receipt)
    models.Upload.objects.all().delete()
    late = sent.send_all().result
    assert (late.outcome, late.receipt) == ("duplicate", first.receipt)


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_desk_that_dies_between_the_last_piece_and_the_answer_gives_the_receipt_when_asked(
    ward, sent, monkeypatch, where
):
    take_in = uploads.take_in

    def dies(*given):
        if where == "after":
            take_in(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(uploads, "take_in", dies)
        with pytest.raises(KeyboardInterrupt):
            sent.send_all()
    assert models.Dossier.objects.count() == (where == "after")
    assert models.UploadPart.objects.exists()
    reply = sent.send()
    assert reply.result.outcome == ("duplicate" if where == "after" else "stored")
    assert stored_whole(ward, sent, reply)


def test_a_revoked_kiosks_dossier_is_kept_apart_by_this_way_too(ward):
    sent = Sent(ward, large(ward, ward.revoked), ward.revoked)
    assert sent.send_all().result.outcome == "quarantined"
    assert models.Dossier.objects.get().state == "quarantined"


def test_nobody_adds_to_another_kiosks_upload_or_learns_of_it(ward, sent):
    sent.send(0, STEP)
    other = Sent(ward, sent.parcel, ward.revoked)
    assert other.send().have == 0
    assert other.send(STEP, 2 * STEP).have == 0
    assert sent.send().have == STEP


def test_what_its_kiosk_has_not_signed_is_refused(ward, sent):
    thief = Sent(ward, sent.parcel, KioskSigner(ward.known.kiosk_id, ward.stranger.key))
    stranger = Sent(ward, sent.parcel, ward.stranger)
    spoilt = {"piece": b"x" * STEP, "offset": 1, "total": sent.total + 1, "upload_id": bytes(32)}
    assert thief.send(0, STEP).refused == "bad-signature"
    assert stranger.send(0, STEP).refused == "unknown-kiosk"
    for name, value in spoilt.items():
        assert sent.send(0, STEP, **{name: value}).refused == "bad-signature", name
    assert not models.Upload.objects.exists()


def signed(ward, *, name=bytes(32), total=1000, offset=0, piece=b"x"):
    return sign_piece(ward.known, name, total, offset, piece)


def test_what_does_not_fit_is_garbage(ward):
    odd = (
        signed(ward, name=b"short"),
        signed(ward, total=0, piece=b""),
        signed(ward, total=UPLOAD_LIMIT + 1),
        signed(ward, offset=-1),
        signed(ward, offset=1000),
        signed(ward, offset=1000, piece=b"xx"),
        signed(ward, total=UPLOAD_LIMIT, piece=bytes(LARGEST_PIECE + 1)),
    )
    for piece in odd:
        response = post(piece)
        assert (response.status_code, response.content) == (400, b"garbage")
    assert not models.Upload.objects.exists()


def test_one_name_has_one_size(ward):
    assert read(post(signed(ward, total=1000))).have == 1
    for piece in (signed(ward, total=999, offset=1), signed(ward, total=999, piece=b"")):
        assert post(piece).status_code == 400
    assert read(post(signed(ward, total=1000, piece=b""))).have == 1


def test_other_bytes_than_it_is_named_by_are_thrown_away_and_the_kiosk_starts_again(ward, sent):
    wrong = sign_piece(ward.known, sent.name, sent.total, 0, bytes(STEP))
    read(post(wrong))
    reply = [sent.send(start, end) for start, end in sent.cuts()][-1]
    assert (reply.have, reply.result, reply.refused) == (0, None, "")
    assert not models.Upload.objects.exists()
    assert not models.UploadPart.objects.exists()
    assert stored_whole(ward, sent, sent.send_all())


@pytest.mark.parametrize("whole", [b"no dossier" * 100, b"\x81\xa1\xfb\x01"])
def test_what_is_no_dossier_is_refused_and_not_kept(ward, whole):
    piece = sign_piece(ward.known, name_of(whole), len(whole), 0, whole)
    assert read(post(piece)).refused == "unreadable"
    assert not models.Upload.objects.exists()


def test_what_was_refused_may_come_again_when_somebody_has_seen_to_why(ward, sent, monkeypatch):
    with monkeypatch.context() as other:
        other.setattr("kiosk.desk.intake.known_kiosk", lambda *_: None)
        assert sent.send_all().result.reason == "unknown-kiosk"
    assert not models.Upload.objects.exists()
    assert stored_whole(ward, sent, sent.send_all())


def test_half_uploads_of_a_kiosk_do_not_pile_up_and_a_new_one_is_never_kept_out(ward, monkeypatch):
    monkeypatch.setattr(uploads, "OPEN_AT_MOST", 3)
    done, *many = [Sent(ward, large(ward)) for _ in range(6)]
    done.send_all()
    for at, one in enumerate(many):
        ward.clock.advance(60)
        assert one.send(0, STEP).have == STEP
        assert models.UploadPart.objects.count() == min(at + 1, 3)
    assert [one.send().have for one in many] == [0, 0, STEP, STEP, STEP]
    assert done.send().result.outcome == "duplicate", "what has come whole is none of them"
    elsewhere = Sent(ward, large(ward, ward.revoked), ward.revoked)
    elsewhere.send(0, STEP)
    assert models.UploadPart.objects.count() == 4, "another kiosk's take no room from this one's"


def test_a_half_upload_goes_after_a_week_without_a_piece(ward, sent):
    sent.send(0, STEP)
    ward.clock.advance(WEEK - 1)
    sent.send(STEP, 2 * STEP)
    ward.clock.advance(WEEK - 1)
    assert tidy(ward.site)["uploads"] == 0
    ward.clock.advance(1)
    assert tidy(ward.site)["uploads"] == 1
    assert not models.UploadPart.objects.exists()
    assert stored_whole(ward, sent, sent.send_all())


def test_what_is_remembered_of_a_whole_one_goes_too_and_the_dossier_stays(ward, sent):
    first = sent.send_all()
    ward.clock.advance(WEEK)
    assert tidy(ward.site)["uploads"] == 1
    again = sent.send_all()
    assert (again.result.outcome, again.result.receipt) == ("duplicate", first.result.receipt)


@pytest.mark.parametrize("round_", range(2))
def test_pieces_that_come_at_the_same_time_are_kept_once(ward, sent, at_once, round_):
    for start, end in sent.cuts():
        replies = at_once(*[lambda start=start, end=end: sent.send(start, end)] * 4)
    assert models.Dossier.objects.count() == 1
    results = [reply.result for reply in replies]
    assert sorted(one.outcome for one in results)[:3] == ["duplicate"] * 3
    assert len({one.receipt for one in results}) == 1
    assert stored_whole(ward, sent, replies[0])


def test_two_new_ones_at_the_same_time_both_begin(ward, at_once):
    many = [Sent(ward, large(ward)) for _ in range(4)]
    assert [one.have for one in at_once(*[lambda one=one: one.send(0, STEP) for one in many])] == [STEP] * 4


@pytest.mark.parametrize("seed", range(6))
def test_whatever_pieces_come_in_whatever_order_it_is_stored_once_and_whole(ward, seed):
    chance = random.Random(seed)
    many = [Sent(ward, large(ward, size=chance.randrange(1_000, 90_000))) for _ in range(3)]
    receipts = {one.name: set() for one in many}
    open_ones, turns = list(many), 0
    while open_ones:
        turns += 1
        one = chance.choice(many)
        far = one.send().have if chance.random() < 0.7 else chance.randrange(one.total)
        size = chance.choice([0, 1, 1000, 20_000, 70_000])
        start = min(far, one.total)
        piece = one.piece(start, start + size)
        if chance.random() < 0.1:
            piece = msgspec.structs.replace(piece, piece=piece.piece[:-1] + b"\0\0")
        for _ in range(chance.choice([1, 1, 2])):
            reply = read(post(piece))
            if reply.result is not None:
                receipts[one.name].add(reply.result.receipt)
                open_ones = [other for other in open_ones if other is not one]
    assert turns > 3
    assert models.Dossier.objects.count() == len(many)
    assert not models.UploadPart.objects.exists()
    for one in many:
        (receipt,) = receipts[one.name]
        assert ward.vouches(receipt, one.parcel)
        row = models.Dossier.objects.get(dossier_id=one.parcel.dossier_id)
        assert bytes(row.sealed) == one.parcel.sealed
