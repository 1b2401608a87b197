"""What ``kiosk enrol`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what ``kiosk enrol`` takes. The code itself is never on the command line: others on the machine see that."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--request", type=Path, metavar="FILE", help="no network: write the wish onto a stick")
    way.add_argument("--reply", type=Path, metavar="FILE", help="no network: take what the desk has answered")
    parser.add_argument("--code", choices=("-",), help="read the code from standard input without asking")
    parser.add_argument(
        "--again", action="store_true", help="new keys for a machine that has some, by a new code"
    )


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Enrol. Returns 0 (done), 1 (not done, it is said why) or 2 (not possible here)."""
    from kiosk.wiring.enrolling import enrolling

    return enrolling.enrol(asked, settings, say)
