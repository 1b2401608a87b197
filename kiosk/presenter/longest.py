"""Of every kind of screen those that have the most to say: what fits there fits everywhere.

The answers that stand on them are fictional, and about as long as answers come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.presenter.every_screen import every_visit
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.procedures.types import Procedure
from kiosk.visit.events import Language
from kiosk.visit.states import Complaint, Given, State, Visit

ANSWERED: Final = frozenset({State.REVIEW, State.CONFIRM, State.WORKBENCH})
COMPLAINING: Final = frozenset(
    {State.HOME, State.PAPERS, State.QUESTION, State.WHOSE_CARD, State.CARD, State.REVIEW, State.RESUME}
)
LONG: Final = {
    "full_name": "Nguyễn Hoàng Phương Ví Dụ",
    "date": "2026-11-28",
    "year": "1945",
    "time": "08:30",
    "personal_number": "092161004328",
    "phone": "relative:0912345678",
    "address": "26791|Khu phố 46|Số 128/4, đường Ví Dụ|",
    "text": "Một điều ví dụ",
    "count": "12",
    "document_number": "123/2026",
    "ethnicity": "23",
    "nationality": "CD",
    "relationship": "spouse",
    "bank_account": "0123456789012345678",
    "attachment": "later",
    "coming_day": "2026-11-28",
}
"""Answers by the type of their question."""

_OF_NOTHING_KEPT: Final = frozenset({"copies-gone", "disk-full", "store-broken", "no-ward-key"})
"""Complaints that only the page of what could not be kept shows."""

_AT_HOME: Final = "procedure-gone"
"""The one complaint that comes to the first pictures: what was under way is not done here any more."""

Kind = tuple[object, ...]


def longest(scene: Scene, language: Language) -> list[Visit]:
    """Return a visit for each kind of screen, or two: with the longest question, and with the most words in all."""
    kept: dict[tuple[Kind, int], tuple[int, Visit]] = {}
    for visit in _visits(scene, language):
        view = present(visit, scene, 1)
        kind = _kind(view)
        for at, length in enumerate((len(view.question), sum(len(text) for text in words_of(view)))):
            best = kept.get((kind, at))
            if best is None or length > best[0]:
                kept[kind, at] = (length, visit)
    return list({id(visit): visit for _, visit in kept.values()}.values())


def _visits(scene: Scene, language: Language) -> Iterator[Visit]:
    told = {
        of_answer: _longest_complaint(scene, language, of_answer=of_answer) for of_answer in (True, False)
    }
    for visit in every_visit(scene, language):
        procedure = scene.catalogue.procedures.get(visit.asked.procedure)
        if visit.state in ANSWERED and procedure is not None:
            visit = replace(visit, asked=replace(visit.asked, answers=_answers(procedure)))  # noqa: PLW2901
        yield visit
        if visit.state in COMPLAINING:
            code = _AT_HOME if visit.state is State.HOME else told[visit.state is State.QUESTION]
            complaint = Complaint(code, number=30)
            yield replace(visit, complaint=complaint)


def _longest_complaint(scene: Scene, language: Language, *, of_answer: bool) -> str:
    """Return the code with the longest words; those about an answer are a rule's, and rules have no hyphen."""
    codes = [name.partition(".")[2] for name in scene.texts.message_ids() if name.startswith("complaint.")]
    some = [code for code in codes if ("-" not in code) == of_answer and code not in _OF_NOTHING_KEPT]
    return max(some, key=lambda code: len(scene.texts.say(language, f"complaint.{code}", number=30)))


def _answers(procedure: Procedure) -> dict[str, Given]:
    """Answer every question; a choice by the longest of its words."""
    found: dict[str, Given] = {}
    for question in procedure.questions:
        words = {choice.id: max(choice.official, choice.label.vi, key=len) for choice in question.choices}
        value = max(words, key=lambda name: len(words[name])) if words else LONG.get(question.type, "yes")
        found[question.id] = Given(value, "resident")
    return found


def _kind(view: ScreenView) -> Kind:
    """Return what makes a screen lay itself out in another way."""
    entry = (view.entry.kind, view.entry.live, bool(view.entry.groups)) if view.entry else ()
    shape = (
        len(view.choices),
        len(view.side_choices),
        len(view.rows),
        tuple(card.has for card in view.papers),
        len(view.suggestions),
    )
    drawn = bool(view.choices and view.choices[0].picture)
    return (view.state, view.layout, entry, *shape, drawn, view.banner is not None, bool(view.big))


def words_of(view: ScreenView) -> Iterator[str]:
    """Yield every text of a view but those of its frame."""
    yield from (view.question, view.detail, view.banner.text if view.banner else "", view.holder)
    for button in (*view.choices, *view.side_choices, *view.suggestions):
        yield from (button.text, button.hint)
    for row in view.rows:
        yield from (row.label, row.value, row.note)
    for card in view.papers:
        yield from (card.name, card.hint)
    yield from (step.text for step in view.path)
