"""The film of a procedure, or the slides that stand in for it: one picture and one sentence at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from msgspec import Struct

from kiosk.presenter.scene import PAINTERS, Fields, Stage, paints
from kiosk.presenter.view import Button, Caption, Film, ScreenView
from kiosk.procedures.facts import facts_of
from kiosk.procedures.films import Film as Kept
from kiosk.procedures.types import Procedure
from kiosk.texts import Texts
from kiosk.visit.events import GoOn, PlayAgain, PlayFilm, StopFilm, TurnPage, Watch
from kiosk.visit.signing import clip_of
from kiosk.visit.slides import Slide, slides
from kiosk.visit.states import State

_SIGNED_TWICE: Final = 2
"""How often a clip in sign language is shown."""


class Told(Struct, frozen=True):
    """A slide in words: its picture and the sentence that is shown and said."""

    picture: str
    sentence: str


def watch(stage: Stage) -> Button:
    """Return the way to the film."""
    return stage.button("watch", "show.watch", Watch(), picture="film")


@paints(State.SHOW)
def show(stage: Stage) -> Fields:
    """A film where the point has one, else a slide; at the end the question whether once more."""
    visit, procedure = stage.visit, stage.procedure
    if procedure is None:
        raise LookupError("no procedure")
    film = film_on(stage)
    if visit.showing.ended:
        return {
            "layout": "film",
            "question": stage.say("show.ended"),
            "picture": procedure.picture,
            "choices": (
                _again(stage),
                stage.button("go-on", "show.go-on", GoOn(), picture="glyphs/next", style="go"),
            ),
        }
    if film is not None:
        return {
            "layout": "film",
            "question": stage.text(procedure.name),
            "picture": procedure.picture,
            "film": film,
            "choices": (_again(stage), _stop_or_play(stage)),
        }
    every = slides(procedure, visit.asked)
    page = min(visit.page, len(every) - 1)
    told = slide_told(procedure, every[page], stage.scene.texts, stage.tongue)
    following = stage.button("following", "show.following", TurnPage(page + 1), picture="glyphs/next")
    return {
        "layout": "film",
        "question": told.sentence,
        "picture": told.picture,
        "page": page,
        "choices": (_again(stage), _stop_or_play(stage), following),
    }


@paints(State.SIGNS)
def signs(stage: Stage) -> Fields:
    """The question of the page under it in sign language, large; its words below."""
    under = replace(stage.visit, state=stage.visit.behind or State.HOME, behind=None)
    asked = PAINTERS[under.state](replace(stage, visit=under))
    on = stage.button("go-on", "signs.go-on", GoOn(), picture="glyphs/next", style="go")
    showing, clip = stage.visit.showing, clip_of(stage.scene.films, stage.scene.catalogue, stage.visit)
    fields: Fields = {"layout": "film", "question": asked["question"], "picture": "signs"}
    if showing.ended or clip is None:
        return {**fields, "choices": (_again(stage), on)}
    film = Film(
        file=clip.file, times=showing.times, plays=not showing.stands, silent=True, turns=_SIGNED_TWICE
    )
    return {**fields, "film": film, "choices": (_stop_or_play(stage), on)}


def film_on(stage: Stage) -> Film | None:
    """Return the film that is on the screen of this visit; None for slides."""
    showing = stage.visit.showing
    kept: Kept | None = stage.scene.films.of(stage.visit.asked.procedure, stage.tongue)
    if kept is None or kept.file in showing.broken:
        return None
    captions = tuple(Caption(start=one.start, end=one.end, text=one.text) for one in kept.captions)
    return Film(
        file=kept.file,
        times=showing.times,
        plays=not showing.stands,
        captions=captions,
        silent=not stage.scene.sound,
    )


def says_itself(stage: Stage) -> bool:
    """Tell whether a film or a slide goes on by itself or stands: nothing is said then but the slide's sentence."""
    return stage.visit.state in {State.SHOW, State.SIGNS} and not stage.visit.showing.ended


def sentences(stage: Stage, view: ScreenView) -> list[tuple[str, str]]:
    """Return what is said while it goes on, and what is lit meanwhile."""
    if stage.visit.showing.stands or view.film is not None:
        return []
    return [(view.question, "")]


def slide_told(procedure: Procedure, slide: Slide, texts: Texts, language: str) -> Told:
    """Return a slide in the words of a language."""
    if slide.kind == "name":
        return Told(procedure.picture, procedure.name.in_language(language))
    if slide.kind == "paper":
        paper = next(one for one in procedure.papers if one.id == slide.id)
        return Told(paper.picture, texts.say(language, "show.bring", paper=paper.name.in_language(language)))
    if slide.kind == "step":
        step = procedure.steps[slide.number - 1]
        return Told(step.picture, step.say.in_language(language))
    fact = facts_of(procedure, texts, language)[slide.kind]
    return Told(fact.picture, f"{fact.label}: {fact.value}")


def _again(stage: Stage) -> Button:
    return stage.button("again-film", "show.again", PlayAgain(), picture="glyphs/again")


def _stop_or_play(stage: Stage) -> Button:
    if stage.visit.showing.stands:
        return stage.button("play", "show.play", PlayFilm(), picture="glyphs/play", style="go")
    return stage.button("stop", "show.stop", StopFilm(), picture="glyphs/pause")
