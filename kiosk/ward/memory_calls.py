"""The desk's place for calls, in memory; it fails on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.ids import KioskId
from kiosk.outbox.ports import Unreached
from kiosk.wire.calls import LIVES_SECONDS, CallLine, CallReply, CallState, WhyOver
from kiosk.wire.messages import PROTOCOL


@dataclass
class _Call:
    point: str
    since: float
    name: str = ""
    portrait: str = ""
    ended: str = ""


class MemoryCallDesk:
    """The CallDesk's twin. ``away`` is asked at each call."""

    def __init__(self, monotonic: Callable[[], float], kiosk_id: KioskId, point: str) -> None:
        """``monotonic``: the desk's own clock, in seconds."""
        self._monotonic = monotonic
        self._kiosk_id = kiosk_id
        self._point = point
        self.away: Literal["", "offline"] = ""
        self.rows: dict[str, _Call] = {}

    def take(self, call_id: str, name: str, portrait: str = "") -> bool:
        """Say that somebody is on the way; False where somebody is already, or it is over."""
        row = self.rows[call_id]
        if self._state(call_id) != "open":
            return False
        row.name, row.portrait = name, portrait
        return True

    def opened(self, call_id: str, waited: int, at: datetime) -> CallReply | Unreached:
        """Tell that help is wanted."""
        if not self.away:
            self.rows.setdefault(call_id, _Call(self._point, self._monotonic() - waited))
        return self._reply(call_id, at)

    def ask(self, call_id: str, at: datetime) -> CallReply | Unreached:
        """Ask what has become of it."""
        return self._reply(call_id, at)

    def over(self, call_id: str, why: WhyOver, at: datetime) -> CallReply | Unreached:
        """Tell that it is over."""
        if not self.away and call_id in self.rows:
            self.rows[call_id].ended = why
        return self._reply(call_id, at)

    def every(self, at: datetime) -> CallReply | Unreached:
        """Ask for all that are open."""
        lines = tuple(
            CallLine(point=row.point, waited=int(self._monotonic() - row.since), name=row.name)
            for call_id, row in self.rows.items()
            if self._state(call_id) != "over"
        )
        return self._reply("", at, lines)

    def _state(self, call_id: str) -> CallState:
        row = self.rows.get(call_id)
        if row is None or row.ended or self._monotonic() - row.since >= LIVES_SECONDS:
            return "over"
        return "taken" if row.name else "open"

    def _reply(self, call_id: str, at: datetime, lines: tuple[CallLine, ...] = ()) -> CallReply | Unreached:
        if self.away:
            return Unreached(self.away)
        state = self._state(call_id)
        row = self.rows.get(call_id) if state == "taken" else None
        return CallReply(
            protocol=PROTOCOL,
            call_id=call_id,
            state=state,
            name=row.name if row else "",
            portrait=row.portrait if row else "",
            calls=lines,
            kiosk_id=self._kiosk_id,
            asked_at=at.isoformat(),
            desk_key_id="",
            signature=b"",
        )
