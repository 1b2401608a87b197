"""The CopyStore's twin, which the twin of the tickets holds as the same file does on disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from kiosk.ids import TicketId
from kiosk.tickets.copies import CopyId, SealedPage
from kiosk.tickets.ports import StoreBroken


class MemoryCopyStore:
    """``disk``: entered by every write; raises StoreFull while it is full."""

    def __init__(self, disk: AbstractContextManager[None]) -> None:
        self._disk = disk
        self._pages: dict[CopyId, tuple[SealedPage, datetime]] = {}
        self._holders: dict[CopyId, TicketId] = {}

    def put(self, page: SealedPage, until: datetime) -> None:
        """Keep a page that no draft holds yet."""
        if until.tzinfo is None:
            raise ValueError("a stored time is aware")
        with self._disk:
            if page.id in self._pages:
                raise StoreBroken("the id has a page already")
            self._pages[page.id] = (page, until)

    def page(self, copy: CopyId) -> SealedPage | None:
        """Return a page, or None."""
        found = self._pages.get(copy)
        return None if found is None else found[0]

    def here(self, copies: Sequence[CopyId]) -> frozenset[CopyId]:
        """Return those that lie here."""
        return frozenset(copies) & self._pages.keys()

    def size(self, copies: Sequence[CopyId]) -> int:
        """Return how many sealed bytes of these lie here."""
        return sum(len(self._pages[copy][0].ciphertext) for copy in self.here(copies))

    def forget(self, copies: Sequence[CopyId]) -> None:
        """Delete these pages."""
        with self._disk:
            self._drop(copies)

    def let_go(self, copies: Sequence[CopyId]) -> None:
        """Delete those that no draft holds."""
        with self._disk:
            self._drop([copy for copy in copies if copy not in self._holders])

    def keep_only(self, copies: Sequence[CopyId]) -> int:
        """Delete every other page that no draft holds."""
        with self._disk:
            return self._drop([copy for copy in self._loose() if copy not in copies])

    def purge(self, now: datetime) -> int:
        """Delete what no draft holds and whose time is over."""
        with self._disk:
            return self._drop([copy for copy in self._loose() if self._pages[copy][1] <= now])

    def hold(self, copies: Sequence[CopyId], ticket_id: TicketId) -> None:
        """A draft takes these pages; called by whoever has entered the disk."""
        self._holders |= {copy: ticket_id for copy in copies if copy in self._pages}

    def drop_those_of(self, ticket_id: TicketId) -> None:
        """A draft is deleted, and its pages with it."""
        self._drop([copy for copy, holder in self._holders.items() if holder == ticket_id])

    def _loose(self) -> list[CopyId]:
        return [copy for copy in self._pages if copy not in self._holders]

    def _drop(self, copies: Sequence[CopyId]) -> int:
        for copy in copies:
            self._holders.pop(copy, None)
        return len([copy for copy in copies if self._pages.pop(copy, None) is not None])
