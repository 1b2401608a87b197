"""Where a resident agrees to something in words that no native reader has passed: the Vietnamese stands beside them.

The helper is asked, in both languages, to explain. What is said stays as it is, with that request in it.
"""

from __future__ import annotations

from msgspec import structs

from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Banner, Button, Phrase, ScreenView
from kiosk.texts import FALLBACK
from kiosk.visit.states import RESIDENT_ONLY

_EXPLAIN = "unreviewed.explain"
_ANSWERS = frozenset({"yes", "no"})


def is_doubtful(stage: Stage) -> bool:
    """Tell whether this page asks for consent in words of which one has not been passed."""
    state, texts = stage.visit.state, stage.scene.texts
    return state in RESIDENT_ONLY and not all(
        texts.is_reviewed(stage.tongue, message_id)
        for message_id in texts.message_ids()
        if message_id.startswith(f"{state.value}.")
    )


def doubled(stage: Stage, view: ScreenView, vietnamese: ScreenView) -> ScreenView:
    """Return the page with the words of the same page in Vietnamese beside its own, and who explains them.

    The question stands in the banner with the request to explain, a word under each answer, the detail under its own.
    """
    words = {button.id: button.text for button in vietnamese.choices if button.id in _ANSWERS}
    asked = f"{vietnamese.question} {stage.scene.texts.say(FALLBACK, _EXPLAIN)}"
    full = view.layout == "consent"
    return structs.replace(
        view,
        detail=f"{view.detail}\n{vietnamese.detail}" if full else view.detail,
        choices=tuple(_answer(button, words.get(button.id, ""), below=full) for button in view.choices),
        banner=Banner(text=asked, picture="help", tone="doubt"),
        speech=_with_request(stage, view.speech),
    )


def _with_request(stage: Stage, speech: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return what is said with the request to the helper behind question and detail."""
    if not speech:
        return ()
    asked = next((at for at, phrase in enumerate(speech) if phrase.lights), len(speech))
    own, beside = stage.say(_EXPLAIN), stage.scene.texts.say(FALLBACK, _EXPLAIN)
    request = Phrase(text=own, language=stage.visit.language, vietnamese=beside)
    return (*speech[:asked], request, *speech[asked:])


def _answer(button: Button, beside: str, *, below: bool) -> Button:
    if not beside:
        return button
    if below:
        return structs.replace(button, hint=beside)
    return structs.replace(button, text=f"{button.text}\n{beside}")
