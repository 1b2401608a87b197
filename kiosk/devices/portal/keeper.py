"""Keeps one window of the official portal, as an account of its own: run alone, by Debian's Python, without the kiosk.

    portal-keeper [--policy FILE]

On standard input comes one line of JSON: what to open. The window lives for as long as standard input stays open:
when the kiosk closes it, or dies, everything that was started is killed and everything that was written is deleted.
On standard output: ``opened``, or ``refused CODE``. Nothing of what it is given is ever logged.

The browser sees a root of its own: the system's programs, an empty memory for its profile, the one folder with the
papers, which lies in that memory alone and is gone with it, however it ends. Its only way out is a socket to a proxy
that lets the procedure's hosts through and nothing else.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import json
import os
import re
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MEMORY = Path("/dev/shm")  # noqa: S108 - what the proxy is told must not outlast the machine
FOLDERS = "kiosk-portal-"
POLICY = Path("/etc/chromium/policies/managed/kiosk-portal.json")
BROWSER = Path("/usr/lib/chromium/chromium")
PROGRAMS = ("bwrap", "socat", "tinyproxy", "xdotool")
CLASS = "kiosk-portal"
INSIDE_PORT = 8888
"""Of the proxy, as the browser sees it; the policy says the same."""
MOST_LINE = 20_000_000
SECONDS = 15.0
"""For the window to stand there."""
_STEP = 0.1
_INSIDE = "/tmp"  # noqa: S108 - the browser's own, in memory, and where every X server has its socket

_SEEN = ("/usr", "/etc/fonts", "/etc/ssl/certs", "/etc/ca-certificates", "/etc/alternatives", "/etc/gtk-3.0")
_SEEN_TOO = ("/etc/localtime", "/etc/ld.so.cache", "/etc/X11/locale", "/var/cache/fontconfig")
_LINKS = (("usr/bin", "/bin"), ("usr/sbin", "/sbin"), ("usr/lib", "/lib"), ("usr/lib64", "/lib64"))
_FLAGS = (
    f"--class={CLASS}",
    f"--user-data-dir={_INSIDE}/profile",
    "--incognito",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--disable-gpu",
    "--disable-breakpad",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-pings",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--lang=vi",
)
_WAY_OUT = (
    f"socat TCP-LISTEN:{INSIDE_PORT},bind=127.0.0.1,fork,reuseaddr UNIX-CONNECT:/run/way-out & "
    'exec "$@" >/dev/null 2>&1'
)


class Refused(Exception):
    """Nothing is opened. ``code``: one of ``engine.portal_ports.PortalCode``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def say(words: str) -> None:
    """Tell the kiosk, if it still listens."""
    with contextlib.suppress(OSError):
        os.write(1, f"{words}\n".encode("ascii"))


def _go_with_parent() -> None:
    """Be killed when the keeper dies, however it does."""
    ctypes.CDLL(None).prctl(1, int(signal.SIGKILL))


def start(command: list[str], **more: Any) -> subprocess.Popen[bytes]:
    """Start a program that goes with this one, and says nothing."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_go_with_parent,  # noqa: PLW1509 - no thread was ever started here
        **more,
    )


def end(program: subprocess.Popen[bytes]) -> None:
    """Kill it and what it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def missing(policy: Path) -> str:
    """Return what is not ready on this machine, in a word, or ""."""
    if os.geteuid() == 0:
        return "account"
    if not BROWSER.exists():
        return "chromium"
    for program in PROGRAMS:
        if shutil.which(program) is None:
            return program
    try:
        kept = policy.stat()
    except OSError:
        return "policy"
    if kept.st_uid != 0 or kept.st_mode & 0o022:
        return "policy"
    if not os.access(MEMORY, os.W_OK):
        return "memory"
    apart = subprocess.run(
        ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"], capture_output=True, check=False
    )
    return "namespaces" if apart.returncode else ""


def wipe_what_is_left() -> None:
    """Delete what a killed keeper of this account left behind."""
    for left in MEMORY.glob(f"{FOLDERS}*"):
        if left.is_dir() and left.stat().st_uid == os.geteuid():
            shutil.rmtree(left, ignore_errors=True)


def hold(files: list[dict[str, str]]) -> dict[str, int]:
    """Return the papers by name, each in a memory that has no name itself and goes with this program."""
    held = {}
    for file in files:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}\.(pdf|png|jpg)", file["name"]):
            raise Refused("file")
        held[file["name"]] = os.memfd_create("paper")
        with open(held[file["name"]], "wb", closefd=False) as paper:
            paper.write(base64.b64decode(file["data"], validate=True))
        os.lseek(held[file["name"]], 0, os.SEEK_SET)
    return held


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def proxy(folder: Path, hosts: list[str], url: str) -> list[subprocess.Popen[bytes]]:
    """Start the proxy, which lets ``hosts`` through and nothing else, and the socket that leads to it."""
    allowed = "".join(f"^{re.escape(host)}$\n" for host in hosts)
    (folder / "hosts").write_text(allowed, encoding="ascii")
    port = free_port()
    lines = (
        f"Port {port}",
        "Listen 127.0.0.1",
        "Allow 127.0.0.1",
        "Timeout 300",
        "MaxClients 200",
        "LogLevel Critical",
        "DisableViaHeader Yes",
        f'Filter "{folder / "hosts"}"',
        "FilterExtended Yes",
        "FilterURLs No",
        "FilterDefaultDeny Yes",
        f"ConnectPort {_secure_port(url)}",
        "",
    )
    (folder / "proxy.conf").write_text("\n".join(lines), encoding="ascii")
    serving = start(["tinyproxy", "-d", "-c", str(folder / "proxy.conf")])
    leading = start(["socat", f"UNIX-LISTEN:{folder / 'way-out'},fork,mode=600", f"TCP:127.0.0.1:{port}"])
    started = [serving, leading]
    for _ in range(int(5 / _STEP)):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            if (folder / "way-out").exists():
                return started
        if given_up(_STEP):
            break
    for program in started:
        end(program)
    raise Refused("failed")


