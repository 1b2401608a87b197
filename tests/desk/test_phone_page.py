"""The telephones' page in a real browser, on a real desk that a kiosk calls."""

import os
import time

import pytest

from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.settings import read
from kiosk.takeover.pin import PinCost
from kiosk.ward.calls import CallClient
from kiosk.ward.desk_client import DeskClient
from kiosk.ward.place import DeskPlace
from kiosk.wiring import build, example_ward
from tests.browser import CHROMIUM, page
from tests.ward.real_desk import ROOT, await_answer, running_desk

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
NARROW = 360
"""The width of a small telephone, in its own pixels."""
CLOCK = SystemClock()
pytestmark = pytest.mark.skipif(not (FULL and CHROMIUM), reason="a browser takes seconds to start")


@pytest.fixture(scope="module")
def settings(tmp_path_factory, caches):
    found = read(ROOT / "config", ROOT, tmp_path_factory.mktemp("phones"), caches)
    example_ward.make(found, SystemIds(), CLOCK, PinCost(memory_kib=64, passes=1, lanes=1))
    return found


@pytest.fixture(scope="module")
def place(settings):
    """The desk's address, and a kiosk that calls."""
    keys = build.key_ring(settings).desk
    with running_desk(settings.state, settings.config / "desk.toml") as (url, desk):
        http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
        await_answer(http, desk)
        yield url, CallClient(http, keys, "Khu phố 46")


@pytest.fixture
def phone(place, settings):
    """A telephone on which Lan has signed in, the sound on."""
    lan = example_ward.read_badges(settings)[1]
    with page() as shown:
        shown.size(NARROW, 740)
        shown.open(f"{place[0]}/truc/")
        shown.run(f"badge.value = '{lan.badge}'; pin.value = '{lan.pin}'; document.forms[0].submit()")
        shown.until("document.getElementById('bell') !== null && !bell.hidden")
        shown.run("bell.click()")
        yield shown


def test_a_call_comes_by_itself_and_one_tap_takes_it(place, phone):
    _, kiosk = place
    call_id = SystemIds().new()
    phone.until("document.body.innerText.includes('Chưa có ai gọi')")
    kiosk.opened(call_id, 61, CLOCK.now())
    phone.until("document.querySelector('.call.free button.go') !== null")
    assert phone.run("document.title").startswith("(1)")
    assert phone.run("document.documentElement.scrollWidth") == NARROW
    assert phone.run("document.querySelector('.call.free button.go').getBoundingClientRect().height") >= 76
    phone.run("document.querySelector('.call.free button.go').click()")
    phone.until("document.body.innerText.includes('Bạn đang tới')")
    assert phone.run("!document.getElementById('bell-told').hidden"), "the page was loaded anew: it is mute"
    reply = kiosk.ask(call_id, CLOCK.now())
    assert (reply.state, reply.name) == ("taken", "Chị Lan")
    kiosk.over(call_id, "came", CLOCK.now())
    phone.until("document.body.innerText.includes('Chưa có ai gọi')")


def test_the_waiting_is_counted_without_a_word_from_the_desk(place, phone):
    _, kiosk = place
    call_id = SystemIds().new()
    kiosk.opened(call_id, 61, CLOCK.now())
    phone.until("document.querySelector('.clock') !== null")
    shown = phone.run("document.querySelector('.clock').textContent")
    phone.until(f"document.querySelector('.clock').textContent !== '{shown}'")
    kiosk.over(call_id, "stopped", CLOCK.now())
