"""What painting needs besides the visit: the words, the catalogue, the point, who is on duty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from msgspec import structs

from kiosk.presenter.view import Banner, Button, ScreenView, Script
from kiosk.procedures import Catalogue
from kiosk.procedures.films import NO_FILMS, Films
from kiosk.procedures.hours import ALWAYS_CLOSED, OpeningHours
from kiosk.procedures.types import Procedure, Text
from kiosk.settings import REFERENCE_SCREEN, Point, Screen, Slot
from kiosk.texts import FALLBACK, Texts
from kiosk.visit.calls import HelpCallSeen, OpenCall
from kiosk.visit.day import Day
from kiosk.visit.events import Language, Touch
from kiosk.visit.look import USUAL, Look
from kiosk.visit.on_duty import OnDuty
from kiosk.visit.room import Room, room_on, sized
from kiosk.visit.states import Complaint, State, Visit
from kiosk.waiting.line import Line

LATIN_FIRST: Final[tuple[Script, ...]] = ("latin", "khmer")
"""The writings of words outside of Khmer, and of numbers of papers and houses everywhere."""


@dataclass(frozen=True)
class Scene:
    """Everything around the visit that a screen shows."""

    catalogue: Catalogue
    texts: Texts
    point: Point
    languages: tuple[str, ...]
    now: datetime
    trial: bool
    hours: OpeningHours = ALWAYS_CLOSED
    """When somebody is at the point."""
    on_duty: str = ""
    """Shown name of the helper on duty, "" for nobody."""
    signed_in: tuple[OnDuty, ...] = ()
    """The helpers who are signed in at this point."""
    screen: Screen = REFERENCE_SCREEN
    """The glass, which says how much fits on a page."""
    sound: bool = True
    """False where the point has no sound at all."""
    listens: frozenset[str] = frozenset()
    """The languages in which spoken words are understood here."""
    line: Line | None = None
    """Who waits at this point; None where no numbers are called, and in practice."""
    day: Day | None = None
    """What else there is to be done at this point today; None before anybody has looked, and in practice."""
    headphones: bool = False
    """True: what is said is heard by the person before the screen alone."""
    pin_keys: tuple[str, ...] = ()
    """The scrambled order of the PIN pad for this sign-in."""
    films: Films = NO_FILMS
    """What there is to be seen at this point."""
    copies: Literal["", "glass", "above"] = ""
    """Where a paper is laid to be copied: on a glass, or on the table under a camera; "" where none is copied."""
    portal: Literal["", "left", "right"] = ""
    """The half of the glass in which the official portal is opened; "" where it is not."""
    slot: Slot = "below"
    """Where, seen from the glass, the printer gives out its paper."""
    paper_low: bool = False
    """The printer has said that its roll is nearly used up: told to helpers only."""
    ward: Literal["reached", "away", "unknown"] = "unknown"
    """Whether the desk answered the last heartbeat: told to helpers only."""
    lease_left: int | None = None
    """Seconds until the screen is taken from a helper who does nothing; None as long as that is far."""
    call: HelpCallSeen | None = None
    """The call for help of this visit; None where none is open."""
    calls: tuple[OpenCall, ...] = ()
    """The open calls of the whole ward, the oldest first: told to helpers only."""


@dataclass(frozen=True)
class Stage:
    """One visit in one scene: what every painter is given."""

    visit: Visit
    scene: Scene
    language: Language | Literal[""] = ""
    beside: str = ""
    """The language of the page that this one in Vietnamese stands beside: both have the same rows."""

    @property
    def tongue(self) -> Language:
        """The language of this screen: the resident's, or Vietnamese while the helper holds it."""
        return self.language or self.visit.language

    @property
    def look(self) -> Look:
        """The look of this screen, its size named: the resident's, or the usual one while a helper holds it."""
        look = USUAL if self.visit.is_helpers_page else self.visit.look
        return structs.replace(look, size=sized(self.scene.screen, look))

    @property
    def room(self) -> Room:
        """How much one page holds."""
        return room_on(self.scene.screen, self.look)

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The writings in which free words may be typed, the one of this language first."""
        return ("khmer", "latin") if self.tongue == "km" else LATIN_FIRST

    def say(self, message_id: str, **values: str | int) -> str:
        """Return a text of the kiosk in the screen's language."""
        return self.scene.texts.say(self.tongue, message_id, **values)

    def has(self, message_id: str) -> bool:
        """Tell whether the kiosk has such a text."""
        return self.scene.texts.has(FALLBACK, message_id)

    def named(self, message_id: str, name: str) -> str:
        """Return a text that names somebody; the name is never broken over two lines."""
        return self.say(message_id, name=name.replace(" ", "\u00a0"))

    def text(self, text: Text | None) -> str:
        """Return a text of the catalogue in the screen's language, "" for None."""
        return text.in_language(self.tongue) if text else ""

    @property
    def procedure(self) -> Procedure | None:
        """The procedure of the visit, once it is known."""
        return self.scene.catalogue.procedures.get(self.visit.asked.procedure)

    def button(self, name: str, message_id: str, event: Touch, **more: str) -> Button:
        """Return a button with a text of the kiosk."""
        return Button(id=name, text=self.say(message_id), event=event, **more)  # type: ignore[arg-type]

    def complaint(self) -> Banner | None:
        """Return what was wrong with the last input, as a banner."""
        complaint = self.visit.complaint
        if complaint is None:
            return None
        return Banner(text=self.complaint_text(complaint), picture="question-mark", tone="stop")

    def complaint_text(self, complaint: Complaint) -> str:
        """Return the procedure's own sentence in this language, or the kiosk's for the code."""
        own = complaint.say.get(self.tongue) or complaint.say.get("vi", "")
        if own:
            return own
        if complaint.code == "locked" and (names := [one.shown_name for one in self.scene.signed_in]):
            return self.named("unlock.ask-somebody", names[0])
        return self.say(f"complaint.{complaint.code}", number=complaint.number)


Painter = Callable[[Stage], Mapping[str, object]]
PAINTERS: dict[State, Painter] = {}


def paints(*states: State) -> Callable[[Painter], Painter]:
    """Enter the painter of one or more states; entering a state twice is a fault of the program."""

    def enter(painter: Painter) -> Painter:
        for state in states:
            if state in PAINTERS:
                raise RuntimeError(f"two painters for {state}")
            PAINTERS[state] = painter
        return painter

    return enter


Fields = dict[str, object]
__all__ = ["PAINTERS", "Fields", "Scene", "ScreenView", "Stage", "paints"]
