"""What a screen says, phrase by phrase, and what is lit meanwhile.

The question comes first, then what can be chosen, one by one. Masked values are never spoken; nothing at all is read
out on pages that a helper holds, since they are the resident's answers and the room may be full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from kiosk.presenter.going_round import changing_hands
from kiosk.presenter.help_calls import PAGES
from kiosk.presenter.overlays import asked_in
from kiosk.presenter.queueing import called_aloud
from kiosk.presenter.reading_back import number_phrase, phrase, row_phrase, told_phrase
from kiosk.presenter.scene import Stage
from kiosk.presenter.showing import says_itself, sentences
from kiosk.presenter.view import Button, Phrase, ScreenView
from kiosk.presenter.whereabouts import told_of
from kiosk.visit.events import ChooseLanguage
from kiosk.visit.holding import HELPERS_LANGUAGE
from kiosk.visit.portal_events import FileOtherwise, OpenWindow
from kiosk.visit.states import State, Visit

VOICELESS: Final = frozenset({"km"})
"""Languages that only recordings speak: with each phrase goes the Vietnamese one, for where there is none."""
HELPERS_ACTS: Final = (FileOtherwise, OpenWindow)
"""What only a helper does: such buttons stand and are said in the helper's language, on a resident's page, too."""
_COUNTED: Final = frozenset({"30", "20", "10", "5"})
"""Seconds left that are said."""
_TOLD: Final = {State.POINTING, State.PORTAL_READY}
"""Pages in a helper's hands that are said to the resident."""
_SILENT = {State.ATTRACT, State.SIGN_IN_BADGE, State.SIGN_IN_PIN, State.SIGNING_IN}


def said(stage: Stage, view: ScreenView) -> tuple[Phrase, ...]:
    """Return what this screen says, in the order of reading; nothing where it is silent."""
    if stage.visit.state is State.CALLING:
        return called_aloud(stage)
    held = stage.visit.helper_holds and stage.visit.state not in _TOLD
    if (
        stage.visit.state in _SILENT
        or held
        or (stage.visit.state is State.LOOKING and stage.visit.language_open)
    ):
        return ()
    if says_itself(stage):
        return tuple(phrase(stage, text, lights) for text, lights in sentences(stage, view) if text)
    first = told_phrase(stage), *_after_a_try(stage, view), phrase(stage, view.question)
    return tuple(one for one in (*first, *_body(stage, view)) if one is not None and one.text)


def _after_a_try(stage: Stage, view: ScreenView) -> tuple[Phrase, ...]:
    """Return what comes of an answer that was tried in a guide: said before the question is, which was just heard."""
    if stage.visit.state is not State.GUIDE or not stage.visit.lesson.chosen or view.banner is None:
        return ()
    return (phrase(stage, view.banner.text),)


def _body(stage: Stage, view: ScreenView) -> Iterator[Phrase | None]:
    """Yield what is said after the question, in the order in which it stands there."""
    if stage.visit.state is State.STATUS:
        yield from _whereabouts(stage, view)
    elif view.banner is not None and not _after_a_try(stage, view):
        yield msgspec.structs.replace(phrase(stage, view.banner.text), at_once=True)
    told = *_details(stage, view), number_phrase(stage, view)
    yield from (
        told if stage.visit.state not in PAGES and stage.visit.state is not State.STATUS else reversed(told)
    )
    if stage.visit.state is not State.STATUS:
        yield from (row_phrase(stage, row) for row in view.rows)
    for card in view.papers:
        more = card.told or (card.hint if card.has is False else "")
        yield phrase(stage, f"{card.name}. {more}" if more else card.name, f"paper:{card.id}")
    yield from (_button_phrase(stage, button) for button in _offered(view))
    if view.layout == "countdown" and view.big in _COUNTED:
        yield msgspec.structs.replace(phrase(stage, stage.say("idle.left", count=view.big)), at_once=True)


def _details(stage: Stage, view: ScreenView) -> tuple[Phrase, ...]:
    if stage.visit.state is State.LANGUAGES:
        return tuple(_asked_in(stage))
    if stage.visit.state is State.SIGN_RESIDENT:
        return tuple(phrase(stage, name) for name in changing_hands(stage))
    return (phrase(stage, view.detail),)


def _whereabouts(stage: Stage, view: ScreenView) -> Iterator[Phrase]:
    """Yield what is told of a dossier before the day and what to do next: what is missing, and the officer's words."""
    yield from (row_phrase(stage, row) for row in view.rows)
    yield from told_of(stage) or ([phrase(stage, view.banner.text)] if view.banner is not None else ())


def _asked_in(stage: Stage) -> Iterator[Phrase]:
    """Yield in every other language which language somebody speaks, where nobody has chosen one."""
    say = stage.scene.texts.say
    for tongue in asked_in(stage):
        if tongue != stage.tongue:
            vietnamese = say("vi", "languages.ask") if tongue in VOICELESS else ""
            yield Phrase(text=say(tongue, "languages.ask"), language=tongue, vietnamese=vietnamese)


def _button_phrase(stage: Stage, button: Button) -> Phrase:
    """Return what a button says. A language is named in itself: whoever looks for theirs knows its sound.

    What is the helper's to touch on a resident's page is said as it stands there.
    """
    if isinstance(button.event, HELPERS_ACTS):
        return Phrase(text=button.text, language=HELPERS_LANGUAGE, lights=button.id, vietnamese=button.text)
    if not isinstance(button.event, ChooseLanguage):
        words = f"{button.text}. {button.hint}" if button.hint else button.text
        return phrase(stage, words, button.id)
    named = button.event.language
    called = stage.scene.texts.say("vi", f"language.called.{named}") if named in VOICELESS else ""
    return Phrase(text=button.text, language=named, lights=button.id, vietnamese=called)


def beside(speech: tuple[Phrase, ...], vietnamese: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return ``speech`` with the words of the same screen in Vietnamese, "" where that one says no such thing."""
    words = {place: one.vietnamese or one.text for place, one in _places(vietnamese)}
    return tuple(
        msgspec.structs.replace(one, vietnamese=words.get(place, "")) for place, one in _places(speech)
    )


def _places(speech: tuple[Phrase, ...]) -> Iterator[tuple[tuple[str, int], Phrase]]:
    """Yield each phrase with what it lights and how many before it light the same: so screens are compared."""
    met = Counter[str]()
    for one in speech:
        yield (one.lights, met[one.lights]), one
        met[one.lights] += 1


def speaking(visit: Visit, speech: tuple[Phrase, ...]) -> int:
    """Return which phrase is being spoken now, -1 for none."""
    return visit.speaking if visit.speaking < len(speech) else -1


def _offered(view: ScreenView) -> tuple[Button, ...]:
    """Return what can be chosen; what is suggested comes last, for it changes while one types."""
    onward = [one for one in (view.next_page, view.previous_page, view.go_on) if one is not None]
    return (*view.choices, *view.side_choices, *onward, *view.suggestions)
