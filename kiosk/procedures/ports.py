"""What the catalogue asks of the store that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kiosk.procedures.exercises import Exercise
from kiosk.procedures.guides import Guide
from kiosk.procedures.heads import Head
from kiosk.procedures.lists import Lists
from kiosk.procedures.types import LifeEvent, Procedure


class CatalogueIndex(Protocol):
    """All procedures, found by letters and opened one by one. Any thread may ask."""

    def events(self) -> tuple[LifeEvent, ...]:
        """Return the life events in their order."""

    def lists(self) -> Lists:
        """Return the kiosk's own lists."""

    def guides(self) -> tuple[Guide, ...]:
        """Return what can be learnt, in the order of the menu."""

    def exercises(self) -> tuple[Exercise, ...]:
        """Return what helpers practise, in the order of the menu."""

    def heads(self) -> Mapping[str, Head]:
        """Return the heads of all procedures by code, in the order of their files' names."""

    def by_event(self) -> Mapping[str, tuple[str, ...]]:
        """Return the codes found under each life event: forms first, then referrals."""

    def body(self, code: str) -> Procedure:
        """Return the whole procedure. Raises CatalogueError: unknown_procedure, index_broken."""

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` codes for what has been typed so far, the likeliest first (see ``searching``).

        Raises CatalogueError ("index_broken").
        """
