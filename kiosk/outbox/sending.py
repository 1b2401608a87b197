"""Sending what waits: one batch, or one heavy dossier, judged receipt by receipt, and when to try again.

Nothing leaves the outbox but by its own good receipt. What the desk has refused waits for a person; all else
is sent again, which the desk takes as the same dossier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.ids import DossierId
from kiosk.outbox.heavy import Heavy
from kiosk.outbox.ports import Entry, EntryState, Filed, OutboxStore, Unreached, WardLink
from kiosk.wire.messages import BATCH_LIMIT, IntakeResult, Receipt, SealedDossier

CheckReceipt = Callable[[Receipt, SealedDossier], str]
"""Returns "good", or a short code for what is wrong with the receipt."""

FIRST_WAIT = 5.0
"""Seconds, doubled with every try."""
LONGEST_WAIT = 600.0
BATCH_BYTES = 1024 * 1024
"""A batch ends before this many sealed bytes, so that a slow line carries it while somebody waits. What is heavy
(wire.upload) is in none: with copies of papers it may have 10 MB."""
SELDOM: Final = 4 * 3600.0
"""Seconds between questions, on a line that is paid by the byte, whether the ward has anything new."""
REQUEST_REFUSED = frozenset({"http-400", "http-413", "http-422"})
"""The desk will not read this request however often it comes."""
_TOO_MUCH = frozenset({"offline", "timeout", "too-large", *REQUEST_REFUSED})
"""A smaller batch may get through: a line that breaks half-way is offline, too."""
_CODE = re.compile(r"[a-z0-9-]{1,40}")


class Kept(Struct, frozen=True):
    """A dossier that stays in the outbox, and why."""

    dossier_id: DossierId
    state: EntryState
    reason: str


class Sent(Struct, frozen=True):
    """What came of one batch."""

    accepted: tuple[Filed, ...] = ()
    kept: tuple[Kept, ...] = ()
    code: str = ""
    """Why the ward was not reached (see Unreached); empty when it answered or nothing waited."""
    further: bool = False
    """As of Unreached: a heavy dossier that has not arrived, but has got further."""

    @property
    def reached(self) -> bool:
        """True unless the ward was tried and did not answer usably."""
        return not self.code

    @property
    def tried(self) -> int:
        """How many dossiers the batch held; 0 when nothing waited."""
        return len(self.accepted) + len(self.kept)


def backoff(tries: int, jitter: float) -> float:
    """Return the seconds to wait after ``tries`` failures in a row; 0 after none, never above LONGEST_WAIT.

    ``jitter`` in [0, 1) spreads the second half of the wait, so that kiosks do not come back all at once.
    """
    if tries <= 0:
        return 0.0
    full = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(tries - 1, 16)))
    return full * (0.5 + 0.5 * jitter)


def send_due(
    store: OutboxStore,
    ward: WardLink,
    check: CheckReceipt,
    most: int = BATCH_LIMIT,
    *,
    patient: bool = False,
) -> Sent:
    """Deliver one batch of at most ``most`` dossiers and BATCH_BYTES, none of them heavy, and note what came of each.

    ``patient``: nobody waits for it.

    Raises StoreError when the store breaks its promise; what was accepted before that stays accepted.
    """
    return send_batch(store, ward, check, store.waiting(most, BATCH_BYTES, heavy=False), patient=patient)


def send_batch(
    store: OutboxStore, ward: WardLink, check: CheckReceipt, batch: tuple[Entry, ...], *, patient: bool
) -> Sent:
    """Deliver these, many or a heavy one by itself; else as ``send_due``."""
    if not batch:
        return Sent()
    reply = ward.deliver(tuple(entry.dossier for entry in batch), patient=patient)
    if isinstance(reply, Unreached):
        kept = tuple(_unreached(store, entry, reply, len(batch)) for entry in batch)
        return Sent(kept=kept, code=reply.code, further=reply.further)
    verdicts = [(entry, *_judge(entry, reply.results, check)) for entry in batch]
    accepted = tuple(
        Filed(entry.dossier.dossier_id, entry.dossier.ticket_id, entry.number, receipt.received_at)
        for entry, receipt, _ in verdicts
        if receipt is not None
    )
    if accepted:
        store.accept(*accepted)
    kept = tuple(kept_as for _, receipt, kept_as in verdicts if receipt is None)
    for one in kept:
        store.mark(one.dossier_id, one.state, one.reason)
    return Sent(accepted, kept)


class Sender:
    """When the next batch is due and how large it may be. Times are monotonic seconds, passed in.

    Heavy ones have their turn when nothing light waits, or none of it gets through: a resident who waits for a receipt
    does not wait behind somebody else's ten megabytes.
    """

    def __init__(
        self, store: OutboxStore, ward: WardLink, check: CheckReceipt, jitter: Callable[[], float]
    ) -> None:
        self._parts = (store, ward, check)
        self._jitter = jitter
        self._heavy = Heavy()
        self._heavy_first = False
        self._most = BATCH_LIMIT
        self._next_at: float | None = None
        self.tries = 0
        """Failures in a row."""

    def due(self, now: float) -> bool:
        """Tell whether ``send`` should be called."""
        return self._next_at is None or now >= self._next_at

    def next_at(self) -> float | None:
        """Return when the next batch is due; None: at once."""
        return self._next_at

    def network_back(self) -> None:
        """Try at once and with full patience: the network has returned."""
        self.tries = 0
        self._next_at = None

    def hurry(self) -> None:
        """Try once at once, a resident is waiting for the receipt; failures in a row still count."""
        self._next_at, self._heavy_first = None, False

    def send(self, now: float, *, patient: bool = False) -> Sent:
        """Send one batch, due or not, and set when the next one is. Raises StoreError as ``send_due``.

        A line that lets a part of a heavy one through is tried again soon, however often it breaks.
        """
        sent = self._turn(patient=patient)
        if sent.further:
            self.tries = 0
        progress = bool(sent.accepted) or not sent.tried
        self.tries = 0 if progress else self.tries + 1
        self._next_at = None if progress else now + backoff(self.tries, self._jitter())
        return sent

    def _turn(self, *, patient: bool) -> Sent:
        for heavy in (self._heavy_first, not self._heavy_first):
            sent = self._send_heavy(patient=patient) if heavy else self._send_light(patient=patient)
            if sent.tried:
                self._heavy_first = not heavy and not sent.accepted
                return sent
        return Sent()

    def _send_light(self, *, patient: bool) -> Sent:
        sent = send_due(*self._parts, self._most, patient=patient)
        if sent.code in _TOO_MUCH:
            self._most = max(1, sent.tried // 2)
        elif sent.reached:
            self._most = min(BATCH_LIMIT, self._most * 2)
        return sent

    def _send_heavy(self, *, patient: bool) -> Sent:
        """Send one; nothing, where another thread is at it: the same bytes would go twice."""
        with self._heavy.alone() as mine:
            if not mine:
                return Sent()
            batch = self._heavy.next(self._parts[0])
            sent = send_batch(*self._parts, batch, patient=patient)
            for entry in batch:
                self._heavy.note(entry.dossier.dossier_id, further=sent.further, gone=bool(sent.accepted))
            return sent


def _unreached(store: OutboxStore, entry: Entry, unreached: Unreached, batch_size: int) -> Kept:
    if batch_size == 1 and unreached.code in REQUEST_REFUSED:
        state: EntryState = "needs-person"
    else:
        # All but "offline" may have reached the desk though its answer did not reach us.
        state = entry.state if unreached.code == "offline" else "sent"
    store.mark(entry.dossier.dossier_id, state, unreached.code, further=unreached.further)
    return Kept(entry.dossier.dossier_id, state, unreached.code)


def _judge(entry: Entry, results: Sequence[IntakeResult], check: CheckReceipt) -> tuple[Receipt | None, Kept]:
    """Return the dossier's own good receipt if there is one, and how it is kept if there is none."""
    dossier = entry.dossier
    kept = Kept(dossier.dossier_id, "sent", "no-result")
    for result in results:
        if result.dossier_id != dossier.dossier_id:
            continue
        if result.outcome == "refused":
            reason = result.reason if _CODE.fullmatch(result.reason) else "refused"
            kept = Kept(dossier.dossier_id, "needs-person", reason)
        elif result.receipt is None:
            kept = Kept(dossier.dossier_id, "waiting", "no-receipt")
        elif (verdict := check(result.receipt, dossier)) == "good":
            return result.receipt, kept
        else:
            kept = Kept(dossier.dossier_id, "waiting", f"receipt-{verdict}")
    return None, kept
