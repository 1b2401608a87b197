"""Pointing instead of speaking: a board of pictures, and the one pointed at, large, for the other across the table."""

from __future__ import annotations

from typing import Final

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import PointAt, TurnPage
from kiosk.visit.pointing import A_PAGE, Sign, signs
from kiosk.visit.states import State

_TALL: Final = 3
"""Rows of answers that a page must hold to have the height for six pictures."""


@paints(State.POINTING)
def pointing(stage: Stage) -> Fields:
    """Show the board, or what has been pointed at and nothing else."""
    every = signs(stage.scene.catalogue)
    pointed = next((sign for sign in every if sign.id == stage.visit.pointed), None)
    if pointed is not None:
        return {"layout": "pointed", "question": _words(stage, pointed), "picture": pointed.picture}
    return {"layout": "board", "question": stage.say("pointing.ask"), **_board(stage, every)}


def _board(stage: Stage, every: tuple[Sign, ...]) -> Fields:
    most = _room(stage)
    pages = max(1, -(-len(every) // most))
    page = min(stage.visit.board, pages - 1)
    fields: Fields = {
        "choices": tuple(
            Button(
                id=f"sign:{sign.id}",
                text=_words(stage, sign),
                event=PointAt(sign.id),
                picture=sign.picture,
                hue=sign.hue,
            )
            for sign in every[page * most : (page + 1) * most]
        ),
        "page": page,
        "pages": pages,
    }
    if pages > 1:
        event = TurnPage((page + 1) % pages)
        fields["next_page"] = stage.button("more", "page.more", event, picture="glyphs/more")
    return fields


def _room(stage: Stage) -> int:
    """Return how many pictures one page holds: six, or fewer where the glass is low or the letters are large."""
    room = stage.room
    if room.rows >= _TALL:
        return A_PAGE
    return 4 if room.answers > 2 else 2  # noqa: PLR2004 - two rows of two, or one


def _words(stage: Stage, sign: Sign) -> str:
    return sign.say(stage.scene.texts, stage.tongue)
