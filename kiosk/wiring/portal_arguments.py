"""What ``kiosk portal`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kiosk.settings import Settings


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk portal``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    acts.add_parser(
        "policy", help="print the policy of the browser, a file for /etc/chromium/policies/managed"
    )


def carry_out(_asked: argparse.Namespace, settings: Settings, say: Callable[[str], None]) -> int:
    """Print the policy. Returns 0, or 2 where no procedure can be read."""
    from kiosk.procedures.faults import CatalogueError
    from kiosk.wiring.portals import policy_of

    try:
        say(policy_of(settings).rstrip("\n"))
    except CatalogueError as broken:
        say(f"content: nothing can be served ({broken.code})")
        return 2
    return 0
