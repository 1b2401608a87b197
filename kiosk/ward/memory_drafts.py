"""The desk's place for saved visits, in memory; it fails on demand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.dossier.draft_words import digest
from kiosk.ids import KioskId, TicketId
from kiosk.outbox.drafts import FetchedDraft
from kiosk.outbox.ports import Unreached
from kiosk.wire.drafts import TRIES, DraftWord, LockedDraft, WriteRight


@dataclass(repr=False)
class _Row:
    expires: datetime
    write_digest: bytes
    draft: LockedDraft | None = None
    """None: dead."""
    heir: str = ""
    misses: int = 0


class MemoryDraftDesk:
    """The DraftDesk's twin; one may serve several kiosks. ``away`` is asked at each call."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """``now``: the desk's own clock, aware."""
        self._now = now
        self.away: Literal["", "offline", "reply-lost"] = ""
        """``reply-lost``: all is done, and the answer never comes."""
        self.rows: dict[TicketId, _Row] = {}

    def keep(self, draft: LockedDraft, at: datetime) -> DraftWord | Unreached:
        """Keep a draft; what expired or died before stays dead."""
        if self.away == "offline":
            return Unreached("offline")
        self.purge()
        until = datetime.fromisoformat(draft.expires)
        if until <= self._now():
            return self._told(draft.id, at, "dead")
        row = self.rows.setdefault(draft.id, _Row(until, draft.write_digest, draft))
        if row.draft is not None and row.draft != draft:
            return Unreached("http-400")
        return self._told(draft.id, at)

    def fetch(self, ticket_id: TicketId, at: datetime) -> FetchedDraft | Unreached:
        """Hand a draft out, unless it was tried too often."""
        if self.away == "offline":
            return Unreached("offline")
        self.purge()
        row = self.rows.get(ticket_id)
        word = self._told(ticket_id, at, "dead" if row and row.misses >= TRIES else "")
        if isinstance(word, Unreached):
            return word
        return FetchedDraft(word, row.draft if row and word.state == "kept" else None)

    def forget(self, right: WriteRight, heir: str, at: datetime) -> DraftWord | Unreached:
        """Delete by right of the proof; an heir of what was dead before dies with it."""
        if self.away == "offline":
            return Unreached("offline")
        self.purge()
        until, proven = datetime.fromisoformat(right.expires), hashlib.sha256(right.proof).digest()
        row = self.rows.get(right.id)
        if row is None:
            if until > self._now():
                self.rows[right.id] = _Row(until, proven, heir=heir)
            return self._told(right.id, at, "dead")
        if row.write_digest not in {proven, b""}:
            return self._told(right.id, at)
        if row.draft is not None:
            row.draft, row.heir = None, heir
        elif heir not in {"", row.heir}:
            self.rows.setdefault(TicketId(heir), _Row(until, b""))
        return self._told(right.id, at)

    def miss(self, ticket_id: TicketId, at: datetime) -> DraftWord | Unreached:
        """Count a try."""
        if self.away == "offline":
            return Unreached("offline")
        self.purge()
        if row := self.rows.get(ticket_id):
            row.misses = min(row.misses + 1, TRIES + 1)
        return self._told(ticket_id, at)

    def forgive(self, right: WriteRight, at: datetime) -> DraftWord | Unreached:
        """Forget the tries, by right of the proof."""
        if self.away == "offline":
            return Unreached("offline")
        self.purge()
        row = self.rows.get(right.id)
        if row is not None and row.write_digest == hashlib.sha256(right.proof).digest():
            row.misses = 0
        return self._told(right.id, at)

    def check(self, ticket_ids: tuple[TicketId, ...], at: datetime) -> tuple[DraftWord, ...] | Unreached:
        """Say which are dead."""
        if self.away == "offline":
            return Unreached("offline")
        self.purge()
        if self.away == "reply-lost":
            return Unreached("timeout")
        return tuple(self._word(ticket_id, at) for ticket_id in ticket_ids)

    def purge(self) -> None:
        """Delete what has expired."""
        self.rows = {key: row for key, row in self.rows.items() if row.expires > self._now()}

    def _told(
        self, ticket_id: TicketId, at: datetime, state: Literal["", "dead"] = ""
    ) -> DraftWord | Unreached:
        return Unreached("timeout") if self.away == "reply-lost" else self._word(ticket_id, at, state)

    def _word(self, ticket_id: TicketId, at: datetime, forced: Literal["", "dead"] = "") -> DraftWord:
        row = self.rows.get(ticket_id)
        state: Literal["kept", "dead", "unknown"] = "unknown"
        if row is not None:
            state = "kept" if row.draft is not None and row.misses <= TRIES else "dead"
        draft = row.draft if row is not None else None
        return DraftWord(
            ticket_id=ticket_id,
            state=forced or state,
            sha256=digest(draft) if draft is not None and not forced else b"",
            misses=row.misses if row is not None else 0,
            kiosk_id=KioskId("memory"),
            asked_at=at.isoformat(timespec="seconds"),
            desk_key_id="",
            signature=b"",
        )
