"""What a ticket says: the slip's final words from the visit's facts. Tells nothing that is not true yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Literal

from kiosk.procedures.deadlines import Due
from kiosk.procedures.types import Procedure
from kiosk.settings import Point
from kiosk.texts import FALLBACK, Texts
from kiosk.texts.dates import date_words, printed_date, printed_time, weekday
from kiosk.tickets.slip import Promise, SlipText, Step
from kiosk.wire.checkdigits import SecretDigits

MOST_READY = 4
"""Papers to have ready that a slip names; the whole list is printed apart."""


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
    ready: tuple[str, ...] = ()
    """Of a visit at home: the papers to have ready there, in the visit's language."""
    hoped: str = ""
    """Of a visit at home: the day that is hoped for, in the visit's language; "" where any will do."""
    counter: bool = False
    """True where it is filed at the counter: papers and slip are to be brought there."""
    portal_code: str | None = None
    """The code that the official portal gave, "" while unknown; None where it is not filed there."""
    absent: bool = False
    """True where whose it is was not there: the slip is to be brought to them."""


def slip_text(facts: Facts, point: Point, texts: Texts) -> SlipText:
    """Return the words of a ticket: for the officer in Vietnamese, what to do next in the visit's language."""
    official = partial(texts.say, FALLBACK)
    own = partial(texts.say, facts.language)
    procedure = facts.procedure
    code = (official("slip.code", code=procedure.code),) if procedure.has_official_code else ()
    helped = (official("slip.helped", name=facts.helper),) if facts.helper else ()
    absent = (official("slip.absent"),) if facts.absent else ()
    return SlipText(
        point=point.short_name,
        ward=point.ward.name,
        banner=official(_banner(facts)),
        # That it was filed on the portal only its code shows.
        banner_done=facts.received and not facts.counter and facts.portal_code != "",
        picture=procedure.picture,
        title=procedure.printed,
        lines=(*code, *helped, *absent),
        filed=() if facts.portal_code is None else _on_portal(facts.portal_code, texts),
        number=facts.number,
        issued=issued_at(facts.issued, texts),
        promise=_promise(facts, texts),
        steps=_steps(facts, own),
        secret=facts.secret,
        foot=(own("slip.resume-lost" if facts.kind == "resume" else "slip.keep"),),
        trial=official("slip.trial") if facts.trial else "",
        reprint=official("slip.reprint") if facts.reprint else "",
    )


def issued_at(at: datetime, texts: Texts) -> tuple[str, str]:
    """Return day and time as they stand on paper: "Thứ Bảy 21/11/2026", "9 giờ 42"."""
    day = at.date()
    return f"{weekday(texts, FALLBACK, day)} {printed_date(day)}", printed_time(texts, FALLBACK, at)


def _banner(facts: Facts) -> str:
    if facts.kind == "resume":
        return "slip.resume"
    if not facts.received:
        return "slip.kept"
    if facts.portal_code is not None:
        return "slip.portal"
    if facts.counter:
        return "slip.counter"
    return "slip.home-visit" if facts.kind == "home-visit" else "slip.received"


def _on_portal(code: str, texts: Texts) -> tuple[str, ...]:
    if not code:
        return (texts.say(FALLBACK, "slip.portal-no-code"),)
    return texts.say(FALLBACK, "slip.portal-code"), code


def _promise(facts: Facts, texts: Texts) -> Promise | None:
    expected = _expected(facts)
    # At the counter the days begin when the papers are there, and nobody knows when that is.
    if (
        facts.kind != "receipt"
        or facts.counter
        or facts.portal_code is not None
        or not facts.received
        or facts.due is None
        or expected is None
    ):
        return None
    official = partial(texts.say, FALLBACK)
    today, law = facts.issued.date(), facts.due.statute
    return Promise(
        heading=official("slip.expected"),
        dates=(weekday(texts, FALLBACK, expected), date_words(texts, FALLBACK, expected, today)),
        day=expected.day,
        note=official("slip.counted"),
        law=official("slip.law", date=printed_date(law)) if law and law != expected else "",
    )


def _expected(facts: Facts) -> date | None:
    return facts.due.expected if facts.due else None


def _steps(facts: Facts, own: Callable[..., str]) -> tuple[Step, ...]:
    if facts.kind == "resume":
        until = printed_date(facts.expires) if facts.expires else ""
        bring = (Step("authorisation", (own("slip.absent-do"),)),) if facts.absent else ()
        return (*bring, Step("scan-ticket", (own("slip.resume-do", date=until),)))
    first = () if facts.received else (Step("kept-here", (own("slip.not-sent"),)),)
    if facts.kind == "home-visit":
        papers = tuple(f"– {paper}" for paper in facts.ready[:MOST_READY])
        ready = (Step("papers-tile", (own("slip.home-visit-ready"), *papers)),) if papers else ()
        hoped = (own("slip.home-visit-day", date=facts.hoped),) if facts.hoped else ()
        return (*first, Step("home-visit", (*hoped, own("slip.home-visit-do"))), *ready)
    if facts.counter:
        return (
            *first,
            Step("step-counter", (own("slip.counter-do"),)),
            Step("scan-ticket", (own("slip.receipt-do"),)),
        )
    ask = (own("slip.ask-officer"),) if facts.received and _expected(facts) is None else ()
    return (*first, Step("scan-ticket", (*ask, own("slip.receipt-do"))))
