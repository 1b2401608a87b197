"""The ErrandStore's twin, which the twins of tickets and outbox share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from msgspec import structs

from kiosk.ids import TicketId
from kiosk.outbox.drafts import Errand, ErrandKind
from kiosk.wire.drafts import LockedDraft, WriteRight

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDER: dict[ErrandKind, int] = {"forget": 0, "keep": 1, "miss": 2, "forgive": 2}


@dataclass(repr=False)
class MemoryErrandStore:
    """What is to be told. ``drafts``: those of the ticket store, as the same file holds both on disk."""

    drafts: dict[TicketId, LockedDraft] = field(default_factory=dict)
    gone: Callable[[TicketId], None] = lambda _: None
    """Told of each draft that is deleted."""
    _list: dict[int, tuple[Errand, str]] = field(default_factory=dict)
    _places: Iterator[int] = field(default_factory=lambda: count(1))

    def errands(self, most: int) -> tuple[Errand, ...]:
        """Return what is to be told next; see the port."""
        ordered = sorted(self._list.values(), key=lambda one: (_ORDER[one[0].kind], one[0].place))
        return tuple(
            structs.replace(one, draft=self.drafts.get(one.ticket_id)) if one.kind == "keep" else one
            for one, _ in ordered[:most]
        )

    def waits(self, ticket_id: TicketId, kind: ErrandKind) -> bool:
        """Tell whether the desk is still to be told this of the ticket."""
        return any((one.ticket_id, one.kind) == (ticket_id, kind) for one, _ in self._list.values())

    def done(self, errand: Errand) -> None:
        """Forget the errand."""
        self._list.pop(errand.place, None)

    def bury(self, ticket_id: TicketId) -> None:
        """Delete the draft and what was still to be told of it."""
        self.drop(ticket_id)
        self._drop(ticket_id, *_ORDER)

    def drop(self, ticket_id: TicketId) -> None:
        """Delete the draft alone."""
        if self.drafts.pop(ticket_id, None) is not None:
            self.gone(ticket_id)

    def forget(self, right: WriteRight, heir: str = "") -> None:
        """Delete the draft and note that the desk is to."""
        self.bury(right.id)
        self._add("forget", right.id, right.expires, right, heir)

    def keep(self, draft: LockedDraft) -> None:
        """Note that the desk is to keep a draft."""
        self._drop(draft.id, *_ORDER)
        self._add("keep", draft.id, draft.expires)

    def miss(self, right: WriteRight) -> None:
        """Note a try that the desk has not counted."""
        self._add("miss", right.id, right.expires)

    def forgive(self, right: WriteRight) -> None:
        """Note that the right birth year was told."""
        self._drop(right.id, "miss", "forgive")
        self._add("forgive", right.id, right.expires, right)

    def held(self, after: str, most: int) -> tuple[TicketId, ...]:
        """Return the ids of the drafts, in their order, from behind ``after`` on."""
        return tuple(sorted(one for one in self.drafts if one > after)[:most])

    def purge(self, now: datetime) -> None:
        """Forget what has expired."""
        self._list = {
            place: (one, until)
            for place, (one, until) in self._list.items()
            if datetime.fromisoformat(until) > now
        }

    def _drop(self, ticket_id: TicketId, *kinds: ErrandKind) -> None:
        self._list = {
            place: held
            for place, held in self._list.items()
            if held[0].ticket_id != ticket_id or held[0].kind not in kinds
        }

    def _add(
        self,
        kind: ErrandKind,
        ticket_id: TicketId,
        expires: str,
        right: WriteRight | None = None,
        heir: str = "",
    ) -> None:
        errand = Errand(next(self._places), kind, ticket_id, right, heir)
        self._list[errand.place] = (errand, expires)
