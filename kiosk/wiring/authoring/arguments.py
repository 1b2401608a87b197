"""What ``kiosk content`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Say = Callable[[str], None]
POINTING = "pointing"
"""Asks for the board of pictures to point at, instead of a procedure's card."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk content``; the one asked for stands in ``act``, its name in ``module``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    check = acts.add_parser("check", help="say for each mistake file, line, key and what is expected")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="ROOT/assets/procedures")
    check.add_argument("--today", type=_day, help="the day to check for, like 2026-11-22")
    check.add_argument("--strict", action="store_true", help="warnings count as mistakes")
    schema = acts.add_parser("schema", help="print the format as JSON Schema, for editors")
    schema.add_argument("--file", choices=("procedure", "events", "block", "guide"), default="procedure")
    new = acts.add_parser("new", help="begin a procedure: a file with a remark at every key")
    new.add_argument("code", metavar="CODE", help="the official code, or ward. and a name")
    new.add_argument("--kind", choices=("form", "refer"), default="form")
    new.add_argument("--write", action="store_true", help="into the folder of procedures, not on the screen")
    new.add_argument("--today", type=_day, help=argparse.SUPPRESS)
    diff = acts.add_parser("diff", help="say what differs between two folders or files")
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    _add_drawn(acts)


def _add_drawn(acts: Any) -> None:
    """Add what makes something for people to look at."""
    card = acts.add_parser(
        "card", help="print the papers and steps of a procedure, or a board for pointing, on A4"
    )
    card.add_argument("code", metavar="CODE", help=f"of a procedure, or {POINTING}")
    card.add_argument("--out", type=Path, required=True, help="a file that ends in .pdf")
    card.add_argument("--lang", choices=("vi", "km", "en"), default="vi")
    video = acts.add_parser("video", help="make a film of a procedure's pictures and sentences, to share")
    video.add_argument("code", metavar="CODE", help="of a procedure")
    video.add_argument(
        "--out", type=Path, required=True, help="a file that ends in .mp4; captions go beside it"
    )
    video.add_argument("--lang", choices=("vi", "km", "en"), default="vi")
    video.add_argument("--shape", choices=("landscape", "portrait"), default="landscape")
    review = acts.add_parser(
        "review", help="make a page on which a native reader corrects every text, and read it back"
    )
    review.add_argument("--lang", choices=("km",), default="km")
    review.add_argument("--out", type=Path, metavar="FILE.html", help="the page")
    review.add_argument("--read", type=Path, metavar="FILE.json", help="what was saved from it")
    sheet = acts.add_parser("sheet", help="lay out all pictures with their names")
    sheet.add_argument("--out", type=Path, required=True, help="a file that ends in .png")


def carry_out(asked: argparse.Namespace, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (something to mend, or a difference), 2 (not possible)."""
    from kiosk.wiring.authoring import drawing, filming, writing
    from kiosk.wiring.authoring.reviewing import command as reviewing

    acts: dict[str, Callable[[argparse.Namespace, Say], int]] = {
        "check": writing.check,
        "schema": writing.print_schema,
        "new": writing.new,
        "diff": writing.diff,
        "card": drawing.card,
        "review": reviewing.review,
        "sheet": drawing.sheet,
        "video": filming.video,
    }
    return acts[asked.act](asked, say)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-22") from None
