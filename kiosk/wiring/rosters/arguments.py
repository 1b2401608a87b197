"""What ``kiosk roster`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk roster``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    show = acts.add_parser("show", help="say who may sign in here, and until when the list is good")
    show.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a list on a stick; else the one in force"
    )
    take = acts.add_parser("take", help="put a list that the desk has signed in force, from a stick")
    take.add_argument("file", type=Path, metavar="FILE")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (a list that is not taken) or 2 (not possible)."""
    from kiosk.wiring.rosters import carrying

    return (
        carrying.show(asked.file, settings, say)
        if asked.act == "show"
        else carrying.take(asked.file, settings, say)
    )
