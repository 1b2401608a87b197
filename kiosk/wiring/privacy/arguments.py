"""What ``kiosk privacy`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the command of ``kiosk privacy``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    report = acts.add_parser("report", help="say what is stored here, why, and until when")
    report.add_argument("--lang", choices=("vi", "en"), default="vi")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Say it. Returns 0, 1 where something lies here that nobody has words for, or 2 where it cannot be read."""
    from kiosk.wiring.privacy import reporting

    desk: Path = asked.config / "desk.toml"
    return reporting.report(settings, desk, asked.lang, say)
