"""Every phrase that a visit can say and that is nobody's own, in the order in which residents meet them.

A screen says more than stands on it: what was chosen is read back on the next one, answers stand in the review, and
whoever goes by keys hears what each thing is called. What people type themselves is not in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import msgspec

from kiosk.presenter import asking
from kiosk.presenter.attending import attended
from kiosk.presenter.ending import review_row
from kiosk.presenter.every_screen import every_visit, scenes_of
from kiosk.presenter.key_names import every_key, key_name
from kiosk.presenter.masking import hidden, quiet
from kiosk.presenter.reading_back import phrase, row_phrase, told_phrase
from kiosk.presenter.scene import Scene, Stage
from kiosk.presenter.view import Button, Phrase, ScreenView
from kiosk.procedures import Catalogue
from kiosk.procedures.types import Procedure, Question
from kiosk.texts import FALLBACK
from kiosk.visit.answering import Line
from kiosk.visit.events import Attend, Language
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.states import RESIDENT, Given, State, Visit
from kiosk.visit.step import step

_SOMETHING: Final = Given("0", "resident")
"""Stands for a private answer, of which nothing is said."""
_UNKNOWN: Final = Given("", "resident")
_ALL_READ: Final = (State.REVIEW, State.CONFIRM)
_COUNTED: Final = frozenset({"digits", "phone", "personal_number", "ticket", "badge", "pin"})
"""Entries of which is said how many digits there are."""


@dataclass(frozen=True)
class Told:
    """A phrase, and the screen on which it is met first."""

    phrase: Phrase
    view: ScreenView
    fixed: bool = False
    """True: a number in it is the same for everybody and every day: the name of a key, the place in a list."""


@dataclass(frozen=True)
class _Here:
    """A page: who stands there, in which scene, what it shows, and the buttons of it."""

    visit: Visit
    scene: Scene
    view: ScreenView
    buttons: tuple[Button, ...]

    @property
    def stage(self) -> Stage:
        return Stage(self.visit, self.scene, self.view.language)


def every_phrase(scene: Scene, language: Language) -> Iterator[Told]:
    """Yield each phrase with the screen that it is met on; most come more than once."""
    scene = replace(scene, catalogue=unconditional(scene.catalogue))
    met: set[tuple[object, ...]] = set()
    visits = (each for visit in every_visit(scene, language) for each in _known(scene, visit))
    for visit in visits:
        for at, around, view in scenes_of(scene, visit):
            yield from (Told(one, view) for one in view.speech)
            if view.speech or (view.layout == "attract" and language == FALLBACK):
                here = _Here(at, around, view, tuple(things(view)))
                yield from (Told(one, view) for one in _of_page(here, met))
                yield from (
                    Told(one, view, fixed=True) for one in (*_of_things(here, met), *_of_keys(here, met))
                )


def unconditional(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with all questions asked and all papers wanted, whatever is answered."""
    return replace(catalogue, procedures={code: _open(known) for code, known in catalogue.procedures.items()})


def _open(procedure: Procedure) -> Procedure:
    return msgspec.structs.replace(
        procedure,
        papers=tuple(msgspec.structs.replace(one, when=()) for one in procedure.papers),
        questions=tuple(msgspec.structs.replace(one, when=()) for one in procedure.questions),
    )


def _known(scene: Scene, visit: Visit) -> Iterator[Visit]:
    """Yield a visit, then the same one at a question that an answer given before may answer."""
    yield visit
    question = _question(Stage(visit, scene))
    if question is not None and question.like and not visit.parts:
        given = {like.question: _SOMETHING for like in question.like}
        yield replace(visit, asked=replace(visit.asked, answers=given))


def _question(stage: Stage) -> Question | None:
    """Return the question that is asked; None on other pages."""
    if stage.visit.state is not State.QUESTION or stage.procedure is None:
        return None
    return asking.current(stage)


def _of_things(here: _Here, met: set[tuple[object, ...]]) -> Iterator[Phrase]:
    """Yield what is said where keys come to a thing: on their way, and where a page begins with it.

    ``met``: what has been asked for already.
    """
    choices = [one.id for one in here.view.choices]
    for button in here.buttons:
        kind, _, name = button.id.partition(":")
        whose = (here.visit.asked.procedure, name) if kind in {"row", "paper"} else ()
        at = choices.index(button.id) if button.id in choices else -1
        place = (kind, whose, button.text, button.hint, button.state, at, len(choices))
        if place in met:
            continue
        met.add(place)
        for waits in (False, True):
            given = Attend(targets=(button.id,), waits=waits)
            yield from attended(here.visit, here.scene, here.view, given)


