"""Which question comes next, and what the answers amount to."""

from __future__ import annotations

from msgspec import Struct

from kiosk.procedures import Catalogue, answers
from kiosk.procedures.types import PaperNeeded, Procedure, Question
from kiosk.texts import DRAFTED
from kiosk.visit.noting import note_lines
from kiosk.visit.states import Asked, Given


def values(asked: Asked) -> dict[str, str]:
    """Return the machine values of all answers by question id, whether they still apply or not."""
    return {name: given.value for name, given in asked.answers.items()}


def asked_questions(procedure: Procedure, asked: Asked) -> tuple[Question, ...]:
    """Return the questions that apply as the answers stand, in order."""
    return answers.asked(procedure, values(asked), asked.apart)


def known_to(procedure: Procedure, asked: Asked) -> dict[str, str]:
    """Return what a condition may ask for, by question id: sibling answers, and answers that still apply."""
    told = values(asked)
    applying = (question.id for question in asked_questions(procedure, asked))
    return {**asked.apart, **{name: told[name] for name in applying if name in told}}


def needed_papers(procedure: Procedure, asked: Asked) -> tuple[PaperNeeded, ...]:
    """Return the papers that are needed as far as the answers tell.

    One that depends on an open question is not asked about yet: nobody who never married is asked for a divorce
    judgment. It comes up once its question has been answered.
    """
    known = known_to(procedure, asked)
    return tuple(
        paper
        for paper in procedure.papers
        if all(known.get(condition.question) in condition.among for condition in paper.when)
    )


def papers_to_mark(procedure: Procedure, asked: Asked) -> tuple[PaperNeeded, ...]:
    """Return the papers of which it is asked whether they are here; those that wait at a home are not."""
    return needed_papers(procedure, asked) if procedure.home is None else ()


def unmarked_paper(procedure: Procedure, asked: Asked) -> int | None:
    """Return the place of the first needed paper that nobody has said "have" or "don't have" to; None: all said."""
    papers = papers_to_mark(procedure, asked)
    return next((at for at, paper in enumerate(papers) if paper.id not in asked.papers), None)


def next_question(procedure: Procedure, asked: Asked, after: str) -> Question | None:
    """Return the question that follows ``after``; None: that was the last."""
    order = [q.id for q in procedure.questions]
    place = order.index(after) if after in order else -1
    later = (q for q in asked_questions(procedure, asked) if order.index(q.id) > place)
    return next(later, None)


def previous_question(procedure: Procedure, asked: Asked, before: str) -> Question | None:
    """Return the question before ``before``; None: that was the first."""
    order = [q.id for q in procedure.questions]
    place = order.index(before) if before in order else len(order)
    earlier = [q for q in asked_questions(procedure, asked) if order.index(q.id) < place]
    return earlier[-1] if earlier else None


def first_open(procedure: Procedure, asked: Asked) -> Question | None:
    """Return the first question that has no answer yet ("don't know" is one where it is allowed)."""
    return next((q for q in asked_questions(procedure, asked) if is_open(q, asked)), None)


def is_open(question: Question, asked: Asked) -> bool:
    """True when the question has not been answered, or only with "don't know" where that does not do."""
    given = asked.answers.get(question.id)
    return given is None or (not given.value and not question.optional)


class Line(Struct, frozen=True):
    """One question and its answer, for reading back."""

    question: Question
    given: Given | None


def lines(procedure: Procedure, asked: Asked) -> tuple[Line, ...]:
    """Return every question that applies with its answer, in order."""
    return tuple(Line(q, asked.answers.get(q.id)) for q in asked_questions(procedure, asked))


def rows_confirmed(rows: int, language: str) -> int:
    """Return how many answers stand on a page to be confirmed: one less where its question is there twice.

    A language whose texts are drafts has the Vietnamese question beside its own.
    """
    return max(1, rows - (language in DRAFTED))


def changed_lines(procedure: Procedure, asked: Asked) -> frozenset[str]:
    """Return which of the questions that apply a helper has changed or filled."""
    return asked.changed & {question.id for question in asked_questions(procedure, asked)}


def replaced_lines(procedure: Procedure, asked: Asked) -> frozenset[str]:
    """Return which of them the resident had answered: each has what stood before on a line below."""
    return frozenset(one for one in changed_lines(procedure, asked) if asked.was.get(one))


def last_page(procedure: Procedure, asked: Asked, rows: int) -> int:
    """Return the number of the last page, from 0, on which the answers are read back, ``rows`` a page.

    What a helper has put in the place of another answer takes two, what one has written to the officer comes last.
    """
    answers = len(asked_questions(procedure, asked)) + len(replaced_lines(procedure, asked))
    return max(0, (answers + len(note_lines(asked.note)) - 1) // rows)


def applicant_birth_year(catalogue: Catalogue, asked: Asked) -> int:
    """Return the applicant's year of birth as far as answered, else 0."""
    procedure = catalogue.procedures.get(asked.procedure)
    if procedure is None or procedure.applicant is None:
        return 0
    given = asked.answers.get(procedure.applicant.birth_date)
    year = given.value[:4] if given else ""
    return int(year) if year.isdigit() else 0
