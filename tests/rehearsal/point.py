"""One kiosk of a support point as it is set up, with real programs, and what waits on it."""

import json
import shutil
import subprocess
import threading
from datetime import timedelta

from kiosk.clock import SystemClock
from kiosk.facelink.client import SocketLink
from kiosk.ids import SystemIds
from kiosk.presenter.out_of_order import out_of_order
from kiosk.presenter.ports import Alive, FaceInput, encode_input
from kiosk.presenter.view import decode
from kiosk.settings import read
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.tickets.draft import Draft, DraftAnswer, lock, unlock
from kiosk.tickets.secret import derive, new_secret
from kiosk.updates.installing.book import Book
from kiosk.updates.installing.house import House
from kiosk.updates.installing.making import Maker
from kiosk.wiring import build
from kiosk.wiring.running import make_example_ward
from tests.outbox.parcels import NOON, sealed
from tests.rehearsal.services import Door, Service, Services
from tests.updates.repositories import Machine
from tests.visit.walking import ROOT

MINUTES = 15
LETTERS = 6_000
"""A birth registration with both parents comes to about so many bytes."""


class Point:
    """A kiosk in a folder. ``display``: an X server for its face; None: its face is a hand of the rehearsal."""

    def __init__(self, folder, name, ring, repository, desk, display=None):
        self.folder, self.name, self.ring = folder / name, name, ring
        self.state, self.config = self.folder / "state", self.folder / "config"
        self.house = House(self.folder / "opt", self.folder / "update")
        self.face_socket, self.mark = self.folder / "face.sock", self.folder / "visit.lock"
        for each in (self.house.place, self.house.home, self.state):
            each.mkdir(parents=True)
        self._settle(repository.url, desk)
        self.root_key = repository.root
        (self.folder / "root.json").write_bytes(repository.root)
        current, told = self.house.place / "current", ("--config", self.config, "--state", self.state)
        services = [Service("core", current, (*told, "core", "--socket", self.face_socket), self.folder, {})]
        if display:
            face = ("face", "--socket", self.face_socket, "--cache", self.folder / "face-cache")
            services.append(Service("face", current, (*told, *face), self.folder, {"DISPLAY": display}))
        self.services = Services(services)
        self.restart = Door(
            self.folder / "restart.sock", lambda _: b"ready" if self.services.restart() else b"silent"
        )
        self.probe = Door(self.folder / "probe.sock", self._tried)
        self.drafts = {}
        self.dossiers = set()

    def _settle(self, url, desk):
        shutil.copytree(ROOT / "config", self.config)
        wanted = {
            "url": url, "ring": self.ring, "trust": str(self.folder / "root.json"), "folder": str(self.house.home),
            "visit": str(self.mark), "restart": str(self.folder / "restart.sock"),
            "probe": str(self.folder / "probe.sock"),
        }  # fmt: skip
        text = (self.config / "kiosk.toml").read_text(encoding="utf-8").partition("[updates]")[0]
        text = text.replace('url = "http://127.0.0.1:8046"', f'url = "{desk}"')
        assert desk in text
        text += "[updates]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in wanted.items())
        (self.config / "kiosk.toml").write_text(text, encoding="utf-8")

    def _tried(self, asked):
        done = subprocess.run(
            self.command(self.state, "probe", "serve"), input=asked, cwd=self.house.place / "current",
            capture_output=True, timeout=MINUTES * 60, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    def command(self, state, *words):
        """Return a command line of the release that serves."""
        python = self.house.place / "current" / "venv" / "bin" / "python"
        return [str(python), "-m", "kiosk", "--config", str(self.config), "--state", str(state), *words]

    def update(self, *words):
        """Type ``kiosk update``; return what it said and its exit status."""
        done = subprocess.run(
            self.command(self.folder / "update-state", "update", *words, "--lang", "en"),
            cwd=(self.house.place / "current").resolve(), capture_output=True, text=True,
            timeout=MINUTES * 60, check=False,
        )  # fmt: skip
        return done.stdout.strip() + done.stderr.strip(), done.returncode

    def set_up(self, version, repository):
        """Let the first release stand and serve, as whoever sets up the machine brings it."""
        first = Machine(self.folder / "first", self.root_key, runs="0.1", floor="0.1", ring=self.ring)
        taken = first.take(repository)
        with self.house.held(60.0) as held:
            refused = Maker(self.house, held).make(taken)
            assert refused is None, refused
        self.house.switch(version, "")
        shutil.rmtree(self.folder / "first")
        return self.services.restart()

    def book(self):
        return Book(self.house.home, SystemClock().now).read()

    # --- what waits here -----------------------------------------------------------------------------------

    def settings(self):
        return read(self.config, ROOT, self.state)

    def fill(self, dossiers, drafts):
        """Let sealed dossiers and locked drafts wait, of fictional people, by this machine's own keys."""
        settings, ids, now = self.settings(), SystemIds(), SystemClock().now()
        make_example_ward(settings)
        ring = build.key_ring(settings)
        database = Database(self.state / build.DATABASE)
        for number in range(dossiers):
            parcel = sealed(
                f"{number:06d}" + "a" * LETTERS,
                ring.signer,
                dossier_id=ids.new(),
                ticket=ids.new(),
                ward_key=ring.ward_key,
            )
            SqliteOutboxStore(database).put(parcel, f"A{number:03d}", NOON)
            self.dossiers.add(parcel.dossier_id)
        for number in range(drafts):
            secret, draft = new_secret(ids.random_bytes), draft_of(number)
            locked = lock(
                draft, secret, version=1, expires=now + timedelta(days=30), random_bytes=ids.random_bytes
            )
            SqliteTicketStore(database).keep_draft(locked, None)
            self.drafts[secret] = draft
        database.close()

    def lost(self):
        """Say what of all that was put here is not here, sealed and whole; an empty text is good."""
        database = Database(self.state / build.DATABASE)
        outbox, tickets = SqliteOutboxStore(database), SqliteTicketStore(database)
        here = {name for name in self.dossiers if outbox.entry(name) is not None}
        opened = [secret for secret, draft in self.drafts.items() if _opened(tickets, secret) == draft]
        database.close()
        gone = len(self.dossiers - here), len(self.drafts) - len(opened)
        return "" if gone == (0, 0) else f"{gone[0]} dossiers and {gone[1]} drafts are gone"

    def waits(self):
        """How many dossiers have no receipt yet."""
        database = Database(self.state / build.DATABASE)
        count = sum(SqliteOutboxStore(database).counts().values())
        database.close()
        return count

    def close(self):
        for each in (self.restart, self.probe, self.services):
            each.close()


class Hand:
    """Whoever stands before a kiosk without a glass: sees its views and touches."""

    def __init__(self, point, version):
        self._seen = threading.Condition()
        self._view = None
        rest = out_of_order(None)
        self._link = SocketLink(
            point.face_socket, version, lambda _: rest, SystemClock(), told=lambda *_: None
        )
        self._link.subscribe(self._see)
        self._link.start()
        self._over = threading.Event()
        self._alive = threading.Thread(target=self._live, daemon=True)
        self._alive.start()

    def _live(self):
        while not self._over.wait(1.0):
            self._link.send(encode_input(FaceInput(event=Alive(), source="glass", serial=0)))

    def _see(self, raw):
        with self._seen:
            self._view = decode(raw)
            self._seen.notify_all()

    def wait(self, state):
        with self._seen:
            assert self._seen.wait_for(lambda: self._view is not None and self._view.state == state, 60), (
                self._view.state
            )
            return self._view

    def touch(self, state, event):
        """Touch on a page, once it is shown."""
        view = self.wait(state)
        self._link.send(encode_input(FaceInput(event=event, source="glass", serial=view.serial)))

    def close(self):
        self._over.set()
        self._alive.join()
        self._link.stop()


def draft_of(number):
    return Draft(
        language="vi",
        procedure="1.001193",
        apart={},
        answers={"child_name": DraftAnswer(value=f"Nguyễn Văn Mẫu {number}", by="resident")},
        papers={},
        birth_year=1950,
        position="child_name",
        made_at=NOON.isoformat(),
    )


def _opened(tickets, secret):
    locked = tickets.draft(derive(secret).id)
    return None if locked is None else unlock(locked, secret)
