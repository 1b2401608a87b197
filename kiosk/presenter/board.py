"""The helper's board: the line at the counters, and what else there is to be done at this point today."""

from __future__ import annotations

from typing import Literal

from kiosk.presenter.day import day_acts, day_rows
from kiosk.presenter.duty import of_duty, shift_ends
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, Row, Section
from kiosk.tickets.numbering import shown_number
from kiosk.visit.day_acts import sees_all
from kiosk.visit.events import Back, OpenDevices, SignOut, TurnPage
from kiosk.visit.queue_events import (
    CallAgain,
    CallNext,
    CallNumber,
    ChooseCounter,
    MarkAbsent,
    MarkDone,
    PutFirst,
    QueueTouch,
)
from kiosk.visit.room import callers_on, day_beside, tasks_on
from kiosk.visit.states import State
from kiosk.waiting.line import Line, Place, order

Standing = Literal["rest", "off"]
"""Whether something can be done at the counter now."""


@paints(State.CALLING)
def calling(stage: Stage) -> Fields:
    """Who is at the counter, what can be done, who waits, what needs a person.

    Where no numbers are called there is no line, and to whoever has shown no more than the badge there is no more.
    """
    line = stage.scene.line or Line(stage.scene.now.date())
    here = line.at(stage.visit.counter)
    numbers, seen = stage.scene.line is not None, sees_all(stage.visit)
    acts = (*_acts(stage, line, here), _devices(stage)) if numbers else (_devices(stage),)
    helper = stage.visit.helper
    shown, lists = _lists(stage, line, numbers=numbers, seen=seen)
    # On a small glass the line has a page of its own: what belongs to the day stands beside the day.
    apart = numbers and seen and "day" not in shown
    of_day = () if apart else (*day_acts(stage), *of_duty(stage))
    holder = "calling.holder" if numbers and not seen else "day.holder"
    return {
        "layout": "calling",
        **lists,
        "detail": _at_counter(stage, here) if numbers else "",
        "big": shown_number(here.number) if here is not None else "",
        "choices": acts,
        "side_choices": (*_counters(stage), _close(stage), *_leave(stage), *of_day),
        "banner": stage.complaint() or shift_ends(stage),
        "holder": stage.say(holder, name=helper.shown_name if helper else ""),
        "holder_note": stage.say("workbench.paper-low" if stage.scene.paper_low else "calling.today"),
    }


def _lists(stage: Stage, line: Line, *, numbers: bool, seen: bool) -> tuple[list[str], Fields]:
    """Return which lists this page shows, and them: side by side where there is room, else one after the other."""
    callers = [_waiting(stage, one) for one in order(line, stage.scene.now)] if numbers else []
    callers += [_away(stage, one) for one in line.away] if numbers else []
    tasks = day_rows(stage) if seen else ()
    screen = stage.scene.screen
    beside = day_beside(screen) or not numbers or not seen
    most, most_tasks = callers_on(screen), tasks_on(screen)
    of_line = [callers[at : at + most] for at in range(0, len(callers), most)] or [[]]
    of_day = [tasks[at : at + most_tasks] for at in range(0, len(tasks), most_tasks)] or [()]
    pages = max(len(of_line), len(of_day)) if beside else len(of_line) + len(of_day)
    page = min(stage.visit.page, pages - 1)
    headings = {
        "line": Section(
            id="line", name=stage.say("calling.waiting", count=len(line.waiting)), picture="queue"
        ),
        "day": Section(id="day", name=stage.say("day.heading"), picture="calendar-day"),
    }
    if beside:
        shown = [*(["line"] if numbers else []), *(["day"] if seen else [])]
        rows = (*of_line[page : page + 1], *of_day[page : page + 1])
    else:
        shown = ["line"] if page < len(of_line) else ["day"]
        rows = ([*of_line, *of_day][page],)
    turns_to_day = not beside and page + 1 == len(of_line)
    more = stage.button(
        "more",
        "day.heading" if turns_to_day else "calling.more",
        TurnPage((page + 1) % pages),
        picture="glyphs/next",
    )
    return shown, {
        "question": headings[shown[0]].name if shown else "",
        "sections": tuple(headings[name] for name in shown),
        "rows": tuple(row for part in rows for row in part),
        "page": page,
        "pages": pages,
        "next_page": more if pages > 1 else None,
    }


def _at_counter(stage: Stage, here: Place | None) -> str:
    if here is None:
        return stage.say("calling.nobody")
    minutes = max(0, int((stage.scene.now - (here.called_at or stage.scene.now)).total_seconds() // 60))
    return stage.say("calling.called", count=here.calls, minutes=minutes)


def _acts(stage: Stage, line: Line, here: Place | None) -> tuple[Button, ...]:
    """Return what can be done at the counter; what cannot be now keeps its place."""
    known: Standing = "rest" if here is not None else "off"
    goes_on: Standing = "rest" if here is not None or line.waiting else "off"
    acts: tuple[tuple[str, QueueTouch, str, Standing], ...] = (
        ("next", CallNext(), "glyphs/next", goes_on),
        ("again", CallAgain(), "speaker", known),
        ("absent", MarkAbsent(), "glyphs/again", known),
        ("done", MarkDone(), "glyphs/yes", known),
    )
    return tuple(
        Button(
            id=f"call-{name}",
            text=stage.say(f"calling.{name}"),
            event=event,
            picture=picture,
            style="person" if name == "next" else "answer",
            state=state,
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
        "close",
        "calling.close",
        Back(),
        picture="glyphs/back",
        style="quiet",
        state="off" if closing else "rest",
    )


def _leave(stage: Stage) -> tuple[Button, ...]:
    """Return the way out of the point, for whoever is signed in."""
    if not sees_all(stage.visit):
        return ()
    return (stage.button("sign-out", "day.sign-out", SignOut(), picture="leave", style="quiet"),)


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
    # Beside the day there is no room for what the star says, too.
    alone = not (day_beside(stage.scene.screen) and sees_all(stage.visit))
    notes = [stage.say("calling.first")] if place.first and alone else []
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
