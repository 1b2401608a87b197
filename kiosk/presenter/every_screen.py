"""Every screen that a catalogue can bring about, with nobody's answers in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from msgspec import structs

from kiosk.ids import HelperId, TicketId, VisitId
from kiosk.presenter.attract import each_slide
from kiosk.presenter.every_absent import of_absent
from kiosk.presenter.every_bench import of_bench
from kiosk.presenter.every_call import called_scenes
from kiosk.presenter.every_card import of_card
from kiosk.presenter.every_copy import WHERE, of_copies
from kiosk.presenter.every_day import of_days
from kiosk.presenter.every_device import of_devices
from kiosk.presenter.every_duty import of_duty
from kiosk.presenter.every_round import of_round
from kiosk.presenter.every_status import of_statuses
from kiosk.presenter.every_take_over import of_take_over
from kiosk.presenter.every_ticket import of_ticket
from kiosk.presenter.help_calls import PAGES
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.procedures.films import Caption, Film, Films
from kiosk.procedures.parts import next_part
from kiosk.procedures.types import LifeEvent, Procedure, Question
from kiosk.texts import FALLBACK, LANGUAGES
from kiosk.visit.answering import papers_to_mark
from kiosk.visit.day_acts import sees_all
from kiosk.visit.events import Language
from kiosk.visit.finding import FOUND_AT_MOST
from kiosk.visit.kinds import Course, Mark, PracticeVisit
from kiosk.visit.look import USUAL, Look
from kiosk.visit.pointing import signs
from kiosk.visit.queueing import QUEUE
from kiosk.visit.seeking import Lesson, Sought
from kiosk.visit.slides import slides
from kiosk.visit.states import Asked, Complaint, Helper, Paper, Showing, State, Visit
from kiosk.waiting.line import Line, Place

NOBODY = VisitId("nobody")
SERVED = 9
"""The number that is served, where one is."""
SOMEBODY = Helper(HelperId("nobody"), "Anh Tài", "Trần Văn Tài", "")
PLAIN = (
    State.HOME,
    State.UNATTENDED,
    State.SEARCH,
    State.SAVE_YEAR,
    State.WAIT_HELPER,
    State.SIGN_IN_BADGE,
    State.SIGN_IN_PIN,
    State.SIGNING_IN,
    State.LOOKING,
    State.RECOVER,
    State.RESUME,
    State.RESUME_YEAR,
    State.FORGETTING,
    State.TICKET_LOST,
    State.LANGUAGES,
    State.LOOK,
    State.HELP,
    State.IDLE,
    State.RATE,
    State.REASON,
)
IN_PRACTICE = (
    State.PRACTISE,
    State.PRACTISED,
    State.HOME,
    State.HELP,
    State.WAIT_HELPER,
    State.SIGN_IN_BADGE,
    State.SIGN_IN_PIN,
    State.LOOK,
    State.IDLE,
)
ALONE = {State.ATTRACT, State.UNATTENDED, State.HELP, State.WAIT_HELPER, State.WAYS, State.TICKET_FAILED}
OF_A_FORM = (
    State.REVIEW,
    State.CONSENT,
    State.WAYS,
    State.SAVING,
    State.SEALING,
    State.SENDING,
    State.START_OVER,
    State.HANDOVER,
    State.WORKBENCH,
    State.CONFIRM,
)
OF_SAVED = (State.RESUMED, State.START_OVER, State.FORGET)
"""What is shown of a saved visit that came back."""
OF_THE_QUEUE = (State.ATTRACT, State.HOME, State.UNATTENDED, State.QUEUE, State.CALLING, State.TICKET_OUT)
"""Screens that show something of the queue."""
IN_PARTS: dict[str, tuple[dict[str, str], ...]] = {
    "address": ({"ward": "other"}, {"ward": "other", "province": ""}, {"ward": "raw"}),
    "ethnicity": ({"pictures": "other"},),
    "nationality": ({"pictures": "other"},),
    "phone": ({"own": "relative"},),
    "bank_account": ({"first": ""}, {"first": "", "again": ""}),
}
"""The parts answered before each further screen of a question that is asked in parts."""


def every_screen(scene: Scene, language: Language, look: Look = USUAL) -> Iterator[ScreenView]:
    """Yield each screen once, in the order of a visit with this look."""
    for visit in every_visit(scene, language, look):
        yield from pages_of(scene, visit)


def to_prepare(scene: Scene) -> Iterator[ScreenView]:
    """Yield what shows every drawing there is: those with words on them in every language, then each screen once."""
    for language in LANGUAGES:
        slip = PracticeVisit(NOBODY, State.TICKET_OUT, language, paper=Paper("000", "receipt", "printed"))
        yield from pages_of(scene, slip)
    yield from every_screen(scene, FALLBACK)


def every_visit(scene: Scene, language: Language, look: Look = USUAL) -> Iterator[Visit]:
    """Yield a visit that stands on the first page of each screen."""
    fresh = Visit(id=NOBODY, language=language, look=look)
    yield from each_slide(fresh, scene)
    for state in PLAIN:
        yield replace(fresh, state=state)
    yield from _of_queue(fresh)
    yield from of_devices(fresh, SOMEBODY)
    yield from of_duty(fresh, SOMEBODY)
    yield from of_absent(scene, fresh, SOMEBODY)
    yield from of_round(scene, fresh, SOMEBODY)
    yield from _of_pointing(scene, fresh)
    yield from _of_signs(fresh)
    yield from _of_search(scene, fresh)
    if language in scene.listens:
        yield from _of_listening(fresh)
    yield from _of_learning(scene, fresh)
    for event in scene.catalogue.events:
        yield from _of_event(scene, fresh, event, {})
    forms = [one for one in scene.catalogue.procedures.values() if one.kind == "form"]
    for procedure in forms:
        yield from _of_form(scene, fresh, procedure)
    for procedure in forms[:1]:
        asked = Asked(procedure=procedure.code)
        yield from (replace(fresh, state=state, asked=asked) for state in (State.HELP, State.WAIT_HELPER))
        yield from (replace(fresh, state=state, asked=asked, saved="open") for state in OF_SAVED)
        yield from of_take_over(scene, replace(fresh, asked=asked, helper=SOMEBODY), procedure)
    for gone in ("gone", "gone-here"):
        yield replace(fresh, state=State.FORGOTTEN, saved=gone)
    yield from _of_practice(scene, forms, fresh)
    yield from of_statuses(scene, fresh)


def _of_listening(fresh: Visit) -> Iterator[Visit]:
    """Yield what is shown before and while somebody speaks, and where nothing was understood."""
    yield replace(fresh, state=State.LISTEN)
    yield replace(fresh, state=State.LISTEN, heard=True)
    yield replace(fresh, state=State.SEARCH, sought=Sought(unheard=True))


def _of_queue(fresh: Visit) -> Iterator[Visit]:
    """Yield a number being taken, refused, printed or not, then the helper's board."""
    for state in (State.QUEUE, State.TAKING, State.OPENING):
        yield replace(fresh, state=state)
    yield replace(fresh, state=State.QUEUE, complaint=Complaint("no-number"))
    for outcome in ("printed", "out-of-paper", "failed"):
        paper = Paper("LC012", QUEUE, outcome)
        for state in (State.PRINTING, State.TICKET_ASK, State.TICKET_FAILED, State.TICKET_OUT):
            yield replace(fresh, state=state, paper=paper)
    board = replace(fresh, state=State.CALLING, helper=SOMEBODY)
    yield replace(board, helper=structs.replace(SOMEBODY, by_badge=True))
    yield from (board, replace(board, calling="aloud"))
    yield from (replace(board, complaint=Complaint(code)) for code in ("no-call", "day-slip"))


