"""The messages about visits at home: the list of a helper's day, sealed to that helper, and what they report of it.

As all others they travel by HTTP POST as MessagePack. In the open stand ids, a helper, a day; who lives where and what
was done there can be read with the helper's badge and PIN, or at the ward, alone.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kiosk.ids import HelperId, KioskId, WardCode
from kiosk.wire.dossier import Plaintext
from kiosk.wire.drafts import Asking
from kiosk.wire.messages import Message

SCHEMA: Final = 1
LISTS_LIMIT: Final = 200
"""Lists in one reply."""
STOPS_LIMIT: Final = 60
"""Homes on one list."""
REPORT_LIMIT: Final = 256 * 1024
"""Sealed bytes of one report; two signatures take about a tenth."""

Stage = Literal["papers", "steps", "result", "missed"]
"""What is done at a home: papers received, steps done, results handed back; or nothing could be, and why."""
Seer = Literal["relative", "neighbour", "official"]
"""Who has seen the cross of somebody who cannot write: of the family, a neighbour, the head of the hamlet."""


class HomeThing(Message, frozen=True):
    """A paper to receive, a step to do, a result to hand back."""

    id: str
    name: str
    """In Vietnamese."""


class HomeStop(Plaintext, frozen=True):
    """One home on the list of a day."""

    visit: str
    """Id of the visit at home, 32 hex digits."""
    hamlet: str = ""
    name: str = ""
    house: str = ""
    landmark: str = ""
    phone: str = ""
    when: str = ""
    """As HomeAsked.when, or the time that the ward has set, HH:MM."""
    procedure: str = ""
    title: str = ""
    needs: tuple[str, ...] = ()
    language: str = ""
    """In which the visit was asked for: who signs there is asked in it."""
    bereaved: bool = False
    note: str = ""
    papers: tuple[HomeThing, ...] = ()
    steps: tuple[HomeThing, ...] = ()
    results: tuple[HomeThing, ...] = ()


class DayList(Plaintext, frozen=True):
    """What lies inside the seal of a helper's day."""

    schema: int
    ward: WardCode
    helper: HelperId
    day: str
    """YYYY-MM-DD in Vietnam; the list is of no use on any other."""
    stops: tuple[HomeStop, ...]


class SealedDayList(Message, frozen=True):
    """A DayList that opens with its helper's badge and PIN alone."""

    helper: HelperId
    day: str
    key_id: str
    """Which of the helper's keys it is sealed to: a new PIN makes another one."""
    sealed: bytes
    """HPKE enc || ciphertext."""


class AskDayLists(Asking, frozen=True):
    """Which lists of today and later are there for helpers who go out from this point?"""


class DayLists(Message, frozen=True):
    """All that there are, signed by the desk."""

    protocol: int
    kiosk_id: KioskId
    asked_at: str
    lists: tuple[SealedDayList, ...]
    desk_key_id: str
    signature: bytes


class Custody(Plaintext, frozen=True):
    """Both have signed on the glass for what has changed hands."""

    resident: bytes
    """A small PNG, black on white."""
    helper: bytes
    how: Literal["signed", "cross"]
    """cross: the resident cannot write and has made a cross or drawn the thumb across."""
    seer: Seer | Literal[""] = ""
    """Who, besides the helper, saw the cross being made."""
    heard: bool = True
    """False where touches kept the page from being read aloud to its end."""
    language: str = "vi"
    """That of the page that the resident signed."""


class VisitReport(Plaintext, frozen=True):
    """What was done at a home. One of each stage at a time; several of one visit add up."""

    schema: int
    report: str
    """Id, 32 hex digits: the same report again is the same."""
    visit: str
    kiosk_id: KioskId
    helper: HelperId
    name: str
    """Of the helper, in full."""
    at: str
    """When it was signed or kept, on the kiosk's clock."""
    stage: Stage
    things: tuple[HomeThing, ...]
    """What was received, done or handed back."""
    custody: Custody | None = None
    """None only where nothing has changed hands."""


class SealedReport(Message, frozen=True):
    """A VisitReport that only the ward can open, signed by the kiosk."""

    protocol: int
    report: str
    visit: str
    kiosk_id: KioskId
    ward: WardCode
    key_id: str
    """Which ward key it is sealed to."""
    sealed_at: str
    sealed: bytes
    signature: bytes


class ReportWord(Message, frozen=True):
    """What the desk says of one report, signed. Kept: it has stored exactly these bytes, now or before."""

    protocol: int
    report: str
    sealed_sha256: bytes
    kept: bool
    reason: str
    """A short code where it is not: unknown-visit, bad-signature, wrong-ward, unreadable, id-conflict."""
    kiosk_id: KioskId
    desk_key_id: str
    signature: bytes


LISTS_PATH: Final = "/api/v1/visits/lists"
REPORT_PATH: Final = "/api/v1/visits/report"


def encode_list(found: DayList) -> bytes:
    """Return the bytes to seal."""
    return msgspec.msgpack.encode(found)


def decode_list(plain: bytes) -> DayList:
    """Read what ``encode_list`` wrote; raises msgspec's errors on anything else."""
    return msgspec.msgpack.decode(plain, type=DayList)


def encode_report(report: VisitReport) -> bytes:
    """Return the bytes to seal."""
    return msgspec.msgpack.encode(report)


def decode_report(plain: bytes) -> VisitReport:
    """Read what ``encode_report`` wrote; raises msgspec's errors on anything else."""
    return msgspec.msgpack.decode(plain, type=VisitReport)
