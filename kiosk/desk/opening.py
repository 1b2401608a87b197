"""Opening dossiers and copies for an officer. Who looked is on record before anything is decrypted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Generic, TypeVar

from kiosk.desk import models
from kiosk.desk.envelopes import envelope
from kiosk.desk.site import Site
from kiosk.dossier.errors import DossierError
from kiosk.wire.dossier import Answered, Dossier

R = TypeVar("R", models.Dossier, models.LeftCopy)


@dataclass(frozen=True, slots=True)
class Opened(Generic[R]):
    """A row of the database and, while this value lives, what was in it. ``plain`` None: no key fits."""

    row: R
    plain: Dossier | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """The answers that belong together on the official form."""

    name: str
    answers: tuple[Answered, ...] = field(repr=False)


def open_rows(site: Site, officer: models.Officer, rows: Sequence[R], what: str) -> list[Opened[R]]:
    """Return the rows opened, after one access record for each has been committed."""
    at = site.clock.now()
    models.AccessLog.objects.bulk_create(
        models.AccessLog(ward=site.ward, officer=officer, what=what, at=at, **_whose(row)) for row in rows
    )
    return [Opened(row, _plain(site, row)) for row in rows]


def sections(plain: Dossier) -> list[Section]:
    """Return the answers in their order, those of one section together."""
    first_seen = {answer.section: None for answer in plain.answers}
    ordered = sorted(plain.answers, key=lambda answer: list(first_seen).index(answer.section))
    return [
        Section(name, tuple(answers)) for name, answers in groupby(ordered, key=lambda answer: answer.section)
    ]


def _whose(row: models.Dossier | models.LeftCopy) -> dict[str, models.Dossier | models.LeftCopy]:
    return {"left_copy" if isinstance(row, models.LeftCopy) else "dossier": row}


def _plain(site: Site, row: models.Dossier | models.LeftCopy) -> Dossier | None:
    try:
        return site.keys.open(envelope(row))
    except DossierError:
        return None
