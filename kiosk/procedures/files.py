"""The files of a content folder, read so that nothing that lies there can hang, flood or lead outside.

Only plain files of the folder itself are opened, without waiting (a pipe would wait for ever), and no more of
each is read than a content file may have.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.procedures.faults import Fault
from kiosk.procedures.tree import MOST_BYTES, Tree, read_tree

MOST_FILES = 10_000
_MOST_TOGETHER = 200_000_000
"""Bytes of all files: what 10,000 long procedures take."""
_ENDING = ".yaml"
_NOT_PLAIN = re.compile(r"[^\w.,()+ -]")


@dataclass(frozen=True)
class Found:
    """One file of a folder: how it is called in what is said of it, and where it lies."""

    name: str
    path: Path


def listed(folder: Path) -> tuple[tuple[Found, ...], tuple[Fault, ...]]:
    """Return the content files of a folder by name, and what keeps others from being read.

    A file whose name begins with ``_`` or a point is left alone.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted(e.name for e in entries if e.name.endswith(_ENDING) and e.name[0] not in "_.")
    except FileNotFoundError:
        return (), ()
    except OSError:
        return (), (Fault(_shown(folder.name), 0, "", "the folder can't be read: look at its permissions"),)
    if len(names) > MOST_FILES:
        said = f"at most {MOST_FILES} content files are expected, found {len(names)}; none of them is read"
        return (), (Fault(_shown(folder.name), 0, "", said),)
    found: list[Found] = []
    faults: list[Fault] = []
    together = 0
    for name in names:
        size, refused = _looked_at(folder, name)
        together += size
        if refused:
            faults.append(Fault(_shown(name), 0, "", refused))
        elif together > _MOST_TOGETHER:
            said = f"the files up to here are larger than {_MOST_TOGETHER // 1_000_000} MB together"
            faults.append(Fault(_shown(name), 0, "", said))
            break
        else:
            found.append(Found(_shown(name), folder / name))
    return tuple(found), tuple(faults)


def _looked_at(folder: Path, name: str) -> tuple[int, str]:
    """Return the size of a file, and why it is refused; "" when it is not."""
    path = folder / name
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return 0, "this link leads out of the folder: put the file itself here"
        found = path.stat()
    except (OSError, RuntimeError):
        return 0, "the file can't be read: look at its permissions, or where the link leads"
    if not stat.S_ISREG(found.st_mode):
        return 0, "a file is expected; this is a folder or something else"
    return min(found.st_size, MOST_BYTES), ""


def tree_of(found: Found) -> Tree:
    """Read one file; whatever is wrong stands in the tree's faults and nothing is raised."""
    try:
        data = b"".join(_pieces(found.path))
    except OSError:
        said = "the file can't be read: look at its permissions"
        return Tree(found.name, faults=[Fault(found.name, 0, "", said)])
    return read_tree(found.name, data)


def _pieces(path: Path) -> Iterator[bytes]:
    """Yield a plain file's bytes up to one more than a content file may have."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError
        yield file.read(MOST_BYTES + 1)


def _shown(name: str) -> str:
    """Return a file's name as it can be printed; names may hold anything."""
    return _NOT_PLAIN.sub("?", name)[:100]
