"""`python -m tests.engine.dying STATE CACHE PRINTER`: a kiosk that is killed while it keeps a visit and prints.

For each order (a line of JSON) a child process is forked, which starts as a kiosk does, tells what it finds on the
disk, and then, if so ordered, keeps a visit and prints its ticket. It tells what a screen would show, when it would.
Ordered to die, it kills itself with SIGKILL at that statement of SQL, or after that many writes to the printer.
"""

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from kiosk.clock import SystemClock
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.memory import MemoryPrinter
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.serial_line import SerialLine
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.jobs import InlineJobs
from kiosk.engine.keeping import Keeping
from kiosk.engine.printing import Printing
from kiosk.ids import SystemIds, VisitId
from kiosk.settings import read
from kiosk.store.connection import Database
from kiosk.store.tickets import SqliteTicketStore
from kiosk.visit.kinds import RealVisit
from kiosk.visit.states import Asked, Paper
from kiosk.wiring import build
from tests.engine.bench import NoVoice
from tests.visit.walking import ROOT


def say(**told):
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


class Fate:
    """Counts what happens, and kills this process when it is time."""

    def __init__(self, order):
        self.at = {"sql": order.get("sql"), "write": order.get("write"), "half": order.get("half")}
        self.count = dict.fromkeys(self.at, 0)

    def meet(self, what):
        self.count[what] += 1
        if self.at[what] == self.count[what]:
            os.kill(os.getpid(), signal.SIGKILL)


class MortalLine(SerialLine):
    """A line whose program may die behind a write, or in the midst of one."""

    def __init__(self, path, fate):
        super().__init__(path, 4_000_000)
        self._fate = fate

    def write(self, data):
        if self._fate.at["half"] == self._fate.count["half"] + 1:
            super().write(data[: len(data) // 2])
        self._fate.meet("half")
        super().write(data)
        self._fate.meet("write")


class TellingPrinter(EscPosPrinter):
    """Tells how long a ticket is before it prints it."""

    def print_slip(self, slip, job):
        say(rows=slip.picture.height)
        return super().print_slip(slip, job)


def live(parts, state, printer_path, order):
    """Start, tell what is on the disk, and carry out the order."""
    fate, clock = Fate(order), SystemClock()
    database = Database(state / build.DATABASE)
    store = SqliteTicketStore(database)
    line = MortalLine(printer_path, fate)
    printer = TellingPrinter(line, clock, 384, known=lambda: Capabilities(rung="process-id"))
    parts = structs.replace(parts, papers=structs.replace(parts.papers, store=store, printer=printer))
    printing, keeping = Printing(parts), Keeping(parts)
    printing.settle()
    rows = database.rows("SELECT ticket_id, number, state FROM ticket")
    say(found=[[number, kept, store.draft(ticket) is not None] for ticket, number, kept in rows])
    if not order["visit"]:
        return
    database._connection.set_trace_callback(lambda _sql: fate.meet("sql"))
    kept = keeping.save(VISIT, None, 1)
    number, secret = kept.event.number, kept.remember["secret"]
    say(number=number, digits=secret.digits)
    visit = replace(VISIT, paper=Paper(number, "resume"))
    ended = printing.print_ticket(visit, secret, kept.remember["ticket_id"], "", reprint=False)
    say(outcome=ended.event.outcome, counted=fate.count)


VISIT = RealVisit(
    id=VisitId("dying"),
    language="vi",
    asked=Asked(life_event="marriage", procedure="1.004873"),
    birth_year=1961,
)


def serve(live):
    """Live once for each line of orders, in a process of its own; say how it ended."""
    state, cache, device = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    settings = read(ROOT / "config", ROOT, state, cache)
    swap = build.Swap(printer=MemoryPrinter(), speaker=SilentSpeaker(), voice=NoVoice())
    parts = build.parts(settings, SystemClock(), SystemIds(), InlineJobs(), swap)
    parts.papers.store._database.close()
    say(ready=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            live(parts, state, device, json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(ended=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    serve(live)
