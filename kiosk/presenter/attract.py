"""The first screen: what can be done here, one slide after the other, over the languages to begin in.

Of what could burn into an old panel only the places of the buttons stay: sides, colours and words change with every
slide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec
from msgspec import Struct

from kiosk.presenter.choosing import OWN_NAME, language_buttons
from kiosk.presenter.due import back_words
from kiosk.presenter.queueing import now_serving
from kiosk.presenter.scene import Fields, Scene, Stage, paints
from kiosk.visit.events import ChooseLanguage, Language
from kiosk.visit.states import State, Visit


class Slide(Struct, frozen=True):
    """One slide in one language."""

    language: Language
    text: str
    picture: str
    hue: str = ""
    """The life event's colour, #RRGGBB; "" for what is no life event."""


@paints(State.ATTRACT)
def attract(stage: Stage) -> Fields:
    """One sentence with its picture, and a large button a language: the slide's own one is green."""
    slide = slide_of(stage, stage.visit.page)
    tongue = _tongues(stage.scene)[0]
    first, *others = language_buttons(stage, "attract.start")
    first = msgspec.structs.replace(
        first, hint=replace(stage, language=tongue).say("attract.hint"), picture="glyphs/yes"
    )
    mine = ChooseLanguage(slide.language)
    return {
        "layout": "attract",
        "question": slide.text,
        "picture": slide.picture,
        "hue": slide.hue,
        "choices": tuple(
            msgspec.structs.replace(one, style="go" if one.event == mine else "answer")
            for one in (first, *others)
        ),
        "strip": now_serving(replace(stage, language=slide.language)),
        "page": stage.visit.page,
    }


def slide_of(stage: Stage, number: int) -> Slide:
    """Return the slide of this number, counted from 0 without end.

    Languages take turns; each goes through all slides and begins where the others do not.
    """
    tongues = _tongues(stage.scene)
    turn, at = divmod(number, len(tongues))
    slides = list(_slides(replace(stage, language=tongues[at]), tongues[at]))
    return slides[(turn + at * (len(slides) // len(tongues))) % len(slides)]


def each_slide(visit: Visit, scene: Scene) -> Iterator[Visit]:
    """Yield the first screen once for every slide in the visit's language."""
    stage = Stage(visit, scene)
    tongues = _tongues(scene)
    count = sum(1 for _ in _slides(stage, tongues[0])) * len(tongues)
    for number in range(count):
        if slide_of(stage, number).language == visit.language or len(tongues) == 1:
            yield replace(visit, state=State.ATTRACT, page=number)


def _tongues(scene: Scene) -> tuple[Language, ...]:
    return tuple(tongue for tongue in OWN_NAME if tongue in scene.languages)


def _slides(stage: Stage, tongue: Language) -> Iterator[Slide]:
    """Yield who helps, or from when on; then the life events; then that nothing is lost by stopping."""
    if stage.scene.on_duty:
        yield Slide(tongue, stage.say("attract.ask"), "help")
    elif back := back_words(stage):
        yield Slide(tongue, stage.say("attract.back", when=back), "closed")
    texts = stage.scene.texts
    for event in stage.scene.catalogue.events:
        own = f"slide.{event.id}"
        if texts.has(tongue, own):
            text = stage.say(f"slide.{event.id}")
        else:
            text = stage.say("slide.other", name=stage.text(event.name))
        yield Slide(tongue, text, event.picture, event.hue)
    yield Slide(tongue, stage.say("slide.save"), "save-later")
