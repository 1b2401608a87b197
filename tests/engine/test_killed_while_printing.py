"""kill -9 at every stage between the wish to keep a visit and the ticket in the tray, with a real store and a line.

Never is a number lost that was shown, never does a ticket come out that nobody asked for, and "printed" stands only
where a whole ticket lies in the tray.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import zxingcpp

from tests.devices.fake_printer import FakePrinter
from tests.visit.walking import ROOT

FULL = bool(os.environ.get("KIOSK_TEST_FULL"))


class Kiosk:
    """A kiosk that is started again and again on one disk and one printer."""

    def __init__(self, settings, printer):
        self.printer = printer
        command = [sys.executable, "-m", "tests.engine.dying", settings.state, settings.cache, printer.path]
        self.process = subprocess.Popen(
            list(map(str, command)), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._told() == {"ready": True}

    def _told(self):
        line = self.process.stdout.readline()
        assert line, "the kiosk is gone"
        return json.loads(line)

    def start(self, **order):
        """One life; returns all that was told in it, and how it ended."""
        self.process.stdin.write(json.dumps({"visit": True} | order) + "\n")
        self.process.stdin.flush()
        life = {}
        while "ended" not in life:
            life |= self._told()
        assert self.printer.has_dealt_with_all()
        return life

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


@pytest.fixture
def printer():
    made = FakePrinter()
    yield made
    made.close()


@pytest.fixture
def kiosk(settings, printer):
    made = Kiosk(settings, printer)
    yield made
    made.close()


class Tray:
    """The tickets that lie in it, by what their codes say. A torn one may bear a code that is whole."""

    def __init__(self, printer):
        self.printer = printer
        self.rows = {}
        self.read = 0
        self.whole = Counter()

    def count(self):
        for slip in self.printer.slips[self.read :]:
            codes = [code.text for code in zxingcpp.read_barcodes(slip.convert("L"))]
            if len(codes) == 1 and slip.height == self.rows[codes[0]]:
                self.whole[codes[0]] += 1
        self.read = len(self.printer.slips)
        return self.whole


def every(count, wanted):
    """All numbers from 1 to ``count``, or so many of them from first to last."""
    if FULL:
        return range(1, count + 1)
    return sorted({1 + (count - 1) * place // (wanted - 1) for place in range(wanted)})


@pytest.mark.timeout(3600)
def test_killed_at_any_stage_a_kiosk_loses_no_number_and_prints_no_ticket_twice(kiosk, printer):
    calm = kiosk.start()
    assert (calm["ended"], calm["outcome"]) == (0, "printed")
    tray, shown, counted = Tray(printer), {}, calm["counted"]
    remember(calm, shown, tray)
    deaths = [
        *({"sql": at} for at in every(counted["sql"], 3)),
        *({"write": at} for at in every(counted["write"], 3)),
        *({"half": at} for at in every(counted["half"], 2)),
    ]
    kills = 0
    for death in deaths:
        killed = kiosk.start(**death)
        kills += killed["ended"] == -9
        # A life in which the printer was asked once less has no last write to die at.
        assert killed["ended"] == -9 or killed["outcome"] == "printed", death
        remember(killed, shown, tray)
        commands = len(printer.decoder.commands)

        restarted = kiosk.start(visit=False)
        by_itself = printer.decoder.commands[commands:]
        # What was torn off is ended, the band under way first, and cut off.
        assert {"init", "cut", "band"} >= set(by_itself), "it printed by itself"
        assert by_itself.count("band") <= 1, "it printed by itself"
        agree(restarted["found"], shown, tray.count(), death)

        after = kiosk.start()
        assert after["outcome"] == "printed", death
        remember(after, shown, tray)
        assert tray.count()[after["digits"]] == 1, "the ticket after the crash is not whole"
        assert max(tray.whole.values()) == 1, "a ticket came out twice"
    assert printer.decoder.text == b""
    assert kills > len(deaths) - (6 if FULL else 3)
    tell(
        f"kill -9 while a ticket is made: {kills} kills, {len(shown)} numbers shown, 0 lost, 0 printed twice"
    )


def remember(life, shown, tray):
    """Note the number that this life has shown, if it came so far, and how long its ticket is."""
    if "number" in life:
        assert life["number"] not in shown, "a number was given twice"
        shown[life["number"]] = life["digits"]
        tray.rows[life["digits"]] = life.get("rows")


def agree(found, shown, whole, death):
    """Compare what the disk says after a start with what was shown and what lies in the tray."""
    states = {number: (state, draft) for number, state, draft in found}
    assert len(states) == len(found), "a number was given twice"
    for number, digits in shown.items():
        state, draft = states[number]
        assert draft, f"{number} was shown and is lost ({death})"
        came_out = whole[digits] == 1
        assert state in {"printed", "unknown", "failed"}, death
        assert came_out or state != "printed", f"{number} is called printed ({death})"
        assert not came_out or state != "failed", f"{number} is called failed ({death})"


def tell(figure):
    path = os.environ.get("KIOSK_TEST_FIGURES")
    if path:
        with Path(path).open("a", encoding="utf-8") as figures:
            figures.write(f"{figure}\n")
