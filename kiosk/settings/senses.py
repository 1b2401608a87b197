"""What this machine says, hears and listens with: tables of kiosk.toml."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from kiosk.settings.table import Table

Percent = Annotated[int, Meta(ge=1, le=100)]
Commands = dict[Literal["vi", "km", "en"], Annotated[tuple[str, ...], Meta(min_length=1)]]
"""A program with its arguments, by language."""


class Sound(Table, frozen=True):
    """``alsa`` speaks through a device of ALSA, ``none`` is silent: captions tell everything."""

    kind: Literal["alsa", "none"] = "alsa"
    device: str = "default"
    headphones: Literal["auto", "always", "never"] = "auto"
    """What is nobody else's business is said in headphones only. auto: the card tells whether they are plugged in;
    always: there is no loudspeaker but a handset or a headset; never: nothing private is said unasked."""
    volumes: tuple[Percent, Percent, Percent] = (40, 65, 90)
    """How far the three steps of loudness open the mixer, the quietest first; each visit begins with the second."""

    @property
    def is_on(self) -> bool:
        """Whether anything can be heard here."""
        return self.kind != "none"


class Voice(Table, frozen=True):
    """What makes the clips of the texts: ``espeak`` (espeak-ng), or ``command``: a program of the ward's choice."""

    engine: Literal["espeak", "command"] = "espeak"
    command: Commands = field(default_factory=dict)
    """For ``command``, by language: a program that is given the text and writes the wav in place of {wav}."""


class Listening(Table, frozen=True):
    """What understands a few spoken words when a procedure is looked for: nothing, or an offline program."""

    engine: Literal["none", "command"] = "none"
    command: Commands = field(default_factory=dict)
    device: str = "default"
