"""What a heartbeat tells, and what its answer means for the next one. Clock and threads are the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from msgspec import structs

from kiosk.dossier.heartbeats import prove, sign_heartbeat
from kiosk.dossier.seal import KioskSigner, moment
from kiosk.outbox.ports import HeartbeatDesk, OutboxStore, Unreached
from kiosk.takeover.ports import AuditStore
from kiosk.wire.heartbeat import ENTRY_LIMIT, SPAN_LIMIT, Condition, Heartbeat, HeartbeatReply, Span, Verdict
from kiosk.wire.messages import PROTOCOL

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Beaten:
    """What came of one heartbeat."""

    code: str = ""
    """Why the desk was not reached (see Unreached); "" when it answered."""
    verdict: Verdict | None = None
    roster: bytes = b""
    """A newer roster, not yet looked at; empty where there is none."""

    @property
    def more(self) -> bool:
        """True when the desk wants the next one at once."""
        return self.verdict == "behind"


class Heartbeats:
    """Those of one run, one after the other; a worker's."""

    def __init__(
        self, audit: AuditStore, outbox: OutboxStore, desk: HeartbeatDesk, signer: KioskSigner, run: str
    ) -> None:
        """``run``: drawn at this start, 32 hex digits."""
        self._audit = audit
        self._outbox = outbox
        self._desk = desk
        self._signer = signer
        self._run = run
        self._number = 0
        self._wanted: int | None = None
        self._span: Span | None = None
        self._desk_reads = False
        """The desk has said that it reads conditions; one that takes the place of a newer one may not."""
        self._desk_reads_every = False
        self._told: Condition | None = None
        """What the desk has last heard."""

    def beat(
        self, at: datetime, roster_version: int, printer: str, condition: Condition | None = None
    ) -> Beaten:
        """Send one. Raises StoreError when the audit or the outbox cannot be read.

        ``condition``: how the machine is now; how long dossiers have waited is filled in here.
        """
        self._number += 1
        beat = self._made(at, roster_version, printer, condition)
        reply = self._desk.beat(beat)
        if isinstance(reply, Unreached):
            self._desk_reads = self._desk_reads_every = False
            self._told = None
            return Beaten(code=reply.code)
        if beat.condition is not None and reply.audit != "late":
            self._told = beat.condition
        self._desk_reads, self._desk_reads_every = reply.reads_condition, reply.reads_every
        self._heard(reply)
        return Beaten(verdict=reply.audit, roster=reply.roster)

    def _new(self, at: datetime, condition: Condition | None) -> Condition | None:
        """Return what the desk has not heard yet of how the machine is."""
        if condition is None or not self._desk_reads:
            return None
        oldest = self._outbox.oldest()
        hours = 0 if oldest is None else max(0, int((at - oldest) / _HOUR))
        every = condition.every if self._desk_reads_every else 0
        whole = structs.replace(condition, oldest_hours=hours, every=every)
        return None if whole == self._told else whole

    def _made(
        self, at: datetime, roster_version: int, printer: str, condition: Condition | None = None
    ) -> Heartbeat:
        head, counts = self._audit.head(), self._outbox.counts()
        wanted, span = self._wanted, self._span
        entries = () if wanted is None else self._audit.entries(wanted, ENTRY_LIMIT)
        proof = None
        if span is not None:
            proof = prove(span, self._audit.entries(span.since, span.until - span.since))
        unsigned = Heartbeat(
            protocol=PROTOCOL,
            kiosk_id=self._signer.kiosk_id,
            at=moment(at),
            run=self._run,
            number=self._number,
            roster_version=roster_version,
            since=wanted,
            # Between head and entries somebody may have signed in: that goes with the next one.
            entries=tuple(entry for entry in entries if entry.number < head.count),
            head=head,
            proof=proof,
            waiting=counts.get("waiting", 0) + counts.get("sent", 0),
            stuck=counts.get("needs-person", 0),
            printer=printer,
            signature=b"",
            condition=self._new(at, condition),
        )
        return sign_heartbeat(unsigned, self._signer)

    def _heard(self, reply: HeartbeatReply) -> None:
        self._wanted = reply.audit_count if reply.audit in {"taken", "behind"} else None
        asked = reply.prove
        self._span = asked if asked is not None and 0 < asked.until - asked.since <= SPAN_LIMIT else None
