"""``present``: a visit in its scene becomes the one ScreenView that all faces paint."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec

from kiosk.presenter import (
    about,
    absent,
    asking,
    attract,
    bench_panel,
    board,
    card,
    choosing,
    coming_back,
    copying,
    devices,
    duty,
    ending,
    exercising,
    finding,
    going_round,
    helping,
    hiding,
    learning,
    leaving,
    listening,
    looking,
    overlays,
    pointing,
    portaling,
    practising,
    queueing,
    recovering,
    showing,
    taking_over,
    unattended,
    ward_copy,
    whereabouts,
    workbench,
)
from kiosk.presenter.absent import in_case
from kiosk.presenter.doubled import doubled, is_doubtful
from kiosk.presenter.frame import footer, header
from kiosk.presenter.help_calls import edged
from kiosk.presenter.hiding import hide_button, lock_told
from kiosk.presenter.practising import in_practice
from kiosk.presenter.scene import PAINTERS, Scene, Stage
from kiosk.presenter.speech import VOICELESS, beside, said, speaking
from kiosk.presenter.view import ScreenView
from kiosk.procedures.films import NO_FILMS
from kiosk.texts import LANGUAGES, Texts
from kiosk.visit.events import Language
from kiosk.visit.holding import HELPERS_LANGUAGE
from kiosk.visit.states import OVERLAYS, RESIDENT_ONLY, State, Visit

PHASES = (
    absent,
    attract,
    board,
    choosing,
    finding,
    about,
    showing,
    bench_panel,
    card,
    ending,
    copying,
    exercising,
    learning,
    leaving,
    listening,
    helping,
    hiding,
    coming_back,
    looking,
    overlays,
    pointing,
    portaling,
    practising,
    devices,
    duty,
    queueing,
    recovering,
    taking_over,
    unattended,
    ward_copy,
    whereabouts,
    workbench,
    going_round,
)
"""The modules whose painters cover every state."""

_WORDS = {
    "dark": "attend.dark",
    "space": "key.space",
    "delete": "key.delete",
    "done": "key.done",
    "more": "page.more",
    "decades": "date.decade",
    "other_decades": "date.other",
    "year": "date.year",
    "month": "date.month",
    "day": "date.day",
    "unknown_year": "date.no-year",
    "unknown_month": "date.no-month",
    "unknown_day": "date.no-day",
    **{f"month_{month}": f"month.{month}" for month in range(1, 13)},
}
"""The small words of a face's own parts, by the names under which faces ask for them."""


def present(visit: Visit, scene: Scene, serial: int) -> ScreenView:
    """Paint the visit and what is said of it. Pure; every state has exactly one painter."""
    stage, view = _painted(visit, scene, serial)
    speech = said(stage, view)
    if speech and view.language in VOICELESS:
        # The same slide, though there may be a film of it in Vietnamese.
        here = replace(scene, films=NO_FILMS)
        vietnamese, other = _painted(replace(visit, language="vi"), here, serial, visit.language)
        speech = beside(speech, said(vietnamese, other))
    view = msgspec.structs.replace(view, speech=speech)
    if is_doubtful(stage):
        _, other = _painted(replace(visit, language="vi"), scene, serial, visit.language)
        view = doubled(stage, view, other)
    return msgspec.structs.replace(view, speaking=speaking(visit, view.speech))


def _painted(visit: Visit, scene: Scene, serial: int, beside: str = "") -> tuple[Stage, ScreenView]:
    """Return the silent screen; in Vietnamese it may stand beside one in another language."""
    language: Language | None = HELPERS_LANGUAGE if visit.is_helpers_page else None
    stage = Stage(visit, scene, language or "", beside)
    fields: dict[str, Any] = dict(PAINTERS[visit.state](stage))
    view = ScreenView(
        serial=serial,
        state=visit.state.value,
        language=language or visit.language,
        header=header(stage),
        footer=footer(stage),
        signing=bool(scene.films.of_signs),
        look=stage.look,
        residents_hand=visit.state in RESIDENT_ONLY,
        calling=edged(stage),
        hide=hide_button(stage),
        locks=lock_told(stage),
        lies_over=visit.state in OVERLAYS,
        words=_words(stage),
        **fields,
    )
    return stage, in_practice(stage, in_case(stage, view))


@lru_cache(maxsize=len(LANGUAGES))
def _all_words(texts: Texts, language: str) -> dict[str, str]:
    return {name: texts.say(language, message_id) for name, message_id in _WORDS.items()}


def _words(stage: Stage) -> dict[str, str]:
    """Return the faces' small words; "don't know the year" only where not knowing it is an answer."""
    words = dict(_all_words(stage.scene.texts, stage.tongue))
    if stage.visit.state is not State.QUESTION or not asking.current(stage).optional:
        del words["unknown_year"]
    return words
