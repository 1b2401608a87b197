"""What ``kiosk voice`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]
LANGUAGES = ("vi", "km", "en")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk voice``; the one asked for stands in ``act``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    build = acts.add_parser("build", help="make a clip for every text; quick when nothing has changed")
    build.add_argument("--lang", choices=LANGUAGES, help="this language only")
    check = acts.add_parser(
        "check", help="say which clips are missing, clipped, too quiet, too long or stale"
    )
    check.add_argument("--lang", choices=LANGUAGES, help="this language only; missing recordings count then")
    missing = acts.add_parser("missing", help="list what is still to be recorded, as a script to read from")
    missing.add_argument("--lang", choices=LANGUAGES, default="km")
    missing.add_argument(
        "--out", type=Path, help="a file that ends in .html (to print) or .txt; else on the screen"
    )
    record = acts.add_parser("record", help="record a voice, text by text")
    record.add_argument("--lang", choices=LANGUAGES, default="km")
    record.add_argument("--device", default="default", help="the microphone: a name from `arecord -L`")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (something is missing or wrong), 2 (not possible)."""
    from kiosk.wiring.voices import command

    acts: dict[str, Callable[[argparse.Namespace, Settings, Say], int]] = {
        "build": command.build,
        "check": command.check,
        "missing": command.missing,
        "record": command.record,
    }
    return acts[asked.act](asked, settings, say)
