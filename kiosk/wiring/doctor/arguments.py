"""What ``kiosk doctor`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the words of ``kiosk doctor``."""
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument(
        "--touch",
        action="store_true",
        help="show five crosses to be touched, and say whether the glass is where it ought to be",
    )


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Look and say it. Returns 0 (all well), 1 (something needs somebody) or 2 (the crosses cannot be shown)."""
    from kiosk.wiring.doctor import telling, touching

    if asked.touch:
        return touching.try_glass(settings, asked.lang, say)
    return telling.tell(settings, asked.lang, say)
