"""A copy of what is stored, for a release to be tried on; and what must be found in it afterwards."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from kiosk.ids import DossierId, TicketId
from kiosk.store.connection import BUSY_SECONDS, Database, create, stamp, translated
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore


def copy(source: Path, target: Path) -> None:
    """Write what is stored at this moment into a new file, the owner's alone; whoever writes it goes on meanwhile.

    Raises StoreFull and StoreBroken.
    """
    create(target)
    with (
        translated(),
        closing(
            sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        ) as read,
        closing(sqlite3.connect(target)) as write,
    ):
        read.backup(write)


def census(path: Path, until: datetime) -> Mapping[str, bytes]:
    """Return by its id a digest of each dossier that waits, and of each draft and copied page kept beyond ``until``.

    The file is opened as the kiosk opens it, which brings it to this program's version. Raises StoreBroken where this
    program cannot serve it.
    """
    database = Database(path)
    try:
        dossiers, drafts = SqliteOutboxStore(database), SqliteTicketStore(database)
        told: dict[str, bytes] = {}
        for (dossier,) in database.rows("SELECT dossier_id FROM outbox"):
            entry = dossiers.entry(DossierId(dossier))
            told[f"dossier {dossier}"] = _digest(
                *(() if entry is None else (entry.dossier.sealed, entry.dossier.signature))
            )
        for (ticket,) in database.rows("SELECT ticket_id FROM draft WHERE expires_at > ?", stamp(until)):
            draft = drafts.draft(TicketId(ticket))
            told[f"draft {ticket}"] = _digest(*(() if draft is None else (draft.nonce, draft.ciphertext)))
        pages = "SELECT copy_id, nonce, ciphertext FROM copy_page WHERE expires_at > ?"
        for page, nonce, ciphertext in database.rows(pages, stamp(until)):
            told[f"page {page}"] = _digest(nonce, ciphertext)
        return told
    finally:
        database.close()


def is_within(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Tell whether all of a census is in a later one, unchanged."""
    return all(after.get(name) == digest for name, digest in before.items())


def _digest(*parts: bytes) -> bytes:
    seen = hashlib.sha256()
    for part in parts:
        seen.update(len(part).to_bytes(8, "big") + part)
    return seen.digest()
