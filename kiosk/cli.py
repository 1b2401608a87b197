"""The command ``kiosk``: run, core and face, prepare, check, tour, desk, and the tools of ward IT and of authors."""

from __future__ import annotations

import argparse
import gc
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Final, Protocol

import msgspec

from kiosk import settings as settings_files
from kiosk.settings import Settings, SettingsError
from kiosk.wiring import portal_arguments
from kiosk.wiring.audits import arguments as audit_arguments
from kiosk.wiring.authoring import arguments as content_arguments
from kiosk.wiring.backing_up import arguments as backup_arguments
from kiosk.wiring.devices import arguments as device_arguments
from kiosk.wiring.doctor import arguments as doctor_arguments
from kiosk.wiring.enrolling import arguments as enrol_arguments
from kiosk.wiring.outings import arguments as outing_arguments
from kiosk.wiring.papers import arguments as paper_arguments
from kiosk.wiring.privacy import arguments as privacy_arguments
from kiosk.wiring.retiring import arguments as retire_arguments
from kiosk.wiring.rosters import arguments as roster_arguments
from kiosk.wiring.updating import arguments as update_arguments
from kiosk.wiring.voices import arguments as voice_arguments

ROOT = Path(__file__).resolve().parent.parent
Command = Callable[[argparse.Namespace], int]


class Tool(Protocol):
    """What the ``arguments`` of a tool have: its words, and what is done by them on this machine's settings."""

    def add_to(self, parser: argparse.ArgumentParser, /) -> None:
        """Add the words."""

    def carry_out(self, asked: argparse.Namespace, settings: Settings, say: Callable[[str], None], /) -> int:
        """Do it; return the exit status."""


TOOLS: Final[dict[str, tuple[str, Tool]]] = {
    "voice": ("build, check and record what the kiosk says", voice_arguments),
    "ticket": ("draw a sample ticket, and make the printer's bytes", paper_arguments),
    "device": ("say what is plugged in, ask it and try it out", device_arguments),
    "portal": ("print what the browser of the official portal is forbidden", portal_arguments),
    "roster": ("say who may sign in here, and take a newer list", roster_arguments),
    "audit": ("say what helpers have done here, and whether all of it is there", audit_arguments),
    "privacy": ("say what is stored here, why, and until when", privacy_arguments),
    "update": ("take releases and the ward's content, go back, say what came of it", update_arguments),
    "backup": ("write what the ward does not have yet to a second place, sealed", backup_arguments),
    "enrol": ("make this machine's keys and let the ward know them", enrol_arguments),
    "event": ("make this machine a team's for a day in a hamlet, and the office's again", outing_arguments),
    "doctor": ("find the ten usual troubles, and say what to do", doctor_arguments),
}
SOCKET = Path("/run/kiosk/face.sock")
STARTED_AFTER = 5.0
"""Seconds from the start, when all stands that stays for as long as the kiosk runs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; return its exit status."""
    keep_private()
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _parser()
    asked, rest = parser.parse_known_args(arguments)
    asked.config = asked.config or asked.root / "config"
    if asked.command is not _desk:
        asked = parser.parse_args(arguments, asked)
    else:
        asked.rest = rest
    command: Command = asked.command
    try:
        return command(asked)
    except KeyboardInterrupt:
        return 130


