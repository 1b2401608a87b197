"""The pages of filing on the official portal: what is needed, the answer sheet beside its window, and the code."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.masking import shown_answer
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.taking_over import withdraw_buttons
from kiosk.presenter.view import Banner, Button, Entry, Row
from kiosk.presenter.workbench import context_of
from kiosk.visit.answering import Line
from kiosk.visit.events import Back, GoOn, TurnPage
from kiosk.visit.holding import HELPERS_LANGUAGE
from kiosk.visit.portal_events import CopyThis, FileOtherwise, NoPortalCode, OpenWindow, TickThis
from kiosk.visit.portaling import CODE_MOST, NEVER_COPIED, STANDS, sheet
from kiosk.visit.states import State

_WHY: Final = frozenset({"copies-gone", "not-ready"})
"""Why there is no window, as far as a helper can do something about it; anything else is one sentence."""


@paints(State.PORTAL_READY)
def ready(stage: Stage) -> Fields:
    """Who logs in, and with what: told to the resident in their language. The buttons are the helper's."""
    helpers = replace(stage, language=HELPERS_LANGUAGE)
    return {
        "layout": "state",
        "question": stage.say("portal-ready.ask"),
        "detail": stage.say("portal-ready.detail"),
        "picture": "phone-login",
        "choices": (
            helpers.button("otherwise", "portal.otherwise", FileOtherwise(), picture="glyphs/back"),
            helpers.button("open", "portal-ready.open", OpenWindow(), picture="phone-portal", style="go"),
        ),
        "banner": stage.complaint(),
    }


@paints(State.PORTAL)
def portal(stage: Stage) -> Fields:
    """One answer, large, and how many of them stand in the portal."""
    read, visit = sheet(context_of(stage), stage.visit), stage.visit
    at = min(visit.portal.at, max(len(read) - 1, 0))
    line = read[at] if read else None
    told = stage.say("portal.count", at=at + 1 if read else 0, count=len(read), done=len(visit.portal.ticked))
    return {
        **_beside(stage),
        "question": line.question.official if line is not None else told,
        "detail": told,
        "rows": (_row(stage, line),) if line is not None else (),
        "choices": (*_of_window(stage), *_acts(stage, line)),
        "side_choices": (*_turns(stage, at, len(read)), *_onward(stage), *withdraw_buttons(stage)),
        "page": at,
        "pages": max(len(read), 1),
    }


@paints(State.PORTAL_CODE)
def code(stage: Stage) -> Fields:
    """The code that the portal shows now: typed, or read by the scanner."""
    entry = Entry(
        question="portal-code",
        kind="text",
        send="portal-code",
        value=stage.visit.portal.code,
        most=CODE_MOST,
    )
    return {
        **_beside(stage),
        "question": stage.say("portal-code.ask"),
        "detail": stage.say("portal-code.detail"),
        "entry": entry,
        "side_choices": (
            *_of_window(stage),
            stage.button("back-to-sheet", "portal-code.back", Back(), picture="glyphs/back"),
            stage.button("no-code", "portal-code.none", NoPortalCode(), picture="wait"),
            *withdraw_buttons(stage),
        ),
    }


def _beside(stage: Stage) -> Fields:
    helper = stage.visit.helper
    return {
        "layout": "portal",
        "beside": stage.scene.portal or "right",
        "holder": stage.say("workbench.holder", name=helper.shown_name if helper else ""),
        "banner": stage.complaint() or _told(stage),
    }


def _told(stage: Stage) -> Banner | None:
    """Say how it is with the window, where it does not stand there."""
    done = stage.visit.portal
    if done.window == "opening":
        return Banner(text=stage.say("portal.opening"), picture="phone-portal")
    if done.window == "gone":
        return Banner(text=stage.say("portal.gone"), picture="out-of-order", tone="doubt")
    if done.window == "refused":
        why = done.why if done.why in _WHY else "refused"
        return Banner(text=stage.say(f"portal.{why}"), picture="out-of-order", tone="doubt")
    return None


def _of_window(stage: Stage) -> tuple[Button, ...]:
    if stage.visit.portal.window in STANDS:
        return ()
    again = stage.button(
        "open-again", "portal.open-again", OpenWindow(), picture="glyphs/again", style="person"
    )
    return (again,)


def _row(stage: Stage, line: Line) -> Row:
    done = line.question.id in stage.visit.portal.ticked
    return Row(
        id=line.question.id,
        label=line.question.official,
        value=shown_answer(stage, line.question, line.given, official=True),
        picture=line.question.picture,
        mark="ok" if done else "",
        note=stage.say("portal.by-hand") if line.question.type in NEVER_COPIED else "",
    )


def _acts(stage: Stage, line: Line | None) -> tuple[Button, ...]:
    """Return what copies this answer, where there is a page to paste it into, and what ticks it.

    The number of an account is never copied.
    """
    if line is None:
        return ()
    question, done = line.question, stage.visit.portal
    lies = done.copied == question.id
    words = "portal.copied" if lies else "portal.copy"
    copy = stage.button("copy", words, CopyThis(question.id), picture="copies", style="person")
    ticked = question.id in done.ticked
    tick = stage.button(
        "tick", "portal.ticked" if ticked else "portal.tick", TickThis(question.id), picture="glyphs/yes"
    )
    tick = structs.replace(tick, state="chosen" if ticked else "rest")
    typed = question.type in NEVER_COPIED or done.window not in STANDS
    return (tick,) if typed else (copy, tick)


def _turns(stage: Stage, at: int, count: int) -> tuple[Button, ...]:
    if count <= 1:
        return ()
    return (
        stage.button("less", "portal.previous", TurnPage((at - 1) % count), picture="glyphs/back"),
        stage.button("more", "portal.next", TurnPage((at + 1) % count), picture="glyphs/next"),
    )


def _onward(stage: Stage) -> tuple[Button, ...]:
    return (
        stage.button("otherwise", "portal.otherwise", FileOtherwise(), picture="leave"),
        stage.button("done", "portal.done", GoOn(), picture="ticket"),
    )
