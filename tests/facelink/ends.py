"""Both ends of a line in one process: a core that is turned by hand, and a face that keeps what it sees."""

import socket
import threading
from contextlib import suppress

from kiosk.facelink.frames import VIEW_BYTES, Incoming, Kind, packed
from kiosk.presenter.ports import Alive, FaceInput, encode_input
from kiosk.presenter.view import Footer, Header, ScreenView, decode, encode

PATIENCE = 20
VERSION = "2026.11"


def page(serial, question="Bà con cần gì?", **more):
    fields = {"state": "home", "layout": "tiles", "language": "vi", "header": Header(point="")}
    return ScreenView(serial=serial, footer=Footer(), question=question, **{**fields, **more})


def alive(serial=0):
    return encode_input(FaceInput(event=Alive(), source="glass", serial=serial))


class Core:
    """What ``CoreEnd`` promises, with a loop that may hang."""

    def __init__(self):
        self.given = []
        self.hangs = False
        self._waiting = []
        self._faces = []
        self._latest = b""
        self.changed = threading.Condition()

    def send(self, raw):
        with self.changed:
            self.given.append(raw)
            self.changed.notify_all()

    def subscribe(self, on_view):
        self._faces.append(on_view)
        if self._latest:
            on_view(self._latest)

    def ask_alive(self, answer):
        with self.changed:
            if self.hangs:
                self._waiting.append(answer)
                return
        answer()

    def go_on(self):
        with self.changed:
            self.hangs, waiting, self._waiting = False, self._waiting, []
        for answer in waiting:
            answer()

    def show(self, view):
        self._latest = encode(view)
        for on_view in self._faces:
            on_view(self._latest)

    def has_been_given(self, count):
        with self.changed:
            return self.changed.wait_for(lambda: len(self.given) >= count, PATIENCE)


class Seen:
    """What a link shows and tells, from its own threads."""

    def __init__(self):
        self.views, self.told = [], []
        self.changed = threading.Condition()

    def see(self, raw):
        with self.changed:
            self.views.append(decode(raw))
            self.changed.notify_all()

    def tell(self, event, why):
        with self.changed:
            self.told.append((event, why))
            self.changed.notify_all()

    def wait_for(self, holds):
        with self.changed:
            assert self.changed.wait_for(lambda: holds(self), PATIENCE), (self.told, self.views)


class RawFace:
    """A face that sends whatever it likes."""

    def __init__(self, place, version=VERSION):
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.line.settimeout(PATIENCE)
        self.line.connect(str(place))
        self._incoming = Incoming(self.line, VIEW_BYTES)
        if version is not None:
            self.send(packed(Kind.HELLO, version.encode()))

    def send(self, data):
        with suppress(BrokenPipeError, ConnectionResetError):  # sent away meanwhile
            self.line.sendall(data)

    def next(self):
        """The next frame; None once the line has ended."""
        try:
            return self._incoming.next()
        except ConnectionResetError:
            return None

    def next_view(self):
        while (frame := self.next()) is not None:
            if frame.kind is Kind.VIEW:
                return decode(frame.body)
        return None

    def rest(self):
        """Every frame until the line ends."""
        frames = []
        while (frame := self.next()) is not None:
            frames.append(frame)
        return frames

    def close(self):
        self.line.close()
