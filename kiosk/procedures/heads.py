"""Heads: the little that lists, tiles and search results show of a procedure without opening it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from kiosk.procedures.types import Content, Picture, Place, Procedure, Text


class Head(Content, frozen=True, kw_only=True):
    """What is known of a procedure without opening it. The fields are those of ``Procedure``."""

    code: str
    kind: Literal["form", "refer"]
    name: Text
    short: Text
    official: str
    picture: Picture
    hint: Text | None = None
    words: tuple[str, ...] = ()
    found_under: tuple[Place, ...]
    home: Literal["", "tile", "first_page", "along"] = ""
    """Where a form begins by which somebody is asked to come to a home."""

    def places(self) -> tuple[Place, ...]:
        """Return all life events under which it is found, its own first."""
        return self.found_under


class Heads(Mapping[str, Head]):
    """Many heads by code, packed in memory, each unpacked when it is first looked at."""

    def __init__(self, packed: bytes) -> None:
        """Take what ``packed`` returned. Raises msgspec.MsgspecError on anything else."""
        self._packed = msgspec.msgpack.decode(packed, type=dict[str, msgspec.Raw])
        self._seen: dict[str, Head] = {}

    def __getitem__(self, code: str) -> Head:
        if code not in self._seen:
            self._seen[code] = msgspec.msgpack.decode(self._packed[code], type=Head)
        return self._seen[code]

    def __contains__(self, code: object) -> bool:
        return code in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def packed(heads: Iterable[Head]) -> bytes:
    """Return heads as bytes, for ``Heads``."""
    return msgspec.msgpack.encode({head.code: head for head in heads})


def by_event(heads: Iterable[Head]) -> dict[str, tuple[str, ...]]:
    """Return the codes found under each life event: forms first, then referrals."""
    found: dict[str, list[str]] = {}
    for head in sorted(heads, key=lambda head: head.kind != "form"):
        for event_id in dict.fromkeys(place.event for place in head.places()):
            found.setdefault(event_id, []).append(head.code)
    return {event_id: tuple(codes) for event_id, codes in found.items()}


def head_of(procedure: Procedure) -> Head:
    """Return the head of a procedure."""
    return Head(
        code=procedure.code,
        kind=procedure.kind,
        name=procedure.name,
        short=procedure.short,
        official=procedure.official,
        picture=procedure.picture,
        hint=procedure.hint,
        words=procedure.words,
        found_under=procedure.places(),
        home=procedure.home.begins if procedure.home else "",
    )
