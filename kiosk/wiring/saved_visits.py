"""Joining what is told to the desk of saved visits: the errands here, the desk there."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.dossier.draft_words import vouches
from kiosk.engine.parts import Drafts
from kiosk.outbox.drafts import DraftSender
from kiosk.settings import Line
from kiosk.store.connection import Database
from kiosk.store.draft_errands import SqliteErrandStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.drafts import DraftClient


def drafts(
    database: Database, client: DeskClient, keys: DeskKeys, jitter: Callable[[], float], line: Line
) -> Drafts:
    """Return them, joined."""
    store, desk = SqliteErrandStore(database), DraftClient(client, keys)
    return Drafts(desk, store, DraftSender(store, desk, vouches, jitter, frugal=line.frugal))
