"""Practice: what happens otherwise than in a resident's own visit.

The pages are those of a real visit and are stepped by the same table; what stands here comes first. Whatever a step
asks of the world is answered by ``engine.make_believe``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from kiosk.visit import overlays
from kiosk.visit.asking import give, procedure_of, question_of
from kiosk.visit.effects import ShowMadeUp
from kiosk.visit.events import (
    Back,
    CallHelp,
    Event,
    FillIn,
    GoOn,
    HaveTicket,
    OpenLearning,
    PractiseAlone,
    ShowPracticeCard,
)
from kiosk.visit.holding import residents
from kiosk.visit.inventing import inventions
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.overlays import UNDER
from kiosk.visit.reports import ScannedInPractice
from kiosk.visit.states import BUSY, OVERLAYS, Complaint, State
from kiosk.visit.step import step_in
from kiosk.visit.table import Context, Step, go, refuse, stay, wiped

PRACTICE_PIN = "123456"
"""Of the made-up helper's badge. It opens nothing."""
_NOT_TOLD: Final = BUSY | OVERLAYS | {State.SHOW, State.NOT_KEPT}
"""Where nothing is said of what is scanned: the machine is at work, a film is seen, it is told what went wrong."""
E = TypeVar("E", bound=Event)
Handler = Callable[[Context, PracticeVisit, Any], Step]
OWN: dict[tuple[State, type[Event]], Handler] = {}


def own(
    event: type[E], *states: State
) -> Callable[[Callable[[Context, PracticeVisit, E], Step]], Callable[[Context, PracticeVisit, E], Step]]:
    """Enter what an event does in practice alone, or otherwise than in a resident's own visit."""

    def enter(
        handler: Callable[[Context, PracticeVisit, E], Step],
    ) -> Callable[[Context, PracticeVisit, E], Step]:
        for state in states:
            OWN[state, event] = handler
        return handler

    return enter


def step_practice(context: Context, visit: PracticeVisit, event: Event) -> Step:
    """Return what becomes of a practice visit, as ``step`` does; a visit stays practice until it is over."""
    handler = OWN.get((visit.state, type(event)))
    return handler(context, visit, event) if handler is not None else step_in(context, visit, event)


def anew(visit: PracticeVisit) -> PracticeVisit:
    """Return the visit with nothing of what was practised in it."""
    as_wanted = residents(visit)
    return PracticeVisit(
        visit.id,
        language=as_wanted.language,
        look=as_wanted.look,
        loudness=as_wanted.loudness,
        person=visit.person,
    )


@own(PractiseAlone, State.PRACTISE)
def practise_alone(_: Context, visit: PracticeVisit, __: PractiseAlone) -> Step:
    """A visit as any resident makes it, from the tiles on."""
    return go(visit, State.HOME)


@own(Back, State.HOME, State.PRACTISED, State.STORY, State.DECIDE, State.SCORE)
def back_to_practise(_: Context, visit: PracticeVisit, __: Back) -> Step:
    """To what can be practised; what was practised is forgotten."""
    return go(anew(visit), State.PRACTISE)


@own(OpenLearning, State.HOME)
def to_what_can_be_practised(context: Context, visit: PracticeVisit, _: OpenLearning) -> Step:
    """Of what can be learnt and tried, practice shows its own part alone."""
    return back_to_practise(context, visit, Back())


@own(GoOn, State.PRACTISED, State.SCORE)
def once_more(context: Context, visit: PracticeVisit, _: GoOn) -> Step:
    """Practise once more, from nothing."""
    return back_to_practise(context, visit, Back())


@own(Back, State.PRACTISE)
def leave(_: Context, visit: PracticeVisit, __: Back) -> Step:
    """Leave practice."""
    return wiped(visit)


@own(ScannedInPractice, *State)
def scanned(_: Context, visit: PracticeVisit, __: ScannedInPractice) -> Step:
    """Say that real papers are put away while somebody practises; what was held there has not been looked at."""
    if visit.state in _NOT_TOLD:
        return refuse(visit, "practice")
    return stay(visit, complaint=Complaint("practice-scan"))


@own(HaveTicket, State.HOME)
def have_ticket(_: Context, visit: PracticeVisit, __: HaveTicket) -> Step:
    """A ticket is a real one: it is not asked for in practice."""
    return stay(visit, complaint=Complaint("practice-scan"))


@own(ShowPracticeCard, State.QUESTION)
def show_card(context: Context, visit: PracticeVisit, _: ShowPracticeCard) -> Step:
    """Hold up the made-up person's card, where a card answers."""
    if not question_of(context, visit).card_fills:
        return refuse(visit, "not-asked")
    return stay(visit, ShowMadeUp("card"))


@own(ShowPracticeCard, State.WAIT_HELPER, State.SIGN_IN_BADGE)
def show_badge(_: Context, visit: PracticeVisit, __: ShowPracticeCard) -> Step:
    """Hold up the made-up helper's badge."""
    return stay(visit, ShowMadeUp("badge"))


@own(FillIn, State.QUESTION)
def fill_in(context: Context, visit: PracticeVisit, _: FillIn) -> Step:
    """Answer for the made-up person."""
    return invent(context, visit, {})


def invent(context: Context, visit: PracticeVisit, told: Mapping[str, str]) -> Step:
    """Answer with what is ``told`` of the question, else with the first invention that it and its kin take."""
    question = question_of(context, visit)
    order = [one.id for one in procedure_of(context, visit).questions]
    lists, place = context.catalogue.lists, order.index(question.id)
    wanted = [told[question.id]] if question.id in told else []
    for value in (*wanted, *inventions(question, visit.person, place, context.today, lists)):
        outcome = give(context, visit, question, value)
        if outcome.visit.complaint is None:
            return outcome
    return refuse(visit, "nothing-to-invent")


@own(CallHelp, *UNDER, State.LOOK, State.LANGUAGES, State.POINTING, State.START_OVER)
def call_help(context: Context, visit: PracticeVisit, event: CallHelp) -> Step:
    """Show where help is; nobody is called."""
    return Step(overlays.call_help(context, visit, event).visit)


@own(GoOn, State.TICKET_OUT, State.TICKET_FAILED, State.REFER, State.THANKS)
def well_done(_: Context, visit: PracticeVisit, __: GoOn) -> Step:
    """Praise, and forget: nobody is asked how it was. An exercise ends with its stars."""
    if visit.course is not None:
        return go(replace(anew(visit), course=visit.course), State.SCORE)
    return go(anew(visit), State.PRACTISED)
