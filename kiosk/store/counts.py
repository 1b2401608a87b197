"""How visits ended, as counts, and what of them is on its way: no row tells when within its hour anybody came."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import Any, Final

import msgspec

from kiosk.outbox.counts import Batch, hour_of
from kiosk.outbox.ratings import KEPT
from kiosk.store.connection import Database
from kiosk.wire.counts import CELLS_AT_MOST, Ends, Opinion, Opinions, VisitEnd

_COLUMNS: Final = "point, procedure, screen, result, minutes, helped, language, day, hour"
_RATED: Final = "point, procedure, stars, reason, language, day, hour"
_KEEP: Final = (
    f"INSERT INTO visit_end ({_COLUMNS}, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "  # noqa: S608 - fixed names
    f"ON CONFLICT ({_COLUMNS}) DO UPDATE SET count = count + 1"
)
_OVER: Final = "(day < ? OR (day = ? AND hour < ?))"
_TAKE: Final = (
    # An hour's cells come in the order of their names, not in that in which people came.
    f"SELECT {_COLUMNS}, count FROM visit_end WHERE {_OVER} ORDER BY day, hour LIMIT ?"  # noqa: S608 - as above
)
_TAKE_RATED: Final = (
    f"SELECT {_RATED}, SUM(count) FROM rating WHERE {_OVER} "  # noqa: S608 - as above
    f"GROUP BY {_RATED} ORDER BY day, hour LIMIT ?"
)


class SqliteCountStore:
    """The CountStore on disk; ratings lie in a table of their own beside it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, end: VisitEnd) -> None:
        """Count one more."""
        with self._database.growth() as write:
            write.execute(_KEEP, msgspec.structs.astuple(end))

    def kept(self) -> dict[VisitEnd, int]:
        """Return what is in no batch yet."""
        found = self._database.rows(f"SELECT {_COLUMNS}, count FROM visit_end")  # noqa: S608 - fixed names
        return {_end(*of): count for *of, count in found}

    def batch(self, batch_id: str, before: datetime) -> Batch | None:
        """Return what is to be told next, and count the try."""
        day, hour = hour_of(before)
        over = (day.isoformat(), day.isoformat(), hour)
        with self._database.change() as write:
            old = write.execute(
                "SELECT batch_id, body FROM count_batch ORDER BY tries, place LIMIT 1"
            ).fetchone()
            if old is None:
                batch = _made(write, batch_id, over)
                if batch is None:
                    return None
                newest, body = day.isoformat(), msgspec.msgpack.encode(batch)
                write.execute(
                    "INSERT INTO count_batch (batch_id, day, tries, body) VALUES (?, ?, 0, ?)",
                    (batch.id, newest, body),
                )
            else:
                batch = msgspec.msgpack.decode(old[1], type=Batch)
            write.execute("UPDATE count_batch SET tries = tries + 1 WHERE batch_id = ?", (batch.id,))
        return batch

    def told(self, batch_id: str) -> None:
        """Delete a batch."""
        with self._database.change() as write:
            write.execute("DELETE FROM count_batch WHERE batch_id = ?", (batch_id,))

    def purge(self, now: datetime) -> int:
        """Delete what is too old; return how many visits and batches went."""
        old = (_day(now) - KEPT).isoformat()
        with self._database.change() as write:
            ends = write.execute("DELETE FROM visit_end WHERE day < ? RETURNING count", (old,)).fetchall()
            batches = write.execute("DELETE FROM count_batch WHERE day < ?", (old,)).rowcount
        return sum(int(count) for (count,) in ends) + int(batches)


def _made(write: sqlite3.Connection, batch_id: str, over: tuple[str, str, int]) -> Batch | None:
    """Take the cells of hours that are over out of their tables."""
    ends = [Ends(of=_end(*of), count=n) for *of, n in write.execute(_TAKE, (*over, CELLS_AT_MOST)).fetchall()]
    rated = write.execute(_TAKE_RATED, (*over, CELLS_AT_MOST)).fetchall()
    opinions = [Opinions(of=_opinion(*of), count=n) for *of, n in rated]
    if not ends and not opinions:
        return None
    _delete(write, "visit_end", _COLUMNS, [msgspec.structs.astuple(one.of) for one in ends])
    _delete(write, "rating", _RATED, [msgspec.structs.astuple(one.of) for one in opinions])
    return Batch(batch_id, tuple(ends), tuple(opinions))


def _delete(write: sqlite3.Connection, table: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    where = " AND ".join(f"{name} = ?" for name in columns.split(", "))
    write.executemany(f"DELETE FROM {table} WHERE {where}", rows)  # noqa: S608 - names of this module


def _day(now: datetime) -> date:
    return hour_of(now)[0]


def _end(*row: Any) -> VisitEnd:
    point, procedure, screen, result, minutes, helped, language, day, hour = row
    return VisitEnd(
        point=point,
        procedure=procedure,
        screen=screen,
        result=result,
        minutes=minutes,
        helped=bool(helped),
        language=language,
        day=day,
        hour=hour,
    )


def _opinion(*row: Any) -> Opinion:
    point, procedure, stars, reason, language, day, hour = row
    return Opinion(
        point=point,
        procedure=procedure,
        stars=stars,
        reason=reason,
        language=language,
        day=day,
        hour=hour,
    )
