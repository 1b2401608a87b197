"""How a visit ends, through the core: what is kept of a rating, what is printed, and that nobody is held up."""

import json
from datetime import date

import pytest
import zxingcpp

from kiosk.outbox.ratings import Rating
from kiosk.tickets.ports import PrinterStatus, StoreFull
from tests.visit.walking import GOOD

DAY = date(2026, 11, 21)


def kept(bench):
    return bench.parts.filing.ratings.since(DAY)


def test_a_rating_is_kept_with_its_hour_and_nothing_of_the_person(bench):
    bench.file()
    bench.press("done")
    bench.press("done")
    bench.press("rate:2")
    bench.press("reason:hard")
    assert bench.view.state == "attract"
    rating = Rating(
        bench.parts.filing.signer.kiosk_id,
        bench.settings.point.code,
        "1.001193",
        2,
        "hard",
        "vi",
        DAY,
        9,
    )
    assert kept(bench) == {rating: 1}
    row = bench.database.rows("SELECT * FROM rating")[0]
    for told in (*GOOD.values(), "A001", "42", "tai"):
        assert told not in [str(value) for value in row if value not in {1, 2, 9}], told


def test_nothing_that_is_logged_tells_the_rating(bench):
    bench.file()
    bench.leave("rate:5")
    assert sum(kept(bench).values()) == 1
    log = json.dumps(bench.journal())
    assert "rate:5" not in log
    assert "stars" not in log


class Broken:
    """A store that breaks its promise in one way or the other."""

    def __init__(self, error):
        self.error = error

    def keep(self, rating):
        raise self.error

    def since(self, day):
        return {}

    def purge(self, now):
        raise self.error


@pytest.mark.parametrize("error", [StoreFull("full"), RuntimeError("broken")])
def test_a_store_that_fails_hinders_nobody_from_leaving(bench, error):
    bench.core._carrier._opinions._store = Broken(error)
    bench.file()
    bench.leave("rate:4")
    (noted,) = bench.noted("effect-failed")
    assert noted["effect"] == "KeepRating"
    bench.press("language:vi")
    assert bench.view.state == "home"


def test_a_walk_away_from_the_faces_keeps_nothing_and_forgets_all(bench):
    bench.file()
    bench.press("done")
    bench.press("done")
    bench.wait(240)
    assert bench.view.state == "attract"
    assert kept(bench) == {}


def test_the_list_comes_out_without_number_code_or_name_and_the_ticket_stays_as_it_was(bench):
    bench.file()
    ticket_id = bench.session.ticket_id
    before = bench.parts.papers.store.ticket(ticket_id)
    bench.press("done")
    view = bench.press("print-list")
    assert (view.state, view.banner.text) == ("thanks", bench.parts.content.texts.say("vi", "thanks.printed"))
    (_, slip), (job, checklist) = bench.printer.slips
    assert job == "list"
    assert zxingcpp.read_barcodes(slip.convert("L"))
    assert zxingcpp.read_barcodes(checklist.convert("L")) == []
    assert bench.parts.papers.store.ticket(ticket_id) == before
    assert bench.noted("checklist-printed") == [bench.journal()[-1]]
    bench.leave()


def test_what_did_not_come_out_is_not_called_printed(bench):
    bench.file()
    bench.press("done")
    bench.printer.state = PrinterStatus("out-of-paper")
    view = bench.press("print-list")
    texts = bench.parts.content.texts
    assert view.banner.text == texts.say("vi", "ticket-failed.out-of-paper")
    assert len(bench.printer.slips) == 1
    bench.printer.state = PrinterStatus("ready")
    assert bench.press("print-list").banner.text == texts.say("vi", "thanks.printed")


def test_a_printer_that_dies_over_the_list_leaves_nobody_waiting(bench, monkeypatch):
    bench.file()
    bench.press("done")

    def broken(slip, job):
        raise RuntimeError("broken")

    monkeypatch.setattr(bench.printer, "print_slip", broken)
    view = bench.press("print-list")
    assert (view.state, view.banner.text) == ("thanks", bench.parts.content.texts.say("vi", "thanks.unknown"))
