"""A kiosk's core in this process until it can serve; prints seconds since the process began, and of the processor."""

import json
import sys
import time
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.engine.jobs import InlineJobs
from kiosk.ids import SystemIds
from kiosk.settings import read
from kiosk.tour.report import seconds_since_process_start
from kiosk.wiring import running
from kiosk.wiring.build import build


def main(root, config, state):
    settings = read(Path(config), Path(root), Path(state))
    running.make_example_ward(settings)
    core = build(settings, SystemClock(), SystemIds(), InlineJobs())
    core.begin()
    core.turn()
    print(json.dumps({"seconds": seconds_since_process_start(), "busy": time.process_time()}), flush=True)
    core.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
