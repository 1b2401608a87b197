"""The desk's side of visits at home, in memory; it fails on demand."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from kiosk.dossier.day_list import check_report, open_report
from kiosk.dossier.errors import DossierError
from kiosk.dossier.seal import WardPrivateKey
from kiosk.ids import KioskId, WardCode
from kiosk.outbox.ports import Unreached
from kiosk.outbox.visits import KeptList, KeptReport, ReportWord
from kiosk.ward.visits import kept
from kiosk.wire.visits import REPORT_LIMIT, SealedDayList, SealedReport


class Trusted(Struct, frozen=True):
    """By what a desk judges a report: whose it is, and its own key."""

    ward: WardCode
    ward_key: WardPrivateKey
    kiosk_id: KioskId
    kiosk: Ed25519PublicKey


class MemoryVisitDesk:
    """The VisitDesk's twin. ``away`` is asked at each call. Without ``trusted`` it takes any envelope unopened."""

    def __init__(self, trusted: Trusted | None = None) -> None:
        self._trusted = trusted
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
        if self._trusted is not None and sealed.kiosk_id != self._trusted.kiosk_id:
            return Unreached("http-403")
        word = self._judged(sealed)
        return Unreached("timeout") if self.away == "reply-lost" else word

    def _judged(self, sealed: SealedReport) -> ReportWord:
        reason = _wrong(sealed, self._trusted) if self._trusted is not None else ""
        if reason:
            return ReportWord(kept=False, reason=reason)
        if sealed.visit not in self.visits:
            return ReportWord(kept=False, reason="unknown-visit")
        if self.reports.setdefault(sealed.report, sealed) != sealed:
            return ReportWord(kept=False, reason="id-conflict")
        return ReportWord(kept=True)


def _wrong(sealed: SealedReport, trusted: Trusted) -> str:
    """Return why a desk would not keep it, "" where it would."""
    if sealed.ward != trusted.ward:
        return "wrong-ward"
    if not check_report(sealed, trusted.kiosk):
        return "bad-signature"
    if len(sealed.sealed) > REPORT_LIMIT:
        return "unreadable"
    try:
        open_report(sealed, trusted.ward_key)
    except DossierError:
        return "unreadable"
    return ""
