"""The power goes at the desk at any moment: whatever it has given a receipt for is there, once and whole."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.store.powercut import cuts, record
from tests.ward.real_desk import furnish

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))
CUTS = 300 if FULL else 20
BATCHES = 60 if FULL else 20


def lived(place, synchronous):
    state = place / "state"
    furnish(state)
    return state, record(
        state, place / "record", "tests.desk.taking_in", str(state), str(BATCHES), synchronous
    )


def promised(said):
    """What the receipts vouch for: the digest by dossier; a line that is cut off says nothing."""
    lines = (line.split() for line in said.splitlines(keepends=True) if line.endswith("\n"))
    return {words[1]: words[2] for words in lines if words[0] == "kept"}


def lost(folder, said):
    """Ids with a receipt that are not there, or not whole."""
    promises = promised(said)
    try:
        with closing(sqlite3.connect(folder / "desk" / "desk.sqlite3")) as base:
            if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return promises.keys()
            rows = base.execute("SELECT dossier_id, sealed FROM desk_dossier").fetchall()
    except sqlite3.Error:
        return promises.keys()
    assert len(rows) == len({name for name, _ in rows})
    there = {name: hashlib.sha256(sealed).hexdigest() for name, sealed in rows}
    return {name for name, digest in promises.items() if there.get(name) != digest}


def test_no_receipt_outlives_its_dossier_when_the_power_goes(tmp_path):
    state, entries = lived(tmp_path, "FULL")
    looked_after = 0
    for place, said in cuts(entries, state, CUTS, 29, tmp_path / "cuts"):
        assert not lost(place, said)
        looked_after += len(promised(said))
    assert looked_after > CUTS
    tell(f"power cuts at the desk: {CUTS}, {looked_after} receipts looked after, 0 dossiers lost")


def test_the_cuts_would_find_a_desk_that_promises_too_early(tmp_path):
    state, entries = lived(tmp_path, "OFF")
    assert any(lost(place, said) for place, said in cuts(entries, state, CUTS, 30, tmp_path / "cuts"))


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
