"""Nothing leaves the outbox but by its own good receipt."""

from collections import deque

import msgspec
import pytest

from kiosk.ids import DossierId
from kiosk.outbox.heavy import STAYS
from kiosk.outbox.ports import Filed, Unreached
from kiosk.outbox.sending import BATCH_BYTES, Kept, Sender, Sent, send_due
from kiosk.store.memory import MemoryOutboxStore
from kiosk.tickets.ports import StoreFull
from kiosk.ward.memory import MemoryDesk
from kiosk.wire.messages import PROTOCOL, IntakeReply, IntakeResult
from tests.outbox.parcels import NOON, judge, receipt, sealed, status


class Line:
    """A WardLink that answers what it was told to and remembers what was asked."""

    def __init__(self, *answers):
        self.answers = deque(answers)
        self.asked = []

    def deliver(self, dossiers, *, patient=False):
        self.asked.append(dossiers)
        self.patient = patient
        return self.answers.popleft()

    def status(self, ticket_id, asked_at):
        raise NotImplementedError


def reply(*results):
    return IntakeReply(protocol=PROTOCOL, results=results)


def result(parcel, outcome="stored", **more):
    return IntakeResult(
        dossier_id=parcel.dossier_id, outcome=outcome, **({"receipt": receipt(parcel)} | more)
    )


@pytest.fixture
def store():
    return MemoryOutboxStore()


@pytest.fixture
def put(store):
    def put_one(note="", number="A001"):
        parcel = sealed(note)
        store.put(parcel, number, NOON)
        return parcel

    return put_one


@pytest.mark.parametrize("outcome", ["stored", "duplicate", "quarantined"])
def test_a_good_receipt_files_the_dossier(store, put, outcome):
    parcel = put(number="A027")
    sent = send_due(store, Line(reply(result(parcel, outcome))), judge)
    filed = Filed(parcel.dossier_id, parcel.ticket_id, "A027", "2026-11-16T12:00:00+07:00")
    assert sent == Sent(accepted=(filed,))
    assert (sent.reached, sent.tried) == (True, 1)
    assert store.filed(parcel.ticket_id) == filed
    assert store.entry(parcel.dossier_id) is None


def test_with_nothing_waiting_the_ward_is_left_in_peace(store):
    line = Line()
    assert send_due(store, line, judge) == Sent()
    assert line.asked == []


def forged(parcel):
    return msgspec.structs.replace(receipt(parcel), signature=bytes(64))


def wrong_bytes(parcel):
    return receipt(msgspec.structs.replace(parcel, sealed=parcel.sealed + b"x"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (forged, "receipt-bad-signature"),
        (lambda _: receipt(sealed()), "receipt-wrong-dossier"),
        (wrong_bytes, "receipt-wrong-bytes"),
        (lambda parcel: receipt(msgspec.structs.replace(parcel, kiosk_id="kiosk-b")), "receipt-wrong-kiosk"),
        (lambda _: None, "no-receipt"),
    ],
)
def test_any_other_receipt_leaves_it_waiting_and_says_why(store, put, spoil, reason):
    parcel = put()
    sent = send_due(store, Line(reply(result(parcel, receipt=spoil(parcel)))), judge)
    assert sent == Sent(kept=(Kept(parcel.dossier_id, "waiting", reason),))
    entry = store.entry(parcel.dossier_id)
    assert (entry.state, entry.last_reason, entry.tries) == ("waiting", reason, 1)


def test_two_dossiers_with_each_others_receipts_both_stay(store, put):
    one, two = put(), put()
    crossed = reply(result(one, receipt=receipt(two)), result(two, receipt=receipt(one)))
    sent = send_due(store, Line(crossed), judge)
    assert sent.accepted == ()
    assert store.counts()["waiting"] == 2


def test_what_the_desk_refuses_waits_for_a_person(store, put):
    parcel = put()
    refusal = result(parcel, "refused", receipt=None, reason="wrong-ward")
    sent = send_due(store, Line(reply(refusal)), judge)
    assert sent.kept == (Kept(parcel.dossier_id, "needs-person", "wrong-ward"),)
    assert store.waiting(50) == ()


