"""How soon the kiosk's window asks whether to go on, when the program was killed in the middle of a visit."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from statistics import median
from types import SimpleNamespace

from kiosk.store import kept_key
from tests.bench.display import SIZE
from tests.contracts.service_manager import ServiceManager
from tests.engine.test_killed_in_mid_visit import AS_SYSTEMD, ASKED, FIRST, FORGET, NAME, Life
from tests.visit.walking import ROOT

PATIENCE = 120


def measure(folder, times=5):
    """Yield the row: the median, over so many visits that were killed, of the time to the question."""
    if shutil.which("Xvfb") is None:
        print("killed in mid-visit: not measured, there is no Xvfb", flush=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    manager, kiosk = ServiceManager(folder), SimpleNamespace(state=folder / "state")
    try:
        with _display() as display:
            took = [_once(kiosk, manager, display) for _ in range(times)]
    finally:
        manager.close()
    yield "killed in mid-visit: start to the question on the screen", "s", median(took)


@contextmanager
def _display():
    """An X server without a screen, for a real window."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "{}x{}x24".format(*SIZE), "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def _once(kiosk, manager, display):
    _killed(kiosk, manager)
    held = manager.held[kept_key.NAME]
    command = [sys.executable, "-m", "tests.bench.first_question", "--state", str(kiosk.state)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KIVY", "SDL"))}
    ended = subprocess.run(
        ["sh", "-c", AS_SYSTEMD.format(held), "sh", *command],
        cwd=ROOT,
        env={**clean, **manager.environment(0), "DISPLAY": display},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        pass_fds=(held,),
        timeout=PATIENCE,
        check=False,
    )
    told = ended.stdout.splitlines()
    if not told:
        sys.exit(f"the kiosk asked nothing:\n{ended.stderr}")
    return json.loads(told[-1])["seconds"]


def _killed(kiosk, manager):
    """Leave a visit with one answer behind, as a crash does."""
    life = Life(kiosk, manager)
    if life.read_until(FIRST, ASKED) == ASKED:
        life.type(FORGET, FIRST)
    life.to_first_question()
    life.type(NAME, "Chọn số")
    life.watch(0.5)
    life.kill()
    manager.listen()
