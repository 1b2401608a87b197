"""`python -m tests.bench.drain [DOSSIERS]`: how fast does a week without a network leave the kiosk?

So many sealed dossiers (10,000 unless told) of the size of a birth registration are queued as visits queue them, each
on the disk before the next. Then a real desk in a process of its own, on this machine, takes them in by the kiosk's
own sender. Told are dossiers a second, and what part of the time each end spent. Nothing here passes or fails.
"""

import sys
import tempfile
import time
from pathlib import Path

from kiosk.outbox.sending import Sender
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.place import DeskPlace
from tests.outbox.parcels import DESK, KIOSK, NOON, judge, sealed
from tests.ward.real_desk import await_answer, real_desk

DOSSIERS = 10_000
LETTERS = 6_000
"""A birth registration with both parents comes to about so many bytes."""
TICK = 100


class Timed:
    """A link that notes how long the desk was waited for."""

    def __init__(self, link):
        self._link, self.seconds = link, 0.0

    def deliver(self, dossiers, *, patient=False):
        """Hand over and note the time."""
        began = time.perf_counter()
        reply = self._link.deliver(dossiers, patient=patient)
        self.seconds += time.perf_counter() - began
        return reply


def queue(store, count):
    """Put ``count`` dossiers; returns the seconds that the store took."""
    took = 0.0
    for at in range(count):
        parcel = sealed(note=f"{at:06d}" + "a" * LETTERS)
        began = time.perf_counter()
        store.put(parcel, f"A {at:03d}", NOON)
        took += time.perf_counter() - began
    return took


def drain(store, link):
    """Send until nothing waits; returns (accepted, seconds)."""
    sender, accepted = Sender(store, link, judge, jitter=lambda: 0.0), 0
    began = time.perf_counter()
    while sum(store.counts().values()):
        sent = sender.send(time.monotonic(), patient=True)
        accepted += len(sent.accepted)
        if not sent.accepted:
            raise SystemExit(f"nothing was accepted: {sent.code or sent.kept[:1]}")
    return accepted, time.perf_counter() - began


def main(count):
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, real_desk(Path(folder)) as (url, desk):
        place = DeskPlace.of(url, loopback_only=True)
        client = DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic)
        await_answer(client, desk)
        database = Database(Path(folder) / "kiosk.sqlite3")
        store, link = SqliteOutboxStore(database), Timed(client)
        put = queue(store, count)
        accepted, seconds = drain(store, link)
        database.close()
    rows = (
        ("queued, each on the disk", f"{count / put:,.0f} a second"),
        ("drained to a desk on this machine", f"{accepted / seconds:,.0f} a second"),
        ("  in all", f"{accepted:,} in {seconds:.1f} s"),
        ("  of that waiting for the desk", f"{100 * link.seconds / seconds:.0f} %"),
    )
    for what, figure in rows:
        print(f"{what:<40}{figure:>24}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DOSSIERS)
