"""Whole visits through the core: kept, resumed, filed, printed, forgotten."""

import dataclasses

import pytest

from kiosk.devices.memory import MemoryPrinter
from kiosk.engine.glass import fresh as fresh_glass
from kiosk.engine.session import Session
from kiosk.takeover.audit import verify
from kiosk.tickets import slip
from kiosk.tickets.ports import PrinterStatus
from kiosk.tickets.secret import TicketSecret, derive
from kiosk.tickets.slip import draw
from kiosk.visit import events as ev
from kiosk.visit.kinds import RealVisit
from kiosk.visit.states import State
from tests.visit.walking import GOOD


def test_a_visit_is_filed_received_and_printed(bench):
    view = bench.file()
    assert (view.state, view.big) == ("ticket-out", "A 001")
    assert bench.session.visit.paper.received
    assert [job for job, _ in bench.printer.slips] == ["A001"]
    assert bench.desk.stores == 1
    (dossier,) = bench.opened()
    assert dossier.applicant.name == GOOD["full_name"]
    assert dossier.helped.name == "Trần Văn Tài"
    assert [consent.purpose for consent in dossier.consents] == ["process", "helper-sees", "file"]
    assert bench.parts.filing.store.counts().get("waiting", 0) == 0


def test_a_number_is_shown_only_after_the_commit(bench):
    bench.file()
    for view in bench.views:
        if view.state in {"saving", "sealing", "confirm"}:
            assert "A 001" not in repr(view)


def test_the_audit_of_a_visit_is_whole(bench):
    bench.file()
    entries = bench.parts.people.audit.entries()
    assert verify(entries) is None
    acts = [entry.act.act for entry in entries]
    taken_over = ["consent-given", "signed-in", "consent-given", "take-over-agreed"]
    assert acts == [*taken_over, "asked-to-confirm", "consent-given", "confirmed", "released"]
    purposes = [entry.act.detail for entry in entries if entry.act.act == "consent-given"]
    assert purposes == ["process", "helper-sees", "file"]
    assert {entry.act.helper for entry in entries[1:]} == {"tai"}


@pytest.mark.parametrize("how", ["scanned", "typed"])
def test_a_kept_visit_comes_back_by_its_ticket(bench, how):
    digits = bench.save()
    told = bench.session.visit.asked
    assert (bench.view.state, bench.view.big) == ("ticket-out", "A 001")
    bench.leave()
    assert bench.view.state == "attract"
    if how == "scanned":
        bench.show(digits)
    else:
        bench.press("language:en")
        bench.press("have-ticket")
        bench.send(ev.EnterTicket(" ".join(digits[at : at + 4] for at in range(0, 34, 4))))
    assert bench.view.state == "resume-year"
    assert bench.session.visit.asked.answers == {}
    bench.send(ev.EnterYear(2026))
    assert (bench.view.state, bench.view.language) == ("resumed", "vi")
    assert bench.press("go-on").state == "review"
    back = bench.session.visit.asked
    assert {name: given.value for name, given in back.answers.items()} == {
        name: given.value for name, given in told.answers.items()
    }
    assert (back.papers, back.procedure, back.life_event, back.apart) == (
        told.papers,
        told.procedure,
        told.life_event,
        told.apart,
    )


def test_five_wrong_years_close_a_ticket_for_good(benches, settings):
    bench = benches()
    digits = bench.save()
    bench.leave()
    bench.show(digits)
    for miss in range(1, 6):
        assert bench.view.state == "resume-year"
        bench.send(ev.EnterYear(1970 + miss))
        if miss < 5:
            assert str(5 - miss) in bench.view.banner.text
    assert bench.view.state == "resume"
    bench.close()
    after = benches()
    after.show(digits)
    after.send(ev.EnterYear(2026))
    assert after.view.state == "resume"
    assert after.session.visit.asked.answers == {}


