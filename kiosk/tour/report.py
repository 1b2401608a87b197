"""What a tour writes down: numbered pictures, the printed tickets, tour.json."""

from __future__ import annotations

import json
import resource
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Seen:
    """One step as it was seen."""

    number: int
    act: str
    screen: str
    picture: str
    words: list[str]
    touch_to_frame_ms: float | None
    """Of the last touch of this step; None where nothing was touched."""
    touches: int
    letters_typed: int
    """Both counted from the step before; of the touches, those of letters and digits."""
    syllables: int
    """To read on this screen, see ``effort``."""


@dataclass
class Report:
    """One tour."""

    journey: str
    language: str
    size: str
    face: str
    start_up_seconds: float = 0.0
    """From the start of the process to the first frame shown, without the making of ward and desk."""
    seconds: float = 0.0
    touches: int = 0
    letters_typed: int = 0
    peak_memory_mb: float = 0.0
    touch_to_frame_ms: dict[str, float] = field(default_factory=dict)
    """p50, p95 and the largest."""
    steps: list[Seen] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def finish(self, out: Path, milliseconds: list[float], tickets: Path) -> None:
        """Sum up, copy the tickets, write tour.json."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        self.peak_memory_mb = round(usage.ru_maxrss / 1024, 1)
        self.touch_to_frame_ms = percentiles(milliseconds)
        for ticket in sorted(tickets.glob("*.png")):
            shutil.copy(ticket, out / f"ticket-{ticket.name}")
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (out / "tour.json").write_text(text + "\n", encoding="utf-8")


def load(out: Path) -> Report:
    """Read what ``finish`` wrote into a folder."""
    raw = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    steps = [Seen(**step) for step in raw.pop("steps")]
    return Report(**raw, steps=steps)


def percentiles(values: list[float]) -> dict[str, float]:
    """Return p50, p95 and max of ``values`` (ms), empty for none."""
    if not values:
        return {}
    ordered = sorted(values)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)

    return {"p50": at(0.5), "p95": at(0.95), "max": round(ordered[-1], 1)}


def seconds_since_process_start() -> float:
    """Return how long this process has been running, by the kernel's own note of its start."""
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    started = int(fields[19]) / _ticks()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _ticks() -> int:
    import os

    return os.sysconf("SC_CLK_TCK")
