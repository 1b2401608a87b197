"""Filing on the official portal: its window and the clipboard live no longer than the pages that they stand beside."""

from dataclasses import replace

import pytest
from msgspec import structs

from kiosk.devices.portal import MemoryClipboard, MemoryPortal
from kiosk.settings import Portal
from kiosk.tickets.words import slip_text
from kiosk.visit import events as ev
from kiosk.visit import portal_events as pe
from kiosk.visit.bench_events import ChooseFiling
from tests.tickets.slips import facts
from tests.visit.walking import point, texts

CODE = "H29.16-261123-000123"


@pytest.fixture
def portal():
    return MemoryPortal()


@pytest.fixture
def clipboard():
    return MemoryClipboard()


@pytest.fixture
def settings(settings):
    kiosk = structs.replace(settings.kiosk, portal=Portal(kind="file"))
    return replace(settings, kiosk=kiosk)


@pytest.fixture
def bench(benches, portal, clipboard):
    return benches(portal=portal, clipboard=clipboard)


def ids(view):
    return {button.id for button in (*view.choices, *view.side_choices)}


def confirmed(bench):
    """Up to the page before the portal, by the resident's own yes to it."""
    bench.to_workbench()
    bench.send(ChooseFiling("portal"))
    bench.press("confirm")
    while "next-page" in ids(bench.view):
        bench.press("next-page")
    return bench.press("yes")


@pytest.fixture
def beside(bench):
    """The answer sheet beside the window, its first answer copied."""
    assert confirmed(bench).state == "portal-ready"
    assert bench.press("open").state == "portal"
    bench.press("copy")
    return bench


def test_it_is_filed_by_hand_and_the_code_goes_to_the_ward_and_on_the_ticket(beside, portal, clipboard):
    assert clipboard.text
    view = beside.press("tick")
    assert not clipboard.text
    assert view.page == 1
    beside.press("done")
    assert portal.is_open()
    beside.send(pe.EnterPortalCode(CODE))
    if beside.view.state == "portal-code":
        beside.send(pe.EnterPortalCode(CODE))
    assert beside.view.state == "ticket-out"
    assert not portal.is_open()
    (dossier,) = beside.opened()
    assert (dossier.channel, dossier.portal_code) == ("portal", CODE)
    assert dossier.helped is not None


def test_without_a_code_it_is_sealed_all_the_same(beside):
    beside.press("done")
    beside.press("no-code")
    (dossier,) = beside.opened()
    assert (dossier.channel, dossier.portal_code) == ("portal", "")


@pytest.mark.parametrize(
    "end",
    [
        lambda bench: bench.press("withdraw"),
        lambda bench: bench.press("otherwise"),
        lambda bench: bench.send(ev.Hide()),
        lambda bench: bench.scan(bench.helper().badge),
        lambda bench: bench.wait(700),
    ],
    ids=["withdrawn", "otherwise", "hidden", "badge", "idle"],
)
def test_at_every_end_the_window_is_closed_and_the_clipboard_overwritten(beside, portal, clipboard, end):
    assert portal.is_open()
    assert clipboard.text
    end(beside)
    beside.settle()
    assert not portal.is_open()
    assert not clipboard.text
    assert beside.view.state not in {"portal", "portal-code"}


def test_an_answer_that_is_copied_too_late_does_not_come_to_the_clipboard(beside, clipboard):
    portal, visit = beside.core._carrier.portal, beside.session.visit
    copying = portal.copies(beside.clock.monotonic())
    beside.press("withdraw")
    beside.settle()
    portal.copy(visit, "mother_name", copying)
    assert not clipboard.text


def test_a_clipboard_that_cannot_be_overwritten_at_the_end_is_tried_until_it_is(
    beside, clipboard, monkeypatch
):
    cleared, works = clipboard.clear, []
    monkeypatch.setattr(clipboard, "clear", lambda: bool(works) and cleared())
    beside.press("withdraw")
    for _ in range(5):
        beside.wait(1)
    assert clipboard.text
    works.append(True)
    for _ in range(3):
        beside.wait(1)
    assert not clipboard.text
    assert len(beside.noted("effect-failed")) == 1


def test_an_answer_lies_on_the_clipboard_for_thirty_seconds(beside, clipboard):
    beside.wait(29)
    assert clipboard.text
    beside.wait(2)
    assert not clipboard.text
    assert beside.view.state == "portal"


def test_whoever_types_in_the_portal_for_minutes_is_not_asked_whether_they_are_there(beside, portal):
    beside.wait(500)
    assert beside.view.state == "portal"
    assert portal.is_open()


def test_a_browser_that_ends_is_told_nothing_is_copied_meanwhile_and_it_is_opened_again(
    beside, portal, clipboard
):
    portal.crash()
    beside.wait(1)
    assert "open-again" in ids(beside.view)
    assert "copy" not in ids(beside.view)
    beside.send(pe.CopyThis(beside.view.rows[0].id))
    assert not clipboard.text
    beside.press("open-again")
    assert portal.is_open()
    assert "copy" in ids(beside.view)
    assert len(portal.opened) == 2


def test_what_is_refused_is_told_and_another_way_stays_open(bench, portal):
    portal.refuses = "failed"
    confirmed(bench)
    bench.press("open")
    assert "open-again" in ids(bench.view)
    view = bench.press("otherwise")
    assert view.state == "workbench"
    assert {button.text for button in view.choices if button.id == "filing"}
    bench.press("confirm")
    while "next-page" in ids(bench.view):
        bench.press("next-page")
    bench.press("yes")
    (dossier,) = bench.opened()
    assert (dossier.channel, dossier.portal_code) == ("desk", "")


def test_the_code_is_scanned_too_and_shown_before_it_is_taken(beside):
    beside.press("done")
    beside.scan(CODE)
    assert beside.view.state == "portal-code"
    assert beside.view.entry.value == CODE
    assert CODE not in beside.log.getvalue()


@pytest.mark.parametrize(("code", "done"), [(CODE, True), ("", False)])
def test_the_ticket_says_done_only_where_the_portal_has_given_its_code(code, done):
    slip = slip_text(facts("receipt", received=True, portal_code=code), point(), texts())
    assert slip.banner_done == done
    assert (CODE in slip.filed) == done
