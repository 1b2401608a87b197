"""A helper's round of a day: the homes that they visit, opened in memory for as long as they hold the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from msgspec import Struct

Stage = Literal["papers", "steps", "result", "missed"]
"""What is done at a home: papers received, steps done, results handed back; or nothing could be, and why."""
UNSIGNED: Final = frozenset({"steps", "missed"})
"""Where nothing changes hands, so that nobody signs."""
Seer = Literal["relative", "neighbour", "official"]
"""Who has seen the cross of somebody who cannot write: of the family, a neighbour, the head of the hamlet."""


class Thing(Struct, frozen=True):
    """A paper to receive, a step to do, a result to hand back."""

    id: str
    name: str
    """In Vietnamese, as the ward calls it."""


MISSED: Final = (
    Thing("nobody", "Không gặp ai ở nhà"),
    Thing("later", "Bà con hẹn ngày khác"),
    Thing("no-need", "Bà con không cần nữa"),
)
"""Why nothing could be done at a home, as the ward reads it; the same at each."""


class Stop(Struct, frozen=True):
    """One home, as the list of the day tells it."""

    id: str
    hamlet: str = ""
    name: str = ""
    """Whom to ask for."""
    house: str = ""
    landmark: str = ""
    phone: str = ""
    when: str = ""
    """When somebody is expected, in words of the ward or HH:MM."""
    procedure: str = ""
    """Its code; "" where nobody knows yet which it is."""
    title: str = ""
    """The procedure's name."""
    needs: tuple[str, ...] = ()
    """Codes of the help that is needed there."""
    language: Literal["vi", "km", "en"] = "vi"
    """In which who signs there is asked."""
    bereaved: bool = False
    """Somebody has died there."""
    note: str = ""
    papers: tuple[Thing, ...] = ()
    steps: tuple[Thing, ...] = ()
    results: tuple[Thing, ...] = ()

    def things(self, stage: Stage) -> tuple[Thing, ...]:
        """Return what can be ticked there."""
        return {"papers": self.papers, "steps": self.steps, "result": self.results, "missed": MISSED}[stage]

    def __repr__(self) -> str:
        """Tell nothing of anybody."""
        return "Stop(…)"


@dataclass(frozen=True, repr=False)
class Signing:
    """Two signatures that are being given: for what, and what is drawn so far."""

    resident: tuple[bytes, ...] = ()
    cross: bool = False
    """True where the resident cannot write and makes a cross, or a mark of the thumb, in place of a name."""
    seer: Seer | Literal[""] = ""
    """Who saw the cross."""
    helper: tuple[bytes, ...] = ()
    heard: bool = True
    """False where touches kept what is signed from being read aloud to its end."""
    language: str = "vi"
    """That of the page that the resident signed."""

    def __repr__(self) -> str:
        """Tell nothing of what is drawn."""
        return "Signing(…)"


@dataclass(frozen=True, repr=False)
class Round:
    """The opened list, where the helper is on it, and what is ticked there."""

    stops: tuple[Stop, ...] = ()
    told: frozenset[tuple[str, Stage]] = frozenset()
    """Of which homes what is kept already, by id."""
    at: str = ""
    """Id of the home that is open; "" for the list."""
    stage: Stage = "papers"
    """What is being done there."""
    ticked: frozenset[str] = frozenset()
    """Ids of the things of this stage."""
    signing: Signing = field(default_factory=Signing)
    kept: bool = False
    """True on the page of a home as long as it says that what was done lies on the disk."""

    @property
    def stop(self) -> Stop | None:
        """The home that is open."""
        return next((one for one in self.stops if one.id == self.at), None)

    @property
    def chosen(self) -> tuple[Thing, ...]:
        """What is ticked, in the list's order."""
        stop = self.stop
        return tuple(one for one in stop.things(self.stage) if one.id in self.ticked) if stop else ()

    def __repr__(self) -> str:
        """Tell nothing of anybody."""
        return f"Round(stops={len(self.stops)})"
