"""The doors for machines. Every refusal is a short code in plain text, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from kiosk.desk.answering import NotAnswered, answer
from kiosk.desk.calls import answer_call
from kiosk.desk.counts import answer_counts
from kiosk.desk.day_lists import answer_lists
from kiosk.desk.drafts import answer_draft
from kiosk.desk.enrolment import answer_enrol, answer_retire
from kiosk.desk.heartbeats import answer_heartbeat
from kiosk.desk.home_reports import answer_report
from kiosk.desk.intake import take_in
from kiosk.desk.project import BODY_LIMIT, the_site
from kiosk.desk.site import Site
from kiosk.desk.uploads import answer_upload
from kiosk.dossier.seal import moment
from kiosk.wire.counts import Counts
from kiosk.wire.drafts import Asking
from kiosk.wire.enrol import AskToEnrol, AskToRetire, Enrolled
from kiosk.wire.heartbeat import HEARTBEAT_CONDITION, HEARTBEAT_EVERY, HEARTBEAT_LOCKS, Heartbeat
from kiosk.wire.hello import Hello
from kiosk.wire.messages import (
    BATCH_LIMIT,
    CONTENT_TYPE,
    PROTOCOL,
    READS,
    STATUS_IN_PARTS,
    IntakeBatch,
    Message,
    StatusQuery,
)
from kiosk.wire.upload import UploadPiece
from kiosk.wire.visits import AskDayLists, SealedReport

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def reads(kind: type[Message]) -> Callable[[View], View]:
    """Make a view that takes a decoded ``kind`` out of one that takes bytes over POST.

    Refuses: 405 method, 415 content-type, 413 too-large, 400 garbage, 400 protocol; 503 busy when the
    database cannot be written now, so that the kiosk keeps what it has and comes back.
    """

    def guard(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if request.method != "POST":
                return refusal(405, "method")
            if request.content_type != CONTENT_TYPE:
                return refusal(415, "content-type")
            body = _body(request)
            if body is None:
                return refusal(413, "too-large")
            try:
                message: Any = msgspec.msgpack.decode(body, type=kind)
            except (msgspec.MsgspecError, ValueError):
                return refusal(400, "garbage")
            if message.protocol != PROTOCOL:
                return refusal(400, "protocol")
            try:
                return view(request, message)
            except (OperationalError, InterfaceError) as error:
                log.warning("database busy or unwritable: %s", type(error).__name__)
                return refusal(503, "busy")

        return guarded

    return guard


@reads(IntakeBatch)
def intake(_request: HttpRequest, batch: IntakeBatch) -> HttpResponse:
    """Take a batch of sealed dossiers in."""
    if len(batch.dossiers) > BATCH_LIMIT:
        return refusal(413, "batch-too-large")
    return packed(take_in(the_site(), batch))


@reads(StatusQuery)
def status(request: HttpRequest, query: StatusQuery) -> HttpResponse:
    """Tell a known kiosk where a ticket's dossier is, in parts if it says that it can read them."""
    reply = answer(the_site(), query, in_parts=request.GET.get(READS) == STATUS_IN_PARTS)
    if isinstance(reply, NotAnswered):
        return refusal(403, reply.code)
    return packed(reply)


def door(kind: type[Message], answered: Callable[[Site, Any], NotAnswered | msgspec.Struct]) -> View:
    """Return the door for one kind of signed question of kiosks; ``answered`` says what the desk replies."""

    @reads(kind)
    def asked(_request: HttpRequest, asking: Message) -> HttpResponse:
        return _said(answered(the_site(), asking))

    return asked


def _said(reply: NotAnswered | msgspec.Struct) -> HttpResponse:
    if isinstance(reply, NotAnswered):
        return refusal(400 if reply.code == "garbage" else 403, reply.code)
    return packed(reply)


@reads(Heartbeat)
def heartbeat(request: HttpRequest, beat: Heartbeat) -> HttpResponse:
    """Hear how a known kiosk is, and take what it has recorded."""
    reads_what = request.GET.getlist(READS)
    can = {
        "locks": HEARTBEAT_LOCKS in reads_what,
        "condition": HEARTBEAT_CONDITION in reads_what,
        "every": HEARTBEAT_EVERY in reads_what,
    }
    return _said(answer_heartbeat(the_site(), beat, **can))


counts = door(Counts, answer_counts)
"""Takes a known kiosk's counts for the ward's figures."""

upload = door(UploadPiece, answer_upload)
"""Takes a large dossier in piece by piece."""

day_lists = door(AskDayLists, answer_lists)
"""Hands a known kiosk the sealed lists of homes of its helpers."""
home_report = door(SealedReport, answer_report)
"""Takes in what was done at a home."""


retire = door(AskToRetire, answer_retire)
"""Counts a kiosk as gone that says so itself."""
_NOT_ENROLLED = {"refused": 403, "differs": 409, "over": 410}


@reads(AskToEnrol)
def enrol(_request: HttpRequest, ask: AskToEnrol) -> HttpResponse:
    """Let a kiosk in that knows the code which ward IT has made for it."""
    answered = answer_enrol(the_site(), ask)
    return packed(answered) if isinstance(answered, Enrolled) else refusal(_NOT_ENROLLED[answered], answered)


def draft_door(kind: type[Asking]) -> View:
    """Return the door for one kind of question about saved visits."""
    return door(kind, answer_draft)


def call_door(kind: type[Asking]) -> View:
    """Return the door for one kind of message about calls for help."""
    return door(kind, answer_call)


@csrf_exempt
def hello(request: HttpRequest) -> HttpResponse:
    """Say that the desk is there and what time it reads."""
    if request.method not in {"GET", "POST"}:
        return refusal(405, "method")
    site = the_site()
    return packed(Hello(ok=True, protocol=PROTOCOL, ward=site.ward, time=moment(site.clock.now())))


def packed(message: msgspec.Struct) -> HttpResponse:
    """Return a message as MessagePack. Its length is said, else the server hangs up after each."""
    body = msgspec.msgpack.encode(message)
    return HttpResponse(body, content_type=CONTENT_TYPE, headers={"Content-Length": str(len(body))})


def refusal(status_code: int, code: str) -> HttpResponse:
    """Return a refusal that a kiosk can file under its code."""
    return HttpResponse(code, status=status_code, content_type="text/plain; charset=utf-8")


def _body(request: HttpRequest) -> bytes | None:
    body: bytes = request.read(BODY_LIMIT + 1)
    return body if len(body) <= BODY_LIMIT else None
