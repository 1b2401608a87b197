"""The CountStore's twin in memory."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager
from datetime import date, datetime

from kiosk.outbox.counts import Batch, hour_of
from kiosk.outbox.ratings import KEPT, Rating
from kiosk.wire.counts import CELLS_AT_MOST, Ends, Opinion, Opinions, VisitEnd


class MemoryCountStore:
    """``ratings``: those of the twin of the RatingStore, as the same file holds both on disk."""

    def __init__(self, disk: AbstractContextManager[None], ratings: Counter[Rating]) -> None:
        self._disk = disk
        self._ratings = ratings
        self._ends: Counter[VisitEnd] = Counter()
        self._batches: dict[str, tuple[date, int, Batch]] = {}

    def keep(self, end: VisitEnd) -> None:
        """Count one more."""
        with self._disk:
            self._ends[end] += 1

    def kept(self) -> dict[VisitEnd, int]:
        """Return what is in no batch yet."""
        return dict(self._ends)

    def batch(self, batch_id: str, before: datetime) -> Batch | None:
        """Return what is to be told next, and count the try."""
        with self._disk:
            if not self._batches and not self._make(batch_id, before):
                return None
            chosen = min(self._batches, key=lambda one: self._batches[one][1])
            day, tries, batch = self._batches[chosen]
            self._batches[chosen] = day, tries + 1, batch
            return batch

    def told(self, batch_id: str) -> None:
        """Delete a batch."""
        with self._disk:
            self._batches.pop(batch_id, None)

    def purge(self, now: datetime) -> int:
        """Delete what is too old; return how many visits and batches went."""
        oldest = hour_of(now)[0] - KEPT
        with self._disk:
            ends = [one for one in self._ends if date.fromisoformat(one.day) < oldest]
            batches = [one for one, (day, *_) in self._batches.items() if day < oldest]
            for batch in batches:
                del self._batches[batch]
            return sum(self._ends.pop(one) for one in ends) + len(batches)

    def _make(self, batch_id: str, before: datetime) -> bool:
        now = hour_of(before)
        over = [one for one in self._ends if (date.fromisoformat(one.day), one.hour) < now]
        rated = [one for one in self._ratings if (one.day, one.hour) < now]
        ends = tuple(Ends(of=one, count=self._ends.pop(one)) for one in over[:CELLS_AT_MOST])
        opinions: Counter[Opinion] = Counter()
        for one in rated[:CELLS_AT_MOST]:
            opinions[_opinion(one)] += self._ratings.pop(one)
        told = tuple(Opinions(of=one, count=count) for one, count in opinions.items())
        if not ends and not told:
            return False
        self._batches[batch_id] = now[0], 0, Batch(batch_id, ends, told)
        return True


def _opinion(rating: Rating) -> Opinion:
    return Opinion(
        point=rating.point,
        procedure=rating.procedure,
        stars=rating.stars,
        reason=rating.reason,
        language=rating.language,
        day=rating.day.isoformat(),
        hour=rating.hour,
    )
