"""`python -m tests.bench.phone_page FOLDER`: the telephones' page of the desk in Debian's Chromium, 360 pixels wide.

A real desk, a kiosk that calls, a helper who signs in, turns the sound on and taps once. What does not go as it must
breaks off; pictures of every stage go into FOLDER, to be looked at. Chromium is needed for nothing else, so that this
is no test: whoever changes the page runs it.
"""

import sys
import tempfile
import time
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.settings import read
from kiosk.takeover.pin import PinCost
from kiosk.ward.calls import CallClient
from kiosk.ward.desk_client import DeskClient
from kiosk.ward.place import DeskPlace
from kiosk.wiring import build, example_ward
from tests.bench.browser import page
from tests.ward.real_desk import ROOT, await_answer, running_desk

NARROW = 360
"""The width of a small telephone, in its own pixels."""
FINGER = 76
"""The least height of what is tapped on the way to somebody, in pixels."""
CLOCK = SystemClock()


def go_through(phone, kiosk, helper, url, out):
    """Sign in, be called, come, and be done."""
    phone.size(NARROW, 740)
    phone.open(f"{url}/truc/")
    phone.picture(out / "1-sign-in.png")
    sign_in = "badge.value = '{}'; pin.value = '{}'; document.forms[0].submit()"
    phone.run(sign_in.format(helper.badge, "000000"))
    phone.until("document.querySelector('[role=alert]') !== null")
    phone.picture(out / "2-wrong.png")
    phone.run(sign_in.format(helper.badge, helper.pin))
    phone.until("document.getElementById('bell') !== null && !bell.hidden")
    phone.picture(out / "3-nobody.png")
    phone.run("bell.click()")
    call_id, other = SystemIds().new(), SystemIds().new()
    kiosk.opened(call_id, 61, CLOCK.now())
    phone.until("document.querySelector('.call.free button.go') !== null")
    phone.picture(out / "4-called.png")
    assert phone.run("document.title").startswith("(1)")
    assert phone.run("document.documentElement.scrollWidth") == NARROW
    high = "document.querySelector('.call.free button.go').getBoundingClientRect().height"
    assert phone.run(high) >= FINGER
    shown = phone.run("document.querySelector('.clock').textContent")
    phone.until(f"document.querySelector('.clock').textContent !== '{shown}'")
    phone.run("document.querySelector('.call.free button.go').click()")
    phone.until("document.querySelector('.call.mine') !== null")
    phone.picture(out / "5-coming.png")
    assert phone.run("!document.getElementById('bell-told').hidden"), "the page was loaded anew: it is mute"
    reply = kiosk.ask(call_id, CLOCK.now())
    assert (reply.state, reply.name) == ("taken", "Chị Lan")
    kiosk.opened(other, 65, CLOCK.now())
    phone.until("document.querySelectorAll('.call').length === 2")
    phone.picture(out / "6-two.png")
    for one in (call_id, other):
        kiosk.over(one, "came", CLOCK.now())
    phone.until("document.querySelector('.call.none') !== null")


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="phone-page-") as folder:
        settings = read(ROOT / "config", ROOT, Path(folder))
        cheap = PinCost(memory_kib=64, passes=1, lanes=1)
        example_ward.make(settings, SystemIds(), CLOCK, cheap)
        keys, helper = build.key_ring(settings).desk, example_ward.read_badges(settings)[1]
        with running_desk(settings.state, settings.config / "desk.toml") as (url, desk):
            http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
            await_answer(http, desk)
            with page() as phone:
                go_through(phone, CallClient(http, keys, "Khu phố 46"), helper, url, out)
    print(f"all went as it must; pictures in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
