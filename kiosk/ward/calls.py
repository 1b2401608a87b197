"""Calls for help over HTTP. No answer counts that the desk has not signed for this very question."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kiosk.dossier.call_words import check_call
from kiosk.dossier.draft_words import sign_asking
from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.wire.calls import (
    PATHS,
    POINT_LETTERS,
    CallAsk,
    CallOpened,
    CallOver,
    CallReply,
    CallsAsk,
    WhyOver,
)
from kiosk.wire.drafts import Asking


class CallClient:
    """The CallDesk over HTTP, by the way that the dossiers take."""

    def __init__(self, client: DeskClient, keys: DeskKeys, point: str) -> None:
        """``point``: what it is called."""
        self._point = point[:POINT_LETTERS]
        self._client = client
        self._keys = keys

    def opened(self, call_id: str, waited: int, at: datetime) -> CallReply | Unreached:
        """Tell that help is wanted."""
        return self._ask(CallOpened, at, call_id=call_id, point=self._point, waited=waited)

    def ask(self, call_id: str, at: datetime) -> CallReply | Unreached:
        """Ask what has become of it."""
        return self._ask(CallAsk, at, call_id=call_id)

    def over(self, call_id: str, why: WhyOver, at: datetime) -> CallReply | Unreached:
        """Tell that it is over."""
        return self._ask(CallOver, at, call_id=call_id, why=why)

    def every(self, at: datetime) -> CallReply | Unreached:
        """Ask for all that are open."""
        return self._ask(CallsAsk, at)

    def _ask(self, kind: type[Asking], at: datetime, **fields: Any) -> CallReply | Unreached:
        asking = sign_asking(kind, self._keys.signer, at, **fields)
        reply = self._client.ask(PATHS[kind], asking, CallReply)
        if isinstance(reply, Unreached):
            return reply
        return reply if check_call(reply, asking, self._keys.desk_public) else Unreached("nonsense")
