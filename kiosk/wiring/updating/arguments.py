"""What ``kiosk update`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk update``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    for name, does in (
        ("check", "say which release the repository has for this kiosk, and fetch none"),
        ("content", "take the ward's content where there is newer, and put it in force"),
    ):
        act = acts.add_parser(name, help=does)
        act.add_argument(
            "--stick", type=Path, metavar="DIR", help="a repository in a folder, not on the network"
        )


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (refused, or not reached) or 2 (not possible)."""
    from kiosk.wiring.updating import carrying

    return (
        carrying.check(asked.stick, settings, say)
        if asked.act == "check"
        else carrying.content(asked.stick, settings, say)
    )
