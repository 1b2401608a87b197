"""Exactly the known forms are taken, whatever is held under the scanner and however its bytes arrive."""

from __future__ import annotations

import os
import pty
import queue
import random
import re
import threading
import tty
import unicodedata
from itertools import count, islice, pairwise

import pytest

from kiosk.devices.scan_text import MOST_BYTES, CodeCutter, cleaned
from kiosk.devices.scanner import SerialScanner
from kiosk.devices.serial_line import SerialLine
from kiosk.engine.scanning import sorted_out
from kiosk.engine.session import fresh
from kiosk.ids import SeededIds
from kiosk.takeover.badge import new_badge
from kiosk.tickets.secret import new_secret
from kiosk.visit import reports as rp
from kiosk.wiring.build import read_card

TICKET = new_secret(SeededIds(1).random_bytes).digits
BADGE = new_badge(SeededIds(2).random_bytes).digits
OLD = "094045001234|360123456|Nguyễn Văn Mẫu|15081945|Nam|Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng|10072021"
NEW = "092152004321||Trần Thị Ví Dụ|02031952|Nữ|Ấp Ví Dụ, Long Phú, Cần Thơ|05082024||||"
HEALTH = (
    f"GD4949494900001|{'Lê Thị Mẫu'.encode().hex()}|08/03/1961|2|{'Khu phố 46'.encode().hex()}|79 - 034|01/01/2026"
    "|-|24/12/2025|79034949490001|-|4|01/01/2031|abcdef-7102|4|x|$"
)
FORMS = {
    TICKET: rp.TicketScanned,
    BADGE: rp.BadgeScanned,
    OLD: rp.CardScanned,
    NEW: rp.CardScanned,
    HEALTH: rp.HealthCardScanned,
}
ENDS = {*FORMS.values(), rp.SeveralScanned, rp.UnknownScanned}
VNEID = "VNEID1." + "QmFzZTY0LW9wYXF1ZS1vcGFxdWUtb3BhcXVl" * 9
SET_UP = (
    "@SETUP1", "@FACDEF", "^#^0101000", "^#^SC01", "nls0006010", "NLS0302010", ".AA01.", "%%SpecCode9F", "{G1026}",
    "$RSTALL", "^3^SAVE", "\u00feM00900", "0x7E000801000301ABCD", "S_CMD_00F1", "P%%",
)  # fmt: skip
NASTY = (
    *SET_UP, VNEID, "https://vi-du.example/a?b=c|d", "javascript:alert(1)", "file:///etc/passwd", "../../etc/shadow",
    "[b]x[/b]", "{0.__class__}", "%s%n", "'; DROP TABLE tickets; --", "$(reboot)", "`id`", "-rf /", "0" * 34, "1" * 34,
    TICKET[:-1], TICKET + "0", " ".join(TICKET), TICKET.translate({ord("0") + n: 0x17E0 + n for n in range(10)}),
    OLD + "|", OLD[1:], OLD.replace("|", "\uff5c"), NEW + "|", NEW[:-1], HEALTH.replace("GD", "G"),
    "|" * 6, "|" * 10, "||",
)  # fmt: skip


def told(text):
    session = fresh(SeededIds(3), 0.0)
    event = sorted_out(text, session, read_card)
    return type(event), session


@pytest.mark.parametrize("form", FORMS)
def test_each_known_form_is_known(form):
    kind, session = told(form)
    assert kind is FORMS[form]
    assert (session.shown_ticket is not None, bool(session.badge)) == (form is TICKET, form is BADGE)


@pytest.mark.parametrize("text", NASTY)
def test_what_is_no_known_form_is_unknown_and_leaves_nothing(text):
    kind, session = told(text)
    assert kind is rp.UnknownScanned
    assert (session.shown_ticket, session.badge) == (None, "")


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", FORMS)
def test_any_two_of_them_glued_together_are_several_and_neither_is_taken(first, second):
    kind, session = told(first + second)
    assert kind is rp.SeveralScanned
    assert (session.shown_ticket, session.badge) == (None, "")


def test_two_cards_of_seven_fields_are_thirteen_and_three_codes_are_several_too():
    assert (OLD + OLD).count("|") == 12
    assert told(OLD + OLD)[0] is rp.SeveralScanned
    assert told(TICKET + OLD + NEW)[0] is rp.SeveralScanned
    assert told(TICKET * 3)[0] is rp.SeveralScanned
    assert told(OLD + "x" + NEW)[0] is rp.UnknownScanned
    assert told(OLD[:60] + OLD)[0] is rp.UnknownScanned


# --- whatever comes ------------------------------------------------------------------------------------------

STRICT = {
    rp.TicketScanned: re.compile(r"1[0-9]{33}"),
    rp.BadgeScanned: re.compile(r"2[0-9]{33}"),
    rp.CardScanned: re.compile(r"[0-9]{12}(\|[^|]*){6}((\|[^|]*){4})?"),
    rp.HealthCardScanned: re.compile(
        r" *([A-Z]{2}[0-9]{13}|[0-9]{10}) *\| *([0-9A-Fa-f]{2})+ *(\|[^|]*){6,18}"
    ),
}
"""What the text of each form looks like, said once more and independently."""


