"""The real desk in a process of its own, on the keys of ``tests.outbox.parcels``."""

import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from kiosk.dossier.keys import store_signing_key, store_ward_key
from kiosk.outbox.ports import Unreached
from tests.databases import settings_for
from tests.outbox.parcels import DESK, KIOSK, WARD_KEY

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def furnish(state):
    """Lay out keys and kiosks as a trial desk expects them."""
    keys = state / "example-ward" / "desk"
    keys.mkdir(parents=True)
    (keys / "TRIAL").touch()
    store_ward_key(keys / "ward_private.key", WARD_KEY)
    store_signing_key(keys / "desk_sign.key", DESK.key)
    public = KIOSK.public.public_bytes_raw().hex()
    (keys / "kiosks.toml").write_text(
        f'[kiosk.{KIOSK.kiosk_id}]\npublic_key = "{public}"\npoint = "KP3"\n', encoding="utf-8"
    )


@contextmanager
def real_desk(state):
    """Run the desk on the parcels' keys on a free port and hand out its address."""
    furnish(state)
    with running_desk(state) as found:
        yield found


@contextmanager
def running_desk(state, config=None):
    """Run the desk that a state folder has the keys of, on a free port, and hand out its address."""
    port = free_port()
    command = [sys.executable, "-m", "kiosk.desk.serve", "serve", "--config", config or settings_for(state)]
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
