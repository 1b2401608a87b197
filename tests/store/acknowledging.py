"""Puts sealed parcels into an outbox and says each id once it is kept; runs until it is killed."""

import sys
from itertools import count
from pathlib import Path

from kiosk.clock import VIETNAM, ManualClock
from kiosk.ids import DossierId, KioskId, TicketId, WardCode
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.wire.messages import PROTOCOL, SealedDossier


def main(path, run):
    from datetime import datetime

    clock = ManualClock(datetime(2026, 11, 16, 9, 0, tzinfo=VIETNAM))
    store = SqliteOutboxStore(Database(Path(path)))
    for turn in count():
        dossier_id = DossierId(f"{int(run):08x}{turn:024x}")
        store.put(
            SealedDossier(
                protocol=PROTOCOL,
                dossier_id=dossier_id,
                kiosk_id=KioskId("kiosk-a"),
                ward=WardCode("26791"),
                key_id="k",
                ticket_id=TicketId(dossier_id),
                sealed_at="2026-11-16T09:00:00+07:00",
                sealed=dossier_id.encode() * (1 + turn % 200),
                signature=b"s" * 64,
            ),
            "A001",
            clock.now(),
        )
        sys.stdout.write(f"{dossier_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
