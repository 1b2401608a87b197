"""`python -m tests.bench.phones [TELEPHONES]`: does the desk serve its kiosks while telephones look for calls?

A real desk in a process of its own, with the threads that it ships with; first alone, then with so many telephones
(30, unless told) that each look every three seconds as browsers do. Meanwhile a kiosk saves visits and asks for calls,
one after the other. Nothing here passes or fails.
"""

import http.client
import sys
import tempfile
import threading
import time
import urllib.parse
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.settings import read
from kiosk.takeover.pin import PinCost
from kiosk.ward.calls import CallClient
from kiosk.ward.desk_client import DeskClient
from kiosk.ward.drafts import DraftClient
from kiosk.ward.place import DeskPlace
from kiosk.wiring import build, example_ward
from tests.outbox.parcels import draft_under_a_ticket
from tests.ward.real_desk import ROOT, await_answer, running_desk

TELEPHONES = 30
EVERY = 3.0
"""Seconds between two looks of one telephone."""
LASTS = 30.0
CLOCK = SystemClock()


def pause(seconds):
    threading.Event().wait(seconds)


def signed_in(address, badge, pin):
    """Return the cookie of a telephone."""
    line = http.client.HTTPConnection(address)
    line.request("GET", "/truc/vao/")
    answer = line.getresponse()
    answer.read()
    token = answer.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "badge": badge, "pin": pin})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"}
    line.request("POST", "/truc/vao/", form, kind)
    answer = line.getresponse()
    answer.read()
    (cookie,) = [one for one in answer.headers.get_all("Set-Cookie") if one.startswith("truc=")]
    line.close()
    return cookie.partition(";")[0]


def telephone(address, cookie, began, over, took):
    """Look every three seconds, like an EventSource that comes back with what it has seen."""
    seen = {}
    line = http.client.HTTPConnection(address)
    pause(began)
    while not over.is_set():
        at = time.monotonic()
        line.request("GET", "/truc/goi/", headers={"Cookie": cookie, **seen})
        answer = line.getresponse()
        said = answer.read().decode()
        took.append(time.monotonic() - at)
        assert answer.status == 200, answer.status
        if "\nid: " in said:
            seen = {"Last-Event-ID": said.partition("\nid: ")[2].partition("\n")[0]}
        over.wait(EVERY)
    line.close()


def kiosk(drafts, calls, seconds):
    """Save a visit and ask for the calls, again and again; returns what each took."""
    saved, asked, until = [], [], time.monotonic() + seconds
    while time.monotonic() < until:
        draft, _ = draft_under_a_ticket(CLOCK.now() + timedelta(days=1))
        at = time.monotonic()
        assert drafts.keep(draft, CLOCK.now()).state == "kept"
        saved.append(time.monotonic() - at)
        at = time.monotonic()
        calls.every(CLOCK.now())
        asked.append(time.monotonic() - at)
        pause(0.05)
    return saved, asked


def figures(name, took):
    cut = quantiles(took, n=100)
    print(
        f"{name}: p50 {cut[49] * 1000:.0f}, p95 {cut[94] * 1000:.0f}, max {max(took) * 1000:.0f} ms ({len(took)})"
    )


def main(count):
    with tempfile.TemporaryDirectory(prefix="phones-") as folder:
        settings = read(ROOT / "config", ROOT, Path(folder))
        cheap = PinCost(memory_kib=64, passes=1, lanes=1)
        example_ward.make(settings, SystemIds(), CLOCK, cheap)
        keys, helper = build.key_ring(settings).desk, example_ward.read_badges(settings)[1]
        with running_desk(settings.state, settings.config / "desk.toml") as (url, desk):
            desk_client = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
            drafts, calls = DraftClient(desk_client, keys), CallClient(desk_client, keys, "Khu phố 46")
            await_answer(desk_client, desk)
            address = url.removeprefix("http://")
            cookie = signed_in(address, helper.badge, helper.pin)
            print("alone:")
            saved, asked = kiosk(drafts, calls, LASTS / 2)
            figures("  a saved visit is kept", saved)
            figures("  the calls are listed", asked)
            over, looks = threading.Event(), []
            threads = [
                threading.Thread(target=telephone, args=(address, cookie, place * EVERY / count, over, looks))
                for place in range(count)
            ]
            for thread in threads:
                thread.start()
            saved, asked = kiosk(drafts, calls, LASTS)
            over.set()
            for thread in threads:
                thread.join()
            print(f"with {count} telephones:")
            figures("  a saved visit is kept", saved)
            figures("  the calls are listed", asked)
            figures("  a telephone looks", looks)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TELEPHONES)
