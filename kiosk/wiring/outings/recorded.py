"""That a machine was out with a team, in the record of what was done at it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from kiosk.ids import KioskId
from kiosk.settings import Settings
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.takeover.audit import Act, append
from kiosk.wiring.build import DATABASE


def record(settings: Settings, act: Literal["outing-begun", "outing-ended"], now: datetime) -> None:
    """Enter it, by nobody in particular; nothing where no kiosk has ever run. Raises StoreError, AuditError."""
    path = settings.state / DATABASE
    if not path.exists():
        return
    database = Database(path)
    try:
        store, at = SqliteAuditStore(database), now.isoformat(timespec="seconds")
        store.append(append(store.head(), Act(at, KioskId(settings.kiosk.kiosk_id), None, act)))
    finally:
        database.close()