def _of_page(here: _Here, met: set[tuple[object, ...]]) -> Iterator[Phrase]:
    """Yield what is read back of each choice, and what a question's answers bring about."""
    for button in here.buttons:
        place = (here.visit.state, here.visit.asked.asking, here.visit.asked.procedure, button.event)
        if place not in met:
            met.add(place)
            yield from _after(here, button)
    question = _question(here.stage)
    if question is not None and not here.visit.parts:
        yield from _of_question(here, question)


def _of_question(here: _Here, question: Question) -> Iterator[Phrase]:
    """Yield what is said of a question's answers wherever they come from."""
    yield from _complaints(here, question)
    yield from _read_back(here, question, _SOMETHING)
    if question.optional:
        yield from _read_back(here, question, _UNKNOWN)


def things(part: object) -> Iterator[Button]:
    """Yield every button of a view, wherever it stands, in the order of the view's own parts."""
    if isinstance(part, Button):
        yield part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from things(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from things(one)


def _after(here: _Here, button: Button) -> Iterator[Phrase]:
    """Yield what is read back of a choice, on the next page and where all answers are."""
    if isinstance(here.visit, PracticeVisit):
        return
    catalogue = here.scene.catalogue
    after = step(here.visit, button.event, here.scene.now, RESIDENT, catalogue, screen=here.scene.screen)
    if after.refused or not after.visit.told:
        return
    yield from _both(Stage(replace(after.visit, page=0, slow=False), here.scene), told_phrase)
    question = _question(here.stage)
    if question is not None and after.visit.told == f"answer:{question.id}":
        given = after.visit.asked.answers[question.id]
        if not (given.value and hidden(here.stage, question)):
            yield from _read_back(here, question, given)


def _read_back(here: _Here, question: Question, given: Given) -> Iterator[Phrase]:
    """Yield the line of an answer as it is read back where all are."""

    def row(stage: Stage) -> Phrase:
        return row_phrase(stage, review_row(stage, Line(question, given), editable=False))

    for state in _ALL_READ:
        stage = Stage(replace(here.visit, state=state), replace(here.scene, headphones=False))
        if given is not _SOMETHING or hidden(stage, question) or quiet(stage, question):
            yield from _both(stage, row)


def _both(stage: Stage, say: Callable[[Stage], Phrase | None]) -> Iterator[Phrase]:
    """Yield what ``say`` returns, with the same in Vietnamese."""
    said = say(stage)
    vietnamese = say(Stage(replace(stage.visit, language="vi"), stage.scene))
    if said is not None:
        yield msgspec.structs.replace(said, vietnamese=vietnamese.text if vietnamese else "")


def _complaints(here: _Here, question: Question) -> Iterator[Phrase]:
    """Yield what a procedure itself says to an answer that cannot be."""
    procedure = here.stage.procedure
    orders = procedure.orders if procedure else ()
    said = [rule.say for rule in question.rules]
    said += [order.say for order in orders if question.id in {order.first, order.then}]
    for text in said:
        if text is not None:
            yield msgspec.structs.replace(phrase(here.stage, here.stage.text(text)), vietnamese=text.vi)


def _of_keys(here: _Here, met: set[tuple[object, ...]]) -> Iterator[Phrase]:
    """Yield the names of the face's own keys, and how many digits have been put in by now.

    ``met``: the keys that have been named already.
    """
    entry = here.view.entry
    if entry is None:
        return
    keys = msgspec.structs.replace(entry, question="", value="", part=""), *here.view.words.items()
    if keys in met:
        return
    met.add(keys)
    for key in every_key(entry):
        yield from _both(here.stage, partial(_key, view=here.view, key=key))
    if entry.kind in _COUNTED:
        for count in range(1, entry.most + 1):
            yield from _both(here.stage, partial(_count, count=count))


def _key(stage: Stage, view: ScreenView, key: tuple[str, str, str]) -> Phrase:
    return phrase(stage, key_name(stage, view, *key))


def _count(stage: Stage, count: int) -> Phrase:
    return phrase(stage, stage.say("attend.count", count=count))
