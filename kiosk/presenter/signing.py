"""The way to sign language, in the footer of every page that there is a clip of."""

from __future__ import annotations

from kiosk.presenter.scene import Stage
from kiosk.presenter.view import Button
from kiosk.visit.events import OpenSigns
from kiosk.visit.signing import SIGNED, clip_of


def signs_button(stage: Stage) -> Button | None:
    """Return the way to this page in sign language; None where there is no clip of it."""
    visit = stage.visit
    if visit.state not in SIGNED or visit.helper_holds:
        return None
    if clip_of(stage.scene.films, stage.scene.catalogue, visit) is None:
        return None
    return stage.button("signs", "signs.open", OpenSigns(), picture="signs", style="quiet")
