"""The screen of a kiosk that cannot serve: broken settings, content or keys. A person helps instead."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.presenter.view import Footer, Header, ScreenView, encode
from kiosk.texts import Texts
from kiosk.visit.events import Language


def out_of_order(texts: Texts | None, language: Language = "vi") -> ScreenView:
    """Return the screen; without texts (those are broken too) the picture stands alone."""
    say: Callable[[str], str] = (lambda name: texts.say(language, name)) if texts else (lambda _: "")
    return ScreenView(
        serial=1,
        state="out-of-order",
        layout="state",
        language=language,
        header=Header(point=""),
        footer=Footer(),
        question=say("safe.ask"),
        detail=say("safe.detail"),
        picture="out-of-order",
    )


class StillLink:
    """A FaceLink without a core: one screen that never changes, and nothing that listens."""

    def __init__(self, view: ScreenView) -> None:
        self._raw = encode(view)

    def send(self, raw: bytes) -> None:
        """Nothing is done with a touch; the screen has no buttons."""

    def subscribe(self, on_view: Callable[[bytes], None]) -> None:
        """Show the one screen."""
        on_view(self._raw)
