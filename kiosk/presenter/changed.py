"""What a helper has changed or written, as the resident sees and hears it before confirming."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.presenter.masking import hidden, masked, quiet, shown_answer
from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Row
from kiosk.procedures.types import Question
from kiosk.visit.answering import Line, changed_lines, lines, replaced_lines
from kiosk.visit.noting import note_lines
from kiosk.visit.states import Given

WAS = "was:"
"""Before the question, in the id of the row that tells what stood there before."""


def rows_of(stage: Stage, row_of: Callable[[Line], Row], *, first: bool) -> tuple[Row, ...]:
    """Return all answers as rows, below each the one whose place it took, and the note to the officer last.

    ``first``: what was changed comes before all else.
    """
    procedure = stage.procedure
    if procedure is None:
        return ()
    changed = changed_lines(procedure, stage.visit.asked)
    replaced = replaced_lines(procedure, stage.visit.asked)
    read = list(lines(procedure, stage.visit.asked))
    if first:
        read.sort(key=lambda line: line.question.id not in changed)
    found: list[Row] = []
    for line in read:
        row = row_of(line)
        found.append(_marked(row) if line.question.id in changed else row)
        if line.question.id in replaced:
            found.append(_before(stage, line.question, row))
    return (*found, *_note(stage))


def told_of_changes(stage: Stage) -> str:
    """Say who has changed how much, "" for nothing."""
    procedure, asked = stage.procedure, stage.visit.asked
    count = len(changed_lines(procedure, asked)) if procedure else 0
    if not count:
        return ""
    name = (asked.changed_by or stage.say("changed.somebody")).replace(" ", "\u00a0")
    return stage.say("changed.some", name=name, count=count)


def value_before(stage: Stage, row: str) -> str:
    """Return what a row tells that stood there before, unmasked; "" for any other row."""
    procedure = stage.procedure
    if not row.startswith(WAS) or procedure is None:
        return ""
    name = row.removeprefix(WAS)
    question = next((one for one in procedure.questions if one.id == name), None)
    return _said(stage, question) if question is not None else ""


def _marked(row: Row) -> Row:
    return Row(**{**{name: getattr(row, name) for name in row.__struct_fields__}, "mark": "doubt"})


def _before(stage: Stage, question: Question, row: Row) -> Row:
    before = stage.visit.asked.was.get(question.id, "")
    hide = hidden(stage, question)
    return Row(
        id=f"{WAS}{question.id}",
        label=stage.say("changed.was", label=row.label),
        value=masked(before) if hide else _said(stage, question),
        picture="",
        masked=hide,
        quiet=quiet(stage, question),
        section=row.section,
    )


def _said(stage: Stage, question: Question) -> str:
    before = stage.visit.asked.was.get(question.id, "")
    return shown_answer(stage, question, Given(before, "resident"), official=False)


def _note(stage: Stage) -> tuple[Row, ...]:
    pieces = note_lines(stage.visit.asked.note)
    return tuple(
        Row(
            id=f"note:{at}",
            label=stage.say("changed.note-more" if at else "changed.note"),
            value=piece,
            picture="" if at else "glyphs/edit",
        )
        for at, piece in enumerate(pieces)
    )
