"""The parts of one procedure by themselves: ids, sections, types and what fits them."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from kiosk.procedures.check.sheet import Offered, Said, answers_of, twice, whens
from kiosk.procedures.faults import Key
from kiosk.procedures.types import Charge, Condition, Procedure, Question, Rule

_MOST_CHOICES = 8
_PRIVATE = ("personal_number", "phone", "bank_account")
_LISTED = ("relationship", "ethnicity", "nationality")
_DATES = ("date", "year")
_RULES_FIT = {
    "not_future": _DATES,
    "max_age": _DATES,
    "min_age": _DATES,
    "within_days": ("date",),
    "length": ("text", "address", "full_name", "document_number"),
    "range": ("count",),
}
_CARD_FITS = {
    "name": ("full_name",),
    "personal_number": ("personal_number",),
    "birth_date": _DATES,
    "sex": ("choice",),
    "address": ("address",),
    "nationality": ("nationality",),
    "health_number": ("document_number", "text"),
}
_APPLICANT_FITS = {
    "name": ("full_name",),
    "personal_number": ("personal_number",),
    "birth_date": _DATES,
    "phone": ("phone",),
    "relationship": ("relationship", "choice", "text"),
}
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def head(procedure: Procedure) -> Said:
    """Check code, days, kind and filing."""
    if not _CODE.fullmatch(procedure.code):
        yield ("code",), "letters a-z, digits, points and hyphens are expected"
    for key in ("effective_from", "checked_on"):
        try:
            date.fromisoformat(getattr(procedure, key))
        except ValueError:
            yield (key,), "a day that exists is expected, like 2026-07-01"
    if procedure.kind == "form" and not procedure.questions:
        yield ("kind",), 'a form needs questions; without any, write "refer"'
    host, url = procedure.filing.host, procedure.filing.url
    if host and not _HOST.fullmatch(host):
        yield ("filing", "host"), "the name of a web site in small letters is expected, without https:// or /"
    if url and not _is_of(url, host):
        yield ("filing", "url"), "an address is expected that begins with https:// and the name under host"


def _is_of(url: str, host: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = parts.scheme == "https" and parts.netloc == host != ""
    except ValueError:
        return False
    return plain and not re.search(r"[\s\\\"'<>]", url)


def ids(procedure: Procedure) -> Said:
    """Check that nothing has the same id twice."""
    for name in ("papers", "sections", "questions"):
        yield from twice((name,), [each.id for each in getattr(procedure, name)])
    for place, question in enumerate(procedure.questions):
        yield from twice(("questions", place, "choices"), [choice.id for choice in question.choices])


def questions(procedure: Procedure) -> Said:
    """Check each question: its section, its type and what only some types have."""
    sections = [section.id for section in procedure.sections]
    papers = [paper.id for paper in procedure.papers]
    for place, question in enumerate(procedure.questions):
        key: Key = ("questions", place)
        for name in ("section", "card_owner"):
            if getattr(question, name) is not None and getattr(question, name) not in sections:
                yield (*key, name), f"the id of a section is expected: {', '.join(sections)}"
        if question.type == "choice" and not 2 <= len(question.choices) <= _MOST_CHOICES:  # noqa: PLR2004 - two at least
            found = len(question.choices)
            yield (*key, "choices"), f"2 to {_MOST_CHOICES} choices are expected, found {found}"
        if question.type != "choice" and question.choices:
            yield (*key, "choices"), "choices belong to the type choice only"
        if question.type == "attachment" and question.paper not in papers:
            yield (*key, "paper"), f"the id of a paper is expected: {', '.join(papers)}"
        yield from _only(key, question)
        yield from _card(key, question)
        yield from _taken(key, question, procedure.questions[:place])
        for at, rule in enumerate(question.rules):
            yield from _rule((*key, "rules", at), question, rule)


def _only(key: Key, question: Question) -> Said:
    if question.paper and question.type != "attachment":
        yield (*key, "paper"), "paper belongs to the type attachment only"
    if question.until != "house" and question.type != "address":
        yield (*key, "until"), "until belongs to the type address only"
    if question.offer and question.type not in _LISTED:
        yield (*key, "offer"), f"offer belongs to the types {', '.join(_LISTED)} only"
    if len(set(question.offer)) < len(question.offer):
        yield (*key, "offer"), "each is expected once only"


def _taken(key: Key, question: Question, earlier: tuple[Question, ...]) -> Said:
    """Check from which answers this one may follow, or be given again."""
    fits = [each.id for each in earlier if each.type == question.type]
    said = f"the id of an earlier question of type {question.type} is expected: {', '.join(fits) or 'none'}"
    for at, name in enumerate(question.takes):
        if name not in fits:
            yield (*key, "takes", at), said
    for at, like in enumerate(question.like):
        if like.question not in fits:
            yield (*key, "like", at, "question"), said
    if question.like and question.type != "address":
        yield (*key, "like"), "like belongs to the type address only"


def sections(procedure: Procedure) -> Said:
    """Check which sections may be about the same person."""
    known = [section.id for section in procedure.sections]
    for place, section in enumerate(procedure.sections):
        if section.same_as is None:
            continue
        key: Key = ("sections", place, "same_as")
        if section.same_as.section not in known or section.same_as.section == section.id:
            yield (*key, "section"), f"the id of another section is expected: {', '.join(known)}"
        first = next((at for at, q in enumerate(procedure.questions) if q.section == section.id), 0)
        later = {question.id for question in procedure.questions[first:]}
        if later & {each.question for each in section.same_as.when}:
            yield (*key, "when"), "questions that come before those of this section are expected"


def _card(key: Key, question: Question) -> Said:
    if not question.card_fills:
        return
    fits = _CARD_FITS[question.card_fills]
    if question.type not in fits:
        yield (*key, "card_fills"), f"it fills a question of type {' or '.join(fits)}"
    elif question.card_fills == "sex" and {"male", "female"} - {choice.id for choice in question.choices}:
        said = "the choices male and female are expected, since the card tells one of them"
        yield (*key, "card_fills"), said


def _rule(key: Key, question: Question, rule: Rule) -> Said:
    if question.type not in _RULES_FIT[rule.rule]:
        yield (*key, "rule"), f"this rule is for the types {', '.join(_RULES_FIT[rule.rule])}"
    if rule.rule in {"max_age", "min_age"} and rule.years < 1:
        yield key, "years of at least 1 are expected"
    if rule.rule == "within_days" and rule.days < 1:
        yield key, "days of at least 1 are expected"
    if rule.rule in {"length", "range"} and (rule.most < 1 or rule.least > rule.most):
        yield key, "most of at least 1 is expected, and least not above it"


def offers(procedure: Procedure, offered: Offered) -> Said:
    """Check that what a question offers stands in the kiosk's own list."""
    for place, question in enumerate(procedure.questions):
        known = offered.of(question.type)
        for at, each in enumerate(question.offer):
            if known is not None and each not in known:
                shown = ", ".join(sorted(known)[:20]) + (" …" if len(known) > 20 else "")  # noqa: PLR2004 - a line of them
                yield ("questions", place, "offer", at), f'"{each}" is not in the list; known are: {shown}'


