"""Touches on a film or on slides, and what becomes of a film. Part of ``events``."""

from __future__ import annotations

from kiosk.visit.event import Event


class Watch(Event, frozen=True):
    """See it: the film of the procedure, or a spoken slide-show where there is none."""


class StopFilm(Event, frozen=True):
    """Let the film or the slide-show stand where it is."""


class PlayFilm(Event, frozen=True):
    """Let it go on from there."""


class PlayAgain(Event, frozen=True):
    """Show it once more from its beginning."""


class OpenSigns(Event, frozen=True):
    """See this page in sign language."""


class FilmEnded(Event, frozen=True):
    """The face has shown a film to its end."""

    film: str


class FilmBroken(Event, frozen=True):
    """The face cannot show a film."""

    film: str
