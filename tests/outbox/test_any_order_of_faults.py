"""Whatever goes wrong and in whatever order: nothing is lost, nothing is filed twice, and all gets out."""

from typing import get_args

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.outbox.sending import Sender
from kiosk.store.memory import MemoryOutboxStore
from kiosk.ward.memory import Fault, MemoryDesk
from kiosk.wire.upload import PIECES_ABOVE
from tests.outbox.parcels import NOON, judge, receipt, sealed, status

FAULTS = get_args(Fault)
HEAVY = "x" * (PIECES_ABOVE + 1)


class WatchedStore(MemoryOutboxStore):
    """Notes each deletion."""

    def __init__(self):
        super().__init__()
        self.deleted = []

    def accept(self, *filed):
        self.deleted += [one.dossier_id for one in filed]
        super().accept(*filed)


class Outbox(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.store, self.desk, self.put_in, self.good, self.now = (
            WatchedStore(),
            MemoryDesk(receipt, status),
            {},
            set(),
            0.0,
        )
        self.sender = Sender(self.store, self.desk, self.judged, jitter=lambda: 0.5)

    def judged(self, paper, parcel):
        verdict = judge(paper, parcel)
        if verdict == "good":
            self.good.add(parcel.dossier_id)
        return verdict

    @rule(heavy=st.booleans())
    def a_dossier_is_finished(self, heavy):
        parcel = sealed(HEAVY if heavy else "")
        self.put_in[parcel.dossier_id] = parcel
        self.store.put(parcel, "A001", NOON)

    @precondition(lambda self: self.put_in)
    @rule(data=st.data())
    def it_is_put_again_after_a_crash(self, data):
        parcel = self.put_in[data.draw(st.sampled_from(sorted(self.put_in)))]
        self.store.put(parcel, "A001", NOON)

    @rule(fault=st.sampled_from(FAULTS))
    def something_goes_wrong_and_it_is_sent(self, fault):
        self.desk.faults.append(fault)
        self.sender.send(self.now)
        self.desk.faults.clear()

    @rule(seconds=st.floats(0, 700))
    def time_passes(self, seconds):
        self.now += seconds
        if self.sender.due(self.now):
            self.sender.send(self.now)

    @rule()
    def the_network_returns(self):
        self.sender.network_back()

    @precondition(lambda self: self.store.counts()["needs-person"])
    @rule()
    def a_helper_sends_it_again(self):
        self.revive()

    def revive(self):
        for dossier_id in self.put_in:
            entry = self.store.entry(dossier_id)
            if entry is not None and entry.state == "needs-person":
                self.store.mark(dossier_id, "waiting", "by-hand")

    @invariant()
    def nothing_leaves_without_its_own_good_receipt(self):
        assert set(self.store.deleted) <= self.good
        assert len(self.store.deleted) == len(set(self.store.deleted))
        for dossier_id, parcel in self.put_in.items():
            entry = self.store.entry(dossier_id)
            if dossier_id in self.store.deleted:
                assert entry is None
                assert self.desk.stored[dossier_id] == parcel
                assert self.store.filed(parcel.ticket_id).dossier_id == dossier_id
            else:
                assert entry.dossier == parcel

    @invariant()
    def the_desk_stores_nothing_twice(self):
        assert self.desk.stores == len(self.desk.stored)

    def teardown(self):
        """In the end a desk that works empties the outbox, each dossier filed exactly once."""
        self.revive()
        for _ in range(8 + len(self.put_in)):
            self.now += 1000.0
            if self.sender.due(self.now):
                self.sender.send(self.now)
        assert self.store.counts() == {"waiting": 0, "sent": 0, "needs-person": 0}
        assert sorted(self.store.deleted) == sorted(self.put_in) == sorted(self.desk.stored)


TestAnyOrderOfFaults = Outbox.TestCase
TestAnyOrderOfFaults.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
