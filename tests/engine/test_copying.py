"""Copies of papers as workers make them: looked at, kept sealed, gone with the visit unless its ticket holds them."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from kiosk.devices.paper_scanner import MemoryPaperScanner
from kiosk.engine.carrying_out import lost
from kiosk.engine.glass import fresh
from kiosk.ids import VisitId
from kiosk.pictures.paper.values import PREVIEW_PX
from kiosk.tickets.copies import CopyPage, KeptCopies, open_page, packed, seal_page, unpacked
from kiosk.tickets.ports import StoreBroken, StoreFull
from kiosk.visit import effects as fx
from kiosk.visit.copies import MOST_PAGES, Copies
from kiosk.visit.reports import CopiesForgotten, CopiesStay, CopyKept, NotKept, PaperNotSeen, PaperSeen
from tests.paper_pages import on_glass, page

SHEET = page((60, 80), dpi=300, points=9)
PAPER, OTHER = "birth-proof", "marriage-proof"


@pytest.fixture(scope="module")
def paper_on_glass():
    return on_glass(SHEET, 2, (80, 100))


@pytest.fixture
def scanner(paper_on_glass):
    return MemoryPaperScanner(paper_on_glass)


@pytest.fixture
def hand(benches, scanner):
    return Hand(benches(paper_scanner=scanner))


class Hand:
    """Asks a kiosk's workers for what a visit asks of them."""

    def __init__(self, bench):
        self.bench = bench
        self.carrier, self.store = bench.core._carrier, bench.parts.copies.store

    @property
    def glass(self):
        return self.bench.session.glass

    @property
    def ids(self):
        return [each.id for each in self.glass.kept.pages]

    def asks(self, effect):
        """Carry an effect out; return what is reported, as the visit would take it."""
        session = self.bench.session
        job = self.carrier.job(effect, session, session.visit)
        report = job().event if job else None
        kept = dict(session.visit.copies.kept)
        if isinstance(report, CopyKept):
            kept[report.paper] = report.pages
        if isinstance(report, CopiesForgotten):
            kept = {name: pages for name, pages in kept.items() if report.paper and name != report.paper}
        session.visit = replace(session.visit, copies=Copies(kept=kept))
        return report

    def copies(self, paper=PAPER, pages=1):
        for _ in range(pages):
            assert isinstance(self.asks(fx.CopyPaper(paper)), PaperSeen)
            report = self.asks(fx.KeepCopy(paper))
        return report

    def on_disk(self):
        folder = self.bench.settings.state
        return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())

    def opened(self):
        kept = self.glass.kept
        return [open_page(self.store.page(place.id), place, kept) for place in kept.pages]


def test_what_lies_there_is_seen_and_shown_small_and_grey(hand):
    report = hand.asks(fx.CopyPaper(PAPER))
    assert (type(report), report.verdict) == (PaperSeen, "good")
    with Image.open(io.BytesIO(report.preview)) as shown:
        assert (shown.format, shown.mode) == ("JPEG", "L")
        assert max(shown.size) <= PREVIEW_PX
    assert hand.bench.noted("paper-seen")[-1]["outcome"] == "good"
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (0,)


@pytest.mark.parametrize("code", ["absent", "busy", "cover", "jam", "empty-feeder", "unreadable"])
def test_what_keeps_it_from_being_seen_is_told(hand, scanner, code):
    scanner.says = code
    assert hand.asks(fx.CopyPaper(PAPER)) == PaperNotSeen(code)
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("store-broken")
    assert hand.asks(fx.TurnCopy()) is None


def test_pages_are_counted_by_paper(hand):
    assert hand.copies(PAPER) == CopyKept(PAPER, 1)
    assert hand.copies(PAPER) == CopyKept(PAPER, 2)
    assert hand.copies(OTHER) == CopyKept(OTHER, 1)
    assert hand.glass.kept.counts() == {PAPER: 2, OTHER: 1}


def test_a_page_is_kept_once(hand):
    hand.copies()
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("store-broken")
    assert len(hand.ids) == 1


