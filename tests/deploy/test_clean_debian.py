"""A clean Debian becomes a kiosk, is booted as one, takes a release, and is a Debian again."""

import shutil
import subprocess

import pytest

from kiosk.updates.publishing.releasing import download_wheels
from tests.deploy.booting import booted, debian, give_keys, offered
from tests.deploy.provisioning import DESK, ROOT, WORDS, everything, provision
from tests.facelink.programs import until

MASKED = "sleep hibernate suspend hybrid-sleep suspend-then-hibernate ctrl-alt-del swap"
PROGRAMS = ("kiosk-core", "kiosk-face", "kiosk-glass", "kiosk-open")
SCREEN = "1280x720"
"""As large as sway makes one that is none."""
NEWER = "2026.11.1"


def carried(tree):
    """This tree as somebody carries it to a machine, with the wheels, so that the machine asks nobody for them."""
    tree.mkdir()
    for name in ("kiosk", "assets", "config", "deploy"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, tree / name)
    download_wheels(ROOT, tree / "wheels", ("3.11",))


@pytest.mark.full
def test_a_clean_debian_becomes_a_kiosk_twice_is_booted_as_one_and_is_a_debian_again(tmp_path):
    system, tree = tmp_path / "debian", tmp_path / "tree"
    debian(system)
    carried(tree)
    wheels = tmp_path / "wheels"
    shutil.copytree(tree / "wheels", wheels)
    # as a release has it that serves machines of another Python, too
    (tree / "wheels" / "cffi-1.0-cp39-cp39-manylinux2014_x86_64.whl").write_bytes(b"for another Python")
    accounts = (system / "etc/passwd").read_text(encoding="ascii")
    said = provision(tree, system, *WORDS, *DESK)
    assert "✓ settings: kiosk-7" in said
    assert "✓ content:" in said
    tried_by_the_cores_account(system)
    made = everything(system / "etc")
    provision(tree, system, *WORDS, *DESK)
    assert everything(system / "etc") == made
    closed(system)
    give_keys(system, tmp_path / "keys")
    with booted(system, tmp_path / "console") as machine:
        serves(machine)
        ends_and_begins(machine)
        stays_stopped(machine)
        with offered(machine, system, tmp_path, wheels, NEWER):
            takes_a_release(machine)
    provision(tree, system, "--uninstall", "--forget")
    left = [str(path) for path in system.rglob("*") if "kiosk" in path.name.casefold()]
    assert left == []
    assert "kiosk" not in (system / "etc/group").read_text(encoding="ascii")
    assert set(accounts.splitlines()) <= set((system / "etc/passwd").read_text(encoding="ascii").splitlines())


def tried_by_the_cores_account(system):
    told = subprocess.run(
        ["chroot", system, "/usr/local/bin/kiosk", "update", "history"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert told.stdout == "• 0.1.0 đang chạy; trước đó là không bản nào\n", told.stderr
    (system / "tmp/trial").mkdir()
    (system / "tmp/trial").chmod(0o777)
    visits = subprocess.run(
        ["chroot", system, "setpriv", "--reuid=kiosk", "--regid=kiosk", "--init-groups", "env", "-i",
         "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent",
         "/usr/local/bin/kiosk", "probe", "play", "/tmp/trial"],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert visits.returncode == 0, f"this release serves nobody on this machine: {visits.stderr}"
    shutil.rmtree(system / "tmp/trial")


def closed(system):
    """What the system no longer does, and whom it no longer lets in."""
    links = {path.name for path in (system / "etc/systemd/system").iterdir() if path.is_symlink()}
    masked = {f"{name}.target" for name in MASKED.split()} | {f"getty@tty{n}.service" for n in range(1, 7)}
    assert masked <= links
    lines = (system / "etc/passwd").read_text(encoding="ascii").splitlines()
    ours = {line.partition(":")[0]: line for line in lines if "kiosk" in line}
    assert set(ours) == {"kiosk", "kiosk-face", "kiosk-portal", "kiosk-update"}
    assert all(line.endswith("/usr/sbin/nologin") for line in ours.values())


def serves(machine):
    """By itself, from its first start on: a core that is reached by its face, and a window that fills the screen."""
    until(lambda: all(map(machine.is_active, PROGRAMS)), lambda: machine.do("journalctl", "--no-pager", "-b"))
    until(lambda: "core-found" in machine.told("kiosk-face"), lambda: machine.told("kiosk-face"))
    until(
        lambda: f"{SCREEN}+0+0  +0+0" in machine.windows(),
        lambda: machine.windows() + machine.told("kiosk-glass"),
    )
    assert machine.is_active("kiosk-update.timer")
    assert '"trial": false' in machine.told("kiosk-core")


def ends_and_begins(machine):
    """Whatever of it is killed comes back; a face whose screen is gone waits for it, and shows itself again."""
    before = machine.process("kiosk-core")
    machine.do("systemctl", "kill", "-s", "KILL", "kiosk-core")
    until(lambda: machine.process("kiosk-core") not in {before, "0"}, lambda: machine.told("kiosk-core"))
    until(lambda: machine.is_active("kiosk-core"), lambda: machine.told("kiosk-core"))
    machine.do("systemctl", "stop", "kiosk-glass")
    until(lambda: "no screen answers" in machine.told("kiosk-face"), lambda: machine.told("kiosk-face"))
    assert not machine.is_active("kiosk-face")
    machine.do("systemctl", "start", "kiosk-glass")
    until(lambda: machine.is_active("kiosk-face"), lambda: machine.told("kiosk-face"))


def stays_stopped(machine):
    """The updater's account has it started anew; not where somebody has stopped it."""
    before = machine.process("kiosk-core"), machine.process("kiosk-face")
    assert machine.asks_for_a_restart() == "ready"
    assert not set(before) & {machine.process("kiosk-core"), machine.process("kiosk-face")}
    machine.do("systemctl", "stop", "kiosk.target")
    assert machine.asks_for_a_restart() == "ready"
    assert not machine.is_active("kiosk-core")
    machine.do("systemctl", "start", "kiosk.target")
    until(lambda: machine.is_active("kiosk-core"), lambda: machine.told("kiosk-core"))
    until(lambda: machine.is_active("kiosk-face"), lambda: machine.told("kiosk-face"))


def takes_a_release(machine):
    """Fetched, made, tried, switched to, tried again: by the unit that the timer starts, within its fence."""
    machine.do("systemctl", "start", "kiosk-update.service", check=False)
    told = machine.told("kiosk-update")
    assert machine.do("readlink", "/opt/kiosk/current") == f"releases/{NEWER}", told
    assert (
        machine.do("readlink", f"/proc/{machine.process('kiosk-core')}/cwd") == f"/opt/kiosk/releases/{NEWER}"
    )
    assert f"✓ {NEWER} serves; before it 0.1.0" in machine.do(
        "/usr/local/bin/kiosk", "update", "history", "--lang", "en"
    )
    assert machine.is_active("kiosk-face")
