"""A kiosk's outbox at work: dossiers are kept and leave by their receipts; each promise is said once it holds.

``kept ID`` after a put, ``leaves ID`` before what the ward has signed for is deleted, ``left ID`` after it.
"""

import random
import sys
from datetime import datetime
from pathlib import Path

from kiosk.clock import VIETNAM
from kiosk.ids import DossierId, KioskId, TicketId, WardCode
from kiosk.outbox.ports import Filed
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.wire.messages import PROTOCOL, SealedDossier

SHIPPED = "shipped"
"""SQLite is told what the kiosk tells it."""
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=VIETNAM)


def say(*words):
    """Say it at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def dossier(dossier_id, size):
    """Something sealed whose bytes tell whose it is."""
    return SealedDossier(
        protocol=PROTOCOL,
        dossier_id=DossierId(dossier_id),
        kiosk_id=KioskId("kiosk-a"),
        ward=WardCode("26791"),
        key_id="k",
        ticket_id=TicketId(dossier_id),
        sealed_at="2026-11-16T09:00:00+07:00",
        sealed=dossier_id.encode() * size,
        signature=b"s" * 64,
    )


def main(path, turns, synchronous):
    """Live for so many turns. ``synchronous``: what SQLite is told about waiting for the disk, or SHIPPED."""
    database = Database(Path(path))
    if synchronous != SHIPPED:
        database.rows(f"PRAGMA synchronous = {synchronous}")
    store = SqliteOutboxStore(database)
    chance = random.Random(7)
    for turn in range(int(turns)):
        dossier_id = f"{turn:032x}"
        store.put(dossier(dossier_id, 1 + chance.randrange(400)), "A001", NOON)
        say("kept", dossier_id)
        if chance.random() < 0.3:
            batch = store.waiting(chance.randrange(1, 6))
            store.mark(batch[0].dossier.dossier_id, "sent", "timeout")
            leaving = [entry.dossier for entry in batch[1:]]
            if leaving:
                for one in leaving:
                    say("leaves", one.dossier_id)
                store.accept(*(Filed(one.dossier_id, one.ticket_id, "A001", "then") for one in leaving))
                for one in leaving:
                    say("left", one.dossier_id)


if __name__ == "__main__":
    main(*sys.argv[1:])
