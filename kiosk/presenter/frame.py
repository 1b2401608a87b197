"""The frame of every screen: header with place and progress, footer with its five places."""

from __future__ import annotations

from kiosk.presenter.due import back_words
from kiosk.presenter.help_calls import coming
from kiosk.presenter.queueing import now_serving
from kiosk.presenter.scene import Stage
from kiosk.presenter.signing import signs_button
from kiosk.presenter.taking_over import withdraw_button
from kiosk.presenter.view import Button, Footer, Header
from kiosk.presenter.whereabouts import ticket_of
from kiosk.visit.answering import asked_questions, papers_to_mark
from kiosk.visit.benching import beside_form
from kiosk.visit.events import Back, CallHelp, OpenLanguages, OpenLook, OpenSignIn, SayAgain, StartOver
from kiosk.visit.helping import may_sign_in
from kiosk.visit.learning import guide_of
from kiosk.visit.leaving import is_gentle
from kiosk.visit.look import LARGEST
from kiosk.visit.states import BUSY, OF_COPIES, State
from kiosk.visit.taking_over import can_withdraw

MOST_STEPS = 9

_NO_BACK = BUSY | {
    State.ATTRACT,
    State.RECOVER,
    State.ABSENT_WAITS,
    State.RESUMED,
    State.FORGOTTEN,
    State.TICKET_OUT,
    State.TICKET_ASK,
    State.TICKET_FAILED,
    State.COPY_LEFT,
}
_BARE = {State.ATTRACT, State.IDLE}
_WAITING = BUSY | {State.ATTRACT}
_PARTING = {State.THANKS, State.RATE, State.REASON}
_ARRIVING = {State.HOME, State.UNATTENDED, State.QUEUE}
_OF_NO_PROCEDURE = {State.HOME, State.SEARCH, State.ATTRACT, State.ABSENT_WAITS}
"""Where the header names no procedure: none is chosen yet, or whose case it is is nobody's business."""
_LEARNING = {State.LEARN, State.GUIDE}
_NO_START_OVER = _WAITING | {State.RECOVER}
"""There is nothing to begin anew, or its own button does so."""
_OF_THE_HELPER = {State.WORKBENCH, State.DEVICES, State.PORTAL, State.PORTAL_CODE}
"""Pages without a footer, which have that way among their own."""
_RESIDENTS_PAGE = {
    State.CONSENT,
    State.COPY_CONSENT,
    State.HANDOVER,
    State.WITNESS,
    State.LEAVE_COPY,
    State.SIGN_RESIDENT,
}


def header(stage: Stage) -> Header:
    """Return the header: point, where I am, how far, who is on duty."""
    scene, procedure = stage.scene, stage.procedure
    where, picture = "", ""
    if stage.visit.hidden:
        procedure = None
    if procedure is not None and stage.visit.state not in _OF_NO_PROCEDURE:
        where, picture = stage.text(procedure.short), procedure.picture
    if (stage.visit.behind or stage.visit.state) in _LEARNING:
        where, picture = _learning(stage)
    served = now_serving(stage) if stage.visit.state in _ARRIVING else None
    short = ", ".join(served.numbers) if served is not None else ""
    if served is not None and short:
        where, picture = f"{served.text} {short}", "sit-wait"
    if stage.visit.state is State.STATUS:
        where, picture = ticket_of(stage), "ticket"
    if stage.visit.state in _PARTING and not is_gentle(scene.catalogue, stage.visit):
        where = stage.say("leaving.where")
    step, steps = (0, 0) if stage.visit.hidden else _progress(stage)
    duty = stage.say("header.on-duty", name=scene.on_duty) if scene.on_duty else _nobody(stage)
    if scene.on_duty and stage.look.size == LARGEST:
        duty = scene.on_duty
    duty = coming(stage) or duty
    if stage.visit.helper is not None and stage.visit.helper_holds:
        duty = stage.say("workbench.holder", name=stage.visit.helper.shown_name)
    return Header(
        point=scene.point.name,
        where=where,
        where_short=short,
        where_picture=picture,
        step=step,
        steps=steps,
        helper=duty,
        on_duty=bool(scene.on_duty or coming(stage)),
        trial=stage.say("trial.mark") if scene.trial else "",
    )


def _learning(stage: Stage) -> tuple[str, str]:
    """Return what is being learnt."""
    guide = guide_of(stage.scene.catalogue, stage.visit.lesson)
    return (stage.text(guide.name), guide.picture) if guide else (stage.say("home.learn"), "learn")


