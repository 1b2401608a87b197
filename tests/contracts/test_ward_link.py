"""What every link to the ward keeps: the real desk over HTTP, and the desk in memory."""

import time

import pytest

from kiosk.clock import SystemClock
from kiosk.desk.project import BODY_LIMIT
from kiosk.ids import TicketId
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import Sender, send_due
from kiosk.store.connection import Database
from kiosk.store.memory import MemoryOutboxStore
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.exchange import Limits
from kiosk.ward.memory import MemoryDesk
from kiosk.ward.place import DeskPlace
from kiosk.wire.upload import PIECES_ABOVE
from tests.outbox.parcels import DESK, KIOSK, NOON, judge, receipt, sealed, status
from tests.ward.bad_line import bad_line
from tests.ward.real_desk import await_answer, free_port, real_desk


def client_of(url, limits=None):
    place = DeskPlace.of(url, loopback_only=True)
    return DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic, limits)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with real_desk(tmp_path_factory.mktemp("desk")) as (url, process):
        client = client_of(url)
        await_answer(client, process)
        yield url, client


@pytest.fixture(scope="module")
def real(desk):
    return desk[1]


@pytest.fixture(params=["real", "memory"])
def link(request):
    return request.getfixturevalue("real") if request.param == "real" else MemoryDesk(receipt, status)


@pytest.fixture(params=["real", "memory"])
def unreached(request):
    if request.param == "real":
        return client_of(f"http://127.0.0.1:{free_port()}")
    away = MemoryDesk(receipt, status)
    away.faults.extend(["offline"] * 2)
    return away


def told(reply):
    return {result.dossier_id: result for result in reply.results}


def test_each_dossier_of_a_batch_gets_its_own_good_receipt(link):
    parcels = tuple(sealed() for _ in range(50))
    results = told(link.deliver(parcels))
    assert {results[parcel.dossier_id].outcome for parcel in parcels} == {"stored"}
    assert {judge(results[parcel.dossier_id].receipt, parcel) for parcel in parcels} == {"good"}


def test_the_same_dossier_again_is_a_duplicate_with_a_good_receipt(link):
    parcel, fresh = sealed(), sealed()
    link.deliver((parcel,))
    results = told(link.deliver((parcel, fresh)))
    assert (results[parcel.dossier_id].outcome, results[fresh.dossier_id].outcome) == ("duplicate", "stored")
    assert judge(results[parcel.dossier_id].receipt, parcel) == "good"


def test_other_bytes_under_a_known_id_are_refused_without_a_receipt(link):
    parcel = sealed()
    other = sealed("Đăng ký khai tử", dossier_id=parcel.dossier_id, ticket=parcel.ticket_id)
    link.deliver((parcel,))
    result = told(link.deliver((other,)))[parcel.dossier_id]
    assert (result.outcome, result.reason, result.receipt) == ("refused", "id-conflict", None)


def test_an_empty_batch_is_answered(link):
    assert link.deliver(()).results == ()


def test_a_delivered_dossier_has_the_first_status_under_its_ticket(link):
    parcel = sealed()
    link.deliver((parcel,))
    said = link.status(parcel.ticket_id, SystemClock().now())
    assert (said.ticket_id, said.status, said.due_date) == (parcel.ticket_id, 1, "")


def test_an_unknown_ticket_has_none(link):
    assert link.status(TicketId("0" * 32), SystemClock().now()) is None


def test_a_ward_that_is_away_is_offline(unreached):
    assert unreached.deliver((sealed(),)) == Unreached("offline")
    assert unreached.status(TicketId("0" * 32), NOON) == Unreached("offline")


def test_twenty_dossiers_with_copies_go_through_in_batches_that_the_desk_takes(real, tmp_path):
    database = Database(tmp_path / "kiosk.sqlite3")
    store, biggest = SqliteOutboxStore(database), []

    class Watched:
        def deliver(self, dossiers, *, patient=False):
            biggest.append(sum(len(dossier.sealed) for dossier in dossiers))
            return real.deliver(dossiers, patient=patient)

    parcels = [sealed("x" * 5_000_000) for _ in range(20)]
    for parcel in parcels:
        store.put(parcel, "A001", NOON)
    sender, accepted = Sender(store, Watched(), judge, lambda: 0.5), []
    while found := sender.send(0.0, patient=True).accepted:
        accepted.extend(found)
    database.close()
    assert [filed.dossier_id for filed in accepted] == [parcel.dossier_id for parcel in parcels]
    assert max(biggest) < BODY_LIMIT


def test_the_largest_dossier_goes_through_by_itself(real):
    parcel = sealed("x" * 10_200_000)
    results = told(real.deliver((parcel,), patient=True))
    assert judge(results[parcel.dossier_id].receipt, parcel) == "good"


def test_a_heavy_dossier_gets_its_own_good_receipt_and_is_known_when_it_comes_again(link):
    parcel = sealed("x" * PIECES_ABOVE)
    outcomes = [told(link.deliver((parcel,)))[parcel.dossier_id] for _ in range(2)]
    assert [result.outcome for result in outcomes] == ["stored", "duplicate"]
    assert {judge(result.receipt, parcel) for result in outcomes} == {"good"}


def test_other_heavy_bytes_under_a_known_id_are_refused_without_a_receipt(link):
    parcel = sealed("x" * PIECES_ABOVE)
    other = sealed("y" * PIECES_ABOVE, dossier_id=parcel.dossier_id, ticket=parcel.ticket_id)
    link.deliver((parcel,))
    result = told(link.deliver((other,)))[parcel.dossier_id]
    assert (result.outcome, result.reason, result.receipt) == ("refused", "id-conflict", None)


@pytest.fixture(params=["real", "memory"])
def half_way(request):
    """A link on which a heavy dossier does not arrive in one try."""
    if request.param == "memory":
        broken = MemoryDesk(receipt, status)
        broken.faults.append("breaks-half-way")
        yield broken
        return
    url, _ = request.getfixturevalue("desk")
    with bad_line(url, a_second=500_000) as line:
        yield client_of(line.url, Limits(connect=1.0, read=1.0, total=1.0))


def test_a_try_that_got_further_says_so_and_the_next_ones_go_on_from_there(half_way):
    parcel = sealed("x" * 900_000)
    answers = [half_way.deliver((parcel,))]
    while isinstance(answers[-1], Unreached):
        answers.append(half_way.deliver((parcel,)))
        assert len(answers) < 200
    assert any(answer.further for answer in answers[:-1])
    assert judge(told(answers[-1])[parcel.dossier_id].receipt, parcel) == "good"


def test_the_outbox_empties_through_it_once(link):
    store, parcels = MemoryOutboxStore(), [sealed() for _ in range(3)]
    for parcel in parcels:
        store.put(parcel, "A001", NOON)
    sent = send_due(store, link, judge)
    assert [filed.dossier_id for filed in sent.accepted] == [parcel.dossier_id for parcel in parcels]
    assert store.waiting(50) == ()
    again = told(link.deliver(tuple(parcels)))
    assert {result.outcome for result in again.values()} == {"duplicate"}