def _secure_port(url: str) -> int:
    address = urlsplit(url)
    return (address.port if address.scheme == "https" else None) or 443


def browser(folder: Path, wish: dict[str, Any], policy: Path, papers: dict[str, int]) -> list[str]:
    """Return the command of the browser in a root of its own, into which ``papers`` are copied."""
    number = re.fullmatch(r":([0-9]{1,5})(\.0)?", wish["display"])
    if number is None:
        raise Refused("not-ready")
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    for place in _SEEN:
        command += ["--ro-bind-try", place, place]
    for place in _SEEN_TOO:
        command += ["--ro-bind-try", place, place]
    for target, link in _LINKS:
        command += ["--symlink", target, link]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm", "--tmpfs", _INSIDE]  # noqa: S108
    command += ["--ro-bind", str(policy), f"/etc/chromium/policies/managed/{POLICY.name}"]
    display = f"{_INSIDE}/.X11-unix/X{number[1]}"
    command += ["--ro-bind", display, display]
    command += ["--ro-bind", str(folder / "way-out"), "/run/way-out"]
    command += ["--tmpfs", "/papers"]
    for name, paper in papers.items():
        command += ["--file", str(paper), f"/papers/{name}"]
    command += ["--remount-ro", "/papers", "--chdir", "/papers", "--remount-ro", "/"]
    for name, value in (
        ("PATH", "/usr/bin"),
        ("HOME", "/papers"),
        ("DISPLAY", f":{number[1]}"),
        ("LANG", "C.UTF-8"),
        ("LANGUAGE", "vi"),
        ("XDG_CONFIG_HOME", f"{_INSIDE}/config"),
        ("XDG_CACHE_HOME", f"{_INSIDE}/cache"),
        ("XDG_DATA_HOME", f"{_INSIDE}/data"),
        ("NO_AT_BRIDGE", "1"),
    ):
        command += ["--setenv", name, value]
    x, y, width, height = (int(side) for side in wish["box"])
    placed = [f"--window-position={x},{y}", f"--window-size={width},{height}"]
    return [*command, "sh", "-c", _WAY_OUT, "sh", str(BROWSER), *_FLAGS, *placed, f"--app={wish['url']}"]


def stands(display: str) -> bool:
    """Tell whether a window of the browser is on the screen; of windows nothing but their class is looked at."""
    asked = ["xdotool", "search", "--onlyvisible", "--class", f"^{CLASS}$"]
    found = subprocess.run(
        asked, capture_output=True, check=False, env={"PATH": "/usr/bin", "DISPLAY": display}
    )
    return bool(found.stdout.strip())


def given_up(seconds: float) -> bool:
    """Wait for as long; True as soon as the kiosk has closed its end or is gone."""
    ready, _, _ = select.select([sys.stdin.buffer.fileno()], [], [], seconds)
    return bool(ready)


def keep(folder: Path, wish: dict[str, Any], policy: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Open the window and keep it. What is started is put into ``started``. Raises Refused."""
    papers = hold(wish["files"])
    started += proxy(folder, wish["hosts"], wish["url"])
    window = start(browser(folder, wish, policy, papers), pass_fds=tuple(papers.values()))
    started.append(window)
    until = time.monotonic() + SECONDS
    while not stands(wish["display"]):
        if window.poll() is not None or time.monotonic() > until or given_up(_STEP):
            raise Refused("failed")
    say("opened")
    while window.poll() is None and not given_up(2 * _STEP):
        pass


def main(words: list[str]) -> int:
    """Keep one window; told nothing but an empty line, say whether one could be kept."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda *_: sys.exit(1))
    policy = Path(words[1]) if words[:1] == ["--policy"] else POLICY
    lacks = missing(policy)
    line = sys.stdin.buffer.readline(MOST_LINE)
    if not line.strip():
        say(f"lacks {lacks}" if lacks else "ready")
        return 0
    if lacks:
        say("refused not-ready")
        return 1
    wipe_what_is_left()
    folder = Path(tempfile.mkdtemp(prefix=FOLDERS, dir=MEMORY))
    started: list[subprocess.Popen[bytes]] = []
    try:
        keep(folder, json.loads(line), policy, started)
    except Refused as refused:
        say(f"refused {refused.code}")
        return 1
    else:
        return 0
    finally:
        for program in reversed(started):
            end(program)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
