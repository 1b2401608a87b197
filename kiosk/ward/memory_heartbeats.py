"""The desk's side of the heartbeats, in memory; it fails on demand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from msgspec import structs

from kiosk.dossier.heartbeats import prove
from kiosk.ids import KioskId
from kiosk.outbox.ports import Unreached
from kiosk.takeover.watching import BREAKING, Alarm, Judged, Known, Run, judge, next_span
from kiosk.wire.audit import Entry
from kiosk.wire.heartbeat import Heartbeat, HeartbeatReply, Proof, Span
from kiosk.wire.messages import PROTOCOL


class MemoryHeartbeatDesk:
    """The HeartbeatDesk's twin; one may serve several kiosks. ``away`` is asked at each call."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """``now``: the desk's own clock, aware."""
        self._now = now
        self.away: Literal["", "offline", "reply-lost"] = ""
        """``reply-lost``: all is done, and the answer never comes."""
        self.roster: tuple[int, bytes] = (0, b"")
        """The version and the signed bytes that are handed to whoever has an older one."""
        self.reads_condition = True
        """False: it is a desk from before conditions were told, and refuses them."""
        self.reads_every = True
        """False: likewise, of how often it is told."""
        self.entries: dict[KioskId, list[Entry]] = {}
        self.alarms: list[tuple[KioskId, Alarm]] = []
        self.heard: list[Heartbeat] = []
        self._known: dict[KioskId, Known] = {}
        self._runs: dict[KioskId, dict[str, Run]] = {}

    def beat(self, beat: Heartbeat) -> HeartbeatReply | Unreached:
        """Judge a heartbeat as the desk does, and keep what it brings."""
        if self.away == "offline":
            return Unreached("offline")
        told = beat.condition
        if told is not None and not (self.reads_condition and (self.reads_every or not told.every)):
            return Unreached("http-400")
        self.heard.append(beat)
        taken = self.entries.setdefault(beat.kiosk_id, [])
        runs = self._runs.setdefault(beat.kiosk_id, {})
        known = self._known.get(beat.kiosk_id, Known())
        latest = known.latest.run if known.latest is not None else ""
        known = structs.replace(known, run=runs.get(beat.run), latest=runs.get(latest))

        def proof(span: Span) -> Proof:
            return prove(span, taken[span.since : span.until])

        judged = judge(known, beat, proof)
        taken.extend(judged.taken)
        self._known[beat.kiosk_id] = known = self._after(known, beat.kiosk_id, judged)
        if self.away == "reply-lost":
            return Unreached("timeout")
        return self._reply(beat, judged, known.asked)

    def _after(self, known: Known, kiosk_id: KioskId, judged: Judged) -> Known:
        if judged.alarm is not None:
            self.alarms.append((kiosk_id, judged.alarm))
        latest = known.latest
        if judged.run is not None:
            self._runs[kiosk_id][judged.run.run] = judged.run
            latest = judged.run if known.run is None else latest
        asked = next_span(known.asked, judged.head, bytes(16))
        broken = known.broken or judged.alarm in BREAKING
        return Known(head=judged.head, asked=asked, latest=latest, broken=broken)

    def _reply(self, beat: Heartbeat, judged: Judged, asked: Span | None) -> HeartbeatReply:
        version, roster = self.roster
        return HeartbeatReply(
            protocol=PROTOCOL,
            kiosk_id=beat.kiosk_id,
            run=beat.run,
            number=beat.number,
            at=self._now().isoformat(timespec="seconds"),
            roster=roster if version > beat.roster_version else b"",
            audit=judged.verdict,
            audit_count=judged.head.count,
            prove=asked if judged.verdict == "taken" else None,
            desk_key_id="",
            signature=b"",
            reads_condition=self.reads_condition,
            reads_every=self.reads_every,
        )
