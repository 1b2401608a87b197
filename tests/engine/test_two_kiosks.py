"""A ticket of one kiosk at another of the ward: two whole kiosks with state folders of their own, and one desk."""

import shutil
import time

import msgspec
import pytest

from kiosk.clock import ManualClock, SystemClock
from kiosk.outbox.drafts import CHECK_EVERY
from kiosk.settings import read
from kiosk.tickets.ports import StoreFull
from kiosk.visit import events as ev
from kiosk.ward.desk_client import DeskClient
from kiosk.ward.drafts import DraftClient
from kiosk.ward.memory_drafts import MemoryDraftDesk
from kiosk.ward.place import DeskPlace
from kiosk.wire.checkdigits import check_digits
from kiosk.wiring import build
from tests.databases import kept
from tests.engine.bench import MORNING, Bench, copied
from tests.engine.kiosk_pair import Wire
from tests.visit.walking import ROOT
from tests.ward.real_desk import await_answer, free_port, running_desk

NAME = "Trầnsentinel Thị Dấuvết"
TOLD = {"child_name": NAME}
BORN = 2026
STRANGE = "1" + "0" * 31 + check_digits("1" + "0" * 31)
"""Well-formed digits that no kiosk has printed."""


@pytest.fixture
def places(tmp_path, example, compiled, cache):
    """Makes settings for a kiosk of the same ward, on a state folder of its own."""

    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(compiled, folder)
        return read(ROOT / "config", ROOT, copied(example, folder), cache)

    return make


@pytest.fixture
def clock():
    return ManualClock(MORNING)


@pytest.fixture
def pair(places, clock):
    """Two kiosks, each with a wire to one desk that may be cut."""
    desk = MemoryDraftDesk(clock.now)
    wires = [Wire(desk), Wire(desk)]
    made = [
        Bench(places(name), clock=clock, drafts=wire, seed=seed)
        for seed, (name, wire) in enumerate(zip(("a", "b"), wires, strict=True), start=1)
    ]
    yield (*made, *wires)
    for bench in made:
        bench.close()


def opened(bench, ticket, year=BORN):
    """Show the ticket and tell a year."""
    bench.show(ticket)
    return bench.send(ev.EnterYear(year)) if bench.view.state == "resume-year" else bench.view


def saved_again(bench):
    bench.press("go-on")
    bench.from_review()
    bench.press("way:save")
    ticket = bench.session.secret.digits
    bench.leave()
    return ticket


def says(bench, message):
    return bench.parts.content.texts.say(bench.view.language, message)


def told_why(bench):
    return bench.view.state, bench.view.banner.text if bench.view.banner else ""


def refused(bench):
    return "resume", says(bench, "complaint.ticket-refused")


def unasked(bench):
    return "resume", says(bench, "complaint.ward-unasked")


def back(bench):
    bench.press("start-over")
    if bench.view.state == "start-over":
        bench.press("yes")


def in_contact(*benches):
    for bench in benches:
        bench.wait(2 * CHECK_EVERY)


class Today:
    """The real desk takes no question of another day: it is asked now, whatever the kiosk's moved clock says."""

    def __init__(self, client):
        self._client, self._clock = client, SystemClock()

    def __getattr__(self, name):
        return lambda *args: getattr(self._client, name)(*args[:-1], self._clock.now())


class Overheard:
    """All that goes over the wire."""

    def __init__(self, client):
        self._client, self.said = client, bytearray()

    def ask(self, path, message, kind):
        self.said += path.encode() + msgspec.msgpack.encode(message)
        reply = self._client.ask(path, message, kind)
        self.said += msgspec.msgpack.encode(reply)
        return reply


