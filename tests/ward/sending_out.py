"""A kiosk that sends its outbox out until it is empty: ``python -m tests.ward.sending_out OUTBOX URL NOTES SEED``.

Before a receipt counts as good, its dossier and signature stand in NOTES, where a kill does not reach them.
"""

import os
import random
import sys
import time
from pathlib import Path
from threading import Event

from kiosk.outbox.sending import Sender
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.exchange import Limits
from kiosk.ward.place import DeskPlace
from tests.outbox.parcels import DESK, KIOSK, judge

LIMITS = Limits(connect=1.0, read=1.0, total=1.0)
MOST = 5
"""Small batches, so that there is much to answer."""
PAUSE = 0.02


class SmallBatches(SqliteOutboxStore):
    """The kiosk's store, which hands out a few dossiers at a time."""

    def __init__(self, database, chance):
        super().__init__(database)
        self._chance = chance

    def waiting(self, most, *limits, **kinds):
        """Return what is to be sent next, 2 to MOST dossiers."""
        return super().waiting(min(most, self._chance.randint(2, MOST)), *limits, **kinds)


def noting(notes):
    """Return the kiosk's judge of receipts, which writes down what it finds good before it says so."""
    pen = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def check(receipt, parcel):
        verdict = judge(receipt, parcel)
        if verdict == "good":
            os.write(pen, f"{parcel.dossier_id} {receipt.signature.hex()}\n".encode())
        return verdict

    return check


def main(outbox, url, notes, seed):
    """Send until nothing waits; what needs a person gets one who asks again."""
    store = SmallBatches(Database(Path(outbox)), random.Random(int(seed)))
    place = DeskPlace.of(url, loopback_only=True)
    client = DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic, LIMITS)
    sender = Sender(store, client, noting(notes), jitter=lambda: 0.0)
    while sum(store.counts().values()):
        if not sender.send(time.monotonic(), patient=True).accepted:
            store.ask_again()
            Event().wait(PAUSE)


if __name__ == "__main__":
    main(*sys.argv[1:])
