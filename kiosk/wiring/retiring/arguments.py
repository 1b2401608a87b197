"""What ``kiosk retire`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what ``kiosk retire`` takes."""
    parser.add_argument(
        "--lose-what-waits",
        action="store_true",
        help="although dossiers wait that the ward does not have: a sentence must be typed for that",
    )


def carry_out(asked: argparse.Namespace, settings: Settings, socket: Path, say: Say) -> int:
    """Retire this machine. Returns 0 (nothing is left), 1 (not done, it is said why) or 2 (something is left)."""
    from kiosk.wiring.retiring import retiring

    return retiring.retire(settings, socket, say, lose=asked.lose_what_waits)
