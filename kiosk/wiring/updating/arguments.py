"""What ``kiosk update`` can be asked, and who answers. Light: it is read at every start of the kiosk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.settings import Settings

Say = Callable[[str], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the commands of ``kiosk update``."""
    acts = parser.add_subparsers(required=True, metavar="WHAT", dest="act")
    for name, does in (
        ("check", "say which release the repository has for this kiosk, and fetch none"),
        ("take", "take the newest release and the ward's content; they serve once they are proven"),
        ("content", "take the ward's content alone"),
    ):
        act = acts.add_parser(name, help=does)
        act.add_argument(
            "--stick", type=Path, metavar="DIR", help="a repository in a folder, not on the network"
        )
        if name == "take":
            act.add_argument(
                "--again", action="store_true", help="also a release that was tried here and left"
            )
    acts.add_parser("roll-back", help="let the release before serve again")
    acts.add_parser("history", help="say which release serves, and what came of each update")
    for act in acts.choices.values():
        act.add_argument("--lang", choices=("vi", "en"), default="vi")


def carry_out(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Carry out what was asked. Returns 0 (good), 1 (refused, or not reached) or 2 (not possible)."""
    from kiosk.wiring.updating import carrying, installing
    from kiosk.wiring.updating.words import Teller

    tell = Teller(say, asked.lang)
    acts: dict[str, Callable[[], int]] = {
        "check": lambda: carrying.check(asked.stick, settings, tell),
        "take": lambda: installing.take(asked.stick, settings, tell, again=asked.again),
        "content": lambda: installing.content(asked.stick, settings, tell),
        "roll-back": lambda: installing.roll_back(settings, tell),
        "history": lambda: installing.history(settings, tell),
    }
    return acts[asked.act]()
