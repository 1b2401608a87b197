"""A desk that takes dossiers in, batch after batch, some of them again; says each for which it has given a receipt."""

import random
import sys
from pathlib import Path

from kiosk.desk import database
from kiosk.desk.serve import site_of
from kiosk.wire.messages import PROTOCOL, IntakeBatch
from tests.databases import EXAMPLE
from tests.outbox.parcels import KIOSK, judge, sealed

SHIPPED = "synchronous=FULL"


def main(state, batches, synchronous):
    """Take in so many batches. ``synchronous``: what SQLite is told; FULL is what ships."""
    described = database.describe

    def describe(url, folder):
        entry = described(url, folder)
        told = entry["OPTIONS"]["init_command"]
        assert SHIPPED in told
        entry["OPTIONS"]["init_command"] = told.replace(SHIPPED, f"synchronous={synchronous}")
        return entry

    database.describe = describe
    from kiosk.desk.setup import prepare

    site = site_of(EXAMPLE, Path(state))
    prepare(site)
    from kiosk.desk.intake import take_in

    chance, known = random.Random(9), []
    for _ in range(int(batches)):
        fresh = [sealed("a" * chance.randrange(9000)) for _ in range(chance.randrange(1, 8))]
        again = chance.sample(known, min(len(known), chance.randrange(3)))
        reply = take_in(
            site, IntakeBatch(protocol=PROTOCOL, kiosk_id=KIOSK.kiosk_id, dossiers=(*fresh, *again))
        )
        by_id = {one.dossier_id: one for one in (*fresh, *again)}
        for result in reply.results:
            assert judge(result.receipt, by_id[result.dossier_id]) == "good"
            sys.stdout.write(f"kept {result.dossier_id} {result.receipt.sealed_sha256.hex()}\n")
            sys.stdout.flush()
        known += fresh


if __name__ == "__main__":
    main(*sys.argv[1:])
