"""What one wants to know of a procedure before all: who may use it, cost, time, result, place, who may go instead.

Screen and paper say the same, each in its own order. What nobody knows for certain is said so.
"""

from __future__ import annotations

from msgspec import Struct

from kiosk.procedures.types import Procedure, Text, Time
from kiosk.texts import Texts


class Fact(Struct, frozen=True):
    """One thing to know: its picture, its short name, what holds."""

    picture: str
    label: str
    value: str


def facts_of(procedure: Procedure, texts: Texts, language: str) -> dict[str, Fact]:
    """Return the facts by name: who (where it is told), fee, time, result, receive, where, proxy."""

    def said(text: Text | None) -> str:
        return text.in_language(language) if text else ""

    places = [texts.say(language, f"about.receive.{place}") for place in procedure.receive]
    proxy = said(procedure.proxy.say) or texts.say(language, f"about.proxy.{procedure.proxy.allowed}")
    told = {
        "who": ("fact-who", said(procedure.who)),
        "fee": ("fact-fee", said(procedure.fee)),
        "time": ("fact-time", time_words(procedure.time, texts, language)),
        "result": ("fact-result", said(procedure.result)),
        "receive": ("receive-counter", ", ".join(places)),
        "where": ("ward-house", said(procedure.authority)),
        "proxy": ("proxy", proxy),
    }
    return {
        name: fact(name, picture, value, texts, language)
        for name, (picture, value) in told.items()
        if name != "who" or procedure.who is not None
    }


def fact(name: str, picture: str, value: str, texts: Texts, language: str) -> Fact:
    """Return a fact of this name; without a value: "ask the officer"."""
    told = value or texts.say(language, "about.ask-officer")
    return Fact(picture, texts.say(language, f"about.{name}"), told[:1].upper() + told[1:])


def time_words(time: Time, texts: Texts, language: str) -> str:
    """Return the time by law and, in brackets, the longer one when facts must be checked; "" where it is unknown."""
    if time.statute is None:
        return ""
    told = days_words(time.statute, texts, language)
    if time.verified is None:
        return told
    return f"{told} {texts.say(language, 'about.verified', days=time.verified)}"


def days_words(days: int, texts: Texts, language: str) -> str:
    """Return so many working days in words; 0 is the same day."""
    name = {0: "about.same-day", 1: "about.day"}.get(days, "about.days")
    return texts.say(language, name, days=days)
