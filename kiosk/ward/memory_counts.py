"""The desk's side of the counts, in memory; it fails on demand."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from kiosk.dossier.count_words import sign_counted
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import KioskSigner
from kiosk.outbox.counts import Batch
from kiosk.outbox.ports import Unreached
from kiosk.wire.counts import Counts, CountsReply, Opinion, VisitEnd


class MemoryCountDesk:
    """The CountDesk's twin. ``away``: nothing is heard; ``mute``: it hears, and its answer is lost;
    ``refuses``: it can make nothing of what it hears.
    """

    def __init__(self, signer: KioskSigner, desk: DeskSigner) -> None:
        self.away = self.mute = self.refuses = False
        self.counted: Counter[VisitEnd | Opinion] = Counter()
        self._batches: set[str] = set()
        self._signer = signer
        self._desk = desk

    def tell(self, batch: Batch, at: datetime) -> CountsReply | Unreached:
        """Count a batch, once."""
        if self.away:
            return Unreached("offline")
        if self.refuses:
            return Unreached("http-400")
        if batch.id not in self._batches:
            self._batches.add(batch.id)
            for end in batch.ends:
                self.counted[end.of] += end.count
            for opinion in batch.opinions:
                self.counted[opinion.of] += opinion.count
        counts = sign_asking(
            Counts, self._signer, at, batch_id=batch.id, ends=batch.ends, opinions=batch.opinions
        )
        return Unreached("timeout") if self.mute else sign_counted(counts, self._desk)
