"""A heavy dossier on a bad line and to a bad desk: it gets through, costs little, and leaves by its receipt alone."""

import os
import signal
import time

import msgspec
import pytest

from kiosk.dossier.keys import new_signing_key
from kiosk.dossier.seal import KioskSigner
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import Sender
from kiosk.store.memory import MemoryOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.exchange import Limits
from kiosk.ward.pieces import Pace
from kiosk.ward.place import DeskPlace
from kiosk.wire.messages import INTAKE_PATH, PROTOCOL, IntakeBatch, IntakeReply, IntakeResult
from kiosk.wire.upload import (
    LARGEST_PIECE,
    LEAST_PIECE,
    PIECE_BYTES,
    UPLOAD_PATH,
    UploadPiece,
    UploadReply,
    packed_whole,
)
from tests.outbox.parcels import DESK, IDS, KIOSK, NOON, judge, receipt, sealed
from tests.ward.bad_line import bad_line
from tests.ward.real_desk import await_answer, furnish, real_desk, running_desk
from tests.ward.servers import serving
from tests.ward.test_nasty_desk import NASTY, SHORT


def client_of(url, limits=None, *, frugal=False):
    place = DeskPlace.of(url, loopback_only=True)
    return DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic, limits, frugal=frugal)


def heavy(size=300_000):
    return sealed("x" * size)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with real_desk(tmp_path_factory.mktemp("desk")) as (url, process):
        await_answer(client_of(url), process)
        yield url


def sent_until_received(client, *parcels, most=60):
    """The outbox with these, emptied; returns how many tries it took."""
    store = MemoryOutboxStore()
    for parcel in parcels:
        store.put(parcel, "A001", NOON)
    sender, tries = Sender(store, client, judge, lambda: 0.0), 0
    while sum(store.counts().values()):
        sender.send(0.0, patient=True)
        tries += 1
        assert tries <= most
        assert store.counts()["needs-person"] == 0
    return tries


def test_on_a_good_line_it_goes_over_one_connection_and_costs_little_more_than_itself(desk):
    parcel = heavy(2_000_000)
    with bad_line(desk) as line:
        reply = client_of(line.url).deliver((parcel,), patient=True)
    assert judge(reply.results[0].receipt, parcel) == "good"
    assert line.connections == 1
    assert line.up + line.down < len(packed_whole(parcel)) + 8_000


@pytest.mark.parametrize("size", [70_000, 300_000, 2_000_000])
def test_where_each_byte_is_paid_for_it_costs_two_kilobytes_at_most_beyond_itself(desk, size):
    parcel = heavy(size)
    with bad_line(desk) as line:
        reply = client_of(line.url, frugal=True).deliver((parcel,), patient=True)
    assert judge(reply.results[0].receipt, parcel) == "good"
    assert line.up + line.down < len(packed_whole(parcel)) + 2_048


def test_where_each_byte_is_paid_for_a_line_that_breaks_takes_back_one_large_piece_at_most(desk):
    parcel = heavy(600_000)
    with bad_line(desk, cut_after=150_000) as line:
        sent_until_received(client_of(line.url, frugal=True), parcel)
    assert line.up < len(packed_whole(parcel)) + 350_000


@pytest.mark.parametrize(
    ("size", "cut_after"),
    [
        (600_000, 150_000),
        pytest.param(150_000, 12_000, marks=pytest.mark.full),
        pytest.param(2_000_000, 150_000, marks=pytest.mark.full),
    ],
)
def test_a_line_that_breaks_again_and_again_carries_it_and_no_byte_more_than_twice_in_sum(
    desk, size, cut_after
):
    parcel = heavy(size)
    with bad_line(desk, cut_after=cut_after) as line:
        sent_until_received(client_of(line.url), parcel)
    assert line.connections > size / cut_after
    assert line.up < 2 * len(packed_whole(parcel))
    again = client_of(desk).deliver((parcel,), patient=True).results[0]
    assert again.outcome == "duplicate"


def test_a_week_of_light_ones_gets_through_a_line_that_breaks_before_a_batch_is_over(desk):
    parcels = [sealed("x" * 6_000) for _ in range(50)]
    with bad_line(desk, cut_after=60_000) as line:
        tries = sent_until_received(client_of(line.url), *parcels)
    assert tries < 30
    assert line.up < 3 * sum(len(packed_whole(parcel)) for parcel in parcels)


