"""The code for a person's own telephone is read back from the glass, by a reader of another maker."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from kiosk.pictures.qr import QUIET, of_text
from kiosk.ui.widgets.code import LEAST_MM
from kiosk.visit.look import Look
from kiosk.visit.seeking import Lesson
from kiosk.visit.states import State
from tests.screen.conftest import PX_PER_MM
from tests.visit.walking import at_home, catalogue, view_of

pytestmark = pytest.mark.screen
PAGES = [guide for guide in catalogue().guides if guide.page is not None]


def at_the_page(guide, look=None, language="vi"):
    lesson = Lesson(guide.id, len(guide.steps))
    return view_of(replace(at_home(language), state=State.GUIDE, lesson=lesson, look=look or Look()))


@pytest.mark.parametrize("size", [0, 4])
@pytest.mark.parametrize("contrast", ["standard", "high", "dark"])
@pytest.mark.parametrize("guide", PAGES, ids=lambda guide: guide.id)
def test_a_telephone_reads_the_official_page_in_every_contrast(screen, tmp_path, guide, contrast, size):
    screen.show(at_the_page(guide, Look(size, contrast)), state=f"code-{guide.id}-{contrast}-{size}")
    screen.face.screenshot(tmp_path / "glass.png")
    with Image.open(tmp_path / "glass.png") as glass:
        (found,) = zxingcpp.read_barcodes(glass.convert("L"))
    assert found.text == guide.page.url
    corners = found.position
    assert corners.top_right.x - corners.top_left.x >= 40 * PX_PER_MM
    assert corners.bottom_left.y - corners.top_left.y >= 40 * PX_PER_MM


def test_forty_millimetres_are_dark_and_light_modules_and_the_rest_is_white():
    modules = max(len(of_text(guide.page.url)) for guide in PAGES)
    assert LEAST_MM * modules / (modules + 2 * QUIET) >= 40
