"""What a resident has told so far: the answers, and what a helper has made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec
from msgspec import Struct


@dataclass(frozen=True, repr=False)
class Given:
    """One answer and who gave it. Never prints its value."""

    value: str
    by: Literal["resident", "helper", "card"]
    doubt: str = ""
    """Code of a warning that stands beside the answer."""

    def __repr__(self) -> str:
        """Tell nothing of the value."""
        return f"Given(by={self.by!r})"


class Helped(Struct, frozen=True):
    """What a helper has made of the answers, as a saved visit keeps it."""

    was: Mapping[str, str] = msgspec.field(default_factory=dict)
    """What the resident had answered before, by question, of all that is still to be confirmed."""
    by: str = ""
    """Shown name of the helper."""
    note: str = ""
    """What the helper has written for the officer."""

    def __repr__(self) -> str:
        """Tell nothing of what was told."""
        return "Helped()"


@dataclass(frozen=True)
class Asked:
    """What the resident has said so far about what they need, and their answers."""

    life_event: str = ""
    apart: Mapping[str, str] = field(default_factory=dict)
    procedure: str = ""
    papers: Mapping[str, bool] = field(default_factory=dict)
    answers: Mapping[str, Given] = field(default_factory=dict)
    asking: str = ""
    """Id of the question on screen, or the one to come back to."""
    changed: frozenset[str] = frozenset()
    """Questions that a helper has changed or filled in since the resident last confirmed them."""
    was: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the resident had answered before a helper changed it, in machine form, by question; "" for nothing."""
    on_card: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What a scanned card has answered, in machine form, by question."""
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Doubts of which a helper has said that the answer is right all the same: by question, the doubt's code and the
    answers that it was about."""
    changed_by: str = ""
    """Shown name of the helper who changed something last."""
    note: str = field(default="", repr=False)
    """What the helper has written for the officer; the resident hears it before confirming."""
