"""The queue: taking a number, the number in the hand, who is served now, and the helper's board."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.due import back_words
from kiosk.presenter.duty import of_duty, shift_ends
from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, Phrase, Row, Strip
from kiosk.tickets.numbering import shown_number
from kiosk.visit.events import Back, Event, GoOn, OpenDevices, OpenSignIn, TryPrintAgain, TurnPage
from kiosk.visit.queue_events import (
    CallAgain,
    CallNext,
    CallNumber,
    ChooseCounter,
    ChooseTurn,
    MarkAbsent,
    MarkDone,
    PutFirst,
    TakeNumber,
)
from kiosk.visit.room import callers_on
from kiosk.visit.states import State
from kiosk.waiting.line import Line, Place, ahead, order
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


@paints(State.CALLING)
def calling(stage: Stage) -> Fields:
    """The helper's board: who is at the counter, what can be done, who waits."""
    line = stage.scene.line or Line(stage.scene.now.date())
    here = line.at(stage.visit.counter)
    rows = tuple(_waiting(stage, one) for one in order(line, stage.scene.now))
    rows += tuple(_away(stage, one) for one in line.away)
    most = callers_on(stage.scene.screen)
    pages = max(1, -(-len(rows) // most))
    page = min(stage.visit.page, pages - 1)
    more = stage.button("more", "calling.more", TurnPage((page + 1) % pages), picture="glyphs/next")
    helper = stage.visit.helper
    return {
        "layout": "calling",
        "rows": rows[page * most : (page + 1) * most],
        "page": page,
        "pages": pages,
        "next_page": more if pages > 1 else None,
        "question": stage.say("calling.waiting", count=len(line.waiting)),
        "detail": _at_counter(stage, here),
        "big": shown_number(here.number) if here is not None else "",
        "choices": (*_acts(stage, line, here), _devices(stage), *of_duty(stage)),
        "side_choices": (*_counters(stage), _close(stage)),
        "banner": stage.complaint() or shift_ends(stage),
        "holder": stage.say("calling.holder", name=helper.shown_name if helper else ""),
        "holder_note": stage.say("workbench.paper-low" if stage.scene.paper_low else "calling.today"),
    }


def _at_counter(stage: Stage, here: Place | None) -> str:
    if here is None:
        return stage.say("calling.nobody")
    minutes = max(0, int((stage.scene.now - (here.called_at or stage.scene.now)).total_seconds() // 60))
    return stage.say("calling.called", count=here.calls, minutes=minutes)


def _acts(stage: Stage, line: Line, here: Place | None) -> tuple[Button, ...]:
    """Return what can be done at the counter; what cannot be now keeps its place."""
    known = "rest" if here is not None else "off"
    goes_on = "rest" if here is not None or line.waiting else "off"
    acts: tuple[tuple[str, Event, str, str], ...] = (
        ("next", CallNext(), "glyphs/next", goes_on),
        ("again", CallAgain(), "speaker", known),
        ("absent", MarkAbsent(), "glyphs/again", known),
        ("done", MarkDone(), "glyphs/yes", known),
    )
    return tuple(
        Button(
            id=f"call-{name}",
            text=stage.say(f"calling.{name}"),
            event=event,  # type: ignore[arg-type]  # each is a touch
            picture=picture,
            style="person" if name == "next" else "answer",
            state=state,  # type: ignore[arg-type]  # rest or off
        )
        for name, event, picture, state in acts
    )


def _counters(stage: Stage) -> tuple[Button, ...]:
    """Return the counters to call to, where there are several."""
    count = stage.scene.point.counters
    if count < 2:  # noqa: PLR2004 - one counter need not be chosen
        return ()
    return tuple(
        Button(
            id=f"counter:{counter}",
            text=stage.say("calling.counter", counter=counter),
            event=ChooseCounter(counter),
            state="chosen" if counter == stage.visit.counter else "rest",
        )
        for counter in range(1, count + 1)
    )


def _devices(stage: Stage) -> Button:
    busy = "off" if stage.visit.calling else "rest"
    return stage.button("devices", "calling.devices", OpenDevices(), picture="printing", state=busy)


def _close(stage: Stage) -> Button:
    closing = stage.visit.calling == "last"
    return stage.button(
        "close", "calling.close", Back(), picture="leave", style="quiet", state="off" if closing else "rest"
    )


def _waiting(stage: Stage, place: Place) -> Row:
    """Return one line of the board; touching it says whether the number goes first."""
    event = PutFirst(place.number, first=not place.first)
    act = "calling.not-first" if place.first else "calling.put-first"
    return _row(stage, place, stage.button(f"row:{place.number}", act, event))


def _away(stage: Stage, place: Place) -> Row:
    """Return a number that has stepped aside; touching it calls it."""
    call = stage.button(f"row:{place.number}", "calling.call", CallNumber(place.number))
    return _row(stage, place, call)


def _row(stage: Stage, place: Place, button: Button) -> Row:
    notes = [stage.say("calling.first")] if place.first else []
    if place.standing == "away":
        notes.append(stage.say("calling.away"))
    elif place.absences:
        notes.append(stage.say("calling.back"))
    return Row(
        id=place.number,
        label=shown_number(place.number),
        value=stage.say("calling.minutes", minutes=place.minutes(stage.scene.now)),
        picture="leave" if place.standing == "away" else "star" if place.first else "sit-wait",
        button=button,
        mark="missing" if place.standing == "away" else "ok" if place.first else "",
        note=", ".join(notes),
    )


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
