"""A whole kiosk on a bench: real core, real SQLite, real keys; a desk, a printer and a clock in memory."""

import io
import json
import shutil
from datetime import datetime

from msgspec import structs

from kiosk.clock import VIETNAM, ManualClock
from kiosk.devices.memory import MemoryPrinter, MemoryScanner
from kiosk.devices.speaker import SilentSpeaker
from kiosk.dossier import keys
from kiosk.dossier.draft_words import vouches
from kiosk.dossier.receipts import DeskSigner, check_receipt, make_receipt, sign_status
from kiosk.dossier.seal import open_sealed
from kiosk.engine.core import Core
from kiosk.engine.jobs import InlineJobs
from kiosk.ids import SeededIds
from kiosk.journal import Journal
from kiosk.outbox.drafts import DraftSender
from kiosk.outbox.sending import Sender
from kiosk.outbox.visits import VisitSender
from kiosk.presenter.ports import FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.settings import read
from kiosk.store.kept_key import MemoryKeyKeeper
from kiosk.takeover.pin import PinCost
from kiosk.visit import events as ev
from kiosk.ward.memory import MemoryDesk
from kiosk.ward.memory_calls import MemoryCallDesk
from kiosk.ward.memory_counts import MemoryCountDesk
from kiosk.ward.memory_drafts import MemoryDraftDesk
from kiosk.ward.memory_heartbeats import MemoryHeartbeatDesk
from kiosk.ward.memory_visits import MemoryVisitDesk
from kiosk.wire.messages import DossierStatus
from kiosk.wiring import build, example_ward
from tests.visit.walking import GOOD, ROOT, buttons, told

MORNING = datetime(2026, 11, 21, 9, 42, tzinfo=VIETNAM)
CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)


class NoVoice:
    """A language without any voice: phrases are held for the time it takes to read them."""

    def visit(self):
        return 0

    def clip(self, text, language, *, slow=False, visit=None):
        return None

    def forget(self):
        pass


def ward(folder, cache):
    """An example ward in a state folder, cheap to sign in to."""
    settings = read(ROOT / "config", ROOT, folder, cache)
    example_ward.make(settings, SeededIds(3), ManualClock(MORNING), CHEAP)
    return settings


