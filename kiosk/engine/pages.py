"""What makes a screen another one, and what of it is to be said."""

from __future__ import annotations

from kiosk.presenter.view import ScreenView


def is_another(before: ScreenView | None, view: ScreenView) -> bool:
    """Tell whether this is another page, and not the same one repainted or the next slide of the first screen."""
    return before is None or _page(before) != _page(view)


def to_say(before: ScreenView | None, view: ScreenView, *, again: bool) -> int | None:
    """Return the first phrase to say: 0 for a new page, 1 for a new banner only, None for nothing new."""
    if before is None or again or is_another(before, view):
        return 0
    if view.banner is not None and view.banner != before.banner:
        return 1
    return None


def _page(view: ScreenView) -> tuple[object, ...]:
    if view.layout == "attract":
        return view.state, view.language
    entry = view.entry and (view.entry.question, view.entry.part)
    return view.state, view.question, view.page, view.language, entry, bool(view.speech)
