"""What the desk makes of heartbeats: each way to change a chain afterwards is told, and no honest kiosk is accused."""

from datetime import datetime, timedelta

import pytest
from msgspec import structs

from kiosk.clock import VIETNAM
from kiosk.dossier.heartbeats import prove
from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.outbox.heartbeats import Heartbeats
from kiosk.outbox.ports import Unreached
from kiosk.store.memory import MemoryAuditStore, MemoryOutboxStore
from kiosk.takeover.audit import GENESIS, Act, append, head_of
from kiosk.takeover.watching import BREAKING, next_span
from kiosk.ward.memory_heartbeats import MemoryHeartbeatDesk
from tests.outbox.parcels import KIOSK

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


def act(name):
    return Act(
        at=NOW.isoformat(),
        kiosk=KioskId("kiosk-a"),
        helper=HelperId("tai"),
        act=name,
        visit=VisitId("v1"),
    )


class Point:
    """A kiosk whose record somebody may tamper with, and the desk that it speaks to."""

    def __init__(self, desk=None, run="a" * 32, store=None):
        self.desk = desk or MemoryHeartbeatDesk(lambda: NOW)
        self.audit = store or MemoryAuditStore()
        self.start(run)
        self.minutes = 0

    def start(self, run):
        self.beats = Heartbeats(self.audit, MemoryOutboxStore(), self.desk, KIOSK, run)

    def record(self, *names):
        for name in names:
            self.audit.append(append(self.audit.head(), act(name)))

    def beat(self):
        self.minutes += 1
        return self.beats.beat(NOW + timedelta(minutes=self.minutes), 1, "ready")

    def beat_until_all_is_there(self):
        while self.beat().more:
            pass

    @property
    def taken(self):
        return self.desk.entries[KIOSK.kiosk_id]

    @property
    def alarms(self):
        return [code for _, code in self.desk.alarms]


@pytest.fixture
def point():
    made = Point()
    made.record("signed-in", "take-over-agreed", "answer-changed", "handed-back")
    made.beat_until_all_is_there()
    return made


def tamper(point, change):
    """Do with the rows what somebody with the disk in hands can do."""
    entries = point.audit._entries
    change(entries)


def test_the_desk_has_all_that_was_recorded_and_nobody_is_accused(point):
    assert point.taken == point.audit.entries()
    point.record("signed-out")
    assert (point.beat().verdict, point.taken) == ("taken", point.audit.entries())
    for _ in range(3):
        assert point.beat().verdict == "taken"
    assert point.alarms == []


def test_what_was_recorded_without_a_network_comes_later(point):
    point.desk.away = "offline"
    point.record("signed-in")
    assert point.beat().code == "offline"
    point.desk.away = "reply-lost"
    assert point.beat().code == "timeout"
    point.desk.away = ""
    point.record("signed-out")
    point.beat_until_all_is_there()
    assert (point.taken, point.alarms) == (point.audit.entries(), [])


def test_a_kiosk_that_starts_anew_goes_on_where_it_was(point):
    point.start("b" * 32)
    point.record("signed-in")
    point.beat_until_all_is_there()
    assert (point.taken, point.alarms) == (point.audit.entries(), [])


def test_many_entries_come_in_several_heartbeats(point):
    point.record(*["signed-in"] * 450)
    verdicts = [point.beat().verdict for _ in range(3)]
    assert verdicts == ["behind", "behind", "taken"]
    assert (point.taken, point.alarms) == (point.audit.entries(), [])


def _edit(entries):
    entries[1] = structs.replace(entries[1], act=act("devices-opened"))


def _delete(entries):
    del entries[1]


def _reorder(entries):
    entries[1], entries[2] = entries[2], entries[1]


@pytest.mark.parametrize("change", [_edit, _delete, _reorder])
def test_what_is_done_to_entries_that_the_desk_has_shows_in_the_next_proof(point, change):
    tamper(point, change)
    seen = [point.beat().verdict for _ in range(2)]
    assert (point.alarms, seen[-1]) == (["edited"], "broken")
    assert [entry.act.act for entry in point.taken][:3] == ["signed-in", "take-over-agreed", "answer-changed"]


def _edit_new(entries):
    entries[5] = structs.replace(entries[5], act=act("devices-opened"))


def _delete_new(entries):
    del entries[4]


def _reorder_new(entries):
    entries[4], entries[5] = entries[5], entries[4]


