"""A point in full swing that says what it has committed, until it is killed: ``python -m tests.store.queueing_up``."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.clock import VIETNAM
from kiosk.ids import SystemIds
from kiosk.store.connection import Database
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.waiting import line as lines

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=VIETNAM)


def main(path):
    database, ids, at = Database(Path(path)), SystemIds(), NOON
    store = SqliteWaitingStore(database)
    while True:
        at += timedelta(seconds=1)
        for count in range(3):
            place = store.take("A", ids.new(), first=count == 1, language="vi", at=at)
            sys.stdout.write(f"took {place.number}\n")
            sys.stdout.flush()
        called = store.change(lambda line, now=at: lines.call_next(line, 1, now), at).at(1)
        sys.stdout.write(f"called {called.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
