"""What a card says is drawn letter by letter, whatever it looks like to a program."""

from __future__ import annotations

import msgspec
import pytest
from PIL import Image, ImageChops

from tests.screen import views

pytestmark = pytest.mark.screen

NASTY = (
    "[b]Hai[/b] [ref=x]y[/ref]",
    "[color=ff0000]Hai[/color]",
    "{0.__class__} %s {old}",
    "../../etc/passwd",
    "https://vi-du.example/?a=1",
    "'; DROP TABLE tickets; --",
    r"\x1b[2J \u202e \n",
    "&bl;b&br; &amp; <b>",
)


def shown(screen, words, folder):
    card = views.card(views.Say("vi"))
    first, *rest = card.rows
    screen.show(card, rows=(msgspec.structs.replace(first, value=words), *rest))
    path = folder / "glass.png"
    screen.face.screenshot(path)
    with Image.open(path) as picture:
        return picture.convert("RGB").copy()


@pytest.mark.parametrize("words", NASTY)
def test_words_stand_on_the_glass_as_they_were_read(screen, words, tmp_path):
    shown(screen, words, tmp_path)
    assert words in " ".join(" ".join(screen.face.words()).split())


def test_marks_that_would_make_letters_bold_are_drawn_themselves(screen, tmp_path):
    marked, plain = shown(screen, "[b]Hai[/b]", tmp_path), shown(screen, "Hai", tmp_path)
    longer = shown(screen, "xxxHaixxxx", tmp_path)
    across = [ImageChops.difference(plain, one).getbbox() for one in (marked, longer)]
    assert None not in across
    assert abs((across[0][2] - across[0][0]) - (across[1][2] - across[1][0])) < 100
