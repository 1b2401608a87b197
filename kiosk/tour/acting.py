"""What to do next on a question's screen, so that the answer of the script comes about: one touch or one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.presenter.view import ScreenView
from kiosk.procedures.address import Address, address_of
from kiosk.procedures.lists import Lists
from kiosk.procedures.readers import RELATIVE
from kiosk.texts import FALLBACK
from kiosk.visit.events import Answer

FIRST: Final = ":first"
"""Ends the id of the first row of a kind, where ids are drawn anew every time."""


@dataclass(frozen=True)
class Act:
    """One act of the hands. ``spell`` types letters without finishing, to see what is suggested."""

    kind: Literal["tap", "enter", "spell", "dont-know"]
    text: str = ""


def next_act(view: ScreenView, value: str, lists: Lists) -> Act | None:
    """Return the act that brings the answer ``value`` (machine form) nearer; None when there is none."""
    offered = {
        button.id
        for button in (*view.choices, *view.side_choices, *view.suggestions)
        if button.state != "off"
    }
    part = view.entry.part if view.entry is not None else ""
    again = (button.id for button in view.choices if button.id.startswith("like:"))
    for wanted in (*(name for name in again if _gives(view, name, value)), *_touches(value, lists)):
        if wanted in offered:
            return Act("tap", wanted)
    if part in {"province", "commune", "letters"}:
        return Act("spell", _name(part, value, lists))
    if view.entry is not None:
        text = _text(part, value)
        return Act("enter", text) if text else Act("dont-know")
    if view.next_page is not None:
        return Act("tap", view.next_page.id)
    return None


def _gives(view: ScreenView, button: str, value: str) -> bool:
    """Tell whether the touch of a button is this very answer."""
    events = (each.event for each in view.choices if each.id == button)
    return any(isinstance(event, Answer) and event.value == value for event in events)


def _touches(value: str, lists: Lists) -> tuple[str, ...]:
    """Return the ids of buttons that lead towards the answer, the straightest way first."""
    place = address_of(value)
    commune = lists.commune(place.code)
    relative = ("part:relative",) if value.startswith(RELATIVE) else ()
    units = (f"part:ward:{place.code}", f"part:commune:{place.code}", f"part:hamlet:{place.hamlet or 'none'}")
    houses = () if place.house else ("part:house:none",)
    province = (f"part:province:{commune.province}",) if commune is not None else ("part:ward:raw",)
    ways = ("part:ward:other", "part:another", "part:sure:yes")
    answer = f"answer:{value or 'unknown'}"
    return (answer, *relative, *units, *houses, *province, *(ways if value else ()))


def _name(part: str, value: str, lists: Lists) -> str:
    """Return the Vietnamese name that is typed to be suggested what ``value`` names."""
    commune = lists.commune(address_of(value).code)
    if commune is not None:
        return lists.units[commune.province].name if part == "province" else commune.name
    return lists.label("ethnicity" if value.isdecimal() else "nationality", value, FALLBACK)


def _text(part: str, value: str) -> str:
    """Return what is typed into the part on screen."""
    place: Address = address_of(value)
    return {
        "hamlet": place.hamlet,
        "house": place.house,
        "raw": place.raw,
        "relative": value.removeprefix(RELATIVE),
    }.get(part, value)


def first_row(view: ScreenView, target: str) -> str:
    """Return ``target``, or for ``kind:first`` the id of the first row's button of this kind, if there is one."""
    if not target.endswith(FIRST):
        return target
    kind = target.removesuffix("first")
    ids = (row.button.id for row in view.rows if row.button is not None)
    return next((name for name in ids if name.startswith(kind)), target)
