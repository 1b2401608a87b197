"""The queue: taking a number, the number in the hand, who is served now, and the helper's board."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.due import back_words
from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, Phrase, Strip
from kiosk.tickets.numbering import shown_number
from kiosk.visit.events import GoOn, OpenSignIn, TryPrintAgain
from kiosk.visit.queue_events import (
    ChooseTurn,
    TakeNumber,
)
from kiosk.visit.states import State
from kiosk.waiting.line import Line, ahead
from kiosk.waiting.pace import wait

_HOUR: Final = 60
_TURNS: Final = (
    ("usual", "sit-wait"),
    ("elder", "elder-woman"),
    ("disabled", "wheelchair-user"),
    ("pregnant", "pregnant"),
    ("child", "parent-baby"),
)
"""Who goes first, after nobody: the name of the words and the picture."""


def way_to_number(stage: Stage) -> tuple[Button, ...]:
    """Return the button that takes a number, where numbers are called."""
    if stage.scene.line is None:
        return ()
    return (stage.button("take-number", "home.take-number", TakeNumber(), picture="queue"),)


def now_serving(stage: Stage) -> Strip | None:
    """Return which numbers are served now and how many wait; None where there is neither."""
    line = stage.scene.line
    if line is None or not (line.serving or line.waiting):
        return None
    several = stage.scene.point.counters > 1
    numbers = tuple(
        stage.say("strip.counter", number=shown_number(one.number), counter=one.counter)
        if several
        else shown_number(one.number)
        for one in line.serving
    )
    waiting = stage.say("strip.waiting", count=len(line.waiting)) if line.waiting else ""
    return Strip(text=stage.say("strip.serving") if numbers else "", numbers=numbers, waiting=waiting)


@paints(State.QUEUE)
def queue(stage: Stage) -> Fields:
    """Does somebody here go first? By pictures; the most usual answer comes first."""
    choices = tuple(
        Button(
            id=f"turn:{name}",
            text=stage.say(f"queue.{name}"),
            event=ChooseTurn(first=name != "usual"),
            picture=picture,
        )
        for name, picture in _TURNS
    )
    room = stage.room
    line = stage.scene.line
    return {
        "layout": "answers",
        "question": stage.say("queue.ask"),
        "detail": _told(stage, line, len(line.waiting)) if line is not None else "",
        **paged(stage, choices, room.answers + room.fifth),
        "side_choices": (stage.button("helper", "queue.helper", OpenSignIn(), picture="badge"),),
        "banner": stage.complaint(),
    }


def _told(stage: Stage, line: Line, before: int) -> str:
    """Say how many come first and, where that can be known, how long it may take."""
    if not stage.scene.on_duty:
        back = back_words(stage)
        return stage.say("queue.nobody-until", when=back) if back else stage.say("queue.nobody")
    many = stage.say("queue.ahead", count=before) if before else stage.say("queue.ahead-none")
    return f"{many} {_how_long(stage, line, before)}".strip()


def _how_long(stage: Stage, line: Line, before: int) -> str:
    found = wait(line, before, stage.scene.now)
    if found is None:
        return ""
    if found.least >= _HOUR:
        return stage.say("queue.wait-hour")
    if found.most > _HOUR:
        return stage.say("queue.wait-from", least=found.least)
    if not found.least:
        return stage.say("queue.wait-less", most=found.most)
    return stage.say("queue.wait", least=found.least, most=found.most)


@paints(State.TAKING, State.OPENING)
def busy(stage: Stage) -> Fields:
    """The machine is at work; no number is told before it is kept."""
    taking = stage.visit.state is State.TAKING
    return {
        "layout": "state",
        "question": stage.say("busy.taking" if taking else "busy.signing-in"),
        "detail": stage.say("busy.wait"),
        "picture": "queue" if taking else "badge",
    }


def number_page(stage: Stage) -> Fields:
    """Return the page of somebody who has their number on paper."""
    line, number = stage.scene.line, stage.visit.paper.number
    place = line.find(number) if line is not None else None
    told = ""
    if line is not None and place is not None and place.standing == "waiting":
        told = _told(stage, line, ahead(line, number, stage.scene.now))
    return {
        "layout": "state",
        "question": stage.say("queue.number"),
        "detail": f"{stage.say('queue.listen')} {told}".strip(),
        "picture": "sit-wait",
        "big": shown_number(number),
        "banner": stage.complaint(),
        "choices": (
            stage.button("print-again", "ticket-out.again", TryPrintAgain(), picture="printing"),
            stage.button("done", "ticket-out.done", GoOn(), picture="glyphs/yes", style="go"),
        ),
    }


def called_aloud(stage: Stage) -> tuple[Phrase, ...]:
    """Return the call for the whole room: in Vietnamese, then in the language in which the number was taken."""
    line, visit = stage.scene.line, stage.visit
    here = line.at(visit.calling_to) if line is not None else None
    if here is None or not visit.calling:
        return ()
    several = stage.scene.point.counters > 1
    number = shown_number(here.number)

    def words(language: str) -> str:
        if several:
            return stage.scene.texts.say(language, "call.to-counter", number=number, counter=visit.calling_to)
        return stage.scene.texts.say(language, "call.number", number=number)

    first = Phrase(text=words("vi"), language="vi")
    if here.language == "vi":
        return (first,)
    return first, Phrase(text=words(here.language), language=here.language)  # type: ignore[arg-type]  # one of ours
