"""What the outbox needs: a store that never forgets and a link to the ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

from msgspec import Struct

from kiosk.ids import DossierId, TicketId
from kiosk.wire.drafts import WriteRight
from kiosk.wire.heartbeat import Heartbeat, HeartbeatReply
from kiosk.wire.messages import DossierStatus, IntakeReply, SealedDossier

REMEMBERED: Final = timedelta(days=400)
"""How long it is remembered what was filed and where it was last."""
EntryState = Literal["waiting", "sent", "needs-person"]


@dataclass(frozen=True)
class Entry:
    """One sealed dossier. ``sent``: handed to the network, no receipt yet; it is sent again all the same."""

    dossier: SealedDossier
    number: str
    state: EntryState
    queued_at: datetime
    tries: int
    last_reason: str


class Filed(Struct, frozen=True):
    """What is remembered of a dossier after its receipt: nothing that can be read back."""

    dossier_id: DossierId
    ticket_id: TicketId
    number: str
    received_at: str


def lightest(
    line: Sequence[tuple[DossierId, int, int]], most: int, most_bytes: int | None
) -> frozenset[DossierId]:
    """Choose from (id, tries, sealed bytes), oldest first, what is to be sent next; see OutboxStore.waiting."""
    chosen, size = set[DossierId](), 0
    for dossier_id, _, length in sorted(line, key=lambda one: one[1])[:most]:
        size += length
        if chosen and most_bytes is not None and size > most_bytes:
            break
        chosen.add(dossier_id)
    return frozenset(chosen)


def is_old(status: DossierStatus | None, oldest: datetime) -> bool:
    """Tell whether a status is from before ``oldest``; one that cannot be read is."""
    return status is None or datetime.fromisoformat(status.updated_at) < oldest


class OutboxStore(Protocol):
    """Keeps entries until their own receipt. A write is committed when it returns. Errors: tickets.ports."""

    def put(
        self, dossier: SealedDossier, number: str, queued_at: datetime, replaces: WriteRight | None = None
    ) -> None:
        """Add, and forget the draft that it came from (``replaces``) in the same transaction; the desk is told soon.

        The same dossier id again adds nothing.
        """

    def waiting(
        self, most: int, most_bytes: int | None = None, *, heavy: bool | None = None
    ) -> tuple[Entry, ...]:
        """Return what is to be sent next (waiting or sent), oldest first, at most ``most``.

        The least tried are taken: one that never gets through must not block the rest. ``most_bytes``: sealed, of
        all together; one always goes. No more than these is read. ``heavy``: only what travels by itself, or only
        the rest (wire.upload); None: all.
        """

    def entry(self, dossier_id: DossierId) -> Entry | None:
        """Return one entry, or None when it is gone or was never here."""

    def mark(self, dossier_id: DossierId, state: EntryState, reason: str, *, further: bool = False) -> None:
        """Note a try: state, and why it is not done yet. It counts, but where it has brought the dossier further."""

    def ask_again(self) -> int:
        """Let everything that needs a person wait to be sent once more; return how many."""

    def accept(self, *filed: Filed) -> None:
        """Delete the entries and remember them as filed, in one transaction: of each the own receipt was checked."""

    def filed(self, ticket_id: TicketId) -> Filed | None:
        """Return what was filed under a receipt ticket."""

    def counts(self) -> dict[EntryState, int]:
        """Return how many entries are in each state."""

    def oldest(self) -> datetime | None:
        """Return since when the entry has waited that has waited longest (waiting or sent), None where none does."""

    def keep_status(self, status: DossierStatus) -> None:
        """Remember the last known status of a ticket (it tells no name)."""

    def last_status(self, ticket_id: TicketId) -> DossierStatus | None:
        """Return it, or None."""

    def purge(self, now: datetime) -> int:
        """Forget what was filed, and statuses, from before ``REMEMBERED``; return how many. What waits stays."""


class Unreached(Struct, frozen=True):
    """The ward did not answer usably. ``code``: offline, timeout, http-NNN, nonsense, too-large."""

    code: str
    further: bool = False
    """True where the ward has more of a heavy dossier than before; the next try goes on from there."""


class WardLink(Protocol):
    """The desk as the kiosk reaches it. No call blocks longer than 10 s, but for a patient one.

    A heavy dossier goes by itself (wire.upload); where it does not arrive whole, the next call goes on from there.
    """

    def deliver(
        self, dossiers: tuple[SealedDossier, ...], *, patient: bool = False
    ) -> IntakeReply | Unreached:
        """Send one batch (<= 50). ``patient``: nobody waits for it, and it may take as long as its bytes need."""

    def status(self, ticket_id: TicketId, asked_at: datetime) -> DossierStatus | Unreached | None:
        """Ask where a dossier is; None: the desk does not know it. A wrong signature is Unreached."""


class HeartbeatDesk(Protocol):
    """Where a kiosk says that it lives. A call ends as those of WardLink do."""

    def beat(self, beat: Heartbeat) -> HeartbeatReply | Unreached:
        """Send one heartbeat. What the desk has not signed for this very one is Unreached("nonsense")."""
