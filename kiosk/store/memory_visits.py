"""The VisitStore's twin."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta

from msgspec import structs

from kiosk.ids import HelperId
from kiosk.outbox.visits import TOLD_KEPT, KeptList, KeptReport
from kiosk.wire.visits import Stage


class MemoryVisitStore:
    """``disk``: entered by every write; raises StoreFull while it is full."""

    def __init__(self, disk: AbstractContextManager[None]) -> None:
        self._disk = disk
        self._lists: dict[tuple[HelperId, date], KeptList] = {}
        self._reports: dict[str, KeptReport] = {}
        self._told: dict[str, tuple[str, Stage, date]] = {}

    def keep_lists(self, lists: Sequence[KeptList]) -> None:
        """Keep these in place of all that were kept."""
        with self._disk:
            self._lists = {(one.helper, one.day): one for one in lists}

    def list_of(self, helper: HelperId, day: date) -> KeptList | None:
        """Return what is kept for this helper on this day."""
        return self._lists.get((helper, day))

    def put(self, report: KeptReport) -> None:
        """Add a report; the same id again adds nothing."""
        with self._disk:
            if report.id not in self._told:
                self._reports[report.id] = structs.replace(report, reason="")
                self._told[report.id] = (report.visit, report.stage, report.day)

    def reports(self, most: int) -> tuple[KeptReport, ...]:
        """Return what the ward does not have yet; see the port."""
        return tuple(sorted(self._reports.values(), key=lambda one: one.reason != ""))[:most]

    def done(self, report_id: str) -> None:
        """The ward has it."""
        with self._disk:
            self._reports.pop(report_id, None)

    def refused(self, report_id: str, reason: str) -> None:
        """The ward will not have it: it stays."""
        with self._disk:
            if report_id in self._reports:
                self._reports[report_id] = structs.replace(self._reports[report_id], reason=reason)

    def told(self) -> frozenset[tuple[str, Stage]]:
        """Return of which visits a report was kept here."""
        return frozenset((visit, stage) for visit, stage, _ in self._told.values())

    def counts(self) -> tuple[int, int]:
        """Return how many reports wait, and how many of them the ward has refused."""
        return len(self._reports), sum(bool(one.reason) for one in self._reports.values())

    def purge(self, today: date) -> int:
        """Delete what its day has made useless."""
        old = today - timedelta(days=TOLD_KEPT)
        with self._disk:
            gone = [key for key, one in self._lists.items() if one.day < today]
            for key in gone:
                del self._lists[key]
            kept = {key: one for key, one in self._told.items() if one[2] >= old or key in self._reports}
            self._told = kept
        return len(gone)
