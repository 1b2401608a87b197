"""The memory twins of every store. ``full`` makes the next writes fail as a full disk does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock

from kiosk.clock import VIETNAM
from kiosk.ids import DossierId, HelperId, TicketId
from kiosk.outbox import ratings
from kiosk.outbox.ports import REMEMBERED, Entry, EntryState, Filed, is_old, lightest
from kiosk.outbox.ratings import Rating
from kiosk.store.memory_copies import MemoryCopyStore
from kiosk.store.memory_counts import MemoryCountStore
from kiosk.store.memory_errands import MemoryErrandStore
from kiosk.store.tickets import KEPT
from kiosk.takeover import audit
from kiosk.takeover.ports import Misses
from kiosk.tickets.copies import CopyId
from kiosk.tickets.numbering import next_number
from kiosk.tickets.ports import StoreBroken, StoreFull, TicketKind, TicketRow, TicketState
from kiosk.wire.drafts import LockedDraft, WriteRight
from kiosk.wire.messages import DossierStatus, SealedDossier
from kiosk.wire.upload import is_heavy


class _Disk:
    """What the twins share: a lock that a write takes, and a disk that can be full."""

    def __init__(self) -> None:
        self.full = False
        self._lock = Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        if self.full:
            self._lock.release()
            raise StoreFull("full")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


class MemoryTicketStore:
    """The TicketStore's twin."""

    def __init__(self) -> None:
        self.disk = _Disk()
        self._tickets: dict[TicketId, TicketRow] = {}
        self._series: dict[str, tuple[date, int]] = {}
        self.copies = MemoryCopyStore(self.disk)
        self.errands = MemoryErrandStore(gone=self.copies.drop_those_of)
        self._misses: dict[TicketId, int] = {}
        self._seen: dict[TicketId, datetime] = {}

    def reserve(
        self, series: str, kind: TicketKind, ticket_id: TicketId, at: datetime, *, language: str = ""
    ) -> TicketRow:
        """Take the next number. Raises StoreBroken when the id has a ticket already."""
        with self.disk:
            if ticket_id in self._tickets:
                raise StoreBroken("the id has a ticket already")
            today = at.astimezone(VIETNAM).date()
            number, self._series[series] = next_number(series, self._series.get(series), today)
            row = TicketRow(number.code, kind, ticket_id, "reserved", at, language=language)
            self._tickets[ticket_id] = row
            return self._tickets[ticket_id]

    def set_state(self, ticket_id: TicketId, state: TicketState) -> None:
        """Note what became of the printing; an id without a ticket changes nothing."""
        with self.disk:
            if row := self._tickets.get(ticket_id):
                self._tickets[ticket_id] = replace(row, state=state)

    def settle(self) -> int:
        """After a crash: what was being printed is unknown, what was only reserved has failed; return how many."""
        after: dict[TicketState, TicketState] = {"printing": "unknown", "reserved": "failed"}
        with self.disk:
            cut = {key: row for key, row in self._tickets.items() if row.state in after}
            self._tickets |= {key: replace(row, state=after[row.state]) for key, row in cut.items()}
            return len(cut)

    def count_reprint(self, ticket_id: TicketId) -> None:
        """Count one more print; an id without a ticket changes nothing."""
        with self.disk:
            if row := self._tickets.get(ticket_id):
                self._tickets[ticket_id] = replace(row, reprints=row.reprints + 1)

    def ticket(self, ticket_id: TicketId) -> TicketRow | None:
        """Return the row, or None."""
        return self._tickets.get(ticket_id)

    def rows(self) -> tuple[TicketRow, ...]:
        """Return all tickets, the oldest first."""
        return tuple(sorted(self._tickets.values(), key=lambda row: row.issued_at))

    def last_number(self, series: str) -> tuple[date, int] | None:
        """Return the latest day and number of a series."""
        return self._series.get(series)

    def keep_draft(
        self, draft: LockedDraft, replaces: WriteRight | None, copies: Sequence[CopyId] = ()
    ) -> None:
        """Keep ciphertext under its id and delete the one that it replaces; the desk is told of both soon."""
        _expiry(draft)
        with self.disk:
            self.copies.hold(copies, draft.id)
            if replaces is not None and replaces.id != draft.id:
                self.errands.forget(replaces, draft.id)
            self._drafts[draft.id] = draft
            self.errands.keep(draft)

    @property
    def _drafts(self) -> dict[TicketId, LockedDraft]:
        return self.errands.drafts

    def draft(self, ticket_id: TicketId) -> LockedDraft | None:
        """Return the ciphertext, or None."""
        return self._drafts.get(ticket_id)

    def forget_draft(self, ticket_id: TicketId) -> None:
        """Delete it here alone."""
        with self.disk:
            self.errands.drop(ticket_id)

    def misses(self, ticket_id: TicketId) -> int:
        """Return the wrong birth years so far."""
        return self._misses.get(ticket_id, 0)

    def miss(self, ticket_id: TicketId) -> int:
        """Count a wrong birth year; forgetting the draft does not clear the count."""
        with self.disk:
            self._misses[ticket_id] = self._misses.get(ticket_id, 0) + 1
            return self._misses[ticket_id]

    def forgive(self, ticket_id: TicketId) -> None:
        """Forget the misses: the right birth year was told."""
        with self.disk:
            self._misses.pop(ticket_id, None)

    def purge(self, now: datetime) -> int:
        """Delete expired drafts, old tickets and old counts of misses; return how many drafts went."""
        with self.disk:
            before, old = len(self._drafts), now - KEPT
            for key in [key for key, kept in self._drafts.items() if _expiry(kept) <= now]:
                self.errands.drop(key)
            self.errands.purge(now)
            self._tickets = {key: row for key, row in self._tickets.items() if row.issued_at >= old}
            self._seen = {key: self._seen.get(key, now) for key in self._misses}
            self._misses = {key: count for key, count in self._misses.items() if self._seen[key] >= old}
            return before - len(self._drafts)


