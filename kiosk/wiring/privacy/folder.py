"""What lies in a kiosk's folders, entry by entry: nothing is passed over for want of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from kiosk.desk.settings import DeskSettings
from kiosk.settings import Settings
from kiosk.texts.kept import Found, Kept
from kiosk.wiring.build import DATABASE
from kiosk.wiring.privacy.file_words import DESK, FILES, GLASS, KEYS, OWN_KEYS, PORTAL, TICKETS


def in_folders(settings: Settings, desk: DeskSettings | None) -> list[Found]:
    """Return each entry of the state folder and of the folder of keys, but for the database, told table by table."""
    kiosk, state = settings.kiosk, settings.state
    chosen = {
        **_first(state, DESK, _of_desk(desk)),
        **_first(state, OWN_KEYS, [kiosk.keys.folder]),
        **_first(state, PORTAL, [kiosk.portal.folder]),
        **_first(state, GLASS, [kiosk.paper_scanner.folder]),
        **_first(state, TICKETS, [kiosk.printer.folder]),
    }
    entries = [path for path in _entries(state) if not path.name.startswith(DATABASE)]
    # The program's own names come first: the example ward is that, though keys of desk and kiosk lie in it.
    found = [_found(path, {**chosen, **FILES}) for path in entries]
    found += [_found(path, KEYS) for path in _entries(state / kiosk.keys.folder)]
    return _together(found)


def _together(found: list[Found]) -> list[Found]:
    """Return one for each kind, and each by itself that nobody has words for."""
    told: dict[Kept | str, Found] = {}
    for one in found:
        kind = one.kept if one.kept is not None else one.name
        before = told.get(kind)
        told[kind] = one if before is None else Found(one.kept, before.name, before.count + one.count)
    return list(told.values())


def _of_desk(desk: DeskSettings | None) -> Iterator[str]:
    if desk is None:
        return
    yield from (desk.folder, desk.keys, desk.kiosks)
    if desk.database.startswith("sqlite:///"):
        yield desk.database.removeprefix("sqlite:///")


def _first(state: Path, kept: Kept, places: Iterator[str] | list[str]) -> dict[str, Kept]:
    """Return the entries of the state folder in which these places lie; none for a place elsewhere."""
    whole = [state / place for place in places]
    return {path.relative_to(state).parts[0]: kept for path in whole if path.is_relative_to(state)}


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _found(path: Path, words: Mapping[str, Kept]) -> Found:
    kept = next((kept for name, kept in words.items() if fnmatchcase(path.name, name)), None)
    if not path.is_dir():
        return Found(kept, path.name, 1)
    return Found(kept, path.name, sum(1 for inner in path.rglob("*") if not inner.is_dir()))
