"""`python -m tests.bench.heartbeats`: how many bytes does an hour of heartbeats take on the wire, HTTP included?

A real desk in a process of its own, the kiosk's own client, and between them a line that counts. An hour is one
heartbeat a minute and one each fifteen; in it the machine's condition is new four times. What TCP and TLS add is not
in it. Nothing here passes or fails.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.outbox.heartbeats import Heartbeats
from kiosk.store.memory import MemoryAuditStore, MemoryOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.heartbeats import HeartbeatClient
from kiosk.ward.place import DeskPlace
from kiosk.wire.heartbeat import Condition
from tests.outbox.parcels import DESK, KIOSK
from tests.ward.bad_line import bad_line
from tests.ward.real_desk import await_answer, real_desk

HOUR = {"one a minute": 60, "one each fifteen minutes": 4}


def hour(url, beats_in_hour, begins):
    """Beat for an hour; return the bytes up and down."""
    keys = DeskKeys(KIOSK, DESK.public)
    with bad_line(url) as line:
        http = DeskClient(DeskPlace.of(line.url, loopback_only=True), keys, time.monotonic)
        client = HeartbeatClient(http, keys)
        beats = Heartbeats(MemoryAuditStore(), MemoryOutboxStore(), client, KIOSK, SystemIds().new())
        for at in range(beats_in_hour):
            told = Condition(
                version="2026.11.1", ring=1, content="a1b2c3d4e5f6", scanner="here", sound="here", disk_mb=12_000,
                last_visit="2026-11-16T08:00:00+07:00", visit_minutes=4 * at // beats_in_hour * 15,
            )  # fmt: skip
            beaten = beats.beat(begins + timedelta(minutes=at * 60 / beats_in_hour), 0, "ready", told)
            if beaten.code:
                raise SystemExit(f"the desk did not take it: {beaten.code}")
        return line.up, line.down


def measure(folder):
    """Yield (what, bytes up, bytes down)."""
    with real_desk(Path(folder)) as (url, desk):
        http = DeskClient(DeskPlace.of(url, loopback_only=True), DeskKeys(KIOSK, DESK.public), time.monotonic)
        await_answer(http, desk)
        for day, (what, count) in enumerate(HOUR.items()):
            yield what, *hour(url, count, SystemClock().now() + timedelta(days=day))


def main():
    """Print the table."""
    print(f"{'an hour of heartbeats':<32}{'up':>12}{'down':>12}{'together':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for what, up, down in measure(folder):
            print(f"{what:<32}{up:>10,} B{down:>10,} B{up + down:>10,} B")


if __name__ == "__main__":
    main()
