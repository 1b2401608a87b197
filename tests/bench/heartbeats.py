"""`python -m tests.bench.heartbeats`: how many bytes does an hour of heartbeats take on the wire, HTTP included?

A real desk in a process of its own, behind a web server that takes TLS, the kiosk's own client, and before them a
line that counts, hand-shakes included. Told is an hour of one heartbeat a minute, an hour on a line that is paid by
the byte (`[line] frugal`), and such an hour with a web server that forgets who was there; in each the machine's
condition is new up to four times. An hour is one in the middle of a day: the very first hand-shake was before it.
What TCP adds is not in it. Nothing here passes or fails.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.engine.rhythm import FRUGAL, ORDINARY
from kiosk.ids import SystemIds
from kiosk.outbox.heartbeats import Heartbeats
from kiosk.store.memory import MemoryAuditStore, MemoryOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.heartbeats import HeartbeatClient
from kiosk.ward.place import DeskPlace
from kiosk.wire.heartbeat import Condition
from tests.outbox.parcels import DESK, KIOSK
from tests.ward.authority import NOW, YEAR, Authority, secure_front
from tests.ward.bad_line import bad_line
from tests.ward.real_desk import await_answer, real_desk

HOURS = {
    "one a minute": (ORDINARY, True),
    "frugal": (FRUGAL, True),
    "frugal, forgotten each time": (FRUGAL, False),
}
"""Of each the rhythm, and whether the web server knows the kiosk again."""


def hour(url, ward, beats_in_hour, begins, *, known):
    """Beat for an hour; return the bytes up and down."""
    keys = DeskKeys(KIOSK, DESK.public)
    context = ward.context(NOW - YEAR, NOW + YEAR)
    with secure_front(url, context) as front, bad_line(front.url) as line:
        place = DeskPlace.of(line.url.replace("http:", "https:"), loopback_only=True, ca_file=str(ward.file))
        http = DeskClient(place, keys, time.monotonic)
        client = HeartbeatClient(http, keys)
        beats = Heartbeats(MemoryAuditStore(), MemoryOutboxStore(), client, KIOSK, SystemIds().new())
        beats.beat(begins - timedelta(minutes=1), 0, "ready", Condition())
        before = line.up, line.down
        for at in range(beats_in_hour):
            if not known:
                front.context = ward.context(NOW - YEAR, NOW + YEAR)
            told = Condition(
                version="2026.11.1", ring=1, content="a1b2c3d4e5f6", scanner="here", sound="here", disk_mb=12_000,
                last_visit="2026-11-16T08:00:00+07:00", visit_minutes=4 * at // beats_in_hour * 15,
                every=0 if beats_in_hour == 60 else 60 // beats_in_hour,
            )  # fmt: skip
            beaten = beats.beat(begins + timedelta(minutes=at * 60 / beats_in_hour), 0, "ready", told)
            if beaten.code:
                raise SystemExit(f"the desk did not take it: {beaten.code}")
        return line.up - before[0], line.down - before[1]


def measure(folder):
    """Yield (what, bytes up, bytes down)."""
    with real_desk(Path(folder)) as (url, desk):
        http = DeskClient(DeskPlace.of(url, loopback_only=True), DeskKeys(KIOSK, DESK.public), time.monotonic)
        await_answer(http, desk)
        ward = Authority(Path(folder))
        for day, (what, (rhythm, known)) in enumerate(HOURS.items()):
            begins = SystemClock().now() + timedelta(days=day)
            yield what, *hour(url, ward, int(3600 // rhythm.every), begins, known=known)


def main():
    """Print the table."""
    print(f"{'an hour of heartbeats':<32}{'up':>12}{'down':>12}{'together':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for what, up, down in measure(folder):
            print(f"{what:<32}{up:>10,} B{down:>10,} B{up + down:>10,} B")


if __name__ == "__main__":
    main()
