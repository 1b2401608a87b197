"""Reports of visits at home: taken in once, kept sealed as they came, opened for an officer on record."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.answering import NotAnswered
from kiosk.desk.intake import NUL, is_id, is_time, known_kiosk, public_key
from kiosk.desk.site import Site
from kiosk.dossier.day_list import check_report, open_report, report_digest, sign_report_word
from kiosk.dossier.errors import DossierError
from kiosk.ids import KioskId, WardCode
from kiosk.wire.messages import PROTOCOL
from kiosk.wire.visits import REPORT_LIMIT, ReportWord, SealedReport, VisitReport

log = logging.getLogger(__name__)
_HELPER = 64
"""Letters that the column holds."""
_STATES = models.HomeVisit.State


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A row and, while this value lives, what was in it. ``plain`` None: no key fits."""

    row: models.HomeReport
    plain: VisitReport | None = field(repr=False)


def answer_report(site: Site, sealed: SealedReport) -> ReportWord | NotAnswered:
    """Keep a report once and say so, signed, after the commit. NotAnswered: refused (a stranger).

    What comes from a revoked kiosk is kept apart: nothing follows from it but that an officer sees it.
    """
    kiosk = known_kiosk(site, sealed.kiosk_id)
    if kiosk is None:
        return NotAnswered("refused")
    reason = _kept(site, kiosk, sealed)
    log.info("home report kept=%s reason=%s", not reason, reason or "-")
    unsigned = ReportWord(
        protocol=PROTOCOL,
        report=sealed.report,
        sealed_sha256=report_digest(sealed),
        kept=not reason,
        reason=reason,
        kiosk_id=sealed.kiosk_id,
        desk_key_id="",
        signature=b"",
    )
    return sign_report_word(unsigned, site.keys.signer)


def open_reports(site: Site, officer: models.Officer, visit: models.HomeVisit) -> list[OpenedReport]:
    """Return what was reported of a visit, first to last, after the access has been put on record."""
    rows = list(visit.reports.select_related("kiosk").order_by("received_at", "pk"))
    if rows:
        models.AccessLog.objects.create(
            ward=site.ward,
            officer=officer,
            dossier=visit.dossier,
            what=models.AccessLog.What.DOSSIER,
            at=site.clock.now(),
        )
    return [OpenedReport(row, _plain(site, row)) for row in rows]


def _kept(site: Site, kiosk: models.Kiosk, sealed: SealedReport) -> str:
    """Return "" once it is stored, else a short code why it is not."""
    if sealed.ward != site.ward:
        return "wrong-ward"
    if not check_report(sealed, public_key(kiosk)):
        return "bad-signature"
    ids = is_id(sealed.report) and is_id(sealed.visit) and is_time(sealed.sealed_at)
    if not ids or len(sealed.sealed) > REPORT_LIMIT:
        return "unreadable"
    try:
        plain = _open(site, sealed)
    except DossierError as error:
        log.warning("home report unreadable code=%s", error.code)
        return "unreadable"
    if not (is_time(plain.at) and 0 < len(plain.helper) <= _HELPER and NUL not in plain.helper):
        return "unreadable"
    with transaction.atomic():
        return _store(site, kiosk, sealed, plain)


def _store(site: Site, kiosk: models.Kiosk, sealed: SealedReport, plain: VisitReport) -> str:
    held = models.HomeVisit.objects.select_for_update().filter(ward=site.ward, visit_id=sealed.visit)
    visit = held.first()
    if visit is None:
        return "unknown-visit"
    arrival, apart = site.ids.new(), kiosk.revoked_at is not None
    fresh = models.HomeReport(
        ward=site.ward,
        report_id=sealed.report,
        visit=visit,
        kiosk=kiosk,
        helper=plain.helper,
        stage=plain.stage,
        arrival=arrival,
        received_at=site.clock.now(),
        apart=apart,
        **_columns(sealed),
    )
    models.HomeReport.objects.bulk_create([fresh], ignore_conflicts=True)
    row = models.HomeReport.objects.get(ward=site.ward, report_id=sealed.report)
    same = bytes(row.sealed_sha256) == report_digest(sealed) and row.visit_id == visit.pk
    if not (same and row.kiosk_id == kiosk.pk):
        return "id-conflict"
    if row.arrival == arrival and not apart:
        _advance(site, kiosk, visit, plain)
    return ""


def _advance(site: Site, kiosk: models.Kiosk, visit: models.HomeVisit, plain: VisitReport) -> None:
    """Let the visit be as far as the report says; the dossier's own status is the officer's word alone."""
    on = datetime.fromisoformat(plain.at).astimezone(VIETNAM).date()
    if plain.stage == "result":
        after, what = _STATES.RETURNED, "handed"
    elif visit.state == _STATES.RETURNED or (visit.state == _STATES.PLANNED and visit.day and on < visit.day):
        # It tells of an earlier time there, and came late; the next one is still to come.
        return
    elif plain.stage == "missed":
        if visit.state not in {_STATES.ASKED, _STATES.PLANNED}:
            # Something was done there, or somebody has decided already.
            return
        after, what = _STATES.MISSED, "missed"
    else:
        after, what = _STATES.DONE, "came"
    if visit.state != after:
        visit.state, visit.updated_at = after, site.clock.now()
        visit.version += 1
        visit.save(update_fields=["state", "updated_at", "version"])
        who = models.Person.objects.filter(ward=site.ward, helper_id=plain.helper).first()
        told = {"what": what, "kiosk": kiosk, "person": who, "day": on, "at": visit.updated_at}
        models.HomeAct.objects.create(ward=site.ward, visit=visit, **told)


def _columns(sealed: SealedReport) -> dict[str, Any]:
    """Return what a row keeps of the envelope."""
    return {
        "protocol": sealed.protocol,
        "key_id": sealed.key_id,
        "sealed_at": sealed.sealed_at,
        "sealed": sealed.sealed,
        "sealed_sha256": report_digest(sealed),
        "signature": sealed.signature,
    }


def _open(site: Site, sealed: SealedReport) -> VisitReport:
    key = site.keys.ward.get(sealed.key_id)
    if key is None:
        raise DossierError("wrong-key")
    return open_report(sealed, key)


def _plain(site: Site, row: models.HomeReport) -> VisitReport | None:
    sealed = SealedReport(
        protocol=row.protocol,
        report=row.report_id,
        visit=row.visit.visit_id,
        kiosk_id=KioskId(row.kiosk.kiosk_id),
        ward=WardCode(site.ward),
        key_id=row.key_id,
        sealed_at=row.sealed_at,
        sealed=bytes(row.sealed),
        signature=bytes(row.signature),
    )
    try:
        return _open(site, sealed)
    except DossierError:
        return None
