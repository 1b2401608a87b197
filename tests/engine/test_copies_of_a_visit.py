"""Whole visits with copies of papers: to the ward, by the ticket, after a crash, and never to anybody else."""

import hashlib
import io
import shutil
import time
from dataclasses import replace

import pytest
from msgspec import structs
from PIL import Image, PdfParser

from kiosk.clock import ManualClock, SystemClock
from kiosk.devices.paper_scanner import MemoryPaperScanner, SaneScanner
from kiosk.settings import PaperScanner, read
from kiosk.store.kept_key import MemoryKeyKeeper
from kiosk.tickets.copies import open_page
from kiosk.tour.desk_process import Officer
from kiosk.visit import events as ev
from kiosk.visit.copy_events import ChoosePaper, DeleteCopies
from kiosk.ward.desk_client import DeskClient
from kiosk.ward.memory_drafts import MemoryDraftDesk
from kiosk.ward.place import DeskPlace
from kiosk.wiring import build
from tests.engine.bench import MORNING, Bench, copied
from tests.paper_pages import on_glass, page
from tests.visit.walking import ROOT
from tests.ward.real_desk import await_answer, running_desk

PAPER = "birth_notice"
OFFICIAL = "Giấy chứng sinh"


def laid(seed):
    return on_glass(page((70, 90), points=9, seed=seed), 2, (90, 110))


@pytest.fixture(scope="module")
def papers():
    return [laid(seed) for seed in (1, 2, 3)]


@pytest.fixture
def settings(settings):
    kiosk = structs.replace(settings.kiosk, paper_scanner=PaperScanner(kind="file"))
    return replace(settings, kiosk=kiosk)


@pytest.fixture
def scanner(papers):
    return MemoryPaperScanner(papers[0])


@pytest.fixture
def bench(benches, scanner):
    return benches(paper_scanner=scanner)


def to_the_glass(bench, **more):
    """Answer everything and agree to copies."""
    bench.start(**more)
    bench.fill()
    return agreed(bench)


def agreed(bench, copies="yes"):
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    bench.press("go-on")
    if bench.view.state == "consent":
        bench.press("yes")
    if bench.view.state == "copy-consent":
        bench.press(copies)
    return bench.view


def copies(bench, pages=1):
    for _ in range(pages):
        if bench.view.state == "more-pages":
            bench.press("yes")
        assert bench.view.state == "lay-down", bench.view.state
        bench.press("copy-now")
        bench.press("keep")
    assert bench.view.state == "more-pages"
    return bench.press("no")


def filed(bench):
    """From the ways to the end, with a helper."""
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.press("yes")
    bench.press("confirm")
    while "next-page" in {button.id for button in bench.view.choices}:
        bench.press("next-page")
    return bench.press("yes")


def saved(bench):
    bench.press("way:save")
    if bench.view.state == "save-year":
        bench.send(ev.EnterYear(1961))
    ticket = bench.session.secret.digits
    bench.leave()
    return ticket


def opened(bench, ticket):
    bench.show(ticket)
    assert bench.view.state == "resume-year", bench.view.state
    return bench.send(ev.EnterYear(2026))


def rows(bench):
    return bench.database.row("SELECT count(*) FROM copy_page")[0]


def pictures(pdf):
    """The JPEGs in a PDF, as another program finds them."""
    read_ = PdfParser.PdfParser(buf=pdf)
    found = []
    for place in read_.pages:
        (picture,) = read_.read_indirect(place)[b"Resources"][b"XObject"].values()
        found.append(Image.open(io.BytesIO(read_.read_indirect(picture).buf)))
    return found


# --- to the ward --------------------------------------------------------------------------------------------


def test_the_pages_reach_the_ward_as_one_pdf_a_paper_and_lie_here_no_more(bench, scanner, papers):
    to_the_glass(bench)
    copies(bench)
    assert rows(bench) == 1
    filed(bench)
    (dossier,) = bench.opened()
    (attachment,) = dossier.attachments
    assert (attachment.name, attachment.media_type) == (OFFICIAL, "application/pdf")
    assert attachment.sha256 == hashlib.sha256(attachment.data).digest()
    assert len(pictures(attachment.data)) == 1
    assert "keep-copy" in {consent.purpose for consent in dossier.consents}
    assert rows(bench) == 0
    assert bench.session.glass.kept.pages == ()


