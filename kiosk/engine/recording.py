"""The record of what helpers do. What a helper does and cannot be recorded is not done: it goes on record first."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from kiosk.engine.parts import Parts
from kiosk.ids import HelperId, KioskId
from kiosk.takeover.audit import Act, AuditError, append
from kiosk.tickets.ports import StoreError
from kiosk.visit.effects import Audit, GrantLease
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import SignInFailed
from kiosk.visit.states import BUSY, Complaint, Control, Core, Helper, Visit
from kiosk.visit.step import step_in
from kiosk.visit.table import Context, Step


class Recorder:
    """Enters acts into the audit chain, one after the other, from any thread."""

    def __init__(self, parts: Parts) -> None:
        self._store = parts.people.audit
        self._world = parts.world
        self._kiosk = KioskId(parts.content.settings.kiosk.kiosk_id)
        self._one_at_a_time = threading.Lock()
        self.recorded = 0
        """Acts since the start."""

    def on_record(self, context: Context, before: RealVisit, step: Step) -> Step:
        """Record the acts of a step that is about to be done; return it, or what is done in its place.

        A helper who comes in, is given the lease, or does something is not let where that cannot be recorded. Whatever
        ends their sight, and whatever a resident does, goes on: a disk that is full must keep nobody at the screen.
        """
        told = [effect for effect in step.effects if isinstance(effect, Audit)]
        acts = [*_consents(context.control, before, step, told), *told]
        if step.refused or not acts:
            return step
        helper = step.visit.helper or before.helper
        who = helper.id if helper is not None else None
        kept = [self.enter(one.act, one.detail, one.helper or who, before) for one in acts]
        if all(kept) or not _hangs_on_it(context.control, before, step):
            return step
        self._world.journal.note("not-recorded", state=before.state.value)
        return _instead(context, before)

    def enter(self, act: str, detail: str, helper: HelperId | None, visit: RealVisit) -> bool:
        """Enter one act; False when the chain or the store refuses it, which is noted."""
        entry = Act(
            at=self._world.clock.now().isoformat(timespec="seconds"),
            kiosk=self._kiosk,
            helper=helper,
            act=act,
            visit=must_be_real(visit).id,
            detail=detail,
        )
        try:
            with self._one_at_a_time:
                self._store.append(append(self._store.head(), entry))
                self.recorded += 1
        except (AuditError, StoreError) as broken:
            self._world.journal.note("effect-failed", effect="audit", code=broken.code)
            return False
        return True


def _consents(control: Control, before: Visit, step: Step, told: Sequence[Audit]) -> Iterator[Audit]:
    """Yield each consent that a step brings and that it does not tell of by itself: none stays off the record.

    What the machine brings back, of a saved visit or after a crash, was given and recorded before.
    """
    if isinstance(control, Core):
        return
    said = {one.detail.partition(":")[0] for one in told if one.act == "consent-given"}
    for consent in step.visit.consents:
        if consent not in before.consents and consent.purpose not in said:
            yield Audit("consent-given", consent.purpose)


def _hangs_on_it(control: Control, before: Visit, step: Step) -> bool:
    """Tell whether a helper comes in, goes deeper or acts: those must be recorded."""
    after = step.visit.helper
    granted = any(isinstance(effect, GrantLease) for effect in step.effects)
    return after is not None and (before.helper is None or granted or isinstance(control, Helper))


def _instead(context: Context, before: RealVisit) -> Step:
    """Return what is done instead: nothing, and it is said; where the machine is at work, its work has failed."""
    if before.state not in BUSY:
        return Step(replace(before, complaint=Complaint("cannot-record")))
    failed = step_in(context, before, SignInFailed("cannot-record"))
    return structs.replace(failed, effects=tuple(one for one in failed.effects if not isinstance(one, Audit)))
