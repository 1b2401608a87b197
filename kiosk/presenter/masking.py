"""What of an answer may be seen: masked until asked for."""

from __future__ import annotations

from kiosk.presenter.scene import Stage
from kiosk.procedures.shown import shown, shown_official
from kiosk.procedures.types import Question
from kiosk.texts.dates import printed_date
from kiosk.visit.states import Given, State

SHOWN_END = 4


def masked(value: str) -> str:
    """Return dots for all but the last four letters; short values are hidden wholly."""
    if len(value) <= SHOWN_END:
        return "••••"
    return f"•••• {value[-SHOWN_END:]}"


def beside(spoken: str, official: str) -> str:
    """Return the official name in quotation marks, to stand beside the spoken one; "" where it is the same."""
    return "" if official.casefold() == spoken.casefold() else f"“{official}”"


def shown_answer(stage: Stage, question: Question, given: Given | None, *, official: bool) -> str:
    """Return an answer in the screen's language, or as paper says it; empty when it is open."""
    if given is None:
        return ""
    texts, lists = stage.scene.texts, stage.scene.catalogue.lists
    if official:
        return shown_official(question, given.value, texts, lists)
    return shown(question, given.value, texts, stage.tongue, lists)


def hidden(stage: Stage, question: Question) -> bool:
    """Tell whether this answer is masked on the present screen."""
    visit = stage.visit
    if question.type == "bank_account" and visit.state is State.CONFIRM:
        return False  # compared digit by digit once more before it is sent
    if not question.private and question.type != "bank_account":
        return False
    if visit.helper_holds:
        return visit.revealed != question.id
    return not visit.unmasked


def quiet(stage: Stage, question: Question) -> bool:
    """Tell whether this answer is shown on the present screen but not said aloud until asked for."""
    return question.type == "bank_account" and not stage.visit.unmasked


__all__ = ["beside", "hidden", "masked", "printed_date", "quiet", "shown_answer"]
