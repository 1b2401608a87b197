"""Keeping what the kiosks say of themselves: as it is now, and by the hour."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from kiosk.desk import models
from kiosk.desk.intake import is_time
from kiosk.desk.site import Site
from kiosk.wire.heartbeat import Condition, Heartbeat

_CODE: Final = re.compile(r"[A-Za-z0-9._+-]{0,64}")
_STATE: Final = re.compile(r"[a-z-]{0,16}")
_MOST: Final = 2_000_000_000
"""What the columns hold."""
_DAY: Final = 24 * 60
"""Minutes."""


def condition_fits(told: Condition) -> bool:
    """Tell whether all of it fits into the columns; a kiosk of ours says nothing else."""
    numbers = (told.oldest_hours, told.visit_minutes, told.faults)
    signed = (told.ring, told.disk_mb)
    codes = (told.version, told.content)
    states = (told.scanner, told.sound)
    return (
        all(0 <= number <= _MOST for number in numbers)
        and told.oldest_hours <= _MOST // 10_000
        and 0 <= told.every <= _DAY
        and all(-1 <= number <= _MOST for number in signed)
        and all(_CODE.fullmatch(code) for code in codes)
        and all(_STATE.fullmatch(state) for state in states)
        and (not told.last_visit or is_time(told.last_visit))
    )


def keep_condition(site: Site, kiosk: models.Kiosk, beat: Heartbeat) -> None:
    """Keep what a heartbeat says of the machine; one that says nothing new says that it is still so.

    Within the transaction that holds the kiosk's pulse.
    """
    now, told = site.clock.now(), beat.condition
    row = models.Condition.objects.filter(kiosk=kiosk).first()
    minutes = faults = 0
    if told is not None:
        row = row or models.Condition(ward=site.ward, kiosk=kiosk)
        before = (row.visit_minutes, row.faults) if row.run == beat.run else (0, 0)
        minutes, faults = max(0, told.visit_minutes - before[0]), max(0, told.faults - before[1])
        _take(row, beat.run, told, now)
        row.save()
    _sample(site, kiosk, beat, row, (minutes, faults))


def _take(row: models.Condition, run: str, told: Condition, now: datetime) -> None:
    row.told_at, row.run = now, run
    for name in ("version", "ring", "content", "near_end", "scanner", "sound", "disk_mb", "every"):
        setattr(row, name, getattr(told, name))
    row.visit_minutes, row.faults = told.visit_minutes, told.faults
    row.oldest_since = now - timedelta(hours=told.oldest_hours) if told.oldest_hours else None
    if told.last_visit:
        row.last_visit_at = datetime.fromisoformat(told.last_visit)


def _sample(
    site: Site, kiosk: models.Kiosk, beat: Heartbeat, row: models.Condition | None, counted: tuple[int, int]
) -> None:
    hour = site.clock.now().replace(minute=0, second=0, microsecond=0)
    version = row.version if row is not None else ""
    sample, _ = models.Sample.objects.get_or_create(
        kiosk=kiosk, hour=hour, version=version, defaults={"ward": site.ward}
    )
    sample.heard += 1
    sample.waiting = max(sample.waiting, beat.waiting + beat.stuck)
    sample.disk_mb = row.disk_mb if row is not None else -1
    sample.visit_minutes += counted[0]
    sample.faults += counted[1]
    sample.save()
