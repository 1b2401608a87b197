"""What single pieces of the kiosk take, measured in this process. No piece judges its own figure."""

import time
from datetime import datetime, timedelta
from functools import partial
from statistics import median

from kiosk.clock import VIETNAM
from kiosk.devices import escpos
from kiosk.dossier.seal import open_sealed, verify_kiosk
from kiosk.ids import ProcedureCode, SeededIds
from kiosk.pictures import Fonts, Pictures
from kiosk.store.connection import Database
from kiosk.store.tickets import SqliteTicketStore
from kiosk.tickets.draft import Draft, DraftAnswer, lock
from kiosk.tickets.secret import new_secret
from kiosk.tickets.slip import draw
from tests.outbox.parcels import KIOSK, WARD_KEY, sealed
from tests.tickets.slips import sample
from tests.visit.walking import ROOT

WIDTHS = 384, 576
PHOTOGRAPH = "x" * 200_000
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=VIETNAM)


def milliseconds(act, times):
    """The median of so many turns, after one that does not count."""
    act()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def paper(cache, times):
    """Yield a receipt drawn and made into the printer's own bytes, at both widths."""
    pictures, fonts = Pictures(ROOT / "assets" / "illustrations", cache / "pictures"), Fonts(cache / "fonts")
    receipt = sample("receipt", "km")
    for width in WIDTHS:
        drawn = partial(draw, receipt, width, pictures, fonts)
        printed = partial(commands, drawn())
        yield f"ticket drawn, {width} dots, Vietnamese and Khmer", "ms", milliseconds(drawn, times)
        yield f"ticket made into ESC/POS, {width} dots", "ms", milliseconds(printed, times)
        yield f"ticket in ESC/POS, {width} x {drawn().picture.height} dots", "bytes", len(printed())


def commands(slip):
    return b"".join(escpos.bands(slip.picture))


def sealing(times):
    """Yield a dossier of 200 kB sealed and signed here, checked and opened at the desk."""
    parcel = sealed(PHOTOGRAPH)

    def opened():
        assert verify_kiosk(parcel, KIOSK.public)
        return open_sealed(parcel, WARD_KEY)

    yield "dossier of 200 kB sealed and signed", "ms", milliseconds(lambda: sealed(PHOTOGRAPH), times)
    yield "dossier of 200 kB checked and opened", "ms", milliseconds(opened, times)


def keeping(folder, times):
    """Yield an unfinished visit locked, and committed to the disk."""
    ids = SeededIds(3)
    answers = {f"question_{count}": DraftAnswer("Nguyễn Văn Mẫu", "resident") for count in range(30)}
    draft = Draft(
        language="vi",
        procedure=ProcedureCode("9.000001"),
        apart={},
        answers=answers,
        papers={},
        birth_year=1960,
        position="",
        made_at=NOON.isoformat(),
    )

    def locked():
        secret = new_secret(ids.random_bytes)
        expires = NOON + timedelta(days=30)
        return lock(draft, secret, version=1, expires=expires, random_bytes=ids.random_bytes)

    yield "unfinished visit of 30 answers locked", "ms", milliseconds(locked, times)
    database = Database(folder / "bench.sqlite3")
    store = SqliteTicketStore(database)
    ready = iter([locked() for _ in range(times + 1)])
    yield (
        "unfinished visit committed to SQLite",
        "ms",
        milliseconds(lambda: store.keep_draft(next(ready), None), times),
    )
    database.close()


def measure(cache, folder, times):
    """Yield (what, unit, figure) of every piece."""
    yield from paper(cache, times)
    yield from sealing(times)
    yield from keeping(folder, times)
