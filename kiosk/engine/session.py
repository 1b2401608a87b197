"""What the core holds beside the visit: secrets and leases that no face and no disk ever sees."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.engine.glass import Glass
from kiosk.engine.glass import fresh as fresh_glass
from kiosk.ids import DossierId, Ids, TicketId, VisitId
from kiosk.takeover.day_key import DayKey
from kiosk.takeover.lease import Lease
from kiosk.tickets.secret import TicketSecret
from kiosk.visit.kinds import RealVisit
from kiosk.wire.drafts import LockedDraft, WriteRight


@dataclass(repr=False)
class Session:
    """One visit's secrets. Replaced as a whole at the wipe; touched by the core's thread only."""

    visit: RealVisit
    began: float = 0.0
    """Monotonic seconds: when it was first touched, until then when it was made."""
    helped: bool = False
    """Whether a helper has held it at any time."""
    secret: TicketSecret | None = None
    """Of the ticket issued in this visit; kept until the wipe so that it can be printed again."""
    ticket_id: TicketId | None = None
    shown_ticket: TicketSecret | None = None
    """Read from paper and not yet looked up."""
    looked_up: TicketSecret | None = None
    """The last one that was; kept until the wipe, to tell it from somebody else's."""
    found: LockedDraft | None = None
    """The draft that the shown ticket names."""
    resumed: WriteRight | None = None
    """The right to delete the draft that this visit came back from, which something newer replaces."""
    versions: int = 0
    """How often this visit's answers have been kept."""
    badge: str = ""
    lease: Lease | None = None
    holders_badge: str = ""
    """Of the helper who has the lease: with it their PIN alone brings back what they have hidden."""
    day_key: DayKey | None = None
    """Of a helper who has just signed in with badge and PIN, until they are on duty."""
    pin_keys: tuple[str, ...] = field(default=())
    dossier_id: DossierId | None = None
    glass: Glass = field(default_factory=lambda: fresh_glass(VisitId("")))
    """What it has of copies; workers share it."""
    copy_id: DossierId | None = None
    """Of the copy left with the ward: the same at every try, so that it is kept once."""
    helped_by: str = ""
    """Shown name of the helper who filed, for the ticket and its reprints."""

    def __repr__(self) -> str:
        """Tell only where the visit stands."""
        return f"Session({self.visit.state})"


def fresh(ids: Ids, now: float) -> Session:
    """Return a session for whoever comes next."""
    visit = RealVisit(id=VisitId(ids.new()))
    return Session(visit, began=now, glass=fresh_glass(visit.id))
