"""What a ticket says: the slip's final words from the visit's facts. Tells nothing that is not true yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from kiosk.pictures.day import day_picture
from kiosk.procedures.deadlines import Due
from kiosk.procedures.types import Procedure
from kiosk.settings import Point
from kiosk.texts import Texts
from kiosk.texts.dates import date_words, printed_date, printed_time, weekday
from kiosk.tickets.slip import Promise, SlipText, Words
from kiosk.wire.checkdigits import SecretDigits


@dataclass(frozen=True)
class Facts:
    """All that a slip depends on."""

    kind: Literal["resume", "receipt", "home-visit"]
    number: str
    """As shown: "A 027"."""
    issued: datetime
    procedure: Procedure
    language: str
    received: bool
    """True only after the desk's own signed receipt."""
    due: Due | None
    """Expected dates, counted from reception by the officer; None or without a date: unknown."""
    expires: date | None
    """Until when a resume ticket can be used."""
    helper: str
    reprint: bool
    trial: bool
    secret: SecretDigits | None


class _Both(Protocol):
    def __call__(self, message_id: str, **values: str | int) -> Words: ...


def slip_text(facts: Facts, point: Point, texts: Texts) -> SlipText:
    """Return the words of a slip, Vietnamese first, the visit's language below."""

    def both(message_id: str, **values: str | int) -> Words:
        second = texts.say(facts.language, message_id, **values) if facts.language != "vi" else ""
        return Words(texts.say("vi", message_id, **values), second)

    procedure = facts.procedure
    lines = [texts.say("vi", "slip.code", code=procedure.code)]
    if facts.helper:
        lines.append(texts.say("vi", "slip.helped", name=facts.helper))
    day = facts.issued
    stamp = f"{weekday(texts, 'vi', day.date())} {printed_date(day.date())}"
    return SlipText(
        point=point.short_name,
        ward=point.ward.name,
        banner=both(_banner(facts)),
        banner_tick=facts.received,
        picture=procedure.picture,
        title=Words(
            procedure.printed, procedure.short.in_language(facts.language) if facts.language != "vi" else ""
        ),
        lines=tuple(lines),
        number=facts.number,
        issued=(stamp, printed_time(texts, "vi", day)),
        promise=_promise(facts, texts, both),
        pictures=("ticket", "citizen-card", "help")
        if facts.kind == "receipt"
        else ("ticket", "citizen-card"),
        instructions=_instructions(facts, both),
        secret=facts.secret,
        foot=(both("slip.resume-lost" if facts.kind == "resume" else "slip.keep"),),
        trial=texts.say("vi", "slip.trial") if facts.trial else "",
        reprint=texts.say("vi", "slip.reprint") if facts.reprint else "",
    )


def _banner(facts: Facts) -> str:
    if facts.kind == "resume":
        return "slip.resume"
    if not facts.received:
        return "slip.kept"
    return "slip.home-visit" if facts.kind == "home-visit" else "slip.received"


def _promise(facts: Facts, texts: Texts, both: _Both) -> Promise | None:
    expected = _expected(facts)
    if facts.kind != "receipt" or not facts.received or facts.due is None or expected is None:
        return None
    today, law = facts.issued.date(), facts.due.statute
    return Promise(
        heading=both("slip.expected"),
        dates=(weekday(texts, "vi", expected), date_words(texts, "vi", expected, today)),
        picture=day_picture(expected, facts.language),
        note=both("slip.counted"),
        law=both("slip.law", date=printed_date(law)) if law and law != expected else None,
    )


def _expected(facts: Facts) -> date | None:
    return facts.due.expected if facts.due else None


def _instructions(facts: Facts, both: _Both) -> tuple[Words, ...]:
    if facts.kind == "resume":
        until = printed_date(facts.expires) if facts.expires else ""
        return (both("slip.resume-do", date=until),)
    first = [] if facts.received else [both("slip.not-sent")]
    if facts.kind == "home-visit":
        return (*first, both("slip.home-visit-do"))
    if facts.received and _expected(facts) is None:
        first.append(both("slip.ask-officer"))
    return (*first, both("slip.receipt-do"))
