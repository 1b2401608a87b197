"""Pages laid over another: languages, help, pointing, start over, idle. The page under them comes back unchanged."""

from __future__ import annotations

from dataclasses import replace

from kiosk.visit.effects import Audit, CallHelper, Effect, EndCall, Practise, ReleaseLease
from kiosk.visit.events import (
    Back,
    BeginPractice,
    CallHelp,
    ChangeLook,
    ChangeLoudness,
    ChooseLanguage,
    Decide,
    FilmBroken,
    GoOn,
    OpenLanguages,
    OpenLook,
    OpenPointing,
    OpenSigns,
    PointAt,
    SayAgain,
    StartOver,
    StillHere,
    Touched,
    TurnPage,
)
from kiosk.visit.help_reports import HelpCallMoved
from kiosk.visit.helper_events import StopCalling
from kiosk.visit.leaving import unkept
from kiosk.visit.look import CONTRAST, HAND, SIZE, first_page
from kiosk.visit.pointing import signs
from kiosk.visit.queueing import QUEUE
from kiosk.visit.reports import HeadphonesChanged, IdleCounted, IdleOver, IdleWarned, PageHeard, PhraseStarted
from kiosk.visit.room import sized
from kiosk.visit.signing import SIGNED, clip_of
from kiosk.visit.states import BUSY, OVERLAYS, RESIDENT_ONLY, Showing, State, Visit
from kiosk.visit.table import Context, Step, on, refuse, stay, wiped

UNDER = tuple(set(State) - BUSY - OVERLAYS - {State.ATTRACT})
"""States over which a page may be laid."""
DONE = frozenset(
    {
        State.FORGOTTEN,
        State.TICKET_OUT,
        State.COPY_LEFT,
        State.THANKS,
        State.RATE,
        State.REASON,
        State.STATUS,
    }
)
"""Nothing is lost by forgetting: it is kept, and the person has the ticket or knows that there is none."""


def _under(visit: Visit) -> State:
    return visit.behind or State.HOME if visit.state in OVERLAYS else visit.state


def _over(visit: Visit, overlay: State) -> Visit:
    under = _under(visit)
    return replace(visit, state=overlay, behind=under, speaking=-1, board=0, pointed="", told="")


def _away(visit: Visit) -> Visit:
    if visit.language_open and visit.helper is None and visit.state is not State.LANGUAGES:
        # Under this page, too, the language was being asked for.
        return _anew(replace(visit, state=State.LANGUAGES, board=0, pointed="", told=""))
    state = visit.behind or State.HOME
    return _anew(replace(visit, state=state, behind=None, board=0, pointed="", told="", language_open=False))


def _anew(visit: Visit) -> Visit:
    """The page is said again from its beginning: nobody is listened to meanwhile."""
    heard = visit.heard and visit.state is not State.LISTEN
    return replace(visit, spoken=visit.spoken + 1, speaking=-1, heard=heard)


def _released(visit: Visit) -> tuple[Effect, ...]:
    """What is still to be done for a visit that ends: the lease, and a rating whose reason was not told."""
    return (*((ReleaseLease("ended"),) if visit.helper else ()), *unkept(visit))


@on(OpenLanguages, *UNDER, State.LOOK, State.HELP, State.POINTING, State.SIGNS, State.START_OVER)
def open_languages(_: Context, visit: Visit, __: OpenLanguages) -> Step:
    """Three buttons, each in its own language. A helper's page has one: the resident's is none of theirs to change."""
    if visit.helper_holds:
        return refuse(visit, "helpers-page")
    return Step(_over(visit, State.LANGUAGES))


@on(ChooseLanguage, State.LANGUAGES)
def change_language(_: Context, visit: Visit, event: ChooseLanguage) -> Step:
    """Same place, same answers, other words. What is to be confirmed is read anew from its beginning."""
    after = replace(_away(visit), language=event.language, language_open=False)
    after = replace(after, heard=False, silenced=frozenset())
    return Step(replace(after, page=0) if after.state is State.CONFIRM else after)


@on(OpenLook, *UNDER, State.LANGUAGES, State.HELP, State.POINTING, State.SIGNS, State.START_OVER)
def open_look(_: Context, visit: Visit, __: OpenLook) -> Step:
    """Letters, colours, reach and hand, each with its own large button; of a resident's page alone."""
    if visit.helper_holds:
        return refuse(visit, "helpers-page")
    return Step(replace(_over(visit, State.LOOK), look_page=0))