def line_of(scene: Scene, waiting: int) -> Line:
    """Return a line of a made-up morning: so many wait, one is served, one has stepped aside, each pace is even."""
    now = scene.now
    served = tuple(
        Place(
            TicketId(f"served-{turn}"),
            f"LC{turn:03d}",
            turn,
            turn % 4 == 1,
            "vi",
            now - timedelta(minutes=90),
            standing="called" if turn == SERVED else "away" if turn == 1 else "done",
            counter=int(turn == SERVED),
            calls=1,
            absences=2 * int(turn == 1),
            called_at=now - timedelta(minutes=7 * (SERVED - turn) + 3),
        )
        for turn in range(1, SERVED + 1)
    )
    crowd = tuple(
        Place(
            TicketId(f"waiting-{turn}"),
            f"LC{turn:03d}",
            turn,
            turn % 3 == 0,
            "vi",
            now - timedelta(minutes=60 - turn),
            absences=int(turn % 4 == 0),
        )
        for turn in range(SERVED + 1, SERVED + 1 + waiting)
    )
    return Line(now.date(), (*served, *crowd))


def _of_practice(scene: Scene, forms: list[Procedure], fresh: Visit) -> Iterator[Visit]:
    """Yield what practice alone shows, and each screen that it shows otherwise, once."""
    practice = PracticeVisit(NOBODY, language=fresh.language, look=fresh.look)
    for state in IN_PRACTICE:
        yield replace(practice, state=state)
    yield from _of_exercises(scene, practice)
    for procedure in forms[:1]:
        asked = Asked(life_event=procedure.event, procedure=procedure.code)
        at = replace(practice, asked=asked, helper=SOMEBODY)
        for question in procedure.questions:
            asking = replace(at, state=State.QUESTION, asked=replace(asked, asking=question.id))
            yield from (asking, replace(asking, hinted=True))
        for state in (State.HOME, State.ABOUT, State.PAPERS, *OF_A_FORM):
            yield replace(at, state=state, hinted=True)
        for state in (State.ABOUT, State.PAPERS, *OF_A_FORM, State.PRINTING):
            yield replace(at, state=state)
        for state in (State.TICKET_FAILED, State.TICKET_OUT):
            yield replace(at, state=state, paper=Paper("000", "receipt", "out-of-paper", received=True))


