"""The compiled catalogue: one SQLite file in which procedures are found by letters and opened one by one.

The file is written once, beside the one in force, and takes its place whole; afterwards it is only read. The
catalogue that it holds was free of errors, so it is the last good content too.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import quote

import msgspec

from kiosk.procedures import Catalogue
from kiosk.procedures.exercises import Exercise
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.guides import Guide
from kiosk.procedures.heads import Head, Heads, by_event, packed
from kiosk.procedures.lists import Lists
from kiosk.procedures.searching import (
    MOST_FOUND,
    SHORT,
    Entry,
    Group,
    Kind,
    Piece,
    Where,
    entry_of,
    find,
    ranked,
)
from kiosk.procedures.types import LifeEvent, Procedure

FORMAT = 2
"""Of the tables and of what lies in them; a file of another format is made anew."""
_TABLES = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL) STRICT",
    "CREATE TABLE body (code TEXT PRIMARY KEY, packed BLOB NOT NULL) STRICT",
    "CREATE TABLE ranked (place INTEGER PRIMARY KEY, code TEXT NOT NULL, is_form INTEGER NOT NULL) STRICT",
    """CREATE TABLE opening (
        kind TEXT NOT NULL, text TEXT NOT NULL, place INTEGER NOT NULL, size INTEGER NOT NULL,
        PRIMARY KEY (kind, text, place)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE begun (
        kind TEXT NOT NULL, text TEXT NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (kind, text, number)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE word (text TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # Contentless, without positions: which words stand in which column of which procedure is all that is asked.
    """CREATE VIRTUAL TABLE held USING fts5 (
        names, others, content = '', detail = column, columnsize = 0, prefix = '1 2 3',
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M*'"
    )""",
)
_LAST = chr(0x10FFFF)
"""Stands after every letter: all that begins with a word ends before it."""
_TOLD = ("user_version", "page_count", "page_size")
_WHOLE = "SELECT asked.value, count FROM json_each(?) AS asked CROSS JOIN word ON word.text = asked.value"
_BEGUN = """SELECT asked.value, max(count) FROM json_each(?) AS asked CROSS JOIN word
    ON word.text >= asked.value AND word.text < asked.value || char(1114111) GROUP BY asked.value"""


class SqliteCatalogueIndex:
    """An opened compiled catalogue. Implements procedures.ports.CatalogueIndex."""

    def __init__(self, path: Path) -> None:
        """Open the file for reading. Raises CatalogueError ("index_broken") when it is none, broken or foreign."""
        self._path = path
        self._lock = RLock()
        with _translated():
            # Nobody writes to a compiled file: no lock, no log, no look at whether it has changed.
            uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            with _translated():
                self._connection.execute("PRAGMA trusted_schema = OFF")
                self._sound()
                self.fingerprint = bytes(self._about("fingerprint")).decode()
                self._events = msgspec.msgpack.decode(self._about("events"), type=tuple[LifeEvent, ...])
                self._lists = msgspec.msgpack.decode(self._about("lists"), type=Lists)
                self._guides = msgspec.msgpack.decode(self._about("guides"), type=tuple[Guide, ...])
                self._exercises = msgspec.msgpack.decode(self._about("exercises"), type=tuple[Exercise, ...])
                self._heads = Heads(self._about("heads"))
                self._by_event = msgspec.msgpack.decode(
                    self._about("by_event"), type=dict[str, tuple[str, ...]]
                )
        except CatalogueError:
            self._connection.close()
            raise

    def _sound(self) -> None:
        """Look at the file's format and size; whatever in it is broken tells when it is read."""
        told = [self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _TOLD]
        if told[0] != FORMAT or told[1] * told[2] != self._path.stat().st_size:
            raise CatalogueError("index_broken")

    def _about(self, name: str) -> bytes:
        sql = "SELECT value, crc FROM about WHERE name = ?"
        found = self._connection.execute(sql, (name,)).fetchone()
        if found is None or zlib.crc32(found[0]) != found[1]:
            raise CatalogueError("index_broken")
        return bytes(found[0])

    def close(self) -> None:
        """Close the file; calls after this raise CatalogueError."""
        with self._lock:
            self._connection.close()

    def events(self) -> tuple[LifeEvent, ...]:
        """Return the life events in their order."""
        return self._events

    def lists(self) -> Lists:
        """Return the kiosk's own lists."""
        return self._lists

    def guides(self) -> tuple[Guide, ...]:
        """Return what can be learnt, in the order of the menu."""
        return self._guides

    def exercises(self) -> tuple[Exercise, ...]:
        """Return what helpers practise, in the order of the menu."""
        return self._exercises

    def heads(self) -> Mapping[str, Head]:
        """Return the heads of all procedures by code, in the order of their files' names."""
        return self._heads

    def by_event(self) -> Mapping[str, tuple[str, ...]]:
        """Return the codes found under each life event: forms first, then referrals."""
        return self._by_event

    def body(self, code: str) -> Procedure:
        """Return the whole procedure. Raises CatalogueError: unknown_procedure, index_broken."""
        with self._lock, self._used():
            found = self._connection.execute("SELECT packed FROM body WHERE code = ?", (code,)).fetchone()
            if found is None:
                raise CatalogueError("unknown_procedure")
            return msgspec.msgpack.decode(zlib.decompress(found[0]), type=Procedure)

    def search(self, text: str, limit: int) -> tuple[str, ...]:
        """Return at most ``limit`` codes, the likeliest first. Raises CatalogueError ("index_broken")."""
        with self._lock, self._used():
            return find(_SqliteShelf(self._connection), text, limit)

    @contextmanager
    def _used(self) -> Iterator[None]:
        """Take the file away when it turns out to be broken: the next start then makes it anew."""
        try:
            with _translated():
                yield
        except CatalogueError as broken:
            if broken.code == "index_broken" and _is_rotten(broken.__cause__):
                self._path.unlink(missing_ok=True)
            raise


def compile_catalogue(path: Path, catalogue: Catalogue, fingerprint: str) -> None:
    """Write the catalogue into a new file and put it in the place of ``path``, whole or not at all.

    ``fingerprint`` comes back from ``SqliteCatalogueIndex``. Raises OSError when the disk is full or broken; what
    stood there then stays.
    """
    unfinished = _fresh(path)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            # One transaction into a file that nobody knows of yet: the one fsync below makes it last.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", f"user_version = {FORMAT}"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            _write(connection, catalogue, fingerprint)
            connection.execute("COMMIT")
        _sync(unfinished)
        unfinished.replace(path)
        _sync(path.parent)
    except sqlite3.Error as error:
        raise OSError(f"the catalogue cannot be compiled: {type(error).__name__}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _fresh(path: Path) -> Path:
    """Return a new empty file beside ``path``, this process's own; what killed ones have left there goes."""
    for left in path.parent.glob(f"{path.name}.*.part"):
        number = left.name.removeprefix(f"{path.name}.").removesuffix(".part")
        if number.isdecimal() and not Path(f"/proc/{number}").exists():
            left.unlink(missing_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    return unfinished


def _write(connection: sqlite3.Connection, catalogue: Catalogue, fingerprint: str) -> None:
    for table in _TABLES:
        connection.execute(table)
    about: Mapping[str, bytes] = {
        "fingerprint": fingerprint.encode(),
        "events": msgspec.msgpack.encode(catalogue.events),
        "lists": msgspec.msgpack.encode(catalogue.lists),
        "guides": msgspec.msgpack.encode(catalogue.guides),
        "exercises": msgspec.msgpack.encode(catalogue.exercises),
        "heads": packed(catalogue.heads.values()),
        "by_event": msgspec.msgpack.encode(by_event(catalogue.heads.values())),
    }
    rows = ((name, value, zlib.crc32(value)) for name, value in about.items())
    connection.executemany("INSERT INTO about VALUES (?, ?, ?)", rows)
    procedures = catalogue.procedures.values()
    bodies = ((each.code, zlib.compress(msgspec.msgpack.encode(each))) for each in procedures)
    connection.executemany("INSERT INTO body VALUES (?, ?)", bodies)
    _write_entries(connection, ranked(entry_of(procedure) for procedure in procedures))


def _write_entries(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    places = list(enumerate(entries, start=1))
    rows = ((place, entry.code, entry.is_form) for place, entry in places)
    connection.executemany("INSERT INTO ranked VALUES (?, ?, ?)", rows)
    kinds: tuple[Kind, ...] = ("name", "other")
    openings = (
        (kind, phrase, place, len(phrase))
        for place, entry in places
        for kind in kinds
        for phrase in entry.phrases(kind)
    )
    connection.executemany("INSERT INTO opening VALUES (?, ?, ?, ?)", openings)
    connection.executemany("INSERT INTO begun VALUES (?, ?, ?, ?)", _begun(places, kinds))
    held = (
        (place, " ".join(sorted(entry.name_words)), " ".join(sorted(entry.words - entry.name_words)))
        for place, entry in places
    )
    connection.executemany("INSERT INTO held (rowid, names, others) VALUES (?, ?, ?)", held)
    connection.execute("INSERT INTO held (held) VALUES ('optimize')")
    counts = Counter(word for entry in entries for word in entry.words)
    connection.executemany("INSERT INTO word VALUES (?, ?)", counts.items())


def _begun(places: list[tuple[int, Entry]], kinds: tuple[Kind, ...]) -> Iterator[tuple[Kind, str, int, int]]:
    """Yield the ready answers for short beginnings: kind, beginning, from 0 the first, its place."""
    for kind in kinds:
        found: dict[str, list[tuple[bool, bool, int, int]]] = {}
        for place, entry in places:
            for typed in {phrase[:size] for phrase in entry.phrases(kind) for size in range(1, SHORT + 1)}:
                key = entry.opens(typed, kind, place)
                found.setdefault(typed, []).extend([key] if key else [])
        for typed, keys in found.items():
            yield from ((kind, typed, at, key[-1]) for at, key in enumerate(sorted(keys)[:MOST_FOUND]))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _SqliteShelf:
    """The words of an opened file, as ``searching`` asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _codes(self, sql: str, *values: Any) -> list[str]:
        return [code for code, *_ in self._connection.execute(sql, values)]

    def opening(self, typed: str, kind: Kind, most: int) -> list[str]:
        if len(typed) <= SHORT:
            begun = (
                "SELECT code FROM begun JOIN ranked USING (place) WHERE kind = ? AND text = ? AND number < ?"
            )
            return self._codes(f"{begun} ORDER BY number", kind, typed, most)
        return self._codes(
            """SELECT code FROM opening JOIN ranked USING (place)
            WHERE kind = ? AND text >= ? AND text < ?
            GROUP BY place ORDER BY min(text <> ?), NOT is_form, min(size), place LIMIT ?""",
            kind,
            typed,
            typed + _LAST,
            typed,
            most,
        )

    def holding(self, groups: Sequence[Group], where: Where, most: int) -> list[str]:
        asked = " AND ".join(f"({_group(group)})" for group in groups)
        return self._codes(
            """SELECT code FROM held JOIN ranked ON place = held.rowid
            WHERE held MATCH ? ORDER BY held.rowid LIMIT ?""",
            f"names : ({asked})" if where == "names" else asked,
            most,
        )

    def known(self, pieces: Iterable[Piece]) -> list[Piece]:
        counted = sorted(self._counted(dict.fromkeys(pieces)))
        return [piece for _, piece in counted]

    def _counted(self, pieces: Iterable[Piece]) -> Iterator[tuple[int, Piece]]:
        for unfinished, sql in ((False, _WHOLE), (True, _BEGUN)):
            words = json.dumps([piece.word for piece in pieces if piece.unfinished is unfinished])
            found = self._connection.execute(sql, (words,))
            yield from ((-count, Piece(word, unfinished)) for word, count in found)


def _group(group: Group) -> str:
    return " OR ".join(f"({' AND '.join(map(_piece, pieces))})" for pieces in group)


def _piece(piece: Piece) -> str:
    """Return a word as FTS5 reads it; folded words hold letters, signs and digits only."""
    return f'"{piece.word}"*' if piece.unfinished else f'"{piece.word}"'


def _is_rotten(error: BaseException | None) -> bool:
    """Tell whether the file itself is to blame, not the disk that it lies on or the one who asks."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    return not isinstance(error, OSError)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error, msgspec.MsgspecError, zlib.error, UnicodeDecodeError) as error:
        raise CatalogueError("index_broken") from error