def condition(key: Key, found: Condition, answers: dict[str, tuple[str, ...]]) -> Said:
    """Check one condition against the ids of questions and the answers that they may have."""
    if found.question not in answers:
        yield (*key, "question"), f'there is no question "{found.question}" before this one'
    elif not found.among or set(found.among) - set(answers[found.question]):
        known = ", ".join(answers[found.question])
        yield (
            (*key, "among"),
            f'answers of "{found.question}" are expected: {known or "a choice or a yes_no"}',
        )


def conditions(procedure: Procedure, offered: Offered | None) -> Said:
    """Check the conditions on the procedure's own questions."""
    answers = {question.id: answers_of(question, offered) for question in procedure.questions}
    listed = {q.id for q in procedure.questions if q.type in _LISTED and not answers[q.id]}
    places = {question.id: place for place, question in enumerate(procedure.questions)}
    for key, found in whens(procedure):
        if found.question not in places:
            continue  # a sibling question, see siblings
        if key[0] == "questions" and "rules" not in key and places[found.question] >= int(key[1]):
            yield (*key, "question"), "a question that comes before this one is expected"
        elif found.question not in listed or not found.among:
            yield from condition(key, found, answers)


def applicant(procedure: Procedure) -> Said:
    """Check which questions describe the person who applies."""
    if procedure.applicant is None:
        if procedure.kind == "form":
            said = "it tells which questions describe the person who applies"
            yield (), f'the key "applicant" is missing: {said}'
        return
    types: dict[str, str] = {question.id: question.type for question in procedure.questions}
    for name, fits in _APPLICANT_FITS.items():
        asked = getattr(procedure.applicant, name)
        if asked and types.get(asked) not in fits:
            yield ("applicant", name), f"the id of a question of type {' or '.join(fits)} is expected"
    for question in procedure.questions:
        if question.id == procedure.applicant.name and (question.optional or question.when):
            yield ("applicant", "name"), "a question that is always asked and not optional is expected"


def orders(procedure: Procedure) -> Said:
    """Check the rules between two dates."""
    dates = [question.id for question in procedure.questions if question.type in _DATES]
    for place, order in enumerate(procedure.orders):
        key: Key = ("orders", place)
        for name in ("first", "then"):
            if getattr(order, name) not in dates:
                yield (*key, name), f"the id of a date question is expected: {', '.join(dates)}"
        if order.first == order.then:
            yield (*key, "then"), "two different questions are expected"
        if order.most_years and order.least_years > order.most_years:
            yield (*key, "least_years"), "least_years not above most_years is expected"


def charge(procedure: Procedure) -> Said:
    """Check how a fee is counted."""
    counted = procedure.charge
    if counted is None:
        return
    counts = [question.id for question in procedure.questions if question.type == "count"]
    for name in ("copies", "pages"):
        asked = getattr(counted, name)
        if asked and asked not in counts:
            yield ("charge", name), f"the id of a count question is expected: {', '.join(counts)}"
    yield from _amounts(counted)


def _amounts(counted: Charge) -> Said:
    if counted.copies == counted.pages:
        yield ("charge", "pages"), "another question than that for the copies is expected"
    if not counted.pages and (counted.first or counted.after):
        yield ("charge", "pages"), "first and after count pages: tell which question asks for the pages"
    if counted.most and counted.most < counted.each:
        yield ("charge", "most"), "an amount not below each is expected"


def care(procedure: Procedure) -> Said:
    """Tell what would expose somebody, or lead nowhere."""
    for place, question in enumerate(procedure.questions):
        if question.type in _PRIVATE and not question.private:
            said = "private: true is expected, else everyone in the room sees and hears it"
            yield ("questions", place), said
    if procedure.kind == "refer" and procedure.questions:
        yield ("questions",), "a refer card asks nothing; these questions are not shown"
    if procedure.kind == "refer" and not procedure.steps:
        yield ("kind",), "steps are expected, telling where to go"
