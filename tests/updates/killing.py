"""A program that is started and killed."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


_LOOK_AGAIN = 0.002


def killed(module: str, *words: str, after: float | None, once: Callable[[], bool] = lambda: True) -> bool:
    """Start a module of the tests and kill it so long after it began (None: never); tell whether that came in time.

    It says that it begins by its first line. ``once``: what must be so besides before the time runs.
    """
    command = [sys.executable, "-m", module, *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as program:
        assert program.stdout is not None
        program.stdout.readline()
        while not once() and program.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                program.wait(_LOOK_AGAIN)
        with suppress(subprocess.TimeoutExpired):
            program.wait(after)
        program.kill()
        return program.wait() < 0


def note(figure: str) -> None:
    """Write a figure down where somebody asks for figures."""
    figures = os.environ.get("KIOSK_TEST_FIGURES")
    if figures:
        with Path(figures).open("a", encoding="utf-8") as file:
            file.write(f"{figure}\n")
