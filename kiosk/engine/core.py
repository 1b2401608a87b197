"""The core: one thread that owns the visit. Everything else reaches it through a queue.

An input is stamped with who is in control (from the input's source and the lease, never from the face), asked
whether it is permitted, stepped, its effects carried out by workers, and the new screen sent to every face.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec

from kiosk.engine.carrying_out import Carrier, Job, lost
from kiosk.engine.courier import Task
from kiosk.engine.couriers import Couriers
from kiosk.engine.faces import Faces, OnView
from kiosk.engine.hands import hand_of
from kiosk.engine.holding import Holding
from kiosk.engine.idle import IdleWatch
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.pin_keys import PIN_PAGES, scrambled
from kiosk.engine.practising import Practising
from kiosk.engine.scanning import sorted_out, takes_badge
from kiosk.engine.session import Session
from kiosk.engine.stay import Stay
from kiosk.engine.telling import Telling
from kiosk.presenter.ports import Alive, decode_input
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene
from kiosk.takeover.permits import permits
from kiosk.visit.effects import Effect, Practise, Wipe
from kiosk.visit.events import Attend, Event, Touched
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.listening import is_listening
from kiosk.visit.reports import (
    BadgeScanned,
    PhraseStarted,
    ScannedInPractice,
    UnknownScanned,
)
from kiosk.visit.states import CORE, OVERLAYS, RESIDENT_ONLY, Control, Hand, Resident, State, Visit
from kiosk.visit.step import step_in

PURGE_EVERY = 6 * 3600.0
"""Seconds between looks for expired drafts; the first is at the start."""
LONGEST_WAIT = 1.0
"""Seconds after which the core looks at the clock even when nothing happens."""


class Core:
    """See the module. Implements presenter.ports.CoreEnd."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._world = parts.world
        self._carrier = Carrier(parts)
        self._holding = Holding(parts.people.roster, self._carrier.admitting.duty)
        self._idle = IdleWatch(parts.content.settings.kiosk.idle)
        self._queue: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._telling = Telling(parts.senses, self._world, self._queue.put, lambda: self._visit)
        self._faces = Faces(self._broken, self._world.clock.monotonic())
        self._stay = Stay(parts, self._carrier.recovering)
        post, broken, ring = self._queue.put, self._broken, self._telling.ring
        self._couriers = Couriers(parts, self._carrier, self._stay, post=post, broken=broken, ring=ring)
        self._thread: threading.Thread | None = None

    @property
    def _visit(self) -> Visit:
        return self._stay.visit

    @property
    def trial(self) -> bool:
        """True on example keys."""
        return self._parts.content.trial

    # --- the face link: any thread --------------------------------------------------------------------------

    def send(self, raw: bytes) -> None:
        """Take an encoded FaceInput; returns at once."""
        self._queue.put(lambda: self._given(raw))

    def subscribe(self, on_view: OnView) -> None:
        """Send every screen to ``on_view`` from now on, beginning with the present one."""
        self._queue.put(partial(self._faces.enter, on_view))

    def scanned(self, text: str) -> None:
        """Take what a scanner read; called from the scanner's thread."""
        self._queue.put(lambda: self._scan(text))

    # --- running --------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin: scanner, first screen, the core's own thread."""
        self.begin()
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)
        self._thread.start()

    def begin(self) -> None:
        """Begin without a thread: the caller turns the loop."""
        self._carrier.settle()
        self._queue.put(self._stay.left_behind)
        self._queue.put(lambda: self._carrier.tidy(self._stay.session))
        self._parts.senses.scanner.start(self.scanned)
        self._show()

    def stop(self) -> None:
        """End: no more input, workers finished, sound let go. Safe to call again."""
        if self._stopped:
            return
        self._stopped = True
        self._parts.senses.scanner.stop()
        self._parts.senses.recogniser.stop()
        self._carrier.close()
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join()
        self._telling.hush()
        self._world.jobs.close()
        self._parts.senses.voice.forget()
        self._parts.senses.speaker.close()

    def ask_alive(self, answer: Callable[[], None]) -> None:
        """Call ``answer`` from the loop, which then looks at the clock; one that hangs answers nobody."""
        self._queue.put(answer)

    def turn(self, wait: float = 0.0) -> bool:
        """Do one thing that waits, or what the clock demands; False once stopped."""
        try:
            task = self._queue.get(timeout=wait) if wait > 0 else self._queue.get_nowait()
        except queue.Empty:
            self._clockwork()
            return True
        if task is None:
            return False
        event = task()
        if event is not None:
            self._step(event, CORE)
        self._clockwork()
        return True

    def quiet(self) -> bool:
        """Tell whether nothing waits in the queue (a worker may still be busy)."""
        return self._queue.empty()

    @property
    def speaking_until(self) -> float | None:
        """When a phrase that is silently held ends, or a pause, in monotonic seconds; None when nothing is."""
        return self._telling.deadline

    def _run(self) -> None:
        on = True
        while on:
            try:
                on = self.turn(self._patience())
            except Exception as broken:  # noqa: BLE001 - nobody stands before a screen that has died
                self._start_afresh(broken)

    def _start_afresh(self, broken: Exception) -> None:
        """Forget the visit and show the first screen; what breaks on the way hinders neither."""
        self._broken("core", broken)
        for act in (partial(self._wipe, self._visit), self._show):
            try:
                act()
            except Exception as again:  # noqa: BLE001 - the last person's answers must not stay on the glass
                self._broken("core", again)

    def _broken(self, effect: str, broken: Exception) -> None:
        """Note what kind of promise broke; never its words, which may quote an answer."""
        code = getattr(broken, "code", None)
        self._world.journal.note("effect-failed", effect=effect, code=str(code or type(broken).__name__))

    def _patience(self) -> float:
        now = self._world.clock.monotonic()
        times = [self._telling.deadline, self._telling.look_at, self._idle.next_at(self._visit, now)]
        waits = [at - now for at in times if at is not None]
        return min(LONGEST_WAIT, max(0.005, min(waits, default=LONGEST_WAIT)))

    def _clockwork(self) -> None:
        now = self._world.clock.monotonic()
        practice = self._stay.practice
        if practice is not None and (report := practice.due()) is not None:
            self._step(report, CORE)
        if (spoken := self._telling.tick(self._visit, now)) is not None:
            self._step(spoken, CORE)
        if self._carrier.calling.look(self._visit, now):
            self._idle.touched(now)
        if (idle := self._idle.due(self._visit, now)) is not None:
            self._step(idle, CORE)
        self._carrier.admitting.retire(self._stay.session)
        if (ended := self._holding.over(self._stay.session, now)) is not None:
            self._step(ended, CORE)
        if (shut := self._carrier.portal.look(self._visit, now)) is not None:
            self._step(shut, CORE)
        self._tell_time(now)
        if self._visit.state not in {State.SEALING, State.SENDING, State.LEAVING_COPY}:
            # Else what the resident has handed in is about to be sent, by the worker that they wait for.
            self._couriers.look(now)
        if now >= self._purge_at:
            self._purge_at = now + PURGE_EVERY
            self._world.jobs.submit(self._carrier.purge)

    def _tell_time(self, now: float) -> None:
        """What is told of the time goes on by itself: the minutes in line, who is on duty, how long they have left."""
        minute = self._world.clock.now().replace(second=0, microsecond=0)
        counts = self._holding.counts(self._stay.session, now)
        if minute == self._told_at and not counts:
            return
        self._told_at = minute
        if self._faces.has_changed(present(self._visit, self._scene(), self._faces.next_serial)):
            self._show()

    # --- inputs ---------------------------------------------------------------------------------------------

    def _given(self, raw: bytes) -> Event | None:
        try:
            given = decode_input(raw)
        except (msgspec.MsgspecError, ValueError):
            self._world.journal.note("event-refused", state=self._visit.state, input="?", why="nonsense")
            return None
        if isinstance(given.event, Alive):
            self._holding.alive()
            return None
        if self._faces.is_stale(given.serial):
            return None
        visit, hand = self._visit, hand_of(given.source, self._parts.content.settings.kiosk.keypad)
        under = visit.behind if visit.state in OVERLAYS else visit.state
        if under in RESIDENT_ONLY and hand == "keys":
            self._refused(visit, given.event, "resident-only")
            return None
        if isinstance(given.event, Attend):
            self._attend(given.event)
        elif self._telling.touched(visit, self._faces.view, given.event) or not isinstance(
            given.event, Touched
        ):
            self._step(given.event, self._control(hand))
        self._touched()
        return None

    def _attend(self, event: Attend) -> None:
        """Say what keys have come to; what was lit while the page was read is so no longer."""
        if not event.waits and self._visit.speaking >= 0:
            self._step(PhraseStarted(-1), CORE)
        if self._faces.view is not None:
            self._telling.attend(event, self._visit, self._scene(), self._faces.view)

    def _touched(self) -> None:
        """Somebody is here; while the count-down runs, only an answer to it says so."""
        now = self._world.clock.monotonic()
        self._holding.acted(self._stay.session, now)
        if self._visit.state is not State.IDLE:
            self._idle.touched(now)

    def _control(self, hand: Hand) -> Control:
        visit = self._visit
        return visit.helper if visit.helper is not None and visit.helper_holds else Resident(hand)

    def _scan(self, text: str) -> Event | None:
        """Take what was read; secrets stay here, and only where the visit takes them."""
        session = self._stay.session
        before = session.shown_ticket, session.badge
        practising = self._stay.practice is not None
        event = ScannedInPractice() if practising else sorted_out(text, session, self._parts.senses.read_card)
        if isinstance(event, UnknownScanned):
            self._world.journal.note("scan-unknown")
        told = self._carrier.admitting.shown(session.badge) if isinstance(event, BadgeScanned) else event
        if told is None or not self._step(told, CORE):
            session.shown_ticket, session.badge = before
        elif not takes_badge(session.visit):
            session.badge = before[1]
        self._touched()
        return None

    # --- stepping -------------------------------------------------------------------------------------------

    def _step(self, event: Event, control: Control) -> bool:
        """Let an event happen; False when it was refused."""
        if self._stay.practice is not None:
            return self._practised(self._stay.practice, event, control)
        session, now, before = self._stay.session, self._world.clock.now(), self._stay.session.visit
        if not permits(session.lease, control, before, self._world.clock.monotonic()):
            self._refused(before, event, "no-lease")
            return False
        attended = bool(self._carrier.admitting.on_duty())
        counter_of = self._carrier.queueing.counter_of
        ward, content = self._couriers.heart.ward, self._parts.content
        context = content.context(now, control, attended=attended, counter_of=counter_of, ward=ward)
        step = self._stay.let_in(event, step_in(context, before, event))
        outcome = self._carrier.admitting.recorder.on_record(context, before, step)
        if outcome.refused:
            self._refused(before, event, outcome.refused)
            return False
        if control is not CORE:
            self._holding.acted(session, self._world.clock.monotonic())
        self._enter(before, must_be_real(outcome.visit))
        for effect in outcome.effects:
            self._carry_out(effect, before)
        self._stay.settled()
        self._show()
        return True

    def _practised(self, practice: Practising, event: Event, control: Control) -> bool:
        """Let an event happen in practice, where nothing is asked of the world."""
        if refused := practice.step(event, control):
            self._refused(practice.visit, event, refused)
            return False
        for effect, job in practice.jobs():
            self._work(practice, effect, job)
        if practice.over:
            self._wipe(practice.visit)
        self._show()
        return True

    def _refused(self, visit: Visit, event: Event, why: str) -> None:
        name = type(event).__name__
        self._world.journal.note("event-refused", state=visit.state.value, input=name, why=why)

    def _enter(self, before: RealVisit, after: RealVisit) -> None:
        self._stay.enter(after)
        if is_listening(before) and (not is_listening(after) or after.spoken != before.spoken):
            self._parts.senses.recogniser.stop()
        if after.state in PIN_PAGES and before.state not in PIN_PAGES:
            self._stay.session.pin_keys = scrambled(self._world.ids)
        if before.state is State.ATTRACT and after.state is not State.ATTRACT:
            self._idle.touched(self._world.clock.monotonic())
            self._world.journal.note("visit-began", language=after.language)

    def _carry_out(self, effect: Effect, before: RealVisit) -> None:
        if isinstance(effect, Wipe):
            self._wipe(before, practises=isinstance(effect, Practise))
            return
        session = self._stay.session
        job = self._carrier.job(effect, session, before)
        if job is not None:
            self._work(session, effect, job)

    def _work(self, holder: Session | Practising, effect: Effect, job: Job) -> None:
        """Have the slow part of an effect done by a worker."""

        def work() -> None:
            try:
                outcome = job()
            except Exception as broken:  # noqa: BLE001 - whatever broke, nobody waits for ever before a busy screen
                self._broken(type(effect).__name__, broken)
                outcome = Outcome(lost(effect))
            self._queue.put(lambda: self._back(holder, outcome))

        self._world.jobs.submit(work)

    def _back(self, holder: Session | Practising, outcome: Outcome) -> Event | None:
        """A worker's outcome; of a visit or a practice that was wiped meanwhile nothing is taken over."""
        if holder is not self._stay.holder:
            return None
        for name, value in outcome.remember.items():
            setattr(holder, name, value)
        return outcome.event if outcome.still() else None

    def _wipe(self, before: Visit, *, practises: bool = False) -> None:
        """Forget whoever was here; they stay where they begin to practise."""
        session = self._stay.session
        # First of all: whatever breaks below, the visit itself is gone.
        if practises:
            self._stay.practise(before)
        else:
            self._stay.begin_anew()
        self._carrier.over(session.glass)
        self._carrier.endings.ended(session, before, practises=practises)
        self._telling.over(leaves=not practises)

    # --- the screen -----------------------------------------------------------------------------------------

    def _show(self) -> None:
        before, scene = self._faces.view, self._scene()
        view = present(self._visit, scene, self._faces.next_serial)
        self._faces.show(view)
        self._telling.shown(before, view, self._visit, scene)

    def _scene(self) -> Scene:
        on_duty, holder = self._carrier.admitting.on_duty(), self._stay.holder
        return self._parts.content.scene(
            self._world.clock.now(),
            on_duty,
            holder.pin_keys,
            headphones=self._telling.hearing.alone,
            paper_low=self._carrier.paper_low,
            lease_left=self._holding.left(self._stay.session, self._world.clock.monotonic()),
            ward=self._couriers.heart.ward,
            stands=self._carrier.stands(practises=self._stay.practice is not None),
            signed_in=self._carrier.admitting.duty.here(),
            called=self._carrier.calling.told(practises=self._stay.practice is not None),
        )

    _stopped = False
    _purge_at = 0.0
    _told_at: datetime | None = None
    """The minute that the screen was last compared with."""
