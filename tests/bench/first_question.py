"""`kiosk run` in this process until it asks whether to go on, after a crash; tells seconds since it began, and dies.

The window is a real one: it needs an X server. Start as a program of its own, behind what holds the visit's key.
"""

import json
import os
import signal
import sys

from kiosk import cli
from kiosk.tour.report import seconds_since_process_start
from kiosk.ui.app import KivyFace


def main(words):
    shown = KivyFace._frame_shown

    def tell(face, *more):
        shown(face, *more)
        if face.view is not None and face.view.state == "recover":
            print(json.dumps({"seconds": seconds_since_process_start()}), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    KivyFace._frame_shown = tell
    return cli.main([*words, "run"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