class MemoryOutboxStore:
    """The OutboxStore's twin. ``tickets``: the twin that holds the drafts, as the same file does on disk."""

    def __init__(self, tickets: MemoryTicketStore | None = None) -> None:
        self._tickets = tickets or MemoryTicketStore()
        self.disk = self._tickets.disk
        self._entries: dict[DossierId, Entry] = {}
        self._filed: dict[DossierId, Filed] = {}
        self._statuses: dict[TicketId, DossierStatus] = {}

    def put(
        self, dossier: SealedDossier, number: str, queued_at: datetime, replaces: WriteRight | None = None
    ) -> None:
        """Add, and forget the draft that it came from; an id that waits or was filed already adds nothing."""
        with self.disk:
            if replaces is not None:
                self._tickets.errands.forget(replaces)
            if dossier.dossier_id not in self._filed:
                self._entries.setdefault(
                    dossier.dossier_id, Entry(dossier, number, "waiting", queued_at, tries=0, last_reason="")
                )

    def waiting(
        self, most: int, most_bytes: int | None = None, *, heavy: bool | None = None
    ) -> tuple[Entry, ...]:
        """Return what is to be sent next, in the order in which it was put."""
        line = [
            entry
            for entry in self._entries.values()
            if entry.state != "needs-person" and heavy in {None, is_heavy(len(entry.dossier.sealed))}
        ]
        sizes = [(one.dossier.dossier_id, one.tries, len(one.dossier.sealed)) for one in line]
        chosen = lightest(sizes, most, most_bytes)
        return tuple(entry for entry in line if entry.dossier.dossier_id in chosen)

    def entry(self, dossier_id: DossierId) -> Entry | None:
        """Return one entry, or None."""
        return self._entries.get(dossier_id)

    def mark(self, dossier_id: DossierId, state: EntryState, reason: str, *, further: bool = False) -> None:
        """Note a try; an unknown id changes nothing."""
        with self.disk:
            if entry := self._entries.get(dossier_id):
                self._entries[dossier_id] = replace(
                    entry, state=state, tries=entry.tries + (not further), last_reason=reason
                )

    def ask_again(self) -> int:
        """Let everything that needs a person wait to be sent once more; return how many."""
        with self.disk:
            again = {key: entry for key, entry in self._entries.items() if entry.state == "needs-person"}
            self._entries |= {key: replace(entry, state="waiting") for key, entry in again.items()}
            return len(again)

    def accept(self, *filed: Filed) -> None:
        """Delete the entries and remember that they were filed; unknown ids change nothing."""
        with self.disk:
            for one in filed:
                if self._entries.pop(one.dossier_id, None) is not None:
                    self._filed[one.dossier_id] = one

    def retry(self, dossier_id: DossierId) -> None:
        """Let one that needs a person wait to be sent once more."""
        with self.disk:
            entry = self._entries.get(dossier_id)
            if entry is not None and entry.state == "needs-person":
                self._entries[dossier_id] = replace(entry, state="waiting")

    def everything(self) -> tuple[Entry, ...]:
        """Return all entries, in the order in which they were put."""
        return tuple(self._entries.values())

    def filed(self, ticket_id: TicketId) -> Filed | None:
        """Return what was filed last under a receipt ticket."""
        under = [filed for filed in self._filed.values() if filed.ticket_id == ticket_id]
        return under[-1] if under else None

    def counts(self) -> dict[EntryState, int]:
        """Return how many entries are in each state, states without one included."""
        counts: dict[EntryState, int] = {"waiting": 0, "sent": 0, "needs-person": 0}
        for entry in self._entries.values():
            counts[entry.state] += 1
        return counts

    def oldest(self) -> datetime | None:
        """Return since when the oldest entry has waited that is still to be sent."""
        return next((each.queued_at for each in self._entries.values() if each.state != "needs-person"), None)

    def keep_status(self, status: DossierStatus) -> None:
        """Remember the last known status of a ticket."""
        with self.disk:
            self._statuses[status.ticket_id] = status

    def last_status(self, ticket_id: TicketId) -> DossierStatus | None:
        """Return it, or None."""
        return self._statuses.get(ticket_id)

    def purge(self, now: datetime) -> int:
        """Forget what was filed, and statuses, from long ago."""
        oldest = now - REMEMBERED
        with self.disk:
            old = [
                one for one, row in self._filed.items() if datetime.fromisoformat(row.received_at) < oldest
            ]
            stale = [ticket for ticket, status in self._statuses.items() if is_old(status, oldest)]
            self._filed = {one: row for one, row in self._filed.items() if one not in old}
            self._statuses = {ticket: one for ticket, one in self._statuses.items() if ticket not in stale}
            return len(old) + len(stale)


