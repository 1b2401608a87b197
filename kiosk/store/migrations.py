"""The tables, as numbered steps from an empty file to this program's version.

A step that has been released never changes; the next need is a new step. Steps carry the outbox along: what
waits for the ward survives every update, and a way back. Of a release that fails, the one before it goes on with the
file as it then is: so a step says which programs can still serve the file after it, and the file says so too.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from kiosk.tickets.ports import StoreBroken

_TICKETS = (
    """CREATE TABLE ticket (
        ticket_id TEXT PRIMARY KEY,
        number TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('queue', 'resume', 'receipt', 'home-visit')),
        state TEXT NOT NULL CHECK (state IN ('reserved', 'printing', 'printed', 'failed', 'unknown')),
        issued_at TEXT NOT NULL,
        reprints INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX ticket_age ON ticket (issued_at)",
    """CREATE TABLE series (
        series TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        last INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE draft (
        ticket_id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        expires TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        nonce BLOB NOT NULL,
        ciphertext BLOB NOT NULL,
        write_digest BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE birth_year_miss (
        ticket_id TEXT PRIMARY KEY,
        count INTEGER NOT NULL,
        seen_at TEXT
    ) STRICT""",
)
_OUTBOX = (
    """CREATE TABLE outbox (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        dossier_id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'needs-person')),
        queued_at TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        last_reason TEXT NOT NULL DEFAULT '',
        protocol INTEGER NOT NULL,
        kiosk_id TEXT NOT NULL,
        ward TEXT NOT NULL,
        key_id TEXT NOT NULL,
        ticket_id TEXT NOT NULL,
        sealed_at TEXT NOT NULL,
        sealed BLOB NOT NULL,
        signature BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE filed (
        dossier_id TEXT PRIMARY KEY,
        ticket_id TEXT NOT NULL,
        number TEXT NOT NULL,
        received_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX filed_ticket ON filed (ticket_id)",
    """CREATE TABLE last_status (
        ticket_id TEXT PRIMARY KEY,
        body BLOB NOT NULL
    ) STRICT""",
)
_HELPERS = (
    """CREATE TABLE pin_miss (
        helper TEXT PRIMARY KEY,
        count INTEGER NOT NULL,
        last_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE audit (
        number INTEGER PRIMARY KEY,
        previous BLOB NOT NULL,
        digest BLOB NOT NULL,
        at TEXT NOT NULL,
        kiosk TEXT NOT NULL,
        helper TEXT,
        act TEXT NOT NULL,
        visit TEXT,
        detail TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END""",
    """CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END""",
)

_RATINGS = (
    """CREATE TABLE rating (
        kiosk TEXT NOT NULL,
        point TEXT NOT NULL,
        procedure TEXT NOT NULL,
        stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
        reason TEXT NOT NULL,
        language TEXT NOT NULL,
        day TEXT NOT NULL,
        hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
        count INTEGER NOT NULL,
        PRIMARY KEY (day, hour, kiosk, point, procedure, stars, reason, language)
    ) STRICT, WITHOUT ROWID""",
)

_DRAFT_ERRANDS = (
    """CREATE TABLE draft_errand (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('forget', 'keep', 'miss', 'forgive')),
        ticket_id TEXT NOT NULL,
        proof BLOB,
        heir TEXT NOT NULL DEFAULT '',
        expires TEXT NOT NULL,
        expires_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX draft_errand_ticket ON draft_errand (ticket_id)",
    # What was saved before the desk kept drafts is brought there, too.
    """INSERT INTO draft_errand (kind, ticket_id, expires, expires_at)
        SELECT 'keep', ticket_id, expires, expires_at FROM draft ORDER BY rowid""",
)

_WAITING = (
    """CREATE TABLE waiting (
        turn INTEGER PRIMARY KEY AUTOINCREMENT,
        ticket_id TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL,
        number TEXT NOT NULL,
        first INTEGER NOT NULL CHECK (first IN (0, 1)),
        language TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('waiting', 'called', 'away', 'done')),
        counter INTEGER NOT NULL,
        calls INTEGER NOT NULL,
        absences INTEGER NOT NULL,
        rest INTEGER NOT NULL,
        called_at TEXT,
        UNIQUE (day, number)
    ) STRICT""",
    """CREATE TABLE waiting_day (
        day TEXT PRIMARY KEY,
        streak INTEGER NOT NULL
    ) STRICT""",
)

_COPIES = (
    """CREATE TABLE copy_page (
        copy_id TEXT PRIMARY KEY,
        ticket_id TEXT,
        expires_at TEXT NOT NULL,
        nonce BLOB NOT NULL,
        ciphertext BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX copy_page_ticket ON copy_page (ticket_id)",
    # Whoever deletes a draft deletes the copies that it holds: replaced, filed, forgotten, buried or expired.
    """CREATE TRIGGER copies_go_with_their_draft AFTER DELETE ON draft
        BEGIN DELETE FROM copy_page WHERE ticket_id = OLD.ticket_id; END""",
)

_ROSTER_FLOOR = (
    """CREATE TABLE roster_floor (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        version INTEGER NOT NULL
    ) STRICT""",
)

_DAY = (
    """CREATE TABLE day_note (
        kind TEXT NOT NULL CHECK (kind IN ('officer-told', 'taken-up')),
        about TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (kind, about)
    ) STRICT, WITHOUT ROWID""",
)

_VISITS = (
    """CREATE TABLE visit_list (
        helper TEXT NOT NULL,
        day TEXT NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (helper, day)
    ) STRICT""",
    """CREATE TABLE visit_report (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        report_id TEXT NOT NULL UNIQUE,
        visit TEXT NOT NULL,
        stage TEXT NOT NULL CHECK (stage IN ('papers', 'steps', 'result')),
        day TEXT NOT NULL,
        sealed BLOB NOT NULL,
        reason TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    # What was done at which home, by ids alone, so that a list shows it after its report has gone.
    """CREATE TABLE visit_told (
        report_id TEXT PRIMARY KEY,
        visit TEXT NOT NULL,
        stage TEXT NOT NULL,
        day TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

_MISSED = (
    # A home at which nothing could be done is reported, too. What waits keeps its place.
    "ALTER TABLE visit_report RENAME TO visit_report_before",
    """CREATE TABLE visit_report (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        report_id TEXT NOT NULL UNIQUE,
        visit TEXT NOT NULL,
        stage TEXT NOT NULL CHECK (stage IN ('papers', 'steps', 'result', 'missed')),
        day TEXT NOT NULL,
        sealed BLOB NOT NULL,
        reason TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "INSERT INTO visit_report SELECT * FROM visit_report_before",
    "DROP TABLE visit_report_before",
)

_COUNTS = (
    """CREATE TABLE visit_end (
        point TEXT NOT NULL,
        procedure TEXT NOT NULL,
        screen TEXT NOT NULL,
        result TEXT NOT NULL,
        minutes INTEGER NOT NULL,
        helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
        language TEXT NOT NULL,
        day TEXT NOT NULL,
        hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
        count INTEGER NOT NULL,
        PRIMARY KEY (day, hour, point, procedure, screen, result, minutes, helped, language)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE count_batch (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        batch_id TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL,
        tries INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
)

_TICKET_LANGUAGE = (
    # "" of those that were printed before: whoever shows one is asked.
    "ALTER TABLE ticket ADD COLUMN language TEXT NOT NULL DEFAULT ''",
)

_SERVED_FROM = (
    """CREATE TABLE served_from (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        steps INTEGER NOT NULL
    ) STRICT""",
)

ALL: Final = 0
"""Of a step that only adds: whoever could serve the file before it can after it."""


@dataclass(frozen=True)
class Step:
    """Statements that bring a file one version further, and whom they leave it readable for."""

    statements: tuple[str, ...]
    served_from: int | None = None
    """How many steps a program must know to serve the file after this one; None: this one, too.

    ALL where it only makes tables and columns which nobody needs who does not know of them: no column without a
    default, no trigger, and nothing in them that somebody must delete in time. What changes more goes out in two
    releases: the first one, with a step that does nothing, can do with both forms; the second one's step changes the
    form, and names the number of the first one's.
    """


STEPS: tuple[Step, ...] = (
    Step((*_TICKETS, *_OUTBOX, *_HELPERS)),
    Step(_RATINGS),
    Step(_DRAFT_ERRANDS),
    Step(_WAITING),
    Step(_COPIES),
    Step(_ROSTER_FLOOR),
    Step(_DAY),
    Step(_VISITS),
    Step(_COUNTS),
    Step(_MISSED),
    Step(_TICKET_LANGUAGE),
    Step(_SERVED_FROM),
)
"""Step N brings a file from version N to N + 1."""


def served_from(steps: tuple[Step, ...] = STEPS) -> int:
    """Return how many steps a program must know to serve a file that has taken all of ``steps``."""
    needed = (
        after if step.served_from is None else step.served_from for after, step in enumerate(steps, start=1)
    )
    return max(needed, default=0)


def migrate(connection: sqlite3.Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Bring the file to the version of ``steps``, each step whole or not at all.

    A newer program's file is left at its version, and served where it says that it can be.
    Raises StoreBroken when it cannot: it is left as it is.
    """
    while (version := _version(connection)) != len(steps):
        if version > len(steps):
            if _needed(connection) > len(steps):
                raise StoreBroken(f"newer-database: version {version}, this program knows {len(steps)}")
            return
        _take(connection, steps, version)


def _take(connection: sqlite3.Connection, steps: tuple[Step, ...], version: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have taken the step while this one waited for the lock.
        if _version(connection) == version:
            for statement in steps[version].statements:
                connection.execute(statement)
            if _says_who_serves(connection):
                needed = served_from(steps[: version + 1])
                connection.execute(
                    "INSERT OR REPLACE INTO served_from (only, steps) VALUES (1, ?)", (needed,)
                )
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _needed(connection: sqlite3.Connection) -> int:
    """Return how many steps a program must know to serve the file, as it says; where it says nothing, all its own."""
    said = (
        connection.execute("SELECT steps FROM served_from").fetchone()
        if _says_who_serves(connection)
        else None
    )
    return int(said[0]) if said else _version(connection)


def _says_who_serves(connection: sqlite3.Connection) -> bool:
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'served_from'"
    return connection.execute(asked).fetchone() is not None