def test_two_pages_of_a_paper_stand_in_the_order_in_which_they_were_laid_down(bench, scanner, papers):
    to_the_glass(bench)
    for picture in papers[:2]:
        if bench.view.state == "more-pages":
            bench.press("yes")
        scanner.glass = picture
        bench.press("copy-now")
        bench.press("keep")
    seen = [kept.jpeg for kept in kept_pages(bench)]
    bench.press("no")
    filed(bench)
    (attachment,) = bench.opened()[0].attachments
    assert len(pictures(attachment.data)) == 2
    assert attachment.data.index(seen[0]) < attachment.data.index(seen[1])


def kept_pages(bench):
    kept, store = bench.session.glass.kept, bench.parts.copies.store
    return [open_page(store.page(place.id), place, kept) for place in kept.pages]


def test_who_says_no_files_without_and_is_not_asked_for_a_paper(bench):
    bench.start()
    bench.fill()
    agreed(bench, copies="no")
    assert bench.view.state == "ways"
    filed(bench)
    (dossier,) = bench.opened()
    assert dossier.attachments == ()
    assert "keep-copy" not in {consent.purpose for consent in dossier.consents}


def test_where_no_document_scanner_is_named_nobody_is_asked(benches, settings):
    kiosk = structs.replace(settings.kiosk, paper_scanner=PaperScanner())
    bench = Bench(replace(settings, kiosk=kiosk))
    try:
        assert to_the_glass(bench).state == "ways"
    finally:
        bench.close()


def test_what_was_deleted_does_not_go_along(bench):
    to_the_glass(bench)
    bench.press("copy-now")
    bench.press("keep")
    bench.press("back")
    assert bench.view.state == "copies"
    bench.send(DeleteCopies(PAPER))
    assert rows(bench) == 0
    bench.press("go-on")
    filed(bench)
    assert bench.opened()[0].attachments == ()


def test_a_page_that_is_lost_is_said_to_be_and_the_next_try_goes_without(bench):
    to_the_glass(bench)
    copies(bench)
    bench.database.rows("DELETE FROM copy_page")
    filed(bench)
    assert bench.view.state == "not-kept"
    assert bench.view.detail == bench.parts.content.texts.say("vi", "complaint.copies-gone")
    assert bench.desk.stored == {}
    bench.press("go-on")
    assert [dossier.attachments for dossier in bench.opened()] == [()]


def test_a_page_that_was_changed_on_the_disk_never_reaches_the_ward(bench):
    to_the_glass(bench)
    copies(bench)
    bench.database.rows("UPDATE copy_page SET ciphertext = zeroblob(length(ciphertext))")
    filed(bench)
    assert bench.view.state == "not-kept"
    assert rows(bench) == 0


# --- too heavy together -------------------------------------------------------------------------------------


@pytest.fixture
def of_one_page(benches, scanner):
    """What one page weighs, sealed."""
    first = benches(paper_scanner=scanner)
    to_the_glass(first)
    copies(first)
    weight = first.parts.copies.store.size([page_.id for page_ in first.session.glass.kept.pages])
    first.core._wipe(first.session.visit)
    first.close()
    return weight


def one_too_many(bench):
    bench.press("copy-now")
    bench.press("keep")
    return bench.view.state


def test_pages_that_are_too_heavy_together_leave_two_ways_and_what_is_kept_is_filed(
    benches, scanner, of_one_page
):
    bench = benches(paper_scanner=scanner, copy_bytes=of_one_page)
    to_the_glass(bench)
    bench.press("copy-now")
    bench.press("keep")
    bench.press("yes")
    assert one_too_many(bench) == "copies-full"
    assert {choice.id for choice in bench.view.choices} == {"make-room", "go-on"}
    assert (rows(bench), bench.session.visit.copies.kept) == (1, {PAPER: 1})
    assert bench.session.glass.seen is None
    bench.press("make-room")
    bench.send(DeleteCopies(PAPER))
    bench.send(ChoosePaper(PAPER))
    assert one_too_many(bench) == "more-pages"
    bench.press("yes")
    assert one_too_many(bench) == "copies-full"
    bench.press("go-on")
    filed(bench)
    (attachment,) = bench.opened()[0].attachments
    assert len(pictures(attachment.data)) == 1


