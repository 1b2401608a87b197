"""Sealed lists of visits at home, and sealed reports of them until the ward has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kiosk.ids import HelperId
from kiosk.outbox.visits import TOLD_KEPT, KeptList, KeptReport
from kiosk.store.connection import Database
from kiosk.wire.visits import Stage

_WAITING = """SELECT report_id, visit, stage, day, sealed, reason FROM visit_report
    ORDER BY reason <> '', place LIMIT ?"""


class SqliteVisitStore:
    """The VisitStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_lists(self, lists: Sequence[KeptList]) -> None:
        """Keep these in place of all that were kept, and make the old bytes go."""
        rows = [(one.helper, one.day.isoformat(), one.sealed) for one in lists]
        with self._database.growth(sum(len(one.sealed) for one in lists)) as write:
            write.execute("DELETE FROM visit_list")
            write.executemany("INSERT INTO visit_list (helper, day, sealed) VALUES (?, ?, ?)", rows)
        self._database.scrub()

    def list_of(self, helper: HelperId, day: date) -> KeptList | None:
        """Return what is kept for this helper on this day."""
        asked = "SELECT sealed FROM visit_list WHERE helper = ? AND day = ?"
        found = self._database.row(asked, helper, day.isoformat())
        return None if found is None else KeptList(helper, day, found[0])

    def put(self, report: KeptReport) -> None:
        """Add a report; the same id again adds nothing."""
        day = report.day.isoformat()
        known = "SELECT 1 FROM visit_told WHERE report_id = ?"
        with self._database.growth(len(report.sealed)) as write:
            if write.execute(known, (report.id,)).fetchone() is not None:
                return
            write.execute(
                "INSERT INTO visit_report (report_id, visit, stage, day, sealed) VALUES (?, ?, ?, ?, ?)",
                (report.id, report.visit, report.stage, day, report.sealed),
            )
            write.execute(
                "INSERT INTO visit_told (report_id, visit, stage, day) VALUES (?, ?, ?, ?)",
                (report.id, report.visit, report.stage, day),
            )

    def reports(self, most: int) -> tuple[KeptReport, ...]:
        """Return what the ward does not have yet; see the port."""
        return tuple(_report(*row) for row in self._database.rows(_WAITING, most))

    def done(self, report_id: str) -> None:
        """The ward has it: delete it and make its bytes go."""
        with self._database.change() as write:
            write.execute("DELETE FROM visit_report WHERE report_id = ?", (report_id,))
        self._database.scrub()

    def refused(self, report_id: str, reason: str) -> None:
        """The ward will not have it: it stays."""
        with self._database.change() as write:
            write.execute("UPDATE visit_report SET reason = ? WHERE report_id = ?", (reason, report_id))

    def told(self) -> frozenset[tuple[str, Stage]]:
        """Return of which visits a report was kept here."""
        rows = self._database.rows("SELECT visit, stage FROM visit_told")
        return frozenset((visit, stage) for visit, stage in rows)

    def counts(self) -> tuple[int, int]:
        """Return how many reports wait, and how many of them the ward has refused."""
        found = self._database.row("SELECT count(*), count(nullif(reason, '')) FROM visit_report")
        return (int(found[0]), int(found[1])) if found else (0, 0)

    def purge(self, today: date) -> int:
        """Delete what its day has made useless, and make its bytes go."""
        old = (today - timedelta(days=TOLD_KEPT)).isoformat()
        with self._database.change() as write:
            gone = write.execute("DELETE FROM visit_list WHERE day < ?", (today.isoformat(),)).rowcount
            write.execute(
                "DELETE FROM visit_told WHERE day < ? AND report_id NOT IN (SELECT report_id FROM visit_report)",
                (old,),
            )
        if gone:
            self._database.scrub()
        return gone


def _report(*row: Any) -> KeptReport:
    report_id, visit, stage, day, sealed, reason = row
    return KeptReport(report_id, visit, stage, date.fromisoformat(day), sealed, reason)
