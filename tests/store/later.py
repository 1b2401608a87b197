"""A file as a later release leaves it: a table more, and a column more in every table that this one knows."""

from __future__ import annotations

import re

from kiosk.store import migrations
from kiosk.store.connection import Database
from kiosk.store.migrations import ALL, STEPS, Step

_MADE = re.compile(r"CREATE TABLE (\w+)|DROP TABLE (\w+)|RENAME TO (\w+)")


def tables():
    """The names of this release's tables."""
    known = {}
    for step in STEPS:
        for statement in step.statements:
            for made, dropped, renamed in _MADE.findall(statement):
                if dropped:
                    del known[dropped]
                elif renamed:
                    del known[re.match(r"ALTER TABLE (\w+)", statement)[1]]
                    known[renamed] = True
                else:
                    known[made] = True
    return list(known)


def more():
    """The statements of a step that only adds."""
    columns = [f"ALTER TABLE {name} ADD COLUMN later TEXT" for name in tables()]
    return (
        "CREATE TABLE later (about TEXT PRIMARY KEY) STRICT",
        *columns,
        "CREATE INDEX later_outbox ON outbox (later)",
    )


def opened_by_a_later_release(monkeypatch, path, *steps):
    """Open the file as a release does that knows ``steps`` beyond ours (one that only adds), and close it again."""
    with monkeypatch.context() as later:
        later.setattr(migrations.migrate, "__defaults__", ((*STEPS, *(steps or (Step(more(), ALL),))),))
        Database(path).close()
