"""A large dossier over a bad line: piece after piece from where the desk has it, smaller ones where they fail.

Nothing of it is noted here: how far it is, the desk says at the start of every try.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.dossier.seal import KioskSigner
from kiosk.dossier.upload_words import sign_piece
from kiosk.outbox.ports import Unreached
from kiosk.ward.exchange import Limits
from kiosk.wire.messages import PROTOCOL, IntakeReply, IntakeResult, SealedDossier
from kiosk.wire.upload import (
    LARGEST_PIECE,
    LEAST_PIECE,
    PIECE_BYTES,
    UploadReply,
    name_of,
    packed_whole,
)

Exchange = Callable[[bytes, Limits], bytes | Unreached]
"""Sends one message over a line that is kept between messages, and returns the answer's body."""

OLDER_DESK: Final = frozenset({"http-404", "http-405"})
"""It knows no pieces."""
_BROKEN: Final = frozenset({"offline", "timeout", "nonsense"})
"""The line broke; the next piece may get through."""
_IN_A_ROW: Final = 3
"""Pieces that did not get through before the try is over."""
_QUICK: Final = 2.0
"""Seconds in which a piece must be through for the next to be larger."""
_SLOW: Final = 5.0
"""Seconds after which the next is smaller, though it got through."""
_TRUST: Final = 8
"""Quick pieces on a line that has broken before the next is larger."""


class Pace:
    """How large the next piece is: doubled while all goes well, halved when one fails. Kept from try to try."""

    def __init__(self, *, frugal: bool = False) -> None:
        """``frugal``: each call is paid for, so it begins with the largest; a line that breaks makes them smaller."""
        self.size = LARGEST_PIECE if frugal else PIECE_BYTES
        self._run = 0
        self._wary = False

    def went(self, took: float) -> None:
        """Note a piece that got through in so many seconds."""
        self._run = self._run + 1 if took < _QUICK else 0
        if took > _SLOW:
            self.size = max(LEAST_PIECE, self.size // 2)
        elif self._run >= (_TRUST if self._wary else 1):
            self.size, self._run = min(LARGEST_PIECE, self.size * 2), 0
            self._wary = self._wary and self.size < LARGEST_PIECE

    def failed(self) -> None:
        """Note one that did not."""
        smaller = PIECE_BYTES if self.size == LARGEST_PIECE and not self._wary else self.size // 2
        self.size, self._run, self._wary = max(LEAST_PIECE, smaller), 0, True


class _Far(Struct):
    """How far a try is."""

    first: int | None = None
    """What the desk had when the try began; None until it has said so."""
    have: int | None = None
    """What it has now; None: it is to be asked."""
    known: int = 0
    """What it said last."""
    doubt: int = 0
    """Up to where the desk may have it, of a piece that was not answered; 0: there is none."""
    misses: int = 0
    """Calls in a row that brought it no further."""

    @property
    def further(self) -> bool:
        return self.first is not None and self.known > self.first


class Pieces:
    """One dossier and the way that it takes."""

    def __init__(
        self, dossier: SealedDossier, signer: KioskSigner, pace: Pace, monotonic: Callable[[], float]
    ) -> None:
        self._dossier = dossier
        self._signer = signer
        self._pace = pace
        self._monotonic = monotonic
        self._whole = packed_whole(dossier)
        self._name = name_of(self._whole)

    def send(
        self, exchange: Exchange, limits: Limits, *, patient: bool, untried: bool = False
    ) -> IntakeReply | Unreached:
        """Bring it as far as the time allows: ``limits.total``, a patient try what its bytes need at the slowest.

        ``untried``: the desk is not asked first how much it has. Unreached says whether it has more of it than when
        the try began.
        """
        in_all = limits.for_body(len(self._whole)) if patient else limits
        until, far = self._monotonic() + in_all.total, _Far(have=0 if untried else None)
        while (left := until - self._monotonic()) > 0:
            reply = self._one(exchange, far, limits.within(left))
            if isinstance(reply, Unreached):
                if reply.code not in _BROKEN or far.first is None or far.misses >= _IN_A_ROW:
                    return self._over(reply, far)
            elif reply.refused:
                return self._answer(
                    IntakeResult(dossier_id=self._dossier.dossier_id, outcome="refused", reason=reply.refused)
                )
            elif reply.result is not None:
                return self._answer(reply.result)
        return self._over(Unreached("timeout"), far)

    def _over(self, unreached: Unreached, far: _Far) -> Unreached:
        if far.doubt:
            self._pace.failed()
        return structs.replace(unreached, further=far.further)

    def _one(self, exchange: Exchange, far: _Far, limits: Limits) -> UploadReply | Unreached:
        """Send the next piece, or ask; note in ``far`` what came of it."""
        start = far.have or 0
        piece = b"" if far.have is None else self._whole[start : start + self._pace.size]
        signed = sign_piece(self._signer, self._name, len(self._whole), start, piece)
        began = self._monotonic()
        reply = _read(exchange(msgspec.msgpack.encode(signed), limits), len(self._whole))
        if isinstance(reply, Unreached):
            far.have, far.misses, far.doubt = None, far.misses + 1, start + len(piece) if piece else far.doubt
            return reply
        if reply.result is not None or reply.refused:
            return reply
        if reply.have < far.doubt:
            self._pace.failed()
        if far.first is None and piece:
            far.first = 0  # it was not asked: nothing was known to be there
        if far.first is not None and reply.have > far.known:
            far.misses = 0
            if piece:
                self._pace.went(self._monotonic() - began)
        elif piece:
            far.misses += 1
        far.first = reply.have if far.first is None else far.first
        far.have, far.known, far.doubt = reply.have, reply.have, 0
        return Unreached("nonsense") if far.misses >= _IN_A_ROW else reply

    def _answer(self, result: IntakeResult) -> IntakeReply:
        return IntakeReply(protocol=PROTOCOL, results=(result,))


def _read(body: bytes | Unreached, total: int) -> UploadReply | Unreached:
    if isinstance(body, Unreached):
        return body
    try:
        reply = msgspec.msgpack.decode(body, type=UploadReply)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Unreached("nonsense")
    usable = reply.protocol == PROTOCOL and 0 <= reply.have <= total
    whole = reply.have == total and reply.result is None
    return reply if usable and not whole else Unreached("nonsense")
