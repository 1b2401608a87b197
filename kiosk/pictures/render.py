"""SVG to PNG by librsvg's command, translated into this room's errors."""

import subprocess
from collections.abc import Callable
from typing import Final

from kiosk.pictures import errors
from kiosk.pictures.errors import PictureError

Render = Callable[[bytes, int], bytes]
"""(svg, px) -> PNG of px by px pixels with a transparent ground."""

TIMEOUT_S: Final = 20.0
"""A drawing takes about 0.02 s; on a busy small machine never seconds."""


def rsvg(drawing: bytes, px: int) -> bytes:
    """Render with `rsvg-convert` (Debian: librsvg2-bin).

    Raises PictureError when the command isn't installed, refuses the drawing or takes longer than TIMEOUT_S.
    """
    command = ["rsvg-convert", "--format=png", f"--width={px}", f"--height={px}", "--keep-aspect-ratio"]
    try:
        done = subprocess.run(command, input=drawing, capture_output=True, timeout=TIMEOUT_S, check=True)
    except FileNotFoundError as error:
        sentence = "rsvg-convert is not installed; install the Debian package librsvg2-bin."
        raise PictureError(errors.NO_RENDERER, "", sentence) from error
    except subprocess.TimeoutExpired as error:
        sentence = f"rsvg-convert took longer than {TIMEOUT_S:.0f} seconds."
        raise PictureError(errors.RENDERER_SLOW, "", sentence) from error
    except (subprocess.CalledProcessError, OSError) as error:
        sentence = "rsvg-convert could not read the drawing."
        raise PictureError(errors.RENDERER_FAILED, "", sentence) from error
    return done.stdout
