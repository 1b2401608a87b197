"""The test ticket: its measures are true on the very dots that are printed."""

import pytest
import zxingcpp

from kiosk.devices import escpos
from kiosk.pictures import Fonts
from kiosk.tickets.tryout import TryoutFacts, draw_tryout
from tests.devices.fake_printer import decode
from tests.tickets.slips import FONTS, SECRET
from tests.visit.walking import NOW, texts

WIDTHS = 384, 576
NO_PICTURES = None


@pytest.fixture(scope="module", params=WIDTHS)
def slip(request):
    facts = TryoutFacts("kiosk-1", NOW, SECRET)
    return draw_tryout(facts, texts(), request.param, NO_PICTURES, Fonts(FONTS))


def rows(picture):
    dots = list(picture.get_flattened_data())
    return [dots[at : at + picture.width] for at in range(0, len(dots), picture.width)]


def test_the_ruler_has_a_stroke_for_each_millimetre_of_the_paper(slip):
    every = rows(slip.picture)
    top = next(at for at, row in enumerate(every) if not any(row))
    inked = [at for at, dot in enumerate(every[top + 4]) if not dot]
    wide = slip.picture.width
    assert inked == [at for mm in range(0, wide, 8) for at in (mm, mm + 1)] + [wide - 2, wide - 1]


def test_the_ruler_along_the_paper_is_twenty_millimetres_long(slip):
    every = rows(slip.picture)
    runs = [len(run) for run in "".join(" |"[not row[0]] for row in every).split()]
    assert 20 * 8 + 2 in runs


def test_it_touches_both_edges(slip):
    left, _, right, _ = slip.picture.point(lambda dot: 255 - dot).getbbox()
    assert (left, right) == (0, slip.picture.width)


def test_its_code_is_read(slip):
    (read,) = zxingcpp.read_barcodes(slip.picture.convert("L"))
    assert read.text == SECRET.digits


def test_it_is_printed_as_it_was_drawn(slip):
    data = escpos.INIT + b"".join(escpos.encoded(slip)) + escpos.FEED_AND_CUT
    (printed,) = decode(data, slip.picture.width)
    assert printed.tobytes() == slip.picture.tobytes()
