"""What a procedure is about: who may use it, cost, time, result, steps; and the cards that only tell where to go."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, Row
from kiosk.procedures.types import Procedure, Time
from kiosk.visit.answering import needed_papers
from kiosk.visit.events import CallHelp, GoOn, TurnPage
from kiosk.visit.states import State

ROWS_A_PAGE = 4


@paints(State.ABOUT)
def about(stage: Stage) -> Fields:
    """What it is, before anything is asked: nobody fills in a form without knowing what it costs and brings."""
    procedure = stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    pages = [*_paged(_facts(stage, procedure)), *_paged(_steps(stage, procedure))]
    start = stage.button("go-on", "about.start", GoOn(), picture="glyphs/next", style="go")
    return _told(stage, procedure, pages, start)


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
    parts = (_steps(stage, procedure), _papers(stage, procedure), _facts(stage, procedure))
    return _told(stage, procedure, [page for part in parts for page in _paged(part)], ask)


def _told(stage: Stage, procedure: Procedure, pages: list[tuple[Row, ...]], act: Button) -> Fields:
    """Return one page of rows, the act and, where there is more, the button that turns the page."""
    page = min(stage.visit.page, len(pages) - 1)
    fields: Fields = {
        "layout": "review",
        "question": stage.text(procedure.name),
        "rows": pages[page],
        "choices": (act,),
        "page": page,
        "pages": len(pages),
        "banner": stage.complaint(),
    }
    if len(pages) > 1:
        following = TurnPage((page + 1) % len(pages))
        fields["side_choices"] = (stage.button("more", "page.more", following, picture="glyphs/more"),)
    return fields


def _paged(rows: Iterator[Row]) -> list[tuple[Row, ...]]:
    told = tuple(rows)
    return [told[at : at + ROWS_A_PAGE] for at in range(0, len(told), ROWS_A_PAGE)]


def _facts(stage: Stage, procedure: Procedure) -> Iterator[Row]:
    """Yield what one wants to know first; what nobody knows for certain is said so."""
    unsure = stage.say("about.ask-officer")
    if procedure.who is not None:
        yield _row(stage, "who", stage.text(procedure.who), "fact-who")
    yield _row(stage, "fee", stage.text(procedure.fee) or unsure, "fact-fee")
    yield _row(stage, "time", _time(stage, procedure.time) or unsure, "fact-time")
    yield _row(stage, "result", stage.text(procedure.result) or unsure, "fact-result")
    yield _row(stage, "receive", _receive(stage, procedure) or unsure, "receive-counter")
    yield _row(stage, "where", stage.text(procedure.authority), "ward-house")
    said = stage.text(procedure.proxy.say) or stage.say(f"about.proxy.{procedure.proxy.allowed}")
    yield _row(stage, "proxy", said, "proxy")
    yield _row(stage, "official", procedure.official, "document-other")


def _time(stage: Stage, time: Time) -> str:
    if time.statute is None:
        return ""
    told = [_days(stage, time.statute)]
    if time.promise is not None:
        told.append(stage.say("about.promise", time=_days(stage, time.promise)))
    if time.verified is not None:
        told.append(stage.say("about.verified", days=time.verified))
    return " ".join(told)


def _days(stage: Stage, days: int) -> str:
    return stage.say("about.days", days=days) if days else stage.say("about.same-day")


def _receive(stage: Stage, procedure: Procedure) -> str:
    return ", ".join(stage.say(f"about.receive.{place}") for place in procedure.receive)


def _papers(stage: Stage, procedure: Procedure) -> Iterator[Row]:
    for paper in needed_papers(procedure, stage.visit.asked):
        yield Row(
            id=paper.id,
            label=stage.say(f"paper.{paper.form}"),
            value=stage.text(paper.name),
            picture=paper.picture,
        )


def _steps(stage: Stage, procedure: Procedure) -> Iterator[Row]:
    for number, step in enumerate(procedure.steps, 1):
        label = stage.say("about.step", number=number)
        yield Row(id=f"step-{number}", label=label, value=stage.text(step.say), picture=step.picture)


def _row(stage: Stage, name: str, value: str, picture: str) -> Row:
    return Row(id=name, label=stage.say(f"about.{name}"), value=value, picture=picture)
