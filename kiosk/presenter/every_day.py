"""Every board of a made-up day, for checks and for what is made beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final, Literal

from msgspec import structs

from kiosk.ids import DossierId
from kiosk.presenter.every_device import NOT_SEEN
from kiosk.presenter.present import present
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView
from kiosk.visit.calls import OpenCall
from kiosk.visit.day import HOPELESS, AtHome, Day, Stuck
from kiosk.visit.states import Visit
from kiosk.waiting.line import Line

_REASONS: Final = ("unknown-kiosk", "wrong-ward", *sorted(HOPELESS), "refused")


def day_of(scene: Scene, *reasons: str) -> Day:
    """Return a day on which the desk has refused a dossier for each of these reasons."""
    issued = scene.now - timedelta(days=3)
    return Day(
        stuck=tuple(Stuck(DossierId(f"{at}"), f"LC{at + 2:03d}", why) for at, why in enumerate(reasons)),
        at_home=(AtHome("LC006", sent=True), AtHome("LC009", sent=False)),
        taken_up=("LC003",),
        saved=("LC003", "LC007", "LC011", "LC014"),
        waiting=5,
        unanswered=3,
        waits_since=scene.now - timedelta(minutes=25),
        printer="ready",
        roster_issued=issued,
        roster_until=issued + timedelta(days=30),
    )


def of_days(scene: Scene, visit: Visit, line: Line) -> Iterator[tuple[Visit, Scene, ScreenView]]:
    """Yield the board of a good day and of bad ones, with a line and without."""
    good, bad = day_of(scene), day_of(scene, "unknown-kiosk", "unreadable")
    told = structs.replace(bad.stuck[1], told_at=scene.now)
    asked = OpenCall(scene.point.name, scene.now - timedelta(minutes=2))
    calls = (asked, structs.replace(asked, name=scene.on_duty or "-"))
    days: list[tuple[Day, Line | None, Literal["reached", "away", "unknown"]]] = [
        (good, None, "reached"),
        (good, line, "reached"),
        (structs.replace(bad, stuck=(bad.stuck[0], told)), line, "away"),
        (day_of(scene, *_REASONS), line, "away"),
        *((structs.replace(good, printer=one), line, "reached") for one in ("near-end", *NOT_SEEN, "")),
        (structs.replace(good, roster_issued=None, roster_until=None), line, "unknown"),
        (structs.replace(good, roster_until=scene.now), line, "unknown"),
        (structs.replace(good, home_reports=12, home_refused=2), line, "reached"),
    ]
    for day, waiting, ward in days:
        shown = replace(scene, day=day, line=waiting, ward=ward, calls=calls if ward == "away" else ())
        first = present(visit, shown, 1)
        for page in range(first.pages):
            at = replace(visit, page=page)
            yield at, shown, present(at, shown, 1)