def test_the_right_year_in_time_forgets_the_misses(bench):
    digits = bench.save()
    bench.leave()
    for _ in range(3):
        bench.show(digits)
        for year in (1971, 1972, 1973, 2026):
            bench.send(ev.EnterYear(year))
        assert bench.view.state == "resumed"
        bench.send(ev.StartOver())
        bench.press("yes")


def test_keeping_again_kills_the_old_ticket_and_its_copies(bench):
    old = bench.save()
    bench.leave()
    bench.show(old)
    bench.send(ev.EnterYear(2026))
    bench.press("go-on")
    bench.from_review()
    bench.press("way:save")
    new = bench.session.secret.digits
    bench.leave()
    bench.show(old)
    assert bench.view.state == "resume"
    bench.press("start-over")
    bench.show(new)
    assert bench.view.state == "resume-year"


def test_a_draft_goes_by_itself_when_its_time_is_over(bench):
    ticket = derive(TicketSecret(bench.save())).id
    bench.leave()
    bench.clock.advance(29 * 24 * 3600.0)
    bench.turn()
    assert bench.parts.papers.store.draft(ticket) is not None
    bench.clock.advance(2 * 24 * 3600.0)
    bench.turn()
    assert bench.parts.papers.store.draft(ticket) is None


def test_keeping_twice_in_one_visit_leaves_one_draft(bench):
    first = bench.save()
    assert bench.parts.papers.store.draft(derive(TicketSecret(first)).id) is not None
    bench.leave()
    bench.show(first)
    bench.send(ev.EnterYear(2026))
    bench.press("go-on")
    bench.from_review()
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.press("yes")
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("yes")
    assert bench.view.state == "ticket-out"
    assert bench.parts.papers.store.draft(derive(TicketSecret(first)).id) is None


def test_a_date_stands_only_on_the_slip_of_what_the_desk_has_received(bench, monkeypatch):
    slips = []

    def noting(text, *more):
        slips.append(text)
        return draw(text, *more)

    monkeypatch.setattr(slip, "draw", noting)
    bench.desk.faults.extend(["offline"] * 3)
    bench.file()
    bench.desk.faults.clear()
    bench.press("print-again")
    bench.leave()
    bench.file()
    waiting, _, received = slips
    assert waiting.promise is None
    assert not waiting.banner_done
    assert received.promise.dates == ("Thứ Hai", "23 tháng 11")
    assert received.promise.day == 23
    assert [slip.reprint != "" for slip in slips] == [False, True, False]
    assert all(slip.trial for slip in slips)


def test_with_the_desk_away_the_ticket_promises_no_date_and_all_goes_out_once(bench):
    bench.desk.faults.extend(["offline"] * 3)
    view = bench.file()
    assert view.state == "ticket-out"
    assert not bench.session.visit.paper.received
    assert view.banner.text == bench.parts.content.texts.say("vi", "ticket-out.no-network")
    assert bench.desk.stores == 0
    bench.leave()
    bench.desk.faults.clear()
    bench.wait(400)
    assert bench.desk.stores == 1
    assert bench.parts.filing.store.counts().get("waiting", 0) == 0
    bench.wait(400)
    assert bench.desk.stores == 1


def test_a_receipt_that_comes_while_the_person_is_here_shows_at_once(bench):
    bench.desk.faults.extend(["offline"] * 2)
    bench.file()
    assert not bench.session.visit.paper.received
    bench.desk.faults.clear()
    bench.wait(60)
    assert bench.session.visit.paper.received
    assert bench.view.banner is None


@pytest.mark.parametrize("fault", ["receipt-of-another", "receipt-forged", "nonsense", "result-missing"])
def test_what_is_not_the_dossiers_own_receipt_is_no_receipt(bench, fault):
    bench.desk.faults.extend([fault] * 8)
    bench.file()
    assert not bench.session.visit.paper.received
    assert sum(bench.parts.filing.store.counts().values()) == 1
    bench.desk.faults.clear()
    bench.leave()
    bench.wait(700)
    assert bench.desk.stores == 1
    assert sum(bench.parts.filing.store.counts().values()) == 0


