"""Heartbeats over HTTP, by the way that the dossiers take. Only what the desk has signed for this very one counts."""

from __future__ import annotations

from kiosk.dossier.heartbeats import check_heartbeat_reply
from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.wire.heartbeat import HEARTBEAT_ASKED, Heartbeat, HeartbeatReply


class HeartbeatClient:
    """The HeartbeatDesk over HTTP."""

    def __init__(self, client: DeskClient, keys: DeskKeys) -> None:
        self._client = client
        self._keys = keys

    def beat(self, beat: Heartbeat) -> HeartbeatReply | Unreached:
        """Send a signed heartbeat; an answer to another one is nonsense."""
        reply = self._client.ask(HEARTBEAT_ASKED, beat, HeartbeatReply)
        if isinstance(reply, Unreached):
            return reply
        good = check_heartbeat_reply(reply, beat, self._keys.desk_public)
        return reply if good else Unreached("nonsense")
