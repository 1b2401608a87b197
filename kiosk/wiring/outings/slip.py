"""The slip of a team's day, counted and printed when the day is ended; the same as a helper prints from the board."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.clock import Clock
from kiosk.devices.errors import DeviceError
from kiosk.engine.day_slips import Books, Wanted, day_facts
from kiosk.pictures import Fonts, PictureError
from kiosk.settings import Outing, Settings
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.store.day import SqliteDayStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.texts import TextError
from kiosk.texts.kept import Tongue
from kiosk.tickets.day_slip import DayFacts, draw_day_slip
from kiosk.wire.audit import head_text
from kiosk.wiring import content
from kiosk.wiring.build import DATABASE, WiringError, printer
from kiosk.wiring.example_ward import TRIAL
from kiosk.wiring.showing import gallery

_JOB = "day"


def counted(settings: Settings, outing: Outing, clock: Clock) -> DayFacts:
    """Return what the slip of that day says now. Raises StoreError."""
    trial, now = (settings.state / settings.kiosk.keys.folder / TRIAL).exists(), clock.now()
    database = Database(settings.state / DATABASE)
    try:
        books = Books(SqliteAuditStore(database), SqliteDayStore(database), SqliteTicketStore(database))
        line = SqliteWaitingStore(database).line(now)
        called = line if settings.point.counters and line.day == outing.day else None
        return day_facts(settings, books, called, Wanted(outing.day, now, "", trial))
    finally:
        database.close()


def lines(facts: DayFacts, settings: Settings, language: Tongue) -> Iterator[str]:
    """Yield it for the terminal. Raises TextError."""
    texts = content.read_texts(settings)
    if facts.last:
        yield f"  {texts.say(language, 'day-slip.last')}: {facts.last}"
    for name, count in facts.counts.rows():
        yield f"  {texts.say(language, f'day-slip.{name}')}: {count}"
    yield f"  {texts.say(language, 'day-slip.head')}: {head_text(facts.head)}"


def put_out(facts: DayFacts, settings: Settings, clock: Clock) -> str:
    """Print it; return what became of it: "printed" only by the printer's own word, else a code."""
    width = settings.kiosk.printer.width_dots
    try:
        fonts = Fonts(settings.cache / "fonts")
        slip = draw_day_slip(facts, content.read_texts(settings), width, gallery(settings), fonts)
        return printer(settings, clock).print_slip(slip, _JOB).code
    except (DeviceError, WiringError) as broken:
        return broken.code
    except (PictureError, TextError):
        return "not-drawn"
