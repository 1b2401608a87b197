"""The helpers' exercises: where one begins, what is seen to be done, what may not be done, what it comes to.

A step counts as done when the visit shows it; nobody says so of themselves. There is no time in which it must be done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.ids import HelperId
from kiosk.procedures.exercises import Exercise
from kiosk.visit.answering import first_open, needed_papers
from kiosk.visit.asking import procedure_of
from kiosk.visit.choosing import last_confirmed
from kiosk.visit.effects import MadeUpActs
from kiosk.visit.events import (
    ChooseExercise,
    Decide,
    Event,
    GoOn,
    Touched,
    TryAnswer,
    TurnPage,
)
from kiosk.visit.kinds import Course, Mark, PracticeVisit, must_be_practice
from kiosk.visit.practising import anew, invent, own, step_practice
from kiosk.visit.reports import HintDue, MadeUpActed, PageHeard
from kiosk.visit.states import (
    BUSY,
    CORE,
    OVERLAYS,
    RESIDENT_ONLY,
    Asked,
    Complaint,
    Consent,
    Helper,
    Paper,
    State,
)
from kiosk.visit.table import Context, Step, go, refuse, stay

_HELPER: Final = HelperId("practice")
_MOST_QUESTIONS: Final = 200
_SILENT: Final = BUSY | OVERLAYS | {State.PRACTISE, State.PRACTISED, State.STORY, State.SCORE}
"""Pages on which nobody needs a hint."""


def practise(context: Context, visit: PracticeVisit, event: Event) -> Step:
    """Let an event happen in practice: hints come and go, and an exercise sees what has been done."""
    by_hand = context.control is not CORE and not isinstance(event, Touched)
    if by_hand and _is_the_residents(visit) and isinstance(event, Decide | TurnPage):
        course = visit.course
        harmed = replace(course, now=replace(course.now, harmed=True)) if course else None
        return stay(visit, course=harmed, complaint=Complaint("practice-hands-off"))
    outcome = step_practice(context, visit, event)
    if outcome.refused:
        return _hinted(visit) if by_hand and may_hint(visit) else outcome
    after = must_be_practice(outcome.visit)
    if _place(after) != _place(visit):
        # A page that comes back from under another one is said anew, and she does what she does at its end.
        after = replace(after, hinted=False, heard=after.heard and not _is_the_residents(after))
    elif by_hand and after.complaint is not None and after.complaint != visit.complaint and may_hint(after):
        after = must_be_practice(_hinted(after).visit)
    effects = outcome.effects
    if isinstance(event, PageHeard) and _is_the_residents(after):
        effects = (*effects, MadeUpActs(_by_herself(context, after), after.state.value))
    return Step(observed(context, after), effects)


def _is_the_residents(visit: PracticeVisit) -> bool:
    """Tell whether this page is the made-up resident's: a helper keeps their hands off."""
    return visit.course is not None and visit.state in RESIDENT_ONLY


def _by_herself(context: Context, visit: PracticeVisit) -> Event:
    """Return what the made-up resident does once she has heard the page."""
    if visit.state is State.CONFIRM:
        last = last_confirmed(context, visit)
        if visit.page < last:
            return TurnPage(visit.page + 1)
    return Decide(yes=True)


def _place(visit: PracticeVisit) -> tuple[object, ...]:
    return visit.state, visit.page, visit.asked.asking, visit.parts, visit.course and visit.course.step


def may_hint(visit: PracticeVisit) -> bool:
    """Tell whether a hint may stand on this page: not where the made-up resident is to be let alone."""
    return visit.state not in _SILENT and not _is_the_residents(visit)


def _hinted(visit: PracticeVisit) -> Step:
    """Show a hint; the step that it helps with has no star then."""
    course = visit.course
    if course is not None:
        course = replace(course, now=replace(course.now, hinted=True))
    return stay(visit, hinted=True, course=course)


def observed(context: Context, visit: PracticeVisit) -> PracticeVisit:
    """Return the visit with every step marked that it shows as done; after the last one come the stars."""
    course = visit.course
    if course is None or visit.state is State.STORY:
        return visit
    before = len(course.marks)
    while course.step is not None and _is_done(context, visit, course):
        course = Course(course.exercise, (*course.marks, course.now))
    if len(course.marks) == before:
        return visit
    visit = replace(visit, course=course, hinted=False)
    if course.step is None and visit.state is not State.SCORE:
        return must_be_practice(go(replace(anew(visit), course=course), State.SCORE).visit)
    return visit


