"""Sending what waits in the outbox while nobody waits for it: asked for on the core's thread, done by a worker."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.engine.filing import Filer
from kiosk.engine.parts import Drafts
from kiosk.engine.ports import Jobs
from kiosk.ids import DossierId, TicketId
from kiosk.outbox.drafts import Told
from kiosk.outbox.sending import Sender, Sent
from kiosk.visit.events import Event

LULL = 30.0
"""Seconds between looks at an empty outbox; what a visit adds is sent at once by its own worker."""
Task = Callable[[], Event | None]


class DraftCourier:
    """Tells the desk of saved visits while nobody waits for it; one talk at a time.

    ``post`` runs a task on the core's thread; ``kept`` is told there what the desk has signed for just now.
    """

    def __init__(
        self,
        drafts: Drafts,
        tell: Callable[[], Told],
        jobs: Jobs,
        *,
        post: Callable[[Task], None],
        kept: Callable[[frozenset[TicketId]], Event | None],
        broken: Callable[[str, Exception], None],
    ) -> None:
        self._sender = drafts.sender
        self._tell = tell
        self._jobs = jobs
        self._post = post
        self._kept = kept
        self._broken = broken
        self._is_out = False
        self._lull_until = 0.0

    def look(self, now: float) -> None:
        """Tell the desk when it is time; ``now`` in monotonic seconds."""
        if (
            self._is_out
            or (now < self._lull_until and not self._sender.in_hurry)
            or not self._sender.due(now)
        ):
            return
        self._is_out, self._lull_until = True, now + LULL
        self._jobs.submit(self._deliver)

    def _deliver(self) -> None:
        try:
            told = self._tell()
        except Exception as broken:  # noqa: BLE001 - it is tried again, whatever broke this time
            self._broken("tell-drafts", broken)
            told = Told()
        self._post(lambda: self._back(told))

    def _back(self, told: Told) -> Event | None:
        self._is_out = False
        if told.code:
            self._lull_until = 0.0  # the sender says when it is tried again
        return self._kept(told.kept)


class Courier:
    """One batch at a time, when the sender says that it is due.

    ``post`` runs a task on the core's thread; ``accepted`` is told there which dossiers the ward has received and
    returns what to report to the present visit.
    """

    def __init__(
        self,
        filer: Filer,
        sender: Sender,
        jobs: Jobs,
        *,
        post: Callable[[Task], None],
        accepted: Callable[[frozenset[DossierId]], Event | None],
        broken: Callable[[str, Exception], None],
    ) -> None:
        self._filer = filer
        self._sender = sender
        self._jobs = jobs
        self._post = post
        self._accepted = accepted
        self._broken = broken
        self._is_out = False
        self._lull = False
        self._lull_until = 0.0

    def look(self, now: float) -> None:
        """Send a batch when one is due; ``now`` in monotonic seconds."""
        if self._lull:
            self._lull, self._lull_until = False, now + LULL
        if self._is_out or now < self._lull_until or not self._sender.due(now):
            return
        self._is_out = True
        self._jobs.submit(self._deliver)

    def _deliver(self) -> None:
        try:
            sent = self._filer.deliver()
        except Exception as broken:  # noqa: BLE001 - the outbox is tried again, whatever broke this time
            self._broken("deliver", broken)
            sent = Sent()
        self._post(lambda: self._back(sent))

    def _back(self, sent: Sent) -> Event | None:
        self._is_out = False
        self._lull = not sent.tried
        return self._accepted(frozenset(filed.dossier_id for filed in sent.accepted))
