"""``kiosk ticket sample``: the bytes print what the picture shows, and what cannot be done is said in a sentence."""

from datetime import date
from functools import partial
from itertools import cycle, islice, product
from types import SimpleNamespace

import pytest
import zxingcpp
from PIL import Image

from kiosk import settings as settings_files
from kiosk.cli import main
from kiosk.pictures import Fonts, Pictures
from kiosk.wiring import prepare
from kiosk.wiring.papers.arguments import KINDS
from kiosk.wiring.papers.samples import Samples, Wish
from tests.devices.fake_printer import decode
from tests.tickets.slips import FONTS
from tests.visit.walking import ROOT, catalogue, texts

TODAY = date(2026, 11, 21)
DAY = ("--today", TODAY.isoformat())


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return tmp_path_factory.mktemp("state")


@pytest.fixture
def ticket(state):
    return lambda *words: main(["--state", str(state), "ticket", "sample", *map(str, words)])


def changed_dots(one, other):
    return sum(a != b for a, b in zip(one.get_flattened_data(), other.get_flattened_data(), strict=True))


@pytest.mark.parametrize("width", [384, 576])
def test_of_every_kind_the_bytes_print_what_the_picture_shows(ticket, tmp_path, width):
    raw, png = tmp_path / "out.bin", tmp_path / "out.png"
    for kind, language in zip(KINDS, cycle(("vi", "km", "en")), strict=False):
        wanted = ("--kind", kind, "--width", width, "--lang", language, "--raw", raw, "--png", png)
        assert ticket(*wanted, *DAY) == 0
        (printed,) = decode(raw.read_bytes(), width)
        with Image.open(png) as seen:
            assert (seen.mode, seen.size) == ("1", printed.size)
            # A dot here and there keeps real-time commands out of the bytes.
            assert changed_dots(seen, printed) < 20
        codes = zxingcpp.read_barcodes(printed.convert("L"))
        assert len(codes) == (0 if kind in {"queue", "list"} else 1)


def test_no_kind_looks_like_another(ticket, tmp_path):
    png, seen = tmp_path / "out.png", {}
    for kind in KINDS:
        assert ticket("--kind", kind, "--png", png, *DAY) == 0
        seen[png.read_bytes()] = kind
    assert set(seen.values()) == set(KINDS)


def test_a_printer_that_draws_codes_by_itself_is_sent_less(ticket, tmp_path):
    files = [tmp_path / name for name in ("whole.bin", "native.bin")]
    for file, more in zip(files, ((), ("--native-qr",)), strict=True):
        assert ticket("--kind", "receipt", "--raw", file, *DAY, *more) == 0
    whole, native = (file.stat().st_size for file in files)
    assert native < whole - 1500


def test_marks_are_drawn_when_asked_for(ticket, tmp_path):
    heights = []
    for marks in product(((), ("--trial",)), ((), ("--reprint",))):
        png = tmp_path / "out.png"
        assert ticket("--kind", "resume", "--png", png, *DAY, *(word for mark in marks for word in mark)) == 0
        with Image.open(png) as seen:
            heights.append(seen.height)
    plain, reprint, trial, both = heights
    assert plain < reprint < trial < both


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say where to write it"),
        (("--png", "out.pdf"), "ends in .png"),
        (("--png", "out.png", "--raw", "out.png"), "two names"),
        (("--png", "/no/such/folder/out.png"), "cannot be written"),
        (("--raw", "/no/such/folder/out.bin"), "cannot be written"),
        (("--raw", "/dev/null", "--procedure", "0.000000"), "no procedure of this code"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(ticket, capsys, words, said):
    assert ticket("--kind", "receipt", *words) == 2
    told = capsys.readouterr().out
    assert said in told
    assert told.startswith("✗ ")
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--kind", "receipt", "--width", "400"),
            "'400' is no width of a ticket: 384 or 576 dots are expected",
        ),
        (("--kind", "receipt", "--today", "tomorrow"), "'tomorrow' is no day such as 2026-11-22"),
        (("--kind", "banknote"), "banknote"),
        ((), "--kind"),
    ],
)
def test_a_word_that_means_nothing_is_named(ticket, capsys, words, said):
    with pytest.raises(SystemExit) as ended:
        ticket(*words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_after_preparing_a_ticket_needs_no_picture_that_is_still_to_be_drawn(tmp_path):
    def nothing_left(_drawing, _px):
        raise AssertionError("still to be drawn")

    settings = settings_files.read(ROOT / "config", ROOT, tmp_path)
    known, few = catalogue(), dict(islice(catalogue().procedures.items(), 4))
    gallery = partial(Pictures, ROOT / "assets" / "illustrations", tmp_path / "pictures")
    samples = partial(Samples, settings, known, texts(), fonts=Fonts(FONTS))
    prepare._tickets(settings, samples(pictures=gallery()), SimpleNamespace(procedures=few))
    prepared = samples(pictures=gallery(render=nothing_left))
    for kind, language, procedure in product(KINDS, ("km", "en"), few):
        prepared.slip(Wish(kind=kind, today=TODAY, language=language, procedure=procedure))
