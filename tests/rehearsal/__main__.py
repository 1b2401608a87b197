"""`sh deploy/rehearse [--dossiers 1000] [--drafts 50] [--folder DIR]`: updates from end to end, with real programs.

Releases are made of this tree and published; two kiosks, one of ring 0 and one of ring 1, with dossiers and drafts
waiting, take them, refuse and leave bad ones, and go back. In the end the ward's desk gets what waited. Each line says
what was seen; the first that is not as it must be ends the rehearsal with status 1.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from kiosk.updates.publishing.releasing import download_wheels
from kiosk.visit import events as ev
from tests.bench.display import Display, pause
from tests.rehearsal.point import Hand, Point
from tests.rehearsal.trees import tree
from tests.updates.repositories import Server
from tests.visit.walking import ROOT
from tests.ward.real_desk import free_port

FIRST, SECOND, THIRD, PAGES, SERVICE, LAST = (f"2030.{number}" for number in range(1, 7))
DRAINED = 600.0
"""Seconds that a thousand dossiers may take to the desk, waiting for the kiosk's next look included."""


class Office:
    """Whoever publishes, by the commands that ward IT has."""

    def __init__(self, folder):
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir(parents=True)
        download_wheels(ROOT, self.wheels, ())
        self.release("keys")
        self.root = (folder / "repository" / "metadata" / "1.root.json").read_bytes()
        self.server = Server(folder / "repository")
        self.url = self.server.url

    def release(self, *words):
        """Type ``deploy/release``."""
        command = [
            sys.executable,
            "-m",
            "kiosk.updates.publishing",
            "--repository",
            self.folder / "repository",
        ]
        done = subprocess.run(
            [*command, "--keys", self.folder / "keys", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        must(done.returncode == 0, f"deploy/release {' '.join(map(str, words))}: {done.stderr}")
        return done.stdout.strip()

    def publish(self, version, **how):
        source = tree(self.folder / f"tree-{version}", **how)
        said = self.release("publish", version, "--ring", "0", "--source", source, "--wheels", self.wheels)
        tell(said)


def tell(what):
    print(f"{time.monotonic() - BEGAN:6.0f} s  {what}", flush=True)


def must(holds, what):
    if not holds:
        tell(f"✗ {what}")
        raise SystemExit(1)


def updates(point, version, words=("take",), *, status=0, says="serves"):
    """Let a kiosk be updated; it must come to serve this version, and have lost nothing."""
    said, ended = point.update(*words)
    tell(f"{point.name}: {said.splitlines()[-1] if said else ended}")
    must(ended == status and says in said, f"{says!r} with status {status} was expected, not {ended}: {said}")
    must(point.house.current() == version, f"{version} must serve, not {point.house.current()}")
    must(point.services.are_on(), "core and face must be on")
    must(not point.lost(), point.lost())


def somebody_is_there(point, office):
    """An update comes while a resident stands before the kiosk: it waits until they have gone."""
    hand = Hand(point, point.house.current())
    hand.touch("attract", ev.ChooseLanguage("vi"))
    hand.wait("home")
    core, said = point.services.services[0].pid, []
    taking = threading.Thread(target=lambda: said.append(point.update("take")))
    taking.start()
    while getattr(point.book().under_way, "step", "") != "made":
        must(taking.is_alive(), f"the update did not wait: {said}")
        pause(0.2)
    pause(20)
    must(taking.is_alive() and point.services.services[0].pid == core, "nobody must be cut off")
    hand.wait("home")
    tell(f"{point.name}: {SECOND} stands ready, and waits for whoever is there")
    hand.touch("home", ev.StartOver())
    tell(f"{point.name}: they have gone")
    taking.join()
    hand.close()
    must(said[0][1] == 0 and point.house.current() == SECOND, f"{said}")
    tell(f"{point.name}: {said[0][0]}")


def drains(points, states):
    """What has waited on the kiosks comes to the desks, once each."""
    with ExitStack() as desks:
        for point, port in states:
            command = [sys.executable, "-m", "kiosk", "--config", point.config, "--state", point.state]
            desk = subprocess.Popen(
                [*command, "desk", "serve", "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            desks.callback(desk.wait)
            desks.callback(desk.terminate)
        for point in points:
            point.services.restart()
        until = time.monotonic() + DRAINED
        while any(point.waits() for point in points) and time.monotonic() < until:
            pause(1.0)
    for point in points:
        must(not point.waits(), f"{point.name}: {point.waits()} dossiers still wait")
        tell(f"{point.name}: {len(point.dossiers)} dossiers are at the desk, each with its receipt")


def rehearse(folder, dossiers, drafts):
    with ExitStack() as ends:
        office = Office(folder / "office")
        ends.callback(office.server.close)
        display = Display(folder / "display")
        ends.callback(display.close)
        ports = free_port(), free_port()
        office.publish(FIRST)
        office.release("promote", FIRST, "--ring", "1")
        first = Point(folder, "kiosk-a", 0, office, f"http://127.0.0.1:{ports[0]}", display.name)
        second = Point(folder, "kiosk-b", 1, office, f"http://127.0.0.1:{ports[1]}")
        for point, count in ((first, (dossiers, drafts)), (second, (dossiers // 10, drafts // 10))):
            ends.callback(point.close)
            point.fill(*count)
            must(point.set_up(FIRST, folder / "office" / "repository"), f"{FIRST} must come up")
            tell(
                f"{point.name}, ring {point.ring}: {FIRST} serves; {count[0]} dossiers and {count[1]} drafts wait"
            )
        play(office, first, second)
        drains((first, second), zip((first, second), ports, strict=True))
    tell("✓ nothing was lost, nobody was cut off, and no bad release serves")


def play(office, first, second):
    office.publish(SECOND, steps=1)
    updates(first, SECOND)
    updates(second, FIRST, says="nothing newer for ring 1")
    tell(office.release("promote", SECOND, "--ring", "1"))
    somebody_is_there(second, office)
    must(not second.lost(), second.lost())
    office.publish(THIRD, steps=2)
    updates(first, THIRD)
    updates(first, SECOND, ("roll-back",), says="gone back")
    updates(first, THIRD, ("take", "--again"))
    office.publish(PAGES, steps=2, fault="pages")
    updates(first, THIRD, status=1, says="was tried and not taken: its pages did not come as they must")
    office.publish(SERVICE, steps=2, fault="service")
    updates(first, THIRD, status=1, says="served badly: it did not come up")
    for bad in (PAGES, SERVICE):
        tell(office.release("withdraw", bad))
    tell(office.release("promote", THIRD, "--ring", "1"))
    updates(second, THIRD)
    tell(office.release("withdraw", THIRD))
    updates(second, SECOND)
    office.publish(LAST, steps=2)
    tell(office.release("promote", LAST, "--ring", "1"))
    for point in (first, second):
        updates(point, LAST)
        said, _ = point.update("history")
        for line in said.splitlines():
            tell(f"    {point.name}: {line}")


def main():
    asked = argparse.ArgumentParser(prog="deploy/rehearse", description="Rehearse updates from end to end.")
    asked.add_argument("--dossiers", type=int, default=1000)
    asked.add_argument("--drafts", type=int, default=50)
    asked.add_argument("--folder", type=Path, help="where all of it is made; it stays (a folder that goes)")
    words = asked.parse_args()
    if words.folder is not None:
        words.folder.mkdir(parents=True)
        rehearse(words.folder.resolve(), words.dossiers, words.drafts)
        return
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        rehearse(Path(folder), words.dossiers, words.drafts)


BEGAN = time.monotonic()
if __name__ == "__main__":
    main()
