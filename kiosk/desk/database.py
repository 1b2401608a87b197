"""From the one ``database`` setting to what Django wants to know."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from kiosk.desk.settings import SettingsError
from kiosk.wire.hosts import is_loopback

BUSY_SECONDS = 20
"""How long a writer waits for another one before it gives up."""
REACH_SECONDS = 10
"""How long a connection to PostgreSQL may take."""
ASKED = frozenset({"host", "passfile", "sslcert", "sslkey", "sslmode", "sslrootcert"})
"""What may stand behind the question mark of a PostgreSQL address; libpq's words."""

_PROMISES = (
    # a receipt is a promise: it may only leave once the commit would survive a power cut
    "-c synchronous_commit=on",
    # who waited for another's row reads what the other has written
    r"-c default_transaction_isolation=read\ committed",
    f"-c lock_timeout={BUSY_SECONDS}s",
    # the driver reads no other
    "-c datestyle=ISO",
)


def describe(url: str, state: Path) -> dict[str, Any]:
    """Return Django's entry for the database at ``url``.

    Raises SettingsError for any other scheme, and for PostgreSQL when its driver (psycopg) is missing.
    """
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return _sqlite(url, state)
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise SettingsError(
        "database-scheme", "key database: expected sqlite:///path or postgresql://user@host/name"
    )


def _sqlite(url: str, state: Path) -> dict[str, Any]:
    path = url.removeprefix("sqlite:///")
    if path == url or not path:
        raise SettingsError("database-path", "key database: expected sqlite:///path")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(state / unquote(path)),
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            # a receipt is a promise: it may only leave once the commit would survive a power cut
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    if importlib.util.find_spec("psycopg") is None:
        raise SettingsError(
            "database-driver",
            "key database: PostgreSQL needs the Python package psycopg, which is not installed here",
        )
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise SettingsError(
            "database-address", "key database: expected postgresql://user@host:port/name"
        ) from None
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise SettingsError("database-name", "key database: expected postgresql://user@host/name")
    asked = _asked(parts)
    host = asked.pop("host", "") or _host(parts)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": REACH_SECONDS,
            "application_name": "kiosk desk",
            # values travel beside the statement: the server's log of what failed does not hold them
            "server_side_binding": True,
            "options": " ".join(_PROMISES),
            "sslmode": "prefer" if not host or host.startswith("/") or is_loopback(host) else "require",
            **asked,
        },
    }


def _asked(parts: SplitResult) -> dict[str, str]:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(asked.keys() - ASKED)
    if unknown:
        raise SettingsError(
            "database-option", f"key database: {unknown[0]} is unknown; known are {', '.join(sorted(ASKED))}"
        )
    return asked


def _host(parts: SplitResult) -> str:
    """Return the host; the folder of a socket (``%2Frun%2Fpostgresql``) keeps its capitals."""
    written = parts.netloc.rpartition("@")[2].partition(":")[0]
    return unquote(written) if "%" in written else parts.hostname or ""
