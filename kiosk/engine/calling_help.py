"""Calling for help: lamp and sound here at once, after a minute everybody of the ward, after two the telephone.

What is here needs no network. All of it is decided on the core's thread; workers switch the lamp and ask the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.engine.courier import Task
from kiosk.engine.parts import Parts
from kiosk.outbox.ports import Unreached
from kiosk.visit.calls import CallStage, HelpCallSeen, OpenCall
from kiosk.visit.help_reports import HelpCallMoved
from kiosk.visit.states import State, Visit
from kiosk.wire.calls import LIVES_SECONDS, CallReply, WhyOver

WIDE_AFTER: Final = 60.0
"""Seconds in which whoever is on duty here may come before everybody of the ward is called."""
PHONE_AFTER: Final = 60.0
"""Seconds more before the ward's telephone number is shown."""
RING_EVERY: Final = 15.0
QUIET_AFTER: Final = 300.0
"""Seconds after which lamp and sound rest; the call itself stays open."""
SHINES: Final = 2.0
"""How long the lamp shines for a trial."""
ASK_EVERY: Final = 3.0
TRY_AGAIN: Final = 10.0
"""Seconds between two tries at a desk that did not answer."""
WAITED_AT: Final = frozenset({State.HELP, State.WAIT_HELPER})
_SIGNING_IN: Final = frozenset({State.SIGN_IN_BADGE, State.SIGN_IN_PIN, State.SIGNING_IN})


class _Call(Struct):
    """One call, from the touch on."""

    id: str
    opened: float
    """Monotonic seconds, as all times below."""
    wide_at: float
    seen: HelpCallSeen
    rung: float = -RING_EVERY
    told: bool = False
    """True once the desk has it."""
    ask_at: float = 0.0
    asking: bool = False


