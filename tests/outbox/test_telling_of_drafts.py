"""What the desk is told of saved visits: in which order, how often, and what a refusal or a silence changes."""

import msgspec
import pytest

from kiosk.dossier.draft_words import vouches
from kiosk.outbox.drafts import CHECK_EVERY, DraftSender
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import FIRST_WAIT, SELDOM
from kiosk.store.memory import MemoryTicketStore
from kiosk.tickets.ports import StoreBroken
from kiosk.ward.memory_drafts import MemoryDraftDesk
from kiosk.wire.drafts import CHECK_LIMIT
from tests.outbox.parcels import NOON, draft_under_a_ticket

saved = draft_under_a_ticket


class Watched(MemoryDraftDesk):
    """Notes what it is told, and refuses to read what a test names."""

    def __init__(self):
        super().__init__(lambda: NOON)
        self.told, self.unread = [], set()

    def keep(self, draft, at):
        self.told.append(("keep", draft.id))
        return Unreached("http-413") if draft.id in self.unread else super().keep(draft, at)

    def forget(self, right, heir, at):
        self.told.append(("forget", right.id))
        return super().forget(right, heir, at)

    def check(self, ticket_ids, at):
        self.told.append(("check", len(ticket_ids)))
        return super().check(ticket_ids, at)


@pytest.fixture
def desk():
    return Watched()


@pytest.fixture
def tickets():
    return MemoryTicketStore()


@pytest.fixture
def sender(tickets, desk):
    return DraftSender(tickets.errands, desk, vouches, lambda: 0.0)


def test_the_old_one_dies_before_the_new_one_is_kept(sender, tickets, desk):
    (first, right), (second, _) = saved(), saved()
    tickets.keep_draft(first, None)
    tickets.keep_draft(second, right)
    told = sender.tell(0.0, NOON)
    assert desk.told[:2] == [("forget", first.id), ("keep", second.id)]
    assert (told.kept, told.code) == ({second.id}, "")


def test_nothing_new_is_kept_while_a_deletion_cannot_be_told(sender, tickets, desk):
    (first, right), (second, _) = saved(), saved()
    tickets.keep_draft(second, right)
    desk.away = "offline"
    assert sender.tell(0.0, NOON).code == "offline"
    assert desk.told == [("forget", first.id)]


def test_silence_is_waited_out_longer_each_time(sender, tickets, desk):
    tickets.keep_draft(saved()[0], None)
    desk.away = "offline"
    waits = []
    for _ in range(3):
        sender.tell(0.0, NOON)
        waits.append(next(second / 10 for second in range(10_000) if sender.due(second / 10)))
    assert waits == [FIRST_WAIT / 2, FIRST_WAIT, FIRST_WAIT * 2]
    sender.hurry()
    assert sender.due(0.0)


def test_a_store_that_breaks_is_not_asked_again_at_once(sender, tickets, monkeypatch):
    def broken(most):
        raise StoreBroken("broken")

    monkeypatch.setattr(tickets.errands, "errands", broken)
    with pytest.raises(StoreBroken):
        sender.tell(0.0, NOON)
    assert [sender.due(0.0), sender.due(FIRST_WAIT / 2)] == [False, True]


def test_whoever_waits_for_a_deletion_waits_for_nothing_else(sender, tickets, desk):
    (new, _), (old, right) = saved(), saved()
    tickets.keep_draft(old, None)
    tickets.keep_draft(new, None)
    tickets.errands.forget(right)
    sender.hurry()
    sender.tell(0.0, NOON, somebody_waits=True)
    assert desk.told == [("forget", old.id)]
    assert (sender.in_hurry, sender.due(0.0)) == (True, True), "the rest is told at once"


def test_what_is_told_by_the_way_gives_way_to_a_deletion(sender, tickets, desk, monkeypatch):
    for draft, _ in (saved(), saved()):
        tickets.keep_draft(draft, None)
    keep = desk.keep

    def somebody_deletes(draft, at):
        sender.hurry()
        return keep(draft, at)

    monkeypatch.setattr(desk, "keep", somebody_deletes)
    assert len(sender.tell(0.0, NOON).kept) == 1
    assert [name for name, _ in desk.told] == ["keep"]
    monkeypatch.undo()
    assert len(sender.tell(0.0, NOON).kept) == 1


def test_an_answer_that_was_lost_is_asked_for_again(sender, tickets, desk):
    draft, _ = saved()
    tickets.keep_draft(draft, None)
    desk.away = "reply-lost"
    assert sender.tell(0.0, NOON).kept == frozenset()
    desk.away = ""
    assert sender.tell(10.0, NOON).kept == {draft.id}
    assert tickets.errands.errands(9) == ()


def test_one_that_the_desk_does_not_read_keeps_no_other_back(sender, tickets, desk):
    (odd, _), (good, _) = saved(), saved()
    desk.unread = {odd.id}
    for draft in (odd, good):
        tickets.keep_draft(draft, None)
    told = sender.tell(0.0, NOON)
    assert (told.kept, told.code) == ({good.id}, "http-413")
    assert tickets.draft(odd.id) == odd, "it still opens here"


def test_a_word_about_other_bytes_is_no_promise(tickets, desk):
    draft, _ = saved()
    tickets.keep_draft(draft, None)
    doubtful = DraftSender(
        tickets.errands,
        desk,
        lambda word, kept: vouches(msgspec.structs.replace(word, sha256=bytes(32)), kept),
        lambda: 0.0,
    )
    assert doubtful.tell(0.0, NOON).kept == frozenset()
    assert tickets.errands.waits(draft.id, "keep")


def test_all_that_lies_here_is_asked_about_some_at_a_time_and_then_not_for_a_while(sender, tickets, desk):
    drafts = [saved() for _ in range(CHECK_LIMIT + 3)]
    for draft, _ in drafts:
        tickets.keep_draft(draft, None)
    while tickets.errands.errands(1):
        sender.tell(0.0, NOON)
    desk.told.clear()
    later = CHECK_EVERY * 2
    for _ in range(4):
        sender.tell(later, NOON)
    assert desk.told == [("check", CHECK_LIMIT), ("check", 3)]


def test_on_a_line_that_is_paid_by_the_byte_what_lies_here_is_seldom_asked_about(tickets, desk):
    sender = DraftSender(tickets.errands, desk, vouches, lambda: 0.0, frugal=True)
    tickets.keep_draft(saved()[0], None)
    for at in (0.0, 1.0, CHECK_EVERY * 2, SELDOM - 1.0):
        sender.tell(at, NOON)
    assert [what for what, *_ in desk.told] == ["keep", "check"]
    sender.tell(SELDOM + 1.0, NOON)
    assert [what for what, *_ in desk.told] == ["keep", "check", "check"]


def test_what_died_elsewhere_is_deleted_here(sender, tickets, desk):
    draft, right = saved()
    tickets.keep_draft(draft, None)
    sender.tell(0.0, NOON)
    desk.forget(right, "f" * 32, NOON)
    assert sender.tell(CHECK_EVERY * 2, NOON).dead == 1
    assert tickets.draft(draft.id) is None