def keep_private() -> None:
    """Let nobody else read what this process and its children write, and no crash write the memory down."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description="The kiosk of a public-service support point.")
    parser.add_argument("--config", type=Path, help="folder with kiosk.toml, point.toml (ROOT/config)")
    parser.add_argument(
        "--state", type=Path, default=ROOT / "var", help="folder for what this machine writes"
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="folder that holds assets/ and config/")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="open the kiosk")
    run.add_argument("--face", choices=("kivy", "terminal"), default="kivy")
    run.add_argument("--with-desk", action="store_true", help="start a desk on loopback beside it")
    run.set_defaults(command=_steady(_opened))
    _add_pair(commands)
    prepare = commands.add_parser("prepare", help="make pictures, fonts, voices and the example ward")
    prepare.add_argument("--no-voices", action="store_true", help="leave each clip until it is first heard")
    prepare.set_defaults(command=_prepare)
    check = commands.add_parser("check", help="say what is wrong in config, content and devices")
    check.set_defaults(command=_check)
    _add_tools(commands)
    screens = commands.add_parser("screens", help="lay out every kind of screen in every size and check it")
    screens.add_argument("act", choices=("check",))
    screens.add_argument("--every", action="store_true", help="every screen of every procedure")
    screens.add_argument(
        "--quick", action="store_true", help="the looks in which nearly all shows that is wrong"
    )
    screens.set_defaults(command=_screens)
    tour = commands.add_parser("tour", help="play a whole visit and read its end back")
    _add_tour(tour)
    tour.set_defaults(command=_tour)
    desk = commands.add_parser("desk", help="prepare, serve or staff the ward's desk (see kiosk desk --help)")
    desk.add_argument("words", nargs=argparse.REMAINDER, help="prepare, serve, tidy, officer NAME ...")
    desk.set_defaults(command=_desk)
    return parser


def _add_pair(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what ``run`` does in two processes, which may belong to two accounts."""
    core = commands.add_parser("core", help="serve a face that is another process")
    core.add_argument("--socket", type=Path, default=SOCKET, help=f"where the face comes in ({SOCKET})")
    core.add_argument("--face-user", default="", help="the account that the face runs as (the own one)")
    core.add_argument(
        "--update-user", default="", help="the account that starts the kiosk anew between two visits"
    )
    core.set_defaults(command=_steady(_core))
    face = commands.add_parser("face", help="show what the core in another process brings")
    face.add_argument("--socket", type=Path, default=SOCKET, help=f"where the core answers ({SOCKET})")
    face.add_argument("--cache", type=Path, help="folder for what can be made again (STATE/cache)")
    face.add_argument("--face", choices=("kivy", "terminal"), default="kivy")
    face.set_defaults(command=_steady(_face))


