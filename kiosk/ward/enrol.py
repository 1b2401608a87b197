"""Asking the desk to be known, before any key of the ward is here to check its word by; and taking leave."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.dossier.enrol_words import answers, check_retired
from kiosk.outbox.ports import Unreached
from kiosk.ward.exchange import Limits, Line, post
from kiosk.ward.place import DeskPlace
from kiosk.wire.enrol import ENROL_PATH, RETIRE_PATH, AskToEnrol, AskToRetire, Enrolled, Retired

TRIES = 3
"""An answer may be lost: the same wish again gets it once more."""
_LOST = frozenset({"timeout", "offline", "nonsense"})


def ask_desk(
    place: DeskPlace,
    ask: AskToEnrol,
    stretched: bytes,
    monotonic: Callable[[], float],
    limits: Limits | None = None,
) -> Enrolled | Unreached:
    """Return the desk's answer to exactly this wish, proven by the code.

    Unreached ``http-403``: the desk knows no such code for this kiosk; ``http-409``: letter or point are others;
    ``http-410``: too late or used; ``other-desk``: what answered does not know the code.
    """
    body: bytes | Unreached = Unreached("offline")
    for _ in range(TRIES):
        line = Line(place)
        try:
            body = post(line, ENROL_PATH, msgspec.msgpack.encode(ask), limits or Limits(), monotonic)
        finally:
            line.drop()
        if not isinstance(body, Unreached) or body.code not in _LOST:
            break
    return body if isinstance(body, Unreached) else read_answer(body, ask, stretched)


def read_answer(body: bytes, ask: AskToEnrol, stretched: bytes) -> Enrolled | Unreached:
    """Return the answer in these bytes where it is the desk's to exactly this wish."""
    try:
        answer = msgspec.msgpack.decode(body, type=Enrolled)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Unreached("nonsense")
    return answer if answers(answer, ask, stretched) else Unreached("other-desk")


def take_leave(
    place: DeskPlace, ask: AskToRetire, desk_public: Ed25519PublicKey, monotonic: Callable[[], float]
) -> Retired | Unreached:
    """Ask the desk to count this kiosk as gone; only what the desk has signed for exactly this counts."""
    line = Line(place)
    try:
        body = post(line, RETIRE_PATH, msgspec.msgpack.encode(ask), Limits(), monotonic)
    finally:
        line.drop()
    if isinstance(body, Unreached):
        return body
    try:
        said = msgspec.msgpack.decode(body, type=Retired)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Unreached("nonsense")
    return said if check_retired(said, ask, desk_public) else Unreached("nonsense")
