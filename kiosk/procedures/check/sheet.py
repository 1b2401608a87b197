"""One well-formed file, and what all checks of it share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import msgspec

from kiosk.procedures.faults import Fault, Key, Level
from kiosk.procedures.tree import Tree
from kiosk.procedures.types import Condition, Procedure, Question

S = TypeVar("S", bound=msgspec.Struct)
Said = Iterator[tuple[Key, str]]
"""Where, and one sentence: what should stand there."""


@dataclass(frozen=True)
class Sheet(Generic[S]):
    """One well-formed file: what it says and where each part stands."""

    tree: Tree
    value: S

    def fault(self, key: Key, expected: str, level: Level = "error") -> Fault:
        """Return a fault of this file at ``key``."""
        return replace(self.tree.fault(key, expected), level=level)

    def faults(self, said: Iterable[tuple[Key, str]], level: Level = "error") -> tuple[Fault, ...]:
        """Return a fault for each thing said."""
        return tuple(self.fault(key, words, level) for key, words in said)


@dataclass(frozen=True)
class Offered:
    """What the kiosk's own lists hold, by id or code, for checking what a file takes from them."""

    relationship: frozenset[str] = frozenset()
    ethnicity: frozenset[str] = frozenset()
    nationality: frozenset[str] = frozenset()

    def of(self, question_type: str) -> frozenset[str] | None:
        """Return the ids that a question of this type may take; None where no list stands behind it."""
        return {
            "relationship": self.relationship,
            "ethnicity": self.ethnicity,
            "nationality": self.nationality,
        }.get(question_type) or None


def twice(key: Key, ids: Iterable[str]) -> Said:
    """Tell of each id that stood there before."""
    seen: set[str] = set()
    for place, each in enumerate(ids):
        if each in seen:
            yield (*key, place, "id"), f'the id "{each}" stands here twice: take another'
        seen.add(each)


def maps(value: Any, key: Key) -> Iterator[tuple[Key, dict[str, Any]]]:
    """Yield every map of a file's plain values with its key."""
    if isinstance(value, dict):
        yield key, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from maps(part, (*key, name))


def whens(procedure: Procedure) -> Iterator[tuple[Key, Condition]]:
    """Yield every condition of a procedure on its own and on sibling questions, but for ``apart``."""
    for name in ("papers", "questions", "orders"):
        for place, each in enumerate(getattr(procedure, name)):
            for at, condition in enumerate(each.when):
                yield (name, place, "when", at), condition
    for place, section in enumerate(procedure.sections):
        for at, condition in enumerate(section.same_as.when if section.same_as else ()):
            yield ("sections", place, "same_as", "when", at), condition
    for place, question in enumerate(procedure.questions):
        for number, rule in enumerate(question.rules):
            for at, condition in enumerate(rule.when):
                yield ("questions", place, "rules", number, "when", at), condition


def answers_of(question: Question, offered: Offered | None) -> tuple[str, ...]:
    """Return the answers that a condition may name; none where the answer is free."""
    listed = tuple(sorted((offered.of(question.type) if offered else None) or ()))
    known = {
        "yes_no": ("yes", "no"),
        "attachment": ("here", "later"),
        "relationship": question.offer or listed,
        "ethnicity": listed,
        "nationality": listed,
    }
    return known.get(question.type, tuple(choice.id for choice in question.choices))
