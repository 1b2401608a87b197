"""Running the desk: ``prepare``, ``serve``, ``tidy``, ``officer`` and ``restore`` of the command line."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.desk.settings import SettingsError, load
from kiosk.desk.site import Site, open_site
from kiosk.ids import SystemIds
from kiosk.wire.hosts import is_loopback

BODY_SLACK = 1024 * 1024
"""What the server takes beyond the desk's own limit, so that the desk itself can say why it refuses."""


def main(argv: Sequence[str]) -> int:
    """Run one desk command. Return 0, 1 where not all could be restored, or 2 when settings, keys or address do not
    allow it.
    """
    asked = _parser().parse_args(argv)
    # Told to stop, the server finishes what it is answering and ends in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        site = site_of(asked.config, asked.state)
        if asked.command == "prepare":
            _prepare(site)
        elif asked.command == "tidy":
            _tidy(site)
        elif asked.command == "restore":
            return _restore(site, asked.file, torn=asked.torn)
        elif asked.command == "officer":
            _officer(site, asked.username, asked.name, asked.role)
        else:
            listen = site.settings.listen
            serve(site, asked.host or listen.host, listen.port if asked.port is None else asked.port)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def site_of(config: Path, state: Path) -> Site:
    """Read settings and keys for a desk on this machine's clock. Raises SettingsError."""
    return open_site(load(config), state, SystemClock(), SystemIds())


def serve(site: Site, host: str, port: int) -> None:
    """Prepare and serve until interrupted; ``port`` 0 takes a free one. The address is said once it listens.

    Raises SettingsError on example keys and any but a loopback host, and when the address is taken.
    """
    if site.trial and not is_loopback(host):
        raise SettingsError(
            "trial-not-loopback", f"host {host}: a desk on example keys (TRIAL) serves this machine only"
        )
    _prepare(site)
    import waitress
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections

    from kiosk.desk.project import BODY_LIMIT

    # Held open here, SQLite would never empty its journal, and what was deleted could still be read in it.
    connections.close_all()
    try:
        server = waitress.create_server(
            WSGIHandler(),
            host=host,
            port=port,
            threads=site.settings.listen.threads,
            max_request_body_size=BODY_LIMIT + BODY_SLACK,
            ident=None,
            expose_tracebacks=False,
        )
    except OSError as error:
        raise SettingsError("address", f"{host}:{port}: {error.strerror or error}") from error
    listens = getattr(server, "effective_listen", None) or [(host, server.effective_port)]
    for where, at in listens:
        sys.stdout.write(f"desk of {site.settings.ward.name}: http://{where}:{at}/\n")
    sys.stdout.flush()
    from kiosk.desk.drafts import purge_hourly
    from kiosk.desk.retention import tidy

    over = threading.Event()
    threading.Thread(target=purge_hourly, args=(site, over.wait, tidy), name="purge", daemon=True).start()
    server.run()


def _prepare(site: Site) -> None:
    from kiosk.desk.setup import prepare

    for line in prepare(site):
        sys.stdout.write(f"{line}\n")


def _tidy(site: Site) -> None:
    from kiosk.desk.setup import prepare

    prepare(site)
    from kiosk.desk.retention import tidy

    for name, count in tidy(site).items():
        sys.stdout.write(f"{name}: {count} gone\n")


def _restore(site: Site, file: Path, *, torn: bool) -> int:
    from kiosk.desk.setup import prepare

    prepare(site)
    from kiosk.desk.restoring import restore

    return restore(site, file, sys.stdout.write, torn=torn)


def _officer(site: Site, username: str, name: str, role: str) -> None:
    from kiosk.desk.setup import add_officer, prepare

    prepare(site)
    sys.stdout.write(f"{username}: {add_officer(site, username, name, role)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk desk")
    commands = parser.add_subparsers(dest="command", required=True)
    for command, said in (
        ("prepare", "bring tables and kiosks up to date"),
        ("serve", "serve the desk"),
        ("tidy", "delete what has been kept for its time; a desk that serves does so by itself"),
        ("officer", "add an officer or ward IT and print the first password"),
        ("restore", "take in what a kiosk's backup has that the ward does not"),
    ):
        one = commands.add_parser(command, help=said)
        one.add_argument("--config", type=Path, default=Path("config/desk.toml"))
        one.add_argument("--state", type=Path, default=Path("var"))
        if command == "serve":
            one.add_argument("--host")
            one.add_argument("--port", type=int)
        if command == "restore":
            one.add_argument("file", type=Path, help="as `kiosk backup` has written it")
            one.add_argument(
                "--torn", action="store_true", help="what can be read of a file that is not whole, too"
            )
        if command == "officer":
            one.add_argument("username")
            one.add_argument("name")
            one.add_argument(
                "--role",
                choices=("officer", "it"),
                default="officer",
                help="it: people and kiosks, no dossier",
            )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
