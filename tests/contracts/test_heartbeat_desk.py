"""What every desk makes of heartbeats: the real one over HTTP, and the one in memory."""

import time
from datetime import timedelta

import msgspec
import pytest
from msgspec import structs

from kiosk.clock import SystemClock
from kiosk.dossier.heartbeats import sign_heartbeat
from kiosk.dossier.keys import new_signing_key
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import HelperId, KioskId, SystemIds
from kiosk.outbox.heartbeats import Heartbeats
from kiosk.outbox.ports import Unreached
from kiosk.store.memory import MemoryAuditStore, MemoryOutboxStore
from kiosk.takeover.audit import Act, append
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.heartbeats import HeartbeatClient
from kiosk.ward.memory_heartbeats import MemoryHeartbeatDesk
from kiosk.ward.place import DeskPlace
from kiosk.wire.heartbeat import Condition
from tests.outbox.parcels import DESK, KIOSK, sealed
from tests.ward.real_desk import await_answer, free_port, real_desk

NOW = SystemClock().now()


def client_of(url, signer=KIOSK):
    keys = DeskKeys(signer, DESK.public)
    http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
    return http, HeartbeatClient(http, keys)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with real_desk(tmp_path_factory.mktemp("desk")) as (url, desk):
        http, beats = client_of(url)
        await_answer(http, desk)
        yield beats


@pytest.fixture(params=["real", "memory"], scope="module")
def desk(request):
    """One desk for all tests of this module, as a kiosk has one for all its days: the chain goes on."""
    return request.getfixturevalue("real") if request.param == "real" else MemoryHeartbeatDesk(lambda: NOW)


@pytest.fixture(scope="module")
def chain(desk):
    return MemoryAuditStore()


class Caught:
    """Keeps what is sent and what comes back."""

    def __init__(self, desk):
        self.desk, self.sent, self.replies = desk, [], []

    def beat(self, beat):
        self.sent.append(beat)
        self.replies.append(self.desk.beat(beat))
        return self.replies[-1]


@pytest.fixture
def caught(desk):
    return Caught(desk)


@pytest.fixture
def beats(caught, chain):
    return Heartbeats(chain, MemoryOutboxStore(), caught, KIOSK, SystemIds().new())


def record(chain, *names):
    for name in names:
        act = Act(at=NOW.isoformat(), kiosk=KIOSK.kiosk_id, helper=HelperId("tai"), act=name)
        chain.append(append(chain.head(), act))


def test_what_was_recorded_is_taken_from_where_the_desk_stands(beats, chain, caught):
    record(chain, *["signed-in"] * 230)
    verdicts = [beats.beat(NOW, 0, "ready").verdict for _ in range(3)]
    assert verdicts == ["behind", "behind", "taken"]
    assert [reply.audit_count for reply in caught.replies] == [0, 200, 230]


def test_the_next_run_proves_what_the_desk_has(beats, chain, caught):
    record(chain, "handed-back")
    verdicts = [beats.beat(NOW + timedelta(minutes=one), 0, "").verdict for one in range(1, 5)]
    assert verdicts == ["behind", "taken", "taken", "taken"]
    assert caught.sent[-1].proof is not None


def test_a_desk_without_a_roster_hands_none_out(beats, caught):
    assert beats.beat(NOW + timedelta(minutes=9), 0, "").roster == b""


def test_how_the_machine_is_goes_to_a_desk_that_reads_it_and_only_when_it_is_news(caught, chain):
    beats = Heartbeats(chain, MemoryOutboxStore(), caught, KIOSK, SystemIds().new())
    well, worse = Condition(version="2026.11.1", disk_mb=900), Condition(version="2026.11.1", disk_mb=100)
    for second, condition in enumerate((well, well, well, worse)):
        beats.beat(NOW + timedelta(minutes=9, seconds=10 + second), 0, "", condition)
    assert [beat.condition for beat in caught.sent] == [None, well, None, worse]
    assert not any(isinstance(reply, Unreached) for reply in caught.replies)


def test_the_oldest_dossier_that_waits_is_told_by_whole_hours(caught, chain):
    outbox = MemoryOutboxStore()
    outbox.put(sealed(), "A 001", NOW - timedelta(hours=30))
    beats = Heartbeats(chain, outbox, caught, KIOSK, SystemIds().new())
    for second in (20, 21):
        beats.beat(NOW + timedelta(minutes=9, seconds=second), 0, "", Condition())
    assert caught.sent[-1].condition.oldest_hours == 30