@pytest.mark.parametrize("change", [_edit_new, _delete_new, _reorder_new])
def test_what_is_done_to_entries_before_they_are_sent_shows_when_they_come(point, change):
    point.record("signed-in", "take-over-agreed", "handed-back")
    tamper(point, change)
    assert (point.beat().verdict, point.alarms) == ("broken", ["damaged"])


def test_an_end_that_is_cut_off_shows_at_once(point):
    tamper(point, lambda entries: entries.pop())
    assert (point.beat().verdict, point.alarms) == ("broken", ["shorter"])


def test_an_end_that_is_cut_off_and_grown_again_shows(point):
    tamper(point, lambda entries: entries.pop())
    point.record("signed-out")
    assert (point.beat().verdict, point.alarms) == ("broken", ["rewritten"])
    assert point.taken[-1].act.act == "handed-back"


def test_an_end_that_has_grown_longer_than_what_was_cut_off_shows_all_the_same(point):
    tamper(point, lambda entries: entries.pop())
    point.record("signed-out", "signed-in", "handed-back")
    assert (point.beat().verdict, point.alarms) == ("broken", ["edited"])


def test_a_chain_that_was_rebuilt_wholly_shows(point):
    point.audit._entries.clear()
    point.record("signed-in", "handed-back", "signed-in", "handed-back", "signed-in")
    point.start("b" * 32)
    point.beat_until_all_is_there()
    assert [code for code in point.alarms if code in BREAKING] == ["rewritten"]


def test_a_single_entry_that_was_sent_and_then_cut_off_shows(point):
    point.record("signed-in")
    head = point.audit.head()
    point.beat()
    tamper(point, lambda entries: entries.pop())
    point.beat()
    assert head.count == point.audit.head().count + 1
    assert point.alarms == ["shorter"]


def test_a_heartbeat_that_comes_a_second_time_is_told(point):
    first = point.desk.heard[0]
    assert point.desk.beat(first).audit == "late"
    assert point.alarms == ["replayed"]


def test_a_heartbeat_that_was_held_up_is_no_replay(point):
    point.desk.away = "offline"
    held = point.beats._made(NOW, 1, "")
    point.beats._number += 1
    point.desk.away = ""
    late = structs.replace(held, number=point.beats._number)
    point.beat()
    assert point.desk.beat(late).audit == "late"
    assert point.alarms == []
    point.desk.beat(late)
    assert point.alarms == ["replayed"]


def test_two_machines_that_go_by_one_key_give_themselves_away(point):
    twin = Point(point.desk, run="b" * 32)
    twin.audit._entries.extend(point.audit._entries)
    twin.minutes = point.minutes + 1
    twin.beat()
    point.minutes += 3
    point.beat()
    assert point.alarms == ["two-machines"]


def test_a_heartbeat_of_the_run_before_that_comes_late_accuses_nobody(point):
    held = structs.replace(point.beats._made(NOW, 1, ""), number=point.beats._number + 1)
    point.start("b" * 32)
    point.beat()
    assert point.desk.beat(held).audit == "late"
    assert point.alarms == []


def test_of_a_chain_that_is_broken_nothing_more_is_taken(point):
    tamper(point, lambda entries: entries.pop())
    point.beat()
    point.record("signed-out")
    assert point.beat().verdict == "broken"
    assert len(point.taken) == 4


def test_the_desk_asks_for_all_that_it_has_bit_by_bit():
    entries = MemoryAuditStore()
    for _ in range(1200):
        entries.append(append(entries.head(), act("x")))
    span, seen = None, []
    for number in range(4):
        span = next_span(span, entries.head(), bytes([number]))
        seen.append((span.since, span.until))
    assert seen == [(0, 500), (500, 1000), (1000, 1200), (0, 500)]
    assert next_span(None, GENESIS, b"") is None


def test_a_proof_is_of_one_question(point):
    entries = point.audit.entries()
    span = next_span(None, head_of(entries), b"one")
    other = structs.replace(span, nonce=b"two")
    assert prove(span, entries) == prove(span, list(entries))
    assert prove(span, entries).digest != prove(other, entries).digest
    assert prove(span, entries).digest != prove(span, entries[:-1]).digest


def test_a_desk_that_is_away_is_told_by_its_code():
    point = Point()
    point.desk.away = "offline"
    assert point.desk.beat(point.beats._made(NOW, 0, "")) == Unreached("offline")
