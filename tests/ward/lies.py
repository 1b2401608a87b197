"""What a go-between may do to a kiosk and its desk: lies about answers, lies about questions, and kills.

Each turn is one exchange long, knows whether it can be done in it, and raises GoneError when the desk is not there.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Timer

import msgspec

from kiosk.dossier.keys import new_signing_key
from kiosk.dossier.receipts import DeskSigner, make_receipt, sealed_digest
from kiosk.ids import KioskId, SeededIds
from kiosk.wire.messages import PROTOCOL, IntakeBatch, IntakeReply, IntakeResult
from tests.outbox.parcels import DESK, KIOSK, NOON
from tests.ward.between import NOT_UP, Exchange, GoneError

STRANGER = DeskSigner(new_signing_key(SeededIds(66).random_bytes))
AT_WORK = 0.03
"""Seconds in which a kiosk reads an answer and believes its receipts."""
LETTING_GO = 0.01
"""Seconds in which it strikes the dossiers out after that."""
MOMENTS = 2_000
STARTING = 0.5
"""Seconds in which either starts."""
LONGEST_HELD = 5.0


@dataclass(frozen=True)
class Turn:
    """One way to go wrong."""

    name: str
    act: Callable[[Exchange], None]
    fits: Callable[[Exchange], bool]


def a_batch(exchange):
    return bool(exchange.batch)


def several(exchange):
    return len(exchange.batch) > 1


def after_others(exchange):
    """Whether the desk has signed for a dossier that is not asked for now."""
    return bool(exchange.batch and strangers_papers(exchange))


def answered_before(exchange):
    return bool(exchange.between.answers[exchange.path])


def always(_):
    return True


def strangers_papers(exchange):
    """The desk's true receipts for other dossiers."""
    asked = {one.dossier_id for one in exchange.dossiers}
    given = exchange.between.given().items()
    return [paper for name, papers in given if name not in asked for paper in papers]


def packed(results):
    return msgspec.msgpack.encode(IntakeReply(protocol=PROTOCOL, results=tuple(results)))


def results_of(answer):
    return msgspec.msgpack.decode(answer, type=IntakeReply).results


def told_of(batch, receipt_of, outcome="stored"):
    """An answer that has a receipt for each dossier of the batch."""
    return packed(
        IntakeResult(dossier_id=one.dossier_id, outcome=outcome, receipt=receipt_of(one)) for one in batch
    )


# ---------------------------------------------------------------- true papers, in another way


def doubled(exchange):
    exchange.say(packed(one for result in results_of(exchange.ask_well()) for one in (result, result)))


def reordered(exchange):
    exchange.say(packed(reversed(results_of(exchange.ask_well()))))


def left_out(exchange):
    results = results_of(exchange.ask_well())
    exchange.say(packed(exchange.chance.sample(results, len(results) - 1)))


def exchanged(exchange):
    """Each dossier gets the receipt of its neighbour."""
    results = results_of(exchange.ask_well())
    papers = [result.receipt for result in results]
    exchange.say(
        packed(
            msgspec.structs.replace(result, receipt=paper)
            for result, paper in zip(results, papers[1:] + papers[:1], strict=True)
        )
    )


def replayed(exchange):
    """What was answered long ago is answered now, and the desk is not asked."""
    exchange.say(exchange.chance.choice(exchange.between.answers[exchange.path]))


def late(exchange):
    """What was answered last is answered now; what is answered now is kept for a replay."""
    before = exchange.between.answers[exchange.path][-1]
    exchange.ask_well()
    exchange.say(before)


def held(exchange):
    """The answer comes when the kiosk has given up and asks anew."""
    answer, newest = exchange.ask_well(), exchange.between.newest
    newest.wait(LONGEST_HELD)
    try:
        exchange.say(answer)
    except OSError:
        """The kiosk has hung up."""


# ------------------------------------------------------------------------------- forged papers


def forged(receipt_of):
    """A lie whose receipts are made so; by chance the desk has not even got the dossiers."""

    def act(exchange):
        if exchange.chance.random() < 0.5:
            exchange.ask_well()
        exchange.say(told_of(exchange.batch, lambda one: receipt_of(exchange, one)))

    return act


