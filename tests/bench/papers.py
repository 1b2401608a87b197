"""`python -m tests.bench.papers [TIMES]`: what each ticket costs, and how much its code bears, as two tables.

Drawing and encoding are timed in this process, fonts and pictures warm: run it while nothing else is busy. The damage
is simulated TIMES over (400 unless given), with the same seeds each time, on what an independent decoder made of the
bytes.
"""

import random
import sys
import tempfile
from functools import partial
from itertools import product
from pathlib import Path

from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.slip import draw
from tests.bench.pieces import milliseconds
from tests.devices.fake_printer import decode
from tests.tickets.damage import DAMAGES, code_of, read
from tests.tickets.slips import KINDS, LANGUAGES, SECRET, sample
from tests.visit.walking import ROOT

WIDTHS = 384, 576
TURNS, TIMES = 20, 400


def costs(drawing, turns):
    """Yield (kind, width, language, bytes, bytes with the printer's own code, ms to draw, ms to encode)."""
    for width, kind, language in product(WIDTHS, KINDS, LANGUAGES):
        drawn = partial(draw, sample(kind, language), width, **drawing)
        slip = drawn()
        whole, native = (
            sum(map(len, escpos.encoded(slip, Capabilities(native_qr=native)))) for native in (False, True)
        )
        encoded = partial(escpos.encoded, slip)
        yield (
            kind,
            width,
            language,
            whole,
            native,
            milliseconds(drawn, turns),
            milliseconds(encoded, turns),
        )


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
    with tempfile.TemporaryDirectory(prefix="kiosk-papers-") as passing:
        cache = Path(passing)
        drawing = {
            "pictures": Pictures(ROOT / "assets" / "illustrations", cache / "pictures"),
            "fonts": Fonts(cache / "fonts"),
        }
        print("ticket       dots  language   bytes  native code  drawn ms  encoded ms")
        for kind, width, language, whole, native, drawn, encoded in costs(drawing, TURNS):
            row = f"{kind:12} {width:4}  {language:8} {whole:7,}  {native:11,}  {drawn:8.1f}  {encoded:10.1f}"
            print(row, flush=True)
        print(f"\ncode after     dots  read ({times} times each)")
        for name, width, share in borne(drawing, times):
            print(f"{name:14} {width:4}  {share:.1%}", flush=True)


if __name__ == "__main__":
    main()
