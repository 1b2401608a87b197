"""Reading the record of what helpers have done here. Nothing in it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from kiosk.clock import VIETNAM
from kiosk.settings import Settings
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.takeover.audit import GENESIS, Entry, Head, follows, head_text
from kiosk.tickets.ports import StoreError
from kiosk.wiring.audits.arguments import Say
from kiosk.wiring.build import DATABASE

GOOD, BROKEN, IMPOSSIBLE = 0, 1, 2
_AT_ONCE: Final = 1000


def show(day: date | None, helper: str, settings: Settings, say: Say) -> int:
    """Say each act, the first one first: number, time, act, detail, helper, visit. Returns GOOD or IMPOSSIBLE."""
    try:
        store = _store(settings)
        if store is None:
            return _nothing_here(settings, say)
        for entry in _entries(store):
            at = datetime.fromisoformat(entry.act.at).astimezone(VIETNAM)
            if (day is None or at.date() == day) and helper in {"", entry.act.helper}:
                say(_line(entry, at))
        say(f"head {head_text(store.head())}")
    except StoreError as broken:
        return _impossible(broken, say)
    return GOOD


def check(known: Head | None, settings: Settings, say: Say) -> int:
    """Say whether the record is whole and passes through ``known``. Returns GOOD, BROKEN or IMPOSSIBLE."""
    try:
        store = _store(settings)
        if store is None:
            return _nothing_here(settings, say)
        head, passed = GENESIS, known is None or known == GENESIS
        for entry in _entries(store):
            if not follows(entry, head):
                say(f"✗ Broken at number {head.count}: this act was changed, moved or taken out.")
                return BROKEN
            head = entry.head()
            passed = passed or head == known
    except StoreError as broken:
        return _impossible(broken, say)
    if known is not None and not passed:
        say(_not_passed(known, head))
        return BROKEN
    say(f"✓ Whole: {head.count} acts, head {head_text(head)}")
    if known is not None and known != head:
        say(f"✓ It passes through the head at {known.count} acts.")
    return GOOD


def _not_passed(known: Head, head: Head) -> str:
    if head.count < known.count:
        return f"✗ Cut off: {known.count} acts were recorded once, {head.count} are here."
    return f"✗ Rewritten: the first {known.count} acts are not those that were recorded once."


def _store(settings: Settings) -> SqliteAuditStore | None:
    path = settings.state / DATABASE
    return SqliteAuditStore(Database(path)) if path.exists() else None


def _entries(store: SqliteAuditStore) -> Iterator[Entry]:
    """Yield all entries, some at a time: a record of years is long."""
    since = 0
    while batch := store.entries(since, _AT_ONCE):
        yield from batch
        since = batch[-1].number + 1


def _line(entry: Entry, at: datetime) -> str:
    act = entry.act
    said = f"{act.act:<20} {act.detail or '-':<20} {act.helper or '-':<20} {act.visit or '-'}"
    return f"{entry.number:>6}  {at:%Y-%m-%d %H:%M:%S}  {said}"


def _nothing_here(settings: Settings, say: Say) -> int:
    say(f"✗ {settings.state}: no kiosk has run here.")
    return IMPOSSIBLE


def _impossible(broken: StoreError, say: Say) -> int:
    say(f"✗ database: {broken}")
    return IMPOSSIBLE
