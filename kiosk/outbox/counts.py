"""How visits end, as counts: kept here until the desk has signed that it has them.

A count tells nothing of a person: no ticket, no visit, no helper, no minute. It cannot be joined to a dossier.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from kiosk.clock import VIETNAM
from kiosk.outbox.ports import Unreached
from kiosk.wire.counts import STEPS, CountsReply, Ends, Minutes, Opinions, VisitEnd


class Batch(Struct, frozen=True):
    """What is told at once. Its content never changes under its id."""

    id: str
    ends: tuple[Ends, ...]
    opinions: tuple[Opinions, ...]


def step_of(seconds: float) -> Minutes:
    """Return the step of minutes that so many seconds fall into."""
    return max(step for step in STEPS if step * 60 <= max(0.0, seconds))


def hour_of(at: datetime) -> tuple[date, int]:
    """Return day and hour in Vietnam."""
    here = at.astimezone(VIETNAM)
    return here.date(), here.hour


class CountStore(Protocol):
    """Keeps how often visits ended so, never in which order; and what of that is on its way to the desk.

    Committed when a call returns. Errors: tickets.ports.
    """

    def keep(self, end: VisitEnd) -> None:
        """Count one more."""

    def kept(self) -> dict[VisitEnd, int]:
        """Return what is in no batch yet, with how often each was."""

    def batch(self, batch_id: str, before: datetime) -> Batch | None:
        """Return what is to be told next, None where there is nothing.

        One that was made before and not told comes again, the least tried first. Else visits and ratings of hours
        that were over at ``before`` become a new one, under ``batch_id``, and leave where they were, both at once.
        """

    def told(self, batch_id: str) -> None:
        """Delete a batch; call only with the desk's checked word, or where it will never count it."""

    def purge(self, now: datetime) -> int:
        """Delete what is older than ``ratings.KEPT``, told or not; return how many visits and batches went."""


class CountDesk(Protocol):
    """The desk's place for counts. A call ends as those of WardLink do."""

    def tell(self, batch: Batch, at: datetime) -> CountsReply | Unreached:
        """Tell a batch. What the desk has not signed for this very one is Unreached("nonsense")."""
