"""A line to a server on loopback that breaks, crawls or swallows what is answered, and counts every byte."""

import socket
import struct
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

CHUNK = 4096


class Listening:
    """Takes connections on loopback until it is closed; ``_taken`` of who inherits serves each."""

    def __init__(self):
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def close(self):
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                self._taken(self._server.accept()[0])


class BadLine(Listening):
    """Forwards to ``url``. ``cut_after``: bytes from the kiosk after which each connection breaks, the rest unsent.

    ``a_second``: bytes from the kiosk that get through in a second. ``heard``: asked before an answer is passed on;
    False breaks the connection instead.
    """

    def __init__(self, url, cut_after=None, a_second=None, heard=None):
        self.to, self.cut_after, self.a_second, self.heard = urlsplit(url), cut_after, a_second, heard
        self.up = self.down = self.connections = 0
        self._lock = Lock()
        super().__init__()
        self.url = f"http://127.0.0.1:{self.port}"

    def _taken(self, kiosk):
        if self.cut_after is not None or self.a_second is not None:
            # else what is cut off would long be counted as gone out
            kiosk.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * CHUNK)
        self.connections += 1
        try:
            desk = socket.create_connection((self.to.hostname, self.to.port))
        except OSError:
            kiosk.close()
            return
        pair = (kiosk, desk)
        Thread(target=self._carry, args=(*pair, pair, True), daemon=True).start()
        Thread(target=self._carry, args=(desk, kiosk, pair, False), daemon=True).start()

    def _carry(self, source, target, pair, from_kiosk):
        passed = 0
        with suppress(OSError):
            while piece := source.recv(CHUNK):
                if from_kiosk:
                    with self._lock:
                        self.up += len(piece)
                    if self.cut_after is not None and passed + len(piece) > self.cut_after:
                        target.sendall(piece[: self.cut_after - passed])
                        break
                    if self.a_second is not None:
                        Event().wait(len(piece) / self.a_second)
                else:
                    if self.heard is not None and not self.heard(self):
                        break
                    with self._lock:
                        self.down += len(piece)
                target.sendall(piece)
                passed += len(piece)
        for end in pair:
            with suppress(OSError):
                # As a line that is gone: what is still under way is not waited for.
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)
                end.close()


@contextmanager
def bad_line(url, **kind):
    line = BadLine(url, **kind)
    try:
        yield line
    finally:
        line.close()
