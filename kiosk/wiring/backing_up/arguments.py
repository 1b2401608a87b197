"""What ``kiosk backup`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add what ``kiosk backup`` takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the file is written, such as a stick")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Write a backup. Returns 0 (written, and read again), 1 (not written, and why) or 2 (there are no keys)."""
    from kiosk.wiring.backing_up.writing import back_up

    return back_up(settings, asked.folder, say)
