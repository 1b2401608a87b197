"""What answers at a socket of the machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class Answering:
    """Answers each who asks with ``says``; ``seen`` is called with what was asked, and may say otherwise."""

    def __init__(self, place: Path, says: bytes = b"ready\n") -> None:
        self.place, self.says = place, says
        self.asked: list[bytes] = []
        self.seen: Callable[[bytes], bytes | None] = lambda _asked: None
        self.line = socket.socket(socket.AF_UNIX)
        self.line.bind(str(place))
        self.line.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                one, _ = self.line.accept()
            except OSError:
                return
            with one:
                self.asked.append(one.makefile("rb").readline())
                said = self.seen(self.asked[-1])
                with suppress(BrokenPipeError):  # whoever asked has gone
                    one.sendall(self.says if said is None else said)

    def close(self) -> None:
        self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()
        self.thread.join()
