"""How a dossier stands to its promised day: in time, today, late; and which dossiers are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import QuerySet

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.site import Site
from kiosk.procedures.deadlines import days_late, last_worked_before, working_days_late


@dataclass(frozen=True, slots=True)
class Standing:
    """What the officer reads beside the promised day."""

    text: str
    tone: Literal["going", "look", "done"]
    """As of words.TONE."""


def standing(site: Site, row: models.Dossier) -> Standing | None:
    """Tell how it stands; None where no day is promised, or the promised day does not run."""
    if row.due_date is None:
        return None
    if row.status in words.FINISHED:
        return _finished(site, row, row.due_date)
    if row.status not in words.WAITS_FOR_THE_WARD:
        return None
    today, works = _today(site), site.settings.calendar().works
    if days_late(row.due_date, today, works):
        days = working_days_late(row.due_date, today, works)
        return Standing(words.LATE.format(days=days) if days else words.LATE_TODAY, "look")
    left = sum(works(today + timedelta(days=ahead)) for ahead in range(1, (row.due_date - today).days + 1))
    return Standing(words.IN_TIME.format(days=left) if left else words.DUE_TODAY, "going")


def late(site: Site, rows: QuerySet[models.Dossier]) -> QuerySet[models.Dossier]:
    """Narrow ``rows`` to what the ward has promised for a day that is over."""
    works = site.settings.calendar().works
    return rows.filter(
        status__in=words.WAITS_FOR_THE_WARD, due_date__lte=last_worked_before(_today(site), works)
    )


def _finished(site: Site, row: models.Dossier, due: date) -> Standing | None:
    """Tell whether it was done in time: counted to the act that first said so."""
    done = row.changes.filter(status__in=words.FINISHED).order_by("at", "pk").first()
    if done is None:
        return None
    day, works = done.at.astimezone(VIETNAM).date(), site.settings.calendar().works
    if not days_late(due, day, works):
        return Standing(words.DONE_IN_TIME, "done")
    return Standing(words.DONE_LATE.format(days=max(working_days_late(due, day, works), 1)), "look")


def _today(site: Site) -> date:
    return site.clock.now().astimezone(VIETNAM).date()
