"""What a screen says, phrase by phrase, and what is lit meanwhile.

Masked values are never spoken; nothing at all is read out on pages that a helper holds, since they are the
resident's answers and the room may be full.
"""

from __future__ import annotations

import msgspec

from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Button, Phrase, ScreenView
from kiosk.visit.states import State

_SILENT = {State.ATTRACT, State.SIGN_IN_BADGE, State.SIGN_IN_PIN, State.SIGNING_IN}


def phrases(stage: Stage, view: ScreenView) -> ScreenView:
    """Return the view with its speech, and with the phrase that is being spoken now."""
    held = stage.visit.helper_holds and stage.visit.state is not State.POINTING
    if stage.visit.state in _SILENT or held:
        return view
    said: list[tuple[str, str]] = [(view.question, "")]
    if view.banner is not None:
        said.append((view.banner.text, ""))
    if view.detail:
        said.append((view.detail, ""))
    said += [
        (_row_words(stage, label, value, masked=masked), name) for label, value, masked, name in _rows(view)
    ]
    for card in view.papers:
        said.append((card.name if card.has is not False else f"{card.name}. {card.hint}", f"paper:{card.id}"))
    said += [(step.text, "") for step in view.path if step.state == "now"]
    said += [(f"{b.text}. {b.hint}" if b.hint else b.text, b.id) for b in _offered(view)]
    speech = tuple(Phrase(text=text, language=view.language, lights=lights) for text, lights in said if text)
    speaking = stage.visit.speaking if stage.visit.speaking < len(speech) else -1
    return msgspec.structs.replace(view, speech=speech, speaking=speaking)


def _offered(view: ScreenView) -> tuple[Button, ...]:
    """Return what can be chosen; what is suggested comes last, for it changes while one types."""
    onward = [one for one in (view.next_page, view.previous_page, view.go_on) if one is not None]
    return (*view.choices, *view.side_choices, *onward, *view.suggestions)


def _rows(view: ScreenView) -> list[tuple[str, str, bool, str]]:
    return [(row.label, row.value, row.masked or row.quiet, f"row:{row.id}") for row in view.rows]


def _row_words(stage: Stage, label: str, value: str, *, masked: bool) -> str:
    return stage.say("review.masked-spoken", label=label) if masked else f"{label}: {value}"
