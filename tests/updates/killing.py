"""A program that is started and killed."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def killed(module: str, *words: str, after: float | None) -> bool:
    """Start a module of the tests and kill it so long after it began (None: never); tell whether that came in time.

    It says that it begins by its first line.
    """
    command = [sys.executable, "-m", module, *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as program:
        assert program.stdout is not None
        program.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            program.wait(after)
        program.kill()
        return program.wait() < 0
