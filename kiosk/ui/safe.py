"""The screen that is shown when painting itself has broken."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.presenter.view import Footer, Header, ScreenView
from kiosk.visit.events import Language


def safe_view(texts: Mapping[str, str], language: Language) -> ScreenView:
    """Return a page with one calm sentence, nothing to touch; ``texts[""]`` serves every other language."""
    return ScreenView(
        serial=0,
        state="out-of-order",
        layout="state",
        language=language,
        header=Header(point=""),
        footer=Footer(),
        question=texts.get(language, texts.get("", "")),
        picture="out-of-order",
    )
