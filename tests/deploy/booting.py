"""A Debian that lies in a folder, booted: its own systemd, its own units, in a container without a network.

A container has neither a console nor a graphics chip, so sway shows what it shows to nobody. All else is as it was
provisioned.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.wiring import example_ward
from tests.deploy.provisioning import ROOT
from tests.facelink.programs import until

GLASS = Path("etc/systemd/system/kiosk-glass.service.d/container.conf")
NO_CONSOLE = """[Service]
PAMName=
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
StandardInput=null
RuntimeDirectory=kiosk-glass
Environment=XDG_RUNTIME_DIR=/run/kiosk-glass
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1
"""
OPEN = "http://127.0.0.1:8099"


def debian(folder):
    """Make a Debian with what its installer brings besides the least, and with what looks at windows."""
    command = ["debootstrap", "--variant=minbase", "bookworm", folder]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    shutil.copyfile("/etc/resolv.conf", folder / "etc/resolv.conf")
    more = ("systemd-sysv", "dbus", "udev", "x11-utils")
    for words in (("update",), ("-y", "--no-install-recommends", "install", *more)):
        subprocess.run(
            ["chroot", folder, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *words],
            check=True, capture_output=True, timeout=900,
        )  # fmt: skip


def give_keys(system, folder):
    """Lay a ward's keys into the machine, as if it had been enrolled."""
    made = settings_files.read(system / "etc/kiosk", ROOT, folder)
    example_ward.make(made, SystemIds(), SystemClock())
    state = system / "var/lib/kiosk"
    keys = state / made.kiosk.keys.folder
    shutil.copytree(example_ward.folder(made) / "kiosk", keys)
    (keys / example_ward.TRIAL).unlink()
    owner = state.stat()
    for path in (keys, *keys.iterdir()):
        os.chown(path, owner.st_uid, owner.st_gid)


class Machine:
    """A system that runs."""

    def __init__(self, init):
        self._inside = ("nsenter", "-t", str(init), "-a")

    def begin(self, *words):
        """Start a program of the machine as its root, that nobody listens to."""
        return subprocess.Popen([*self._inside, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def do(self, *words, check=True):
        """Run a command of the machine as its root; return what it says."""
        done = subprocess.run(
            [*self._inside, *words], check=False, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0 or not check, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def is_active(self, unit):
        return self.do("systemctl", "is-active", unit, check=False) == "active"

    def told(self, unit):
        return self.do("journalctl", "--no-pager", "-b", "-u", unit)

    def process(self, unit):
        return self.do("systemctl", "show", "-p", "MainPID", "--value", unit)

    def windows(self):
        """Where each window of the X session stands, as the core's account sees it."""
        account = ("setpriv", "--reuid=kiosk", "--regid=kiosk", "--clear-groups")
        return self.do(*account, "env", "DISPLAY=:0", "xwininfo", "-root", "-tree", check=False)

    def asks_for_a_restart(self):
        """Ask as the updater does, by its account; return the answer."""
        ask = (
            "import socket; s = socket.socket(socket.AF_UNIX); s.connect('/run/kiosk-restart.sock'); "
            "s.sendall(b'restart\\n'); print(s.recv(99).decode())"
        )
        account = ("setpriv", "--reuid=kiosk-update", "--regid=kiosk-update", "--init-groups")
        return self.do(*account, "python3", "-c", ask)


@contextmanager
def booted(system, log):
    """Boot it; end it afterwards, and leave it as it was provisioned."""
    (system / GLASS).parent.mkdir()
    (system / GLASS).write_text(NO_CONSOLE, encoding="ascii")
    command = ["systemd-nspawn", "-D", system, "--boot", "--register=no", "--keep-unit", "--private-network"]
    command += ["--machine", f"kiosk-{os.getpid()}"]
    with log.open("wb") as told:
        container = subprocess.Popen(
            [*command, "--console=pipe"], stdin=subprocess.DEVNULL, stdout=told, stderr=told
        )
    try:
        until(
            lambda: init_of(container) or container.poll() is not None,
            lambda: log.read_text(errors="replace"),
        )
        assert container.poll() is None, log.read_text(errors="replace")
        yield Machine(init_of(container))
    finally:
        container.terminate()
        try:
            container.wait(60)
        finally:
            container.kill()
            container.wait()
            shutil.rmtree((system / GLASS).parent)


def init_of(container):
    """Return the number of the system's first program; None before there is one."""
    children = Path(f"/proc/{container.pid}/task/{container.pid}/children")
    for child in children.read_text(encoding="ascii").split() if children.exists() else ():
        if Path(f"/proc/{child}/comm").read_text(encoding="ascii").strip() == "systemd":
            return int(child)
    return None


@contextmanager
def offered(machine, system, folder, wheels, version):
    """Publish a release for every machine, and let this one reach it and believe it."""
    publish = [sys.executable, "-m", "kiosk.updates.publishing"]
    publish += ["--repository", folder / "repo", "--keys", folder / "keys"]
    for words in (("keys",), ("publish", version, "--ring", "2", "--wheels", wheels, "--source", ROOT)):
        subprocess.run([*publish, *words], cwd=ROOT, check=True, capture_output=True, timeout=600)
    shutil.copytree(folder / "repo", system / "srv/repo")
    (system / "etc/kiosk/trust").mkdir(exist_ok=True)
    shutil.copyfile(folder / "repo/metadata/1.root.json", system / "etc/kiosk/trust/root.json")
    settings = system / "etc/kiosk/kiosk.toml"
    before = settings.read_text(encoding="utf-8")
    head, updates = before.split("[updates]\n", 1)
    reached = updates.replace('url = ""', f'url = "{OPEN}"', 1)
    settings.write_text(f"{head}[updates]\n{reached}", encoding="utf-8")
    server = machine.begin("python3", "-m", "http.server", "-d", "/srv/repo", "--bind", "127.0.0.1", "8099")
    look = f"import urllib.request; print(urllib.request.urlopen('{OPEN}/metadata/timestamp.json').status)"
    try:
        until(
            lambda: machine.do("python3", "-c", look, check=False) == "200",
            lambda: "nobody serves the releases",
        )
        yield
    finally:
        server.kill()
        server.wait()
        settings.write_text(before, encoding="utf-8")
        shutil.rmtree(system / "srv/repo")
        shutil.rmtree(system / "etc/kiosk/trust")
