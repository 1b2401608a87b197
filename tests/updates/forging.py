"""What attacks on updates are made of: a world to attack, forged lists and archives, servers that lie."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tuf.api.metadata import Targets

from kiosk.updates.publishing.keys import KeyFolder
from kiosk.updates.publishing.lists import Lists
from kiosk.updates.publishing.publisher import Publisher, Wish
from tests.updates.repositories import WARD, Answer, Machine, Office, Server, version


@dataclass
class World:
    """Whom is attacked. The kiosk runs 2026.1; 2026.2 is published."""

    office: Office
    server: Server
    machine: Machine
    folder: Path

    def take(self):
        return self.machine.take(self.server)

    def thief(self, *stolen: str) -> Publisher:
        """Publish in a copy of the repository, which is served from now on, with these keys and own ones else."""
        copy = self.office.as_it_is(self.folder / "forged")
        keys = KeyFolder(self.folder / "thief")
        keys.make("targets", "snapshot", "timestamp", "root-1", "root-2", "root-3", f"content-{WARD}")
        for name in stolen:
            shutil.copy(self.office.folder / "keys" / f"{name}.pem", keys.path / f"{name}.pem")
        self.server.folder = copy
        return Publisher(Lists(copy, keys, self.office.now))

    def forge(self, by: Publisher, text: str = "2026.66") -> None:
        wish = Wish(version(text), 0, 14, 0, 0, version("2026.1"))
        by.publish(wish, self.office.source, self.office.wheels)

    def archive(self, text: str = "2026.2") -> Path:
        (found,) = (self.office.repository / "targets" / "app").glob(f"*.{text}.tar")
        return found

    def relist(self, change: Callable[[Targets], None]) -> None:
        """Let the publisher themselves sign another list of releases."""
        lists = self.office.lists
        targets = lists.latest(Targets)
        change(targets)
        lists.sign_targets(targets)
        lists.refresh()


@dataclass(frozen=True)
class Attack:
    """What is tried; it returns what the kiosk makes of it."""

    name: str
    outcome: object
    """Or the type of it."""
    run: Callable[[World], object]


ATTACKS: list[Attack] = []


def attack(name: str, outcome: object):
    def listed(run: Callable[[World], object]) -> Callable[[World], object]:
        ATTACKS.append(Attack(name, outcome, run))
        return run

    return listed


# ---- what the attacks are made of


def number(path: Path) -> int:
    return int(path.name.partition(".")[0])


def on_stick(world: World) -> Path:
    world.office.publisher.usb(world.folder / "stick")
    return world.folder / "stick"


def copied(path: Path, folder: Path) -> Path:
    return Path(shutil.copy(path, folder / "copied.tar"))


def custom(text: str, **said: object) -> dict[str, object]:
    return {
        "product": "support-point-kiosk", "version": text, "rings": [0], "withdrawn": False, "schema": 14,
        "reads_schema": [0, 14], "served_from": 0, "floor": "2026.1", "built": datetime.now(UTC).isoformat(), **said,
    }  # fmt: skip


def say(targets: Targets, **said: object) -> None:
    targets.targets["app/2026.2.tar"].unrecognized_fields["custom"].update(said)


def replace_path(targets: Targets, name: str):
    former = targets.targets["app/2026.2.tar"]
    return type(former).from_dict(json.loads(json.dumps(former.to_dict())), name)


def raise_version(lists: Lists, name: str) -> None:
    """Let the next version that is signed be far ahead."""
    path = lists.metadata / name
    if "{}" in name:
        path = max(lists.metadata.glob(name.format("*")), key=number)
    said = json.loads(path.read_text())
    said["signed"]["version"] = 1_000_000
    (path if "{}" not in name else lists.metadata / name.format(1_000_000)).write_text(json.dumps(said))


def taken_as(world: World, data: bytes):
    """Let the publisher sign these bytes as a release."""
    lists = world.office.lists
    targets = lists.latest(Targets)
    archive = world.folder / "made.tar"
    archive.write_bytes(data)
    lists.add(targets, "app/2026.9.tar", archive, custom("2026.9"))
    lists.sign_targets(targets)
    lists.refresh()
    return world.take()


def taken_with(world: World, extra: tuple[tarfile.TarInfo, ...] = (), within: dict[str, str] | None = None):
    """Let the publisher sign a release like any other, but for what is in its archive."""
    built = datetime.now(UTC).replace(microsecond=0)
    said = custom("2026.9", built=built.isoformat())
    named = ("product", "version", "schema", "reads_schema", "served_from", "floor")
    lines = {key: said[key] for key in named} | (within or {})
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items())
    text += f"built = {built.isoformat()}\n"
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:", format=tarfile.GNU_FORMAT) as tar:
        for name, content in (("release.toml", text.encode()), ("pyproject.toml", b"x")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for info in extra:
            tar.addfile(info, io.BytesIO(b"x" * info.size))
    lists = world.office.lists
    targets = lists.latest(Targets)
    archive = world.folder / "made.tar"
    archive.write_bytes(data.getvalue())
    lists.add(targets, "app/2026.9.tar", archive, said)
    lists.sign_targets(targets)
    lists.refresh()
    return world.take()


def sends(data: bytes) -> Answer:
    def answer(request, _file: bytes) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


def moved(request, _file: bytes) -> None:
    request.send_response(302)
    request.send_header("Location", "http://127.0.0.1:9/timestamp.json")
    request.send_header("Content-Length", "0")
    request.end_headers()


@contextmanager
def until_gone() -> Iterator[None]:
    """The kiosk hangs up at some time."""
    try:
        yield
    except OSError:
        return


def endless(request, _file: bytes) -> None:
    request.send_response(200)
    request.end_headers()
    with until_gone():
        while True:
            request.wfile.write(b" " * 65536)


def drip(request, file: bytes) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(len(file)))
    request.end_headers()
    with until_gone():
        for byte in file:
            request.wfile.write(bytes((byte,)))
            request.wfile.flush()


def hold(request) -> None:
    """Hold the line until the kiosk hangs up."""
    with until_gone():
        while request.connection.recv(1):
            pass


def silence(request, _file: bytes) -> None:
    hold(request)


def trickle(request, _file: bytes) -> None:
    request.connection.settimeout(0.1)
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    with until_gone():
        for count in range(100):
            request.wfile.write(f"X-{count}: ".encode())
            try:
                if not request.connection.recv(1):
                    return
            except TimeoutError:
                continue


def stall(request, file: bytes) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(len(file)))
    request.end_headers()
    request.wfile.write(file[: len(file) // 2])
    hold(request)
