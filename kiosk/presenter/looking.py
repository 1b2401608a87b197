"""The page on which letters, colours, reach, hand and loudness are changed: each button shows what it does at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import structs

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import LOUDNESSES, ChangeLook, ChangeLoudness, GoOn, TurnPage
from kiosk.visit.look import CONTRAST, CONTRASTS, HAND, LOUDNESS, SIZE, SIZES, Look, kinds_by_page
from kiosk.visit.states import State


@paints(State.LOOK)
def look(stage: Stage) -> Fields:
    """Two kinds on a page, or one where letters are large or the glass is small."""
    pages = [
        tuple(button for kind in kinds for button in _GROUPS[kind](stage))
        for kinds in kinds_by_page(stage.room.looks, sound=stage.scene.sound)
    ]
    page = min(stage.visit.look_page, len(pages) - 1)
    fields: Fields = {
        "layout": "look",
        "question": stage.say("look.ask"),
        "choices": pages[page],
        "go_on": stage.button("look-done", "look.done", GoOn(), picture="glyphs/yes", style="go"),
        "page": page,
        "pages": len(pages),
    }
    if len(pages) > 1:
        event = TurnPage((page + 1) % len(pages))
        fields["next_page"] = stage.button("more", "page.more", event, picture="glyphs/more")
    return fields


def _button(stage: Stage, name: str, picture: str, look: Look, *, on: bool) -> Button:
    return Button(
        id=name,
        text=stage.say(f"look.{name.replace(':', '-')}"),
        event=ChangeLook(look),
        picture=picture,
        state="chosen" if on else "rest",
    )


def _sizes(stage: Stage) -> Iterator[Button]:
    now = stage.look
    for size in SIZES:
        wanted = structs.replace(now, size=size)
        yield _button(stage, f"size:{size}", f"glyphs/size-{size}", wanted, on=now.size == size)


def _contrasts(stage: Stage) -> Iterator[Button]:
    now = stage.look
    for contrast in CONTRASTS:
        wanted = structs.replace(now, contrast=contrast)
        name = f"contrast:{contrast}"
        yield _button(stage, name, f"look-{contrast}", wanted, on=now.contrast == contrast)


def _hands(stage: Stage) -> Iterator[Button]:
    """Reach is one button that goes there and back; the hands are two."""
    now = stage.look
    low = now.reach == "low"
    other = structs.replace(now, reach="whole" if low else "low")
    if stage.room.lower:
        yield _button(stage, "reach:low", "glyphs/low", other, on=low)
    left, right = structs.replace(now, hand="left"), structs.replace(now, hand="right")
    yield _button(stage, "hand:left", "glyphs/hand-left", left, on=now.hand == "left")
    yield _button(stage, "hand:right", "glyphs/hand-right", right, on=now.hand == "right")


def _volumes(stage: Stage) -> Iterator[Button]:
    """How loud everything is said."""
    for loudness in LOUDNESSES:
        yield Button(
            id=f"volume:{loudness}",
            text=stage.say(f"look.volume-{loudness}"),
            event=ChangeLoudness(loudness),
            picture=f"glyphs/volume-{loudness}",
            state="chosen" if stage.visit.loudness == loudness else "rest",
        )


_GROUPS: Final = {SIZE: _sizes, LOUDNESS: _volumes, CONTRAST: _contrasts, HAND: _hands}
