"""What a unit can do is kept under its name, and a broken file costs a question and nothing else."""

import pytest

from kiosk.devices.capabilities import Capabilities
from kiosk.devices.units import FILE, Unit, Units

CAN = Capabilities(rung="process-id", native_qr=True)
KEPT = Unit(can=CAN, width_dots=384, day="2026-11-22")


@pytest.fixture
def units(tmp_path):
    return Units(tmp_path / "state")


def test_what_was_found_is_known_by_whoever_asks_later(units, tmp_path):
    units.keep("one", KEPT)
    units.keep("other", Unit(can=Capabilities(rung="none"), width_dots=576, day="2026-11-22"))
    assert Units(tmp_path / "state").known("one") == KEPT
    assert units.known("third") is None


def test_a_unit_is_known_by_the_port_it_hangs_on(units):
    units.keep("/nowhere/printer", KEPT)
    assert units.capabilities("/nowhere/printer", 384) == CAN


def test_what_was_found_with_other_paper_does_not_count(units):
    units.keep("/nowhere/printer", KEPT)
    assert units.capabilities("/nowhere/printer", 576) == Capabilities()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"one": {"can": {"rung": "best"}}}', b"\xff"])
def test_a_file_that_cannot_be_read_says_nothing_and_is_written_anew(units, tmp_path, raw):
    units.keep("one", KEPT)
    (tmp_path / "state" / FILE).write_bytes(raw)
    assert units.known("one") is None
    units.keep("one", KEPT)
    assert units.known("one") == KEPT
