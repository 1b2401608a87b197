"""What nobody can ever reach: questions, papers and rules whose conditions contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kiosk.procedures.check.sheet import Said
from kiosk.procedures.check.siblings import Way
from kiosk.procedures.faults import Key
from kiosk.procedures.types import Condition, Procedure, Question

_NEVER = "is never reached: no answers make all of its conditions hold"


def unreachable(procedure: Procedure, ways: Sequence[Way]) -> Said:
    """Tell of each part whose ``when`` can't hold, whatever is answered.

    ``ways``: those of all tiles; the procedure's own are looked at. A condition holds when its question is
    asked, so what that question itself waits for counts too.
    """
    mine = [way for way in ways if procedure.code in way.codes]
    if not procedure.places():
        mine = [Way("", {}, (procedure.code,))]  # it begins elsewhere than on a tile
    if not mine:
        yield ("apart",), "no answers on any tile lead to this procedure"
        return
    questions = {question.id: question for question in procedure.questions}
    for place, question in enumerate(procedure.questions):
        at: Key = ("questions", place)
        if not _can_hold(question.when, questions, mine):
            yield (*at, "when"), f"this question {_NEVER}"
            continue
        for number, rule in enumerate(question.rules):
            if not _can_hold((*question.when, *rule.when), questions, mine):
                yield (*at, "rules", number, "when"), f"this rule {_NEVER}"
    for place, paper in enumerate(procedure.papers):
        if not _can_hold(paper.when, questions, mine):
            yield ("papers", place, "when"), f"this paper {_NEVER}"
    for place, order in enumerate(procedure.orders):
        ends = [*_when_of(order.first, questions), *_when_of(order.then, questions)]
        if not _can_hold((*order.when, *ends), questions, mine):
            yield ("orders", place), f"this rule {_NEVER}, or its two questions are never asked in one visit"


def _when_of(question_id: str, questions: Mapping[str, Question]) -> tuple[Condition, ...]:
    return questions[question_id].when if question_id in questions else ()


def _can_hold(
    conditions: Iterable[Condition], questions: Mapping[str, Question], ways: Sequence[Way]
) -> bool:
    """Tell whether some answers make all conditions hold together, on one of the ways here.

    Each condition allows some answers of one question; together they hold when each question keeps one.
    """
    open_ = list(conditions)
    allowed: dict[str, frozenset[str]] = {}
    while open_:
        each = open_.pop()
        if each.question not in allowed:
            open_ += _when_of(each.question, questions)
        allowed[each.question] = allowed.get(each.question, frozenset(each.among)) & frozenset(each.among)
        if not allowed[each.question]:
            return False
    before = {question: among for question, among in allowed.items() if question not in questions}
    return any(all(way.answers.get(question) in among for question, among in before.items()) for way in ways)
