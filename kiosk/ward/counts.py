"""Counts over HTTP, by the way that the dossiers take. Only what the desk has signed for this very batch counts."""

from __future__ import annotations

from datetime import datetime

from kiosk.dossier.count_words import check_counted
from kiosk.dossier.draft_words import sign_asking
from kiosk.outbox.counts import Batch
from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.wire.counts import COUNTS_PATH, Counts, CountsReply


class CountClient:
    """The CountDesk over HTTP."""

    def __init__(self, client: DeskClient, keys: DeskKeys) -> None:
        self._client = client
        self._keys = keys

    def tell(self, batch: Batch, at: datetime) -> CountsReply | Unreached:
        """Tell a batch; an answer to another one is nonsense."""
        counts = sign_asking(
            Counts, self._keys.signer, at, batch_id=batch.id, ends=batch.ends, opinions=batch.opinions
        )
        reply = self._client.ask(COUNTS_PATH, counts, CountsReply)
        if isinstance(reply, Unreached):
            return reply
        return reply if check_counted(reply, counts, self._keys.desk_public) else Unreached("nonsense")