def test_what_is_kept_lies_sealed_and_its_key_nowhere(hand):
    hand.copies(pages=2)
    on_disk = hand.on_disk()
    for kept in hand.opened():
        assert kept.verdict == "good"
        pieces = [kept.jpeg[at : at + 32] for at in range(0, len(kept.jpeg) - 32, 997)]
        assert len(pieces) > 10
        assert not any(piece in on_disk for piece in pieces)
    assert hand.glass.kept.key not in on_disk
    assert "key" not in repr(hand.glass.kept)
    assert hand.store.page(hand.ids[0]).ciphertext[:64] in on_disk


def test_it_is_turned_and_kept_as_it_was_turned(hand):
    upright = hand.asks(fx.CopyPaper(PAPER))
    lying = hand.asks(fx.TurnCopy())
    sizes = [Image.open(io.BytesIO(seen.preview)).size for seen in (upright, lying)]
    assert sizes[1] == sizes[0][::-1]
    hand.asks(fx.KeepCopy(PAPER))
    (kept,) = hand.opened()
    assert kept.width_px > kept.height_px


@pytest.mark.parametrize("since", ["again", "keep", "back", "turn"])
def test_what_was_turned_is_told_of_the_page_on_screen_alone(hand, since):
    """A worker may still turn a page that somebody has looked past: the next page is not shown by its picture."""
    bench = hand.bench
    hand.asks(fx.CopyPaper(PAPER))
    session = bench.session
    late = hand.carrier.job(fx.TurnCopy(), session, session.visit)()
    assert late.still()
    hand.asks(
        {
            "again": fx.CopyPaper(PAPER),
            "keep": fx.KeepCopy(PAPER),
            "back": fx.DropCopy(),
            "turn": fx.TurnCopy(),
        }[since]
    )
    assert not late.still()
    assert bench.core._back(session, late) is None


def test_what_was_dropped_cannot_be_kept(hand):
    hand.asks(fx.CopyPaper(PAPER))
    assert hand.asks(fx.DropCopy()) is None
    assert hand.glass.seen is None
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("store-broken")


# --- breaking off -------------------------------------------------------------------------------------------


def test_stopped_in_mid_scan_nothing_is_seen(hand, scanner):
    scanner.meanwhile = lambda: hand.asks(fx.StopCopy())
    assert hand.asks(fx.CopyPaper(PAPER)) == PaperNotSeen("cancelled")
    assert hand.glass.seen is None


def test_stopped_before_a_worker_was_free_nothing_moves(hand, scanner):
    moved = []
    scanner.meanwhile = lambda: moved.append(1)
    job = hand.carrier.job(fx.CopyPaper(PAPER), hand.bench.session, hand.bench.session.visit)
    hand.asks(fx.StopCopy())
    assert job().event == PaperNotSeen("cancelled")
    assert not moved


def test_stopped_when_it_had_just_been_seen_it_is_not_shown(hand, scanner):
    scanner.meanwhile = hand.glass.stop
    assert hand.asks(fx.CopyPaper(PAPER)) == PaperNotSeen("cancelled")


def test_after_a_stop_the_next_look_sees(hand, scanner):
    scanner.meanwhile = lambda: hand.asks(fx.StopCopy())
    hand.asks(fx.CopyPaper(PAPER))
    scanner.meanwhile = lambda: None
    assert isinstance(hand.asks(fx.CopyPaper(PAPER)), PaperSeen)


def test_a_look_that_a_newer_one_has_replaced_reports_nothing(hand):
    session = hand.bench.session
    first = hand.carrier.job(fx.CopyPaper(PAPER), session, session.visit)
    second = hand.carrier.job(fx.CopyPaper(PAPER), session, session.visit)
    assert first().event is None
    assert isinstance(second().event, PaperSeen)


# --- the end of a visit -------------------------------------------------------------------------------------


def ends(hand):
    hand.bench.core._wipe(hand.bench.session.visit)


def test_with_the_visit_its_pages_go_and_their_bytes(hand):
    hand.copies(pages=2)
    sealed, glass = hand.store.page(hand.ids[0]).ciphertext, hand.glass
    ends(hand)
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (0,)
    assert sealed[4096:4160] not in hand.on_disk()
    assert (glass.kept.key, glass.kept.pages, glass.seen) == (b"", (), None)


