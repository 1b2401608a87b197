"""How people felt at the end, as counts: no row tells when within its hour anybody came."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kiosk.clock import VIETNAM
from kiosk.outbox.ratings import KEPT, Rating
from kiosk.store.connection import Database

_COLUMNS = "kiosk, point, procedure, stars, reason, language, day, hour"
_KEEP = (
    f"INSERT INTO rating ({_COLUMNS}, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1) "  # noqa: S608 - fixed column names
    f"ON CONFLICT ({_COLUMNS}) DO UPDATE SET count = count + 1"
)
_SINCE = f"SELECT {_COLUMNS}, count FROM rating WHERE day >= ? ORDER BY day, hour"  # noqa: S608 - as above


class SqliteRatingStore:
    """The RatingStore on disk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, rating: Rating) -> None:
        """Count one more."""
        what = (rating.kiosk, rating.point, rating.procedure, rating.stars, rating.reason, rating.language)
        with self._database.growth() as write:
            write.execute(_KEEP, (*what, rating.day.isoformat(), rating.hour))

    def since(self, day: date) -> dict[Rating, int]:
        """Return the ratings of ``day`` and later with how often each was given."""
        found = self._database.rows(_SINCE, day.isoformat())
        return {_rating(*what): count for *what, count in found}

    def purge(self, now: datetime) -> int:
        """Delete what is older than ``KEPT``; return how many ratings went."""
        old = (now.astimezone(VIETNAM).date() - KEPT).isoformat()
        with self._database.change() as write:
            gone = write.execute("DELETE FROM rating WHERE day < ? RETURNING count", (old,)).fetchall()
        return sum(count for (count,) in gone)


def _rating(*row: Any) -> Rating:
    *what, day, hour = row
    kiosk, point, procedure, stars, reason, language = what
    return Rating(kiosk, point, procedure, stars, reason, language, date.fromisoformat(day), hour)