class CallingHelp:
    """At most one call at a time, and those of the ward for whoever stands at the board."""

    def __init__(self, parts: Parts, whom: Callable[[], tuple[str, str]]) -> None:
        """``whom``: shown name and portrait of who is on duty here, empty for nobody."""
        self._calls = parts.calls
        self._world = parts.world
        self._whom = whom
        self._post: Callable[[Task], None] = lambda _: None
        self._ring: Callable[[Path | None], None] = lambda _: None
        self._call: _Call | None = None
        self._overs: dict[str, tuple[WhyOver, float]] = {}
        """What the desk is still to be told is over, and until when it matters."""
        self._lamp_wanted = False
        self._lamp = Lock()
        self._list_at = 0.0
        self._next_over = 0.0
        self._every: tuple[OpenCall, ...] = ()

    def begin(self, post: Callable[[Task], None], ring: Callable[[Path | None], None]) -> None:
        """Begin dark: a lamp may still shine from before a crash. ``ring`` sounds a clip."""
        self._post, self._ring = post, ring
        self._light(on=False)

    def close(self) -> None:
        """Switch the lamp off and let go of it; nothing happens after."""
        with self._lamp:
            if self._lamp_wanted:
                self._calls.lamp.light(on=False)
            self._calls.lamp.close()

    @property
    def seen(self) -> HelpCallSeen | None:
        """The call as screens show it; None where there is none."""
        return self._call.seen if self._call is not None else None

    def told(self, *, practises: bool) -> tuple[HelpCallSeen | None, tuple[OpenCall, ...]]:
        """Return the call, and the open calls of the ward, told while somebody stands at the board.

        Whoever practises is told of none.
        """
        return (None, ()) if practises else (self.seen, self._every)

    @property
    def is_urgent(self) -> bool:
        """True while lamp and sound call."""
        return self._call is not None and self._world.clock.monotonic() - self._call.opened < QUIET_AFTER

    def call(self) -> None:
        """Call; where a call is open and still sounds, it goes on as it is."""
        if self.is_urgent:
            return
        self.end("stopped")
        now, (name, portrait) = self._world.clock.monotonic(), self._whom()
        stage: CallStage = "here" if name else "wide"
        seen = HelpCallSeen(stage, self._world.clock.now(), name, portrait)
        self._call = _Call(self._world.ids.new(), now, now + (WIDE_AFTER if name else 0.0), seen)
        self._light(on=True)

    def end(self, why: WhyOver) -> None:
        """Call no more; the desk is told when it knows of it."""
        call, self._call = self._call, None
        if call is None:
            return
        self._light(on=False)
        self._world.journal.note("help-call-over", why=why)
        if call.told or call.asking:
            self._overs[call.id] = why, call.opened + LIVES_SECONDS
            self._next_over = 0.0

    def look(self, visit: Visit, now: float) -> bool:
        """Do what the clock demands; ``now`` in monotonic seconds.

        Returns whether somebody sits and waits: they are not asked whether they are still here.
        """
        self._tell_over(now)
        self._list(visit, now)
        if self._call is not None and visit.helper is not None:
            self.end("came")
        if self._call is None:
            return False
        self._go_on(self._call, visit, now)
        return self.is_urgent and visit.state in WAITED_AT

    def _go_on(self, call: _Call, visit: Visit, now: float) -> None:
        self._sound(call, visit, now)
        if now - call.opened >= LIVES_SECONDS:
            self._move(call, "phone")
        elif now >= call.wide_at:
            self._go_wide(call, now)

    # --- at this point --------------------------------------------------------------------------------------

    def _sound(self, call: _Call, visit: Visit, now: float) -> None:
        if now - call.opened >= QUIET_AFTER:
            if self._lamp_wanted:
                self._light(on=False)
        elif now - call.rung >= RING_EVERY and visit.state not in _SIGNING_IN:
            call.rung = now
            self._light(on=True)
            self._ring(self._calls.chime)

    def _light(self, *, on: bool) -> None:
        self._lamp_wanted = on

        def switch() -> None:
            with self._lamp:
                self._calls.lamp.light(on=self._lamp_wanted)

        self._world.jobs.submit(switch)

    def shine(self) -> bool:
        """Switch the lamp on for a moment; False where it is not there. For a worker."""
        with self._lamp:
            reached = self._calls.lamp.light(on=True)
            if reached:
                Event().wait(SHINES)
            self._calls.lamp.light(on=self._lamp_wanted)
        return reached

    # --- everybody else -------------------------------------------------------------------------------------

    def _go_wide(self, call: _Call, now: float) -> None:
        if call.seen.stage == "here":
            self._move(call, "wide")
        if call.seen.stage == "wide" and now >= call.wide_at + PHONE_AFTER:
            self._move(call, "phone")
        if call.asking or now < call.ask_at:
            return
        call.asking = True
        waited, told = int(now - call.opened), call.told

        def ask() -> None:
            at, desk = self._world.clock.now(), self._calls.desk
            reply: CallReply | Unreached
            try:
                reply = desk.ask(call.id, at) if told else desk.opened(call.id, waited, at)
            except Exception as broken:  # noqa: BLE001 - it is asked again, whatever broke this time
                reply = Unreached(type(broken).__name__)
            self._post(lambda: self._answered(call, reply))

        self._world.jobs.submit(ask)

    def _answered(self, call: _Call, reply: CallReply | Unreached) -> None:
        now, call.asking = self._world.clock.monotonic(), False
        if isinstance(reply, Unreached):
            call.ask_at = now + TRY_AGAIN
            if not call.told:
                self._move(call, "phone")
            return
        call.told, call.ask_at = True, now + ASK_EVERY
        if reply.state == "taken":
            self._move(call, "taken", reply.name, reply.portrait)
        elif call.seen.stage == "taken":
            # Whoever was coming cannot.
            self._move(call, "wide" if reply.state == "open" else "phone")

    def _move(self, call: _Call, stage: CallStage, name: str = "", portrait: str = "") -> None:
        seen = msgspec.structs.replace(call.seen, stage=stage, name=name, portrait=portrait)
        if call is not self._call or seen == call.seen:
            return
        call.seen = seen
        self._world.journal.note("help-call-moved", stage=stage)
        self._post(HelpCallMoved)

    def _tell_over(self, now: float) -> None:
        if now < self._next_over:
            return
        self._next_over = now + TRY_AGAIN
        self._overs = {one: (why, until) for one, (why, until) in self._overs.items() if now < until}
        for call_id, (why, _) in self._overs.items():
            self._world.jobs.submit(partial(self._tell, call_id, why))

    def _tell(self, call_id: str, why: WhyOver) -> None:
        reply = self._calls.desk.over(call_id, why, self._world.clock.now())

        def told() -> None:
            self._overs.pop(call_id, None)

        if not isinstance(reply, Unreached):
            self._post(told)

    def _list(self, visit: Visit, now: float) -> None:
        """Ask for the calls of the ward while somebody stands at the board."""
        if visit.state is not State.CALLING:
            self._every, self._list_at = (), 0.0
        elif now >= self._list_at:
            self._list_at = now + TRY_AGAIN
            self._world.jobs.submit(self._look_round)

    def _look_round(self) -> None:
        at = self._world.clock.now()
        reply = self._calls.desk.every(at)
        found = () if isinstance(reply, Unreached) else tuple(_seen(reply, at))

        def told() -> HelpCallMoved | None:
            other, self._every = self._every != found, found
            return HelpCallMoved() if other else None

        self._post(told)


def _seen(reply: CallReply, at: datetime) -> list[OpenCall]:
    return [OpenCall(one.point, at - timedelta(seconds=one.waited), one.name) for one in reply.calls]