def test_a_call_that_somebody_waits_for_ends_in_time_and_the_next_goes_on_from_there(desk):
    parcel, limits = heavy(1_200_000), Limits(connect=0.5, read=1.0, total=1.0)
    with bad_line(desk, a_second=700_000) as line:
        client = client_of(line.url, limits)
        start = time.monotonic()
        answers = [client.deliver((parcel,))]
        took = time.monotonic() - start
        while isinstance(answers[-1], Unreached):
            answers.append(client.deliver((parcel,)))
            assert len(answers) < 200
    assert took < limits.total + 1.0
    assert Unreached("timeout", further=True) in answers
    assert judge(answers[-1].results[0].receipt, parcel) == "good"


@pytest.mark.full
def test_several_heavy_ones_on_a_line_that_breaks_arrive_one_after_the_other(desk):
    parcels = [heavy() for _ in range(3)]
    with bad_line(desk, cut_after=100_000) as line:
        sent_until_received(client_of(line.url), *parcels)
    assert line.up < 2 * sum(len(packed_whole(parcel)) for parcel in parcels)


def test_a_desk_that_is_killed_between_the_last_piece_and_the_answer_gives_the_receipt_afterwards(tmp_path):
    furnish(tmp_path)
    parcel = heavy()
    with running_desk(tmp_path) as (url, process):
        await_answer(client_of(url), process)

        def killed(line):
            if line.up < len(packed_whole(parcel)):
                return True
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
            return False

        with bad_line(url, heard=killed) as line:
            lost = client_of(line.url).deliver((parcel,), patient=True)
        assert isinstance(lost, Unreached)
    with running_desk(tmp_path) as (url, process), bad_line(url) as line:
        await_answer(client_of(url), process)
        reply = client_of(line.url).deliver((parcel,), patient=True)
    assert reply.results[0].outcome == "duplicate"
    assert judge(reply.results[0].receipt, parcel) == "good"
    assert line.up < 2_000, "nothing of it was sent again"


def test_every_answer_that_is_swallowed_costs_a_question_and_no_piece(desk):
    parcel, heard = heavy(), {}

    def every_second(line):
        """By how much has been asked until then: an answer may come in several parts."""
        return heard.setdefault(line.up, len(heard) % 2 == 0)

    with bad_line(desk, heard=every_second) as line:
        sent_until_received(client_of(line.url), parcel)
    assert line.up < len(packed_whole(parcel)) + 16_000


def test_a_desk_that_knows_no_pieces_gets_it_as_ever():
    def respond(handler, body):
        if handler.path == UPLOAD_PATH:
            handler.answer(b"not found", status=404, kind="text/html")
            return
        batch = msgspec.msgpack.decode(body, type=IntakeBatch)
        results = tuple(
            IntakeResult(dossier_id=one.dossier_id, outcome="stored", receipt=receipt(one))
            for one in batch.dossiers
        )
        handler.answer(msgspec.msgpack.encode(IntakeReply(protocol=PROTOCOL, results=results)))

    parcel = heavy()
    with serving(respond) as server:
        reply = client_of(server.url).deliver((parcel,))
    assert judge(reply.results[0].receipt, parcel) == "good"
    assert server.paths == [UPLOAD_PATH, INTAKE_PATH]


ODD = {name: respond for name, respond in NASTY.items() if "good_reply" not in respond.__code__.co_names}


@pytest.mark.parametrize("name", ODD)
def test_whatever_else_it_answers_the_dossier_stays_and_the_reason_is_told(name):
    store, parcel = MemoryOutboxStore(), heavy()
    store.put(parcel, "A001", NOON)
    with serving(ODD[name]) as server:
        start = time.monotonic()
        sent = Sender(store, client_of(server.url, SHORT), judge, lambda: 0.0).send(0.0)
        took = time.monotonic() - start
    assert (sent.code, sent.further) == (name.partition(":")[0], False)
    assert took < SHORT.total + 1.0
    assert store.entry(parcel.dossier_id).dossier == parcel
    assert server.paths == [UPLOAD_PATH]


def far(answer, parcel, asked):
    """What a desk says: the parcel's true result where ``answer`` says so, else as it is."""
    if answer == "stored":
        return UploadReply(
            protocol=PROTOCOL,
            have=asked.total,
            result=IntakeResult(dossier_id=parcel.dossier_id, outcome="stored", receipt=receipt(parcel)),
        )
    return answer if isinstance(answer, UploadReply) else UploadReply(protocol=PROTOCOL, have=answer(asked))


