"""A button while it is said aloud: lit, ringed, and with a speaker where that covers nothing."""

import pytest
from msgspec import structs

from kiosk.presenter.view import Button, Footer, Header, Phrase, ScreenView
from kiosk.settings import Screen
from kiosk.tour.unseen import AverageRuler
from kiosk.ui.findings import findings
from kiosk.ui.parts import Box, Picture, Target
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import theme_for
from kiosk.ui.widgets.button import button
from kiosk.visit.events import Back
from kiosk.visit.look import Look

SPOKEN = Button(id="queue", text="Lấy số", event=Back())


def lit_sheet(size=3):
    screen = Screen()
    view = ScreenView(
        serial=1,
        state="home",
        layout="answers",
        language="vi",
        header=Header(point="Khu phố 46"),
        footer=Footer(),
        look=Look(size),
        question="",
        choices=(SPOKEN,),
        speech=(Phrase(text=SPOKEN.text, language="vi", lights=SPOKEN.id),),
        speaking=0,
    )
    theme = theme_for((screen.width, screen.height), screen.px_per_mm, view.look)
    wide, high = (side / theme.px_per_unit for side in (screen.width, screen.height))
    return Sheet(theme, AverageRuler(theme), wide, high, view)


def laid(box, *, size=3, **more):
    sheet = lit_sheet(size)
    assert sheet.lit == SPOKEN.id
    return sheet, button(sheet, structs.replace(SPOKEN, **more), box)


def names(parts):
    flat = [one for part in parts for one in (part.rest if isinstance(part, Target) else (part,))]
    return {part.name for part in flat if isinstance(part, Picture)}


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.parametrize("picture", ["", "queue"])
@pytest.mark.parametrize("width", range(180, 700, 40))
def test_the_speaker_lies_on_no_word_and_on_no_picture(width, picture, size):
    sheet, parts = laid(Box(100, 300, width, 90), picture=picture, size=size)
    assert [found for found in findings(sheet, parts) if found.rule == "overlap"] == []


def test_where_there_is_room_the_speaker_is_shown():
    _, parts = laid(Box(100, 300, 600, 90), picture="queue")
    assert "glyphs/speaking" in names(parts)


def test_where_there_is_none_the_ring_tells_it_alone():
    _, parts = laid(Box(100, 300, 170, 90), picture="queue")
    assert "glyphs/speaking" not in names(parts)
    assert any(part.key.endswith("/ring") for part in parts)
