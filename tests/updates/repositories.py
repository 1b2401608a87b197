"""A publisher with real keys, a web server that can misbehave, and kiosks that ask it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from kiosk.updates.on_stick import ADDRESS, StickFetcher
from kiosk.updates.over_http import HttpFetcher, Line, Pace
from kiosk.updates.publishing.keys import KeyFolder
from kiosk.updates.publishing.lists import Lists
from kiosk.updates.publishing.publisher import Publisher, Wish
from kiosk.updates.repository import Place, Repository
from kiosk.updates.taking import take_pack, take_release
from kiosk.updates.types import Installed, Version

WARD = "26734"
FIRST = Version((2026, 1))
WEB = "127.0.0.1"
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]
"""Sends what it likes in place of a file."""


def version(text: str) -> Version:
    found = Version.read(text)
    assert found is not None
    return found


def tree(folder: Path) -> None:
    """Make a small program and one small wheel of its lock."""
    source, wheels = folder / "source", folder / "wheels"
    for name in (
        "kiosk/__init__.py",
        "assets/a.svg",
        "deploy/try",
        "config/kiosk.toml",
        "README.md",
        "LICENSE",
    ):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(f"{name}\n")
    (source / "pyproject.toml").write_text("[project]\n")
    (source / "deploy" / "try").chmod(0o755)
    wheels.mkdir()
    (wheels / "small-1-py3-none-any.whl").write_bytes(b"wheel" * 40_000)
    digest = hashlib.sha256((wheels / "small-1-py3-none-any.whl").read_bytes()).hexdigest()
    (source / "deploy" / "locks").mkdir()
    (source / "deploy" / "locks" / "runtime.txt").write_text(f"small==1 --hash=sha256:{digest}\n")


@dataclass
class Office:
    """Who publishes. ``ahead``: how far their clock is from the machine's. A folder of theirs is gone on with."""

    folder: Path
    ahead: timedelta = timedelta()
    source: Path = field(init=False)
    wheels: Path = field(init=False)
    root: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.source, self.wheels = self.folder / "source", self.folder / "wheels"
        if not self.source.exists():
            tree(self.folder)
        self.root = self.publisher.keys((WARD,)).read_bytes()

    @property
    def repository(self) -> Path:
        return self.folder / "repository"

    @property
    def lists(self) -> Lists:
        return Lists(self.repository, KeyFolder(self.folder / "keys"), self.now)

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.lists)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def publish(
        self, text: str, ring: int = 0, schema: int = 14, floor: str | None = None, served_from: int = 0
    ) -> None:
        (self.source / "kiosk" / "__init__.py").write_text(f"VERSION = {text!r}\n")
        wish = Wish(version(text), ring, schema, 0, served_from, version(floor) if floor else FIRST)
        self.publisher.publish(wish, self.source, self.wheels)

    def content(self, ward: str = WARD, text: str = "format: 1\n") -> int:
        file = self.folder / "ward.yaml"
        file.write_text(text)
        return self.publisher.content(ward, "procedures", file)

    def as_it_is(self, folder: Path) -> Path:
        """Keep a copy of what is published at this moment."""
        shutil.copytree(self.repository, folder)
        return folder


class Server:
    """Hands out a folder by HTTP, by ranges too, except where it was told to answer otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.instead: dict[str, Answer] = {}
        """By the end of a path."""
        self.asked: list[tuple[str, str]] = []
        """Path and range of each request."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append((self.path, self.headers.get("Range", "")))
                file = outer.folder / self.path.lstrip("/")
                data = file.read_bytes() if file.is_file() else None
                for end, answer in outer.instead.items():
                    if self.path.endswith(end):
                        self.close_connection = True
                        answer(self, data or b"")
                        return
                hand_out(self, data)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer((WEB, 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://{WEB}:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def hand_out(request: BaseHTTPRequestHandler, data: bytes | None) -> None:
    """Answer as a web server does."""
    if data is None:
        request.send_response(404)
        request.send_header("Content-Length", "0")
        request.end_headers()
        return
    request.wfile.write(data[begun(request, data) :])


def begun(request: BaseHTTPRequestHandler, data: bytes) -> int:
    """Send the head of an answer; return from where on the bytes were asked for."""
    wanted = request.headers.get("Range", "")
    start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
    request.send_response(206 if start else 200)
    if start:
        request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
    request.send_header("Content-Length", str(len(data) - start))
    request.end_headers()
    return start


class Ticking:
    """A clock that moves by so much at each look; waiting moves it, too."""

    def __init__(self, step: float = 0.0) -> None:
        self.time, self.step, self.waited = 0.0, step, 0.0

    def __call__(self) -> float:
        self.time += self.step
        return self.time

    def pause(self, seconds: float) -> None:
        self.time += seconds
        self.waited += seconds


@dataclass
class Machine:
    """One kiosk's updater."""

    folder: Path
    root: bytes
    runs: str = "2026.1"
    ring: int = 0
    floor: str = "2026.1"
    built: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    schema: int = 14
    served_from: int = 0
    ahead: timedelta = timedelta()
    """How far its clock is from the right time."""
    pace: Pace = field(default_factory=lambda: Pace(patience=5.0))
    clock: Ticking = field(default_factory=Ticking)

    @property
    def installed(self) -> Installed:
        store = (self.schema, (0, self.schema), self.served_from)
        return Installed(version(self.runs), version(self.floor), self.built, *store)

    def of(self, source: Server | Path) -> Repository:
        trust = self.folder / "root.json"
        trust.parent.mkdir(parents=True, exist_ok=True)
        if not trust.exists() or trust.read_bytes() != self.root:  # who is killed never leaves half of it
            trust.write_bytes(self.root)
        home = self.folder / "home"
        if isinstance(source, Path):
            fetcher = StickFetcher(source, home / "passing")
            place = Place(fetcher, "stick", f"{ADDRESS}metadata/", f"{ADDRESS}targets/", trust, home)
        else:
            targets = f"{source.url}/targets/"
            line = Line(
                home / "parts", targets, self.pace, through_proxy=False,
                monotonic=self.clock, pause=self.clock.pause,
            )  # fmt: skip
            place = Place(HttpFetcher(line), "line", f"{source.url}/metadata/", targets, trust, home)
        return Repository(place, self.installed, lambda: datetime.now(UTC) + self.ahead)

    def take(self, source: Server | Path):
        return take_release(self.of(source), self.installed, self.ring)

    def take_content(self, source: Server | Path, have: int = 0, ward: str = WARD):
        return take_pack(self.of(source), ward, "procedures", have)

    def wipe(self) -> None:
        shutil.rmtree(self.folder / "home", ignore_errors=True)
