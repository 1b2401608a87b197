"""Copies of saved visits, left with the ward: taken in, called back with the saved visit, deleted, gone in time.

A copy is no application: it has no status, nothing is promised for it, and no question of a kiosk is answered by it.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.envelopes import columns
from kiosk.desk.site import Site
from kiosk.wire.messages import SealedDossier

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=30)
"""From when it was left, as its consent says."""
_MOST_HEIRS = 100
"""How often one visit may have been saved again within that time."""


def one_at_a_time(site: Site) -> None:
    """Wait until no other transaction takes copies in or deletes saved visits; others wait until this one ends.

    Else a copy and the deletion of its visit, arriving together, would not see each other. What is held is the
    row of one kiosk, in a way that no dossier waits for. Asked for before anything else is held.
    """
    kiosks = models.Kiosk.objects.select_for_update(no_key=True).filter(ward=site.ward)
    kiosks.order_by("pk").first()


def take_copy_in(
    site: Site,
    sealed: SealedDossier,
    *,
    kiosk: models.Kiosk,
    write_digest: bytes,
    procedure: str,
    number_mark: str,
    arrival: str,
) -> models.LeftCopy:
    """Store a copy once and return its row; one whose saved visit has been deleted meanwhile is not kept.

    The caller has waited by ``one_at_a_time``.
    ``arrival``: fresh at each call; it stands in the row when this call stored it.
    """
    now = site.clock.now().replace(microsecond=0)
    row = models.LeftCopy(
        **columns(sealed),
        kiosk=kiosk,
        write_digest=write_digest,
        procedure=procedure,
        number_mark=number_mark,
        arrival=arrival,
        received_at=now,
        expires_at=_until(sealed.sealed_at, now),
        apart=kiosk.revoked_at is not None,
    )
    models.LeftCopy.objects.bulk_create([row], ignore_conflicts=True)
    stored = models.LeftCopy.objects.get(ward=site.ward, dossier_id=sealed.dossier_id)
    if stored.arrival == arrival:
        call_back(site)
    return stored


def living(site: Site) -> QuerySet[models.LeftCopy]:
    """Return the copies that there are, newest first."""
    rows = models.LeftCopy.objects.filter(ward=site.ward, ended="", expires_at__gt=site.clock.now())
    return rows.select_related("kiosk").order_by("-received_at", "-pk")


def call_back(site: Site) -> int:
    """End the copies whose saved visit has been deleted or filed, under their own ticket or a later one.

    Those go, too, whose place a copy of what was saved later has taken.

    Return how many went. Asked at every arrival, deletion and purge.
    """
    dead = models.Draft.objects.filter(ward=site.ward, dead=True).values("ticket_id")
    rows = models.LeftCopy.objects.filter(ward=site.ward, ended="", ticket_id__in=dead)
    gone = [row.pk for row in rows.defer("sealed") if _is_called_back(site, row)]
    return _end(site, models.LeftCopy.objects.filter(pk__in=gone), models.LeftCopy.Ended.PERSON)


def delete_copy(site: Site, officer: models.Officer, row: models.LeftCopy) -> bool:
    """Delete a copy, on record; False where nothing was left of it."""
    with transaction.atomic():
        living_one = models.LeftCopy.objects.filter(pk=row.pk, ended="")
        if not _end(site, living_one, models.LeftCopy.Ended.OFFICER):
            return False
        models.AccessLog.objects.create(
            ward=site.ward,
            left_copy=row,
            officer=officer,
            what=models.AccessLog.What.DELETED,
            at=site.clock.now(),
        )
    return True


def purge_copies(site: Site) -> int:
    """Delete what has been kept for its time or was called back; return how many copies went."""
    old = models.LeftCopy.objects.filter(ward=site.ward, ended="", expires_at__lte=site.clock.now())
    return _end(site, old, models.LeftCopy.Ended.EXPIRED) + call_back(site)


def _end(site: Site, rows: QuerySet[models.LeftCopy], why: str) -> int:
    ended = rows.filter(ended="").update(
        ended=why, ended_at=site.clock.now(), sealed=b"", ticket_id="", write_digest=b"", number_mark=""
    )
    if ended:
        log.info("copies ended=%s count=%s", why, ended)
    return int(ended)


def _is_called_back(site: Site, copy: models.LeftCopy) -> bool:
    """Tell whether its saved visit has been deleted or filed since, under its ticket or the last of its heirs, or has
    left a copy of its own under one of them.
    """
    drafts = models.Draft.objects.filter(ward=site.ward, dead=True).defer("ciphertext")
    draft = drafts.filter(ticket_id=copy.ticket_id).first()
    if draft is None or bytes(draft.write_digest) != bytes(copy.write_digest):
        return False
    for _ in range(_MOST_HEIRS):
        if draft is None or not draft.heir:
            break
        if models.LeftCopy.objects.filter(ward=site.ward, ended="", ticket_id=draft.heir).exists():
            return True
        draft = drafts.filter(ticket_id=draft.heir).first()
    return draft is not None and not draft.heir


def _until(sealed_at: str, now: datetime) -> datetime:
    """Return when the time of keeping is over, whatever a kiosk's clock says not later than if it were left now."""
    left = datetime.fromisoformat(sealed_at).astimezone(VIETNAM)
    return min(left, now) + KEPT_FOR