def mutated(chance, text):
    raw = bytearray(text.encode())
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(6):
            case 0:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del raw[at : at + chance.randrange(1, 30)]
            case 2:
                raw[at:at] = chance.choice(
                    ("|", "\x00", "\x1b[2J", "\u202e", "\ufeff", "\u0303", "[b]", "{0}")
                ).encode()
            case 3:
                raw[at:at] = chance.choice(list(FORMS)).encode()[: chance.randrange(1, 200)]
            case 4:
                raw = raw[:at]
            case _:
                raw[at:at] = chance.choice(NASTY).encode()
        if not raw:
            break
    return bytes(raw)


def inputs(seed):
    """Codes without end marks, for ever: known ones, known ones that were damaged, and anything else."""
    chance = random.Random(seed)
    forms = list(FORMS)
    while True:
        match chance.randrange(7):
            case 0:
                form = chance.choice(forms)
                yield unicodedata.normalize(chance.choice(("NFC", "NFD")), form).encode()
            case 1:
                yield "".join(chance.choices(forms, k=chance.randrange(2, 5))).encode()
            case 2:
                yield chance.randbytes(chance.randrange(1, 200))
            case 3:
                yield chance.choice(NASTY).encode()
            case 4:
                signs = chance.choice(
                    ("0123456789", "0123456789|", "|abc{}[]%\\/'\";--$`", "ễậữ\u0300\u200b\ufeff|")
                )
                yield "".join(chance.choices(signs, k=chance.randrange(1, 120))).encode()
            case 5:
                yield chance.randbytes(1) * chance.randrange(MOST_BYTES - 2, 3 * MOST_BYTES)
            case _:
                yield mutated(chance, chance.choice(forms))


def held_to_its_form(text):
    kind, session = told(text)
    assert kind in ENDS
    if kind in STRICT:
        assert STRICT[kind].fullmatch(text), kind
    assert (session.shown_ticket is not None) == (kind is rp.TicketScanned)
    assert bool(session.badge) == (kind is rp.BadgeScanned)
    return kind


def in_pieces(chance, raw):
    cuts = sorted({0, len(raw), *(chance.randrange(len(raw) + 1) for _ in range(chance.randrange(4)))})
    return [raw[at:end] for at, end in pairwise(cuts)]


def through_the_cutter(seed, times):
    chance, cutter, kinds = random.Random(seed), CodeCutter(), set()
    for raw in islice(inputs(seed), times):
        end = chance.choice((b"\r", b"\n", b"\r\n", b""))
        codes = [code for piece in in_pieces(chance, raw + end) for code in cutter.feed(piece)]
        assert len(cutter._rest) <= MOST_BYTES + 1
        kinds |= {held_to_its_form(cleaned(code)) for code in (*codes, *cutter.pause())}
    return kinds


def test_two_thousand_codes_end_in_a_known_form_or_unknown():
    assert through_the_cutter(20261123, 2_000) == ENDS


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_a_hundred_thousand_codes_end_in_a_known_form_or_unknown():
    assert through_the_cutter(20261124, 100_000) == ENDS


def through_the_line(seed, times):
    """Send codes over a line in pieces, each ended by a mark, the last one known; return how many were given."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    scans: queue.Queue[str] = queue.Queue()
    seconds = count()
    scanner = SerialScanner(SerialLine(os.ttyname(slave), 115200), monotonic=lambda: float(next(seconds)))
    scanner.start(scans.put)
    try:
        while True:
            os.write(master, b"ready\n")
            try:
                assert scans.get(timeout=0.3) == "ready"
                break
            except queue.Empty:
                continue
        wanted = CodeCutter()
        chance, sent = random.Random(seed), []
        given = 0
        for raw in islice(inputs(seed), times):
            whole = raw + b"\n"
            sent = wanted.feed(whole)
            for piece in in_pieces(chance, whole):
                os.write(master, piece)
            for code in sent:
                text = scans.get(timeout=20)
                while text == "ready":
                    text = scans.get(timeout=20)
                assert text == cleaned(code)
                held_to_its_form(text)
                given += 1
        return given
    finally:
        scanner.stop()
        os.close(master)
        os.close(slave)


def test_three_hundred_codes_come_whole_over_a_line():
    assert through_the_line(7, 300) >= 300


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_ten_thousand_codes_come_whole_over_a_line():
    assert through_the_line(8, 10_000) >= 10_000


def test_a_flood_over_the_line_gives_a_few_and_then_the_next_card():
    master, slave = pty.openpty()
    tty.setraw(slave)
    scans: queue.Queue[str] = queue.Queue()
    now = [0.0]
    scanner = SerialScanner(SerialLine(os.ttyname(slave), 115200), monotonic=lambda: now[0])
    scanner.start(scans.put)
    line = threading.Event()
    try:
        while not line.is_set():
            os.write(master, b"ready\r")
            try:
                scans.get(timeout=0.3)
                line.set()
            except queue.Empty:
                continue
        for _ in range(500):
            os.write(master, b"x" * 500 + b"\r" + TICKET.encode() + b"\r")
        os.write(master, b"y" * 100_000 + b"\r")
        seen: list[str] = []
        while OLD not in seen:
            now[0] += 1
            os.write(master, OLD.encode() + b"\r")
            try:
                seen.append(scans.get(timeout=0.3))
            except queue.Empty:
                continue
        assert len(seen) < 40
    finally:
        scanner.stop()
        os.close(master)
        os.close(slave)
