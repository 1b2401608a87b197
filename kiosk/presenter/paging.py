"""Choices that are turned in pages."""

from __future__ import annotations

from kiosk.presenter.scene import Fields, Stage
from kiosk.presenter.view import Button
from kiosk.visit.events import TurnPage


def paged(stage: Stage, choices: tuple[Button, ...], most: int = 0) -> Fields:
    """Return one page of at most ``most`` answers (0: as many as there is room for) and the button that turns it."""
    most = most or stage.room.answers
    pages = max(1, -(-len(choices) // most))
    page = min(stage.visit.page, pages - 1)
    fields: Fields = {
        "choices": choices[page * most : (page + 1) * most],
        "page": page,
        "pages": pages,
    }
    if pages > 1:
        event = TurnPage((page + 1) % pages)
        fields["next_page"] = stage.button("more", "page.more", event, picture="glyphs/more")
    return fields