def test_the_receipt_tells_where_the_dossier_is(bench):
    bench.file()
    digits = bench.session.secret.digits
    (parcel,) = bench.desk.stored.values()
    bench.leave()
    bench.desk.statuses[parcel.ticket_id] = bench.status_of(
        parcel, 2, dossier_code="HS-1", due_date="2026-11-23"
    )
    view = bench.show(digits)
    assert (view.state, view.header.where) == ("status", "Phiếu A 001")
    assert "23" in view.big
    bench.leave()
    bench.desk.faults.append("offline")
    view = bench.show(digits)
    assert (view.state, view.banner.picture) == ("status", "no-network")
    assert view.path[1].state == "now"


def test_what_is_missing_is_known_without_a_network_too(bench):
    bench.file()
    digits = bench.session.secret.digits
    (parcel,) = bench.desk.stored.values()
    bench.leave()
    paper = bench.parts.content.catalogue.procedures["1.001193"].papers[0]
    bench.desk.statuses[parcel.ticket_id] = bench.status_of(parcel, 5, missing=(paper.id,))
    assert [row.picture for row in bench.show(digits).rows] == [paper.picture]
    bench.leave()
    bench.desk.faults.append("offline")
    view = bench.show(digits)
    assert [row.picture for row in view.rows] == [paper.picture]
    assert view.banner.picture == "no-network"


def test_nonsense_from_the_desk_is_never_shown(bench):
    bench.file()
    digits = bench.session.secret.digits
    (parcel,) = bench.desk.stored.values()
    bench.leave()
    for odd in ({"code": 77}, {"code": 2, "due_date": "2026-13-41"}, {"code": 0}):
        bench.desk.statuses[parcel.ticket_id] = bench.status_of(parcel, **odd)
        view = bench.show(digits)
        assert view.state == "status"
        assert view.path[0].state == "now"
        bench.leave()


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("out-of-paper", "ticket-failed"),
        ("absent", "ticket-failed"),
        ("cover-open", "ticket-failed"),
        ("mute", "ticket-ask"),
    ],
)
def test_a_slip_is_printed_only_by_the_printers_own_word(bench, says, state):
    bench.printer.state = PrinterStatus(says)
    view = bench.file()
    assert view.state == state
    assert bench.parts.papers.store.ticket(bench.session.ticket_id).state != "printed"
    bench.wait(30)
    assert len(bench.printer.slips) == (says == "mute")
    bench.printer.state = PrinterStatus("ready")
    if says == "mute":
        bench.press("no")
    bench.press("print-again")
    assert bench.view.state == "ticket-out"
    row = bench.parts.papers.store.ticket(bench.session.ticket_id)
    assert (row.state, row.reprints, row.number) == ("printed", says == "mute", "A001")


def test_a_printer_that_breaks_its_promise_leaves_nobody_before_a_busy_screen(benches):
    class Broken(MemoryPrinter):
        def print_slip(self, slip, job):
            raise RuntimeError("Trần Thị Ví Dụ")

    bench = benches(printer=Broken())
    view = bench.file()
    assert view.state == "ticket-ask"
    assert bench.noted("effect-failed")[-1]["code"] == "RuntimeError"
    assert "Ví Dụ" not in bench.log.getvalue()


