"""What a procedure is about: who may use it, cost, time, result, steps; and the cards that only tell where to go."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.presenter.due import due_picture, due_words
from kiosk.presenter.masking import beside
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.showing import watch
from kiosk.presenter.view import Button, Row
from kiosk.procedures.deadlines import due
from kiosk.procedures.facts import Fact, fact, facts_of
from kiosk.procedures.types import Procedure, Time
from kiosk.visit.answering import needed_papers
from kiosk.visit.events import CallHelp, GoOn, TurnPage
from kiosk.visit.leaving import is_gentle
from kiosk.visit.states import State

FACTS_A_PAGE = 3
"""A fact is a label and half a sentence: three are read, four are not."""
_Page = tuple[str, tuple[Row, ...]]
"""Layout and rows."""


@paints(State.ABOUT)
def about(stage: Stage) -> Fields:
    """What it is, before anything is asked: nobody fills in a form without knowing what it costs and brings."""
    procedure = stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    pages = [
        *_paged(stage, "review", _facts(stage, procedure)),
        *_paged(stage, "cards", _steps(stage, procedure)),
    ]
    start = stage.button("go-on", "about.start", GoOn(), picture="glyphs/next", style="go")
    return _told(stage, procedure, pages, (start,))


@paints(State.REFER)
def refer(stage: Stage) -> Fields:
    """A thing that the kiosk does not fill in: what it is, what to bring, where to go, and a person."""
    procedure = stage.procedure
    ask = stage.button("call", "refer.call", CallHelp(), picture="help", style="person")
    if procedure is None:
        event = stage.scene.catalogue.event(stage.visit.asked.life_event)
        return {
            "layout": "state",
            "picture": event.picture,
            "question": stage.say("refer.nothing"),
            "detail": stage.say("refer.nothing-detail"),
            "choices": (ask,),
            "banner": stage.complaint(),
        }
    pages = [
        *_paged(stage, "cards", _steps(stage, procedure)),
        *_paged(stage, "cards", _papers(stage, procedure)),
        *_paged(stage, "review", _facts(stage, procedure)),
    ]
    done = stage.button("done", "ticket-out.done", GoOn(), picture="glyphs/yes", style="go")
    return _told(stage, procedure, pages, (ask, done))


def _told(stage: Stage, procedure: Procedure, pages: list[_Page], acts: tuple[Button, ...]) -> Fields:
    """Return one page of rows, the acts and, where there is more, the button that turns the page."""
    page = min(stage.visit.page, len(pages) - 1)
    fields: Fields = {
        "layout": pages[page][0],
        "question": stage.text(procedure.name),
        "detail": beside(stage.text(procedure.name), procedure.official) if page else _condolence(stage),
        "rows": pages[page][1],
        "choices": acts,
        "page": page,
        "pages": len(pages),
        "banner": stage.complaint(),
    }
    ways = [watch(stage)]
    if len(pages) > 1:
        following = TurnPage((page + 1) % len(pages))
        ways.append(stage.button("more", "page.more", following, picture="glyphs/more"))
    return {**fields, "side_choices": tuple(ways)}


def _condolence(stage: Stage) -> str:
    """Return a word for the family that comes before any fact, where somebody has died."""
    return stage.say("about.gentle") if is_gentle(stage.scene.catalogue, stage.visit) else ""


def _paged(stage: Stage, layout: str, rows: Iterator[Row]) -> list[_Page]:
    """Return the rows on pages; cards as evenly as may be."""
    told = tuple(rows)
    size = min(FACTS_A_PAGE, stage.room.rows) if layout == "review" else stage.room.rows
    if layout == "cards" and told:
        size = -(-len(told) // -(-len(told) // stage.room.cards))
    return [(layout, told[at : at + size]) for at in range(0, len(told), size)]


def _facts(stage: Stage, procedure: Procedure) -> Iterator[Row]:
    """Yield what one wants to know first, and the day that follows from the time."""
    for name, told in facts_of(procedure, stage.scene.texts, stage.tongue).items():
        yield _row(name, told)
        if name == "time":
            yield from _due(stage, procedure.time)


def _due(stage: Stage, time: Time) -> Iterator[Row]:
    """Yield the day on which it would be ready if the officer received it now; the ward's own promise is named so."""
    days = due(stage.scene.now, time, stage.scene.hours.calendar.works)
    if days.expected is None:
        return
    words = due_words(stage, days.expected)
    if days.promise is not None:
        words = stage.say("about.promise", day=words)
    yield _row("due", fact("due", due_picture(stage, days.expected), words, stage.scene.texts, stage.tongue))


def _row(name: str, told: Fact) -> Row:
    return Row(id=name, label=told.label, value=told.value, picture=told.picture)


def _papers(stage: Stage, procedure: Procedure) -> Iterator[Row]:
    for paper in needed_papers(procedure, stage.visit.asked):
        yield Row(
            id=paper.id,
            label=stage.say(f"paper.{paper.form}"),
            value=stage.text(paper.name),
            picture=paper.picture,
            note=beside(stage.text(paper.name), paper.official),
        )


def _steps(stage: Stage, procedure: Procedure) -> Iterator[Row]:
    for number, step in enumerate(procedure.steps, 1):
        label = stage.say("about.step", number=number)
        yield Row(id=f"step-{number}", label=label, value=stage.text(step.say), picture=step.picture)
