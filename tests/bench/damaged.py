"""`python -m tests.bench.damaged [TIMES]`: how much damage the code on a ticket bears, as a table.

Each damage is simulated TIMES over (400 unless given), with the same seeds each time, on what an independent decoder
made of the printer's bytes. Nothing here passes or fails.
"""

import random
import sys
import tempfile
from pathlib import Path

from kiosk.devices import escpos
from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.slip import draw
from tests.devices.fake_printer import decode
from tests.tickets.damage import DAMAGES, code_of, read
from tests.tickets.slips import FONTS, SECRET, sample
from tests.visit.walking import ROOT

WIDTHS = 384, 576
TIMES = 400


def borne(drawing, times):
    """Yield (damage, width, share of the codes that are still read)."""
    for width in WIDTHS:
        slip = draw(sample("receipt"), width, **drawing)
        stream = escpos.INIT + b"".join(escpos.encoded(slip)) + escpos.FEED_AND_CUT
        printed = code_of(decode(stream, width)[0], slip.code)
        for name, damage in DAMAGES.items():
            chances = map(random.Random, range(times))
            good = sum(read(damage(*printed, chance), chance) == [SECRET.digits] for chance in chances)
            yield name, width, good / times


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory(prefix="kiosk-damaged-") as passing:
        pictures = Pictures(ROOT / "assets" / "illustrations", Path(passing))
        drawing = {"pictures": pictures, "fonts": Fonts(FONTS)}
        print(f"code after     dots  read ({times} times each)")
        for name, width, share in borne(drawing, times):
            print(f"{name:14} {width:4}  {share:.1%}", flush=True)


if __name__ == "__main__":
    main()
