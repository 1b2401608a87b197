"""The screens of a case for somebody who is not here."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from kiosk.presenter.paging import paged
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Banner, Button, ScreenView
from kiosk.visit.absence import ASKERS, AUTHORISATIONS, RELATIONS
from kiosk.visit.day_events import ChooseAsker, ChooseAuthorisation, ChooseRelation, FinishCase
from kiosk.visit.ending import can_save
from kiosk.visit.events import HandBack, OpenSignIn, StartOver, TakeWay, WithdrawConsent
from kiosk.visit.states import State

_PICTURES: Final = {
    "relative": "family",
    "neighbour": "neighbour",
    "phone": "phone",
    "helper": "help",
    "self": "self",
    "child": "child",
    "spouse": "spouse",
    "parent": "elder-couple",
    "kin": "relationship",
    "paper": "authorisation",
    "none": "question-mark",
}


def case_mark(stage: Stage) -> Banner | None:
    """Return what stands over a case for somebody who is not here, and whether it can be filed; None elsewhere."""
    absent = stage.visit.absent
    if absent is None:
        return None
    text = "absent.mark" if absent.may_file else "absent.mark-only-saved"
    return Banner(text=stage.say(text), picture="authorisation", tone="doubt")


def in_case(stage: Stage, view: ScreenView) -> ScreenView:
    """Return a page as it is in such a case: nobody stands there to hand back to, or to go on alone."""
    if stage.visit.absent is None or not stage.visit.helper_holds:
        return view
    ways = tuple(one for one in view.side_choices if not isinstance(one.event, WithdrawConsent))
    if stage.visit.state is not State.WORKBENCH:
        return structs.replace(view, side_choices=ways)
    finish = stage.button("finish", "absent.finish", FinishCase(), picture="glyphs/yes")
    mark = "absent.mark" if stage.visit.absent.may_file else "absent.mark-only-saved"
    return structs.replace(
        view,
        choices=tuple(finish if isinstance(one.event, HandBack) else one for one in view.choices),
        side_choices=ways,
        holder_note=stage.say(mark),
    )


@paints(State.ABSENT_WHO)
def who(stage: Stage) -> Fields:
    """Who asks for them?"""
    choices = tuple(
        stage.button(f"asker:{name}", f"absent.asker.{name}", ChooseAsker(name), picture=_PICTURES[name])
        for name in ASKERS
    )
    return _asked(stage, "absent.ask-who", choices)


@paints(State.ABSENT_RELATION)
def relation(stage: Stage) -> Fields:
    """What are they to the one who is not here?"""
    absent = stage.visit.absent
    names = RELATIONS[absent.asked_by] if absent and absent.asked_by else ()
    choices = tuple(
        stage.button(
            f"relation:{name}", f"absent.relation.{name}", ChooseRelation(name), picture=_PICTURES[name]
        )
        for name in names
    )
    return _asked(stage, "absent.ask-relation", choices)


@paints(State.ABSENT_AUTHORISATION)
def authorisation(stage: Stage) -> Fields:
    """What is there of their leave?"""
    choices = tuple(
        stage.button(
            f"leave:{name}", f"absent.leave.{name}", ChooseAuthorisation(name), picture=_PICTURES[name]
        )
        for name in AUTHORISATIONS
    )
    return _asked(stage, "absent.ask-leave", choices)


def _asked(stage: Stage, question: str, choices: tuple[Button, ...]) -> Fields:
    return {
        "layout": "answers",
        "question": stage.say(question),
        **paged(stage, choices),
        "banner": stage.complaint(),
    }


@paints(State.ABSENT_WAYS)
def ways(stage: Stage) -> Fields:
    """How does the case end?"""
    save = stage.button("way:save", "absent.save", TakeWay("save"), picture="save-later")
    home = stage.button("way:home-visit", "absent.home-visit", TakeWay("home-visit"), picture="home-visit")
    over = stage.button("forget", "absent.forget", StartOver(), picture="wipe")
    offered = (save, home, over) if can_save(stage.scene.catalogue, stage.visit) else (over,)
    return {
        "layout": "answers",
        "question": stage.say("absent.ask-end"),
        "detail": stage.say("absent.never-filed"),
        **paged(stage, offered),
        "banner": stage.complaint(),
    }


@paints(State.ABSENT_WAITS)
def waits(stage: Stage) -> Fields:
    """The helper has gone: nothing of the case is shown."""
    return {
        "layout": "state",
        "question": stage.say("absent.waits"),
        "detail": stage.say("absent.waits-detail"),
        "picture": "badge",
        "choices": (
            stage.button("forget", "absent.forget", StartOver(), picture="wipe"),
            stage.button("sign-in", "wait-helper.sign-in", OpenSignIn(), picture="badge", style="person"),
        ),
        "banner": stage.complaint(),
    }
