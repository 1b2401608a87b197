"""What the catalogue asks of the store that holds it."""

from __future__ import annotations

from typing import Protocol

from kiosk.procedures.heads import Head
from kiosk.procedures.lists import Lists
from kiosk.procedures.types import LifeEvent, Procedure


class CatalogueIndex(Protocol):
    """All procedures, found by letters and opened one by one. Any thread may ask."""

    def events(self) -> tuple[LifeEvent, ...]:
        """Return the life events in their order."""

    def lists(self) -> Lists:
        """Return the kiosk's own lists."""

    def heads(self) -> tuple[Head, ...]:
        """Return the heads of all procedures, in the order of their files' names."""

    def body(self, code: str) -> Procedure:
        """Return the whole procedure. Raises CatalogueError: unknown_procedure, index_broken."""

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` codes for what has been typed so far, the likeliest first (see ``searching``).

        Raises CatalogueError ("index_broken").
        """