def test_a_refusal_is_no_filing_even_with_a_good_receipt(store, put):
    parcel = put()
    send_due(store, Line(reply(result(parcel, "refused", reason="odd"))), judge)
    assert store.entry(parcel.dossier_id).state == "needs-person"


@pytest.mark.parametrize("words", ["", "Nguyễn Văn Mẫu đã nộp", "x" * 41, "a\nb"])
def test_a_reason_that_is_no_code_is_not_repeated(store, put, words):
    parcel = put()
    send_due(store, Line(reply(result(parcel, "refused", receipt=None, reason=words))), judge)
    assert store.entry(parcel.dossier_id).last_reason == "refused"


def test_a_missing_result_keeps_it_and_a_strange_one_is_ignored(store, put):
    answered, unanswered, stranger = put(), put(), sealed()
    sent = send_due(store, Line(reply(result(stranger), result(answered))), judge)
    assert [filed.dossier_id for filed in sent.accepted] == [answered.dossier_id]
    assert sent.kept == (Kept(unanswered.dossier_id, "sent", "no-result"),)
    assert store.filed(stranger.ticket_id) is None


def test_among_many_results_for_one_dossier_its_good_receipt_counts_once(store, put):
    parcel = put()
    many = reply(result(parcel, "refused", receipt=None), result(parcel), result(parcel, "duplicate"))
    assert len(send_due(store, Line(many), judge).accepted) == 1


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("offline", "waiting"),
        ("timeout", "sent"),
        ("http-500", "sent"),
        ("nonsense", "sent"),
        ("too-large", "sent"),
    ],
)
def test_an_unreached_ward_keeps_all(store, put, code, state):
    parcels = [put(), put()]
    sent = send_due(store, Line(Unreached(code)), judge)
    assert (sent.reached, sent.code, sent.tried) == (False, code, 2)
    assert [(entry.state, entry.last_reason) for entry in store.waiting(50)] == [(state, code)] * len(parcels)


def test_offline_does_not_forget_that_it_was_handed_out_before(store, put):
    parcel = put()
    send_due(store, Line(Unreached("timeout")), judge)
    send_due(store, Line(Unreached("offline")), judge)
    assert store.entry(parcel.dossier_id).state == "sent"


def test_a_batch_is_fifty_oldest_first(store, put):
    parcels = [put() for _ in range(53)]
    line = Line(Unreached("http-500"))
    send_due(store, line, judge)
    assert line.asked == [tuple(parcels[:50])]


def test_a_batch_ends_before_it_grows_too_large(store, put):
    parcels = [put("x" * 60_000) for _ in range(20)]
    line = Line(Unreached("offline"))
    send_due(store, line, judge)
    fit = BATCH_BYTES // len(parcels[0].sealed)
    assert 10 < fit < 20
    assert line.asked[0] == tuple(parcels[:fit])


def test_only_when_nobody_waits_it_may_take_as_long_as_it_needs(store, put):
    put()
    line = Line(Unreached("timeout"), Unreached("timeout"))
    sender = Sender(store, line, judge, lambda: 0.5)
    sender.send(0)
    assert not line.patient
    sender.send(0, patient=True)
    assert line.patient


def test_one_that_never_gets_through_does_not_hold_up_the_rest(store, put):
    stuck, fine = put(), put()
    line = Line(Unreached("timeout"), reply(result(fine)))
    send_due(store, line, judge, most=1)
    send_due(store, line, judge, most=1)
    assert line.asked == [(stuck,), (fine,)]


def test_a_single_dossier_that_the_desk_cannot_read_waits_for_a_person(store, put):
    one, two = put(), put()
    line = Line(Unreached("http-413"), Unreached("http-413"))
    send_due(store, line, judge)
    assert store.counts() == {"waiting": 0, "sent": 2, "needs-person": 0}
    send_due(store, line, judge, most=1)
    assert store.entry(one.dossier_id).state == "needs-person"
    assert store.entry(two.dossier_id).state == "sent"


