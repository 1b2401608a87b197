"""A desk that answers nonsense, late, too much or with someone else's receipt: the dossier stays."""

import gzip
import socket
import time
from collections import deque
from concurrent.futures import Future
from threading import Event, Thread

import msgspec
import pytest

from kiosk.ids import TicketId
from kiosk.outbox.ports import Unreached
from kiosk.outbox.sending import send_due
from kiosk.store.memory import MemoryOutboxStore
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.exchange import Limits
from kiosk.ward.place import DeskPlace
from kiosk.wire.messages import (
    CONTENT_TYPE,
    INTAKE_PATH,
    PROTOCOL,
    STATUS_ASKED,
    IntakeBatch,
    IntakeReply,
    IntakeResult,
    StatusReply,
)
from tests.outbox.parcels import DESK, KIOSK, NOON, judge, receipt, sealed, status
from tests.ward.servers import serving

SHORT = Limits(connect=0.5, read=0.3, total=0.6, reply_bytes=64 * 1024)
HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {CONTENT_TYPE}\r\n".encode()


def client_of(url, limits=SHORT):
    place = DeskPlace.of(url, loopback_only=True)
    return DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic, limits)


def good_reply(body):
    batch = msgspec.msgpack.decode(body, type=IntakeBatch)
    results = tuple(
        IntakeResult(dossier_id=one.dossier_id, outcome="stored", receipt=receipt(one))
        for one in batch.dossiers
    )
    return IntakeReply(protocol=PROTOCOL, results=results)


def packed(message):
    return msgspec.msgpack.encode(message)


def someone_elses(handler, body):
    reply = good_reply(body)
    results = tuple(msgspec.structs.replace(one, receipt=receipt(sealed())) for one in reply.results)
    handler.answer(packed(msgspec.structs.replace(reply, results=results)))


