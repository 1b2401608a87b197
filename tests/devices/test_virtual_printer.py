"""The printer of the panel, against the encoder and against the other decoder: three that share no code."""

from pathlib import Path

import pytest
from PIL import Image

from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.virtual_printer import VirtualPrinter
from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.slip import draw
from tests.devices.fake_printer import Condition, Decoder, RealTime, decode
from tests.tickets.slips import FONTS, KINDS, sample


class Desk:
    """The printer with what it said and printed."""

    def __init__(self, width=384):
        self.said = b""
        self.slips = []
        self.printer = VirtualPrinter(width, self.hear, self.slips.append)

    def hear(self, reply: bytes) -> None:
        self.said += reply

    def asks(self, question: bytes) -> bytes:
        self.said = b""
        self.printer.feed(question)
        return self.said


@pytest.fixture
def desk():
    return Desk()


BAR = Image.frombytes("1", (384, 24), b"\x00\xff\x33" * 16 * 24)
ILLUSTRATIONS = Path(__file__).parents[2] / "assets" / "illustrations"
SENT = escpos.INIT + b"".join(escpos.bands(BAR)) + escpos.FEED_AND_CUT


@pytest.mark.parametrize("at_once", [1, 7, 4096])
def test_prints_what_was_drawn_however_the_bytes_arrive(desk, at_once):
    for at in range(0, len(SENT), at_once):
        desk.printer.feed(SENT[at : at + at_once])
    (slip,) = desk.slips
    assert slip.tobytes() == BAR.tobytes() == decode(SENT, 384)[0].tobytes()
    assert desk.printer.strays == 0


def test_answers_at_once_inside_a_band_and_prints_it_whole(desk):
    desk.printer.feed(SENT[:60])
    assert desk.asks(escpos.STATUS[0]) == b"\x12"
    desk.printer.feed(SENT[60:])
    assert desk.slips[0].tobytes() == BAR.tobytes()


@pytest.mark.parametrize(
    ("changed", "asked", "answer"),
    [({"paper": False}, 3, 0x7E), ({"cover_open": True}, 1, 0x16), ({"near_end": True}, 3, 0x1E)],
)
def test_says_how_it_is(desk, changed, asked, answer):
    for name, value in changed.items():
        setattr(desk.printer.condition, name, value)
    assert desk.asks(escpos.STATUS[asked]) == bytes([answer])


def test_keeps_what_it_gets_without_paper_and_prints_it_later(desk):
    desk.printer.condition.paper = False
    desk.printer.feed(SENT)
    assert desk.slips == []
    desk.printer.condition.paper = True
    desk.printer.go_on()
    assert len(desk.slips) == 1


def test_forgets_what_it_had_when_it_is_switched_off(desk):
    desk.printer.feed(SENT[:-10])
    desk.printer.switch_off()
    desk.printer.feed(SENT)
    assert desk.slips[0].size == BAR.size


def test_confirms_by_number_and_after_the_cut(desk):
    assert desk.asks(escpos.process_id(b"ABCD")) == escpos.process_reply(b"ABCD")
    assert desk.asks(escpos.PAPER_AFTER) == b"\x00"


def test_says_nothing_when_it_is_mute(desk):
    desk.printer.condition.mute = True
    assert desk.asks(escpos.STATUS[0] + escpos.process_id(b"ABCD")) == b""


def test_counts_text_which_no_kiosk_sends(desk):
    desk.printer.feed(b"hello")
    assert desk.printer.strays == 5


@pytest.mark.parametrize("native_qr", [False, True])
@pytest.mark.parametrize("width", [384, 576])
def test_prints_every_kind_of_ticket_as_it_was_drawn(tmp_path, width, native_qr):
    desk, pictures = Desk(width), Pictures(ILLUSTRATIONS, tmp_path)
    for kind in KINDS:
        slip = draw(sample(kind), width, pictures, Fonts(FONTS))
        bands = escpos.encoded(slip, Capabilities(native_qr=native_qr))
        data = escpos.INIT + b"".join(bands) + escpos.FEED_AND_CUT
        desk.printer.feed(data)
        if native_qr:
            (other,) = _printed_natively(data, width)
        else:
            (other,) = decode(data, width)
        assert desk.slips.pop().tobytes() == other.tobytes()
    assert desk.printer.strays == 0


def _printed_natively(data, width):
    decoder = Decoder(width, Condition(native_qr=True), lambda _reply: None)
    RealTime(decoder).feed(data)
    return decoder.slips
