"""Taking counts in: each batch once, whatever is sent again."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from typing import Any, Final

import msgspec
from django.db import transaction
from django.db.models import F, Model

from kiosk.clock import VIETNAM
from kiosk.desk import models
from kiosk.desk.answering import NotAnswered, is_fresh
from kiosk.desk.intake import is_id, known_kiosk, public_key
from kiosk.desk.site import Site
from kiosk.dossier.count_words import digest, sign_counted
from kiosk.dossier.draft_words import check_asking
from kiosk.wire.counts import CELLS_AT_MOST, Counts, CountsReply, Ends, Opinions

log = logging.getLogger(__name__)
_POINT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_CODE: Final = re.compile(r"[A-Za-z0-9._-]{0,32}")
_MOST: Final = 100_000
"""Visits of one kind in one hour; more are no kiosk of ours."""
_HOURS: Final = range(24)
_OLDEST: Final = timedelta(days=800)
_AHEAD: Final = timedelta(days=2)
"""So far a kiosk's clock may go wrong, and what it counts still stands in a month that somebody looks at."""


def answer_counts(site: Site, counts: Counts) -> CountsReply | NotAnswered:
    """Return the desk's signed word that the batch is counted. NotAnswered: refused, stale, garbage."""
    kiosk = known_kiosk(site, counts.kiosk_id)
    if kiosk is None or kiosk.revoked_at is not None or not check_asking(counts, public_key(kiosk)):
        return NotAnswered("refused")
    if not is_fresh(counts.asked_at, site.clock.now()):
        return NotAnswered("stale")
    today = site.clock.now().astimezone(VIETNAM).date()
    if not _fits(counts, today) or not _count(site, kiosk, counts, today):
        return NotAnswered("garbage")
    return sign_counted(counts, site.keys.signer)


def _count(site: Site, kiosk: models.Kiosk, counts: Counts, today: date) -> bool:
    """Count a batch that was not counted before; False where another content came under its id."""
    told = digest(counts)
    with transaction.atomic():
        # Held until the end: of two that bring the same batch at once the second finds it counted.
        models.Kiosk.objects.select_for_update().get(pk=kiosk.pk)
        row, new = models.CountBatch.objects.get_or_create(
            kiosk=kiosk,
            batch_id=counts.batch_id,
            defaults={"ward": site.ward, "sha256": told, "received_on": today},
        )
        if new:
            for end in counts.ends:
                _add(models.VisitCount, site, kiosk, end)
            for opinion in counts.opinions:
                _add(models.OpinionCount, site, kiosk, opinion)
    if new:
        log.info("counts taken cells=%s", len(counts.ends) + len(counts.opinions))
    return bytes(row.sha256) == told


def _add(table: type[Model], site: Site, kiosk: models.Kiosk, cell: Ends | Opinions) -> None:
    of: dict[str, Any] = msgspec.structs.asdict(cell.of)
    of["day"] = date.fromisoformat(cell.of.day)
    row, _ = table._default_manager.get_or_create(kiosk=kiosk, **of, defaults={"ward": site.ward})  # noqa: SLF001
    table._default_manager.filter(pk=row.pk).update(count=F("count") + cell.count)  # noqa: SLF001


def _fits(counts: Counts, today: date) -> bool:
    """Tell whether all of it fits into the columns; a kiosk of ours says nothing else."""
    few = max(len(counts.ends), len(counts.opinions)) <= CELLS_AT_MOST
    screens = all(end.of.screen and _CODE.fullmatch(end.of.screen) for end in counts.ends)
    cells: tuple[Ends | Opinions, ...] = (*counts.ends, *counts.opinions)
    return is_id(counts.batch_id) and few and screens and all(_cell_fits(cell, today) for cell in cells)


def _cell_fits(cell: Ends | Opinions, today: date) -> bool:
    of = cell.of
    try:
        day = date.fromisoformat(of.day)
    except ValueError:
        return False
    return (
        today - _OLDEST <= day <= today + _AHEAD
        and of.hour in _HOURS
        and 0 < cell.count <= _MOST
        and _POINT.fullmatch(of.point) is not None
        and _CODE.fullmatch(of.procedure) is not None
    )