def test_a_desk_that_does_not_read_conditions_hears_none(chain):
    old = Caught(MemoryHeartbeatDesk(lambda: NOW))
    beats = Heartbeats(chain, MemoryOutboxStore(), old, KIOSK, SystemIds().new())
    old.desk.reads_condition = False
    for second in (1, 2):
        assert beats.beat(NOW + timedelta(seconds=second), 0, "", Condition(version="2")).code == ""
    assert [beat.condition for beat in old.sent] == [None, None]


def test_how_often_a_kiosk_is_heard_goes_only_to_a_desk_that_reads_it(caught, chain):
    told = Condition(version="2026.11.1", every=30)
    beats = Heartbeats(chain, MemoryOutboxStore(), caught, KIOSK, SystemIds().new())
    for second in (30, 31):
        beats.beat(NOW + timedelta(minutes=9, seconds=second), 0, "", told)
    assert [beat.condition for beat in caught.sent] == [None, told]
    assert not any(isinstance(reply, Unreached) for reply in caught.replies)
    old = Caught(MemoryHeartbeatDesk(lambda: NOW))
    old.desk.reads_every = False
    beats = Heartbeats(chain, MemoryOutboxStore(), old, KIOSK, SystemIds().new())
    for second in (1, 2):
        assert beats.beat(NOW + timedelta(seconds=second), 0, "", told).code == ""
    assert [beat.condition for beat in old.sent] == [None, Condition(version="2026.11.1")]


def test_a_desk_that_has_gone_back_to_an_older_program_is_spoken_to_as_before(chain):
    desk = Caught(MemoryHeartbeatDesk(lambda: NOW))
    beats = Heartbeats(chain, MemoryOutboxStore(), desk, KIOSK, SystemIds().new())
    beats.beat(NOW, 0, "", Condition(version="2"))
    desk.desk.reads_condition = False
    said = [beats.beat(NOW + timedelta(minutes=one), 0, "", Condition(version="2")).code for one in (1, 2, 3)]
    assert said == ["http-400", "", ""]


def test_an_old_kiosk_is_answered_in_words_that_it_knows(real, caught, beats):
    beats.beat(NOW + timedelta(minutes=9, seconds=40), 0, "")
    plain = msgspec.msgpack.encode(
        structs.replace(caught.replies[-1], reads_condition=False, reads_every=False)
    )
    assert b"reads_" not in plain
    assert b"condition" not in msgspec.msgpack.encode(caught.sent[-1])


def test_a_heartbeat_that_comes_again_is_not_judged(beats, caught):
    beats.beat(NOW + timedelta(minutes=10), 0, "")
    assert caught.desk.beat(caught.sent[-1]).audit == "late"


def test_a_chain_that_is_shorter_than_it_was_is_broken(caught, chain):
    shorter = MemoryAuditStore()
    record(shorter, "signed-in")
    run = Heartbeats(shorter, MemoryOutboxStore(), caught, KIOSK, SystemIds().new())
    assert run.beat(NOW + timedelta(minutes=11), 0, "").verdict == "broken"


@pytest.mark.parametrize("name", ["stranger", KIOSK.kiosk_id])
def test_the_real_desk_answers_nobody_whose_key_it_does_not_know(real, caught, beats, name):
    beats.beat(NOW, 0, "")
    other = KioskSigner(KioskId(name), new_signing_key(SystemIds().random_bytes))
    forged = sign_heartbeat(structs.replace(caught.sent[-1], kiosk_id=other.kiosk_id), other)
    assert real.beat(forged) == Unreached("http-403")


def test_an_answer_to_another_heartbeat_is_nonsense(real, caught, beats, monkeypatch):
    for minute in (12, 13):
        beats.beat(NOW + timedelta(minutes=minute), 0, "")
    beat, reply = caught.sent[-1], caught.replies[-1]
    for spoilt in (caught.replies[-2], structs.replace(reply, audit_count=7)):
        monkeypatch.setattr(real._client, "ask", lambda *_, spoilt=spoilt: spoilt)
        assert real.beat(beat) == Unreached("nonsense")


def test_where_no_desk_is_it_is_offline():
    _, away = client_of(f"http://127.0.0.1:{free_port()}")
    beats = Heartbeats(MemoryAuditStore(), MemoryOutboxStore(), away, KIOSK, SystemIds().new())
    assert beats.beat(NOW, 0, "").code == "offline"