class MemoryRatingStore:
    """The RatingStore's twin."""

    def __init__(self) -> None:
        self.disk = _Disk()
        self._counts: Counter[Rating] = Counter()
        self.ends = MemoryCountStore(self.disk, self._counts)

    def keep(self, rating: Rating) -> None:
        """Count one more."""
        with self.disk:
            self._counts[rating] += 1

    def since(self, day: date) -> dict[Rating, int]:
        """Return the ratings of ``day`` and later with how often each was given."""
        return {rating: count for rating, count in self._counts.items() if rating.day >= day}

    def purge(self, now: datetime) -> int:
        """Delete what is older than ``ratings.KEPT``; return how many ratings went."""
        oldest = now.astimezone(VIETNAM).date() - ratings.KEPT
        with self.disk:
            old = [rating for rating in self._counts if rating.day < oldest]
            return sum(self._counts.pop(rating) for rating in old)


class MemoryPinAttempts:
    """The PinAttempts' twin."""

    def __init__(self) -> None:
        self.disk = _Disk()
        self._misses: dict[HelperId, Misses] = {}

    def misses(self, helper: HelperId) -> Misses:
        """Return the count so far."""
        return self._misses.get(helper, Misses(0, None))

    def record_miss(self, helper: HelperId, at: datetime) -> Misses:
        """Add one and return the new count."""
        with self.disk:
            self._misses[helper] = Misses(self.misses(helper).count + 1, at)
            return self._misses[helper]

    def clear(self, helper: HelperId) -> None:
        """Set the count to 0."""
        with self.disk:
            self._misses.pop(helper, None)


class MemoryAuditStore:
    """The AuditStore's twin."""

    def __init__(self) -> None:
        self.disk = _Disk()
        self._entries: list[audit.Entry] = []

    def append(self, entry: audit.Entry) -> None:
        """Keep an entry; raises AuditError ``broken-chain`` when it does not follow."""
        with self.disk:
            if not audit.follows(entry, self.head()):
                raise audit.AuditError("broken-chain")
            self._entries.append(entry)

    def entries(self, since: int = 0, most: int | None = None) -> Sequence[audit.Entry]:
        """Return the entries from number ``since`` in order, at most ``most``."""
        return self._entries[since:][:most]

    def head(self) -> audit.Head:
        """Return the head after the last entry."""
        return audit.head_of(self._entries)


def _expiry(draft: LockedDraft) -> datetime:
    expires = datetime.fromisoformat(draft.expires)
    if expires.tzinfo is None:
        raise ValueError("a stored time is aware")
    return expires.astimezone(UTC)
