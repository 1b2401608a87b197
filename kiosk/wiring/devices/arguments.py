"""What ``kiosk device`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk device``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    acts.add_parser("list", help="say what is plugged in, and what the settings use of it")
    probe = acts.add_parser("probe", help="ask the printer what it can do, and keep the answer")
    probe.add_argument(
        "--trims-left",
        choices=("yes", "no"),
        help="what the test ticket showed: no, where its right mark stands at the left",
    )


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (something is wrong) or 2 (not possible)."""
    from kiosk.wiring.devices import listing, probing

    if asked.act == "list":
        return listing.tell(settings, say)
    return probing.probe(settings, asked.trims_left, say)
