"""The screens of the questions: choices, keys, numbers, dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, cast

from kiosk.presenter.due import due_picture, due_words
from kiosk.presenter.in_parts import IN_PARTS, part_fields
from kiosk.presenter.paging import paged
from kiosk.presenter.scene import LATIN_FIRST, Fields, Stage
from kiosk.presenter.view import Button, Entry, Script
from kiosk.procedures.coming import ANY_DAY, coming_days
from kiosk.procedures.naming import completed, likely_words
from kiosk.procedures.types import Question, Rule
from kiosk.texts.dates import date_words, weekday
from kiosk.visit.events import Answer, Type

_KINDS: dict[str, tuple[str, str]] = {
    "full_name": ("keyboard", "name"),
    "text": ("keyboard", "text"),
    "document_number": ("keyboard", "text"),
    "date": ("date", "date"),
    "year": ("date", "year"),
    "time": ("numbers", "time"),
    "personal_number": ("numbers", "personal_number"),
    "count": ("numbers", "count"),
}
CHOSEN: Final = frozenset({"choice", "yes_no", "relationship", "attachment", "coming_day"})
"""Types whose answers stand there to be touched."""
_GROUPS = {"personal_number": (4, 4, 4)}
_MOST = {"personal_number": 12, "count": 3, "time": 4, "name": 60, "text": 120}
_PAST: Final = frozenset({"not_future", "min_age"})
_YEARS_AHEAD: Final = 10
_EARLIEST: Final = 1900
_OF_LATE: Final = 10
"""Years: a rule that reaches back no further expects an answer of late."""
_DAYS_A_YEAR: Final = 365
EntryKind = Literal["name", "text", "personal_number", "count", "time", "date", "year"]


def question(stage: Stage) -> Fields:
    """Return one question on a page of its own."""
    asked = current(stage)
    fields: Fields = {
        "question": stage.text(asked.ask),
        "detail": stage.text(asked.hint),
        "picture": asked.picture,
        "banner": stage.complaint(),
    }
    if asked.type in IN_PARTS:
        return {**fields, **part_fields(stage, asked)}
    if asked.type in CHOSEN:
        return {**fields, "layout": "answers", **_paged(stage, asked)}
    layout, kind = _KINDS[asked.type]
    fields |= {"layout": layout, "entry": _entry(stage, asked, cast("EntryKind", kind))}
    if kind == "name":
        fields["suggestions"] = _likely_names(stage, asked)
    if asked.optional and layout != "date":
        fields["side_choices"] = (unknown(stage, asked),)
    return fields


def unknown(stage: Stage, asked: Question) -> Button:
    """Return the button that says that nobody knows."""
    event = Answer(asked.id, "")
    return stage.button("answer:unknown", "question.dont-know", event, picture="glyphs/dont-know")


def current(stage: Stage) -> Question:
    """Return the question on screen."""
    procedure = stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    return next(q for q in procedure.questions if q.id == stage.visit.asked.asking)


def _paged(stage: Stage, asked: Question) -> Fields:
    """Four answers a page; "don't know" may stand beside four as a fifth, unless something is told, too."""
    answers = _answers(stage, asked)
    most = stage.room.answers
    fits = asked.optional and len(answers) == most + 1 and stage.room.fifth and not stage.visit.complaint
    return paged(stage, answers, len(answers) if fits else most)


def _answers(stage: Stage, asked: Question) -> tuple[Button, ...]:
    given = stage.visit.asked.answers.get(asked.id)
    chosen = given.value if given else None
    return tuple(
        Button(
            id=f"answer:{value or 'unknown'}",
            text=text,
            hint=hint,
            picture=picture,
            event=Answer(asked.id, value),
            state="chosen" if chosen == value else "rest",
        )
        for value, text, hint, picture in _offered(stage, asked)
    )


def _offered(stage: Stage, asked: Question) -> Iterator[tuple[str, str, str, str]]:
    """Yield value, words, hint and picture of everything that can be answered."""
    lists = stage.scene.catalogue.lists
    if asked.type == "yes_no":
        yield from ((name, stage.say(name), "", f"glyphs/{name}") for name in ("yes", "no"))
    elif asked.type == "attachment":
        yield "here", stage.say("attachment.here"), "", _paper_picture(stage, asked)
        yield "later", stage.say("attachment.later"), "", "wait"
    elif asked.type == "coming_day":
        yield from _days(stage)
    elif asked.type == "relationship":
        for name in asked.offer or lists.ids(asked.type):
            yield name, lists.label(asked.type, name, stage.tongue), "", lists.picture(asked.type, name)
    else:
        yield from ((c.id, stage.text(c.label), stage.text(c.hint), c.picture) for c in asked.choices)
    if asked.optional:
        yield "", stage.say("question.dont-know"), "", "glyphs/dont-know"


def _days(stage: Stage) -> Iterator[tuple[str, str, str, str]]:
    yield ANY_DAY, stage.say("coming-day.any"), "", "any-time"
    today = stage.scene.now.date()
    for day in coming_days(stage.scene.hours, today):
        name = weekday(stage.scene.texts, stage.tongue, day)
        plain = date_words(stage.scene.texts, stage.tongue, day, today)
        next_one = (day - today).days == 1
        words, hint = (stage.say("coming-day.tomorrow"), due_words(stage, day)) if next_one else (name, plain)
        yield day.isoformat(), words, hint[:1].upper() + hint[1:], due_picture(stage, day)


def _paper_picture(stage: Stage, asked: Question) -> str:
    papers = stage.procedure.papers if stage.procedure else ()
    return next((paper.picture for paper in papers if paper.id == asked.paper), asked.picture)


def _entry(stage: Stage, asked: Question, kind: EntryKind) -> Entry:
    given = stage.visit.asked.answers.get(asked.id)
    most = next((rule.most for rule in asked.rules if rule.rule == "length" and rule.most), 0)
    hidden = asked.private and stage.visit.helper_holds
    before = given.value if given else ""
    return Entry(
        question=asked.id,
        kind=kind,
        value="" if hidden else stage.visit.typed or before,
        live=kind == "name",
        most=most or _MOST.get(kind, 40),
        groups=_GROUPS.get(kind, ()),
        latest_year=latest_year(asked, stage.scene.now.year),
        earliest_year=earliest_year(asked, stage.scene.now.year),
        likely_year=likely_year(asked, stage.scene.now.year),
        scripts=_scripts(stage, asked, kind),
    )


def _scripts(stage: Stage, asked: Question, kind: EntryKind) -> tuple[Script, ...]:
    """Return the writings of an answer, the one to begin with first: numbers of papers are in Latin letters."""
    if kind != "text":
        return ("latin",)
    return LATIN_FIRST if asked.type == "document_number" else stage.scripts


def _likely_names(stage: Stage, asked: Question) -> tuple[Button, ...]:
    """Return words that the name may go on with; touching one types it, nothing is answered by it."""
    typed = stage.visit.typed
    given = asked.id in stage.visit.asked.answers
    if given and not typed:
        return ()
    words = likely_words(stage.scene.catalogue.lists.names, typed, stage.tongue)
    return tuple(
        Button(id=f"name:{word}", text=word, event=Type(asked.id, completed(typed, word))) for word in words
    )


def latest_year(asked: Question, this_year: int) -> int:
    """Return the last year offered: this one where a rule always bars later days, else one that a stay may end in."""
    past = any(rule.rule in _PAST and not (rule.warn or rule.when) for rule in asked.rules)
    return this_year if past else this_year + _YEARS_AHEAD


def earliest_year(asked: Question, this_year: int) -> int:
    """Return the first year offered: later than the usual one where a rule always bars earlier days."""
    barred = [_back(rule, this_year) for rule in asked.rules if not (rule.warn or rule.when)]
    return max([_EARLIEST, *barred])


def likely_year(asked: Question, this_year: int) -> int:
    """Return this year where a rule expects a day of late, even if it only warns; 0 where any may be meant."""
    back = max((_back(rule, this_year) for rule in asked.rules), default=0)
    return this_year if back >= this_year - _OF_LATE else 0


def _back(rule: Rule, this_year: int) -> int:
    """Return the first year in which a day can keep this rule, 0 where the rule doesn't tell."""
    if rule.rule == "within_days":
        return this_year - rule.days // _DAYS_A_YEAR - 1
    return this_year - rule.years - 1 if rule.rule == "max_age" else 0
