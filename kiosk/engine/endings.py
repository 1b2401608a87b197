"""A visit has ended: that is noted, and counted for the ward's figures, of nobody in particular."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.engine.parts import Parts
from kiosk.engine.session import Session
from kiosk.outbox.counts import hour_of, step_of
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import REQUEST_REFUSED
from kiosk.visit.kinds import RealVisit
from kiosk.visit.state import OF_ROUND, State
from kiosk.visit.states import Visit
from kiosk.wire.counts import Result, VisitEnd

_TOLD: Final = frozenset(
    {State.REFER, State.THANKS, State.PRINTING_LIST, State.RATE, State.REASON, State.STATUS, State.FORGOTTEN}
)
"""Pages that are the end of what somebody came for, though nothing has a number."""
STAFF: Final = OF_ROUND | {
    State.CALLING,
    State.OPENING,
    State.DEVICES,
    State.OVERRIDE,
    State.UNLOCK,
    State.SIGN_IN_BADGE,
    State.SIGN_IN_PIN,
    State.ROUND_OPENING,
    State.STOP_KEEPING,
}
"""Where a helper was at work, and no resident had begun anything."""
_NOBODY: Final = frozenset({State.ATTRACT})


class Endings:
    """Counts on a worker; a store that fails is noted, and a visit less is counted."""

    def __init__(self, parts: Parts) -> None:
        self._store = parts.counting.store
        self._desk = parts.counting.desk
        self._outbox = parts.filing.store
        self._point = parts.content.settings.point.code
        self._world = parts.world
        self.seconds = 0.0
        """That somebody has been at it, visits that have ended; of nobody in particular."""
        self.last_at: datetime | None = None
        """When a visit last ended, aware."""

    def ended(self, session: Session, before: Visit, *, practises: bool) -> None:
        """The visit, which stood like ``before``, is gone; ``practises``: whoever it was begins to practise.

        Neither practice itself nor what led to it is counted.
        """
        seconds = self._world.clock.monotonic() - session.began
        self._world.journal.note("visit-wiped", state=before.state.value, seconds=round(seconds))
        if practises or not isinstance(before, RealVisit):
            return
        end = end_of(before, self._point, seconds, self._world.clock.now(), helped=session.helped)
        if end is not None:
            self.seconds += seconds
            self.last_at = self._world.clock.now()
            self._world.jobs.submit(lambda: self._kept("count-end", lambda: self._store.keep(end)))

    def tell(self) -> None:
        """Tell the desk one batch, if there is one: of hours that are over."""
        self._kept("tell-counts", self._tell)

    def purge(self) -> None:
        """Delete what is too old for anybody's figures, and what was filed so long ago that nobody asks for it."""
        self._kept("purge", lambda: self._store.purge(self._world.clock.now()))
        self._kept("purge", lambda: self._outbox.purge(self._world.clock.now()))

    def _tell(self) -> None:
        now = self._world.clock.now()
        batch = self._store.batch(self._world.ids.new(), now)
        if batch is None:
            return
        answer = self._desk.tell(batch, now)
        if isinstance(answer, Unreached) and answer.code not in REQUEST_REFUSED:
            return
        # What the desk will not count, of a clock that went years wrong perhaps, must not hold up all that follows.
        self._store.told(batch.id)
        if isinstance(answer, Unreached):
            self._world.journal.note("effect-failed", effect="tell-counts", code=answer.code)

    def _kept(self, effect: str, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as broken:  # noqa: BLE001 - figures hinder neither a resident nor a heartbeat
            code = str(getattr(broken, "code", type(broken).__name__))
            self._world.journal.note("effect-failed", effect=effect, code=code)


def end_of(visit: RealVisit, point: str, seconds: float, at: datetime, *, helped: bool) -> VisitEnd | None:
    """Return how a visit ended, as it is counted; None where nobody has come, or a helper was at their own work."""
    screen = visit.behind or visit.state
    procedure = visit.asked.procedure
    if screen in _NOBODY or (screen in STAFF and not procedure):
        return None
    day, hour = hour_of(at)
    return VisitEnd(
        point=point,
        procedure=procedure,
        screen=screen.value,
        result=_result(visit, screen),
        minutes=step_of(seconds),
        helped=helped,
        language=visit.stash.language if visit.stash is not None else visit.language,
        day=day.isoformat(),
        hour=hour,
    )


def _result(visit: RealVisit, screen: State) -> Result:
    match visit.paper.kind:
        case "receipt":
            return "filed"
        case "resume":
            return "saved"
        case "home-visit" | "queue":
            return visit.paper.kind
        case _:
            return "told" if screen in _TOLD else "left"
