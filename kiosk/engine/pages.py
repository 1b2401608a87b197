"""What makes a screen another one, and what of it is to be said."""

from __future__ import annotations

from kiosk.presenter.view import ScreenView


def is_another(before: ScreenView | None, view: ScreenView) -> bool:
    """Tell whether this is another page, and not the same one repainted or the next slide of the first screen."""
    return before is None or _page(before) != _page(view)


def is_new(before: ScreenView | None, view: ScreenView) -> int | None:
    """Return the one phrase of a page that has changed which was not there before: a banner, the count-down."""
    if before is None:
        return None
    told = [at for at, phrase in enumerate(view.speech) if phrase.at_once]
    known = {phrase.text for phrase in before.speech}
    return next((at for at in told if view.speech[at].text not in known), None)


def _page(view: ScreenView) -> tuple[object, ...]:
    if view.layout == "attract":
        return view.state, view.language
    if view.layout == "calling":
        # What is said there is a call: neither how many wait nor whom the page lists begins it anew.
        return view.state, view.language, bool(view.speech)
    entry = view.entry and (view.entry.question, view.entry.part)
    return view.state, view.question, view.page, view.language, entry, bool(view.speech)
