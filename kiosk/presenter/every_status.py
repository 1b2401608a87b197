"""Every page of where a dossier is: each status, in time and late, with and without words, papers and a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from msgspec import structs

from kiosk.presenter.scene import Scene
from kiosk.presenter.whereabouts import KEPT_HERE, MISSING, PROCESSING, RETURNED, TO_PAY
from kiosk.procedures.types import Procedure
from kiosk.visit.reports import StatusFound
from kiosk.visit.states import State, Visit

NOTE: Final = (
    "Xin đem bản chánh có dấu đỏ, bản photo phường không nhận được. "
    "Gặp chị Thí Dụ ở quầy số ba, các buổi sáng."
)
"""Fictional, and about as long as an officer writes."""
_CODE: Final = "H13.05-261121-0007"


def of_statuses(scene: Scene, fresh: Visit) -> Iterator[Visit]:
    """Yield a visit at each of them."""
    for known in statuses_of(scene):
        yield replace(fresh, state=State.STATUS, status=known)
    # A ticket that was printed elsewhere was shown on the first screen.
    yield replace(fresh, state=State.LANGUAGES, behind=State.STATUS, status=known, language_open=True)


def statuses_of(scene: Scene) -> Iterator[StatusFound]:
    """Yield what may be known of a dossier."""
    forms = [one for one in scene.catalogue.procedures.values() if one.kind == "form"]
    code = forms[0].code if forms else ""
    usual = StatusFound("A 128", code, PROCESSING, "", "", "", "9:42, 21/11", fresh=True)
    for status in range(KEPT_HERE, RETURNED + 1):
        yield structs.replace(usual, status=status)
        yield structs.replace(usual, status=status, dossier_code=_CODE)
        if status != KEPT_HERE:
            yield structs.replace(usual, status=status, note=NOTE)
            yield structs.replace(usual, status=status, note=NOTE, fresh=False)
    for days in (-3, 3):
        day = (scene.now + timedelta(days=days)).date().isoformat()
        yield structs.replace(usual, due_date=day)
        yield structs.replace(usual, due_date=day, fresh=False)
    yield structs.replace(usual, status=TO_PAY, to_pay=200_000)
    for procedure in forms:
        yield from _missing(usual, procedure)


def _missing(usual: StatusFound, procedure: Procedure) -> Iterator[StatusFound]:
    """Yield a procedure's papers as missing: one, all, and one that the kiosk does not know."""
    papers = tuple(paper.id for paper in procedure.papers)
    known = structs.replace(usual, procedure=procedure.code, status=MISSING)
    for missing in dict.fromkeys((papers[:1], papers, ("elsewhere",))):
        yield structs.replace(known, missing=missing)
        yield structs.replace(known, missing=missing, note=NOTE, fresh=False)