def test_the_next_visit_has_another_glass_and_none_of_the_pages(hand):
    hand.copies()
    hand.asks(fx.CopyPaper(PAPER))
    ends(hand)
    assert hand.glass.seen is None
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("store-broken")
    assert hand.glass.kept.counts() == {}


def test_a_visit_that_ends_in_mid_scan_has_seen_nothing(hand, scanner):
    glass = hand.glass
    scanner.meanwhile = lambda: ends(hand)
    session = hand.bench.session
    outcome = hand.carrier.job(fx.CopyPaper(PAPER), session, session.visit)()
    assert outcome.event == PaperNotSeen("cancelled")
    assert glass.seen is None


def test_a_visit_that_ends_while_a_page_is_written_leaves_none(hand, monkeypatch):
    hand.asks(fx.CopyPaper(PAPER))
    session, put = hand.bench.session, hand.store.put

    def slowly(sealed, until):
        put(sealed, until)
        ends(hand)

    monkeypatch.setattr(hand.store, "put", slowly)
    assert hand.carrier.job(fx.KeepCopy(PAPER), session, session.visit)().event is None
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (0,)


def test_pages_that_could_not_be_deleted_go_at_the_next_start_or_within_a_day(hand, benches, monkeypatch):
    hand.copies()

    def broken(copies):
        raise StoreBroken("no")

    monkeypatch.setattr(hand.store, "let_go", broken)
    ends(hand)
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (1,)
    assert hand.bench.noted("effect-failed")[-1]["effect"] == "forget-copies"
    hand.bench.clock.advance(24 * 3600)
    hand.carrier.copying.purge()
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (0,)


def test_at_the_start_nothing_lies_here_that_nobody_can_open(hand, benches):
    hand.copies()
    hand.bench.close()
    after = benches(seed=2)
    assert after.database.row("SELECT count(*) FROM copy_page") == (0,)


# --- deleting -----------------------------------------------------------------------------------------------


def test_the_pages_of_one_paper_are_deleted_and_the_others_stay(hand):
    hand.copies(PAPER, 2)
    hand.copies(OTHER)
    assert hand.asks(fx.ForgetCopies(PAPER)) == CopiesForgotten(PAPER)
    assert hand.glass.kept.counts() == {OTHER: 1}
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (1,)
    assert hand.copies(PAPER) == CopyKept(PAPER, 1)


def test_all_pages_are_deleted(hand):
    hand.copies(PAPER)
    hand.copies(OTHER)
    assert hand.asks(fx.ForgetCopies()) == CopiesForgotten("")
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (0,)


def test_nothing_is_called_deleted_that_is_not(hand, monkeypatch):
    hand.copies()

    def broken(copies):
        raise StoreBroken("no")

    monkeypatch.setattr(hand.store, "forget", broken)
    assert hand.asks(fx.ForgetCopies(PAPER)) == CopiesStay("store-broken")
    assert hand.glass.kept.counts() == {PAPER: 1}


def test_pages_of_a_procedure_that_was_left_are_not_counted_to_the_next(hand):
    hand.copies(PAPER, 2)
    hand.bench.session.visit = replace(hand.bench.session.visit, copies=Copies())
    assert hand.copies(PAPER) == CopyKept(PAPER, 1)
    assert hand.bench.database.row("SELECT count(*) FROM copy_page") == (1,)


# --- where there is no room ---------------------------------------------------------------------------------


def test_a_full_disk_keeps_nothing_and_what_was_seen_can_be_kept_once_there_is_room(hand, monkeypatch):
    hand.asks(fx.CopyPaper(PAPER))
    put = hand.store.put

    def full(sealed, until):
        raise StoreFull("full")

    monkeypatch.setattr(hand.store, "put", full)
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("disk-full")
    monkeypatch.setattr(hand.store, "put", put)
    assert hand.asks(fx.KeepCopy(PAPER)) == CopyKept(PAPER, 1)


def test_more_pages_than_a_dossier_holds_are_not_kept(hand):
    hand.copies()
    kept = hand.glass.kept
    extra = tuple(CopyPage(f"{at:032x}", OTHER, at) for at in range(1, MOST_PAGES))
    hand.glass.kept = KeptCopies(key=kept.key, bound=kept.bound, pages=(*kept.pages, *extra))
    hand.bench.session.visit = replace(
        hand.bench.session.visit, copies=Copies(kept={PAPER: 1, OTHER: MOST_PAGES - 1})
    )
    hand.asks(fx.CopyPaper(PAPER))
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("copies-full")