def _add_tools(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands with commands of their own."""
    content = commands.add_parser("content", help="check, begin, compare and draw procedures")
    content_arguments.add_to(content)
    content.set_defaults(command=_content)
    retire = commands.add_parser("retire", help="wipe keys and data, and prove that none is left")
    retire_arguments.add_to(retire)
    retire.set_defaults(command=_retire)
    probe = commands.add_parser("probe", help="try a release on a screen that nobody sees (the updater asks)")
    acts = probe.add_subparsers(required=True, metavar="WHAT", dest="act")
    acts.add_parser("serve", help="read a release's name, have it tried, and answer in one word")
    play = acts.add_parser("play", help="be the release that is tried")
    play.add_argument(
        "folder", type=Path, metavar="DIR", help="holds a copy of what is stored, and is written to"
    )
    probe.set_defaults(command=_probe)
    for name, (does, tool) in TOOLS.items():
        parser = commands.add_parser(name, help=does)
        tool.add_to(parser)
        parser.set_defaults(command=partial(_with_settings, tool))


def _add_tour(tour: argparse.ArgumentParser) -> None:
    tour.add_argument("--journey", default="birth", help="a name from --list, or all")
    tour.add_argument("--all", action="store_true", help="all of them, as --journey all")
    tour.add_argument("--journeys", type=Path, help="folder with journey files of your own")
    tour.add_argument("--list", action="store_true", help="list the journeys")
    tour.add_argument("--lang", choices=("vi", "km", "en"), default="vi")
    tour.add_argument("--size", type=_size, help="e.g. 1280x800")
    tour.add_argument("--face", choices=("kivy", "terminal"), default="kivy")
    tour.add_argument("--out", type=Path, default=None, help="folder for pictures, tickets and tour.json")
    tour.add_argument(
        "--ready", type=Path, help="folder with ward and desk to start from; filled if not there"
    )


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 1280x800")
    return int(found[1]), int(found[2])


def _settings(asked: argparse.Namespace, cache: Path | None = None) -> Settings | None:
    try:
        return settings_files.read(asked.config, asked.root, asked.state, cache)
    except SettingsError as broken:
        for fault in broken.faults:
            print(fault, file=sys.stderr)
        return None


def _desk(asked: argparse.Namespace) -> int:
    from kiosk.desk.serve import main as desk

    words = list(asked.words) + list(asked.rest)
    for option, value in (("--config", asked.config / "desk.toml"), ("--state", asked.state)):
        if option not in words and words:
            words += [option, str(value)]
    return desk(words)


def _prepare(asked: argparse.Namespace) -> int:
    from kiosk.wiring.prepare import prepare

    settings = _settings(asked)
    return 2 if settings is None else prepare(settings, print, voices=not asked.no_voices)


def _check(asked: argparse.Namespace) -> int:
    from kiosk.wiring.check import check

    return check(asked.config, asked.root, asked.state, print)


def _content(asked: argparse.Namespace) -> int:
    try:
        return content_arguments.carry_out(asked, print)
    except BrokenPipeError:  # the reader, like head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _with_settings(tool: Tool, asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    return 2 if settings is None else tool.carry_out(asked, settings, print)


def _retire(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    return 2 if settings is None else retire_arguments.carry_out(asked, settings, SOCKET, print)


def _probe(asked: argparse.Namespace) -> int:
    if asked.act == "play":
        asked.state = asked.folder  # never what this machine has in truth
    settings = _settings(asked)
    if asked.act == "play":
        from kiosk.tour.probing import play
        from kiosk.updates.ports import STATUS

        return STATUS["start"] if settings is None else play(settings)
    from kiosk.clock import SystemClock
    from kiosk.wiring.updating.probing import answer

    print(
        "machine" if settings is None else answer(sys.stdin.readline(64), settings, SystemClock()), flush=True
    )
    return 0


def _screens(asked: argparse.Namespace) -> int:
    from kiosk.wiring.screens import check

    settings = _settings(asked)
    return 2 if settings is None else check(settings, print, every=asked.every, quick=asked.quick)


def _steady(command: Command) -> Command:
    """Let a command run that stays for days.

    What a start makes stays: to look through it for what could go would take a twelfth of the start, and later hold up
    a touch now and then.
    """

    def steady(asked: argparse.Namespace) -> int:
        gc.disable()
        started = Timer(STARTED_AFTER, _keep_what_stands)
        started.daemon = True
        started.start()
        try:
            return command(asked)
        finally:
            started.cancel()
            gc.enable()

    return steady


def _keep_what_stands() -> None:
    gc.freeze()
    gc.enable()


def _opened(asked: argparse.Namespace) -> int:
    from kiosk.wiring import running

    settings = _settings(asked)
    if settings is None:
        return running.out_of_order(asked.root, asked.state, asked.face)
    desk = _desk_beside(asked, settings) if asked.with_desk else None
    try:
        return running.run(settings, asked.face, print)
    finally:
        if desk is not None:
            desk.terminate()
            desk.wait()


def _core(asked: argparse.Namespace) -> int:
    from kiosk.wiring.serving import Accounts, serve

    return serve(_settings(asked), Accounts(asked.face_user, asked.update_user), asked.socket, print)


def _face(asked: argparse.Namespace) -> int:
    from kiosk.wiring.facing import show
    from kiosk.wiring.showing import nowhere

    cache = asked.cache or asked.state / "cache"
    settings = _settings(asked, cache) or nowhere(asked.root, asked.state, cache)
    return show(settings, asked.socket, asked.face)


def _desk_beside(asked: argparse.Namespace, settings: Settings) -> subprocess.Popen[bytes] | None:
    from kiosk.wiring import running

    try:
        running.make_example_ward(settings)
    except running.BROKEN:
        return None  # the kiosk meets the same trouble and says it
    command = [sys.executable, "-m", "kiosk", "desk", "serve"]
    command += ["--config", str(asked.config / "desk.toml"), "--state", str(asked.state)]
    return subprocess.Popen(command)


def _tour(asked: argparse.Namespace) -> int:
    from kiosk.tour.command import ALL, Wish, show_list, tour

    if asked.list:
        return show_list(asked.journeys)
    settings = _settings(asked)
    if settings is None:
        return 2
    if asked.size:
        width, height = asked.size
        screen = msgspec.structs.replace(settings.kiosk.screen, width=width, height=height)
        kiosk = msgspec.structs.replace(settings.kiosk, screen=screen)
        settings = replace(settings, kiosk=kiosk)
    out = asked.out or asked.state / "tour"
    journey = ALL if asked.all else asked.journey
    return tour(settings, Wish(journey, asked.journeys, asked.lang, out, asked.face, asked.ready))
