"""Why the desk cannot be reached is told by its own name, so that somebody knows what to do."""

import socket
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import msgspec
import pytest

from kiosk.ward.place import DeskPlace
from kiosk.ward.reaching import NotReached, Reached, reach
from kiosk.wire.hello import Hello
from tests.ward.authority import NOW, YEAR, Authority
from tests.ward.real_desk import free_port, real_desk

SAYS = datetime.fromisoformat("2026-11-23T08:00:00+07:00")


def hello(time):
    return msgspec.msgpack.encode(Hello(ok=True, protocol=1, ward="00001", time=time))


HELLO = hello(SAYS.isoformat())


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""

    def do_GET(self):
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.said)))
        self.send_header("Location", self.server.elsewhere)
        self.end_headers()
        self.wfile.write(self.server.said)


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Who looks at a certificate only hangs up early."""


@contextmanager
def answering(said=HELLO, status=200, secure=None, elsewhere="/"):
    server = Quiet(("127.0.0.1", 0), Answers)
    server.said, server.status, server.elsewhere = said, status, elsewhere
    if secure is not None:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


def to(port, scheme="http", ca_file=None, host="127.0.0.1"):
    return DeskPlace(f"{scheme}://{host}:{port}", on_loopback=True, ca_file=ca_file)


def test_a_real_desk_is_reached_and_tells_the_time(tmp_path):
    with real_desk(tmp_path) as (url, process):
        place = DeskPlace.of(url, loopback_only=True)
        reached = reach(place)
        while reached == NotReached("refused"):
            assert process.poll() is None
            reached = reach(place)
    assert isinstance(reached, Reached)
    assert reached.until is None
    assert abs(reached.says - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_machine_on_which_no_desk_runs_refuses():
    assert reach(to(free_port())) == NotReached("refused")


def test_an_address_that_nobody_knows_is_told_as_that():
    assert reach(to(80, host="khong-co.invalid")) == NotReached("name")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_machine_that_takes_the_call_and_says_nothing_is_silent(scheme):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert reach(to(mute.getsockname()[1], scheme), seconds=0.2) == NotReached("silent")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"<html>Please log in to this network</html>", 200),
        (msgspec.msgpack.encode({"ok": True}), 200),
        (hello("2026-11-23T08:00:00"), 200),
        (hello("this morning"), 200),
        (HELLO + b"x", 200),
    ],
)
def test_a_log_in_page_of_the_network_is_no_desk(said, status):
    with answering(said, status) as port:
        assert reach(to(port)) == NotReached("stranger")


def test_nobody_is_followed_to_another_machine():
    with answering() as there, answering(b"", 302, elsewhere=f"http://127.0.0.1:{there}/") as here:
        assert reach(to(there)) == Reached(None, SAYS)
        assert reach(to(here)) == NotReached("stranger")


def test_a_machine_that_takes_no_more_calls_is_silent():
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as callers:
        for _ in range(4):
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        assert reach(to(full.getsockname()[1]), seconds=0.3) == NotReached("silent")


def test_a_good_certificate_tells_how_long_it_lasts(authority):
    until = NOW + timedelta(days=9)
    with answering(secure=authority.context(NOW - YEAR, until)) as port:
        assert reach(to(port, "https", str(authority.file))) == Reached(until, SAYS)


@pytest.mark.parametrize(
    ("since", "until", "host", "hurdle"),
    [
        (NOW - YEAR, NOW - timedelta(days=1), "127.0.0.1", "expired"),
        (NOW + timedelta(days=1), NOW + YEAR, "127.0.0.1", "not-yet"),
        (NOW - YEAR, NOW + YEAR, "127.0.0.9", "other-name"),
    ],
)
def test_what_is_wrong_with_a_certificate_has_a_name(authority, since, until, host, hurdle):
    with answering(secure=authority.context(since, until, host)) as port:
        assert reach(to(port, "https", str(authority.file))) == NotReached(hurdle)


def test_a_certificate_of_somebody_else_is_not_trusted(authority):
    with answering(secure=authority.context(NOW - YEAR, NOW + YEAR)) as port:
        assert reach(to(port, "https")) == NotReached("untrusted")


def test_a_desk_that_speaks_no_tls_is_told_as_that():
    with answering() as port:
        assert reach(to(port, "https")) == NotReached("tls")
