"""A ticket that was in a pocket for a month is still read, most of the time; the digits below are for the rest."""

import random

import pytest

from kiosk.devices import escpos
from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.slip import draw
from tests.devices.fake_printer import decode
from tests.tickets.damage import DAMAGES, code_of, read
from tests.tickets.slips import FONTS, SECRET, sample
from tests.visit.walking import FULL, ROOT

TIMES = 400 if FULL else 20
LEAST = {"whole": 1.0, "stain of 6 mm": 0.5, "fold": 0.5, "faded": 0.7}
"""Shares; what was measured stands in the bench's table, and is more."""


@pytest.fixture(scope="module", params=[384, 576] if FULL else [384])
def printed(request, tmp_path_factory):
    pictures = Pictures(ROOT / "assets" / "illustrations", tmp_path_factory.mktemp("pictures"))
    slip = draw(sample("receipt"), request.param, pictures, Fonts(FONTS))
    stream = escpos.INIT + b"".join(escpos.encoded(slip)) + escpos.FEED_AND_CUT
    (paper,) = decode(stream, request.param)
    return code_of(paper, slip.code)


@pytest.mark.timeout(1200 if FULL else 120)
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_printed_code_is_mostly_read_after_what_happens_to_paper_and_never_as_another(printed, damage):
    good = 0
    for chance in map(random.Random, range(TIMES)):
        found = read(DAMAGES[damage](*printed, chance), chance)
        assert found in ([], [SECRET.digits])
        good += bool(found)
    assert good >= LEAST[damage] * TIMES
