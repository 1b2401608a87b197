"""What the ward has published for its kiosks, where it is installed; else what lies in the settings and the program.

Light: it is read at every start of the kiosk.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.procedures import overlay
from kiosk.settings import Settings

SHIPPED = Path("assets", "voices")
"""What people have spoken, inside the root."""


def overlay_file(settings: Settings) -> Path:
    """Return the ward's overlay: as it was published last, or as it lies in the settings, where it may be absent."""
    return _published(settings, "procedures", overlay.FILE) or settings.config / overlay.FILE


def recordings(settings: Settings) -> Path:
    """Return the folder with what people have spoken, a folder for each language."""
    return _published(settings, "voices", "voices") or settings.root / SHIPPED


def _published(settings: Settings, kind: str, name: str) -> Path | None:
    if not settings.kiosk.updates.content:
        return None
    path = Path(settings.kiosk.updates.content, kind, name)
    return path if path.exists() else None
