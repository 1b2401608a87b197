"""The last screens: thanks and what happens next in three pictures, five faces, a reason by picture."""

from __future__ import annotations

from datetime import date

from kiosk.presenter.due import due_picture, due_words
from kiosk.presenter.ending import filed_as, no_ticket, rows_page
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, Row
from kiosk.procedures.deadlines import due
from kiosk.procedures.facts import facts_of
from kiosk.procedures.types import Procedure
from kiosk.visit.events import GiveReason, GoOn, PrintList, Rate, Reason, Stars, TurnPage
from kiosk.visit.leaving import has_list, is_gentle
from kiosk.visit.look import LARGEST
from kiosk.visit.states import State

FACES: tuple[Stars, ...] = (1, 2, 3, 4, 5)
_REASONS: tuple[tuple[Reason, str], ...] = (
    ("waited", "step-wait"),
    ("hard", "rate-hard"),
    ("machine", "out-of-order"),
    ("alone", "rate-alone"),
)
_NEXT: dict[str, tuple[tuple[str, str], ...]] = {
    "resume": (("ticket", "ticket"), ("year", "birth-day"), ("come-back", "scan-ticket")),
    "resume-papers": (
        ("ticket", "ticket"),
        ("gather", "step-bring-papers"),
        ("come-back", "scan-ticket"),
    ),
    "receipt-kept": (("kept", "kept-here"), ("sends", "send"), ("ask", "scan-ticket")),
    "counter-kept": (("kept", "kept-here"), ("sends", "send"), ("counter", "step-counter")),
    "counter-received": (
        ("gather", "step-bring-papers"),
        ("counter", "step-counter"),
        ("ask", "scan-ticket"),
    ),
    "portal-kept": (("portal-tells", "send"), ("portal-follow", "phone-follow"), ("ask", "scan-ticket")),
    "portal-received": (
        ("portal-told", "received"),
        ("portal-follow", "phone-follow"),
        ("ask", "scan-ticket"),
    ),
    "home-visit-kept": (("asked-here", "kept-here"), ("sends", "send"), ("agree-then", "home-visit")),
    "home-visit-received": (("asked", "received"), ("agree", "home-visit"), ("ask", "scan-ticket")),
    "home-visit-received-papers": (
        ("asked", "received"),
        ("agree", "home-visit"),
        ("ready", "papers-tile"),
    ),
}
"""What happens next, by what the ticket stands for: the name of the words and the picture."""


@paints(State.THANKS)
def thanks(stage: Stage) -> Fields:
    """Thanks, and what happens next; where papers are needed, a list of them to take home."""
    listed = has_list(stage.scene.catalogue, stage.visit)
    gentle = is_gentle(stage.scene.catalogue, stage.visit)
    done = stage.button(
        "done",
        "ticket-out.done",
        GoOn(),
        picture="leave" if gentle else "glyphs/yes",
        style="answer" if gentle else "go",
    )
    print_it = stage.button("print-list", "thanks.print", PrintList(), picture="papers-tile")
    fields = rows_page(stage, _next(stage, listed=listed), stage.room.cards)
    page, pages = int(str(fields["page"])), int(str(fields["pages"]))
    if pages > 1:
        more = stage.button("more", "page.more", TurnPage((page + 1) % pages), picture="glyphs/more")
        fields["side_choices"] = (more,)
    fields |= {
        "layout": "cards",
        "question": stage.say("thanks.gentle" if gentle else "thanks.ask"),
        "choices": (print_it, done) if listed else (done,),
        "banner": stage.complaint() or _printed(stage),
    }
    return fields


def _printed(stage: Stage) -> Banner | None:
    """Say what became of the list: "printed" only by the printer's own word."""
    match stage.visit.checklist:
        case "":
            return None
        case "printed":
            return Banner(text=stage.say("thanks.printed"), picture="tick-big")
        case "unknown":
            return Banner(text=stage.say("thanks.unknown"), picture="question-mark", tone="doubt")
        case outcome:
            why, picture = no_ticket(outcome)
            text = stage.say("thanks.not-printed" if why == "other" else f"ticket-failed.{why}")
            return Banner(text=text, picture=picture, tone="stop")


