"""The workbench: one answer after the other opened beside the form, doubts settled, a note to the officer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kiosk.procedures.types import Procedure
from kiosk.visit.answering import asked_questions, is_open
from kiosk.visit.bench_events import (
    ChooseFiling,
    GoToNext,
    KeysOnGlass,
    OpenNote,
    SettleDoubt,
    Sought,
    WriteNote,
)
from kiosk.visit.checking import broken_rule
from kiosk.visit.doubting import doubts, settled
from kiosk.visit.effects import Audit
from kiosk.visit.filing_ways import filing_ways
from kiosk.visit.noting import cleaned
from kiosk.visit.room import bench_on
from kiosk.visit.states import Asked, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay


def is_at_bench(visit: Visit) -> bool:
    """Tell whether an answer is open that was opened from the workbench."""
    return visit.state is State.QUESTION and visit.returns_to is State.WORKBENCH


def beside_form(visit: Visit) -> bool:
    """Tell whether that answer is put in beside the form, and not on a page of its own with keys on the glass."""
    return is_at_bench(visit) and not visit.keys_on_glass


def opened(context: Context, visit: Visit, question: str) -> Step:
    """Open one answer; whoever opens what is missing, or doubtful, is led from there to the next such one."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    questions = {one.id: one for one in asked_questions(procedure, visit.asked)}
    if question not in questions:
        return refuse(visit, "not-asked")
    run: Sought | None = "doubt" if question in doubts(context, visit) else None
    run = "missing" if is_open(questions[question], visit.asked) else run
    asked = replace(visit.asked, asking=question)
    return go(visit, State.QUESTION, asked=asked, returns_to=State.WORKBENCH, run=run or "", noting=False)


def after_answer_at_bench(context: Context, visit: Visit, question: str) -> Step:
    """Open the next of what is gone through; else back to the form, where this answer stands."""
    broken = broken_rule(context, visit)
    following = _next(context, visit, visit.run, question) if visit.run and broken is None else None
    if following is not None:
        return opened(context, visit, following)
    page = page_of(context, visit, question)
    return go(visit, State.WORKBENCH, returns_to=None, run="", complaint=broken, page=page)


def page_of(context: Context, visit: Visit, question: str) -> int:
    """Return the page of the form on which an answer stands; papers come after all answers."""
    procedure = context.catalogue.procedures[visit.asked.procedure]
    places = [one.id for one in asked_questions(procedure, visit.asked)]
    at = places.index(question) if question in places else 0
    return at // bench_on(context.screen)


@on(GoToNext, State.WORKBENCH, State.QUESTION)
def go_to_next(context: Context, visit: Visit, event: GoToNext) -> Step:
    """Open the next answer that is missing or doubtful, after the last one the first."""
    if visit.state is State.QUESTION and not is_at_bench(visit):
        return refuse(visit, "not-now")
    after = visit.asked.asking if visit.state is State.QUESTION else ""
    following = _next(context, visit, event.sought, after)
    if following is None:
        return refuse(visit, "not-asked")
    return opened(context, visit, following)


def _next(context: Context, visit: Visit, sought: str, after: str) -> str | None:
    procedure = context.catalogue.procedures[visit.asked.procedure]
    wanted: Collection[str] = doubts(context, visit)
    if sought == "missing":
        wanted = _missing(procedure, visit.asked)
    order = [one.id for one in asked_questions(procedure, visit.asked)]
    at = order.index(after) + 1 if after in order else 0
    return next((name for name in (*order[at:], *order[:at]) if name in wanted), None)


def _missing(procedure: Procedure, asked: Asked) -> frozenset[str]:
    return frozenset(one.id for one in asked_questions(procedure, asked) if is_open(one, asked))


@on(SettleDoubt, State.WORKBENCH, State.QUESTION)
def settle(context: Context, visit: Visit, event: SettleDoubt) -> Step:
    """The helper has asked: the answer is right. Who said so goes on record, by the question alone."""
    if visit.state is State.QUESTION and not is_at_bench(visit):
        return refuse(visit, "not-now")
    doubt = doubts(context, visit).get(event.question)
    if doubt is None:
        return refuse(visit, "not-asked")
    record = Audit("doubt-settled", event.question)
    visit = replace(visit, asked=settled(visit, event.question, doubt))
    if visit.state is State.WORKBENCH:
        return stay(visit, record, complaint=None)
    after = after_answer_at_bench(context, visit, event.question)
    return Step(after.visit, (record, *after.effects))


@on(OpenNote, State.WORKBENCH)
def open_note(_: Context, visit: Visit, __: OpenNote) -> Step:
    """Write to the officer, beside the form."""
    return stay(visit, noting=True, complaint=None, revealed="")


@on(WriteNote, State.WORKBENCH)
def write_note(_: Context, visit: Visit, event: WriteNote) -> Step:
    """Keep the note; the resident hears it before anything is filed."""
    if not visit.noting:
        return refuse(visit, "not-asked")
    note = cleaned(event.text)
    record = (Audit("note-written"),) if note != visit.asked.note else ()
    asked = replace(visit.asked, note=note, changed_by=visit.helper.shown_name if visit.helper else "")
    return stay(visit, *record, asked=asked, noting=False)


@on(KeysOnGlass, State.QUESTION)
def keys_on_glass(_: Context, visit: Visit, __: KeysOnGlass) -> Step:
    """Put answers in on a page of their own."""
    return stay(visit, keys_on_glass=True) if beside_form(visit) else refuse(visit, "not-now")


@on(ChooseFiling, State.WORKBENCH)
def choose_filing(context: Context, visit: Visit, event: ChooseFiling) -> Step:
    """File it this way; the resident hears which one before they confirm."""
    if event.way not in filing_ways(context, visit):
        return refuse(visit, "not-asked")
    return stay(visit, Audit("filing-chosen", event.way), filed_by=event.way)