class Bench:
    """A kiosk that a test turns by hand. ``views`` holds every screen that it has shown."""

    def __init__(
        self, settings, *, printer=None, known=None, clock=None, desk=None, drafts=None, seed=1, **senses
    ):
        self.settings = settings
        self.clock = clock or ManualClock(MORNING)
        self.printer = printer or MemoryPrinter()
        self.scanner = MemoryScanner()
        self.log = io.StringIO()
        self.views, self.raw = [], []
        self.desk = desk or self._desk()
        self.draft_desk = drafts or MemoryDraftDesk(self.clock.now)
        self.heart_desk = MemoryHeartbeatDesk(self.clock.now)
        kiosk, point = settings.kiosk.kiosk_id, settings.point.short_name
        self.call_desk = MemoryCallDesk(self.clock.monotonic, kiosk, point)
        self.count_desk = self._count_desk()
        self.visit_desk = MemoryVisitDesk()
        self.senses = {
            "speaker": SilentSpeaker(),
            "voice": NoVoice(),
            "keeper": MemoryKeyKeeper(),  # as at a point, where each visit is kept against a crash
            **senses,
        }
        self.parts = self._parts(known, seed)
        self.core = Core(self.parts)
        self.core.subscribe(self._shown)
        self.core.begin()
        self.settle()

    def _desk(self):
        self.desk_key = DeskSigner(
            keys.load_signing_key(example_ward.folder(self.settings) / "desk/desk_sign.key")
        )
        return MemoryDesk(
            lambda parcel: make_receipt(parcel, self.desk_key, self.clock.now()), self.status_of
        )

    def _count_desk(self):
        key = keys.load_signing_key(example_ward.folder(self.settings) / "desk/desk_sign.key")
        return MemoryCountDesk(build.key_ring(self.settings).signer, DeskSigner(key))

    def status_of(self, parcel, code=1, **more):
        values = {
            "ticket_id": parcel.ticket_id,
            "procedure": "1.001193",
            "status": code,
            "dossier_code": "",
            "received_at": self.clock.now().isoformat(),
            "due_date": "",
            "updated_at": self.clock.now().isoformat(timespec="seconds"),
            "note": "",
            "desk_key_id": "",
            "signature": b"",
        }
        return sign_status(DossierStatus(**{**values, **more}), self.desk_key)

    def _parts(self, known, seed):
        swap = build.Swap(printer=self.printer, scanner=self.scanner, **self.senses)
        ids = SeededIds(seed)
        parts = build.parts(self.settings, self.clock, ids, InlineJobs(), swap)
        ring = build.key_ring(self.settings)

        def check(receipt, parcel):
            return check_receipt(receipt, parcel, ring.signer.kiosk_id, ring.desk.desk_public)

        sender = Sender(parts.filing.store, self.desk, check, ids.jitter)
        content = structs.replace(parts.content, catalogue=known) if known else parts.content
        return structs.replace(
            parts,
            content=content,
            filing=structs.replace(parts.filing, ward=self.desk, sender=sender, heartbeats=self.heart_desk),
            counting=structs.replace(parts.counting, desk=self.count_desk),
            calls=structs.replace(parts.calls, desk=self.call_desk),
            visits=structs.replace(
                parts.visits, sender=VisitSender(parts.visits.store, self.visit_desk, ids.jitter)
            ),
            drafts=structs.replace(
                parts.drafts,
                desk=self.draft_desk,
                sender=DraftSender(parts.drafts.errands, self.draft_desk, vouches, ids.jitter),
            ),
            world=structs.replace(parts.world, journal=Journal(self.clock, self.log)),
        )

    def _shown(self, raw):
        self.raw.append(raw)
        self.views.append(decode(raw))

    # --- the hand, the eye and the ear ------------------------------------------------------------------

    @property
    def view(self):
        return self.views[-1]

    @property
    def session(self):
        return self.core._stay.session

    @property
    def database(self):
        return self.parts.papers.store._database

    def turn(self):
        """Let the core do what waits, without any time passing."""
        for _ in range(500):
            self.core.turn()
            if self.core.quiet():
                return
        raise AssertionError("the core never rests")

    def settle(self):
        """Let the core finish, and the screen be read to its end."""
        for _ in range(300):
            self.turn()
            until = self.core.speaking_until
            if until is None:
                return
            self.clock.advance(max(0.0, until - self.clock.monotonic()) + 0.001)
        raise AssertionError("the screen is never read to its end")

    def send(self, event, *, source="glass", serial=None, heard=True):
        given = FaceInput(event=event, source=source, serial=self.view.serial if serial is None else serial)
        self.core.send(encode_input(given))
        self.settle() if heard else self.turn()
        return self.view

    def press(self, name, **more):
        found = [button for button in buttons(self.view) if button.id == name]
        assert found, (self.view.state, name, [button.id for button in buttons(self.view)])
        assert found[0].state != "off", (self.view.state, name, "asleep")
        return self.send(found[0].event, **more)

    def scan(self, text):
        self.scanner.scan(text)
        self.settle()
        return self.view

    def show(self, ticket):
        """Hold a ticket under the scanner; one that is not known here asks for the language first."""
        return self.press("language:vi") if self.scan(ticket).state == "languages" else self.view

    def wait(self, seconds):
        """Let time pass second by second, as a clock does."""
        for _ in range(int(seconds)):
            self.clock.advance(1.0)
            self.core.ask_alive(lambda: None)
            self.turn()
        return self.view

    def journal(self):
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    def noted(self, event):
        return [line for line in self.journal() if line["event"] == event]

    # --- a whole visit ----------------------------------------------------------------------------------

    def start(self, event="birth", language="vi", choice=0):
        self.press(f"language:{language}")
        self.press(f"event:{event}")
        while self.view.state in {"apart", "siblings"}:
            self.press(self.view.choices[choice].id)
        if self.view.state == "about":
            self.press("go-on")
        return self.view

    def papers(self):
        while self.view.state == "papers":
            for paper in self.view.papers:
                self.press(paper.yes.id)
            self.press("go-on")

    def kind(self, question):
        found = self.parts.content.catalogue.procedures.values()
        return next(q.type for procedure in found for q in procedure.questions if q.id == question)

    def answer(self, answers=None):
        """Answer the question on screen."""
        given = answers or {}
        question, entry = self.session.visit.asked.asking, self.view.entry
        kind = self.kind(question)
        if self.view.layout == "state":
            return self.press(self.view.choices[-1].id)
        if entry is not None and entry.part:
            return self.send(told(entry, given.get(question, GOOD[kind]), kind)[0])
        if question in given:
            return self.send(ev.Answer(question, given[question]))
        if self.view.layout == "answers" or (self.view.panel and entry is None):
            return self.press(self.view.choices[0].id)
        return self.send(ev.Answer(question, GOOD[kind]))

    def fill(self, answers=None, most=160):
        self.papers()
        for _ in range(most):
            if self.view.state != "question":
                break
            self.answer(answers)
        self.papers()
        return self.view

    def to_ways(self, answers=None, **more):
        self.start(**more)
        self.fill(answers)
        assert self.view.state == "review", self.view.state
        return self.from_review()

    def from_review(self):
        while "next-page" in {button.id for button in self.view.choices}:
            self.press("next-page")
        self.press("go-on")
        if self.view.state == "consent":
            self.press("yes")
        assert self.view.state == "ways"
        return self.view

    def come_home(self):
        """From the ways on: somebody should come, where and when, to the end."""
        self.press("way:home-visit")
        return self.home_told()

    def home_told(self, answers=None):
        """Where somebody should come to, from its first question to its end."""
        self.fill(answers)
        assert self.view.state == "review", self.view.state
        while "next-page" in {button.id for button in self.view.choices}:
            self.press("next-page")
        self.press("go-on")
        return self.press("yes")

    def helper(self, number=0):
        return example_ward.read_badges(self.settings)[number]

    def to_handover(self, answers=None, **more):
        self.to_ways(answers, **more)
        self.press("way:with-helper")
        self.scan(self.helper().badge)
        self.send(ev.EnterPin(self.helper().pin))
        assert self.view.state == "handover"
        return self.view

    def to_workbench(self, answers=None, **more):
        self.to_handover(answers, **more)
        return self.press("yes")

    def to_confirm(self, answers=None, **more):
        self.to_workbench(answers, **more)
        self.press("confirm")
        while "next-page" in {button.id for button in self.view.choices}:
            self.press("next-page")
        return self.view

    def file(self, answers=None, **more):
        """A visit to its filed end; returns what the screen says then."""
        self.to_confirm(answers, **more)
        return self.press("yes")

    def save(self, answers=None, **more):
        """A visit kept for later; returns the ticket's digits."""
        self.to_ways(answers, **more)
        self.press("way:save")
        if self.view.state == "save-year":
            self.send(ev.EnterYear(1961))
        return self.session.secret.digits if self.session.secret else ""

    def leave(self, rating="skip"):
        """From the ticket in the hand to the first screen."""
        if self.view.state == "ticket-out":
            self.press("done")
        self.press("done")
        if self.view.state == "rate":
            self.press(rating)
        assert self.view.state == "attract", self.view.state
        return self.view

    def opened(self):
        """Every dossier that the desk holds, opened with the ward's key."""
        key = keys.load_ward_key(example_ward.folder(self.settings) / "desk/ward_private.key")
        return [open_sealed(parcel, key) for parcel in self.desk.stored.values()]

    def close(self):
        self.core.stop()
        self.database.close()


def copied(ward_folder, folder):
    shutil.copytree(ward_folder, folder / example_ward.FOLDER)
    return folder
