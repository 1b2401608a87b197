"""What ``kiosk ticket`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from kiosk.settings import Settings

Say = Callable[[str], None]
Kind = Literal[
    "queue",
    "resume",
    "receipt",
    "kept-here",
    "counter",
    "portal",
    "portal-no-code",
    "home-visit",
    "list",
    "day",
]
"""``kept-here``: a receipt of something that waits for the network. ``counter``: of what is filed at the counter,
``portal``: on the official portal, with its code or without. ``list``: of papers; ``day``: of the day."""
KINDS: tuple[Kind, ...] = get_args(Kind)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk ticket``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    sample = acts.add_parser(
        "sample", help="draw a ticket with made-up content, and make the printer's bytes"
    )
    sample.add_argument("--kind", choices=KINDS, required=True)
    sample.add_argument("--width", type=_width, default=384, help="dots across: 384 (58 mm) or 576 (80 mm)")
    sample.add_argument("--lang", choices=("vi", "km", "en"), default="vi")
    sample.add_argument("--procedure", metavar="CODE", help="the first procedure that there is")
    sample.add_argument("--today", type=_day, metavar="DAY", help="the day of issue, like 2026-11-22")
    sample.add_argument("--reprint", action="store_true", help="marked as printed again")
    sample.add_argument("--trial", action="store_true", help="marked as a trial, as on example keys")
    sample.add_argument("--native-qr", action="store_true", help="for a printer that draws codes by itself")
    sample.add_argument("--raw", type=Path, metavar="OUT.bin", help="what would be sent to the printer")
    sample.add_argument("--png", type=Path, metavar="OUT.png", help="what would be seen")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good) or 2 (not possible)."""
    from kiosk.wiring.papers import sampling

    return sampling.sample(asked, settings, say)


def _width(text: str) -> int:
    if text not in {"384", "576"}:
        raise argparse.ArgumentTypeError(f"{text!r} is no width of a ticket: 384 or 576 dots are expected")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-22") from None
