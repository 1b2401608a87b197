"""Servers on loopback: one that speaks the protocol, and one that does whatever it is told."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from kiosk.wire.messages import CONTENT_TYPE


class Quiet(ThreadingHTTPServer):
    """Remembers paths and bodies; ``ended`` lets a dripping handler go home."""

    daemon_threads = True

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.paths, self.bodies, self.headers, self.ended = [], [], [], Event()

    def handle_error(self, request, client_address):
        """A client that hangs up in mid-sentence is what these tests are about."""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Say nothing."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.paths.append(self.path)
        self.server.bodies.append(body)
        self.server.headers.append(dict(self.headers))
        self.close_connection = True
        self.server.respond(self, body)

    def answer(self, body, status=200, kind=CONTENT_TYPE, length=None, **more):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, letter, before=b""):
        """Send one letter again and again until the test is over."""
        self.wfile.write(before)
        while not self.server.ended.wait(0.02):
            self.wfile.write(letter)


@contextmanager
def serving(respond):
    """Run a server whose every answer is ``respond(handler, body)``."""
    server = Quiet(Handler)
    server.respond = respond
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
