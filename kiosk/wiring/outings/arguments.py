"""What ``kiosk event`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk event``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    begin = acts.add_parser(
        "begin", help="make this machine a team's for a day, and say whether all is there"
    )
    begin.add_argument("--team", required=True, help="as it stands on paper, e.g. 'Đội lưu động 1'")
    begin.add_argument("--place", required=True, help="as it stands on the screen, e.g. 'Nhà văn hóa Ấp 3'")
    begin.add_argument("--day", type=_day, help="like 2026-11-24 (today)")
    begin.add_argument("--opens", default="07:00", help="from when on the team is there (07:00)")
    begin.add_argument("--closes", default="17:00", help="until when (17:00)")
    ready = acts.add_parser("ready", help="say whether all is there for the day, and what to do")
    end = acts.add_parser("end", help="print the slip of the day, and make this machine the office's again")
    end.add_argument("--anyway", action="store_true", help="also while people with numbers still wait")
    end.add_argument("--no-slip", action="store_true", help="without printing the slip of the day")
    for each in (begin, ready, end):
        each.add_argument("--lang", choices=("vi", "en"), default="vi")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Do it and say it. Returns 0 (well), 1 (done, and something is missing) or 2 (nothing was changed)."""
    from kiosk.wiring.outings import going

    match asked.act:
        case "begin":
            return going.begin(asked, settings, say)
        case "ready":
            return going.ready(settings, asked.lang, say)
        case _:
            return going.end(settings, asked, say)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-24") from wrong
