"""What somebody has told, read back to them; what is nobody else's business only into their own ear.

A private answer is said in headphones, or after "read it to me", which shows it, too. Else it is told that it stands
there, and no more.
"""

from __future__ import annotations

import msgspec

from kiosk.presenter.changed import value_before
from kiosk.presenter.help_calls import PAGES
from kiosk.presenter.masking import shown_answer
from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Phrase, Row, ScreenView
from kiosk.procedures.types import Question
from kiosk.visit.states import State


def row_phrase(stage: Stage, row: Row) -> Phrase:
    """Return what is said of one line: label and value, or that the value is hidden, or where it stands."""
    lights = f"row:{row.id}"
    if not (row.masked or row.quiet):
        return phrase(stage, f"{row.label}: {row.value}" if row.label else row.value, lights)
    if stage.scene.headphones:
        value = _whole(stage, row)
        return msgspec.structs.replace(phrase(stage, f"{row.label}: {value}", lights), private=True)
    where = "review.masked-spoken" if row.masked else "review.quiet-spoken"
    return phrase(stage, stage.say(where, label=row.label), lights)


def told_phrase(stage: Stage) -> Phrase | None:
    """Return what was chosen just before, where this page is said for the first time; None for nothing."""
    visit = stage.visit
    kind, _, name = visit.told.partition(":")
    if not kind or visit.page or visit.slow:
        return None
    if kind == "loudness":
        return msgspec.structs.replace(
            phrase(stage, stage.say(f"told.loudness-{visit.loudness}")), at_once=True
        )
    if kind == "answer":
        return _answer_phrase(stage, name)
    words = _apart(stage, name) if kind == "apart" else _event(stage)
    return phrase(stage, stage.say("told.answer", answer=words)) if words else None


def number_phrase(stage: Stage, view: ScreenView) -> Phrase | None:
    """Return the large number in words: of the ticket, or of the account that is being compared; None for none."""
    if not view.big or view.layout == "countdown" or view.big in view.detail:
        return None
    if stage.visit.state in PAGES:
        return phrase(stage, stage.say("help.digits", digits=" ".join(filter(str.isdigit, view.big))))
    if stage.visit.state is State.STATUS:
        return phrase(stage, view.big)
    if stage.visit.state is not State.QUESTION:
        return phrase(stage, stage.say("told.number", number=view.big))
    if not stage.scene.headphones:
        return None
    return msgspec.structs.replace(phrase(stage, view.big), private=True)


def phrase(stage: Stage, text: str, lights: str = "") -> Phrase:
    """Return a phrase in the language of the screen."""
    return Phrase(text=text, language=stage.tongue, lights=lights)


def _whole(stage: Stage, row: Row) -> str:
    """Return the value of a masked row."""
    visit, question = stage.visit, _question(stage, row.id)
    if question is None:
        return value_before(stage, row.id) or row.value
    given = visit.asked.answers.get(row.id)
    if visit.state is State.CARD and visit.card is not None:
        given = next((fill.given for fill in visit.card.fills if fill.question == row.id), given)
    return shown_answer(stage, question, given, official=False)


def _answer_phrase(stage: Stage, name: str) -> Phrase | None:
    question, given = _question(stage, name), stage.visit.asked.answers.get(name)
    if question is None or given is None:
        return None
    private = bool(given.value) and (question.private or question.type == "bank_account")
    if private and not stage.scene.headphones:
        return None
    words = (
        shown_answer(stage, question, given, official=False)
        if given.value
        else stage.say("question.dont-know")
    )
    return msgspec.structs.replace(phrase(stage, stage.say("told.answer", answer=words)), private=private)


def _question(stage: Stage, name: str) -> Question | None:
    procedure = stage.procedure
    return next((one for one in procedure.questions if one.id == name), None) if procedure else None


def _event(stage: Stage) -> str:
    event = stage.visit.asked.life_event
    return next((stage.text(one.name) for one in stage.scene.catalogue.events if one.id == event), "")


def _apart(stage: Stage, name: str) -> str:
    asked = stage.visit.asked
    event = next((one for one in stage.scene.catalogue.events if one.id == asked.life_event), None)
    question = next((one for one in event.apart if one.id == name), None) if event else None
    if question is None:
        return ""
    return next((stage.text(one.label) for one in question.choices if one.id == asked.apart.get(name)), "")
