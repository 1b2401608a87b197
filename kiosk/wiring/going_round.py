"""Joining what a helper who visits homes needs: the store here, the desk there."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.engine.parts import Visits
from kiosk.outbox.visits import VisitSender
from kiosk.settings import Line
from kiosk.store.connection import Database
from kiosk.store.visits import SqliteVisitStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.visits import VisitClient


def visits(
    database: Database, client: DeskClient, keys: DeskKeys, jitter: Callable[[], float], line: Line
) -> Visits:
    """Return them, joined."""
    store = SqliteVisitStore(database)
    return Visits(store, VisitSender(store, VisitClient(client, keys), jitter, frugal=line.frugal))
