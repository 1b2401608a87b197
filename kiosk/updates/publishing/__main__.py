"""`deploy/release`: makes keys, publishes, promotes, withdraws, fills sticks."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.clock import SystemClock
from kiosk.updates.publishing.keys import KeyFolder, PublishingError
from kiosk.updates.publishing.lists import Lists
from kiosk.updates.publishing.publisher import Publisher, Wish
from kiosk.updates.publishing.releasing import download_wheels, steps_of
from kiosk.updates.types import PackKind, Version

ROOT = Path(__file__).resolve().parents[3]
HOME = Path.home() / "kiosk-releases"


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one act; return 0, or 1 where it could not be done and why was said."""
    os.umask(0o022)
    asked = _parser().parse_args(argv)
    clock = SystemClock()
    publisher = Publisher(Lists(asked.repository, KeyFolder(asked.keys), clock.now))
    try:
        sys.stdout.write(asked.act(publisher, asked) + "\n")
    except (PublishingError, OSError, ValueError) as broken:
        sys.stderr.write(f"{broken}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deploy/release", description="Publish releases and content.")
    parser.add_argument("--repository", type=Path, default=HOME / "repository", help="(%(default)s)")
    parser.add_argument("--keys", type=Path, default=HOME / "keys", help="(%(default)s)")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    keys = acts.add_parser("keys", help="make keys and an empty repository, or let a ward sign its content")
    keys.add_argument("--ward", action="append", default=[], help="five digits")
    keys.set_defaults(act=_keys)
    _add_publish(acts.add_parser("publish", help="make a release and list it for a ring"))
    for name, does, act in (
        ("promote", "let a release go to one more ring", _promote),
        ("withdraw", "let no kiosk take a release any more", _withdraw),
    ):
        one = acts.add_parser(name, help=does)
        one.add_argument("version", type=_version)
        if name == "promote":
            one.add_argument("--ring", type=int, required=True, choices=range(10))
        one.set_defaults(act=act)
    usb = acts.add_parser("usb", help="lay the repository onto a stick; it holds 45 days")
    usb.add_argument("folder", type=Path)
    usb.set_defaults(act=_usb)
    content = acts.add_parser("content", help="publish a ward's ward.yaml, or a folder of its recordings")
    content.add_argument("source", type=Path)
    content.add_argument("--ward", required=True)
    content.set_defaults(act=_content)
    refresh = acts.add_parser("refresh", help="say that the repository is fresh, for seven more days")
    refresh.set_defaults(act=_refresh)
    rotate = acts.add_parser("rotate", help="new keys in place of stolen ones")
    rotate.add_argument(
        "roles", nargs="+", choices=("targets", "snapshot", "timestamp", "root-1", "root-2", "root-3")
    )
    rotate.set_defaults(act=_rotate)
    return parser


def _add_publish(publish: argparse.ArgumentParser) -> None:
    publish.add_argument("version", type=_version)
    publish.add_argument("--ring", type=int, default=0, choices=range(10))
    publish.add_argument("--source", type=Path, default=ROOT, help="the program's tree")
    publish.add_argument("--wheels", type=Path, help="a folder of the lock's wheels (fetched by pip)")
    publish.add_argument(
        "--python", action="append", default=[], help="3.11, 3.13: for whom wheels are fetched"
    )
    publish.add_argument("--schema", type=int, help="steps of its store (as the tree says)")
    publish.add_argument("--reads-from", type=int, default=0, help="the lowest store that it serves")
    publish.add_argument(
        "--served-from",
        type=int,
        help="how many steps a release must know to go on with it (as the tree says)",
    )
    publish.add_argument("--floor", type=_version, help="the lowest release that may ever replace it")
    publish.set_defaults(act=_publish)


def _version(text: str) -> Version:
    version = Version.read(text)
    if version is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no version such as 2026.11.1")
    return version


def _keys(publisher: Publisher, asked: argparse.Namespace) -> str:
    return f"Put this file on each machine as /etc/kiosk/trust/root.json: {publisher.keys(tuple(asked.ward))}"


def _publish(publisher: Publisher, asked: argparse.Namespace) -> str:
    schema, served_from = asked.schema, asked.served_from
    if schema is None or served_from is None:
        steps, needed = steps_of(asked.source)
        schema, served_from = (
            steps if schema is None else schema,
            needed if served_from is None else served_from,
        )
    wish = Wish(asked.version, asked.ring, schema, asked.reads_from, served_from, asked.floor)
    with TemporaryDirectory() as folder:
        wheels = asked.wheels or Path(folder)
        if asked.wheels is None:
            download_wheels(asked.source, wheels, tuple(asked.python))
        publisher.publish(wish, asked.source, wheels)
    return f"{asked.version} is published for ring {asked.ring}."


def _promote(publisher: Publisher, asked: argparse.Namespace) -> str:
    publisher.promote(asked.version, asked.ring)
    return f"{asked.version} goes to ring {asked.ring}, too."


def _withdraw(publisher: Publisher, asked: argparse.Namespace) -> str:
    publisher.withdraw(asked.version)
    return f"{asked.version} is withdrawn."


def _usb(publisher: Publisher, asked: argparse.Namespace) -> str:
    publisher.usb(asked.folder)
    until: datetime = publisher.lists.now()
    return f"The stick is good for 45 days from {until:%d.%m.%Y}."


def _content(publisher: Publisher, asked: argparse.Namespace) -> str:
    kind: PackKind = "voices" if asked.source.is_dir() else "procedures"
    number = publisher.content(asked.ward, kind, asked.source)
    return f"Number {number} of ward {asked.ward}'s {kind} is published."


def _refresh(publisher: Publisher, asked: argparse.Namespace) -> str:  # noqa: ARG001 - one shape for all acts
    publisher.lists.refresh()
    return "Fresh for seven days."


def _rotate(publisher: Publisher, asked: argparse.Namespace) -> str:
    roots = [each for each in asked.roles if each.startswith("root-")]
    for each in roots:
        publisher.lists.change_root_key(each)
    others = [each for each in asked.roles if each not in roots]
    if others:
        publisher.lists.rotate(*others)
    return "New keys hold from now on; the former ones lie beside them under another name."


if __name__ == "__main__":
    sys.exit(main())
