"""Preparing a desk: tables, the ward's kiosks, its first people, and on example keys an officer and ward IT."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.desk.project import start
from kiosk.desk.settings import SettingsError
from kiosk.desk.site import FIRST_ROSTER, ROSTER_KEY, Site, write_private

EXAMPLE_OFFICER = "canbo"
EXAMPLE_IT = "quantri"
PASSWORD_FILE = "officer_password.txt"  # noqa: S105 - a file's name
IT_PASSWORD_FILE = "it_password.txt"  # noqa: S105 - a file's name
EXAMPLES = (
    (EXAMPLE_OFFICER, "Trần Thị Ví Dụ", "officer", PASSWORD_FILE),
    (EXAMPLE_IT, "Phạm Văn Ví Dụ", "it", IT_PASSWORD_FILE),
)
"""User name, name, role, and where the password is put down."""
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_LONGEST_USERNAME, _LONGEST_NAME = 150, 120
"""What the columns hold."""
_TABLES_LOCK = 267_910_001
"""Any number will do, so long as every desk of a database takes the same."""


class KioskEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kiosk in the kiosks file: ``[kiosk.<id>]``."""

    public_key: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    """Ed25519, hex."""
    point: Annotated[str, Meta(max_length=64, pattern=r"^[^\x00]*$")]
    revoked: datetime | None = None
    """Since when its uploads go to quarantine."""


class KiosksFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kiosks of the ward, by id; those that came by a code need not stand here."""

    kiosk: dict[str, KioskEntry] = {}


def prepare(site: Site) -> list[str]:
    """Bring the desk to where it can serve; safe to run again. Return what was done, a line each.

    Raises SettingsError when the kiosks file is wrong, or the database away or not to be used.
    """
    start(site)
    site.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _tables(site)
    _close_to_others(site)
    done = ["tables: up to date", f"kiosks known: {_register(site)}"]
    done += _first_people(site)
    if site.trial:
        done += [_example_account(site, *example) for example in EXAMPLES]
    return done


def _tables(site: Site) -> None:
    from django.core.management import call_command
    from django.db import OperationalError

    from kiosk.desk.drafts import purge
    from kiosk.desk.homes import note_old_ones

    try:
        with _alone():
            call_command("migrate", verbosity=0, interactive=False)
        call_command("clearsessions", verbosity=0)
        purge(site)
        note_old_ones(site)
    except OperationalError as error:
        raise SettingsError("database-away", f"key database: {str(error).strip()}") from error


@contextmanager
def _alone() -> Iterator[None]:
    """Keep the desks of other wards, in the same PostgreSQL, from changing the tables at the same time.

    Raises SettingsError when the database cannot hold Vietnamese.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        (encoding,) = cursor.fetchone()
        if encoding != "UTF8":
            raise SettingsError("database-encoding", f"key database: UTF8 expected, found {encoding}")
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_TABLES_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_TABLES_LOCK])
            cursor.execute("RESET lock_timeout")


def add_officer(site: Site, username: str, name: str, role: str = "officer") -> str:
    """Create an officer's or ward IT's account and return its fresh password: told once, kept nowhere.

    Raises SettingsError ``officer-exists`` when the name is taken, ``officer-name`` when it is none.
    """
    from django.contrib.auth.models import User
    from django.db import transaction

    from kiosk.desk.models import Officer

    if not (1 <= len(username) <= _LONGEST_USERNAME and 1 <= len(name) <= _LONGEST_NAME):
        raise SettingsError(
            "officer-name",
            f"officer: a user name of 1..{_LONGEST_USERNAME} letters and a name of 1..{_LONGEST_NAME} expected",
        )
    password = _password(site)
    with transaction.atomic():
        if User.objects.filter(username=username).exists():
            raise SettingsError("officer-exists", f"officer {username}: exists already")
        user = User.objects.create_user(username=username, password=password)
        Officer.objects.create(ward=site.ward, user=user, name=name, role=role)
    return password


def _register(site: Site) -> int:
    from kiosk.desk.models import Kiosk

    path = site.state / site.settings.kiosks
    for kiosk_id, entry in _kiosks(path).kiosk.items():
        mine = Kiosk.objects.filter(ward=site.ward, kiosk_id=kiosk_id)
        said: dict[str, object] = {"public_key": entry.public_key, "point": entry.point}
        # Who was enrolled by a code, or revoked on the pages, stays so, whatever a file from before says.
        if mine.filter(enrolled_at__isnull=False).exists():
            said = {}
        if not mine.exclude(revoked_why="").exists():
            said["revoked_at"] = entry.revoked
        Kiosk.objects.update_or_create(ward=site.ward, kiosk_id=kiosk_id, defaults=said)
    return int(Kiosk.objects.filter(ward=site.ward).count())


def _kiosks(path: Path) -> KiosksFile:
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), KiosksFile)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError("kiosks-file", f"{path}: {error}") from error
    for kiosk_id, entry in found.kiosk.items():
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", kiosk_id):
            raise SettingsError("kiosks-file", f"{path}: kiosk id of 1..64 letters, digits, - or _ expected")
        if entry.revoked is not None and entry.revoked.tzinfo is None:
            raise SettingsError(
                "kiosks-file", f"{path}: kiosk.{kiosk_id}.revoked: expected a time with offset"
            )
    return found


def _first_people(site: Site) -> list[str]:
    from kiosk.desk.rosters import ForeignRosterError, NoRosterKeyError, begin

    try:
        return ["people: taken over from the ward's first roster"] if begin(site) else []
    except NoRosterKeyError:
        return [f"people: no {ROSTER_KEY} among the keys, so no roster is issued"]
    except ForeignRosterError as error:
        path = site.state / site.settings.keys / FIRST_ROSTER
        raise SettingsError("first-roster", f"{path}: no roster of this ward ({error})") from error


def _example_account(site: Site, username: str, name: str, role: str, file: str) -> str:
    path = site.folder / file
    from kiosk.desk.models import Officer

    if not Officer.objects.filter(ward=site.ward, user__username=username).exists():
        path.unlink(missing_ok=True)
        write_private(path, add_officer(site, username, name, role))
    return f"example {role}: {username}, password in {path}"


def _password(site: Site) -> str:
    """Return 20 characters of 32, in groups of five: 100 bits."""
    letters = [_LETTERS[byte % len(_LETTERS)] for byte in site.ids.random_bytes(20)]
    return "-".join("".join(letters[at : at + 5]) for at in range(0, len(letters), 5))


def _close_to_others(site: Site) -> None:
    from django.conf import settings

    name = settings.DATABASES["default"]["NAME"]
    if site.settings.database.startswith("sqlite:"):
        Path(name).chmod(0o600)
