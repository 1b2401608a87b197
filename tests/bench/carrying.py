"""`python -m tests.bench.carrying`: what does a dossier cost on the line, and what does a bad line add to it?

Dossiers of several sizes go to a real desk on this machine through a line that counts every byte, once whole and once
breaking again and again; beside them an empty batch, by which a kiosk learns that the desk is there. Told are the
bytes beyond the dossier itself, up and down, and how many connections it took. Nothing here passes or fails.
"""

import tempfile
import time
from pathlib import Path

from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import Sender
from kiosk.store.memory import MemoryOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.place import DeskPlace
from kiosk.wire.upload import packed_whole
from tests.outbox.parcels import DESK, KIOSK, NOON, judge, sealed
from tests.ward.bad_line import bad_line
from tests.ward.real_desk import await_answer, real_desk

SIZES = (6_000, 200_000, 300_000, 2_000_000, 8_000_000)
LINES = ((None, False), (None, True), (150_000, False), (150_000, True))
"""After how many bytes it breaks, and whether the kiosk is told that each byte is paid for (``[line] frugal``)."""
MOST = 400
"""Tries after which a line is told to carry nothing."""
_KB = 1024
HEADS = f"{'connections':>12} {'tries':>6} {'seconds':>8}"


def client_of(url, *, frugal=False):
    """Return the kiosk's own way to a desk."""
    place = DeskPlace.of(url, loopback_only=True)
    return DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic, frugal=frugal)


def carried(desk, size, cut_after, frugal):
    """Send one dossier until it has its receipt; returns (its bytes, up, down, connections, tries, seconds)."""
    parcel, store = sealed("x" * size), MemoryOutboxStore()
    store.put(parcel, "A 001", NOON)
    began, tries = time.perf_counter(), 0
    with bad_line(desk, cut_after=cut_after) as line:
        sender = Sender(store, client_of(line.url, frugal=frugal), judge, jitter=lambda: 0.0)
        while sum(store.counts().values()):
            sender.send(0.0, patient=True)
            tries += 1
            if tries > MOST:
                raise SystemExit(f"nothing gets through a line that breaks after {cut_after}")
    return len(packed_whole(parcel)), line.up, line.down, line.connections, tries, time.perf_counter() - began


def main():
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, real_desk(Path(folder)) as (url, process):
        await_answer(client_of(url), process)
        with bad_line(url) as line:
            empty = client_of(line.url).deliver(())
        if isinstance(empty, Unreached):
            raise SystemExit(f"the desk does not answer: {empty.code}")
        print(f"an empty batch: {line.up} bytes up, {line.down} down")
        print(f"{'dossier':>10} {'line':>22} {'beyond it up':>13} {'down':>8} {HEADS}")
        for size in SIZES:
            for cut_after, frugal in LINES:
                if cut_after is not None and size < cut_after:
                    continue
                whole, up, down, connections, tries, seconds = carried(url, size, cut_after, frugal)
                told = "good" if cut_after is None else f"cut at {cut_after // _KB} KB"
                told += ", frugal" if frugal else ""
                print(
                    f"{whole / _KB:>7,.0f} KB {told:>22} {(up - whole) / _KB:>10,.1f} KB {down / _KB:>5,.1f} KB"
                    f" {connections:>12} {tries:>6} {seconds:>8.2f}"
                )


if __name__ == "__main__":
    main()
