"""Ending a program together with all that it has started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess


def end(program: subprocess.Popen[bytes]) -> None:
    """End a program that was started with ``start_new_session``, and what it started, at once."""
    if program.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
