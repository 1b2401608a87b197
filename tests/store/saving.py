"""Saves a visit again and again, each time in place of the one before, and says each ticket, until it is killed."""

import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from kiosk.clock import VIETNAM
from kiosk.ids import TicketId
from kiosk.store.connection import Database
from kiosk.store.tickets import SqliteTicketStore
from kiosk.wire.drafts import LockedDraft, WriteRight

EXPIRES = (datetime(2026, 11, 16, 9, 0, tzinfo=VIETNAM) + timedelta(days=30)).isoformat()


def main(path, run):
    store, before = SqliteTicketStore(Database(Path(path))), None
    for turn in count():
        ticket = TicketId(f"{int(run):08x}{turn:024x}")
        draft = LockedDraft(
            id=ticket,
            version=turn + 1,
            expires=EXPIRES,
            nonce=b"n" * 12,
            ciphertext=ticket.encode() * 128,
            write_digest=b"d" * 32,
        )
        store.keep_draft(draft, before)
        before = WriteRight(id=ticket, proof=b"p" * 32, expires=EXPIRES)
        sys.stdout.write(f"{ticket}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
