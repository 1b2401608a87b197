"""On the smallest glass the three answers of the page on which somebody says that they saw a nod keep their words."""

from dataclasses import replace

import pytest

from kiosk.ui.parts import Words, tree
from kiosk.visit.look import Look
from kiosk.visit.states import State
from kiosk.visit.witness import Witness
from tests.screen.test_picking import LARGEST, SMALLEST, on
from tests.visit.walking import at_handover, view_of


@pytest.mark.parametrize("look", [Look(), LARGEST], ids=["usual", "largest"])
@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_who_saw_it_is_told_inside_the_buttons(language, look):
    asked = replace(at_handover(), state=State.WITNESS, language=language, witness=Witness(State.HANDOVER))
    sheet, parts = on(SMALLEST, view_of(replace(asked, heard=True)), look)
    answers = [
        part
        for part in tree(parts)
        if isinstance(part, Words) and part.key in {"back/text", "relative/text", "other/text"}
    ]
    assert len(answers) == 3
    for part in answers:
        room = part.text, part.role, part.weight, part.box.w
        assert sheet.block_width(*room) <= part.box.w
        assert sheet.block_height(*room) <= part.box.h
