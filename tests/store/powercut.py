"""Cutting the power: what a disk may hold after each moment of a program's life.

A program runs with the shim of ``powercut.c`` around its files. From what the shim has written down, any moment can be
played again, and the power cut there: what was synced is there; of what was not, each piece of 512 bytes is there or
not, by chance; files that were made, moved or removed since their folder was synced may or may not have been.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[2]
SECTOR = 512
HEAD = struct.Struct("=cIIQ")
MADE, WROTE, CUT, SYNCED, REMOVED, MOVED, SAID = b"m", b"w", b"t", b"s", b"r", b"v", b"a"
MADE_ANEW = ("-shm",)
"""SQLite makes it anew when nobody else has the database open, which is so after a power cut."""


@cache
def shim():
    """Compile the shim once a process and return where it lies."""
    built = Path(mkdtemp(prefix="powercut-")) / "powercut.so"
    command = ["gcc", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", built]
    subprocess.run([*command, Path(__file__).with_suffix(".c"), "-ldl", "-lpthread"], check=True)
    return built


def record(folder, log, *words):
    """Run ``python -m`` with these words around a folder, and return the record of what it did."""
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim()),
        "POWERCUT_FOLDER": str(folder.resolve()),
        "POWERCUT_LOG": str(log),
    }
    subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return list(read(log.read_bytes()))


def read(raw):
    """Yield (kind, path, data, offset) of a record."""
    at = 0
    while at < len(raw):
        kind, path_size, size, offset = HEAD.unpack_from(raw, at)
        at += HEAD.size
        path = raw[at : at + path_size].decode()
        yield kind, path, raw[at + path_size : at + path_size + size], offset
        at += path_size + size


def put(content, data, offset):
    """Write into ``content`` as a file is written."""
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def cut(content, size):
    """Give ``content`` this size."""
    del content[size:]
    content.extend(bytes(size - len(content)))


@dataclass
class File:
    """What is on the disk for sure, and what has been done since."""

    durable: bytearray = field(default_factory=bytearray)
    since: list = field(default_factory=list)

    def sync(self):
        """All that was done is on the disk."""
        for data, offset in self.since:
            cut(self.durable, offset) if data is None else put(self.durable, data, offset)
        self.since = []

    def after(self, chance):
        """What may be there after a power cut: each piece of what was not synced, or not."""
        content, kept = bytearray(self.durable), chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for data, offset in self.since:
            if data is None:
                if chance.random() < kept:
                    cut(content, offset)
                continue
            for start in range(-(offset % SECTOR), len(data), SECTOR):
                piece = data[max(start, 0) : start + SECTOR]
                if chance.random() < kept:
                    put(content, piece, offset + max(start, 0))
        return bytes(content)


class Disk:
    """A folder under the record, moment by moment."""

    def __init__(self, folder):
        self._folder = folder.resolve()
        self._now, self._durable, self._since = {}, {}, []
        self.said = ""
        """What the program has said so far."""

    def do(self, kind, path, data, offset):
        """Go on by one entry of the record."""
        if kind == SAID:
            self.said += data.decode()
        elif path.endswith(MADE_ANEW):
            return
        elif kind == WROTE:
            self._now[path].since.append((data, offset))
        elif kind == CUT:
            self._now[path].since.append((None, offset))
        elif kind == SYNCED and Path(path) in {self._folder, *map(Path, self._parents())}:
            self._sync_names(Path(path))
        elif kind == SYNCED:
            self._now[path].sync()
        else:
            self._name(kind, path, data)

    def now(self):
        """What a reader sees while the power is on: content by path."""
        found = {}
        for path, file in self._now.items():
            content = bytearray(file.durable)
            for data, offset in file.since:
                cut(content, offset) if data is None else put(content, data, offset)
            found[path] = bytes(content)
        return found

    def after_a_cut(self, chance, into):
        """Lay out in ``into`` what may be there when the power comes back."""
        names = dict(self._durable)
        for change in self._since[: chance.randint(0, len(self._since))]:
            apply(names, *change)
        for path, file in names.items():
            target = into / Path(path).relative_to(self._folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.after(chance))

    def _name(self, kind, path, data):
        change = (kind, path, File() if kind == MADE else None, data.decode())
        apply(self._now, *change)
        self._since.append(change)

    def _parents(self):
        return {str(Path(path).parent) for path in self._now}

    def _sync_names(self, folder):
        for change in [one for one in self._since if Path(one[1]).parent == folder]:
            apply(self._durable, *change)
            self._since.remove(change)


def apply(names, kind, path, file, other):
    """Make, remove or move a name."""
    if kind == MADE:
        names[path] = file
    elif kind == REMOVED:
        names.pop(path, None)
    elif kind == MOVED and path in names:
        names[other] = names.pop(path)


def cuts(record, folder, count, seed, workshop):
    """Yield (where the folder lies, what had been said) for so many power cuts, at any moment from the first word on.

    Each folder is the caller's to look into until the next is asked for.
    """
    chance = random.Random(seed)
    first = next(at for at, (kind, *_) in enumerate(record, 1) if kind == SAID)
    moments = sorted(chance.randrange(first, len(record) + 1) for _ in range(count))
    disk, done = Disk(folder), 0
    for turn, moment in enumerate(moments):
        for entry in record[done:moment]:
            disk.do(*entry)
        done = max(done, moment)
        into = workshop / f"{turn:05d}"
        into.mkdir(parents=True)
        disk.after_a_cut(chance, into)
        yield into, disk.said
        shutil.rmtree(into)
