"""Every screen of the workbench of a procedure, and what a helper has changed as the resident sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.procedures.types import Procedure
from kiosk.visit.states import Asked, Complaint, Given, State, Visit

_CHANGED: Final = 3
"""Answers that a helper has changed, of those shown."""
_NOTE: Final = "Ba đi biển chưa về, má đi khai. Giấy chứng sinh ghi tắt tên bệnh viện, đã hỏi lại."


def of_bench(visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield each question put in beside the form, the note, and what the resident sees of changes."""
    at = replace(visit, returns_to=State.WORKBENCH)
    for question in procedure.questions:
        opened = replace(at, state=State.QUESTION, asked=replace(visit.asked, asking=question.id))
        yield from (opened, replace(opened, complaint=Complaint("still-missing")))
    yield replace(visit, state=State.WORKBENCH, noting=True)
    asked = _helped(visit.asked, procedure)
    yield replace(visit, state=State.WORKBENCH, asked=asked)
    yield replace(visit, state=State.CONFIRM, asked=asked)
    yield replace(visit, state=State.REVIEW, asked=asked, helper=None)


def _helped(asked: Asked, procedure: Procedure) -> Asked:
    """Return what was told, some of it changed by a helper who has written to the officer, too."""
    names = [question.id for question in procedure.questions[:_CHANGED]]
    answers = {name: Given("", "helper") for name in names}
    was = dict.fromkeys(names, "")
    return replace(
        asked, answers=answers, changed=frozenset(names), was=was, changed_by="Anh Tài", note=_NOTE
    )