def weight(hand):
    return hand.store.size(hand.ids)


def test_pages_that_are_too_heavy_together_are_not_kept_and_once_one_is_deleted_it_fits(benches, scanner):
    one = Hand(benches(paper_scanner=scanner))
    one.copies()
    heavy = weight(one)
    one.asks(fx.ForgetCopies())
    one.bench.close()
    hand = Hand(benches(paper_scanner=scanner, copy_bytes=2 * heavy))
    hand.copies(PAPER)
    assert hand.copies(OTHER) == CopyKept(OTHER, 1)
    held, on_disk = hand.ids, hand.bench.database.rows("SELECT copy_id FROM copy_page ORDER BY 1")
    hand.asks(fx.CopyPaper(PAPER))
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("copies-full")
    assert hand.ids == held
    assert hand.bench.database.rows("SELECT copy_id FROM copy_page ORDER BY 1") == on_disk
    assert weight(hand) == 2 * heavy
    hand.asks(fx.ForgetCopies(OTHER))
    assert hand.copies(PAPER) == CopyKept(PAPER, 2)


def test_a_page_that_weighs_one_byte_too_much_is_not_kept(benches, scanner):
    one = Hand(benches(paper_scanner=scanner))
    one.copies()
    heavy = weight(one)
    one.bench.close()
    hand = Hand(benches(paper_scanner=scanner, copy_bytes=heavy - 1))
    hand.asks(fx.CopyPaper(PAPER))
    assert hand.asks(fx.KeepCopy(PAPER)) == NotKept("copies-full")


def test_a_dossier_holds_ten_megabytes_of_copies_unless_a_test_says_otherwise(hand):
    assert hand.bench.parts.copies.most_bytes == 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("effect", "report"),
    [
        (fx.CopyPaper(PAPER), PaperNotSeen("unreadable")),
        (fx.TurnCopy(), PaperNotSeen("unreadable")),
        (fx.KeepCopy(PAPER), NotKept("store-broken")),
        (fx.ForgetCopies(), CopiesStay("store-broken")),
    ],
)
def test_a_worker_that_breaks_claims_nothing(effect, report):
    assert lost(effect) == report


# --- the sealed page ----------------------------------------------------------------------------------------


class TestSealedPage:
    @pytest.fixture
    def sealed(self, hand):
        hand.copies()
        kept = hand.glass.kept
        return hand.store.page(kept.pages[0].id), kept.pages[0], kept

    def test_opens_by_its_own_key_and_place_alone(self, sealed):
        page_, place, kept = sealed
        assert open_page(page_, place, kept) is not None
        other = KeptCopies(key=bytes(32), bound=kept.bound)
        moved = KeptCopies(key=kept.key, bound=VisitId("another"))
        assert open_page(page_, place, other) is None
        assert open_page(page_, place, moved) is None
        assert open_page(page_, CopyPage(place.id, OTHER, 1), kept) is None
        assert open_page(page_, CopyPage(place.id, PAPER, 2), kept) is None
        assert open_page(page_, CopyPage("0" * 32, PAPER, 1), kept) is None

    def test_tells_by_its_size_how_many_blocks_it_is_and_no_more(self, sealed):
        assert (len(sealed[0].ciphertext) - 16) % 4096 == 0

    def test_is_another_each_time(self, sealed, hand):
        page_, place, kept = sealed
        content = open_page(page_, place, kept)
        again = seal_page(content, place, kept, hand.bench.parts.world.ids.random_bytes)
        assert again.nonce != page_.nonce
        assert again.ciphertext != page_.ciphertext

    def test_its_key_is_packed_for_the_ticket_and_found_again(self, sealed):
        assert unpacked(packed(sealed[2])) == sealed[2]

    @pytest.mark.parametrize("text", ["", "no base64!", "AAAA", "gaNrZXk="])
    def test_what_is_no_key_opens_nothing(self, text):
        assert unpacked(text) is None

    def test_of_no_page_nothing_is_packed(self):
        assert packed(fresh(VisitId("v")).kept) == packed(None) == ""
