"""Saved, opened, saved again, forgotten, filed, expired, at two kiosks with and without a network, in any order."""

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from kiosk.ids import VisitId
from kiosk.tickets.ports import StoreBroken
from kiosk.tickets.secret import derive
from kiosk.visit.reports import DraftForgotten, DraftOpened
from kiosk.wire.drafts import TRIES
from tests.engine.kiosk_pair import SENTINEL, YEAR, Pair

KIOSK = st.sampled_from((0, 1))


class LifeOfTickets(RuleBasedStateMachine):
    """``lines``: the tickets of each visit, in the order of saving."""

    tickets = Bundle("tickets")

    def __init__(self):
        super().__init__()
        self.pair = Pair()
        self.lines, self.gone = [], set()

    @rule(target=tickets, at=KIOSK)
    def a_visit_is_saved(self, at):
        ticket = self.pair.kiosks[at].save()
        self.lines.append([ticket])
        return ticket

    @rule(target=tickets, at=KIOSK, ticket=tickets)
    def a_visit_is_opened_and_saved_again(self, at, ticket):
        kiosk = self.pair.kiosks[at]
        opened = kiosk.opens(ticket)
        if opened is None:
            return multiple()
        again = kiosk.save(opened.remember["resumed"], opened.remember["versions"] + 1)
        next(line for line in self.lines if ticket in line).append(again)
        self.gone.add(ticket)
        return again

    @rule(at=KIOSK, ticket=tickets)
    def the_year_is_guessed(self, at, ticket):
        assert self.pair.kiosks[at].opens(ticket, YEAR + 1) is None

    @rule(at=KIOSK, ticket=consumes(tickets))
    def a_visit_is_forgotten(self, at, ticket):
        opened = self.pair.kiosks[at].opens(ticket)
        if opened is not None:
            self.pair.kiosks[at].keeping.forget(opened.remember["resumed"])
            self.gone.add(ticket)

    @rule(at=KIOSK, cut=st.booleans())
    def a_wire_is_cut_or_mended(self, at, cut):
        self.pair.kiosks[at].wire.cut = cut

    @rule(away=st.sampled_from(("", "offline", "reply-lost")))
    def the_desk_comes_and_goes(self, away):
        self.pair.desk.away = away

    @rule(at=KIOSK)
    def a_kiosk_tells_what_waits(self, at):
        self.pair.kiosks[at].keeping.tell()

    @rule(days=st.integers(1, 31))
    def days_pass(self, days):
        self.pair.pass_days(days)

    @rule()
    def after_contact_one_ticket_of_a_visit_opens_it_everywhere_alike(self):
        self.pair.all_in_contact()
        for line in self.lines:
            alive = {
                at: [ticket for ticket in line if kiosk.keeping.find(ticket).draft is not None]
                for at, kiosk in enumerate(self.pair.kiosks)
            }
            assert alive[0] == alive[1]
            assert len(alive[0]) <= 1
            assert not self.gone & set(alive[0])

    @invariant()
    def nothing_lies_anywhere_that_can_be_read_or_has_expired(self):
        now = self.pair.clock.now()
        kept = [row.draft for row in self.pair.desk.rows.values() if row.draft is not None]
        for kiosk in self.pair.kiosks:
            kept += kiosk.store.errands.drafts.values()
            assert SENTINEL not in kiosk.log.getvalue()
        assert not any(SENTINEL.encode() in draft.ciphertext for draft in kept)
        assert all(row.expires > now for row in self.pair.desk.rows.values())
        proofs = {
            one.right.id
            for kiosk in self.pair.kiosks
            for one in kiosk.store.errands.errands(999)
            if one.right
        }
        known = {derive(ticket).id for line in self.lines for ticket in line}
        assert proofs <= known

    def teardown(self):
        self.pair.all_in_contact()
        self.pair.pass_days(31)
        for kiosk in self.pair.kiosks:
            assert (kiosk.store.errands.drafts, kiosk.store.errands.errands(999)) == ({}, ())
        self.pair.desk.purge()
        assert self.pair.desk.rows == {}


TestLifeOfTickets = LifeOfTickets.TestCase
TestLifeOfTickets.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


@pytest.mark.parametrize("looked_up", ["with a network", "without"])
def test_a_right_year_at_the_last_try_counts_though_the_desk_has_not_heard_of_it(looked_up):
    pair = Pair()
    here, there = pair.kiosks
    ticket = here.save()
    here.contact()
    for _ in range(TRIES - 1):
        assert here.opens(ticket, YEAR - 1) is None
    assert here.opens(ticket) is not None
    assert pair.desk.rows[derive(ticket).id].misses == TRIES, "not heard of yet"
    here.wire.cut = looked_up == "without"
    found = here.keeping.find(ticket)
    here.wire.cut = False
    assert found.draft is not None
    assert isinstance(here.keeping.unlock(ticket, found.draft, YEAR, VisitId("v")).event, DraftOpened)
    pair.all_in_contact()
    assert there.opens(ticket) is not None


def test_what_was_deleted_is_deleted_though_nobody_can_say_whether_the_desk_knows(monkeypatch):
    here = Pair().kiosks[0]
    ticket = here.save()
    here.contact()
    right = here.opens(ticket).remember["resumed"]

    def broken(ticket_id, kind):
        raise StoreBroken("broken")

    monkeypatch.setattr(here.store.errands, "waits", broken)
    assert here.keeping.forget(right).event == DraftForgotten(everywhere=False)
