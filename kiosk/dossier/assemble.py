"""From a visit to the dossier that is sealed: answers, papers, applicant, helper, consents."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from kiosk.ids import DossierId, KioskId, ProcedureCode
from kiosk.procedures.lists import Lists
from kiosk.procedures.readers import RELATIVE
from kiosk.procedures.shown import shown_official
from kiosk.procedures.types import Procedure, Question
from kiosk.texts import Texts
from kiosk.visit.answering import Line, lines, papers_to_mark
from kiosk.visit.kinds import RealVisit, must_be_real
from kiosk.visit.states import Asked, Helper
from kiosk.wire.dossier import (
    SCHEMA,
    Answered,
    Attachment,
    Channel,
    ConsentGiven,
    Dossier,
    Helped,
    OnBehalf,
    Paper,
    Person,
)


class Origin(Struct, frozen=True):
    """Where and when a dossier is made."""

    dossier_id: DossierId
    kiosk_id: KioskId
    point: str
    number: str
    made_at: datetime
    helper: Helper | None
    working_days: int | None
    statute_days: int | None
    write_digest: bytes = b""
    """As of wire.dossier.Dossier."""


class Words(Struct, frozen=True):
    """What answers are put into official words by."""

    texts: Texts
    lists: Lists

    def official(self, question: Question, value: str) -> str:
        """Return an answer as paper and desk read it."""
        return shown_official(question, value, self.texts, self.lists)


def assemble(
    visit: RealVisit,
    procedure: Procedure,
    origin: Origin,
    channel: Channel,
    words: Words,
    *,
    attachments: tuple[Attachment, ...] = (),
) -> Dossier:
    """Return the whole application. Answers to questions that no longer apply stay out. Raises WrongKind."""
    visit = must_be_real(visit)
    read = lines(procedure, visit.asked)
    return Dossier(
        schema=SCHEMA,
        dossier_id=origin.dossier_id,
        kiosk_id=origin.kiosk_id,
        point=origin.point,
        number=origin.number,
        language=visit.language,
        procedure=ProcedureCode(procedure.code),
        procedure_name=procedure.official,
        answers=answered(procedure, read, words, visit.asked),
        papers=tuple(
            Paper(paper=paper.id, label=paper.official, has=visit.asked.papers.get(paper.id, False))
            for paper in papers_to_mark(procedure, visit.asked)
        ),
        attachments=attachments,
        applicant=_applicant(procedure, visit, words),
        helped=_helped(origin.helper),
        consents=_consents(visit),
        channel=channel,
        made_at=origin.made_at.isoformat(timespec="seconds"),
        working_days=origin.working_days,
        statute_days=origin.statute_days,
        write_digest=origin.write_digest,
        note_to_officer=visit.asked.note,
        on_behalf=_on_behalf(visit),
        portal_code=visit.portal.code if channel == "portal" else "",
    )


def answered(
    procedure: Procedure, read: tuple[Line, ...], words: Words, asked: Asked
) -> tuple[Answered, ...]:
    """Return every answer that was given as the officer reads it."""
    return tuple(_answered(procedure, line, words, asked) for line in read if line.given is not None)


def _answered(procedure: Procedure, line: Line, words: Words, asked: Asked) -> Answered:
    question, given = line.question, line.given
    if given is None:
        raise ValueError("an open question has no answer")
    section = next((s.official for s in procedure.sections if s.id == question.section), question.section)
    return Answered(
        question=question.id,
        section=section,
        label=question.official,
        value=given.value,
        shown=words.official(question, given.value),
        by=given.by,
        was=_was(question, words, asked),
        doubted=question.id in asked.settled,
    )


def _was(question: Question, words: Words, asked: Asked) -> str:
    """Return what the resident had answered before a helper changed it; never a number of an account."""
    before = asked.was.get(question.id, "")
    if not before or question.type == "bank_account":
        return ""
    return words.official(question, before)


def _consents(visit: RealVisit) -> tuple[ConsentGiven, ...]:
    return tuple(
        ConsentGiven(purpose=c.purpose, at=c.at.isoformat(timespec="seconds"), how=c.how)
        for c in visit.consents
    )


def _applicant(procedure: Procedure, visit: RealVisit, words: Words) -> Person:
    part = procedure.applicant
    if part is None:
        raise ValueError("a form has an applicant")
    questions = {question.id: question for question in procedure.questions}

    def told(name: str, *, shown: bool = False) -> str:
        given = visit.asked.answers.get(name)
        if given is None or not given.value:
            return ""
        return words.official(questions[name], given.value) if shown else given.value

    return Person(
        name=told(part.name),
        personal_number=told(part.personal_number),
        birth_date=told(part.birth_date),
        phone=told(part.phone).removeprefix(RELATIVE),
        relationship=told(part.relationship, shown=True),
    )


def _on_behalf(visit: RealVisit) -> OnBehalf | None:
    absent = visit.absent
    if absent is None or not (absent.asked_by and absent.relation and absent.authorisation):
        return None
    return OnBehalf(asked_by=absent.asked_by, relation=absent.relation, authorisation=absent.authorisation)


def _helped(helper: Helper | None) -> Helped | None:
    if helper is None:
        return None
    return Helped(helper=helper.id, name=helper.full_name, team=helper.team, override=bool(helper.override))
