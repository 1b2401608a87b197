"""`python -m tests.bench.printing`: what a ticket costs the line, as a table. Nothing here passes or fails.

A printer behind a pty takes bytes no faster than the line carries them, and says when it has printed all. "ratio" is
the time from the ticket's first byte to the printer's word that it is out, as a multiple of what its bytes alone
travel; "first byte" is what passes from the wish to print until the first byte of the picture is on the line.
"""

import argparse
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median

from kiosk.clock import SystemClock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.devices.printer import EscPosPrinter
from kiosk.devices.serial_line import SerialLine
from kiosk.pictures import Fonts, Pictures
from kiosk.tickets.slip import draw
from tests.bench.pieces import milliseconds
from tests.devices.fake_printer import FakePrinter
from tests.tickets.slips import FONTS, KINDS, LANGUAGES, sample
from tests.visit.walking import ROOT

BAUDS = 9600, 19200, 115200
WIDTHS = 384, 576
TURNS = 15
PLAIN, NATIVE = (Capabilities(rung="process-id", native_qr=native) for native in (False, True))


def sizes(drawing):
    """Yield what every ticket takes: bytes with the code as a picture, and drawn by the printer; milliseconds."""
    for width in WIDTHS:
        for kind in KINDS:
            for language in LANGUAGES:
                made = partial(drawing, sample(kind, language), width)
                slip = made()
                plain, native = (sum(map(len, escpos.encoded(slip, can))) for can in (PLAIN, NATIVE))
                render = milliseconds(made, TURNS)
                encode = milliseconds(partial(escpos.encoded, slip, PLAIN), TURNS)
                yield width, kind, language, slip.picture.height, plain, native, render, encode


def on_the_line(drawing, baud, can, width=384):
    """Return the milliseconds to the first byte, and the ratio, of a ticket that is not the first."""
    fake = FakePrinter(width, baud=baud)
    fake.condition.native_qr = can.native_qr
    line = SerialLine(fake.path, baud)
    printer = EscPosPrinter(line, SystemClock(), width, known=lambda: can)
    text = sample("receipt", "km")
    printer.print_slip(drawing(sample("home-visit"), width), "A-026")
    fake.stamps.clear()
    touched = time.monotonic()
    slip = drawing(text, width)
    outcome = printer.print_slip(slip, "A-027")
    ended = time.monotonic()
    assert outcome.code == "printed", outcome
    # Behind the four questions of the status before.
    first = begun(fake.stamps, 12 + len(escpos.INIT))
    count = sum(map(len, escpos.encoded(slip, can)))
    line.close()
    fake.close()
    return (first - touched) * 1000, (ended - first) / (10 * count / baud), count


def begun(stamps, after):
    """Return when the byte behind so many began to travel."""
    for at, count in stamps:
        if after < count:
            return at
        after -= count
    raise AssertionError("so many bytes never travelled")


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--turns", type=int, default=3, help="tickets per rate (default 3)")
    turns = asked.parse_args().turns
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as cache:
        pictures, fonts = Pictures(ROOT / "assets" / "illustrations", Path(cache)), Fonts(FONTS)
        drawing = partial(_drawn, pictures=pictures, fonts=fonts)
        print("width  kind        lang    rows   bytes  with GS ( k  render ms  encode ms")
        for width, kind, language, rows, plain, native, render, encode in sizes(drawing):
            print(
                f"{width:5}  {kind:10}  {language:4}  {rows:6}  {plain:6,}  {native:11,}"
                f"  {render:9.1f}  {encode:9.1f}",
                flush=True,
            )
        print("\nbaud    code by     bytes  first byte ms  ratio")
        for baud in BAUDS:
            for name, can in (("picture", PLAIN), ("printer", NATIVE)):
                told = [on_the_line(drawing, baud, can) for _ in range(turns)]
                first, ratio = (median(figures[which] for figures in told) for which in (0, 1))
                print(f"{baud:6}  {name:7}  {told[0][2]:8,}  {first:13.1f}  {ratio:.3f}", flush=True)


def _drawn(text, width, *, pictures, fonts):
    return draw(text, width, pictures, fonts)


if __name__ == "__main__":
    main()
