"""The messages about calls for help: the desk tells everybody who carries a telephone, and the kiosk who comes.

As all others they travel by HTTP POST as MessagePack, the kiosk signs what it asks, the desk what it answers. A call
is an id, a point and a time; nothing in it tells who needs help, or with what. Ids die after LIVES_SECONDS.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kiosk.wire.drafts import Asking
from kiosk.wire.messages import Message

LIVES_SECONDS: Final = 600
"""Seconds after which a call is over, whatever nobody has said."""
OPEN_AT_MOST: Final = 20
"""Calls in one CallReply."""
POINT_LETTERS: Final = 64

CallState = Literal["open", "taken", "over"]
WhyOver = Literal["came", "stopped", "wiped", "late"]
"""A helper is here; the resident wants no help any more; the visit is over; nobody came in LIVES_SECONDS."""


class CallOpened(Asking, frozen=True):
    """Help is wanted at this kiosk. The same again changes nothing."""

    call_id: str
    """32 hex digits, made by the kiosk."""
    point: str
    """What the point is called, 1..POINT_LETTERS letters."""
    waited: int
    """Seconds since it was called, so that no clock but the desk's own counts."""


class CallAsk(Asking, frozen=True):
    """What has become of this call?"""

    call_id: str


class CallOver(Asking, frozen=True):
    """A helper has come, the resident wants no help any more, or the visit is over."""

    call_id: str
    why: WhyOver


class CallsAsk(Asking, frozen=True):
    """Which calls of the ward are open? For the page of a helper at a point."""


PATHS: Final[dict[type[Asking], str]] = {
    CallOpened: "/api/v1/call/open",
    CallAsk: "/api/v1/call/ask",
    CallOver: "/api/v1/call/over",
    CallsAsk: "/api/v1/call/list",
}
"""Each question has a door of its own."""


class CallLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One open call of the ward."""

    point: str
    waited: int
    """Seconds."""
    name: str
    """Shown name of who is on the way, "" for nobody."""


class CallReply(Message, frozen=True):
    """What the desk says of a call, or of all open ones; signed."""

    protocol: int
    call_id: str
    """Of the question; "" where all are asked for."""
    state: CallState
    name: str
    """Shown name of who is on the way, "" for nobody."""
    portrait: str
    """The code of their picture, "" for none."""
    calls: tuple[CallLine, ...]
    """The open ones, the oldest first, where all are asked for."""
    kiosk_id: str
    asked_at: str
    """Of the question, so that no old answer stands for a new one."""
    desk_key_id: str
    signature: bytes
