"""The real desk in a process of its own, on the keys of ``tests.outbox.parcels``."""

import atexit
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Event

from kiosk.dossier.keys import store_signing_key, store_ward_key
from kiosk.outbox.ports import Unreached
from tests.databases import EXAMPLE, settings_for
from tests.outbox.parcels import DESK, KIOSK, WARD_KEY

ROOT = Path(__file__).parents[2]
TRIAL = Path("example-ward", "desk", "TRIAL")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def furnish(state):
    """Lay out keys and kiosks as a trial desk expects them."""
    keys = state / "example-ward" / "desk"
    keys.mkdir(parents=True)
    (state / TRIAL).touch()
    store_ward_key(keys / "ward_private.key", WARD_KEY)
    store_signing_key(keys / "desk_sign.key", DESK.key)
    public = KIOSK.public.public_bytes_raw().hex()
    (keys / "kiosks.toml").write_text(
        f'[kiosk.{KIOSK.kiosk_id}]\npublic_key = "{public}"\npoint = "KP3"\n', encoding="utf-8"
    )


@cache
def prepared():
    """A desk's folder with its tables and its example officers, made once: half of what a first start takes.

    Kiosks and people each desk writes down for itself. That a desk makes all this at its first start is tried in
    ``tests/desk/test_serve.py``.
    """
    state = Path(tempfile.mkdtemp(prefix="kiosk-desk-"))
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    furnish(state)
    (state / TRIAL).with_name("kiosks.toml").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "kiosk.desk.serve", "prepare", "--config", EXAMPLE, "--state", state]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (state / "desk" / "session_secret").unlink(missing_ok=True)
    return state / "desk"


@contextmanager
def real_desk(state):
    """Run the desk on the parcels' keys on a free port and hand out its address."""
    furnish(state)
    with running_desk(state) as found:
        yield found


@contextmanager
def running_desk(state, config=None):
    """Run the desk that a state folder has the keys of, on a free port, and hand out its address."""
    port, config = free_port(), config or settings_for(state)
    if config == EXAMPLE and (state / TRIAL).exists() and not (state / "desk").exists():
        shutil.copytree(prepared(), state / "desk")
    command = [sys.executable, "-m", "kiosk.desk.serve", "serve", "--config", config]
    with (state / "desk.log").open("wb") as log:
        desk = subprocess.Popen(
            [*command, "--state", state, "--port", str(port)], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield f"http://127.0.0.1:{port}", desk
        finally:
            desk.terminate()
            desk.wait(10)


def await_answer(client, desk):
    """Return when the desk answers; an empty batch tells."""
    while client.deliver(()) == Unreached("offline"):
        assert desk.poll() is None, "the desk has ended"
        Event().wait(0.05)
