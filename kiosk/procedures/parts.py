"""Questions that are asked in parts: which part comes next, what it takes, and the answer that the parts make.

Pure: the parts answered so far stand in a mapping by their names, in their order. An address goes from the own
ward, or province and commune, to hamlet and house; a list from a few pictures to letters; a phone from one's own
to a relative's; a bank account is typed, typed again and read back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from kiosk.procedures.address import Address, unit_name
from kiosk.procedures.lists import Lists, Unit
from kiosk.procedures.readers import MOST_PLACE, RELATIVE, Misfit, one_line, read
from kiosk.procedures.suggesting import Item, meant, suggested
from kiosk.procedures.types import Question

WHOLE = ""
"""The name of the first screen of a question that answers it as a whole, too."""
OTHER, RAW = "other", "raw"
"""Somewhere else than the own ward; the whole address in one's own words."""
PICTURES, LETTERS = "pictures", "letters"
OWN, RELATIVES = "own", "relative"
FIRST, AGAIN, SURE = "first", "again", "sure"
_DONE = "done"
BY_LETTERS = frozenset({"province", "commune", LETTERS})
"""Parts for which something is suggested from a list at every letter."""


def next_part(question: Question, given: Mapping[str, str]) -> str:
    """Return the name of the part to ask now; WHOLE for a question that is asked at once.

    ``value_of`` tells whether the parts already make an answer.
    """
    match question.type:
        case "address":
            return _next_of_address(question, given)
        case "ethnicity" | "nationality":
            return LETTERS if PICTURES in given else WHOLE
        case "phone":
            return RELATIVES if OWN in given else WHOLE
        case "bank_account":
            return SURE if AGAIN in given else AGAIN if FIRST in given else FIRST
        case _:
            return WHOLE


def fits(question: Question, given: Mapping[str, str], part: str) -> bool:
    """Tell whether this part is on screen: the next one, or the way from a whole question into its parts."""
    now = next_part(question, given)
    if now == "province" and part == "ward":
        return True
    if now == WHOLE:
        return part == {"ethnicity": PICTURES, "nationality": PICTURES, "phone": OWN}.get(question.type)
    return part == now


def _next_of_address(question: Question, given: Mapping[str, str]) -> str:
    ward = given.get("ward", "")
    if not ward or ward == RAW:
        return RAW if ward else "ward"
    if ward == OTHER:
        for part in ("province", "commune"):
            if part not in given:
                return part
    if question.until != "commune" and "hamlet" not in given:
        return "hamlet"
    return "house" if question.until == "house" and "house" not in given else _DONE


def value_of(question: Question, given: Mapping[str, str]) -> str | None:
    """Return the answer that the parts make, as ``accept`` takes it; None while one is still open."""
    match question.type:
        case "address" if given.get(RAW):
            return given[RAW]
        case "address" if _next_of_address(question, given) == _DONE:
            code = given.get("commune") or given["ward"]
            return Address(code, given.get("hamlet", ""), given.get("house", "")).value()
        case "ethnicity" | "nationality":
            return given.get(LETTERS)
        case "phone" if RELATIVES in given:
            return RELATIVE + given[RELATIVES]
        case "bank_account" if given.get(SURE) == "yes":
            return given[FIRST]
        case _:
            return None


def take(question: Question, given: Mapping[str, str], part: str, text: str, lists: Lists) -> dict[str, str]:
    """Return the parts with this one answered. Raises Misfit with a complaint's code where the text won't do.

    Two bank account numbers that differ raise Misfit("accounts_differ"); a "no" when one is read back begins anew.
    """
    entered = unicodedata.normalize("NFC", text).strip()
    if question.type == "bank_account":
        return _account(question, given, part, entered, lists)
    if part == "ward":
        return {"ward": _ward(entered, lists)}
    if part in BY_LETTERS:
        return {**given, part: _listed(question, given, part, entered, lists)}
    if part in {"hamlet", "house"}:
        return {**given, part: _place(entered)}
    if part == RAW and not entered:
        raise Misfit("empty")
    if part == RELATIVES:
        return {**given, part: read(question, entered or "?", lists).removeprefix(RELATIVE)}
    return {**given, part: entered}


def _ward(entered: str, lists: Lists) -> str:
    if entered not in {OTHER, RAW} and lists.commune(entered) is None:
        raise Misfit("bad_choice")
    return entered


def _place(entered: str) -> str:
    text = one_line(entered.replace("|", " "))
    if len(text) > MOST_PLACE:
        raise Misfit("too_long")
    return text


def _listed(question: Question, given: Mapping[str, str], part: str, entered: str, lists: Lists) -> str:
    known = dict(items(question, given, part, lists))
    found = entered if entered in known else meant(known.items(), entered)
    if not found:
        raise Misfit("not_in_list")
    return found


def _account(
    question: Question, given: Mapping[str, str], part: str, entered: str, lists: Lists
) -> dict[str, str]:
    if part == SURE:
        return {**given, SURE: "yes"} if entered == "yes" else {}
    digits = read(question, entered or "?", lists)
    if part == AGAIN and digits != given.get(FIRST):
        raise Misfit("accounts_differ")
    return {**given, part: digits}


def items(
    question: Question, given: Mapping[str, str], part: str, lists: Lists, language: str = "vi"
) -> Iterator[Item]:
    """Yield what a part by letters may be, with the words under which each is found."""
    if part == LETTERS:
        yield from ((name, lists.words(question.type, name, language)) for name in lists.ids(question.type))
        return
    units = lists.provinces() if part == "province" else lists.communes(given.get("province", ""))
    yield from ((unit.code, _names(unit, lists)) for unit in units)


def _names(unit: Unit, lists: Lists) -> tuple[str, ...]:
    return (unit.name, unit_name(unit), unit_name(unit, inside=True), *lists.formerly(unit.code))


def suggestions(
    question: Question, given: Mapping[str, str], part: str, text: str, lists: Lists, *, language: str
) -> tuple[str, ...]:
    """Return the ids of what ``text`` may mean in a part by letters, the likeliest first; at most four."""
    if part not in BY_LETTERS:
        return ()
    return suggested(items(question, given, part, lists, language), text)
