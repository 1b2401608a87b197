"""What every drawing command says when it cannot do its work, in plain words with file, line and key."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.pictures import PictureError
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import SettingsError
from kiosk.texts import TextError
from kiosk.wiring.authoring.arguments import Say
from kiosk.wiring.authoring.writing import IMPOSSIBLE


def plainly(about: str, act: Callable[[], int], say: Say) -> int:
    """Return what ``act`` returns; what breaks on the way is said of ``about``, and IMPOSSIBLE is returned."""
    try:
        return act()
    except SettingsError as broken:
        for fault in broken.faults:
            say(f"✗ {fault}")
    except CatalogueError as broken:
        unknown = broken.code == "unknown_procedure"
        say(f"✗ {about}: {'there is no procedure of this code' if unknown else broken.code}")
    except (PictureError, TextError, OSError) as broken:
        say(f"✗ {about}: {broken}")
    return IMPOSSIBLE
