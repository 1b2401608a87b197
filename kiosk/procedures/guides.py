"""The format of a guide: one thing to be learnt, step by step, on the person's own telephone.

Each file of the folder ``guides`` is one guide; assets/procedures/README.md explains the keys for authors. A guide
holds nobody's data and asks for none.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kiosk.procedures.types import Content, Id, IsoDate, Picture, Text

FOLDER = "guides"
MOST_STEPS = 9
"""As many as the dots at the top of the screen; the official page is one of them."""


class GuideChoice(Content, frozen=True, kw_only=True):
    """One of the pictures to choose from where a step asks what to do."""

    id: Id
    label: Text
    picture: Picture
    right: bool = False
    """True for what is safe to do; one of the choices at least."""
    then: Text
    """What is said once it was chosen: gentle in either case."""


class GuideStep(Content, frozen=True):
    """One screen: a picture and one sentence; or a question with two or three pictures."""

    say: Text
    picture: Picture
    hint: Text | None = None
    """One more sentence."""
    care: bool = False
    """True where harm is near: the screen shows it as a warning."""
    choices: Annotated[tuple[GuideChoice, ...], Meta(max_length=3)] = ()


class OfficialPage(Content, frozen=True):
    """The page to which the code on the last screen leads."""

    say: Text
    url: Annotated[str, Meta(pattern=r"^https://([a-z0-9-]+\.)+gov\.vn(/[A-Za-z0-9/_.-]*)?\Z", max_length=60)]

    @property
    def address(self) -> str:
        """The address as people read and say it."""
        return self.url.removeprefix("https://").rstrip("/")


class Guide(Content, frozen=True, kw_only=True):
    """One thing to be learnt."""

    format: Literal[1]
    id: Id
    place: Annotated[int, Meta(ge=1, le=99)]
    """Where it stands in the menu."""
    name: Text
    """On its tile, and at the top of its screens."""
    picture: Picture
    hue: Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
    steps: Annotated[tuple[GuideStep, ...], Meta(min_length=2, max_length=MOST_STEPS)]
    page: OfficialPage | None = None
    source: str
    checked_on: IsoDate
    confidence: Literal["H", "M", "L"]
    reviewed: Literal["none", "vi", "vi+en", "all"] = "none"

    @property
    def screens(self) -> int:
        """How many screens it takes: its steps, and the official page."""
        return len(self.steps) + (self.page is not None)
