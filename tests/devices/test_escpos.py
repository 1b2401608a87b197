"""What the encoder writes, a printer that shares nothing with it prints, dot for dot."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices import escpos
from tests.devices.fake_printer import decode


def printed(image: Image.Image, **how) -> Image.Image:
    stream = escpos.INIT + b"".join(escpos.bands(image, **how)) + escpos.FEED_AND_CUT
    (slip,) = decode(stream, image.width)
    return slip


def dots(image: Image.Image) -> list[bool]:
    return [not value for value in image.get_flattened_data()]


def image_of(width: int, rows: list[bytes]) -> Image.Image:
    data = b"".join(bytes(255 - byte for byte in row) for row in rows)
    return Image.frombytes("1", (width, len(rows)), data)


def noisy(seed: int, width: int, height: int) -> Image.Image:
    chance = random.Random(seed)
    rows = []
    for _ in range(height):
        if chance.random() < 0.3:
            rows.append(bytes(width // 8))
        else:
            first = chance.randrange(width // 8)
            row = bytearray(width // 8)
            row[first:] = chance.randbytes(width // 8 - first)
            rows.append(bytes(row))
    return image_of(width, rows)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([384, 576]), st.integers(1, 150), st.booleans())
def test_any_image_comes_out_of_the_printer_as_it_went_in(seed, width, height, trim_left):
    image = noisy(seed, width, height)
    if not any(dots(image)):
        return
    slip = printed(image, trim_left=trim_left)
    lost = [(a, b) for a, b in zip(dots(image), dots(slip), strict=True) if a and not b]
    added = sum(b and not a for a, b in zip(dots(image), dots(slip), strict=True))
    assert not lost
    assert added <= height


@pytest.mark.parametrize("second", [0x04, 0x05, 0x14])
def test_raster_data_never_commands_the_printer_in_real_time(second):
    rows = [bytes([0x10, second] * 24), bytes([second, 0x10] * 24)] * 40
    for band in escpos.bands(image_of(384, rows)):
        assert bytes([0x10, second]) not in band


@given(st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x18, 0xFF]), max_size=60).map(bytes))
def test_breaking_a_sequence_adds_single_dots_and_removes_none(data):
    safe = escpos.harmless(data)
    assert not any(bytes([0x10, second]) in safe for second in (0x04, 0x05, 0x14))
    assert all(before & ~after == 0 for before, after in zip(data, safe, strict=True))
    assert all((before ^ after).bit_count() <= 1 for before, after in zip(data, safe, strict=True))


def test_data_without_such_a_sequence_is_untouched():
    assert escpos.harmless(b"\x10\x03\x04\x10\x10\x06") == b"\x10\x03\x04\x10\x10\x06"


def test_white_rows_cost_three_bytes_and_white_margins_nothing():
    image = Image.new("1", (384, 300), 1)
    image.paste(0, (160, 0, 168, 10))
    image.paste(0, (160, 290, 168, 300))
    size = sum(map(len, escpos.bands(image)))
    assert size < 2 * (4 + 8 + 10) + 6 + 1
    assert dots(printed(image)) == dots(image)


def test_no_band_is_higher_than_the_printer_is_asked_for():
    image = Image.new("1", (576, 500), 0)
    bands = list(escpos.bands(image))
    assert len(bands) == -(-500 // escpos.BAND_ROWS)
    assert dots(printed(image)) == dots(image)


def test_a_width_that_is_no_multiple_of_eight_prints_too():
    image = Image.new("1", (381, 9), 0)
    assert dots(printed(image)) == dots(image)