def liar(parcel, answers):
    def respond(handler, body):
        asked = msgspec.msgpack.decode(body, type=UploadPiece)
        answer = answers[min(len(handler.server.paths), len(answers)) - 1]
        handler.answer(msgspec.msgpack.encode(far(answer, parcel, asked)), Connection="close")

    return respond


LIES = {
    "has all and no result": [lambda asked: asked.total],
    "has more than all": [lambda asked: asked.total + 1],
    "has less than nothing": [lambda _: -1],
    "never has any": [lambda _: 0],
    "loses it again and again": [lambda _: 1000, lambda _: 0],
    "another protocol": [UploadReply(protocol=2, have=0)],
}


@pytest.mark.parametrize("name", LIES)
def test_a_desk_that_lies_about_how_far_it_is_gets_no_more_than_a_few_pieces(name):
    parcel = heavy()
    with serving(liar(parcel, LIES[name])) as server:
        answer = client_of(server.url).deliver((parcel,), patient=True)
    assert answer == Unreached("nonsense")
    assert len(server.paths) <= 6


def spoilt(parcel, **changes):
    true = IntakeResult(dossier_id=parcel.dossier_id, outcome="stored", receipt=receipt(parcel))
    return UploadReply(protocol=PROTOCOL, have=0, result=msgspec.structs.replace(true, **changes))


SPOILT = {
    "no-result": lambda _: {"dossier_id": "0" * 32},
    "no-receipt": lambda _: {"receipt": None},
    "receipt-wrong-dossier": lambda _: {"receipt": receipt(sealed())},
    "receipt-bad-signature": lambda parcel: {
        "receipt": msgspec.structs.replace(receipt(parcel), signature=bytes(64))
    },
}


@pytest.mark.parametrize("reason", SPOILT)
def test_nothing_leaves_but_by_its_own_receipt(reason):
    store, parcel = MemoryOutboxStore(), heavy()
    store.put(parcel, "A001", NOON)
    with serving(liar(parcel, [spoilt(parcel, **SPOILT[reason](parcel)), "stored"])) as server:
        sender = Sender(store, client_of(server.url), judge, lambda: 0.0)
        assert sender.send(0.0).kept[0].reason == reason
        assert store.entry(parcel.dossier_id).dossier == parcel
        assert len(sender.send(0.0).accepted) == 1


def test_what_the_desk_refuses_waits_for_a_person_with_its_reason():
    store, parcel = MemoryOutboxStore(), heavy()
    store.put(parcel, "A001", NOON)
    with serving(liar(parcel, [UploadReply(protocol=PROTOCOL, have=0, refused="unknown-kiosk")])) as server:
        Sender(store, client_of(server.url), judge, lambda: 0.0).send(0.0)
    entry = store.entry(parcel.dossier_id)
    assert (entry.state, entry.last_reason) == ("needs-person", "unknown-kiosk")


def test_a_kiosk_that_the_desk_does_not_know_is_refused_at_the_first_question(desk):
    stranger = KioskSigner(KIOSK.kiosk_id, new_signing_key(IDS.random_bytes))
    parcel = sealed("x" * 300_000, signer=stranger)
    with bad_line(desk) as line:
        place = DeskPlace.of(line.url, loopback_only=True)
        client = DeskClient(place, DeskKeys(stranger, DESK.public), time.monotonic)
        (result,) = client.deliver((parcel,)).results
    assert (result.dossier_id, result.outcome, result.reason) == (
        parcel.dossier_id,
        "refused",
        "bad-signature",
    )
    assert line.up < 2_000


def test_pieces_grow_on_a_good_line_shrink_on_a_bad_one_and_grow_again_with_care():
    pace = Pace()
    sizes = []
    for _ in range(6):
        pace.went(0.1)
        sizes.append(pace.size)
    assert sizes == [2 * PIECE_BYTES, 4 * PIECE_BYTES, 8 * PIECE_BYTES, *[LARGEST_PIECE] * 3]
    for _ in range(12):
        pace.failed()
    assert pace.size == LEAST_PIECE
    pace.went(0.1)
    assert pace.size == LEAST_PIECE
    for _ in range(7):
        pace.went(0.1)
    assert pace.size == 2 * LEAST_PIECE
    for _ in range(9):
        pace.went(3.0)
    assert pace.size == 2 * LEAST_PIECE, "not quick enough for more"
    pace.went(6.0)
    assert pace.size == LEAST_PIECE
