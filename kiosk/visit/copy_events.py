"""What a person can do about copies of papers."""

from __future__ import annotations

from kiosk.visit.event import Event


class OpenCopies(Event, frozen=True):
    """To the papers that can be copied: from the workbench, or where no more fits."""


class CopyPaperNow(Event, frozen=True):
    """The paper lies there: look at it, or once more."""


class ChoosePaper(Event, frozen=True):
    """This paper is to be copied."""

    paper: str


class StopCopying(Event, frozen=True):
    """Not now after all: break off."""


class TurnPaper(Event, frozen=True):
    """What was seen stands the wrong way: turn it."""


class KeepPage(Event, frozen=True):
    """What was seen is good enough for the person."""


class DeleteCopies(Event, frozen=True):
    """Away with the copies of this paper."""

    paper: str


class KeepNone(Event, frozen=True):
    """Away with all copies, and no more are made: the consent is taken back."""


CopyTouch = (
    OpenCopies | CopyPaperNow | ChoosePaper | StopCopying | TurnPaper | KeepPage | DeleteCopies | KeepNone
)
