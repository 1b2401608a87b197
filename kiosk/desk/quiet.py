"""Logging that cannot carry personal data: no message of an exception, no query string, no body."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any


class QuietFormatter(logging.Formatter):
    """Writes an exception as its type and places in the code, never its text or its values."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what another formatter has kept of the exception is neither used nor left."""
        record.exc_text = None
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """Return type and places of the exception ``ei`` (type, value, traceback)."""
        kind, _, trace = ei
        places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        return f"{kind.__name__ if kind else 'error'} at {' > '.join(places)}"


def set_up(_options: dict[str, Any]) -> None:
    """Send everything from warning upwards, and the desk's own events, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name, level in (
        ("django", logging.WARNING),
        ("waitress", logging.WARNING),
        ("kiosk.desk", logging.INFO),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
