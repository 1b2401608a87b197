"""Days to come, in words and as a picture: when a result is due, when somebody is here again."""

from __future__ import annotations

from datetime import date

from kiosk.pictures.day import day_picture
from kiosk.presenter.scene import Stage
from kiosk.procedures.hours import Opening
from kiosk.texts.dates import day_words, printed_time, weekday

_WEEK = 7


def due_words(stage: Stage, day: date) -> str:
    """Return e.g. "thứ Năm 26 tháng 11", with the year where it is not this one."""
    return day_words(stage.scene.texts, stage.tongue, day, stage.scene.now.date())


def due_picture(stage: Stage, day: date) -> str:
    """Return the name of the calendar leaf of ``day`` in the screen's language."""
    return day_picture(day, stage.tongue)


def back_words(stage: Stage) -> str:
    """Return when somebody will be here again, e.g. "Thứ Hai 7 giờ 30"; "" while it is open or nobody knows."""
    opening = _next(stage)
    if opening is None:
        return ""
    texts, starts = stage.scene.texts, opening.starts
    at = printed_time(texts, stage.tongue, starts)
    ahead = (starts.date() - stage.scene.now.date()).days
    if ahead == 0:
        return stage.say("back.today", time=at)
    name = weekday(texts, stage.tongue, starts.date())
    if ahead < _WEEK:
        return stage.say("back.week", weekday=name, time=at)
    return stage.say("back.later", weekday=name, day=starts.day, month=starts.month)


def back_event(stage: Stage) -> str:
    """Return where the next opening is, else what for; "" for the weekly hours."""
    opening = _next(stage)
    if opening is None or opening.event is None:
        return ""
    return opening.event.place or opening.event.name.in_language(stage.tongue)


def _next(stage: Stage) -> Opening | None:
    hours, now = stage.scene.hours, stage.scene.now
    return None if hours.is_open(now) else hours.next_opening(now)
