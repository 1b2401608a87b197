"""`kiosk run` in this process until its first screen is drawn; prints seconds since the process began, and megabytes.

The window is drawn without a display. Start as a program of its own: a second run in one process would be warm.
"""

import json
import os
import resource
import sys

from kiosk import cli
from kiosk.tour.report import seconds_since_process_start
from kiosk.ui.app import KivyFace


def main(words):
    os.environ["SDL_VIDEODRIVER"] = "offscreen"
    shown = KivyFace._frame_shown

    def tell(face, *more):
        shown(face, *more)
        if face.view is not None:
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(json.dumps({"seconds": seconds_since_process_start(), "megabytes": megabytes}), flush=True)
            face.stop()

    KivyFace._frame_shown = tell
    return cli.main([*words, "run"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
