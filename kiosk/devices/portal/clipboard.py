"""The clipboard of an X session, held by ``xclip``. Implements ``engine.ports.Clipboard``."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
from collections.abc import Callable
from typing import IO, Final

_WAIT: Final = 2.0
"""Seconds for a selection to be taken over."""
_WORDS: Final = 256
_SELECTIONS: Final = ("clipboard", "primary")
"""What is pasted by key or menu, and what by the middle button."""


class XClipboard:
    """Holds both selections of a display by a program each; the answer is told on its standard input alone.

    The programs die with the thread that started them: after a crash nothing is left to paste.
    """

    def __init__(self, display: Callable[[], str]) -> None:
        self._display = display
        self._holding: list[subprocess.Popen[bytes]] = []

    def put(self, text: str) -> bool:
        """Take the clipboard over with ``text``, and empty what the middle button pastes."""
        return self._take_over({"clipboard": text, "primary": ""})

    def clear(self) -> bool:
        """Take both over with nothing."""
        return self._take_over(dict.fromkeys(_SELECTIONS, ""))

    def _take_over(self, texts: dict[str, str]) -> bool:
        before, self._holding = self._holding, []
        try:
            held = [self._held(selection, text) for selection, text in texts.items()]
        finally:
            # Whoever held it before has lost it by now, or must.
            for program in before:
                _end(program)
        return all(held)

    def _held(self, selection: str, text: str) -> bool:
        command = ["setpriv", "--pdeathsig", "KILL", "xclip", "-quiet", "-i", "-selection", selection]
        try:
            program = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "DISPLAY": self._display()},
            )
        except OSError:
            return False
        self._holding.append(program)
        with contextlib.suppress(BrokenPipeError), _pipe(program.stdin) as told:
            told.write(text.encode())
        return _said(program)


def _said(program: subprocess.Popen[bytes]) -> bool:
    """Wait for its first word, which comes once the selection is its own."""
    words = _pipe(program.stderr)
    with selectors.DefaultSelector() as ready:
        ready.register(words, selectors.EVENT_READ)
        if not ready.select(_WAIT):
            return False
    return b"Waiting for selection" in os.read(words.fileno(), _WORDS)


def _end(program: subprocess.Popen[bytes]) -> None:
    program.kill()
    program.wait()
    # Not before: it tells of each paste, and would die of it where nobody listens.
    _pipe(program.stderr).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise AssertionError  # it was asked for
    return pipe
