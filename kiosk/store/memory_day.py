"""The DayStore's twin, beside the twins that hold dossiers and tickets."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.clock import VIETNAM
from kiosk.ids import DossierId, TicketId
from kiosk.store.day import AT_HOME
from kiosk.store.memory import MemoryOutboxStore, MemoryTicketStore
from kiosk.visit.day import AtHome, Day, HandedIn, Stuck


class MemoryDayStore:
    """Looks at the twins as the one on disk looks at their tables."""

    def __init__(self, outbox: MemoryOutboxStore, tickets: MemoryTicketStore) -> None:
        self._outbox = outbox
        self._tickets = tickets
        self._told: dict[DossierId, datetime] = {}
        self._taken_up: dict[TicketId, datetime] = {}

    def look(self, now: datetime) -> Day:
        """Return how the day stands at ``now`` (aware)."""
        entries, today = self._outbox.everything(), now.astimezone(VIETNAM).date()
        here = {entry.dossier.ticket_id for entry in entries}
        tickets = self._tickets.rows()
        numbers = {row.ticket_id: row.number for row in tickets}
        visits = [row for row in tickets if row.kind == "home-visit" and row.issued_at >= now - AT_HOME]
        unsent = [one for one in entries if one.state != "needs-person"]
        sent = {row.ticket_id for row in visits if self._outbox.filed(row.ticket_id) is not None}
        return Day(
            stuck=tuple(
                Stuck(
                    one.dossier.dossier_id,
                    one.number,
                    one.last_reason,
                    self._told.get(one.dossier.dossier_id),
                )
                for one in entries
                if one.state == "needs-person"
            ),
            at_home=tuple(
                AtHome(row.number, row.ticket_id in sent) for row in visits if row.ticket_id in here | sent
            ),
            taken_up=tuple(
                numbers[ticket]
                for ticket, at in sorted(self._taken_up.items(), key=lambda one: one[1])
                if ticket in numbers and at.astimezone(VIETNAM).date() == today
            ),
            saved=tuple(row.number for row in tickets if self._tickets.draft(row.ticket_id) is not None),
            waiting=len(unsent),
            unanswered=sum(one.state == "sent" for one in unsent),
            waits_since=min((one.queued_at for one in unsent), default=None),
        )

    def handed_in(self, day: date) -> HandedIn:
        """Return what was handed in on ``day`` (in Vietnam)."""
        today = [
            row.ticket_id for row in self._tickets.rows() if row.issued_at.astimezone(VIETNAM).date() == day
        ]
        here = {entry.dossier.ticket_id for entry in self._outbox.everything()}
        count = sum(one in here or self._outbox.filed(one) is not None for one in today)
        return HandedIn(count, sum(one in here for one in today))

    def retry(self, dossier: DossierId) -> None:
        """Let it wait to be sent once more; one that needs nobody stays as it is."""
        self._outbox.retry(dossier)

    def note_told(self, dossier: DossierId, at: datetime) -> None:
        """Note that the officer knows of it."""
        with self._tickets.disk:
            self._told[dossier] = at

    def note_taken_up(self, ticket: TicketId, at: datetime) -> None:
        """Note that somebody goes on with what was saved under this ticket."""
        with self._tickets.disk:
            self._taken_up[ticket] = at
