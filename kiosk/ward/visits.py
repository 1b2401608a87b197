"""Lists of visits at home and reports of them over HTTP. Nothing counts that the desk has not signed for just this."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from kiosk.dossier.day_list import check_lists, check_report_word
from kiosk.dossier.draft_words import sign_asking
from kiosk.outbox.ports import Unreached
from kiosk.outbox.visits import KeptList, KeptReport, ReportWord
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.wire import visits
from kiosk.wire.visits import LISTS_PATH, REPORT_PATH, AskDayLists, DayLists, SealedDayList, SealedReport


class VisitClient:
    """The VisitDesk over HTTP, by the way that the dossiers take."""

    def __init__(self, client: DeskClient, keys: DeskKeys) -> None:
        self._client = client
        self._keys = keys

    def lists(self, at: datetime) -> tuple[KeptList, ...] | Unreached:
        """Ask for the lists of today and later."""
        asking = sign_asking(AskDayLists, self._keys.signer, at)
        reply = self._client.ask(LISTS_PATH, asking, DayLists)
        if isinstance(reply, Unreached):
            return reply
        if not check_lists(reply, asking, self._keys.desk_public):
            return Unreached("nonsense")
        try:
            return tuple(kept(one) for one in reply.lists)
        except ValueError:
            return Unreached("nonsense")

    def report(self, report: KeptReport) -> ReportWord | Unreached:
        """Hand a report over; its time lies inside."""
        sealed = msgspec.msgpack.decode(report.sealed, type=SealedReport)
        word = self._client.ask(REPORT_PATH, sealed, visits.ReportWord, patient=True)
        if isinstance(word, Unreached):
            return word
        if not check_report_word(word, sealed, self._keys.desk_public):
            return Unreached("nonsense")
        return ReportWord(kept=word.kept, reason=word.reason)


def kept(sealed: SealedDayList) -> KeptList:
    """Return a list as it is kept; ValueError where its day is none."""
    return KeptList(sealed.helper, date.fromisoformat(sealed.day), msgspec.msgpack.encode(sealed))
