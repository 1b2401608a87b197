"""What a heartbeat tells, and what its answer means for the next one. Clock and threads are the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.dossier.heartbeats import prove, sign_heartbeat
from kiosk.dossier.seal import KioskSigner, moment
from kiosk.outbox.ports import HeartbeatDesk, OutboxStore, Unreached
from kiosk.takeover.ports import AuditStore
from kiosk.wire.heartbeat import ENTRY_LIMIT, SPAN_LIMIT, Heartbeat, HeartbeatReply, Span, Verdict
from kiosk.wire.messages import PROTOCOL


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

    def beat(self, at: datetime, roster_version: int, printer: str) -> Beaten:
        """Send one. Raises StoreError when the audit or the outbox cannot be read."""
        self._number += 1
        reply = self._desk.beat(self._made(at, roster_version, printer))
        if isinstance(reply, Unreached):
            return Beaten(code=reply.code)
        self._heard(reply)
        return Beaten(verdict=reply.audit, roster=reply.roster)

    def _made(self, at: datetime, roster_version: int, printer: str) -> Heartbeat:
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
        )
        return sign_heartbeat(unsigned, self._signer)

    def _heard(self, reply: HeartbeatReply) -> None:
        self._wanted = reply.audit_count if reply.audit in {"taken", "behind"} else None
        asked = reply.prove
        self._span = asked if asked is not None and 0 < asked.until - asked.since <= SPAN_LIMIT else None
