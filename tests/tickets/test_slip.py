"""The slip as it is drawn: readable by machine and by eye, at both paper widths."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.devices import escpos
from kiosk.pictures import Fonts, Pictures
from kiosk.pictures.qr import of_digits
from kiosk.tickets.slip import SlipText, Words, draw
from kiosk.tickets.slip_parts import Face, Letters, runs
from tests.devices.fake_printer import decode
from tests.tickets.slips import FONTS, SECOND, SECRET, sample

KINDS = ["receipt", "resume", "kept-here", "home-visit"]
ILLUSTRATIONS = Path(__file__).parents[2] / "assets" / "illustrations"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def pictures(cache):
    return Pictures(ILLUSTRATIONS, cache)


@pytest.fixture(scope="module")
def fonts(cache):
    return Fonts(FONTS)


@pytest.fixture(scope="module")
def letters(fonts):
    return Letters(fonts)


@pytest.fixture(scope="module")
def slip(pictures, fonts):
    return functools.cache(lambda text, width: draw(text, width, pictures, fonts).picture)


def black(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def read(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image.convert("L"))]


@pytest.mark.parametrize("width", [384, 576])
@pytest.mark.parametrize("kind", KINDS)
def test_the_code_is_read_back_and_is_the_secret(slip, kind, width):
    image = slip(sample(kind), width)
    assert (image.mode, image.width) == ("1", width)
    assert read(image) == [SECRET.digits]


@pytest.mark.parametrize("width", [384, 576])
def test_the_printer_prints_the_slip_as_it_was_drawn_and_the_paper_is_read_back(slip, width):
    image = slip(sample("receipt", "km"), width)
    stream = escpos.INIT + b"".join(escpos.bands(image)) + escpos.FEED_AND_CUT
    (printed,) = decode(stream, width)
    drawn, paper = image.get_flattened_data(), printed.get_flattened_data()
    changed = [(a, b) for a, b in zip(drawn, paper, strict=True) if a != b]
    # Only dots that keep real-time commands out of the data, and only added ones.
    assert len(changed) < 20
    assert all(a and not b for a, b in changed)
    assert read(printed) == [SECRET.digits]


def test_a_slip_costs_the_line_no_more_than_reckoned(slip):
    size = sum(map(len, escpos.bands(slip(sample("receipt"), 384))))
    assert size < 45_000


def test_the_code_is_25_modules_wide_at_8_dots_or_more_with_4_modules_of_white(slip):
    assert [len(row) for row in of_digits(SECRET.digits)] == [25] * 25
    for width, module in ((384, 8), (576, 11)):
        image = slip(sample("home-visit"), width)
        (code,) = zxingcpp.read_barcodes(image.convert("L"))
        assert code.ec_level == "H"
        corners = code.position
        assert corners.top_right.x - corners.top_left.x == pytest.approx(25 * module, abs=2)
        left, top = corners.top_left.x - 4 * module, corners.top_left.y - 4 * module
        side = 33 * module
        rim = image.crop((left, top, left + side, top + side))
        inner = image.crop((left + 4 * module, top + 4 * module, left + 29 * module, top + 29 * module))
        assert black(rim) == pytest.approx(black(inner), abs=2 * module)


@pytest.mark.parametrize("width", [384, 576])
def test_the_slip_tells_where_its_code_lies_and_shows_nobody_what_it_says(pictures, fonts, width):
    drawn = draw(sample("receipt"), width, pictures, fonts)
    where = drawn.code
    side = 25 * where.module
    code = drawn.picture.crop((where.left, where.top, where.left + side, where.top + side))
    for row, cells in enumerate(of_digits(where.digits.digits)):
        for column, dark in enumerate(cells):
            dot = code.getpixel((column * where.module + 2, row * where.module + 2))
            assert (dot == 0) == dark
    assert SECRET.digits not in repr(drawn)


@pytest.mark.parametrize("language", ["vi", "en", "km"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_not_longer_than_a_hand_holds(slip, kind, language):
    # Khmer letters need 32 dots on narrow paper, where Vietnamese ones need 28: 5 mm more at the most.
    assert slip(sample(kind, language), 384).height <= (1890 if language == "km" else 1850)
    assert slip(sample(kind, language), 576).height <= 2400


def test_the_second_language_makes_the_slip_longer_and_changes_no_vietnamese(slip):
    plain, both = slip(sample("kept-here"), 384), slip(sample("kept-here", "km"), 384)
    assert both.height > plain.height
    head = (0, 0, 384, 115)
    assert plain.crop(head).tobytes() == both.crop(head).tobytes()


def test_a_trial_slip_says_so_at_the_top_and_at_the_bottom(slip):
    plain = slip(sample("resume"), 384)
    trial = slip(sample("resume", trial="TRIAL / BẢN THỬ"), 384)
    bar = (trial.height - plain.height) // 2
    assert bar > 32
    for rows in ((20, 20 + bar), (trial.height - 20 - bar, trial.height - 20)):
        part = trial.crop((0, rows[0], 384, rows[1]))
        assert black(part) > 0.4 * part.width * part.height


def test_a_reprint_says_so_and_keeps_its_code(slip):
    again = slip(sample("receipt", reprint="In lại"), 384)
    assert again.height > slip(sample("receipt"), 384).height
    assert read(again) == [SECRET.digits]


def test_a_dossier_that_is_kept_here_promises_no_date(slip):
    assert sample("kept-here").promise is None
    assert slip(sample("kept-here"), 384).height < slip(sample("receipt"), 384).height


def test_a_slip_without_a_secret_has_no_code(slip):
    assert read(slip(sample("receipt", secret=None), 384)) == []


def test_the_secret_never_prints_into_a_log():
    assert not re.search(r"\d{4} \d{4}|\d{34}", repr(sample("receipt")))


def test_there_is_no_place_for_personal_data():
    fields = set(SlipText.__dataclass_fields__)
    assert not fields & {"name", "applicant", "personal_number", "phone", "address"}


def test_long_words_and_numbers_stay_on_the_paper(slip):
    text = sample(
        "receipt",
        number="AB 12027",
        point="Ấp Ví Dụ Rất Dài Của Xã Ở Cuối Con Kênh Thứ Mười Hai",
        title=Words("Đăng ký lại kết hôn có yếu tố nước ngoài", "Unabbreviatedinternationalwords"),
    )
    image = slip(text, 384)
    for column in (0, 383):
        edge = image.crop((column, 20, column + 1, 100))
        assert black(edge) == 0
    assert read(image) == [SECRET.digits]


class TestLines:
    def test_scripts_are_told_apart_and_digits_stay_latin(self):
        assert runs("Mã ប័ណ្ណ 12") == [("Latn", "Mã "), ("Khmr", "ប័ណ្ណ "), ("Latn", "12")]
        assert runs("ប័ណ្ណ\u200bនេះ") == [("Khmr", "ប័ណ្ណនេះ")]
        assert runs("") == []

    @pytest.mark.parametrize("text", SECOND["km"].values())
    def test_khmer_is_shaped_and_broken_only_where_a_word_ends(self, letters, text):
        face = Face(28, 600)
        lines = letters.wrap(text, face, 250)
        assert all(letters.width(line, face) <= 250 for line in lines)
        words = re.split("[\u200b ]+", text)
        for line in lines:
            rest = line.replace(" ", "")
            while rest:
                word = next(word for word in words if word and rest.startswith(word))
                rest = rest.removeprefix(word)
                words.remove(word)

    def test_khmer_below_signs_take_no_width_of_their_own(self, letters):
        face = Face(28, 600)
        assert letters.width("ប័ណ្ណ", face) < letters.width("បណណ", face)

    def test_lines_are_about_equally_long(self, letters):
        face = Face(30, 700)
        lines = letters.wrap("Đem phiếu và căn cước tới phường", face, 384)
        widths = [letters.width(line, face) for line in lines]
        assert len(lines) == 2
        assert max(widths) - min(widths) < 60

    def test_a_word_wider_than_the_paper_is_broken_between_letters(self, letters):
        face = Face(30, 700)
        lines = letters.wrap("x" * 60, face, 200)
        assert "".join(lines) == "x" * 60
        assert all(letters.width(line, face) <= 200 for line in lines)

    def test_a_khmer_letter_and_its_foot_are_never_parted(self, letters):
        face = Face(28, 600)
        for room in range(30, 140, 3):
            for line in letters.wrap("ប័ណ្ណ" * 12, face, room):
                assert line[0] not in "\u17d2\u17d0"
                assert line[-1] != "\u17d2"

    def test_stacked_capitals_do_not_run_into_the_line_above(self, letters, pictures, fonts):
        image = draw(sample("receipt", point="ẪỄỰ", ward="Ẫ Ễ Ự ỵ"), 384, pictures, fonts).picture
        cloth = 16
        assert black(image.crop((0, cloth, 384, cloth + 2))) == 0
