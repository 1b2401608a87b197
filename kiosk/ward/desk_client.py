"""The desk over HTTP. Whatever answers is a stranger until a signature says otherwise."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from datetime import datetime
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Struct

from kiosk.dossier.receipts import check_status, sign_query
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import DossierId, TicketId
from kiosk.outbox.ports import Unreached
from kiosk.ward.exchange import Greeting, Limits, Line, post
from kiosk.ward.pieces import OLDER_DESK, Pace, Pieces
from kiosk.ward.place import DeskPlace
from kiosk.wire.calls import CallReply
from kiosk.wire.counts import CountsReply
from kiosk.wire.drafts import DraftReply
from kiosk.wire.heartbeat import HeartbeatReply
from kiosk.wire.messages import (
    INTAKE_PATH,
    PROTOCOL,
    STATUS_ASKED,
    DossierStatus,
    IntakeBatch,
    IntakeReply,
    SealedDossier,
    StatusReply,
)
from kiosk.wire.upload import UPLOAD_PATH, is_heavy
from kiosk.wire.visits import DayLists, ReportWord

_Reply = TypeVar(
    "_Reply",
    IntakeReply,
    StatusReply,
    DraftReply,
    HeartbeatReply,
    CallReply,
    CountsReply,
    DayLists,
    ReportWord,
)
_STRAYS = 4
"""How many calls that outlived their limit may still hang before no new one is made."""


class DeskKeys(Struct, frozen=True):
    """Who asks and whose word counts."""

    signer: KioskSigner
    desk_public: Ed25519PublicKey


class DeskClient:
    """The WardLink over HTTP. Any thread may call; every call ends within ``limits.total`` seconds.

    A patient one may take as much longer as its bytes need on the slowest line.
    """

    def __init__(
        self,
        place: DeskPlace,
        keys: DeskKeys,
        monotonic: Callable[[], float],
        limits: Limits | None = None,
        *,
        frugal: bool = False,
    ) -> None:
        """``frugal``: each call on the line is paid for."""
        self._place = place
        self._keys = keys
        self._monotonic = monotonic
        self._limits = limits or Limits()
        self._frugal, self._pace = frugal, Pace(frugal=frugal)
        self._tried: set[DossierId] = set()
        """What has been begun to be brought in pieces since the start."""
        self._greeting = Greeting()
        self._strays: list[threading.Thread] = []

    def deliver(
        self, dossiers: tuple[SealedDossier, ...], *, patient: bool = False
    ) -> IntakeReply | Unreached:
        """Send one batch; a heavy dossier by itself goes in pieces. The receipts in the reply are not judged here."""
        if len(dossiers) == 1 and is_heavy(len(dossiers[0].sealed)):
            reply = self._in_pieces(dossiers[0], patient=patient)
            if not (isinstance(reply, Unreached) and reply.code in OLDER_DESK):
                return reply
        batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=self._keys.signer.kiosk_id, dossiers=dossiers)
        return self.ask(INTAKE_PATH, batch, IntakeReply, patient=patient)

    def _in_pieces(self, dossier: SealedDossier, *, patient: bool) -> IntakeReply | Unreached:
        line = Line(self._place, self._greeting)

        def exchange(body: bytes, limits: Limits) -> bytes | Unreached:
            nonlocal line
            answer = self._in_time(line, UPLOAD_PATH, body, limits, keep=True)
            if isinstance(answer, Unreached):
                # On the old one a call may still hang.
                line = Line(self._place, self._greeting)
            return answer

        try:
            pieces = Pieces(dossier, self._keys.signer, self._pace, self._monotonic)
            untried = self._frugal and dossier.dossier_id not in self._tried
            self._tried.add(dossier.dossier_id)
            return pieces.send(exchange, self._limits, patient=patient, untried=untried)
        finally:
            line.drop()

    def status(self, ticket_id: TicketId, asked_at: datetime) -> DossierStatus | Unreached | None:
        """Ask where a dossier is; what the desk has not signed for this ticket is Unreached("nonsense")."""
        query = sign_query(ticket_id, self._keys.signer, asked_at)
        reply = self.ask(STATUS_ASKED, query, StatusReply)
        if isinstance(reply, Unreached) or reply.found is None:
            return reply if isinstance(reply, Unreached) else None
        good = check_status(reply.found, ticket_id, self._keys.desk_public)
        return reply.found if good else Unreached("nonsense")

    def ask(
        self, path: str, message: msgspec.Struct, kind: type[_Reply], *, patient: bool = False
    ) -> _Reply | Unreached:
        """Send a message and return the reply, unsigned as it is; in time like all calls."""
        given = msgspec.msgpack.encode(message)
        limits = self._limits.for_body(len(given)) if patient else self._limits
        body = self._in_time(Line(self._place, self._greeting), path, given, limits)
        if isinstance(body, Unreached):
            return body
        try:
            reply = msgspec.msgpack.decode(body, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return Unreached("nonsense")
        return reply if reply.protocol == PROTOCOL else Unreached("nonsense")

    def _in_time(
        self, line: Line, path: str, body: bytes, limits: Limits, *, keep: bool = False
    ) -> bytes | Unreached:
        """Exchange in a thread of its own: a name look-up has no time-out, and a server may drip its head.

        ``keep``: after a good answer the line stays open.
        """
        self._strays = [stray for stray in self._strays if stray.is_alive()]
        if len(self._strays) >= _STRAYS:
            return Unreached("timeout")
        answer: Future[bytes | Unreached] = Future()

        def exchange() -> None:
            try:
                got = post(line, path, body, limits, self._monotonic)
                if isinstance(got, Unreached) or not keep:
                    line.drop()
                answer.set_result(got)
            except BaseException as error:  # noqa: BLE001 - handed to the caller, in whose thread it belongs
                answer.set_exception(error)

        thread = threading.Thread(target=exchange, name="desk exchange", daemon=True)
        thread.start()
        try:
            return answer.result(timeout=limits.total)
        except TooSlow:
            self._strays = [*self._strays, thread]
            return Unreached("timeout")
