"""What can be said by pointing: one list for the screen and for the printed board."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kiosk.procedures import Catalogue
from kiosk.procedures.types import Text
from kiosk.texts import Texts

A_PAGE: Final = 6
_PLAIN: Final = (
    ("yes", "tick-big"),
    ("no", "cross-big"),
    ("unknown", "question-mark"),
    ("slowly", "slowly"),
    ("write", "write-down"),
    ("cannot-read", "cannot-read"),
    ("cannot-hear", "cannot-hear"),
    ("cannot-speak", "cannot-speak"),
    ("unwell", "unwell"),
    ("sit", "chair"),
    ("water", "water"),
    ("toilet", "toilet"),
    ("family", "call-family"),
    ("tomorrow", "come-tomorrow"),
    ("papers", "step-bring-papers"),
    ("money", "cash"),
)


class Sign(Struct, frozen=True):
    """One picture to point at."""

    id: str
    picture: str
    hue: str = ""
    """Of a life event, #RRGGBB."""
    name: Text | None = None
    """Of a life event; the others have a text of the kiosk's own."""

    def say(self, texts: Texts, language: str) -> str:
        """Return its words."""
        return self.name.in_language(language) if self.name else texts.say(language, f"pointing.{self.id}")


def signs(catalogue: Catalogue) -> tuple[Sign, ...]:
    """Return all signs: answers and what one may need first, then what one has come for."""
    plain = tuple(Sign(name, picture) for name, picture in _PLAIN)
    events = tuple(
        Sign(f"event:{event.id}", event.picture, event.hue, event.name) for event in catalogue.events
    )
    return plain + events
