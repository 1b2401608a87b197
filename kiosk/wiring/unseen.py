"""The program's own face on a window that nobody sees: to draw what is kept, or shown to somebody elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.clock import SystemClock
from kiosk.pictures import Fonts
from kiosk.presenter.ports import FaceLink
from kiosk.settings import Screen, Settings
from kiosk.wiring.showing import gallery

if TYPE_CHECKING:
    from kiosk.ui.app import KivyFace


def unseen_face(settings: Settings, link: FaceLink, screen: Screen) -> KivyFace:
    """Return a face that shows the link's views on a screen of these measures, with this kiosk's pictures."""
    from kiosk.ui.app import KivyFace

    return KivyFace(
        link,
        gallery(settings),
        Fonts(settings.cache / "fonts"),
        (screen.width, screen.height),
        screen.px_per_mm,
        SystemClock(),
        offscreen=True,
        home=settings.cache / "kivy",
    )
