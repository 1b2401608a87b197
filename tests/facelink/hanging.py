"""`python -m tests.facelink.hanging WORDS`: the kiosk's own command, whose loop hangs for ever at SIGUSR1.

The core's loop hangs in its next turn, the face's in its next round: the other threads go on as in a real fault.
"""

import signal
import sys
import threading

from kiosk import cli

HANGS = threading.Event()


def hang_when_told(turn):
    def turned(*words):
        while HANGS.is_set():
            threading.Event().wait(1)
        return turn(*words)

    return turned


def main(words):
    signal.signal(signal.SIGUSR1, lambda *_: HANGS.set())
    if "core" in words:
        from kiosk.engine.core import Core

        Core.turn = hang_when_told(Core.turn)
    else:
        from kiosk.ui.pulse import Pulse

        Pulse.begin = hang_when_told(Pulse.begin)
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
