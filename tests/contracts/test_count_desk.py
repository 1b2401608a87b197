"""What every place for counts keeps: the real desk over HTTP, and the one in memory."""

import time
from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.clock import VIETNAM, SystemClock
from kiosk.dossier.count_words import check_counted, digest
from kiosk.dossier.draft_words import sign_asking
from kiosk.ids import SystemIds
from kiosk.outbox.counts import Batch
from kiosk.outbox.ports import Unreached
from kiosk.ward.counts import CountClient
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.memory_counts import MemoryCountDesk
from kiosk.ward.place import DeskPlace
from kiosk.wire.counts import Counts, Ends, Opinion, Opinions, VisitEnd
from tests.outbox.parcels import DESK, KIOSK
from tests.ward.real_desk import await_answer, free_port, real_desk

NOW = SystemClock().now().astimezone(VIETNAM)
END = Ends(
    of=VisitEnd(
        point="khu-pho-46",
        procedure="1.001193",
        screen="papers",
        result="left",
        minutes=2,
        helped=False,
        language="vi",
        day=NOW.date().isoformat(),
        hour=8,
    ),
    count=3,
)
GLAD = Opinions(
    of=Opinion(
        point="khu-pho-46",
        procedure="",
        stars=5,
        reason="",
        language="km",
        day=NOW.date().isoformat(),
        hour=8,
    ),
    count=1,
)


def client_of(url):
    keys = DeskKeys(KIOSK, DESK.public)
    http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
    return http, CountClient(http, keys)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with real_desk(tmp_path_factory.mktemp("desk")) as (url, desk):
        http, counts = client_of(url)
        await_answer(http, desk)
        yield counts


@pytest.fixture(params=["real", "memory"])
def desk(request):
    return request.getfixturevalue("real") if request.param == "real" else MemoryCountDesk(KIOSK, DESK)


@pytest.fixture
def batch():
    return Batch(SystemIds().new(), (END,), (GLAD,))


def test_a_batch_is_counted_and_that_is_signed(desk, batch):
    reply = desk.tell(batch, NOW)
    told = sign_asking(Counts, KIOSK, NOW, batch_id=batch.id, ends=batch.ends, opinions=batch.opinions)
    assert check_counted(reply, told, DESK.public)


def test_telling_it_again_is_answered_as_the_first_time(desk, batch):
    first, again = desk.tell(batch, NOW), desk.tell(batch, NOW + timedelta(seconds=1))
    assert (first.batch_id, first.sha256) == (again.batch_id, again.sha256)
    assert first.signature != again.signature


def test_the_desk_in_memory_counts_what_is_told_twice_once():
    desk = MemoryCountDesk(KIOSK, DESK)
    batch = Batch("a" * 32, (END,), (GLAD,))
    desk.mute = True
    assert desk.tell(batch, NOW) == Unreached("timeout")
    desk.mute = False
    desk.tell(batch, NOW)
    assert desk.counted == {END.of: 3, GLAD.of: 1}


@pytest.mark.parametrize("change", [{"batch_id": "b" * 32}, {"sha256": bytes(32)}, {"asked_at": "2026"}])
def test_an_answer_to_another_batch_is_nonsense(real, batch, change, monkeypatch):
    reply = real.tell(batch, NOW)
    monkeypatch.setattr(real._client, "ask", lambda *_: replace(reply, **change))
    assert real.tell(batch, NOW) == Unreached("nonsense")


def test_what_no_kiosk_counts_is_refused(real, batch):
    for wrong in (
        {"hour": 24},
        {"day": "gestern"},
        {"point": "Bà Năm"},
        {"procedure": "x" * 33},
        {"screen": ""},
    ):
        end = replace(END, of=replace(END.of, **wrong))
        assert real.tell(replace(batch, ends=(end,)), NOW) == Unreached("http-400")


def test_another_content_never_comes_under_an_id_that_was_counted(real, batch):
    real.tell(batch, NOW)
    assert real.tell(replace(batch, ends=()), NOW) == Unreached("http-400")


def test_the_digest_is_of_the_cells_and_not_of_when_they_are_told(batch):
    one, two = (
        sign_asking(Counts, KIOSK, at, batch_id=batch.id, ends=batch.ends, opinions=batch.opinions)
        for at in (NOW, NOW + timedelta(hours=1))
    )
    assert digest(one) == digest(two)


def test_where_no_desk_is_it_is_offline(batch):
    _, away = client_of(f"http://127.0.0.1:{free_port()}")
    assert away.tell(batch, NOW) == Unreached("offline")
