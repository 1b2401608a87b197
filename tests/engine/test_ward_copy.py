"""A copy left with the ward, from the touch to the officer's page: sealed, kept once, called back with the visit."""

import time
from dataclasses import replace

import pytest

from kiosk.clock import ManualClock, SystemClock
from kiosk.tickets.draft import write_digest
from kiosk.tickets.ports import PrinterStatus, StoreFull
from kiosk.tickets.secret import TicketSecret, derive
from kiosk.tour.desk_process import Officer
from kiosk.visit import events as ev
from kiosk.ward.desk_client import DeskClient
from kiosk.ward.drafts import DraftClient
from kiosk.ward.place import DeskPlace
from kiosk.wiring import build
from tests.engine.bench import Bench, copied
from tests.ward.real_desk import await_answer, running_desk

NAME = "Trầnsentinel Thị Dấuvết"
TOLD = {"child_name": NAME}
ACCOUNT = "0123456789012"


def says(bench, message):
    return bench.parts.content.texts.say(bench.view.language, message)


def leave_copy(bench):
    """From the ticket to the copy's end."""
    bench.press("leave-copy")
    return bench.press("yes")


def copies(bench):
    """What the desk in memory holds of copies, opened."""
    return [dossier for dossier in bench.opened() if dossier.channel == "copy"]


def waiting(bench):
    return bench.parts.filing.store.waiting(50)


def test_the_ward_reads_what_was_saved_and_who_agreed_to_it(bench):
    digits = bench.save(TOLD)
    assert leave_copy(bench).question == says(bench, "copy-left.received")
    [copy] = copies(bench)
    told = {answer.question: answer.value for answer in copy.answers}
    assert told["child_name"] == NAME
    assert copy.number == bench.session.visit.paper.number
    assert ("leave-copy", "touch") in [(one.purpose, one.how) for one in copy.consents]
    assert copy.working_days is None, "nothing is promised"
    [parcel] = bench.desk.stored.values()
    assert parcel.ticket_id == derive(TicketSecret(digits)).id
    assert copy.write_digest == write_digest(derive(TicketSecret(digits)))
    assert not waiting(bench)


def test_what_no_draft_keeps_is_in_no_copy_either(bench):
    catalogue = bench.parts.content.catalogue
    codes = [
        one.code
        for one in catalogue.procedures.values()
        if any(question.type == "bank_account" for question in one.questions)
    ]
    bench.save(TOLD)
    session = bench.session
    asked = session.visit.asked
    procedure = catalogue.procedures[codes[0]]
    account = next(question for question in procedure.questions if question.type == "bank_account")
    given = replace(next(iter(asked.answers.values())), value=ACCOUNT)
    told = replace(asked, procedure=codes[0], answers={account.id: given})
    session.visit = replace(session.visit, asked=told)
    leave_copy(bench)
    [copy] = copies(bench)
    assert account.id not in [answer.question for answer in copy.answers]


def test_without_a_network_it_is_kept_here_and_the_screen_says_so_until_the_receipt_comes(bench):
    bench.desk.faults.append("offline")
    bench.save(TOLD)
    view = leave_copy(bench)
    assert (view.state, view.question) == ("copy-left", says(bench, "copy-left.kept"))
    assert len(waiting(bench)) == 1
    bench.wait(40)
    assert bench.view.question == says(bench, "copy-left.received")
    assert not waiting(bench)
    assert bench.desk.stores == 1


@pytest.mark.parametrize("fault", ["reply-lost", "receipt-forged", "results-twice", "half-stored"])
def test_whatever_the_wire_does_the_ward_has_it_once(bench, fault):
    bench.save(TOLD)
    bench.desk.faults.append(fault)
    leave_copy(bench)
    bench.wait(200)
    assert (bench.desk.stores, waiting(bench)) == (1, ())


def test_a_no_leaves_nothing_anywhere(bench):
    bench.save(TOLD)
    bench.press("leave-copy")
    assert bench.press("no").state == "ticket-out"
    assert not waiting(bench)
    assert not bench.desk.stored


def test_it_is_offered_where_no_ticket_came_out(bench):
    bench.printer.state = PrinterStatus("out-of-paper")
    bench.save(TOLD)
    assert bench.view.state == "ticket-failed"
    leave_copy(bench)
    assert len(copies(bench)) == 1
    assert bench.press("done").state == "ticket-failed", "the ticket may still be printed"
    assert "leave-copy" not in [button.id for button in bench.view.choices]


def test_a_full_disk_leaves_no_copy_and_promises_none(bench, monkeypatch):
    bench.save(TOLD)
    store = bench.parts.filing.store
    monkeypatch.setattr(type(store), "put", lambda *_, **__: (_ for _ in ()).throw(StoreFull))
    view = leave_copy(bench)
    assert (view.state, view.banner.text) == ("ticket-out", says(bench, "complaint.copy-not-left"))
    monkeypatch.undo()
    leave_copy(bench)
    assert len(copies(bench)) == 1


