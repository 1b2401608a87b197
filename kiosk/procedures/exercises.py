"""The format of an exercise: something that a helper practises, with a person who does not exist.

Each file of the folder ``exercises`` is one exercise; assets/procedures/README.md explains the keys for authors.
Whether a step is done is seen from the visit, never told by whoever practises.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from kiosk.procedures.types import Content, Id, IdOrNone, Picture, Text

FOLDER = "exercises"
MOST_STEPS = 6
Begin = Literal["wait-helper", "workbench", "out-of-paper", "decide"]
"""Where it begins: a resident who waits, a form under way, a printer without paper, a choice of pictures."""
Seen = Literal["handover", "workbench", "confirm", "review", "ticket-out", "score"]
"""The screens whose coming shows that a step is done."""


class Decision(Content, frozen=True, kw_only=True):
    """One of the pictures to choose from."""

    id: Id
    label: Text
    picture: Picture
    right: bool = False
    then: Text | None = None
    """What is said where it is not right: gentle, and why. It must be there then."""
    harmful: bool = False
    """True for what nobody may do to a resident: it costs the step its star."""


class Done(Content, frozen=True):
    """What shows that a step is done; one of these."""

    seen: Seen | Literal[""] = ""
    """This screen has come."""
    answer: dict[Id, str] = msgspec.field(default_factory=dict)
    """These questions have these answers."""
    complete: bool = False
    """Nothing is missing in the form."""


class ExerciseStep(Content, frozen=True, kw_only=True):
    """One thing to do. With choices it is a screen of its own, done by the right one."""

    id: Id
    name: Text
    """At the end, beside its star."""
    picture: Picture
    hint: Text
    """One sentence for whoever does not know how to go on."""
    lights: str = ""
    """The id of what is lit with the hint."""
    say: Text | None = None
    """The question, where there are choices."""
    choices: Annotated[tuple[Decision, ...], Meta(max_length=4)] = ()
    done: Done = Done()


class Exercise(Content, frozen=True, kw_only=True):
    """One exercise."""

    format: Literal[1]
    id: Id
    place: Annotated[int, Meta(ge=1, le=99)]
    """Where it stands in the menu."""
    name: Text
    picture: Picture
    hue: Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
    story: Text
    """What has happened: two short sentences."""
    begin: Begin
    procedure: str = ""
    """Code of the form that the made-up resident has filled in; "" where there is none."""
    open: tuple[IdOrNone, ...] = ()
    """Questions that nobody has answered yet."""
    told: dict[Id, str] = msgspec.field(default_factory=dict)
    """Answers that the story is about."""
    steps: Annotated[tuple[ExerciseStep, ...], Meta(min_length=2, max_length=MOST_STEPS)]
