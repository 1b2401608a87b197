"""How long the desk keeps what, and deleting what has had its time.

What a resident has told goes when its time is over after the dossier has ended; that there was a dossier, what an
officer made of it and who looked at it stays, as the law on archives and on personal data wants it provable.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.calls import KEPT as CALLS_KEPT
from kiosk.desk.drafts import purge
from kiosk.desk.enrolment import forget_codes
from kiosk.desk.fleet import purge_samples
from kiosk.desk.site import Site
from kiosk.desk.uploads import purge_uploads

log = logging.getLogger(__name__)
ENDED: Final = (3, 7, 8, 10)
"""Statuses after which nothing more is done with a dossier: refused, withdrawn, stopped, result handed over."""
_AT_ONCE: Final = 200
"""Dossiers emptied in one transaction, so that no kiosk waits long."""


def tidy(site: Site) -> dict[str, int]:
    """Delete what has had its time; return how many of each kind went. Safe to run at any time, and again."""
    gone = {
        "drafts and copies": purge(site),
        "dossiers": _empty_dossiers(site),
        "counts": _old_counts(site),
        "calls": _old_calls(site),
        "codes": forget_codes(site),
        "samples": purge_samples(site),
        "uploads": purge_uploads(site),
        "sessions": Session.objects.filter(expire_date__lt=site.clock.now()).delete()[0],
    }
    if any(gone.values()):
        log.info("tidied %s", " ".join(f"{name.replace(' ', '-')}={count}" for name, count in gone.items()))
    return gone


def _empty_dossiers(site: Site) -> int:
    """Delete what was told in dossiers that ended long enough ago; their rows and their record stay."""
    now, kept = site.clock.now(), timedelta(days=site.settings.retention.dossiers_days)
    old = models.Dossier.objects.filter(
        ward=site.ward, emptied_at=None, status__in=ENDED, updated_at__lte=now - kept
    )
    gone = 0
    while some := list(old.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            # Asked again: an officer may have taken one up since.
            emptied = old.filter(pk__in=some).update(
                sealed=b"", note="", missing=[], to_pay=0, emptied_at=now
            )
            empty = models.Dossier.objects.filter(pk__in=some, emptied_at=now)
            models.StatusChange.objects.filter(dossier__in=empty).update(note="", missing=[], to_pay=0)
            models.HomeReport.objects.filter(visit__dossier__in=empty).update(sealed=b"")
        gone += emptied
        if not emptied:
            break
    # A laptop that had no network for long may report when its dossier has been emptied already.
    late = models.HomeReport.objects.filter(ward=site.ward, visit__dossier__emptied_at__isnull=False)
    late.exclude(sealed=b"").update(sealed=b"")
    return gone


def _old_counts(site: Site) -> int:
    oldest = site.clock.now().astimezone(VIETNAM).date() - timedelta(days=site.settings.retention.counts_days)
    visits = models.VisitCount.objects.filter(ward=site.ward, day__lt=oldest).delete()[0]
    opinions = models.OpinionCount.objects.filter(ward=site.ward, day__lt=oldest).delete()[0]
    models.CountBatch.objects.filter(ward=site.ward, received_on__lt=oldest).delete()
    return int(visits + opinions)


def _old_calls(site: Site) -> int:
    old = models.HelpCall.objects.filter(ward=site.ward, opened_at__lte=site.clock.now() - CALLS_KEPT)
    return int(old.delete()[0])