def test_what_a_ticket_brings_back_counts_with_what_is_copied_next(benches, scanner, of_one_page):
    bench = benches(paper_scanner=scanner, copy_bytes=2 * of_one_page)
    to_the_glass(bench)
    copies(bench, 2)
    ticket = saved(bench)
    opened(bench, ticket)
    bench.press("go-on")
    agreed(bench)
    bench.send(ChoosePaper(PAPER))
    assert one_too_many(bench) == "copies-full"
    assert rows(bench) == 2


# --- by the ticket ------------------------------------------------------------------------------------------


def test_the_ticket_brings_the_pages_back_and_files_them(bench):
    to_the_glass(bench)
    copies(bench, 2)
    ticket = saved(bench)
    assert rows(bench) == 2
    assert opened(bench, ticket).state == "resumed"
    assert bench.session.visit.copies.kept == {PAPER: 2}
    bench.press("go-on")
    agreed(bench)
    assert bench.view.state == "copies"
    bench.press("go-on")
    filed(bench)
    (attachment,) = bench.opened()[0].attachments
    assert len(pictures(attachment.data)) == 2
    assert rows(bench) == 0


def test_who_comes_back_and_goes_again_leaves_the_ticket_its_pages_and_no_more(bench):
    to_the_glass(bench)
    copies(bench)
    ticket = saved(bench)
    opened(bench, ticket)
    bench.press("go-on")
    agreed(bench)
    bench.send(ChoosePaper(PAPER))
    copies(bench)
    assert rows(bench) == 2
    bench.core._wipe(bench.session.visit)
    assert rows(bench) == 1
    opened(bench, ticket)
    assert bench.session.visit.copies.kept == {PAPER: 1}


def test_who_comes_back_and_looks_at_something_else_leaves_the_ticket_its_pages(bench):
    to_the_glass(bench)
    copies(bench)
    ticket = saved(bench)
    opened(bench, ticket)
    bench.press("go-on")
    while bench.view.state != "home":
        bench.press("back")
    bench.send(ev.ChooseLifeEvent("marriage"))
    while bench.view.state == "apart":
        bench.send(bench.view.choices[0].event)
    assert bench.session.visit.copies.kept == {}
    assert bench.session.glass.kept.pages == ()
    bench.core._wipe(bench.session.visit)
    opened(bench, ticket)
    assert bench.session.visit.copies.kept == {PAPER: 1}


def test_a_newer_ticket_takes_the_pages_over(bench):
    to_the_glass(bench)
    copies(bench)
    first = saved(bench)
    opened(bench, first)
    bench.press("go-on")
    agreed(bench)
    bench.send(ChoosePaper(PAPER))
    copies(bench)
    second = saved(bench)
    assert rows(bench) == 2
    bench.show(first)
    assert bench.view.state == "resume"
    bench.press("start-over")
    opened(bench, second)
    assert bench.session.visit.copies.kept == {PAPER: 2}


def test_a_forgotten_ticket_takes_its_pages_with_it(bench):
    to_the_glass(bench)
    copies(bench)
    ticket = saved(bench)
    opened(bench, ticket)
    bench.press("forget")
    assert bench.press("yes").state == "forgotten"
    assert rows(bench) == 0


def test_a_ticket_that_expires_takes_its_pages_with_it(bench):
    to_the_glass(bench)
    copies(bench)
    saved(bench)
    bench.clock.advance(31 * 24 * 3600)
    bench.core._carrier.purge()
    assert rows(bench) == 0


@pytest.fixture
def places(tmp_path, example, compiled, cache):
    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(compiled, folder)
        found = read(ROOT / "config", ROOT, copied(example, folder), cache)
        kiosk = structs.replace(found.kiosk, paper_scanner=PaperScanner(kind="file"))
        return replace(found, kiosk=kiosk)

    return make


