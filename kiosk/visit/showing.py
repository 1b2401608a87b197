"""Seeing what a procedure is about: a film, or slides that follow each other as they have been said."""

from __future__ import annotations

from dataclasses import replace

from kiosk.procedures.films import Film
from kiosk.procedures.types import Procedure
from kiosk.visit.choosing import begin_form
from kiosk.visit.events import (
    Back,
    FilmBroken,
    FilmEnded,
    GoOn,
    PlayAgain,
    PlayFilm,
    StopFilm,
    TurnPage,
    Watch,
)
from kiosk.visit.reports import PageHeard
from kiosk.visit.signing import clip_of
from kiosk.visit.slides import slides
from kiosk.visit.states import Showing, State, Visit
from kiosk.visit.table import Context, Step, go, on, refuse, stay


def film_of(context: Context, visit: Visit) -> Film | None:
    """Return the film that the visit watches; None where slides stand in for it."""
    if visit.state is State.SIGNS:
        return clip_of(context.films, context.catalogue, visit)
    film = context.films.of(visit.asked.procedure, visit.language)
    return film if film is not None and film.file not in visit.showing.broken else None


def _procedure(context: Context, visit: Visit) -> Procedure | None:
    return context.catalogue.procedures.get(visit.asked.procedure)


@on(Watch, State.ABOUT, State.REFER)
def watch(context: Context, visit: Visit, _: Watch) -> Step:
    """Begin with the film, or with the first slide."""
    if _procedure(context, visit) is None:
        return refuse(visit, "not-asked")
    begun = Showing(visit.state, visit.page, times=visit.showing.times + 1, broken=visit.showing.broken)
    return go(visit, State.SHOW, showing=begun)


@on(StopFilm, State.SHOW, State.SIGNS)
def stop(_: Context, visit: Visit, __: StopFilm) -> Step:
    """Stand still."""
    return stay(visit, showing=replace(visit.showing, stands=True), speaking=-1)


@on(PlayFilm, State.SHOW, State.SIGNS)
def play(context: Context, visit: Visit, __: PlayFilm) -> Step:
    """Go on; from the beginning where it had come to its end."""
    if visit.showing.ended:
        return again(context, visit, PlayAgain())
    return stay(visit, showing=replace(visit.showing, stands=False), speaking=-1)


@on(PlayAgain, State.SHOW, State.SIGNS)
def again(_: Context, visit: Visit, __: PlayAgain) -> Step:
    """Begin anew."""
    return _from_the_start(visit, visit.showing)


def _from_the_start(visit: Visit, showing: Showing) -> Step:
    begun = replace(showing, stands=False, ended=False, times=showing.times + 1)
    # A clip in sign language lies over a page of its own.
    page = visit.page if visit.state is State.SIGNS else 0
    return stay(visit, page=page, showing=begun, speaking=-1, spoken=visit.spoken + 1)


@on(PageHeard, State.SHOW)
def slide_heard(context: Context, visit: Visit, _: PageHeard) -> Step:
    """The next slide, or the end; a film goes by its own time."""
    if not visit.is_watching or film_of(context, visit) is not None:
        return stay(visit, heard=True, speaking=-1)
    return _turned(context, visit, visit.page + 1)


@on(TurnPage, State.SHOW)
def turn_slide(context: Context, visit: Visit, event: TurnPage) -> Step:
    """Another slide, sooner than it would come."""
    if event.page < 0 or film_of(context, visit) is not None:
        return refuse(visit, "not-asked")
    return _turned(context, visit, event.page)


def _turned(context: Context, visit: Visit, page: int) -> Step:
    procedure = _procedure(context, visit)
    if procedure is None or page >= len(slides(procedure, visit.asked)):
        return stay(visit, showing=replace(visit.showing, ended=True, stands=False), heard=True, speaking=-1)
    return stay(visit, page=page, speaking=-1, heard=False)


@on(FilmEnded, State.SHOW, State.SIGNS)
def film_ended(context: Context, visit: Visit, event: FilmEnded) -> Step:
    """Offer to see it again, or to go on."""
    film = film_of(context, visit)
    if film is None or film.file != event.film:
        return refuse(visit, "not-asked")
    return stay(visit, showing=replace(visit.showing, ended=True, stands=False), speaking=-1)


@on(FilmBroken, State.SHOW)
def film_broken(context: Context, visit: Visit, event: FilmBroken) -> Step:
    """Slides stand in for it."""
    film = film_of(context, visit)
    if film is None or film.file != event.film:
        return refuse(visit, "not-asked")
    return _from_the_start(visit, replace(visit.showing, broken=visit.showing.broken | {film.file}))


@on(GoOn, State.SHOW)
def watched(context: Context, visit: Visit, event: GoOn) -> Step:
    """To what comes next: the form, or the card that tells where to go."""
    if visit.showing.reached_from is State.REFER:
        return leave_film(context, visit, Back())
    return begin_form(context, visit, event)


@on(Back, State.SHOW)
def leave_film(_: Context, visit: Visit, __: Back) -> Step:
    """Back to the page that it was chosen on."""
    return go(visit, visit.showing.reached_from or State.ABOUT, page=visit.showing.page)