def test_a_full_disk_while_filing_keeps_the_dossier(store, put):
    parcel = put()
    store.disk.full = True
    with pytest.raises(StoreFull):
        send_due(store, Line(reply(result(parcel))), judge)
    assert store.entry(parcel.dossier_id).dossier == parcel


# ------------------------------------------------------------------------------------------- when


@pytest.fixture
def desk():
    return MemoryDesk(receipt, status)


@pytest.fixture
def sender(store, desk):
    return Sender(store, desk, judge, jitter=lambda: 0.0)


def test_the_first_try_is_due_at_once_and_waits_double_with_each_failure(sender, desk, put):
    put()
    desk.faults.extend(["offline"] * 3)
    assert sender.due(100.0)
    assert (sender.send(100.0).reached, sender.next_at()) == (False, 102.5)
    assert not sender.due(102.4)
    assert sender.due(102.5)
    sender.send(102.5)
    assert sender.next_at() == 107.5
    sender.send(107.5)
    assert sender.next_at() == 117.5
    assert sender.tries == 3


def test_success_goes_on_at_once_until_all_is_out(sender, desk, put, store):
    for _ in range(120):
        put()
    desk.faults.append("offline")
    sender.send(0.0)
    counts = [len(sender.send(10.0).accepted) for _ in range(3) if sender.due(10.0)]
    assert counts == [25, 50, 45], "the first after a failure is a small one"
    assert (sender.tries, store.counts()["waiting"], len(desk.stored)) == (0, 0, 120)


def test_a_returned_network_starts_anew_and_a_hurry_only_tries_once(sender, desk, put):
    put()
    desk.faults.extend(["offline"] * 4)
    sender.send(0.0)
    sender.send(3.0)
    sender.hurry()
    assert sender.due(3.1)
    sender.send(3.1)
    assert (sender.tries, sender.next_at()) == (3, 13.1)
    sender.network_back()
    assert (sender.tries, sender.due(3.2)) == (0, True)
    sender.send(3.2)
    assert sender.next_at() == 5.7


def test_a_desk_that_answers_without_receipts_is_not_hammered(sender, desk, put):
    put()
    desk.faults.append("receipt-forged")
    assert sender.send(0.0).reached
    assert not sender.due(1.0)


def test_an_empty_outbox_is_no_failure(sender):
    assert sender.send(0.0) == Sent()
    assert (sender.tries, sender.due(0.0)) == (0, True)


def test_batches_shrink_while_the_line_is_too_slow_and_grow_again(store, put):
    parcels = [put() for _ in range(8)]
    slow = [Unreached("timeout")] * 3
    line = Line(*slow, *(reply(*(result(parcel) for parcel in parcels)) for _ in range(3)))
    sender = Sender(store, line, judge, jitter=lambda: 0.0)
    for turn in range(6):
        sender.send(float(turn))
    assert [len(asked) for asked in line.asked] == [8, 4, 2, 1, 2, 4]


def test_an_unknown_dossier_in_the_reply_is_never_filed(store):
    line = Line(reply(IntakeResult(dossier_id=DossierId("0" * 32), outcome="stored")))
    store.put(sealed(), "A001", NOON)
    assert send_due(store, line, judge).accepted == ()


# ------------------------------------------------------------------------------------------ heavy ones

HEAVY = "x" * 300_000


@pytest.fixture
def further():
    return Unreached("offline", further=True)


def test_a_heavy_one_goes_by_itself_and_after_all_that_is_light(store, put):
    heavy, light, other = put(HEAVY), put(), put(HEAVY)
    line = Line(*(reply(result(parcel)) for parcel in (light, heavy, other)))
    sender = Sender(store, line, judge, lambda: 0.5)
    for _ in range(3):
        sender.send(0.0)
    assert line.asked == [(light,), (heavy,), (other,)]
    assert sender.send(0.0) == Sent()