def test_at_another_kiosk_the_answers_come_back_and_no_page_is_promised(places, papers):
    clock = ManualClock(MORNING)
    desk = MemoryDraftDesk(clock.now)
    here, there = (
        Bench(places(name), clock=clock, drafts=desk, seed=seed, paper_scanner=MemoryPaperScanner(papers[0]))
        for seed, name in enumerate(("a", "b"), start=1)
    )
    try:
        to_the_glass(here)
        copies(here)
        ticket = saved(here)
        here.wait(120)
        assert opened(there, ticket).state == "resumed"
        assert there.session.visit.copies.kept == {}
        there.press("go-on")
        assert agreed(there).state == "lay-down"
        assert opened(here, ticket).state == "resumed"
        assert here.session.visit.copies.kept == {PAPER: 1}
    finally:
        here.close()
        there.close()


# --- the next person, and the end of a program --------------------------------------------------------------


def test_the_next_visit_finds_nothing_of_the_last_ones_paper(bench, scanner, papers):
    to_the_glass(bench)
    copies(bench)
    bench.core._wipe(bench.session.visit)
    bench.core._show()
    scanner.glass = papers[1]
    to_the_glass(bench)
    assert bench.session.visit.copies.kept == {}
    copies(bench)
    filed(bench)
    (attachment,) = bench.opened()[0].attachments
    assert len(pictures(attachment.data)) == 1


def test_after_a_crash_whoever_goes_on_has_their_pages(benches, papers):
    keeper = MemoryKeyKeeper()
    first = benches(keeper=keeper, paper_scanner=MemoryPaperScanner(papers[0]))
    to_the_glass(first)
    copies(first, 2)
    key, told = first.session.glass.kept.key, first.session.visit.copies.kept
    first.database.close()
    first.core._stopped = True
    after = benches(keeper=keeper, clock=first.clock, desk=first.desk, drafts=first.draft_desk, seed=2)
    assert after.view.state == "recover"
    after.press("go-on")
    assert after.session.visit.copies.kept == told == {PAPER: 2}
    assert after.session.glass.kept.key == key
    after.core._wipe(after.session.visit)
    assert rows(after) == 0


def test_after_a_crash_that_nobody_comes_back_from_the_pages_are_gone(benches, papers):
    first = benches(keeper=MemoryKeyKeeper(), paper_scanner=MemoryPaperScanner(papers[0]))
    to_the_glass(first)
    copies(first)
    first.database.close()
    first.core._stopped = True
    after = benches(keeper=MemoryKeyKeeper(), clock=first.clock, seed=2)
    assert after.view.state == "attract"
    assert rows(after) == 0


# --- a flatbed and a desk -----------------------------------------------------------------------------------


def test_from_the_flatbed_to_the_officers_eye(places, tmp_path, example, papers, monkeypatch):
    """SANE's own scanner of pictures, a real kiosk's core, a real desk in a process of its own."""
    (tmp_path / "dll.conf").write_text("pnm\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))
    papers[0].save(tmp_path / "lies-there.pgm")
    flatbed = SaneScanner("pnm:0", time.monotonic, options=("--filename", str(tmp_path / "lies-there.pgm")))
    home = tmp_path / "ward"
    home.mkdir()
    copied(example, home)
    settings = places("a")
    ring = build.key_ring(settings)
    with running_desk(home) as (url, desk):
        link = DeskClient(DeskPlace.of(url, loopback_only=True), ring.desk, time.monotonic)
        await_answer(link, desk)
        clock = ManualClock(SystemClock().now())
        bench = Bench(settings, clock=clock, desk=link, paper_scanner=flatbed)
        try:
            to_the_glass(bench)
            copies(bench)
            filed(bench)
            assert bench.parts.filing.store.counts() == {"waiting": 0, "sent": 0, "needs-person": 0}
        finally:
            bench.close()
        officer = Officer(url, home)
        officer.sign_in()
        (dossier,) = officer.dossiers()
        shown = officer.dossier(dossier)
        with officer._browser.open(f"{url}/ho-so/{dossier}/dinh-kem/1/") as answer:
            assert answer.headers["Content-Type"] == "application/pdf"
            pdf = answer.read()
    assert OFFICIAL in shown.text
    (seen,) = pictures(pdf)
    assert seen.mode == "L"
    assert max(seen.size) == pytest.approx(90 / 25.4 * 200, abs=12)
    assert seen.convert("L").getextrema()[0] < 80, "there is writing on it"
