"""Every stage that a call for help comes to, for ``every_screen``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from msgspec import structs

from kiosk.presenter.scene import Scene
from kiosk.visit.calls import HelpCallSeen

NUMBER: Final = "028 5550 0123"
"""Of no ward: where the point names no telephone."""


def called_scenes(scene: Scene) -> Iterator[Scene]:
    """Yield every stage of a call, somebody's picture with it; the telephone with and without a number."""
    call = HelpCallSeen("here", scene.now, "Anh Tài", "young-man")
    nobody = structs.replace(call, name="", portrait="")
    yield replace(scene, call=call)
    yield replace(scene, call=structs.replace(nobody, stage="wide"))
    yield replace(scene, call=structs.replace(call, stage="taken", portrait="young-woman"))
    for phone in (scene.point.ward.phone or NUMBER, ""):
        point = structs.replace(scene.point, ward=structs.replace(scene.point.ward, phone=phone))
        yield replace(scene, point=point, call=structs.replace(nobody, stage="phone"))
