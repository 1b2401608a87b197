"""What tables there are and how much is in them: for whoever wants to be told what lies here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it stands now. ``first``, ``last``: the bounds of its dates, "" where it has none."""

    name: str
    rows: int
    first: str = ""
    last: str = ""


def tables(database: Database, dates: Mapping[str, str]) -> list[Table]:
    """Return every table of the file, in the order of their making. ``dates``: the column with the date, by table."""
    names = database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [_table(database, str(name), dates.get(str(name), "")) for (name,) in names]


def _table(database: Database, name: str, date: str) -> Table:
    (rows,) = database.rows(f'SELECT count(*) FROM "{name}"')[0]  # noqa: S608 - a name that the file itself has
    if not date or not rows:
        return Table(name, int(rows))
    ((first, last),) = database.rows(f'SELECT min("{date}"), max("{date}") FROM "{name}"')  # noqa: S608 - our own names
    return Table(name, int(rows), str(first or ""), str(last or ""))