def _is_done(context: Context, visit: PracticeVisit, course: Course) -> bool:
    """Tell whether the visit shows that the step is done; a choice of pictures is done by its own touch."""
    step = course.step
    if step is None or step.choices:
        return False
    done, answers = step.done, visit.asked.answers
    if done.seen:
        return visit.state.value == done.seen
    if not visit.asked.procedure:
        return False
    if done.complete:
        return first_open(procedure_of(context, visit), visit.asked) is None
    return all(name in answers and answers[name].value == value for name, value in done.answer.items())


@own(MadeUpActed, *State)
def acted(context: Context, visit: PracticeVisit, event: MadeUpActed) -> Step:
    """Let the made-up resident act, on the page that she meant."""
    if event.state != visit.state:
        return refuse(visit, "out-of-date")
    return step_practice(context, visit, event.event)


@own(HintDue, *(set(State) - _SILENT))
def hint(_: Context, visit: PracticeVisit, __: HintDue) -> Step:
    """Help whoever does not know how to go on, once a page."""
    return _hinted(visit) if may_hint(visit) and not visit.hinted else refuse(visit, "no-hint")


@own(ChooseExercise, State.PRACTISE)
def choose_exercise(context: Context, visit: PracticeVisit, event: ChooseExercise) -> Step:
    """Tell what has happened."""
    found = next((each for each in context.catalogue.exercises if each.id == event.exercise), None)
    if found is None:
        return refuse(visit, "not-asked")
    return go(replace(anew(visit), course=Course(found)), State.STORY)


@own(GoOn, State.STORY)
def begin_exercise(context: Context, visit: PracticeVisit, _: GoOn) -> Step:
    """Put the made-up resident's visit where the exercise begins."""
    if visit.course is None:
        return refuse(visit, "no-exercise")
    return _at_its_place(_with_answers(context, visit, visit.course.exercise), visit.course)


def _at_its_place(visit: PracticeVisit, course: Course) -> Step:
    """Go where the next step is done: to its pictures, or to the page with which the exercise begins."""
    visit = replace(visit, course=course, hinted=False)
    if course.step is None:
        return go(replace(anew(visit), course=course), State.SCORE)
    if course.step.choices:
        return go(visit, State.DECIDE, spoken=visit.spoken + 1)
    match course.exercise.begin:
        case "workbench":
            return go(visit, State.WORKBENCH)
        case "out-of-paper":
            return go(
                visit, State.TICKET_FAILED, paper=Paper("000", "receipt", "out-of-paper", received=True)
            )
        case _:
            return go(visit, State.WAIT_HELPER, before_help=State.WAYS)


def _with_answers(context: Context, visit: PracticeVisit, exercise: Exercise) -> PracticeVisit:
    """Return the visit with a form that the made-up resident has filled in, but for what the exercise leaves open."""
    procedure = context.catalogue.procedures.get(exercise.procedure)
    if procedure is None:
        return visit
    apart = {each.question: each.among[0] for each in procedure.apart}
    asked = Asked(procedure.event, apart, procedure.code)
    for _ in range(_MOST_QUESTIONS):
        opened = first_open(procedure, asked)
        if opened is None:
            break
        at = replace(visit, state=State.QUESTION, asked=replace(asked, asking=opened.id), parts={})
        asked = invent(context, at, exercise.told).visit.asked
    answers = {name: given for name, given in asked.answers.items() if name not in exercise.open}
    papers = {paper.id: True for paper in needed_papers(procedure, asked)}
    helper = None
    if exercise.begin == "workbench":
        helper = Helper(_HELPER, visit.person.helper, visit.person.helper, "")
    return replace(
        visit,
        asked=replace(asked, answers=answers, papers=papers),
        consents=(Consent("process", context.now, "touch"),),
        helper=helper,
        way="with-helper",
    )


@own(TryAnswer, State.DECIDE)
def decide(_: Context, visit: PracticeVisit, event: TryAnswer) -> Step:
    """The right picture leads on; another one says why not, and may be put right."""
    course = visit.course
    step = course.step if course else None
    choice = next((each for each in step.choices if each.id == event.choice), None) if step else None
    if course is None or choice is None:
        return refuse(visit, "not-asked")
    if choice.right:
        return _at_its_place(visit, Course(course.exercise, (*course.marks, course.now)))
    say = {tongue: choice.then.in_language(tongue) for tongue in ("vi", "km", "en")} if choice.then else {}
    now = Mark(hinted=True, harmed=course.now.harmed or choice.harmful)
    return stay(visit, course=replace(course, now=now), complaint=Complaint("practice-wrong", say))


@own(TurnPage, State.PRACTISE, State.DECIDE, State.SCORE)
def turn_page(_: Context, visit: PracticeVisit, event: TurnPage) -> Step:
    """Another page of the same list."""
    return stay(visit, page=max(0, event.page), speaking=-1)
