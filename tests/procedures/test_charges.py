"""A fee counted from copies and pages, as the file tells."""

import pytest
from msgspec.structs import replace

from kiosk.procedures.charges import charged
from kiosk.procedures.load import load
from kiosk.procedures.types import Charge


@pytest.fixture(scope="module")
def procedure(shipped):
    return load(shipped).procedures["1.001193"]


def by_pages(procedure):
    charge = Charge(copies="copies", pages="pages", each=2000, first=2, after=1000, most=200_000)
    return replace(procedure, charge=charge)


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [
        (1, 1, 2000),
        (2, 1, 4000),
        (3, 1, 5000),
        (3, 4, 20_000),
        (198, 1, 200_000),
        (199, 1, 200_000),
        (500, 2, 400_000),
    ],
)
def test_two_dear_pages_then_cheap_ones_up_to_a_limit_for_each_copy(procedure, pages, copies, fee):
    assert charged(by_pages(procedure), {"pages": str(pages), "copies": str(copies)}) == fee


def test_a_fee_for_each_copy_alone(procedure):
    by_copies = replace(procedure, charge=Charge(copies="copies", each=8000))
    assert charged(by_copies, {"copies": "3"}) == 24_000


@pytest.mark.parametrize("answers", [{}, {"pages": "3"}, {"copies": "2"}, {"pages": "", "copies": "2"}])
def test_nothing_is_promised_before_all_is_answered(procedure, answers):
    assert charged(by_pages(procedure), answers) is None


def test_without_a_charge_there_is_no_sum(procedure):
    assert charged(replace(procedure, charge=None), {"copies": "3"}) is None
