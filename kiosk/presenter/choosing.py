"""The screens from the first touch to the right procedure."""

from __future__ import annotations

from kiosk.presenter.absent import case_mark
from kiosk.presenter.hinting import is_hinted
from kiosk.presenter.learning import lessons
from kiosk.presenter.paging import paged
from kiosk.presenter.queueing import way_to_number
from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button, PaperCard
from kiosk.procedures.types import PaperNeeded
from kiosk.visit.answering import needed_papers
from kiosk.visit.events import (
    ChooseApart,
    ChooseLanguage,
    ChooseLifeEvent,
    ChooseProcedure,
    FindByLetters,
    GoOn,
    HavePapers,
    HaveTicket,
    Language,
    MarkPaper,
    OpenLearning,
)
from kiosk.visit.home_events import AskHome
from kiosk.visit.homing import home_form
from kiosk.visit.states import State

OWN_NAME: tuple[Language, ...] = ("vi", "km", "en")


def language_buttons(stage: Stage, message_id: str) -> tuple[Button, ...]:
    """Return one button a language, each in its own script."""
    texts = stage.scene.texts
    return tuple(
        Button(id=f"language:{tongue}", text=texts.say(tongue, message_id), event=ChooseLanguage(tongue))
        for tongue in OWN_NAME
        if tongue in stage.scene.languages
    )


@paints(State.HOME)
def home(stage: Stage) -> Fields:
    """The life events as tiles, and the way in with a ticket."""
    tiles = tuple(
        Button(
            id=f"event:{event.id}",
            text=stage.text(event.name),
            event=ChooseLifeEvent(event.id),
            picture=event.picture,
            hue=event.hue,
        )
        for event in stage.scene.catalogue.events
    )
    by_letters = stage.button("search", "home.search", FindByLetters(), picture="search")
    ticket = stage.button("have-ticket", "home.have-ticket", HaveTicket(), picture="ticket")
    home: tuple[Button, ...] = ()
    if home_form(stage.scene.catalogue, "first_page") is not None:
        home = (stage.button("home-visit", "home.home-visit", AskHome(), picture="home-visit"),)
    learn: tuple[Button, ...] = ()
    if lessons(stage):
        learn = (stage.button("learn", "home.learn", OpenLearning(), picture="learn"),)
    besides = (*way_to_number(stage), *home, by_letters, ticket, *learn)
    if stage.visit.complaint is not None or is_hinted(stage.visit):
        # What is told stands in their line: those stay that lead on from it, or to a person.
        besides = (*way_to_number(stage), by_letters, ticket)
    if stage.visit.absent is not None:
        besides = (*home, by_letters)  # nothing but their own case is begun here
    if stage.room.tiles < len(tiles):
        # Where tiles are turned in pages anyway, these are the last of them: the question keeps its line.
        tiles, besides = (*tiles, *besides), ()
    return {
        "layout": "tiles",
        "question": stage.say("home.ask"),
        "picture": "elder-woman",
        "second_picture": "elder-man",
        **paged(stage, tiles, stage.room.tiles),
        "side_choices": besides,
        "banner": stage.complaint() or case_mark(stage),
    }


@paints(State.APART)
def apart(stage: Stage) -> Fields:
    """A question that tells sibling procedures apart."""
    asked = stage.visit.asked
    question = stage.scene.catalogue.next_apart(asked.life_event, asked.apart)
    if question is None:
        raise LookupError("no sibling question is open")
    choices = tuple(
        Button(
            id=f"apart:{choice.id}",
            text=stage.text(choice.label),
            hint=stage.text(choice.hint),
            event=ChooseApart(question.id, choice.id),
            picture=choice.picture,
        )
        for choice in question.choices
    )
    fields: Fields = {"layout": "answers", "question": stage.text(question.ask), "banner": stage.complaint()}
    return {**fields, **paged(stage, choices)}


@paints(State.SIBLINGS)
def siblings(stage: Stage) -> Fields:
    """Procedures side by side, when no question tells them apart."""
    asked = stage.visit.asked
    choices = tuple(
        Button(
            id=f"procedure:{procedure.code}",
            text=stage.text(procedure.short),
            hint=stage.text(procedure.hint),
            event=ChooseProcedure(procedure.code),
            picture=procedure.picture,
        )
        for procedure in stage.scene.catalogue.candidates(asked.life_event, asked.apart)
    )
    fields: Fields = {"layout": "answers", "question": stage.say("siblings.ask"), "banner": stage.complaint()}
    return {**fields, **paged(stage, choices)}


@paints(State.PAPERS)
def papers(stage: Stage) -> Fields:
    """Up to three papers a page, each with have / don't have; one touch for all of them as long as none is marked."""
    procedure, visit = stage.procedure, stage.visit
    needed = needed_papers(procedure, visit.asked) if procedure else ()
    size = stage.room.papers
    pages = max(1, -(-len(needed) // size))
    page = min(visit.page, pages - 1)
    shown = needed[page * size : (page + 1) * size]
    everything = stage.button("have-all", "papers.have-all", HavePapers(), picture="glyphs/yes")
    unmarked = len(shown) > 1 and not any(paper.id in visit.asked.papers for paper in shown)
    return {
        "layout": "papers",
        "question": stage.say("papers.ask"),
        "side_choices": (everything,) if unmarked else (),
        "papers": tuple(_card(stage, paper) for paper in shown),
        "go_on": stage.button("go-on", "go-on", GoOn(), picture="glyphs/next", style="go"),
        "page": page,
        "pages": pages,
        "banner": stage.complaint(),
    }


def _card(stage: Stage, paper: PaperNeeded) -> PaperCard:
    has = stage.visit.asked.papers.get(paper.id)
    yes = stage.button(
        f"paper:{paper.id}:yes",
        "papers.have",
        MarkPaper(paper.id, has=True),
        picture="glyphs/yes",
        state="chosen" if has is True else "rest",
    )
    no = stage.button(
        f"paper:{paper.id}:no",
        "papers.not-yet",
        MarkPaper(paper.id, has=False),
        picture="glyphs/no",
        style="stop" if has is False else "answer",
        state="chosen" if has is False else "rest",
    )
    hint = " ".join(part for part in (stage.text(paper.instead), stage.text(paper.where)) if part)
    return PaperCard(
        id=paper.id,
        name=stage.text(paper.name),
        picture=paper.picture,
        hint=hint or stage.say("papers.all-right"),
        has=has,
        yes=yes,
        no=no,
    )
