"""What the printable checklist of a procedure says, in the reader's language with the official names beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.procedures.facts import Fact, days_words, fact, facts_of, time_words
from kiosk.procedures.types import PaperNeeded, Procedure, Text, Time
from kiosk.settings import Point
from kiosk.texts import FALLBACK, Texts
from kiosk.texts.dates import printed_date

_ORDER = ("who", "where", "fee", "time", "result", "receive", "proxy")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part, and the same in Vietnamese for who helps; "" where that is the language."""

    words: str
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPaper:
    """One paper to bring and to tick."""

    picture: str
    name: str
    official: str
    form: str
    """ "Đem bản chính"."""
    is_original: bool
    perhaps: str
    """When it isn't needed of everybody, in words; "" when it is."""
    instead: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """All words of a card, from top to bottom."""

    point: str
    ward: str
    hue: str
    """The colour of the tile under which the procedure is found, #RRGGBB."""
    picture: str
    title: str
    official: str
    printed: str
    """The short official name, for further pages."""
    code: str
    facts: tuple[Fact, ...]
    papers_heading: Heading
    papers: tuple[CardPaper, ...]
    no_papers: str
    """Said where no paper is needed."""
    steps_heading: Heading
    steps: tuple[tuple[str, str], ...]
    """(picture, sentence)."""
    notes: str
    checked: str
    page: str
    """With the places {page} and {pages}."""


def card_text(procedure: Procedure, hue: str, point: Point, texts: Texts, language: str) -> CardText:
    """Return the words of a procedure's card in ``language`` (vi, km, en). Holds nobody's answer."""

    def heading(message_id: str) -> Heading:
        beside = texts.say(FALLBACK, message_id) if language != FALLBACK else ""
        return Heading(texts.say(language, message_id), beside)

    checked = printed_date(date.fromisoformat(procedure.checked_on))
    return CardText(
        point=point.name,
        ward=point.ward.name,
        hue=hue,
        picture=procedure.picture,
        title=procedure.name.in_language(language),
        official=procedure.official,
        printed=procedure.printed,
        code=_code(procedure, texts),
        facts=tuple(_facts(procedure, texts, language)),
        papers_heading=heading("card.papers"),
        papers=tuple(_paper(paper, texts, language) for paper in procedure.papers),
        no_papers=texts.say(language, "card.no-papers"),
        steps_heading=heading("card.steps"),
        steps=tuple((step.picture, step.say.in_language(language)) for step in procedure.steps),
        notes=texts.say(language, "card.notes"),
        checked=texts.say(language, "card.checked", date=checked),
        page=texts.say(language, "card.page"),
    )


def _paper(paper: PaperNeeded, texts: Texts, language: str) -> CardPaper:
    perhaps = "" if paper.needed and not paper.when else "card.if-asked" if paper.when else "card.helpful"
    return CardPaper(
        picture=paper.picture,
        name=paper.name.in_language(language),
        official=paper.official,
        form=texts.say(language, f"paper.{paper.form}"),
        is_original=paper.form == "original",
        perhaps=texts.say(language, perhaps) if perhaps else "",
        instead=paper.instead.in_language(language) if paper.instead else "",
        where=_where(paper.where, texts, language),
    )


def _where(text: Text | None, texts: Texts, language: str) -> str:
    return texts.say(language, "card.where", what=text.in_language(language)) if text else ""


def _code(procedure: Procedure, texts: Texts) -> str:
    if not procedure.has_official_code:
        return texts.say(FALLBACK, "slip.code-unknown")
    return texts.say(FALLBACK, "slip.code", code=procedure.code)


def _facts(procedure: Procedure, texts: Texts, language: str) -> Iterator[Fact]:
    known = facts_of(procedure, texts, language)
    known["time"] = fact("time", "fact-time", _time(procedure.time, texts, language), texts, language)
    yield from (known[name] for name in _ORDER if name in known)


def _time(time: Time, texts: Texts, language: str) -> str:
    """Return the time by law and the ward's own beside it: paper has no day to count from."""
    told = time_words(time, texts, language)
    if not told or time.promise is None:
        return told
    return f"{told}; {texts.say(language, 'card.promise', time=days_words(time.promise, texts, language))}"
