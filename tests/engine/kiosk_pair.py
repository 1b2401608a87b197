"""Two kiosks that save and open visits, without glass: what a property test turns over and over."""

import io
from types import SimpleNamespace

from kiosk.clock import ManualClock
from kiosk.dossier.draft_words import vouches
from kiosk.engine.keeping import Keeping
from kiosk.engine.parts import Drafts
from kiosk.ids import SeededIds, VisitId
from kiosk.journal import Journal
from kiosk.outbox.drafts import CHECK_EVERY, DraftSender
from kiosk.outbox.ports import Unreached
from kiosk.store.memory import MemoryTicketStore
from kiosk.visit.kinds import RealVisit
from kiosk.visit.reports import DraftFound, DraftOpened
from kiosk.visit.states import Asked, Given
from kiosk.ward.memory_drafts import MemoryDraftDesk
from kiosk.wire.drafts import TRIES
from tests.visit.walking import NOW, catalogue

SENTINEL = "Trầnsentinel Thị Dấuvết"
YEAR = 1952


class Wire:
    """A kiosk's own wire to the desk, which may be cut."""

    def __init__(self, desk):
        self._desk = desk
        self.cut = False

    def __getattr__(self, name):
        def call(*args):
            return Unreached("offline") if self.cut else getattr(self._desk, name)(*args)

        return call


class Pair:
    """Two kiosks of one ward, a desk, and one clock for all."""

    def __init__(self):
        self.clock = ManualClock(NOW)
        self.desk = MemoryDraftDesk(self.clock.now)
        self.kiosks = [Kiosk(self, number) for number in range(2)]

    def pass_days(self, days):
        self.clock.advance(days * 86400.0)
        self.desk.purge()
        for kiosk in self.kiosks:
            kiosk.keeping.purge()

    def all_in_contact(self):
        """Every wire is whole again, and each kiosk has told and asked what it had to."""
        self.desk.away = ""
        for kiosk in self.kiosks:
            kiosk.wire.cut = False
        for _ in range(2):
            for kiosk in self.kiosks:
                kiosk.contact()


class Kiosk:
    """One of them: its own store, its own ids."""

    def __init__(self, pair, number):
        self.clock, self.wire = pair.clock, Wire(pair.desk)
        self.store, self.log = MemoryTicketStore(), io.StringIO()
        ids = SeededIds(number + 1)
        self.sender = DraftSender(self.store.errands, self.wire, vouches, ids.jitter)
        self.parts = SimpleNamespace(
            papers=SimpleNamespace(store=self.store),
            copies=SimpleNamespace(store=self.store.copies),
            drafts=Drafts(self.wire, self.store.errands, self.sender),
            world=SimpleNamespace(clock=self.clock, ids=ids, journal=Journal(self.clock, self.log)),
            content=SimpleNamespace(catalogue=catalogue(), settings=SimpleNamespace(series="AB"[number])),
        )
        self.keeping = Keeping(self.parts)

    def contact(self):
        """Tell and ask everything, as the hours do."""
        for _ in range(8):
            self.clock.advance(CHECK_EVERY)
            self.keeping.tell()

    def save(self, resumed=None, version=1):
        """Keep a visit; returns its ticket."""
        told = {"child_name": Given(SENTINEL, "resident")}
        visit = RealVisit(
            id=VisitId("v"), birth_year=YEAR, asked=Asked("birth", {}, "1.001193", answers=told)
        )
        return self.keeping.save(visit, resumed, version).remember["secret"]

    def opens(self, ticket, year=YEAR):
        """Hold the ticket under the reader and tell a year; returns what the visit then knows, or None."""
        found = self.keeping.find(ticket)
        if found.draft is None:
            return None
        asked = self.keeping.found(ticket, found.draft, found.misses)
        assert isinstance(asked.event, DraftFound)
        assert 1 <= asked.event.tries_left <= TRIES
        outcome = self.keeping.unlock(ticket, found.draft, year, VisitId("v"))
        return outcome if isinstance(outcome.event, DraftOpened) else None