def _nobody(stage: Stage) -> str:
    """Say when somebody is here again; the first screen of all shows no header."""
    back = "" if stage.visit.state is State.ATTRACT else back_words(stage)
    if back and stage.look.size == LARGEST:
        return back
    return stage.say("header.back", when=back) if back else stage.say("header.nobody")


def _progress(stage: Stage) -> tuple[int, int]:
    visit, procedure = stage.visit, stage.procedure
    state = visit.behind if visit.behind is not None else visit.state
    if state is State.GUIDE and (guide := guide_of(stage.scene.catalogue, visit.lesson)) is not None:
        return visit.lesson.step + 1, guide.screens
    if state in _LEARNING:
        return 0, 0
    if procedure is None or procedure.kind != "form":
        return 0, 0
    sections: list[str] = []
    for question in asked_questions(procedure, visit.asked):
        if question.section not in sections:
            sections.append(question.section)
    stations = ["papers"] if papers_to_mark(procedure, visit.asked) else []
    stations += [f"section:{name}" for name in sections][: MOST_STEPS - 2 - len(stations)]
    stations += ["review", "ways"]
    here = _station(stage, state)
    return (stations.index(here) + 1, len(stations)) if here in stations else (0, 0)


def _station(stage: Stage, state: State) -> str:
    procedure = stage.procedure
    if state is State.PAPERS:
        return "papers"
    if state in {State.QUESTION, State.WHOSE_CARD, State.CARD} and procedure is not None:
        asking = next((q for q in procedure.questions if q.id == stage.visit.asked.asking), None)
        return f"section:{asking.section}" if asking else ""
    if state is State.REVIEW:
        return "review"
    at_ways = {State.CONSENT, State.COPY_CONSENT, State.WAYS, State.SAVE_YEAR, State.WAIT_HELPER}
    if state in at_ways or state in OF_COPIES:
        return "ways"
    return ""


def footer(stage: Stage) -> Footer:
    """Return the footer; what does not apply leaves its place empty."""
    state = stage.visit.state
    if state in _BARE:
        return Footer()
    if state is State.HIDDEN:
        return Footer(again=_quiet(stage, "again", "footer.again", SayAgain()))
    helpers = stage.visit.helper_holds
    resident_page = state in _RESIDENTS_PAGE
    return Footer(
        back=None if state in _NO_BACK or resident_page else _quiet(stage, "back", "footer.back", Back()),
        again=_quiet(stage, "again", "footer.again", SayAgain()),
        language=None if helpers or state in _WAITING or state is State.LANGUAGES else _languages(stage),
        look=None if helpers or state in _WAITING or state is State.LOOK else _look(stage),
        help=None if state in _WAITING or state is State.HIDDEN_PIN or resident_page else _help(stage),
        signs=signs_button(stage),
        start_over=None
        if state in _NO_START_OVER or state is State.HIDDEN_PIN or state is State.START_OVER or resident_page
        else _over(stage),
    )


def _quiet(stage: Stage, name: str, message_id: str, event: Back | SayAgain) -> Button:
    picture = {"back": "glyphs/back", "again": "say-again"}[name]
    return Button(id=name, text=stage.say(message_id), event=event, picture=picture, style="quiet")


def _languages(stage: Stage) -> Button:
    """The button names another language in that language's own script."""
    known = stage.scene.languages
    other = next(
        (name for name in ("km", "vi", "en") if name in known and name != stage.tongue), stage.tongue
    )
    text = stage.scene.texts.say(other, "footer.language")
    return Button(id="language", text=text, event=OpenLanguages(), style="quiet")


def _look(stage: Stage) -> Button:
    text = stage.say("footer.look")
    return Button(id="look", text=text, event=OpenLook(), picture="glyphs/look", style="quiet")


def _help(stage: Stage) -> Button | None:
    """Whoever has been called finds the way in where they were called from: a badge can be typed, too.

    While a helper works in the visit its place is that of the way to go on alone.
    """
    if can_withdraw(stage.visit):
        bare = stage.visit.state in _OF_THE_HELPER or beside_form(stage.visit)
        return None if bare else withdraw_button(stage)
    if stage.visit.state is State.HELP:
        if not may_sign_in(stage.visit):
            return None
        return stage.button("sign-in", "wait-helper.sign-in", OpenSignIn(), picture="badge", style="quiet")
    return Button(id="help", text=stage.say("footer.help"), event=CallHelp(), picture="help", style="person")


def _over(stage: Stage) -> Button:
    text = stage.say("footer.start-over")
    return Button(id="start-over", text=text, event=StartOver(), picture="glyphs/start-over", style="quiet")
