"""The homes that a helper visits: opening the day's list, sealing what was done there, and handing both sides over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final, get_args

import msgspec

from kiosk.dossier.day_list import open_list, seal_report
from kiosk.dossier.errors import DossierError
from kiosk.dossier.seal import moment
from kiosk.engine.outcome import Outcome
from kiosk.engine.parts import Parts
from kiosk.engine.ports import Jobs
from kiosk.ids import HelperId, WardCode
from kiosk.outbox.visits import KeptReport, Synced
from kiosk.takeover.day_key import DayKey
from kiosk.tickets.ports import StoreError
from kiosk.visit.effects import KeepStop, LookIntoList
from kiosk.visit.events import Language
from kiosk.visit.ink import unpacked
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.reports import NotKept
from kiosk.visit.round import UNSIGNED, Round, Stop, Thing
from kiosk.visit.round_reports import RoundOpened, RoundShut, StopKept
from kiosk.visit.states import Helper
from kiosk.wire import visits

SPEAKS_KHMER: Final = "khmer"
"""Among what is needed at a home: somebody who speaks it."""

if TYPE_CHECKING:
    from kiosk.engine.courier import Task


class Rounds:
    """What workers do for a helper who goes out. The key is handed in and never kept here."""

    def __init__(self, parts: Parts) -> None:
        self._visits = parts.visits
        self._filing = parts.filing
        self._settings = parts.content.settings
        self._world = parts.world

    def job(
        self, effect: LookIntoList | KeepStop, visit: RealVisit, key: Callable[[HelperId], DayKey | None]
    ) -> Callable[[], Outcome]:
        """Return what a worker does for whoever holds ``visit``. ``key`` is asked on the core's thread."""
        helper = must_be_real(visit).helper
        if isinstance(effect, KeepStop):
            return lambda: self._keep(visit)
        opens = key(helper.id) if helper is not None else None
        return lambda: self._open(helper.id if helper is not None else None, opens)

    def sync(self, *, lists: bool = False) -> Synced:
        """Hand over what waits; ask for lists where that is due or wanted. A store that fails is noted."""
        now = self._world.clock
        try:
            synced = self._visits.sender.sync(now.monotonic(), now.now(), lists=lists)
        except StoreError as broken:
            synced = Synced(code=broken.code)
        if synced.handed or synced.refused:
            self._world.journal.note(
                "home-reports-handed", handed=synced.handed, refused=synced.refused, code=synced.code
            )
        return synced

    def purge(self) -> None:
        """Delete the lists of days that are over."""
        try:
            self._visits.store.purge(self._world.clock.now().date())
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="purge-lists", code=broken.code)

    def _open(self, helper: HelperId | None, key: DayKey | None) -> Outcome:
        if helper is None or key is None:
            return Outcome(RoundShut("no-key"))
        self.sync(lists=True)  # where there is no network, what lies here serves the whole day
        now = self._world.clock.now()
        try:
            kept = self._visits.store.list_of(helper, now.date())
            told = self._visits.store.told()
        except StoreError as broken:
            self._world.journal.note("effect-failed", effect="LookIntoList", code=broken.code)
            return Outcome(RoundShut("store-broken"))
        if kept is None:
            return Outcome(RoundShut("no-list"))
        try:
            found = open_list(msgspec.msgpack.decode(kept.sealed, type=visits.SealedDayList), key.raw)
        except (DossierError, msgspec.MsgspecError):
            return Outcome(RoundShut("unreadable"))
        if (found.helper, found.day) != (helper, now.date().isoformat()):
            return Outcome(RoundShut("no-list"))
        self._world.journal.note("home-list-opened", homes=len(found.stops))
        return Outcome(RoundOpened(tuple(_stop(one) for one in found.stops), tuple(sorted(told))))

    def _keep(self, visit: RealVisit) -> Outcome:
        opened, helper = visit.round, visit.helper
        if opened is None or helper is None or opened.stop is None or not opened.chosen:
            return Outcome(NotKept("store-broken"))
        now = self._world.clock.now()
        report = self._report(opened, helper, now)
        sealed = seal_report(
            report,
            ward=WardCode(self._settings.point.ward.code),
            ward_key=self._filing.ward_key,
            signer=self._filing.signer,
            sealed_at=now,
        )
        kept = KeptReport(
            report.report, report.visit, report.stage, now.date(), msgspec.msgpack.encode(sealed)
        )
        try:
            self._visits.store.put(kept)
        except StoreError as broken:
            return Outcome(NotKept(broken.code))
        self._visits.sender.hurry()
        self._world.journal.note("home-report-kept", stage=report.stage)
        return Outcome(StopKept())

    def _report(self, opened: Round, helper: Helper, now: datetime) -> visits.VisitReport:
        return visits.VisitReport(
            schema=visits.SCHEMA,
            report=self._world.ids.new(),
            visit=opened.at,
            kiosk_id=self._filing.signer.kiosk_id,
            helper=helper.id,
            name=helper.full_name,
            at=moment(now),
            stage=opened.stage,
            things=tuple(visits.HomeThing(id=one.id, name=one.name) for one in opened.chosen),
            custody=None if opened.stage in UNSIGNED else _custody(opened),
        )


class RoundCourier:
    """Talks to the desk while nobody waits for it; one talk at a time. On the core's thread."""

    def __init__(
        self,
        rounds: Rounds,
        due: Callable[[float], bool],
        jobs: Jobs,
        *,
        post: Callable[[Task], None],
        broken: Callable[[str, Exception], None],
    ) -> None:
        self._rounds = rounds
        self._due = due
        self._jobs = jobs
        self._post = post
        self._broken = broken
        self._is_out = False

    def look(self, now: float) -> None:
        """Hand over, and ask, when it is time; ``now`` in monotonic seconds."""
        if self._is_out or not self._due(now):
            return
        self._is_out = True
        self._jobs.submit(self._talk)

    def _talk(self) -> None:
        try:
            self._rounds.sync()
        except Exception as broken:  # noqa: BLE001 - it is tried again, whatever broke this time
            self._broken("sync-visits", broken)
        self._post(self._back)

    def _back(self) -> None:
        self._is_out = False


def _custody(opened: Round) -> visits.Custody:
    from kiosk.pictures.signature import signature_png  # with all that draws, which only a signature needs

    def drawn(strokes: tuple[bytes, ...]) -> bytes:
        return signature_png([unpacked(stroke) or () for stroke in strokes])

    signing = opened.signing
    return visits.Custody(
        resident=drawn(signing.resident),
        helper=drawn(signing.helper),
        how="cross" if signing.cross else "signed",
        seer=signing.seer,
        heard=signing.heard,
        language=signing.language,
    )


def _stop(told: visits.HomeStop) -> Stop:
    return Stop(
        id=told.visit,
        hamlet=told.hamlet,
        name=told.name,
        house=told.house,
        landmark=told.landmark,
        phone=told.phone,
        when=told.when,
        procedure=told.procedure,
        title=told.title,
        needs=told.needs,
        language=_tongue(told),
        bereaved=told.bereaved,
        note=told.note,
        papers=_things(told.papers),
        steps=_things(told.steps),
        results=_things(told.results),
    )


def _tongue(told: visits.HomeStop) -> Language:
    """Return the language of who asked, or Khmer where somebody is wanted who speaks it."""
    if SPEAKS_KHMER in told.needs:
        return "km"
    return next((one for one in get_args(Language) if one == told.language), "vi")


def _things(told: tuple[visits.HomeThing, ...]) -> tuple[Thing, ...]:
    return tuple(Thing(one.id, one.name) for one in told)