def cut_off(handler, body):
    whole = packed(good_reply(body))
    handler.answer(whole[: len(whole) // 2], length=len(whole))


def chunks_without_end(handler, body):
    handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not handler.server.ended.is_set():
        handler.wfile.write(b"4000\r\n" + bytes(0x4000) + b"\r\n")


NASTY = {
    "http-500": lambda handler, body: handler.answer(b"oops", status=500, kind="text/html"),
    "http-403": lambda handler, body: handler.answer(b"unknown", status=403, kind="text/plain"),
    "http-204": lambda handler, body: handler.answer(b"", status=204),
    "http-302": lambda handler, body: handler.answer(b"", status=302, Location="/elsewhere"),
    "http-307": lambda handler, body: handler.answer(b"", status=307, Location="/elsewhere"),
    "nonsense: wrong content type": lambda handler, body: handler.answer(
        packed(good_reply(body)), kind="text/html"
    ),
    "nonsense: half a message": lambda handler, body: handler.answer(packed(good_reply(body))[:-20]),
    "nonsense: less than promised": cut_off,
    "nonsense: empty": lambda handler, body: handler.answer(b""),
    "nonsense: another message": lambda handler, body: handler.answer(
        packed(StatusReply(protocol=1, found=None))
    ),
    "nonsense: unknown field": lambda handler, body: handler.answer(
        packed({"protocol": 1, "results": [], "x": 1})
    ),
    "nonsense: letters that are none": lambda handler, body: handler.answer(b"\x81\xa1\xfb\x01"),
    "nonsense: another protocol": lambda handler, body: handler.answer(
        packed(IntakeReply(protocol=2, results=()))
    ),
    "nonsense: nested without end": lambda handler, body: handler.answer(
        b"\x82\xa8protocol\x01\xa7results" + b"\x91" * 50_000
    ),
    "nonsense: squeezed": lambda handler, body: handler.answer(
        gzip.compress(packed(good_reply(body))), Content_Encoding="gzip"
    ),
    "too-large: said so": lambda handler, body: handler.answer(bytes(100_000)),
    "too-large: chunks without end": chunks_without_end,
    "timeout: says nothing": lambda handler, body: handler.server.ended.wait(5),
    "timeout: drips its head": lambda handler, body: handler.drip(b"x", HEAD + b"X-Slow: "),
    "timeout: drips its body": lambda handler, body: handler.drip(
        b"\x90", HEAD + b"Content-Length: 60000\r\n\r\n"
    ),
    "offline: hangs up": lambda handler, body: None,
}


@pytest.mark.parametrize("name", NASTY)
def test_the_dossier_stays_and_the_reason_is_told(name):
    store, parcel = MemoryOutboxStore(), sealed()
    store.put(parcel, "A001", NOON)
    with serving(NASTY[name]) as server:
        start = time.monotonic()
        sent = send_due(store, client_of(server.url), judge)
        took = time.monotonic() - start
    assert sent.code == name.partition(":")[0]
    assert took < SHORT.total + 1.0
    assert store.entry(parcel.dossier_id).dossier == parcel
    assert server.paths == [INTAKE_PATH], "a redirect is not followed, a call is not repeated"


def test_with_someone_elses_receipt_the_dossier_stays():
    store, parcel = MemoryOutboxStore(), sealed()
    store.put(parcel, "A001", NOON)
    with serving(someone_elses) as server:
        sent = send_due(store, client_of(server.url), judge)
    assert sent.kept[0].reason == "receipt-wrong-dossier"
    assert store.entry(parcel.dossier_id).dossier == parcel


def test_of_a_dossier_in_pieces_letters_that_are_none_are_nonsense_too():
    with serving(NASTY["nonsense: letters that are none"]) as server:
        answer = client_of(server.url).deliver((sealed("a" * 300_000),))
    assert answer == Unreached("nonsense")


def test_the_same_server_when_it_behaves_is_believed():
    with serving(lambda handler, body: handler.answer(packed(good_reply(body)))) as server:
        parcel = sealed()
        reply = client_of(server.url).deliver((parcel,))
    assert judge(reply.results[0].receipt, parcel) == "good"
    assert server.headers[0]["Content-Type"] == CONTENT_TYPE


def test_a_content_type_may_carry_parameters():
    def respond(handler, body):
        handler.answer(packed(good_reply(body)), kind=CONTENT_TYPE.upper() + "; charset=binary")

    with serving(respond) as server:
        assert not isinstance(client_of(server.url).deliver((sealed(),)), Unreached)


def test_nobody_at_home_is_offline():
    with serving(NASTY["http-500"]) as server:
        url = server.url
    assert client_of(url).deliver((sealed(),)) == Unreached("offline")


def test_a_desk_that_does_not_read_costs_no_more_than_the_limit():
    with socket.create_server(("127.0.0.1", 0), backlog=1) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        start = time.monotonic()
        answer = client_of(f"http://127.0.0.1:{deaf.getsockname()[1]}").deliver((sealed("x" * 8_000_000),))
        took = time.monotonic() - start
    assert isinstance(answer, Unreached)
    assert took < SHORT.total + 1.0


def read_slowly(server, answered, read):
    """Take 4 KiB every 20 ms until the caller has its answer, then the rest; ``read`` gets how much came."""
    line, _ = server.accept()
    with line:
        line.settimeout(5)
        size = 0
        while piece := line.recv(4096):
            size += len(piece)
            answered.wait(0.02)
    read.set_result(size)


def test_a_patient_call_takes_as_long_as_its_bytes_need_on_a_slow_line():
    usual = Limits(connect=1, read=2, total=2)
    assert usual.for_body(0) == usual
    assert usual.for_body(10 * 1024 * 1024).total == pytest.approx(82)
    assert usual.for_body(10 * 1024 * 1024).read == 2


def test_a_call_that_ran_out_of_time_stops_sending():
    answered, read, body = Event(), Future(), sealed("x" * 8_000_000)
    with socket.create_server(("127.0.0.1", 0), backlog=1) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader = Thread(target=read_slowly, args=(slow, answered, read), daemon=True)
        reader.start()
        answer = client_of(f"http://127.0.0.1:{slow.getsockname()[1]}").deliver((body,))
        answered.set()
        size = read.result(timeout=10)
        reader.join(5)
    assert answer == Unreached("timeout")
    assert 0 < size < len(body.sealed)


def test_calls_that_hang_do_not_pile_up():
    with serving(NASTY["timeout: drips its head"]) as server:
        client = client_of(server.url, Limits(connect=30, read=30, total=0.05))
        answers = [client.deliver((sealed(),)) for _ in range(8)]
        assert answers == [Unreached("timeout")] * 8
        assert len(server.paths) <= 4


def test_a_call_that_ran_out_of_time_hangs_up_by_itself():
    gone = Event()

    def respond(handler, body):
        try:
            handler.drip(b"\x90", HEAD + b"Content-Length: 60000\r\n\r\n")
        except OSError:
            gone.set()

    with serving(respond) as server:
        assert client_of(server.url).deliver((sealed(),)) == Unreached("timeout")
        assert gone.wait(5)


def test_a_proxy_named_in_the_environment_sees_nothing_of_this_machines_desk(monkeypatch):
    with (
        serving(NASTY["http-500"]) as proxy,
        serving(lambda h, body: h.answer(packed(good_reply(body)))) as desk,
    ):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert not isinstance(client_of(desk.url).deliver((sealed(),)), Unreached)
        assert proxy.paths == []


def test_a_slip_in_our_own_code_is_not_hidden_in_a_thread():
    def broken_clock():
        raise ZeroDivisionError

    place = DeskPlace.of("http://127.0.0.1:9", loopback_only=True)
    client = DeskClient(place, DeskKeys(KIOSK, DESK.public), broken_clock, SHORT)
    with pytest.raises(ZeroDivisionError):
        client.deliver((sealed(),))


UNSIGNED = {"signature": bytes(64)}
OF_ANOTHER = {"ticket_id": TicketId("0" * 32)}
CHANGED = {"status": 10}


@pytest.mark.parametrize("change", [UNSIGNED, OF_ANOTHER, CHANGED])
def test_a_status_that_the_desk_has_not_signed_for_this_ticket_is_nonsense(change):
    parcel = sealed()
    answers = deque([status(parcel), msgspec.structs.replace(status(parcel), **change), status(sealed())])

    def respond(handler, body):
        handler.answer(packed(StatusReply(protocol=PROTOCOL, found=answers.popleft())))

    with serving(respond) as server:
        client = client_of(server.url)
        said = [client.status(parcel.ticket_id, NOON) for _ in range(3)]
    assert said == [status(parcel), Unreached("nonsense"), Unreached("nonsense")]
    assert set(server.paths) == {STATUS_ASKED}, "it can read what is missing"
