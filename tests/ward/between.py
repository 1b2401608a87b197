"""A go-between that stands at the desk's address, hands on what is asked and answered, and lies by a plan.

It keeps account of its own: which receipts the real desk has given, and which dossiers' own receipts it has passed on
whole. What a kiosk believes beyond that, it has been lied into.
"""

import http.client
import socket
import struct
import time
from collections import Counter, defaultdict
from threading import Event, RLock

import msgspec

from kiosk.wire.messages import CONTENT_TYPE, INTAKE_PATH, IntakeBatch, IntakeReply
from kiosk.wire.upload import UPLOAD_PATH, UploadPiece, UploadReply

PATIENCE = 30
RESET = struct.pack("ii", 1, 0)
NOT_UP = 503


class GoneError(Exception):
    """The desk has given no answer."""


class Between:
    """What is told (one turn of the plan an exchange, then the truth), seen and counted."""

    def __init__(self, pair, plan, chance):
        self.pair, self.chance, self.took = pair, chance, 0.01
        """``took``: seconds of the desk's last answer."""
        self._plan, self._lock, self.newest = list(plan), RLock(), Event()
        self.told, self.faults = Counter(), []
        self._given, self.handed = defaultdict(set), set()
        """The desk's own receipts by dossier; dossiers whose own receipt went out whole."""
        self.asked, self.answers = defaultdict(list), defaultdict(list)
        """Bodies that were asked and answered, by path, oldest first."""

    def respond(self, handler, body):
        """Answer the kiosk."""
        self.newest.set()
        self.newest = Event()
        exchange = Exchange(self, handler, body)
        turn = self._take(exchange)
        try:
            exchange.tell_the_truth() if turn is None else turn.act(exchange)
        except (GoneError, OSError):
            self._put_back(turn)
            exchange.hang_up()
        except Exception as error:  # noqa: BLE001 - a thread's fault is told in the test
            self.faults.append(repr(error))
        else:
            self.told["the truth" if turn is None else turn.name] += 1

    def left(self):
        """Return the names of what was not told yet."""
        with self._lock:
            return sorted(turn.name for turn in self._plan)

    def given(self):
        """Return the receipts of the real desk's by dossier, as of now."""
        with self._lock:
            return {name: frozenset(papers) for name, papers in self._given.items()}

    def next_turn(self, turn):
        """Put something in front of the plan."""
        with self._lock:
            self._plan.insert(0, turn)

    def note(self, path, body):
        """Take down what the real desk has answered."""
        with self._lock:
            for result in results_in(path, body):
                if result.receipt is not None:
                    self._given[result.dossier_id].add(result.receipt)
            self.answers[path].append(body)

    def pass_on(self, path, body):
        """Take down whose own receipts go out with an answer."""
        try:
            results = results_in(path, body)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return
        given = self.given()
        self.handed.update(one.dossier_id for one in results if one.receipt in given.get(one.dossier_id, ()))

    def _take(self, exchange):
        with self._lock:
            fitting = next((at for at, turn in enumerate(self._plan) if turn.fits(exchange)), None)
            return None if fitting is None else self._plan.pop(fitting)

    def _put_back(self, turn):
        if turn is not None:
            self.next_turn(turn)


def results_in(path, body):
    """What a desk's answer says of dossiers. Raises msgspec's errors."""
    if path == INTAKE_PATH:
        return msgspec.msgpack.decode(body, type=IntakeReply).results
    result = msgspec.msgpack.decode(body, type=UploadReply).result
    return () if result is None else (result,)


class Exchange:
    """One request of the kiosk's and whatever is answered."""

    def __init__(self, between, handler, body):
        self.between, self.body, self._handler = between, body, handler
        self.path = handler.path
        self.batch = (
            msgspec.msgpack.decode(body, type=IntakeBatch).dossiers if self.path == INTAKE_PATH else ()
        )
        self.piece = msgspec.msgpack.decode(body, type=UploadPiece) if self.path == UPLOAD_PATH else None

    @property
    def chance(self):
        return self.between.chance

    @property
    def dossiers(self):
        """What the request is about."""
        return self.batch if self.piece is None else (self.between.pair.heavy[self.piece.upload_id],)

    def ask(self, body=None, *, claimed=None):
        """Return the desk's status and answer. Raises GoneError. ``claimed``: the length that is promised."""
        body = self.body if body is None else body
        desk = http.client.HTTPConnection("127.0.0.1", self.between.pair.desk_port, timeout=PATIENCE)
        length, began = len(body) if claimed is None else claimed, time.perf_counter()
        try:
            desk.request(
                "POST", self.path, body, {"Content-Type": CONTENT_TYPE, "Content-Length": str(length)}
            )
            if claimed is not None:
                desk.sock.shutdown(socket.SHUT_WR)
            response = desk.getresponse()
            answer, kind = response.read(), response.headers["Content-Type"]
        except (OSError, http.client.HTTPException) as error:
            raise GoneError from error
        finally:
            desk.close()
        self.between.took = time.perf_counter() - began
        if response.status >= 500 and response.status != NOT_UP:
            self.between.faults.append(f"the desk has answered {response.status}")
        if response.status == 200:
            self.between.note(self.path, answer)
        return response.status, answer, kind

    def ask_well(self):
        """Return the answer of a desk that is as usual. Raises GoneError."""
        self.between.asked[self.path].append(self.body)
        status, answer, _ = self.ask()
        if status != 200:
            raise GoneError
        return answer

    def tell_the_truth(self):
        """Hand on whatever the desk says. Raises GoneError."""
        self.between.asked[self.path].append(self.body)
        status, answer, kind = self.ask()
        self.say(answer, status=status, kind=kind)

    def say(self, answer, status=200, kind=CONTENT_TYPE):
        """Answer the kiosk, whole."""
        if status == 200:
            self.between.pass_on(self.path, answer)
        self._handler.answer(answer, status=status, kind=kind, Connection="close")

    def say_a_part(self, answer, size=None):
        """Answer the kiosk, and hang up within the answer, its head included, after ``size`` bytes."""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Length: {len(answer)}\r\n\r\n"
        whole = head.encode() + answer
        self._handler.wfile.write(whole[: self.chance.randrange(len(whole)) if size is None else size])

    def hang_up(self):
        """Reset the connection."""
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
