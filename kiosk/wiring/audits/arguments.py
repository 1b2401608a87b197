"""What ``kiosk audit`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from kiosk.settings import Settings
from kiosk.wire.audit import Head, parse_head

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk audit``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    show = acts.add_parser("show", help="say what helpers have done here, an act a line")
    show.add_argument("--day", type=_day, metavar="DAY", help="of one day, like 2026-11-22")
    show.add_argument("--helper", metavar="ID", default="", help="of one helper")
    verify = acts.add_parser("verify", help="say whether every act stands where it was recorded, as it was")
    verify.add_argument(
        "--head",
        type=_head,
        metavar="COUNT:HEX",
        help="a head told elsewhere, as the code on a slip of the day has it: the record must pass through it",
    )


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (a record that is not whole) or 2 (not possible)."""
    from kiosk.wiring.audits import reading

    if asked.act == "show":
        return reading.show(asked.day, asked.helper, settings, say)
    return reading.check(asked.head, settings, say)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-22") from None


def _head(text: str) -> Head:
    head = parse_head(text)
    if head is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no head: a number, a colon and 64 hex digits are expected"
        )
    return head
