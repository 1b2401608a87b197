"""`python -m tests.bench.finding [COUNT]`: what a large catalogue costs, as a table. Nothing here passes or fails.

COUNT procedures (5,000) are made up beside the shipped ones. Search is measured at every letter of what people
type, right and wrong; starting and opening beside the shipped catalogue, in turns, so that both meet the same machine.
"""

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from kiosk.procedures.catalogue import opened
from kiosk.procedures.load import read
from kiosk.store.catalogue_index import SqliteCatalogueIndex, compile_catalogue
from kiosk.wiring.content import COMPILED
from tests.bench.__main__ import config, started, tell
from tests.bench.many import fill
from tests.visit.walking import ROOT

COUNT = 5_000
STARTS, FRAMES, OPENINGS = 15, 15, 200
MOST = 4
TYPED = (
    "khai sanh",
    "đăng ký khai sinh",
    "dang ky ket hon",
    "kahi sinh",
    "khaisinh",
    "khai tu tai nha",
    "cap lai the thu vien",
    "cấp lại thẻ thư viện cho học sinh",
    "cap lia the thu vein",
    "so do",
    "tien gia",
    "trợ cấp xã hội hằng tháng",
    "tro cpa xa hoi",
    "giay phep lai do",
    "giay phpe lai dof",
    "cho nguoi khmer",
    "doi bien so xe",
    "xin",
    "d",
    "birth",
    "replace a library card for pupils",
    "libary crad",
    "register a deth",
    "ចុះបញ្ជីកំណើត",
    "ប័ណ្ណបណ្ណាល័យ",
    "1.001193",
    "8.001234",
    "toi muon lam giay khai sinh cho con",
    "bo tui lam lai giay to nha dat",
    "xyzzy qqq",
)


def root_with(folder, count):
    """A folder as the kiosk's, with its content and so many procedures more."""
    assets = folder / "assets"
    assets.mkdir(parents=True)
    for path in (ROOT / "assets").iterdir():
        if path.name != "procedures":
            (assets / path.name).symlink_to(path)
    return fill(assets / "procedures", count)


def milliseconds(act, *given):
    began = time.perf_counter()
    act(*given)
    return (time.perf_counter() - began) * 1000


def compiling(folder, root):
    """Yield what it costs to read and check all files, and to compile what they say."""
    found = []
    reading = milliseconds(lambda: found.append(read(root / "assets" / "procedures")[0]))
    yield "files read and checked", "ms", reading
    path = folder / "alone.sqlite3"
    yield "compiled", "ms", milliseconds(compile_catalogue, path, found[0], "")
    yield "compiled file", "bytes", path.stat().st_size
    yield (
        "compiled file opened",
        "ms",
        median(milliseconds(SqliteCatalogueIndex, path) for _ in range(9)),
    )


def searching(index):
    """Yield the time to find, a keystroke."""
    strokes = []
    for _ in range(3):
        for typed in TYPED:
            for length in range(1, len(typed) + 1):
                letters = typed[:length]
                strokes.append((milliseconds(index.search, letters, MOST), letters))
    times = [took for took, _ in strokes]
    yield f"search a keystroke, p50 of {len(times)}", "ms", median(times)
    yield "search a keystroke, p95", "ms", quantiles(times, n=20)[-1]
    slowest, letters = max(strokes)
    yield f"search a keystroke, slowest ({letters})", "ms", slowest


def opening(paths):
    """Yield the time to open one procedure that is not open yet, and to know the next question of a tile."""
    dice = random.Random(7)
    for count, path in paths.items():
        index = SqliteCatalogueIndex(path)
        codes = dice.choices(list(index.heads()), k=OPENINGS)
        yield (
            f"one procedure opened, of {count:,}",
            "ms",
            median(milliseconds(index.body, each) for each in codes),
        )
        asked = opened(index)
        tiles = [event.id for event in asked.events]
        yield (
            f"a tile touched for the first time, of {count:,}",
            "ms",
            median(milliseconds(asked.next_apart, tile, {}) for tile in tiles),
        )
        index.close()


def starting(roots, states, folder):
    """Yield whole processes until they can serve, in turns; each state is compiled already.

    Growth is the median of what each turn took longer, so that a busy moment counts for both.
    """
    words = {
        count: [str(roots[count]), str(config(folder / "config")), str(states[count])] for count in roots
    }
    for what, figure, once, turns in (
        ("core ready", "seconds", core_up, STARTS),
        ("core ready, processor alone", "busy", core_up, STARTS),
        ("first screen", "seconds", first_frame, FRAMES),
    ):
        took = [[once(*words[count])[figure] * 1000 for count in sorted(words)] for _ in range(turns + 1)][1:]
        for count, each in zip(sorted(words), zip(*took, strict=True), strict=True):
            yield f"start to {what}, {count:,} procedures", "ms", median(each)
        yield f"start to {what}, growth", "ms", median(large - small for small, large in took)


def core_up(root, place, state):
    return json.loads(started("-m", "tests.bench.core_up", root, place, state).splitlines()[-1])


def first_frame(root, place, state):
    words = ("--root", root, "--config", place, "--state", state)
    return json.loads(started("-m", "tests.bench.first_frame", *words).splitlines()[-1])


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as passing:
        folder = Path(passing)
        roots, states = {}, {}
        for more in (0, count):
            root = folder / f"root-{more}"
            number = root_with(root, more)
            roots[number], states[number] = root, folder / f"state-{more}"
        most = max(roots)
        tell(compiling(folder, roots[most]))
        place = str(config(folder / "config"))
        for number, root in roots.items():
            first = core_up(str(root), place, str(states[number]))
            tell([(f"the very first start, {number:,} procedures", "s", first["seconds"])])
        paths = {number: state / COMPILED for number, state in states.items()}
        tell(searching(SqliteCatalogueIndex(paths[most])))
        tell(opening(paths))
        tell(starting(roots, states, folder))


if __name__ == "__main__":
    main()
