"""The desk's side of visits at home, in memory; it fails on demand."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from kiosk.outbox.ports import Unreached
from kiosk.outbox.visits import KeptList, KeptReport, ReportWord
from kiosk.ward.visits import kept
from kiosk.wire.visits import SealedDayList, SealedReport


class MemoryVisitDesk:
    """The VisitDesk's twin. ``away`` is asked at each call."""

    def __init__(self) -> None:
        self.away: Literal["", "offline", "reply-lost"] = ""
        """``reply-lost``: all is done, and the answer never comes."""
        self.day_lists: list[SealedDayList] = []
        """What is handed out."""
        self.visits: set[str] = set()
        """Ids of the visits at home that reports may tell of."""
        self.reports: dict[str, SealedReport] = {}
        """By id, as they came first."""

    def lists(self, at: datetime) -> tuple[KeptList, ...] | Unreached:
        """Hand the lists of today and later out."""
        if self.away:
            return Unreached("offline" if self.away == "offline" else "timeout")
        return tuple(kept(one) for one in self.day_lists if one.day >= at.date().isoformat())

    def report(self, report: KeptReport) -> ReportWord | Unreached:
        """Keep a report once; the same again is the same, other bytes under its id are refused."""
        if self.away == "offline":
            return Unreached("offline")
        sealed = msgspec.msgpack.decode(report.sealed, type=SealedReport)
        word = self._judged(sealed)
        return Unreached("timeout") if self.away == "reply-lost" else word

    def _judged(self, sealed: SealedReport) -> ReportWord:
        if sealed.visit not in self.visits:
            return ReportWord(kept=False, reason="unknown-visit")
        if self.reports.setdefault(sealed.report, sealed) != sealed:
            return ReportWord(kept=False, reason="id-conflict")
        return ReportWord(kept=True)
