"""A day out: what a team's laptop is for as long as the team is in a hamlet.

It stands in the state folder as ``outing.json``, from ``kiosk event begin`` to ``kiosk event end``, whatever happens
in between. It changes neither keys nor store: a machine that goes without it is the office's again, and loses nothing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, structs

from kiosk.disk import replace, settle
from kiosk.settings.machine import Kiosk, Line
from kiosk.settings.point import ClockTime, Event, Named, Point
from kiosk.settings.table import Table

FILE: Final = "outing.json"
"""In the state folder."""
TEAM_LETTER: Final = "L"
"""Before a machine's own letter (lưu động)."""


class Outing(Table, frozen=True):
    """Who goes where, and when."""

    team: Annotated[str, Meta(min_length=1, max_length=24)]
    """As it stands on paper."""
    place: Annotated[str, Meta(min_length=1, max_length=24)]
    """As it stands on the screen."""
    day: date
    opens: ClockTime
    closes: ClockTime

    def kiosk(self, kiosk: Kiosk) -> Kiosk:
        """Return how the machine is meanwhile: whatever line it finds is paid by the byte."""
        return structs.replace(kiosk, line=Line(frugal=True))

    def point(self, point: Point) -> Point:
        """Return what stands for the point meanwhile; its code stays, so that its helpers are on duty here."""
        mine = Event(
            day=self.day, opens=self.opens, closes=self.closes, name=Named(vi=self.team), place=self.place
        )
        events = point.events if mine in point.events else (*point.events, mine)
        closed = tuple(day for day in point.closed if day != self.day)
        return structs.replace(point, name=self.place, short_name=self.team, events=events, closed=closed)


def series_of(letter: str, outing: Outing | None) -> str:
    """Return what a machine's ticket numbers begin with: its letter, with an L before it on a day out."""
    return letter if outing is None else TEAM_LETTER + letter


def read_outing(state: Path) -> Outing | None:
    """Return the day out that this machine is on, None where it is on none.

    What cannot be read is none either: a team whose machine serves as the office's is better off than one whose
    machine does not serve.
    """
    try:
        return msgspec.json.decode((state / FILE).read_bytes(), type=Outing)
    except (OSError, msgspec.MsgspecError):
        return None


def keep_outing(state: Path, outing: Outing) -> None:
    """Let this machine be on a day out from its next start on. Raises OSError; then nothing has changed."""
    replace(state / FILE, msgspec.json.encode(outing) + b"\n")


def drop_outing(state: Path) -> None:
    """Let this machine be the office's again from its next start on. Raises OSError."""
    (state / FILE).unlink(missing_ok=True)
    settle(state)