def test_a_visit_goes_from_kiosk_to_kiosk_by_the_real_desk(places, tmp_path, example):
    home = tmp_path / "ward"
    home.mkdir()
    copied(example, home)
    settings = [places(name) for name in ("a", "b")]
    ring = build.key_ring(settings[0])
    clock = ManualClock(SystemClock().now())
    with running_desk(home) as (url, desk):
        http = DeskClient(DeskPlace.of(url, loopback_only=True), ring.desk, time.monotonic)
        await_answer(http, desk)
        wire = Overheard(http)
        here, there = (
            Bench(each, clock=clock, drafts=Today(DraftClient(wire, ring.desk)), seed=seed)
            for seed, each in enumerate(settings, start=1)
        )
        first = here.save(TOLD)
        assert here.view.detail == says(here, "ticket-out.resume-anywhere-detail")
        here.leave()
        assert opened(there, first).state == "resumed"
        assert there.session.visit.asked.answers["child_name"].value == NAME
        second = saved_again(there)
        opened(here, first)
        assert told_why(here) == refused(here)
        back(here)
        assert opened(here, second).state == "resumed"
        here.press("forget")
        assert here.press("yes").state == "forgotten"
        assert here.view.banner is None
        here.press("done")
        opened(there, second)
        assert told_why(there) == refused(there)
        here.close()
        there.close()
    files = b"".join(kept(tmp_path).values())
    heard = bytes(wire.said)
    for secret in (NAME.encode(), first.encode(), second.encode()):
        assert secret not in files
        assert secret not in heard
        assert secret.decode() not in here.log.getvalue() + there.log.getvalue()
    assert len(heard) > 3 * 4096


def test_nothing_is_promised_for_other_points_before_the_desk_has_signed(pair):
    here, _, wire, _ = pair
    wire.cut = True
    here.save()
    assert here.view.detail == says(here, "ticket-out.resume-detail")
    wire.cut = False
    here.wait(60)
    assert here.view.detail == says(here, "ticket-out.resume-anywhere-detail")


def test_without_a_network_the_ticket_opens_where_it_was_printed_and_elsewhere_it_is_said(pair):
    here, there, wire, other = pair
    ticket = here.save()
    here.leave()
    wire.cut = other.cut = True
    opened(there, ticket)
    assert told_why(there) == unasked(there)
    assert opened(here, ticket).state == "resumed"


def test_what_was_saved_without_a_network_reaches_the_desk_after_a_restart(pair, clock):
    here, there, wire, _ = pair
    wire.cut = True
    ticket = here.save()
    here.core._stopped = True  # as a kill leaves it: nothing is finished in order
    here.database.close()
    opened(there, ticket)
    assert told_why(there) == refused(there)
    back(there)
    again = Bench(here.settings, clock=clock, drafts=there.draft_desk, seed=7)
    again.wait(60)
    assert opened(there, ticket).state == "resumed"
    again.close()


def test_a_kiosk_that_was_away_learns_at_its_next_contact(pair):
    here, there, wire, _ = pair
    first = here.save()
    here.leave()
    wire.cut = True
    opened(there, first)
    saved_again(there)
    assert opened(here, first).state == "resumed", "until it is told, the old one works"
    back(here)
    wire.cut = False
    in_contact(here)
    wire.cut = True
    opened(here, first)
    assert told_why(here) == unasked(here)
    wire.cut = False
    back(here)
    opened(here, first)
    assert told_why(here) == refused(here)


def test_five_tries_are_counted_at_all_kiosks_together(pair):
    here, there, *_ = pair
    ticket = here.save()
    here.leave()
    for year in (1971, 1972, 1973):
        opened(here, ticket, year)
        back(here)
    opened(there, ticket, 1974)
    assert there.view.state == "resume-year"
    there.send(ev.EnterYear(1975))
    assert told_why(there) == refused(there)
    back(there)
    for bench in (here, there):
        opened(bench, ticket)
        assert told_why(bench) == refused(bench)


def test_tries_without_a_network_are_counted_at_the_desk_later(pair):
    here, there, wire, _ = pair
    ticket = here.save()
    here.leave()
    wire.cut = True
    for year in (1971, 1972, 1973, 1974, 1975):
        opened(here, ticket, year)
        back(here)
    wire.cut = False
    in_contact(here)
    opened(there, ticket)
    assert told_why(there) == refused(there)