def test_a_commit_that_nobody_has_heard_of_is_not_made_twice(bench, monkeypatch):
    bench.save(TOLD)
    store = bench.parts.filing.store
    put = type(store).put

    def committed_and_broken(*args, **more):
        put(*args, **more)
        raise StoreFull

    monkeypatch.setattr(type(store), "put", committed_and_broken)
    leave_copy(bench)
    monkeypatch.undo()
    leave_copy(bench)
    bench.wait(60)
    assert len(copies(bench)) == 1


def test_a_disk_that_breaks_once_it_is_committed_does_not_say_that_there_is_none(bench, monkeypatch):
    bench.save(TOLD)
    store = bench.parts.filing.store
    monkeypatch.setattr(type(store), "entry", lambda *_: (_ for _ in ()).throw(StoreFull))
    assert leave_copy(bench).question == says(bench, "copy-left.kept")
    monkeypatch.undo()
    bench.wait(60)
    assert len(copies(bench)) == 1


def test_nothing_of_a_copy_lies_readable_on_the_disk_or_in_the_journal(bench):
    bench.desk.faults.extend(["offline"] * 4)
    bench.save(TOLD)
    leave_copy(bench)
    bench.press("done")
    bench.leave()
    everything = b"".join(file.read_bytes() for file in bench.settings.state.rglob("*") if file.is_file())
    for encoding in ("utf-8", "utf-16-le"):
        assert NAME.encode(encoding) not in everything
    assert NAME not in bench.log.getvalue()
    assert bench.noted("dossier-kept")[-1]["channel"] == "copy"


def test_the_next_person_is_offered_no_copy_of_it(bench):
    bench.save(TOLD)
    leave_copy(bench)
    bench.press("done")
    bench.leave()
    assert (bench.session.copy_id, bench.session.visit.ward_copy) == (None, "")


def test_the_consent_is_on_record(bench):
    bench.save(TOLD)
    leave_copy(bench)
    entries = [(one.act.act, one.act.detail) for one in bench.parts.people.audit.entries()]
    assert ("consent-given", "leave-copy") in entries


class Today:
    """The real desk takes no question of another day: it is asked now, whatever the kiosk's clock says."""

    def __init__(self, client):
        self._client, self._clock = client, SystemClock()

    def __getattr__(self, name):
        return lambda *args: getattr(self._client, name)(*args[:-1], self._clock.now())


@pytest.fixture
def at_desk(settings, example, tmp_path):
    """A whole kiosk and the real desk of its ward: (kiosk, officer)."""
    home = tmp_path / "ward"
    home.mkdir()
    copied(example, home)
    ring = build.key_ring(settings)
    with running_desk(home) as (url, process):
        http = DeskClient(DeskPlace.of(url, loopback_only=True), ring.desk, time.monotonic)
        await_answer(http, process)
        clock = ManualClock(SystemClock().now())
        kiosk = Bench(settings, clock=clock, desk=http, drafts=Today(DraftClient(http, ring.desk)))
        officer = Officer(url, home)
        officer.sign_in()
        yield kiosk, officer
        kiosk.close()


def test_an_officer_helps_on_whoever_has_lost_the_ticket(at_desk):
    kiosk, officer = at_desk
    kiosk.save(TOLD)
    assert leave_copy(kiosk).question == says(kiosk, "copy-left.received")
    assert not officer.dossiers(), "it is no application"
    [left] = officer.copies()
    page = officer.copy(left)
    procedure = kiosk.parts.content.catalogue.procedures[kiosk.session.visit.asked.procedure]
    official = next(question.official for question in procedure.questions if question.id == "child_name")
    assert (official, NAME) in page.facts


def resumed(kiosk, digits):
    kiosk.scan(digits)
    view = kiosk.send(ev.EnterYear(kiosk.session.visit.birth_year or 2026))
    assert view.state == "resumed"
    return view


def test_deleting_the_saved_visit_at_a_kiosk_takes_the_copy_back(at_desk):
    kiosk, officer = at_desk
    digits = kiosk.save(TOLD)
    leave_copy(kiosk)
    kiosk.press("done")
    kiosk.leave()
    assert officer.copies()
    resumed(kiosk, digits)
    kiosk.press("forget")
    assert says(kiosk, "forget.detail") in kiosk.view.detail
    kiosk.press("yes")
    assert kiosk.view.state == "forgotten"
    kiosk.wait(60)
    assert not officer.copies()


def test_filing_takes_the_copy_back(at_desk):
    kiosk, officer = at_desk
    digits = kiosk.save(TOLD)
    leave_copy(kiosk)
    kiosk.press("done")
    kiosk.leave()
    resumed(kiosk, digits)
    kiosk.press("go-on")
    kiosk.from_review()
    kiosk.come_home()
    kiosk.wait(60)
    assert len(officer.dossiers()) == 1
    assert not officer.copies()
