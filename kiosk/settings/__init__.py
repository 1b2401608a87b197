"""Settings from config/*.toml: frozen, typed, unknown keys refused with file, line and key.

``kiosk.toml`` describes the machine, ``point.toml`` the support point it stands in, and ``overlay.toml``, which
may be absent, is what the ward lays over both (same tables, only what differs). On a day out the state folder holds
``outing.json`` besides, which ``kiosk event`` writes.
"""

from kiosk.settings.files import Settings, SettingsError, SettingsFault, on_outing, read
from kiosk.settings.machine import (
    REFERENCE_SCREEN,
    Desk,
    Idle,
    Keypad,
    Keys,
    Kiosk,
    Line,
    PaperScanner,
    Printer,
    Scanner,
    Screen,
    Slot,
)
from kiosk.settings.outing import Outing, drop_outing, keep_outing, read_outing, series_of
from kiosk.settings.point import Event, Hours, Named, Point, Ward, misplaced
from kiosk.settings.portal import Portal
from kiosk.settings.senses import Listening, Sound, Voice
from kiosk.settings.updates import Updates

__all__ = [
    "REFERENCE_SCREEN",
    "Desk",
    "Event",
    "Hours",
    "Idle",
    "Keypad",
    "Keys",
    "Kiosk",
    "Line",
    "Listening",
    "Named",
    "Outing",
    "PaperScanner",
    "Point",
    "Portal",
    "Printer",
    "Scanner",
    "Screen",
    "Settings",
    "SettingsError",
    "SettingsFault",
    "Slot",
    "Sound",
    "Updates",
    "Voice",
    "Ward",
    "drop_outing",
    "keep_outing",
    "misplaced",
    "on_outing",
    "read",
    "read_outing",
    "series_of",
]