@on(ChangeLook, State.LOOK)
def change_look(context: Context, visit: Visit, event: ChangeLook) -> Step:
    """Seen at once, and what was touched stays in sight; the page under it begins anew, for it holds other things."""
    larger = event.look.size != sized(context.screen, visit.look)
    kind = SIZE if larger else CONTRAST if event.look.contrast != visit.look.contrast else HAND
    after = replace(visit, look=event.look, page=0, heard=False, silenced=frozenset())
    return Step(replace(after, look_page=first_page(kind, context.room(after).looks, sound=context.sound)))


@on(ChangeLoudness, State.LOOK)
def change_loudness(_: Context, visit: Visit, event: ChangeLoudness) -> Step:
    """Heard at once, by a sentence that asks whether it is right."""
    return stay(visit, loudness=event.loudness, speaking=-1, told="loudness", slow=False)


@on(TurnPage, State.LOOK)
def turn_look(_: Context, visit: Visit, event: TurnPage) -> Step:
    """More of what can be changed."""
    return stay(visit, look_page=max(0, event.page), speaking=-1)


@on(CallHelp, *UNDER, State.LOOK, State.LANGUAGES, State.POINTING, State.SIGNS, State.START_OVER)
def call_help(_: Context, visit: Visit, __: CallHelp) -> Step:
    """Call somebody; the visit waits and is kept."""
    return Step(_over(visit, State.HELP), (CallHelper(), Audit("help-called")))


@on(StopCalling, State.HELP)
def stop_calling(_: Context, visit: Visit, __: StopCalling) -> Step:
    """Never mind: nobody is called any more, and the page under it comes back."""
    return Step(_away(visit), (EndCall(), Audit("help-stopped")))


@on(HelpCallMoved, *State)
def help_call_moved(_: Context, visit: Visit, __: HelpCallMoved) -> Step:
    """Whoever waits is told who comes, or what else there is to be done; nobody else is interrupted."""
    return Step(_anew(visit)) if visit.state in {State.HELP, State.WAIT_HELPER} else stay(visit)


@on(OpenPointing, State.HELP, State.LANGUAGES)
def open_pointing(_: Context, visit: Visit, __: OpenPointing) -> Step:
    """Pictures to point at, for both sides of the table."""
    return Step(_over(visit, State.POINTING))


@on(OpenSigns, *SIGNED)
def open_signs(context: Context, visit: Visit, __: OpenSigns) -> Step:
    """The page in sign language, large."""
    if clip_of(context.films, context.catalogue, visit) is None:
        return refuse(visit, "not-asked")
    showing = Showing(times=visit.showing.times + 1, broken=visit.showing.broken)
    return Step(replace(_over(visit, State.SIGNS), showing=showing))


@on(FilmBroken, State.SIGNS)
def clip_broken(context: Context, visit: Visit, event: FilmBroken) -> Step:
    """It cannot be shown: the page comes back, without the way to it."""
    film = clip_of(context.films, context.catalogue, visit)
    if film is None or film.file != event.film:
        return refuse(visit, "not-asked")
    broken = visit.showing.broken | {event.film}
    return Step(replace(_away(visit), showing=replace(visit.showing, broken=broken)))


@on(PointAt, State.POINTING)
def point_at(context: Context, visit: Visit, event: PointAt) -> Step:
    """Show it large and say it; nothing of it is an answer, nothing of it is kept."""
    if event.sign not in {sign.id for sign in signs(context.catalogue)}:
        return refuse(visit, "not-asked")
    return stay(visit, pointed=event.sign, speaking=-1)


@on(TurnPage, State.POINTING)
def turn_board(_: Context, visit: Visit, event: TurnPage) -> Step:
    """More pictures."""
    return stay(visit, board=max(0, event.page), pointed="", speaking=-1)


@on(Back, State.POINTING)
def stop_pointing(_: Context, visit: Visit, __: Back) -> Step:
    """From the large picture to the board, from the board to the page under it."""
    return stay(visit, pointed="", speaking=-1) if visit.pointed else Step(_away(visit))


@on(StartOver, *UNDER, State.LANGUAGES, State.LOOK, State.HELP, State.POINTING, State.SIGNS)
def start_over(_: Context, visit: Visit, __: StartOver) -> Step:
    """Ask once when something has been entered, otherwise go straight back."""
    done = _under(visit) in DONE and visit.paper.kind != QUEUE
    if done or not (visit.has_entries or visit.saved == "open"):
        return wiped(visit, *_released(visit))
    return Step(_over(visit, State.START_OVER))


