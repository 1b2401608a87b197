"""Counts for the ward's figures: how visits ended and how people felt. Of nobody in particular.

As all others they travel by HTTP POST as MessagePack, the kiosk signs what it tells, the desk what it answers. There
is no place here for a ticket, a visit, a helper, a minute or a length of time: an hour, and a step of minutes. An hour
is told only once it is over, so that not even the time of the message says more. A batch has an id: told again it
changes nothing, and the kiosk deletes it only when the desk has signed that it has it.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kiosk.wire.drafts import Asking
from kiosk.wire.messages import Message

COUNTS_PATH: Final = "/api/v1/counts"
CELLS_AT_MOST: Final = 400
"""Cells of either kind in one batch; what is more follows in the next."""

Result = Literal["filed", "home-visit", "saved", "queue", "told", "left"]
"""What came of a visit: handed in; a visit at home asked for; kept to go on later; a number to wait with; shown what
was looked for; none of these: somebody gave up or walked away."""
Minutes = Literal[0, 2, 5, 10, 20, 40]
"""Whole minutes from which on a step of lengths begins; it ends where the next one begins."""
STEPS: Final[tuple[Minutes, ...]] = (0, 2, 5, 10, 20, 40)


class VisitEnd(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way in which visits end, in one hour at one point."""

    point: str
    """Code of the point."""
    procedure: str
    """Code; "" where none was chosen."""
    screen: str
    """The page on which it ended, as a code; the one under an overlay."""
    result: Result
    minutes: Minutes
    helped: bool
    """Whether a helper held the screen at any time."""
    language: Literal["vi", "km", "en"]
    day: str
    """ISO date, in Vietnam."""
    hour: int
    """0..23; the minute is never kept."""


class Opinion(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way in which people rate, in one hour at one point."""

    point: str
    procedure: str
    stars: Literal[1, 2, 3, 4, 5]
    reason: Literal["", "waited", "hard", "machine", "alone"]
    language: Literal["vi", "km", "en"]
    day: str
    hour: int


class Ends(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How often visits ended so."""

    of: VisitEnd
    count: int


class Opinions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How often people rated so."""

    of: Opinion
    count: int


class Counts(Asking, frozen=True):
    """One batch. Its content never changes under its id."""

    batch_id: str
    """32 hex digits, made by the kiosk."""
    ends: tuple[Ends, ...]
    opinions: tuple[Opinions, ...]


class CountsReply(Message, frozen=True):
    """The desk's promise that it has counted exactly this batch, and counted it once."""

    protocol: int
    batch_id: str
    sha256: bytes
    """Over all cells of the batch."""
    kiosk_id: str
    asked_at: str
    """Of what is answered, so that no old answer stands for a new one."""
    desk_key_id: str
    signature: bytes
