"""`python -m tests.engine.dying_copy STATE CACHE GLASS`: a kiosk that is killed while it copies a paper.

For each order (a line of JSON) a child process is forked that scans GLASS, a picture, by SANE's own scanner of
pictures, and keeps the page; it kills itself with SIGKILL when the order says so.
"""

import os
import signal
import threading
import time

from msgspec import structs

from kiosk.devices.paper_scanner import SaneScanner
from kiosk.engine.copying import Copying
from kiosk.engine.glass import fresh
from kiosk.engine.parts import Copies
from kiosk.ids import VisitId
from kiosk.store.connection import Database
from kiosk.store.copies import SqliteCopyStore
from kiosk.wiring import build
from tests.engine.dying import Fate, say, serve

PAPER = "birth_notice"


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def live(parts, state, glass, order):
    """Look, keep, and die at the moment of the order."""
    fate, database = Fate(order), Database(state / build.DATABASE)
    scanner = SaneScanner("pnm:0", time.monotonic, options=("--filename", str(glass)))
    copying = Copying(structs.replace(parts, copies=Copies(scanner, SqliteCopyStore(database))))
    held = fresh(VisitId("dying"))
    death = threading.Timer(order.get("after", 0.0), die)
    if order["at"] == "scan":
        death.start()
    seen = copying.look(held, held.begin())
    say(seen=type(seen.event).__name__)
    if order["at"] == "scan":
        death.join()  # it was seen before it was time
    if order["at"] == "seen":
        die()
    copying.turned(held)
    database._connection.set_trace_callback(lambda _sql: fate.meet("sql"))
    kept = copying.keep(held, PAPER, frozenset())
    say(kept=type(kept.event).__name__, counted=fate.count)
    die()


if __name__ == "__main__":
    serve(live)
