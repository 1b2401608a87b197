"""What a ticket costs the printer's line, and what ten thousand of them cost the kiosk's memory."""

import gc
import os
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.ids import SeededIds
from kiosk.pictures import Fonts, Pictures
from kiosk.procedures.deadlines import due
from kiosk.procedures.hours import hours_of
from kiosk.tickets import slip_letters, slip_parts
from kiosk.tickets.checklist import checklist_text, draw_checklist
from kiosk.tickets.secret import new_secret
from kiosk.tickets.slip import draw
from kiosk.tickets.words import slip_text
from tests.tickets.slips import FONTS, KINDS, LANGUAGES, WITH_CODE, facts, sample
from tests.visit.walking import FULL, NOW, ROOT, catalogue, point, texts

MOST, MOST_NATIVE = 14_000, 8_000
"""Bytes at 384 dots: drawn whole, and by a printer that draws the code by itself."""
TICKETS = 10_000 if FULL else 120
FIRST = 100 if FULL else 48
"""Tickets that fill what is kept on purpose: fonts, pictures, words."""
EVERY = 50 if FULL else 24
MOST_MEGABYTES = 5
PAGE = 4096


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    cache = tmp_path_factory.mktemp("pictures")
    return {"pictures": Pictures(ROOT / "assets" / "illustrations", cache), "fonts": Fonts(FONTS)}


def length(slip, *, native_qr=False):
    return sum(map(len, escpos.encoded(slip, Capabilities(native_qr=native_qr))))


def test_a_ticket_of_each_kind_is_sent_in_few_bytes(drawing):
    for kind, language in product(KINDS, LANGUAGES):
        slip = draw(sample(kind, language), 384, **drawing)
        assert length(slip) <= MOST, (kind, language)
        assert length(slip, native_qr=True) <= MOST_NATIVE, (kind, language)


@pytest.mark.timeout(3600 if FULL else 120)
def test_a_ticket_of_each_procedure_is_sent_in_few_bytes(drawing):
    works = hours_of(point()).calendar.works
    forms = [procedure for procedure in catalogue().procedures.values() if procedure.kind == "form"]
    longest = sorted(forms, key=lambda procedure: len(procedure.printed))[-2:]
    for procedure, kind, language in product(forms if FULL else longest, WITH_CODE, LANGUAGES):
        told = facts(kind, language, procedure.code)
        if kind == "receipt":
            told = replace(told, due=due(NOW, procedure.time, works))
        slip = draw(slip_text(told, point(), texts()), 384, **drawing)
        assert length(slip) <= MOST, (procedure.code, kind, language)
        assert length(slip, native_qr=True) <= MOST_NATIVE, (procedure.code, kind, language)


@pytest.mark.timeout(3600 if FULL else 120)
def test_the_list_of_papers_of_each_procedure_is_sent_in_few_bytes(drawing):
    every = sorted(catalogue().procedures.values(), key=lambda procedure: len(procedure.papers))
    for procedure, language in product(every if FULL else every[-2:], LANGUAGES):
        told = checklist_text(procedure, procedure.papers, language, point(), texts())
        assert length(draw_checklist(told, 384, **drawing)) <= MOST, (procedure.code, language)


def tickets():
    """Tickets as they come: another number, secret, minute, kind and language each time."""
    ids, ways = SeededIds(8), list(product(WITH_CODE, LANGUAGES, (384, 576)))
    for count in range(TICKETS):
        kind, language, width = ways[count % len(ways)]
        told = facts(kind, language)
        yield (
            replace(
                told,
                number=f"A {count % 1000:03d}",
                issued=NOW + timedelta(minutes=count),
                secret=new_secret(ids.random_bytes),
                due=due(
                    NOW + timedelta(minutes=count), told.procedure.time, hours_of(point()).calendar.works
                ),
            ),
            width,
        )


def megabytes():
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1e6


@pytest.mark.timeout(3600 if FULL else 120)
def test_memory_stays_flat_over_many_tickets(drawing):
    seen = []
    for count, (told, width) in enumerate(tickets(), start=1):
        assert length(draw(slip_text(told, point(), texts()), width, **drawing)) > 0
        if count >= FIRST and count % EVERY == 0:
            seen.append(megabytes())
    moved = max(abs(one - seen[0]) for one in seen)
    if path := os.environ.get("KIOSK_TEST_FIGURES"):
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{TICKETS} tickets drawn and encoded, memory moved by {moved:.1f} MB\n")
    assert moved <= MOST_MEGABYTES


@pytest.mark.parametrize(("room", "keeping"), [(slip_parts, "_inked"), (slip_letters, "_length")])
def test_what_is_somebodys_is_not_kept_from_one_ticket_to_the_next(drawing, monkeypatch, room, keeping):
    kept, plain = [], getattr(room, keeping)

    def noted(font, word):
        kept.append(word)
        return plain(font, word)

    monkeypatch.setattr(room, keeping, noted)
    draw(sample("receipt", "km"), 384, **drawing)
    assert kept
    assert not [word for word in kept if any(map(str.isdigit, word))]
