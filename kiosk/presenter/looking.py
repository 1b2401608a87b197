"""The page on which letters, colours, reach and hand are changed: every button shows what it does at once."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from kiosk.presenter.scene import Fields, Stage, paints
from kiosk.presenter.view import Button
from kiosk.visit.events import ChangeLook, GoOn, TurnPage
from kiosk.visit.look import CONTRASTS, SIZES, Look
from kiosk.visit.states import State


@paints(State.LOOK)
def look(stage: Stage) -> Fields:
    """All of it on one page, or one kind a page where letters are large or the glass is small."""
    groups = [tuple(_sizes(stage)), tuple(_contrasts(stage)), tuple(_hands(stage))]
    pages = _pages(groups, stage.room.looks)
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


def _pages(groups: list[tuple[Button, ...]], most: int) -> list[tuple[Button, ...]]:
    every = tuple(button for group in groups for button in group)
    if len(every) <= most:
        return [every]
    return [group[at : at + most] for group in groups for at in range(0, len(group), most)]


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