def test_what_only_the_desk_keeps_is_not_tried_without_it(pair):
    here, there, _, other = pair
    ticket = here.save()
    here.leave()
    there.show(ticket)
    assert there.view.state == "resume-year"
    other.cut = True
    there.send(ev.EnterYear(BORN))
    assert told_why(there) == unasked(there)
    assert there.session.visit.asked.answers == {}


def test_forgetting_without_a_network_is_told_to_the_desk_later_and_the_proof_goes(pair):
    here, there, wire, _ = pair
    ticket = here.save()
    here.leave()
    wire.cut = True
    opened(here, ticket)
    here.press("forget")
    here.press("yes")
    assert (here.view.state, here.view.banner.text) == ("forgotten", says(here, "forgotten.later"))
    assert here.session.visit.asked.answers == {}
    here.press("done")
    assert here.view.state == "attract"
    (errand,) = here.parts.drafts.errands.errands(9)
    wire.cut = False
    in_contact(here)
    assert here.parts.drafts.errands.errands(9) == ()
    files = b"".join(file.read_bytes() for file in here.settings.state.iterdir() if file.is_file())
    assert errand.right.proof not in files
    opened(there, ticket)
    assert told_why(there) == refused(there)


def test_forgetting_is_asked_once_and_no_keeps_it(pair):
    here, *_ = pair
    ticket = here.save()
    here.leave()
    opened(here, ticket)
    here.press("go-on")
    here.send(ev.StartOver())
    here.press("forget")
    assert here.view.state == "forget"
    assert here.press("no").state == "review"
    back(here)
    assert opened(here, ticket).state == "resumed"


def test_a_filed_application_is_no_longer_opened_anywhere(pair):
    here, there, *_ = pair
    ticket = here.save()
    here.leave()
    opened(there, ticket)
    there.press("go-on")
    there.from_review()
    there.come_home()
    assert there.view.state == "ticket-out"
    there.leave()
    in_contact(there)
    opened(here, ticket)
    assert told_why(here) == refused(here)


def test_what_could_not_be_deleted_is_said_and_stays(pair, monkeypatch):
    here, *_ = pair
    ticket = here.save()
    here.leave()
    opened(here, ticket)
    told = here.session.visit.asked.answers

    def full(right):
        raise StoreFull("full")

    monkeypatch.setattr(here.parts.drafts.errands, "forget", full)
    here.press("forget")
    here.press("yes")
    assert (here.view.state, here.view.banner.text) == ("forget", says(here, "complaint.not-forgotten"))
    monkeypatch.undo()
    here.press("no")
    assert (here.view.state, here.session.visit.asked.answers) == ("resumed", told)
    back(here)
    assert opened(here, ticket).state == "resumed"


def test_nobody_waits_twice_for_a_ward_that_does_not_answer(pair, monkeypatch):
    here, there, _, other = pair
    ticket = here.save()
    here.leave()
    asked = []
    monkeypatch.setattr(there.desk, "status", lambda *about: asked.append(about))
    other.cut = True
    opened(there, ticket)
    assert (told_why(there), asked) == (unasked(there), [])
    other.cut = False
    back(there)
    there.show(STRANGE)
    assert (told_why(there), len(asked)) == (refused(there), 1)


def test_a_lost_ticket_is_spoken_of_plainly(pair):
    here, *_ = pair
    here.press("language:vi")
    here.press("have-ticket")
    assert here.press("lost").state == "ticket-lost"
    assert here.view.question == says(here, "ticket-lost.ask")
    assert here.press("go-on").state == "home"


def test_a_ward_that_no_one_answers_for_is_told_within_its_time(places, clock):
    settings = places("alone")
    ring = build.key_ring(settings)
    place = DeskPlace.of(f"http://127.0.0.1:{free_port()}", loopback_only=True)
    desk = DraftClient(DeskClient(place, ring.desk, time.monotonic), ring.desk)
    alone = Bench(settings, clock=clock, drafts=desk)
    alone.show(STRANGE)
    assert told_why(alone) == unasked(alone)
    alone.close()
