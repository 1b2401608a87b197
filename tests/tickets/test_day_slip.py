"""The slip of the day: what the audit chain tells of a day, and its head so that it can be held against the chain."""

from dataclasses import replace
from datetime import date

import pytest
import zxingcpp

from kiosk.ids import HelperId, KioskId, VisitId
from kiosk.pictures import Fonts
from kiosk.tickets.day_slip import DayCounts, DayFacts, count_day, draw_day_slip, head_groups
from kiosk.wire.audit import GENESIS, Act, append, head_of, parse_head
from tests.tickets.slips import FONTS
from tests.visit.walking import NOW, texts

DAY = date(2026, 11, 22)


def chain(*acts, at="2026-11-22T09:00:00+07:00", start=GENESIS):
    entries = []
    for number, (name, detail) in enumerate(acts):
        act = Act(
            at=at,
            kiosk=KioskId("kiosk-1"),
            helper=HelperId("tai"),
            act=name,
            visit=VisitId(f"{number // 3}"),
            detail=detail,
        )
        entries.append(append(head_of(entries, start), act))
    return entries


ACTS = (
    ("sign-in-refused", "wrong-pin"),
    ("signed-in", ""),
    ("take-over-agreed", ""),
    ("signed-in", "off-shift"),
    ("override", "off-shift:urgent"),
    ("signed-in", "on-duty"),
    ("take-over-agreed", ""),
    ("take-over-agreed", ""),
    ("confirmed", ""),
)


def test_it_counts_what_the_chain_tells_of_this_day_and_of_no_other():
    before = chain(*ACTS, at="2026-11-21T23:59:59+07:00")
    today = chain(*ACTS, start=before[-1].head())
    counted = DayCounts(helped=2, filed=1, signed_in=2, refused=1, overrides=1)
    assert count_day([*before, *today], DAY) == counted
    assert count_day([*before, *today], date(2026, 11, 20)) == DayCounts()


def test_where_no_numbers_are_called_none_are_counted():
    assert [name for name, _ in DayCounts().rows()] == [
        "helped",
        "filed",
        "handed-in",
        "here",
        "signed-in",
        "refused",
        "overrides",
    ]
    assert DayCounts(numbers=3, served=2).rows()[:2] == (("numbers", 3), ("served", 2))


@pytest.mark.parametrize("width", [384, 576])
def test_its_code_is_the_head_and_the_groups_are_the_same(width):
    head = head_of(chain(*ACTS))
    facts = DayFacts(
        "Khu phố mẫu", "phường Mẫu", "kiosk-1", NOW, "Trần Văn Tài", DayCounts(), head, trial=False
    )
    slip = draw_day_slip(facts, texts(), width, None, Fonts(FONTS))
    (read,) = zxingcpp.read_barcodes(slip.picture.convert("L"))
    assert parse_head(read.text) == head
    assert bytes.fromhex("".join(head_groups(head))) == head.digest


def test_on_example_keys_it_is_longer_by_the_mark_that_says_so():
    facts = DayFacts("Khu phố mẫu", "phường Mẫu", "k", NOW, "Trần Văn Tài", DayCounts(), GENESIS, trial=False)
    plain, trial = (
        draw_day_slip(each, texts(), 384, None, Fonts(FONTS)).picture.height
        for each in (facts, replace(facts, trial=True))
    )
    assert trial > plain


@pytest.mark.parametrize(
    "text", ["", "5", "5:", "x:" + "0" * 64, "5:" + "0" * 63, "5:" + "0" * 65, "-1:" + "0" * 64]
)
def test_what_is_no_head_is_none(text):
    assert parse_head(text) is None