def _of_exercises(scene: Scene, practice: PracticeVisit) -> Iterator[Visit]:
    """Yield what each exercise tells and asks, with its hint and with what is said to a wrong picture; its stars."""
    for exercise in scene.catalogue.exercises:
        yield replace(practice, state=State.STORY, course=Course(exercise))
        for done, step in enumerate(exercise.steps):
            course = Course(exercise, (Mark(),) * done)
            at = replace(practice, state=State.DECIDE, course=course)
            if step.choices:
                yield from (at, replace(at, hinted=True))
            for choice in step.choices:
                if choice.then is not None:
                    say = {language: choice.then.in_language(language) for language in ("vi", "km", "en")}
                    yield replace(at, hinted=True, complaint=Complaint("practice-wrong", say))
        for marks in (Mark(), Mark(hinted=True), Mark(harmed=True)):
            yield replace(
                practice, state=State.SCORE, course=Course(exercise, (marks,) * len(exercise.steps))
            )


def _of_signs(visit: Visit) -> Iterator[Visit]:
    """Yield a page in sign language, after it has been shown."""
    yield replace(visit, state=State.SIGNS, behind=State.HOME, showing=Showing(ended=True))


def _of_pointing(scene: Scene, fresh: Visit) -> Iterator[Visit]:
    """Yield the board, then every picture of it, large."""
    yield replace(fresh, state=State.POINTING)
    for sign in signs(scene.catalogue):
        yield replace(fresh, state=State.POINTING, pointed=sign.id)


def _of_learning(scene: Scene, fresh: Visit) -> Iterator[Visit]:
    """Yield the menu, then every step of every guide, a question with each of its answers too."""
    yield replace(fresh, state=State.LEARN)
    for guide in scene.catalogue.guides:
        for step in range(guide.screens):
            choices = guide.steps[step].choices if step < len(guide.steps) else ()
            for chosen in ("", *(choice.id for choice in choices)):
                yield replace(fresh, state=State.GUIDE, lesson=Lesson(guide.id, step, chosen))


def _of_search(scene: Scene, fresh: Visit) -> Iterator[Visit]:
    """Yield the search with nothing found, and with every procedure among what was found."""
    codes = tuple(scene.catalogue.heads)
    for at in range(0, len(codes) + FOUND_AT_MOST, FOUND_AT_MOST):
        sought = Sought("-", codes[at : at + FOUND_AT_MOST])
        yield replace(fresh, state=State.SEARCH, sought=sought)


def _of_event(scene: Scene, fresh: Visit, event: LifeEvent, apart: dict[str, str]) -> Iterator[Visit]:
    asked = Asked(life_event=event.id, apart=apart)
    open_ = scene.catalogue.candidates(event.id, apart)
    question = scene.catalogue.next_apart(event.id, apart)
    if question is not None:
        yield replace(fresh, state=State.APART, asked=asked)
        for choice in question.choices:
            yield from _of_event(scene, fresh, event, {**apart, question.id: choice.id})
    elif len(open_) > 1:
        yield replace(fresh, state=State.SIBLINGS, asked=asked)
    elif not open_ or open_[0].kind == "refer":
        asked = replace(asked, procedure=open_[0].code if open_ else "")
        yield replace(fresh, state=State.REFER, asked=asked)
        if asked.procedure:
            yield from _of_show(replace(fresh, asked=asked), scene.catalogue.procedures[asked.procedure])
            yield replace(fresh, state=State.THANKS, asked=asked)