def by_a_stranger(_, one):
    return make_receipt(one, STRANGER, NOON)


def by_a_stranger_in_the_desks_name(_, one):
    return msgspec.structs.replace(make_receipt(one, STRANGER, NOON), desk_key_id=DESK.key_id)


def with_a_bit_turned(exchange, one):
    true = make_receipt(one, DESK, NOON)
    at = exchange.chance.randrange(len(true.signature) * 8)
    signature = bytearray(true.signature)
    signature[at // 8] ^= 1 << at % 8
    return msgspec.structs.replace(true, signature=bytes(signature))


def for_another_dossier(exchange, _):
    return exchange.chance.choice(strangers_papers(exchange))


def renamed(exchange, one):
    """Another dossier's true receipt, with this one's name and digest written over it."""
    other = for_another_dossier(exchange, one)
    return msgspec.structs.replace(other, dossier_id=one.dossier_id, sealed_sha256=sealed_digest(one))


def for_another_kiosk(_, one):
    """The desk's true word, to a kiosk that has sent something of the same name."""
    return make_receipt(msgspec.structs.replace(one, kiosk_id=KioskId("kiosk-b")), DESK, NOON)


def for_other_bytes(_, one):
    """The desk's true word, for other bytes of the same name."""
    return make_receipt(msgspec.structs.replace(one, sealed=one.sealed[:-1]), DESK, NOON)


def none_at_all(*_):
    return None


def refused(exchange):
    """The desk never gets them."""
    exchange.say(
        packed(
            IntakeResult(dossier_id=one.dossier_id, outcome="refused", reason="unreadable")
            for one in exchange.batch
        )
    )


# ---------------------------------------------------------------------------- no paper at all


def truncated(exchange):
    exchange.say_a_part(exchange.ask_well())


def reset_before(exchange):
    exchange.hang_up()


def reset_after(exchange):
    exchange.ask_well()
    exchange.hang_up()


def failing(exchange):
    exchange.ask_well()
    exchange.say(b"failed", status=500, kind="text/plain")


def garbage(exchange):
    exchange.say(exchange.chance.randbytes(exchange.chance.randrange(2000)))


# ---------------------------------------------------------------------- what the desk is asked


def asked_by_two_at_once(exchange):
    with ThreadPoolExecutor(2) as both:
        answers = [one.result() for one in [both.submit(exchange.ask_well) for _ in range(2)]]
    exchange.say(exchange.chance.choice(answers))


def asked_of_old_again(exchange):
    """The desk gets what it took in long ago, and the kiosk that answer."""
    status, answer, _ = exchange.ask(exchange.chance.choice(exchange.between.asked[exchange.path]))
    assert status in {200, NOT_UP}
    exchange.say(answer, status=status)


def asked_by_halves(exchange):
    """The question breaks off."""
    half = exchange.body[: exchange.chance.randrange(len(exchange.body))]
    try:
        status, *_ = exchange.ask(half, claimed=len(exchange.body))
    except GoneError:
        """The desk may hang up on half a question."""
    else:
        assert status != 200, "the desk has answered half a question"
    exchange.hang_up()


def asked_twice_over(exchange):
    """Each dossier stands in the batch twice, in another order."""
    batch = exchange.chance.sample(exchange.batch * 2, len(exchange.batch) * 2)
    status, answer, _ = exchange.ask(batch_of(batch))
    assert status == 200
    exchange.say(answer)


def asked_changed(exchange):
    """The dossiers are changed on their way: other bytes, another name, another ticket."""
    changes = (
        lambda one: msgspec.structs.replace(one, sealed=one.sealed[:-1] + bytes([one.sealed[-1] ^ 1])),
        lambda one: msgspec.structs.replace(one, dossier_id=one.dossier_id[::-1]),
        lambda one: msgspec.structs.replace(one, ticket_id=one.ticket_id[::-1]),
    )
    status, answer, _ = exchange.ask(
        batch_of([exchange.chance.choice(changes)(one) for one in exchange.batch])
    )
    assert status == 200
    assert {result.outcome for result in results_of(answer)} == {"refused"}
    exchange.say(answer)


def batch_of(dossiers):
    return msgspec.msgpack.encode(
        IntakeBatch(protocol=PROTOCOL, kiosk_id=KIOSK.kiosk_id, dossiers=tuple(dossiers))
    )


# --------------------------------------------------------------------------------------- kills


def desk_before_it_reads(exchange):
    exchange.between.pair.kill("desk")
    exchange.hang_up()


def desk_at_work(exchange):
    delay = exchange.chance.uniform(0, exchange.between.took)
    deadly = Timer(delay, exchange.between.pair.kill, ["desk"])
    deadly.start()
    try:
        exchange.say(exchange.ask_well())
    except GoneError:
        exchange.hang_up()
    finally:
        deadly.join()


def desk_once_it_has_answered(exchange):
    answer = exchange.ask_well()
    exchange.between.pair.kill("desk")
    exchange.say(answer)


def desk_as_it_starts(exchange):
    exchange.between.pair.kill("desk", exchange.chance.uniform(0, STARTING))
    exchange.hang_up()


def kiosk_while_it_waits(exchange):
    exchange.ask_well()
    exchange.between.pair.kill("kiosk")
    exchange.hang_up()


def kiosk_as_it_reads(exchange):
    exchange.say_a_part(exchange.ask_well())
    exchange.between.pair.kill("kiosk")


def kiosk_at_work(exchange):
    exchange.say(exchange.ask_well())
    Event().wait(exchange.chance.uniform(0, AT_WORK))
    exchange.between.pair.kill("kiosk")


def kiosk_as_it_believes(exchange):
    """It has judged a receipt and is about to let the dossier go."""
    answer = exchange.ask_well()
    before = exchange.between.pair.judged()
    exchange.say(answer)
    any(exchange.between.pair.judged() != before or Event().wait(0.001) for _ in range(MOMENTS))
    Event().wait(exchange.chance.uniform(0, LETTING_GO))
    exchange.between.pair.kill("kiosk")


def kiosk_as_it_starts(exchange):
    exchange.hang_up()
    exchange.between.pair.kill("kiosk", exchange.chance.uniform(0, STARTING))


def both(exchange):
    answer = exchange.ask_well()
    exchange.between.pair.kill("desk")
    exchange.say(answer)
    exchange.between.pair.kill("kiosk")


def turns(fits, **acts):
    return tuple(Turn(name.replace("_", " "), act, fits) for name, act in acts.items())


LIES = (
    *turns(a_batch, doubled=doubled, refused=refused),
    *turns(several, reordered=reordered, left_out=left_out, exchanged=exchanged),
    *turns(answered_before, replayed=replayed, late=late, asked_of_old_again=asked_of_old_again),
    *turns(
        a_batch,
        forged_by_a_stranger=forged(by_a_stranger),
        forged_in_the_desks_name=forged(by_a_stranger_in_the_desks_name),
        forged_with_a_bit_turned=forged(with_a_bit_turned),
        for_another_kiosk=forged(for_another_kiosk),
        for_other_bytes=forged(for_other_bytes),
        no_receipt=forged(none_at_all),
    ),
    *turns(after_others, for_another_dossier=forged(for_another_dossier), renamed=forged(renamed)),
    *turns(always, truncated=truncated, reset_before=reset_before, reset_after=reset_after, failing=failing),
    *turns(always, held=held, garbage=garbage, asked_by_halves=asked_by_halves),
    *turns(always, asked_by_two_at_once=asked_by_two_at_once),
    *turns(a_batch, asked_twice_over=asked_twice_over, asked_changed=asked_changed),
)
KILLS = turns(
    always,
    desk_before_it_reads=desk_before_it_reads,
    desk_at_work=desk_at_work,
    desk_once_it_has_answered=desk_once_it_has_answered,
    desk_as_it_starts=desk_as_it_starts,
    kiosk_while_it_waits=kiosk_while_it_waits,
    kiosk_as_it_reads=kiosk_as_it_reads,
    kiosk_at_work=kiosk_at_work,
    kiosk_as_it_believes=kiosk_as_it_believes,
    kiosk_as_it_starts=kiosk_as_it_starts,
    both=both,
)
