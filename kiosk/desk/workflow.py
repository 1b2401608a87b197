"""What an officer may do with a dossier: set its status, code and note, or take it out of quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from kiosk.clock import VIETNAM
from kiosk.desk import models, words
from kiosk.desk.site import Site
from kiosk.procedures.deadlines import Due, due, due_date
from kiosk.procedures.types import Time
from kiosk.wire.dossier import Dossier
from kiosk.wire.dossier_code import is_usual

CODE_LENGTH = 40
NOTE_LENGTH = 120
"""Letters that stand on a kiosk's screen beside the rest."""
MOST_TO_PAY = 999_999_999

Refusal = Literal[
    "status",
    "note-needed",
    "missing-needed",
    "amount-needed",
    "amount",
    "note-long",
    "code-long",
    "changed",
    "quarantined",
]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer asks for. ``version`` is the dossier's as the officer saw it."""

    status: int
    dossier_code: str
    note: str
    version: int
    missing: tuple[tuple[str, str], ...] = ()
    """Under status 5: id and official name of each paper that was ticked."""
    to_pay: int = 0
    """Under status 6: đồng, 0 for no amount; below 0 what is no amount."""


@dataclass(frozen=True, slots=True)
class Done:
    """The wish was carried out; ``changed`` False when everything stood so already."""

    changed: bool
    odd_code: bool


@dataclass(frozen=True, slots=True)
class NotDone:
    """The wish was not carried out, and why."""

    reason: Refusal


def set_status(
    site: Site, officer: models.Officer, row: models.Dossier, wish: Wish, working_days: int | None
) -> Done | NotDone:
    """Carry out the wish in one transaction with its history.

    ``working_days`` is the dossier's own promise; entering status 2 counts it from now (after 15:00: from
    the next working day). None leaves the date open.
    """
    reason = _refusal(row, wish)
    if reason:
        return NotDone(reason)
    odd = bool(wish.dossier_code) and not is_usual(wish.dossier_code)
    said = _said(wish)
    if all(getattr(row, name) == value for name, value in said.items()):
        return Done(changed=False, odd_code=odd)
    now = site.clock.now()
    due = _due(site, row, wish.status, now, working_days)
    values = {**said, "due_date": due}
    return (
        Done(changed=True, odd_code=odd)
        if _write(site, officer, row, wish.version, values)
        else NotDone("changed")
    )


def _said(wish: Wish) -> dict[str, object]:
    """Return the columns of a wish; what belongs to another status is not kept."""
    return {
        "status": wish.status,
        "dossier_code": wish.dossier_code,
        "note": wish.note,
        "missing": [list(paper) for paper in wish.missing] if wish.status == words.MISSING else [],
        "to_pay": wish.to_pay if wish.status == words.TO_PAY else 0,
    }


def both_dates(site: Site, row: models.Dossier, plain: Dossier) -> Due:
    """Return the ward's day and the law's, side by side: counted from reception, else as if received now."""
    received = row.changes.filter(status=words.RECEIVED, due_date=row.due_date).order_by("at", "pk").first()
    when = received.at if received and row.due_date else site.clock.now()
    given = Time(statute=plain.statute_days, promise=plain.working_days)
    return due(when.astimezone(VIETNAM), given, site.settings.calendar().works)


def release(site: Site, officer: models.Officer, row: models.Dossier, version: int) -> Done | NotDone:
    """Take a dossier out of quarantine into the normal list, on record."""
    if row.state != models.Dossier.State.QUARANTINED:
        return Done(changed=False, odd_code=False)
    done = _write(site, officer, row, version, {"state": models.Dossier.State.NORMAL}, released=True)
    return Done(changed=True, odd_code=False) if done else NotDone("changed")


def _refusal(row: models.Dossier, wish: Wish) -> Refusal | None:
    if row.state == models.Dossier.State.QUARANTINED:
        return "quarantined"
    if wish.status not in words.STATUS:
        return "status"
    if len(wish.dossier_code) > CODE_LENGTH:
        return "code-long"
    if len(wish.note) > NOTE_LENGTH:
        return "note-long"
    if wish.status == words.TO_PAY and not 0 <= wish.to_pay <= MOST_TO_PAY:
        return "amount"
    if wish.status in words.NEEDS_NOTE and not (wish.note or _speaks_for_itself(wish)):
        return _WANTING.get(wish.status, "note-needed")
    return "changed" if wish.version != row.version else None


_WANTING: dict[int, Refusal] = {words.MISSING: "missing-needed", words.TO_PAY: "amount-needed"}


def _speaks_for_itself(wish: Wish) -> bool:
    """Tell whether the resident knows without a note what to bring, or how much to pay."""
    said = _said(wish)
    return bool(said["missing"] or said["to_pay"])


def _due(
    site: Site, row: models.Dossier, status: int, now: datetime, working_days: int | None
) -> date | None:
    if status in words.WITHOUT_DUE_DATE:
        return None
    if status != words.RECEIVED or row.status == words.RECEIVED:
        kept: date | None = row.due_date
        return kept
    if working_days is None:
        return None
    return due_date(now, working_days, site.settings.calendar().works)


def _write(
    site: Site,
    officer: models.Officer,
    row: models.Dossier,
    version: int,
    values: dict[str, object],
    *,
    released: bool = False,
) -> bool:
    """Write if nobody else has since ``version``; return whether it was written. ``row`` is refreshed."""
    now = site.clock.now()
    with transaction.atomic():
        mine = models.Dossier.objects.filter(ward=site.ward, pk=row.pk, version=version)
        if not mine.update(**values, version=version + 1, updated_at=now, updated_by=officer):
            return False
        row.refresh_from_db()
        models.StatusChange.objects.create(
            ward=site.ward,
            dossier=row,
            officer=officer,
            at=now,
            status=row.status,
            dossier_code=row.dossier_code,
            due_date=row.due_date,
            note=row.note,
            missing=row.missing,
            to_pay=row.to_pay,
            released=released,
        )
    return True
