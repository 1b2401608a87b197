"""`python -m tests.bench [FOLDER]`: how fast and how large the kiosk is, as a table. Nothing here passes or fails.

Everything is measured on this machine as it is: run it while nothing else is busy, and compare only like with like.
What it needs and writes lies in FOLDER (a new one for the time being, unless given).
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import coming_back, pieces, signing_in
from tests.visit.walking import ROOT

STARTS = 5
TOURS = "walk-away", "walk-away", "walk-away", "birth"
TURNS = 20


def kiosk(state, *words):
    """Carry out one command of the kiosk; a command that fails ends the bench with its own words."""
    return started("-m", "kiosk", "--state", state, *words)


def started(*words):
    ended = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))} returned {ended.returncode}:\n{ended.stderr}")
    return ended.stdout


def config(folder):
    """The examples, without sound: a machine may have no loudspeaker."""
    shutil.copytree(ROOT / "config", folder, dirs_exist_ok=True)
    (folder / "overlay.toml").write_text('[kiosk.sound]\nkind = "none"\n', encoding="utf-8")
    return folder


def starts(folder):
    """Yield the time to the first screen, on a fresh machine and on a prepared one."""
    words = ["--config", config(folder / "config"), "--state"]

    def start(state):
        said = started("-m", "tests.bench.first_frame", *words, state)
        return json.loads(said.splitlines()[-1])

    cold = [start(folder / f"cold-{count}") for count in range(STARTS)]
    yield "start to first screen, nothing prepared", "s", median(one["seconds"] for one in cold)
    state = folder / "state"
    kiosk(state, "prepare")
    start(state)
    warm = [start(state) for _ in range(STARTS)]
    yield "start to first screen, all prepared", "s", median(one["seconds"] for one in warm)
    yield "memory at the first screen", "MB", median(one["megabytes"] for one in warm)


def tours(folder):
    """Yield what whole visits tell of themselves."""
    told = []
    for count, journey in enumerate(TOURS):
        out = folder / f"tour-{count}"
        kiosk(folder / "state", "tour", "--journey", journey, "--out", out)
        told.append(json.loads((out / "tour.json").read_text(encoding="utf-8")))
    for name in ("p50", "p95"):
        figure = median(tour["touch_to_frame_ms"][name] for tour in told)
        yield f"touch to frame, {name} (median of {len(told)} tours)", "ms", figure
    for tour in (told[0], told[-1]):
        touches, name = tour["touches"], tour["journey"]
        yield f"memory at its peak, {name}, {touches} touches", "MB", tour["peak_memory_mb"]
    yield f"whole visit, {told[-1]['journey']}", "s", told[-1]["seconds"]


def tell(rows):
    for what, unit, figure in rows:
        shown = f"{figure:,.0f}" if unit == "bytes" or figure >= 100 else f"{figure:.2f}"
        print(f"{what:58} {shown:>10} {unit}", flush=True)


def main():
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as passing:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else passing).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        tell(starts(folder))
        tell(coming_back.measure(folder / "comes-back", STARTS))
        tell(tours(folder))
        tell(pieces.measure(folder / "state" / "cache", folder, TURNS))
        tell(signing_in.measure(folder / "state" / "cache", folder, TURNS))


if __name__ == "__main__":
    main()