def test_as_long_as_what_is_light_gets_through_no_heavy_one_comes_between(store, put, desk, sender):
    heavy = put(HEAVY)
    for _ in range(60):
        put()
    assert [len(sender.send(0.0).accepted) for _ in range(2)] == [50, 10]
    assert heavy.dossier_id not in desk.stored
    assert len(sender.send(0.0).accepted) == 1
    assert heavy.dossier_id in desk.stored


def test_what_is_light_and_does_not_get_through_does_not_hold_up_what_is_heavy(store, put):
    heavy, light = put(HEAVY), put()
    line = Line(*[Unreached("http-500")] * 4)
    sender = Sender(store, line, judge, lambda: 0.5)
    for _ in range(4):
        sender.send(0.0)
    assert line.asked == [(light,), (heavy,)] * 2


def test_while_somebody_waits_what_is_light_goes_first(store, put):
    heavy, light = put(HEAVY), put()
    line = Line(*[Unreached("http-500")] * 2)
    sender = Sender(store, line, judge, lambda: 0.5)
    sender.send(0.0)
    sender.hurry()
    sender.send(0.0)
    assert line.asked == [(light,), (light,)]
    assert store.entry(heavy.dossier_id).tries == 0


def test_a_line_that_lets_a_part_through_is_tried_again_soon_however_often_it_breaks(store, put, further):
    put(HEAVY)
    sender = Sender(store, Line(*[further] * 20, *[Unreached("offline")] * 3), judge, lambda: 0.0)
    waits = []
    for _ in range(23):
        sent = sender.send(100.0)
        assert not sent.reached
        waits.append(sender.next_at() - 100.0)
    assert waits == [2.5] * 20 + [5.0, 10.0, 20.0]


def test_a_try_that_brings_it_further_does_not_count_against_it(store, put, further):
    parcel = put(HEAVY)
    sender = Sender(store, Line(further, Unreached("offline")), judge, lambda: 0.0)
    sender.send(0.0)
    assert (store.entry(parcel.dossier_id).tries, store.entry(parcel.dossier_id).last_reason) == (
        0,
        "offline",
    )
    sender.send(0.0)
    assert store.entry(parcel.dossier_id).tries == 1


def test_the_one_under_way_goes_on_before_another_begins_but_not_for_ever(store, put, further):
    first, second = put(HEAVY), put(HEAVY)
    lost = [Unreached("offline")] * STAYS
    line = Line(further, *lost, further, Unreached("offline"), reply(result(second)), Unreached("offline"))
    sender = Sender(store, line, judge, lambda: 0.0)
    for _ in range(STAYS + 5):
        sender.send(0.0)
    assert line.asked == [(first,)] * (1 + STAYS) + [(second,)] * 3 + [(first,)]


def test_the_one_under_way_that_is_refused_or_gone_makes_room(store, put, further):
    first, second = put(HEAVY), put(HEAVY)
    refused = reply(result(first, "refused", receipt=None, reason="unreadable"))
    line = Line(further, refused, reply(result(second)))
    sender = Sender(store, line, judge, lambda: 0.0)
    for _ in range(3):
        sender.send(0.0)
    assert line.asked == [(first,), (first,), (second,)]
    assert store.counts() == {"waiting": 0, "sent": 0, "needs-person": 1}


def test_two_threads_never_send_a_heavy_one_at_the_same_time(store, put):
    parcel = put(HEAVY)
    inner = []

    class Busy(Line):
        def deliver(self, dossiers, *, patient=False):
            inner.append(sender.send(0.0))
            return super().deliver(dossiers, patient=patient)

    line = Busy(reply(result(parcel)))
    sender = Sender(store, line, judge, lambda: 0.0)
    assert len(sender.send(0.0).accepted) == 1
    assert (inner, line.asked) == ([Sent()], [(parcel,)])


def test_a_heavy_one_that_does_not_get_through_makes_no_batch_smaller(store, put):
    put(HEAVY)
    line = Line(Unreached("timeout"))
    sender = Sender(store, line, judge, lambda: 0.0)
    sender.send(0.0)
    parcels = [put() for _ in range(5)]
    line.answers.append(reply(*map(result, parcels)))
    sender.send(0.0)
    assert line.asked[1] == tuple(parcels)
