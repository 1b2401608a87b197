"""What the encoder writes, a printer that shares nothing with it prints, dot for dot."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.raster import BAND_ROWS
from kiosk.pictures import qr
from kiosk.tickets.ports import PrintedCode, Slip
from tests.devices.fake_printer import Condition, Decoder, RealTime, decode
from tests.tickets.slips import SECRET

REAL_TIME = re.compile(b"\x10[\x04\x05\x14]")
NATIVE = Capabilities(native_qr=True)


def stream(slip: Slip, can: Capabilities) -> bytes:
    return escpos.INIT + b"".join(escpos.encoded(slip, can)) + escpos.FEED_AND_CUT


def printed(image: Image.Image, **how) -> Image.Image:
    (slip,) = decode(stream(Slip(image), Capabilities(**how)), image.width)
    return slip


def dots(image: Image.Image) -> list[bool]:
    return [not value for value in image.get_flattened_data()]


def image_of(width: int, rows: list[bytes]) -> Image.Image:
    data = b"".join(bytes(255 - byte for byte in row) for row in rows)
    return Image.frombytes("1", (width, len(rows)), data)


def noisy(chance: random.Random, width: int, height: int) -> Image.Image:
    """Rows of noise from somewhere to the right edge, and white ones."""
    rows = []
    for _ in range(height):
        row = bytearray(width // 8)
        if chance.random() > 0.3:
            first = chance.randrange(width // 8)
            row[first:] = chance.randbytes(width // 8 - first)
        rows.append(bytes(row))
    return image_of(width, rows)


def mixed(seed: int, width: int, parts: int) -> Image.Image:
    """Noise, noise doubled across, downwards and both, and white, one below the other, at any row."""
    chance = random.Random(seed)
    pieces = []
    for _ in range(parts):
        across, down = chance.choice([(1, 1), (2, 1), (1, 2), (2, 2)])
        piece = noisy(chance, width // across, chance.randrange(1, 40))
        pieces.append(piece.resize((width, piece.height * down), Image.Resampling.NEAREST))
        pieces.append(Image.new("1", (width, chance.randrange(0, 40)), 1))
    whole = Image.new("1", (width, sum(piece.height for piece in pieces)), 1)
    at = 0
    for piece in pieces:
        whole.paste(piece, (0, at))
        at += piece.height
    return whole


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([384, 576]), st.integers(1, 6), st.booleans())
def test_any_image_comes_out_of_the_printer_as_it_went_in(seed, width, parts, trim_left):
    image = mixed(seed, width, parts)
    if not any(dots(image)):
        return
    slip = printed(image, trim_left=trim_left)
    lost = [(a, b) for a, b in zip(dots(image), dots(slip), strict=True) if a and not b]
    added = sum(b and not a for a, b in zip(dots(image), dots(slip), strict=True))
    assert not lost
    # Noise holds far more real-time sequences than drawings do, and not each can be got round without a dot.
    assert added <= image.height // 4


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([384, 576]), st.booleans())
def test_what_is_drawn_on_a_grid_of_two_dots_costs_a_quarter_and_changes_nowhere(seed, width, trim_left):
    chance = random.Random(seed)
    small = noisy(chance, width // 2, chance.randrange(20, 60))
    image = small.resize((width, small.height * 2), Image.Resampling.NEAREST)
    if not any(dots(image)):
        return
    assert dots(printed(image, trim_left=trim_left)) == dots(image)
    most = small.height * width // 16 + 12 * (2 + image.height // BAND_ROWS)
    # A fifth more: in noise some rows would command the printer in real time, and are got round by bands of their own.
    assert sum(map(len, escpos.bands(image, Capabilities(trim_left=trim_left)))) <= most * 1.2


@pytest.mark.parametrize("mode", [0, 1, 2, 3])
@pytest.mark.parametrize("second", [0x04, 0x05, 0x14])
def test_no_band_doubled_or_not_commands_the_printer_in_real_time(mode, second):
    across, down = 1 + (mode & 1), 1 + (mode >> 1)
    width = 384 // across
    rows = [bytes([0x10, second] * (width // 16)), bytes([second, 0x10] * (width // 16))] * 40
    image = image_of(width, rows).resize((384, len(rows) * down), Image.Resampling.NEAREST)
    for trim_left in (True, False):
        for band in escpos.bands(image, Capabilities(trim_left=trim_left)):
            assert not REAL_TIME.search(band)
        slip = printed(image, trim_left=trim_left)
        assert all(b for a, b in zip(dots(image), dots(slip), strict=True) if a)


@pytest.mark.parametrize("mode", [1, 3])
def test_a_real_time_sequence_in_doubled_dots_is_got_round_without_changing_a_dot(mode):
    down = 1 + (mode >> 1)
    row = bytearray(24)
    row[3:9] = b"\x10\x04\x77\x10\x14\x01"
    image = image_of(192, [bytes(row), bytes(24)[:-9] + b"\xaa" * 9] * 8)
    image = image.resize((384, 16 * down), Image.Resampling.NEAREST)
    assert not any(REAL_TIME.search(band) for band in escpos.bands(image))
    assert dots(printed(image)) == dots(image)


@given(st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x18, 0xFF]), max_size=60).map(bytes))
def test_breaking_a_sequence_adds_single_dots_and_removes_none(data):
    safe = escpos.harmless(data)
    assert not REAL_TIME.search(safe)
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


def test_a_narrow_part_below_a_wide_one_is_a_band_of_its_own():
    image = Image.new("1", (384, 60), 1)
    image.paste(noisy(random.Random(1), 384, 30), (0, 0))
    image.paste(noisy(random.Random(2), 16, 30), (184, 30))
    assert sum(map(len, escpos.bands(image))) < 30 * 48 + 30 * 3 + 4 * 12


def test_no_band_is_higher_than_the_printer_is_asked_for():
    image = noisy(random.Random(3), 576, 500)
    sizes = [re.search(rb"\x1dv0\x00..(..)", band, re.DOTALL) for band in escpos.bands(image)]
    heights = [int.from_bytes(size[1], "little") for size in sizes if size]
    assert max(heights) <= BAND_ROWS
    assert sum(heights) > 350
    assert dots(printed(image)).count(True) >= dots(image).count(True)


def test_a_width_that_is_no_multiple_of_eight_prints_too():
    image = Image.new("1", (381, 9), 0)
    assert dots(printed(image)) == dots(image)


class TestAPrinterThatDrawsCodesByItself:
    def slip(self, module: int = 8, *, left: int | None = None, width: int = 384, beside: int = 0) -> Slip:
        side = 25 * module
        at = (width - side) // 2 if left is None else left
        picture = Image.new("1", (width, side + 60), 1)
        picture.paste(0, (0, 0, width, 10))
        for row, cells in enumerate(qr.of_digits(SECRET.digits)):
            for column, dark in enumerate(cells):
                if dark:
                    x, y = at + column * module, 30 + row * module
                    picture.paste(0, (x, y, x + module, y + module))
        picture.paste(0, (0, side + 50, width, side + 60))
        if beside:
            picture.paste(0, (0, 100, beside, 110))
        return Slip(picture, PrintedCode(SECRET, at, 30, module))

    def out(self, slip: Slip, can: Capabilities) -> tuple[Image.Image, list[str]]:
        decoder = Decoder(slip.picture.width, Condition(native_qr=True), lambda _reply: None)
        RealTime(decoder).feed(stream(slip, can))
        assert not decoder.text
        (image,) = decoder.slips
        return image, decoder.commands

    @pytest.mark.parametrize(("module", "width"), [(8, 384), (6, 384), (11, 576), (12, 576)])
    def test_the_code_comes_out_where_and_as_large_as_it_was_drawn(self, module, width):
        slip = self.slip(module, width=width)
        image, commands = self.out(slip, NATIVE)
        assert "code" in commands
        assert dots(image) == dots(slip.picture)

    def test_a_code_that_is_not_in_the_middle_stands_in_its_place(self):
        slip = self.slip(left=40)
        image, commands = self.out(slip, NATIVE)
        assert "code" in commands
        assert dots(image) == dots(slip.picture)

    def test_it_saves_more_than_half_of_the_code(self):
        slip = self.slip()
        native, drawn = (sum(map(len, escpos.encoded(slip, can))) for can in (NATIVE, Capabilities()))
        assert drawn - native > 700

    @pytest.mark.parametrize(
        ("changes", "can"),
        [
            ({"beside": 20}, NATIVE),
            ({}, Capabilities()),
            ({"left": 40}, Capabilities(native_qr=True, trim_left=False)),
        ],
    )
    def test_where_it_would_not_come_out_so_the_code_is_a_picture(self, changes, can):
        slip = self.slip(**changes)
        image, commands = self.out(slip, can)
        assert "code" not in commands
        assert dots(image) == dots(slip.picture)

    def test_no_command_of_it_holds_a_real_time_sequence(self):
        assert not any(REAL_TIME.search(command) for command in escpos.encoded(self.slip(), NATIVE))