@pytest.mark.parametrize("part", ["save", "seal", "check", "status"])
def test_whatever_breaks_in_a_worker_the_screen_goes_on(bench, monkeypatch, part):
    def broken(*args, **more):
        raise ValueError("Trần Thị Ví Dụ")

    carrier = bench.core._carrier
    if part == "save":
        monkeypatch.setattr(carrier.keeping, "save", broken)
        bench.save()
        assert bench.view.state == "not-kept"
    elif part == "seal":
        monkeypatch.setattr(carrier.filer, "seal", broken)
        assert bench.file().state == "not-kept"
    elif part == "check":
        monkeypatch.setattr(carrier.admitting, "check", broken)
        bench.to_ways()
        bench.press("way:with-helper")
        bench.scan(bench.helper().badge)
        assert bench.send(ev.EnterPin(bench.helper().pin)).state == "wait-helper"
    else:
        monkeypatch.setattr(carrier.filer, "status", broken)
        bench.file()
        digits = bench.session.secret.digits
        bench.leave()
        assert bench.show(digits).state == "resume"
    assert "Ví Dụ" not in bench.log.getvalue()


@pytest.mark.parametrize("way", ["save", "file"])
def test_a_full_disk_is_told_before_anything_is_promised(bench, way):
    long = dict.fromkeys(("child_birthplace", "child_hometown", "mother_residence"), "Ấp Ví Dụ " * 22)
    if way == "save":
        bench.to_ways(long)
    else:
        bench.to_confirm(long)
    shown = len(bench.views)
    bench.database.row("VACUUM")
    (pages,) = bench.database.row("PRAGMA page_count")
    bench.database.row(f"PRAGMA max_page_count = {pages}")
    bench.press("way:save" if way == "save" else "yes")
    assert bench.view.state == "not-kept"
    assert bench.view.detail == bench.parts.content.texts.say("vi", "complaint.disk-full")
    assert all(not view.big for view in bench.views[shown:])
    assert bench.printer.slips == []
    assert bench.session.secret is None
    bench.database.row("PRAGMA max_page_count = 1000000")
    bench.press("go-on")
    assert bench.view.state == "ticket-out"
    assert bench.desk.stores == (way == "file")


def test_a_dossier_and_the_draft_it_came_from_change_places_in_one_commit(bench):
    first = bench.save()
    bench.leave()
    bench.show(first)
    bench.send(ev.EnterYear(2026))
    bench.press("go-on")
    bench.from_review()
    bench.come_home()
    assert bench.view.state == "ticket-out"
    store = bench.parts.papers.store
    assert store.draft(derive(TicketSecret(first)).id) is None
    bench.leave()
    bench.show(first)
    assert bench.view.state == "resume", "a filed application is not filed once more from its old ticket"


def test_a_visit_at_home_is_asked_for_without_a_helper(bench):
    bench.to_ways()
    view = bench.come_home()
    assert view.state == "ticket-out"
    (dossier,) = bench.opened()
    assert (dossier.channel, dossier.helped) == ("home-visit", None)


def test_nothing_of_a_visit_is_in_the_next(bench):
    bench.file(language="km")
    before = bench.session
    bench.leave()
    assert bench.session is not before
    visit = dataclasses.replace(bench.session.visit, heard=False)  # the first screen has nothing to say
    assert visit == RealVisit(id=visit.id)
    glass = bench.session.glass
    assert (glass.kept, glass.seen, glass.turn) == (fresh_glass(visit.id).kept, None, 0)
    assert dataclasses.replace(bench.session, visit=visit, began=0.0) == Session(visit, glass=glass)
    assert bench.session.visit.id != before.visit.id


def test_a_worker_that_is_late_brings_nothing_into_the_next_visit(bench, monkeypatch):
    """What was under way for a visit that has been wiped is dropped."""
    bench.to_ways()
    late, old = [], bench.session
    monkeypatch.setattr(bench.core._world.jobs, "submit", late.append)
    bench.press("way:save", heard=False)
    assert bench.view.state == "saving"
    bench.core._wipe(old.visit)
    bench.session.visit = dataclasses.replace(bench.session.visit, state=State.SAVING)
    for job in late:
        job()
    bench.turn()
    assert bench.parts.papers.store.last_number("A") is not None
    assert bench.session.visit.state is State.SAVING
    assert bench.session.secret is None
