"""``kiosk probe play``: this release serves somebody who does not exist, on a screen that nobody sees.

It is asked to before it serves anybody, on a copy of what is stored here and with this machine's settings: a release
that cannot show this ward's pages, or cannot go on with what waits for the ward, is found while the other one still
serves. Nothing is sent, said or printed; keys are made for the occasion.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Final

import msgspec

from kiosk.clock import ManualClock, SystemClock
from kiosk.devices.memory import MemoryScanner
from kiosk.devices.speaker import SilentSpeaker
from kiosk.engine.core import Core
from kiosk.engine.jobs import InlineJobs
from kiosk.ids import SystemIds
from kiosk.pictures import Fonts
from kiosk.presenter.view import ScreenView
from kiosk.settings import Kiosk, Printer, Scanner, Settings
from kiosk.store import trial
from kiosk.tickets.ports import StoreError
from kiosk.tour.hands import Hands
from kiosk.tour.kivy_hands import KivyHands
from kiosk.tour.listening import Listening
from kiosk.tour.play import question_on
from kiosk.tour.script import JourneyError
from kiosk.ui.app import KivyFace
from kiosk.ui.pulse import SIGN_OF_LIFE
from kiosk.updates.ports import STATUS, Trouble
from kiosk.wiring import example_ward
from kiosk.wiring.build import DATABASE, Swap, build
from kiosk.wiring.content import serve
from kiosk.wiring.running import BROKEN, tell_why
from kiosk.wiring.showing import gallery

NOWHERE: Final = "http://127.0.0.1:9"
"""A desk that never answers."""
STARTED: Final = "kiosk.wiring.serving", "kiosk.wiring.facing", "kiosk.wiring.updating.installing"
"""What the kiosk is started with besides, and by what a release after this one is taken: each can be read."""
BORN: Final = "1960"
_MOST: Final = 40
_TURNS: Final = 4000
_SOON: Final = timedelta(days=1)
"""What is kept less long may go of its own accord while this release is tried."""
_ONWARDS: Final = {"ticket-out": "done", "thanks": "done", "rate": "skip"}
"""By which button whoever has saved a visit goes on."""


def play(settings: Settings) -> int:
    """Play it in the state folder of ``settings``; return 0, or one of STATUS."""
    trouble = _trouble(settings)
    return 0 if trouble is None else STATUS[trouble]


def _trouble(settings: Settings) -> Trouble | None:
    here = _harmless(settings)
    database, until = here.state / DATABASE, SystemClock().now() + _SOON
    try:
        before = trial.census(database, until)
    except StoreError as broken:
        tell_why(broken)
        return "store"
    try:
        for name in STARTED:
            import_module(name)
        _visited(here)
    except JourneyError as broken:
        sys.stderr.write(f"the trial ended: {broken}\n")
        return "journey"
    except BROKEN as broken:
        tell_why(broken)
        return "store" if isinstance(broken, StoreError) else "start"
    return None if trial.is_within(before, trial.census(database, until)) else "store"


def _harmless(settings: Settings) -> Settings:
    """Return settings with the pages of this machine and none of its devices, keys and lines."""
    usual, kiosk = Kiosk(), settings.kiosk
    kiosk = msgspec.structs.replace(
        kiosk,
        provisioned=False,
        printer=Printer(kind="png", width_dots=kiosk.printer.width_dots),
        scanner=Scanner(kind="none"),
        paper_scanner=usual.paper_scanner,
        lamp=usual.lamp,
        portal=usual.portal,
        listening=usual.listening,
        keys=usual.keys,
        desk=msgspec.structs.replace(usual.desk, url=NOWHERE),
        updates=msgspec.structs.replace(kiosk.updates, visit=""),
    )
    return replace(settings, kiosk=kiosk)


def _visited(settings: Settings) -> None:
    """Let somebody come in each language; whoever came first leaves with a ticket."""
    clock, ids = ManualClock(SystemClock().now()), SystemIds()
    example_ward.make(settings, ids, clock)
    if any(fault.level == "error" for fault in serve(settings, gallery(settings)).faults):
        raise JourneyError("the content of this ward cannot be served")
    swap = Swap(scanner=MemoryScanner(), speaker=SilentSpeaker(), voice=Listening(), plugged=tuple)
    core = build(settings, clock, ids, InlineJobs(), swap)
    try:
        hands = _hands(settings, core)
        for number, language in enumerate(settings.kiosk.languages):
            _come(hands, language)
            _leave(hands, saves=not number)
    finally:
        core.stop()


def _hands(settings: Settings, core: Core) -> Hands:
    screen, faults = settings.kiosk.screen, list[str]()
    face = KivyFace(
        core,
        gallery(settings),
        Fonts(settings.cache / "fonts"),
        (screen.width, screen.height),
        screen.px_per_mm,
        SystemClock(),
        offscreen=True,
        on_fault=lambda code, where: faults.append(f"{code} at {where}"),
        home=settings.cache / "kivy",
    )

    def settle() -> None:
        for _ in range(_TURNS):
            core.turn()
            if core.quiet():
                break
        if faults:
            raise JourneyError(faults[0])

    face.start()
    core.begin()
    settle()
    face.settle()
    core.send(SIGN_OF_LIFE)
    return KivyHands(face, settle)


def _come(hands: Hands, language: str) -> None:
    """Go by the first way that is offered, as far as the first question."""
    _tap(hands, "attract", f"language:{language}")
    _tap(hands, "home", _first(hands.screen(), "event:"))
    for _ in range(_MOST):
        view = hands.screen()
        if view.language != language:
            raise JourneyError(f"the screen speaks {view.language}, not {language}")
        if question_on(view) or view.state in {"card", "whose-card"}:
            return
        for paper in view.papers:
            hands.tap(paper.yes.id)
        offered = [button.id for button in view.choices]
        if not view.papers and not offered:
            raise JourneyError(f"{view.state} offers nothing")
        hands.tap("go-on" if view.papers or "go-on" in offered else offered[0])
    raise JourneyError("no question came")


def _leave(hands: Hands, *, saves: bool) -> None:
    """Leave: with a ticket, or without a trace."""
    hands.tap("start-over")
    _tap(hands, "start-over", "way:save" if saves else "yes")
    for _ in range(_MOST):
        state = hands.screen().state
        if state == "attract":
            return
        if state == "save-year":
            hands.enter(BORN)
        elif state in _ONWARDS:
            hands.tap(_ONWARDS[state])
        else:
            raise JourneyError(f"saving has come to {state}")
    raise JourneyError("the first page does not come back")


def _tap(hands: Hands, state: str, target: str) -> None:
    if hands.screen().state != state:
        raise JourneyError(f"expected {state}, came to {hands.screen().state}")
    hands.tap(target)


def _first(view: ScreenView, prefix: str) -> str:
    for button in view.choices:
        if button.id.startswith(prefix):
            return button.id
    raise JourneyError(f"{view.state} offers no {prefix}")