def _next(stage: Stage, *, listed: bool) -> tuple[Row, ...]:
    paper, procedure = stage.visit.paper, stage.procedure
    kind = filed_as(stage.visit)
    if not paper.kind and procedure is not None:
        return _elsewhere(stage, procedure, listed=listed)
    if kind == "receipt" and paper.received and procedure is not None:
        return _received(stage, procedure)
    name = kind if kind == "resume" else f"{kind}-{'received' if paper.received else 'kept'}"
    steps = _NEXT.get(f"{name}-papers" if listed else name) or _NEXT.get(name) or _NEXT["receipt-kept"]
    return tuple(_step(stage, step, picture) for step, picture in steps)


def _step(stage: Stage, step: str, picture: str) -> Row:
    return Row(
        id=step, label=stage.say(f"next.{step}-when"), value=stage.say(f"next.{step}"), picture=picture
    )


def _received(stage: Stage, procedure: Procedure) -> tuple[Row, ...]:
    """The ward has it: an officer looks, when it may be ready, where one gets it."""
    receive = facts_of(procedure, stage.scene.texts, stage.tongue)["receive"]
    got = Row(id="receive", label=receive.label, value=receive.value, picture=receive.picture)
    days = due(stage.scene.now, procedure.time, stage.scene.hours.calendar.works)
    return _step(stage, "checks", "step-officer-checks"), _day(stage, days.expected), got


def _elsewhere(stage: Stage, procedure: Procedure, *, listed: bool) -> tuple[Row, ...]:
    """Nothing was filed here: gather the papers, go there, come back to ask."""
    place = facts_of(procedure, stage.scene.texts, stage.tongue)["where"]
    there = Row(id="where", label=place.label, value=place.value, picture=place.picture)
    gather = (_step(stage, "gather", "step-bring-papers"),) if listed else ()
    return *gather, there, _step(stage, "come-ask", "help")


def _day(stage: Stage, day: date | None) -> Row:
    if day is None:
        return _step(stage, "ask-day", "calendar-day")
    words = due_words(stage, day)
    return Row(
        id="day",
        label=stage.say("next.day-when"),
        value=words[:1].upper() + words[1:],
        picture=due_picture(stage, day),
    )


@paints(State.RATE)
def rate(stage: Stage) -> Fields:
    """Five faces, one touch; nobody's name goes with it."""
    faces = tuple(
        Button(
            id=f"rate:{stars}",
            text=stage.say(f"rate.{stars}"),
            event=Rate(stars),
            picture=f"glyphs/face-{stars}",
        )
        for stars in FACES
    )
    return {
        "layout": "faces",
        "question": stage.say("rate.ask"),
        "detail": stage.say("rate.nobody"),
        "choices": faces,
        "side_choices": (_skip(stage, "rate"),),
        "banner": stage.complaint(),
    }


@paints(State.REASON)
def reason(stage: Stage) -> Fields:
    """What was not good, by picture; nobody has to tell."""
    reasons = tuple(
        Button(
            id=f"reason:{name}",
            text=stage.say(f"reason.{name}"),
            event=GiveReason(name),
            picture=picture,
        )
        for name, picture in _REASONS
    )
    return {
        "layout": "faces",
        "question": stage.say("reason.ask"),
        "choices": reasons,
        "side_choices": (_skip(stage, "reason"),),
        "banner": stage.complaint(),
    }


def _skip(stage: Stage, page: str) -> Button:
    """Return the way out, in fewer words where they are largest."""
    short = "-short" if stage.look.size == LARGEST else ""
    return Button(id="skip", text=stage.say(f"{page}.skip{short}"), event=GoOn(), picture="leave")
