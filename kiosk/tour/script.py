"""The format of a journey: what a person does, and the end that must be found afterwards.

Journeys are YAML files beside this module. Steps are carried out in order by the verbs of ``play``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import msgspec.yaml
from msgspec import Meta


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One part of a journey file."""


class Step(Part, frozen=True, kw_only=True):
    """One act. Exactly one of the fields is set."""

    tap: str = ""
    """The id of what is touched; "language" stands for the journey's language button."""
    find: str = ""
    """The id of a choice that may stand on a later page: pages are turned until it is there, then it is touched."""
    see: str = ""
    """The state that the screen must show now."""
    pages: str = ""
    """Go through all pages by the button of this id (the last one has another)."""
    papers: bool = False
    """Answer every paper as the journey says, go on."""
    answers: tuple[str, ...] | bool = False
    """Answer the questions on screen as the journey says: all that come, or up to and with the ones named."""
    sign_in: bool = False
    """The helper shows the badge and types the PIN."""
    helper: Literal["", "on-shift", "off-shift"] = ""
    """Who shows a badge from now on; at first whoever is on shift."""
    pin: bool = False
    """The helper, whose badge is known, types the PIN."""
    type_badge: bool = False
    """The helper types the digits of the badge."""
    correct: dict[str, str] = {}
    """At the workbench: open each question and answer it anew."""
    hear: bool = False
    """Wait until the page has been read aloud."""
    watch: bool = False
    """See a film or the slides to their end."""
    wait: Annotated[float, Meta(ge=0)] = 0
    """Let this many seconds pass on the journey's clock."""
    scan: Literal["", "ticket", "card", "badge", "nonsense"] = ""
    """Hold the last printed ticket, the journey's card, the helper's badge or a foreign code under the scanner."""
    lay: Literal["", "page", "dark", "nothing"] = ""
    """Lay a written page on the glass of the document scanner, one in bad light, or take away what lies there."""
    type_ticket: bool = False
    """Type the digits of the last printed ticket."""
    year: int = 0
    """Put in a birth year."""
    begin: str = ""
    """Begin to type, where letters are typed one by one, and leave it standing."""
    change_language: Literal["", "other", "own"] = ""
    """In the middle of the visit: to another language (Khmer from Vietnamese, else Vietnamese), or back to the
    journey's. The same screen must be there again, with what was typed."""
    look: bool = False
    """Set sizes, colours and side as the journey says, by the panel that every screen leads to."""
    draw: bool = False
    """Sign with a finger on the pad that the screen shows."""
    play: Annotated[int, Meta(ge=0)] = 0
    """Touch about like a child, so many times: anywhere, twice, across, and off the edge."""
    desk: Literal["", "stop", "start"] = ""
    """Pull the ward's desk from the network, or bring it back."""
    phone: Literal["", "take"] = ""
    """Another helper of the ward, on their own telephone: says of the open call that they are coming."""
    homes: Literal["", "plan", "bring", "confirm"] = ""
    """At the desk: every home that asks for a visit is given to the helper on shift, for today; the result of every
    dossier that is ready is to be brought home, as its applicant has asked by telephone; every result that was
    reported as handed over is confirmed."""
    officer: dict[str, str | tuple[str, ...]] = {}
    """At the desk: fill in the form of the dossier (status, dossier_code, missing, to_pay, note) and save it."""
    shows: str = ""
    """The picture that must be on the screen now: of a paper, or of a disc of the path."""


class End(Part, frozen=True, kw_only=True):
    """What must be there afterwards."""

    kind: Literal["dossier", "draft", "numbers", "nothing"]
    status: int = 1
    """The status at the desk."""
    channel: Literal["", "desk", "home-visit", "portal", "counter"] = ""
    """How the desk says that it was filed; "" where the journey does not ask."""
    agreed: bool = True
    """False: nobody stood there who could agree to anything, and the desk tells of nobody who has."""
    homes: tuple[str, ...] = ()
    """What must have been reported to the desk of each home that asked for a visit: papers, steps, result."""
    copies: int = 0
    """How many copies have been left with the ward; each holds the journey's answers."""
    numbers: dict[str, str] = {}
    """How each number of the queue stands, by number as records keep it."""


class Look(Part, frozen=True, kw_only=True):
    """What the person sets on the panel of sizes and colours; what is left out stays as it is."""

    size: Annotated[int, Meta(ge=0, le=4)] = 0
    contrast: Literal["", "standard", "high", "dark"] = ""
    reach: Literal["", "low"] = ""
    hand: Literal["", "left", "right"] = ""

    def buttons(self) -> list[str]:
        """Return the ids of the panel's buttons to touch, in their order."""
        wanted = (
            ("size", self.size),
            ("contrast", self.contrast),
            ("reach", self.reach),
            ("hand", self.hand),
        )
        return [f"{name}:{value}" for name, value in wanted if value]


class Journey(Part, frozen=True, kw_only=True):
    """One whole visit."""

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z-]{1,40}$")]
    title: str
    procedure: str = ""
    desk: bool = True
    """Whether the ward's desk is up at the beginning."""
    at: str = ""
    """When it begins on the kiosk's clock, in ISO form with the time zone; "" for now."""
    film: str = ""
    """The code of a procedure that the ward has laid a film for."""
    card: str = ""
    """What a citizen card under the scanner says."""
    answers: dict[str, str] = {}
    """By question id, in machine form. What is not here is answered "don't know". ``coming:2``: of the days that are
    offered, the second."""
    papers: dict[str, bool] = {}
    """By paper id; the others are not there."""
    copies: tuple[str, ...] = ()
    """Ids of the papers whose copies go along; where there are some, a document scanner stands at this point."""
    portal: bool = False
    """True where the official portal can be opened at this point, in a folder in place of a window."""
    corrections: dict[str, str] = {}
    """What the dossier must hold instead, after the helper's corrections."""
    hands: Literal["touch", "keypad", "five-keys", "switch", "blind"] = "touch"
    """What the person acts with on a face that has a glass: fingers, or keys that are the residents' own;
    blind: a number keypad and the ears."""
    look: Look = Look()
    pictures_only: bool = False
    """True: nothing is chosen that has no picture (but the language), and no letter is typed."""
    end: End
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]

    def filed(self) -> dict[str, str]:
        """Return the answers that must be found at the end."""
        return {**self.answers, **self.corrections}


class JourneyError(Exception):
    """A journey that cannot be read, or did not go as it says."""


_COMING = "coming:"


def dated(journey: Journey, days: Sequence[date]) -> Journey:
    """Return the journey with the days in its answers that are offered when it is played."""
    answers = {
        name: days[int(value.removeprefix(_COMING)) - 1].isoformat() if value.startswith(_COMING) else value
        for name, value in journey.answers.items()
    }
    return msgspec.structs.replace(journey, answers=answers)


FOLDER = Path(__file__).parent / "journeys"


def load_all(folder: Path = FOLDER) -> dict[str, Journey]:
    """Return all journeys by name. Raises JourneyError with file and place."""
    found: dict[str, Journey] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            journey = msgspec.yaml.decode(path.read_bytes(), type=Journey)
        except msgspec.DecodeError as broken:
            raise JourneyError(f"{path.name}: {broken}") from broken
        found[journey.name] = journey
    return found
