"""What a screen says, phrase by phrase, and what is lit meanwhile.

The question comes first, then what can be chosen, one by one. Masked values are never spoken; nothing at all is read
out on pages that a helper holds, since they are the resident's answers and the room may be full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from kiosk.presenter.scene import Stage
from kiosk.presenter.showing import says_itself, sentences
from kiosk.presenter.view import Button, Phrase, ScreenView
from kiosk.visit.states import State, Visit

VOICELESS: Final = frozenset({"km"})
"""Languages that only recordings speak: with each phrase goes the Vietnamese one, for where there is none."""
_SILENT = {State.ATTRACT, State.SIGN_IN_BADGE, State.SIGN_IN_PIN, State.SIGNING_IN}


def said(stage: Stage, view: ScreenView) -> tuple[Phrase, ...]:
    """Return what this screen says, in the order of reading; nothing where it is silent."""
    held = stage.visit.helper_holds and stage.visit.state is not State.POINTING
    if stage.visit.state in _SILENT or held:
        return ()
    words = sentences(stage, view) if says_itself(stage) else _on_page(stage, view)
    return tuple(Phrase(text=text, language=view.language, lights=lights) for text, lights in words if text)


def _on_page(stage: Stage, view: ScreenView) -> list[tuple[str, str]]:
    words: list[tuple[str, str]] = [(view.question, "")]
    if view.banner is not None:
        words.append((view.banner.text, ""))
    if view.detail:
        words.append((view.detail, ""))
    words += [
        (_row_words(stage, label, value, masked=masked), name) for label, value, masked, name in _rows(view)
    ]
    for card in view.papers:
        words.append(
            (card.name if card.has is not False else f"{card.name}. {card.hint}", f"paper:{card.id}")
        )
    words += [(step.text, "") for step in view.path if step.state == "now"]
    return words + [(f"{b.text}. {b.hint}" if b.hint else b.text, b.id) for b in _offered(view)]


def beside(speech: tuple[Phrase, ...], vietnamese: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return ``speech`` with the words of the same screen in Vietnamese, "" where that one says no such thing."""
    words = {place: phrase.text for place, phrase in _places(vietnamese)}
    return tuple(
        msgspec.structs.replace(phrase, vietnamese=words.get(place, "")) for place, phrase in _places(speech)
    )


def _places(speech: tuple[Phrase, ...]) -> Iterator[tuple[tuple[str, int], Phrase]]:
    """Yield each phrase with what it lights and how many before it light the same: so screens are compared."""
    met = Counter[str]()
    for phrase in speech:
        yield (phrase.lights, met[phrase.lights]), phrase
        met[phrase.lights] += 1


def speaking(visit: Visit, speech: tuple[Phrase, ...]) -> int:
    """Return which phrase is being spoken now, -1 for none."""
    return visit.speaking if visit.speaking < len(speech) else -1


def _offered(view: ScreenView) -> tuple[Button, ...]:
    """Return what can be chosen; what is suggested comes last, for it changes while one types."""
    onward = [one for one in (view.next_page, view.previous_page, view.go_on) if one is not None]
    return (*view.choices, *view.side_choices, *onward, *view.suggestions)


def _rows(view: ScreenView) -> list[tuple[str, str, bool, str]]:
    return [(row.label, row.value, row.masked or row.quiet, f"row:{row.id}") for row in view.rows]


def _row_words(stage: Stage, label: str, value: str, *, masked: bool) -> str:
    return stage.say("review.masked-spoken", label=label) if masked else f"{label}: {value}"
