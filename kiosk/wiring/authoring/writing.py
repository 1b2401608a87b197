"""Writing procedures: check, schema, a new file, what differs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kiosk import texts
from kiosk.clock import SystemClock
from kiosk.pictures import Fonts, Pictures
from kiosk.procedures import files, overlay, skeleton
from kiosk.procedures.blocks import FOLDER as BLOCKS
from kiosk.procedures.difference import Difference, differences
from kiosk.procedures.faults import CatalogueError, Fault
from kiosk.procedures.load import read, review
from kiosk.procedures.schema import schema
from kiosk.texts import LANGUAGES, TextError
from kiosk.wiring.authoring.arguments import Say

GOOD, TO_MEND, IMPOSSIBLE = 0, 1, 2
_BREAK = "\u200b"
_LONGEST = 300
"""Letters of a value that are shown where it differs."""


def procedures_of(asked: argparse.Namespace) -> Path:
    """Return the folder of the procedures under the program's root."""
    return Path(asked.root) / "assets" / "procedures"


def pictures_of(asked: argparse.Namespace) -> Pictures:
    """Return the pictures under the program's root."""
    cache = Path(asked.state) / "cache"
    drawings = Path(asked.root) / "assets" / "illustrations"
    return Pictures(drawings, cache / "pictures", fonts=Fonts(cache / "fonts"))


def _today(asked: argparse.Namespace) -> date:
    return asked.today or SystemClock().now().date()


def check(asked: argparse.Namespace, say: Say) -> int:
    """Say all that is wrong or should be looked at; a ✗ keeps a file out of service, a ! does not."""
    folder = asked.folder or procedures_of(asked)
    if not folder.is_dir():
        say(f"✗ {folder}: there is no such folder")
        return IMPOSSIBLE
    ward = None if asked.folder else Path(asked.config) / overlay.FILE
    pictures = pictures_of(asked)
    catalogue, faults = review(folder, _today(asked), pictures.names(), ward=ward)
    for fault in faults:
        say(f"{'✗' if fault.level == 'error' else '!'} {fault.sentence()}")
    silent = (*_silent(asked), *_unseen(pictures)) if asked.folder is None else ()
    for sentence in silent:
        say(f"✗ {sentence}")
    wrong = sum(fault.level == "error" for fault in faults) + len(silent)
    warned = sum(fault.level == "warning" for fault in faults)
    forms = sum(procedure.kind == "form" for procedure in catalogue.procedures.values())
    told = f"{len(catalogue.procedures)} procedures can be served, {forms} of them filled in at the kiosk"
    told += f", and {len(catalogue.guides)} guides" if catalogue.guides else ""
    if wrong or warned:
        say(f"{told}; {wrong} to mend (✗), {warned} to look at (!)")
    else:
        say(f"✓ {told}; nothing to mend")
    return TO_MEND if wrong or (asked.strict and warned) else GOOD


def _silent(asked: argparse.Namespace) -> Iterator[str]:
    """Yield what the kiosk itself could not say: its own words that a language lacks."""
    try:
        words = texts.read(Path(asked.root) / "assets" / "texts")
    except TextError as broken:
        yield f"texts: {broken}"
        return
    for name in words.unreadable:
        yield f"texts: {name} cannot be read; Vietnamese stands in for it"
    for language in LANGUAGES:
        lacking = [each for each in words.message_ids() if not words.has(language, each)]
        if lacking and f"{language}.po" not in words.unreadable:
            yield f"texts: {language}.po lacks {len(lacking)} texts, here first: {lacking[0]}"


def _unseen(pictures: Pictures) -> Iterator[str]:
    """Yield which drawings are refused, and why."""
    for refusal in pictures.refusals():
        yield f"illustrations/{refusal.name}.svg: {refusal.sentence}"


def print_schema(asked: argparse.Namespace, say: Say) -> int:
    """Print the schema of one kind of file."""
    say(json.dumps(schema(asked.file), ensure_ascii=False, indent=2))
    return GOOD


def new(asked: argparse.Namespace, say: Say) -> int:
    """Begin a procedure: on the screen, or in a file of its own that must not be there yet."""
    folder = procedures_of(asked)
    catalogue, _faults = read(folder)
    if asked.code in catalogue.procedures:
        say(f"✗ {asked.code}: there is a procedure of this code already; each has its own")
        return TO_MEND
    if not catalogue.events:
        say("✗ the tiles can't be read: look at them first with kiosk content check")
        return IMPOSSIBLE
    blocks = {found.path.stem for found in files.listed(folder / BLOCKS)[0]}
    try:
        text = skeleton.skeleton(asked.code, asked.kind, catalogue.events, blocks, _today(asked))
    except CatalogueError:
        say(f"✗ {asked.code}: a code has letters a-z, digits, points and hyphens, at most 32")
        return TO_MEND
    if not asked.write:
        say(text.rstrip("\n"))
        return GOOD
    return _write(folder / f"{asked.code}.yaml", text, say)


def _write(path: Path, text: str, say: Say) -> int:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        say(f"✗ {path.name}: there is a file of this name already; nothing was written")
        return TO_MEND
    except OSError as broken:
        say(f"✗ {path.name}: it can't be written ({broken.strerror})")
        return IMPOSSIBLE
    path.chmod(0o644)
    say(f"✓ {path}: write over every ??? and run kiosk content check")
    return GOOD


def diff(asked: argparse.Namespace, say: Say) -> int:
    """Say what differs, procedure by procedure. Returns 1 when something does."""
    for place in (asked.old, asked.new):
        if not place.exists():
            say(f"✗ {place}: there is no such folder or file")
            return IMPOSSIBLE
    found, faults = differences(asked.old, asked.new)
    _say_unread(faults, say)
    heading = ""
    for each in found:
        title = f"{each.procedure}  {each.file}" if each.procedure else each.file
        if title != heading:
            say(title)
            heading = title
        for line in _told(each):
            say(f"  {line}")
    if faults:
        return IMPOSSIBLE
    if not found:
        say("✓ nothing differs")
    return TO_MEND if found else GOOD


def _say_unread(faults: tuple[Fault, ...], say: Say) -> None:
    for fault in faults:
        say(f"✗ {fault.sentence()}")


def _told(each: Difference) -> Iterator[str]:
    if not each.key:
        yield "a new file" if each.kind == "added" else "the file is gone"
        return
    match each.kind:
        case "added":
            yield f"+ {each.key}: {_short(each.new)}"
        case "removed":
            yield f"- {each.key}: {_short(each.old)}"
        case "moved":
            yield f"~ {each.key}: another order"
            yield f"    before: {_short(each.old)}"
            yield f"    now:    {_short(each.new)}"
        case "changed" if each.old.replace(_BREAK, "") == each.new.replace(_BREAK, ""):
            yield f"~ {each.key}: only where a line of Khmer may end"
        case "changed":
            yield f"~ {each.key}"
            yield f"    before: {_short(each.old)}"
            yield f"    now:    {_short(each.new)}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
