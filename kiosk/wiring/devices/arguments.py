"""What ``kiosk device`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk device``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    acts.add_parser("list", help="say what is plugged in, and what the settings use of it")
    probe = acts.add_parser(
        "probe",
        help="ask the printer what it can do, and keep the answer; open the scanner's line; play a tone",
    )
    probe.add_argument("--scan", action="store_true", help="wait until something is held under the scanner")
    probe.add_argument(
        "--trims-left",
        choices=("yes", "no"),
        help="what the test ticket showed: no, where its right mark stands at the left",
    )
    acts.add_parser("test", help="print a test ticket, and say what the printer said of it")
    acts.add_parser("watch", help="say what is plugged in or out and how the printer is, until Ctrl-C")
    panel = acts.add_parser("panel", help="be a virtual printer and scanner, obeying what is typed")
    panel.add_argument("--out", type=Path, metavar="DIR", help="for ports and paper; STATE/panel")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (something is wrong) or 2 (not possible)."""
    from kiosk.wiring.devices import listing, panel, testing, trying, watching

    match asked.act:
        case "list":
            return listing.tell(settings, say)
        case "probe":
            return trying.probe_all(settings, asked.trims_left, say, wait_for_scan=asked.scan)
        case "test":
            return testing.print_test(settings, say)
        case "watch":
            return watching.watch(settings, partial(print, flush=True))
    return panel.panel(settings, asked.out or settings.state / "panel", partial(print, flush=True))