@on(Decide, State.START_OVER)
def start_over_decided(_: Context, visit: Visit, event: Decide) -> Step:
    """Yes forgets everything; no comes back."""
    if not event.yes:
        return Step(_away(visit))
    return wiped(visit, *_released(visit))


@on(Back, State.HELP, State.LANGUAGES, State.LOOK, State.SIGNS, State.START_OVER)
def close_overlay(_: Context, visit: Visit, __: Back) -> Step:
    """The page under it comes back."""
    return Step(_away(visit))


@on(GoOn, State.HELP, State.LOOK, State.SIGNS)
def go_on_from_overlay(_: Context, visit: Visit, __: GoOn) -> Step:
    """The person goes on: until the helper comes, or with the look that is right now."""
    return Step(_away(visit))


@on(
    IdleWarned, *UNDER, State.LANGUAGES, State.LOOK, State.HELP, State.POINTING, State.SIGNS, State.START_OVER
)
def idle_warned(_: Context, visit: Visit, __: IdleWarned) -> Step:
    """Ask whether somebody is still here, over whatever page it was."""
    return Step(replace(_over(visit, State.IDLE), idle_left=0))


@on(IdleCounted, State.IDLE)
def idle_counted(_: Context, visit: Visit, event: IdleCounted) -> Step:
    """One second less."""
    return stay(visit, idle_left=event.left)


@on(StillHere, State.IDLE)
def still_here(_: Context, visit: Visit, __: StillHere) -> Step:
    """One tap extends, as often as wanted."""
    return Step(_away(visit))


@on(Back, State.IDLE)
def back_is_still_here(context: Context, visit: Visit, __: Back) -> Step:
    """Any way of going back means that somebody is here."""
    return still_here(context, visit, StillHere())


@on(IdleOver, State.IDLE)
def idle_over(_: Context, visit: Visit, __: IdleOver) -> Step:
    """Nobody answered: forget everything."""
    return wiped(visit, *_released(visit), Audit("walked-away"))


@on(StartOver, State.IDLE)
def finished_at_idle(_: Context, visit: Visit, __: StartOver) -> Step:
    """The person has finished: forget everything."""
    return wiped(visit, *_released(visit), Audit("finished-at-idle"))


@on(SayAgain, *State)
def say_again(_: Context, visit: Visit, __: SayAgain) -> Step:
    """The whole screen once more, and more slowly."""
    return Step(replace(_anew(visit), slow=True))


@on(Touched, *State)
def touched(_: Context, visit: Visit, __: Touched) -> Step:
    """Nothing is said any more, so nothing is lit."""
    return stay(visit, speaking=-1)


@on(PhraseStarted, *State)
def phrase_started(_: Context, visit: Visit, event: PhraseStarted) -> Step:
    """Light what is being said."""
    return stay(visit, speaking=event.index)


@on(HeadphonesChanged, *State)
def headphones_changed(_: Context, visit: Visit, event: HeadphonesChanged) -> Step:
    """Into headphones the page is said from its beginning; without them what was private is said no more.

    A page that must be heard says other things then, and is said from its beginning all the same.
    """
    if event.plugged or visit.waits_for_voice:
        return Step(replace(_anew(visit), slow=False))
    return stay(visit, speaking=-1, slow=False)


@on(PageHeard, *(set(State) - {State.SHOW, State.LISTEN, State.CALLING}))
def page_heard(_: Context, visit: Visit, event: PageHeard) -> Step:
    """The page has been read to its end: its buttons wake. A page laid over it says nothing of the one under it.

    Where touches kept it from being heard, they wake too; it is recorded, and taken back once it has been heard.
    """
    if visit.state in OVERLAYS:
        return stay(visit, speaking=-1)
    silenced = event.silenced and visit.state in RESIDENT_ONLY
    page = frozenset({visit.page})
    known = visit.silenced | page if silenced else visit.silenced - page
    record = (Audit("reading-cut-off", visit.state.value),) if silenced else ()
    return stay(visit, *record, heard=True, silenced=known, speaking=-1)


@on(BeginPractice, State.LEARN)
def begin_practice(context: Context, visit: Visit, _: BeginPractice) -> Step:
    """Forget this visit and practise; where something was entered, ask first whether it may be forgotten."""
    if visit.has_entries:
        return start_over(context, visit, StartOver())
    return Step(type(visit)(id=visit.id), (*_released(visit), Practise()))
