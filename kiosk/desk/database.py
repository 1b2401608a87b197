"""From the one ``database`` setting to what Django wants to know."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kiosk.desk.settings import SettingsError

BUSY_SECONDS = 20
"""How long a writer waits for another one before it gives up."""


def describe(url: str, state: Path) -> dict[str, Any]:
    """Return Django's entry for the database at ``url``.

    Raises SettingsError for any other scheme, and for PostgreSQL when its driver (psycopg) is missing.
    """
    scheme = urlsplit(url).scheme
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
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise SettingsError("database-name", "key database: expected postgresql://user@host/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
    }