def _of_show(visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield every slide, one that stands still, and the end."""
    shown = replace(visit, state=State.SHOW, showing=Showing(visit.state))
    for page, _ in enumerate(slides(procedure, visit.asked)):
        yield replace(shown, page=page)
    yield replace(shown, showing=Showing(visit.state, stands=True))
    yield replace(shown, showing=Showing(visit.state, ended=True))


def pages_of(scene: Scene, visit: Visit) -> Iterator[ScreenView]:
    """Yield every page of a list, and what is another screen with a film or while nobody is on duty that way, too."""
    yield from (view for _, _, view in scenes_of(scene, visit))


def scenes_of(scene: Scene, visit: Visit) -> Iterator[tuple[Visit, Scene, ScreenView]]:
    """Yield what ``pages_of`` does, each with the visit and the scene that it shows."""
    first = present(visit, scene, 1)
    yield visit, scene, first
    for page in range(1, first.pages):
        yield _presented(replace(visit, page=page, look_page=page, board=page), scene)
    # Of the slides one in each language: their numbers take turns.
    if visit.state in OF_THE_QUEUE and scene.line is None and visit.page < len(scene.languages):
        for waiting in (0, 2, 14):
            yield from scenes_of(replace(scene, line=line_of(scene, waiting)), visit)
    signed = replace(scene, films=Films(of_signs={State.HOME.value: Film("-")}))
    if visit.state is State.HOME:
        yield _presented(visit, signed)
    if visit.state is State.SIGNS:
        yield _presented(replace(visit, showing=Showing()), signed)
    if visit.state is State.SHOW and visit.showing.ended:
        film = Film("-", (Caption(0, 1, scene.texts.say(visit.language, "show.ended")),))
        shown = replace(visit, showing=Showing(visit.showing.reached_from))
        yield _presented(shown, replace(scene, films=Films({(visit.asked.procedure, ""): film})))
    if visit.state is State.SEARCH and scene.listens:
        yield _presented(visit, replace(scene, listens=frozenset()))
    if visit.copies.paper and not scene.copies:
        yield from (_presented(visit, replace(scene, copies=where)) for where in WHERE)
    plain = not visit.calling and visit.complaint is None and sees_all(visit)
    if visit.state is State.CALLING and plain and scene.day is None and scene.line is None:
        yield from of_days(scene, visit, line_of(scene, 5))
    if visit.state in {State.WORKBENCH, State.CALLING} and not scene.paper_low:
        yield _presented(visit, replace(scene, paper_low=True))
    if visit.state in PAGES and scene.call is None and not isinstance(visit, PracticeVisit):
        yield from (_presented(visit, each) for each in called_scenes(scene))
    if scene.on_duty and visit.state in ALONE and not visit.page:
        yield _presented(visit, replace(scene, on_duty=""))


def _presented(visit: Visit, scene: Scene) -> tuple[Visit, Scene, ScreenView]:
    return visit, scene, present(visit, scene, 1)


def _of_form(scene: Scene, fresh: Visit, procedure: Procedure) -> Iterator[Visit]:
    asked = Asked(life_event=procedure.event, procedure=procedure.code)
    visit = replace(fresh, asked=asked, helper=SOMEBODY)
    papers = papers_to_mark(procedure, asked)
    yield replace(visit, state=State.ABOUT, helper=None)
    yield from _of_show(replace(visit, helper=None), procedure)
    for has in (None, True, False) if procedure.home is None else ():
        marked = {paper.id: has for paper in papers} if has is not None else {}
        yield replace(visit, state=State.PAPERS, asked=replace(asked, papers=marked))
    for question in procedure.questions:
        at = replace(visit, state=State.QUESTION, asked=replace(asked, asking=question.id))
        for parts in ({}, *IN_PARTS.get(question.type, ()), *_in_own_ward(scene, question)):
            yield replace(at, parts=parts)
    yield from of_card(visit, procedure)
    yield from of_copies(visit, procedure)
    yield from of_bench(visit, procedure)
    for state in OF_A_FORM:
        yield replace(visit, state=state)
    yield replace(visit, state=State.NOT_KEPT, complaint=Complaint("disk-full"))
    yield from of_ticket(visit, procedure)


def _in_own_ward(scene: Scene, question: Question) -> Iterator[dict[str, str]]:
    """Yield the parts answered before hamlet and house are asked for, in the point's own ward."""
    ward = {"ward": scene.point.ward.code}
    for given in (ward, {**ward, "hamlet": ""}):
        if question.type == "address" and next_part(question, given) in {"hamlet", "house"}:
            yield given
