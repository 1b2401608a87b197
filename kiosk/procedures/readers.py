"""What was entered, type by type: the text becomes the answer's machine form, or does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from msgspec import Struct

from kiosk.procedures.address import Address, address_of
from kiosk.procedures.coming import ANY_DAY
from kiosk.procedures.days import days_of
from kiosk.procedures.lists import NO_LISTS, Lists
from kiosk.procedures.types import Question

RELATIVE = "relative:"
"""Stands before a phone number that is a relative's."""
ACCOUNT_DIGITS = (6, 19)
"""The least and the most digits of a bank account."""
MOST_PLACE = 80
"""The most letters of a hamlet or of a house with its street."""
_MOST_NAME = 60
_MOST_TEXT = 200
_MOST_DOCUMENT_NUMBER = 40
_MOST_COUNT = 999
_PHONE = re.compile(r"(?:0|\+84)[35789][0-9]{8}|(?:0|\+84)2[0-9]{9}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_BREAKS = re.compile(r"[\s.\-]+")
_CODE = re.compile(r"[0-9]{5}")


class Misfit(Exception):
    """Carries a complaint's code out of a reader; never leaves this room."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Reading(Struct, frozen=True):
    """What a reader may look at besides the text."""

    question: Question
    lists: Lists = NO_LISTS


def read(question: Question, text: str, lists: Lists) -> str:
    """Return the machine form of a text that is NFC and not empty. Raises Misfit."""
    return _READERS[question.type](text, Reading(question, lists))


def one_line(text: str) -> str:
    """Return the text on one line with single spaces; control and invisible characters are refused."""
    text = " ".join(text.split())
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in text):
        raise Misfit("not_a_text")
    return text


def _name(text: str, _reading: Reading) -> str:
    """Return a name of Latin letters; minority and foreign names have ', - and letters of their own."""
    text = " ".join(text.replace("’", "'").split())
    if len(text) > _MOST_NAME:
        raise Misfit("too_long")
    for letter in text:
        if letter not in " '-" and not (
            letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")
        ):
            raise Misfit("not_a_name")
    if not all(any(letter.isalpha() for letter in word) for word in text.split(" ")):
        raise Misfit("not_a_name")
    return _capitalised(text) if text == text.lower() else text


def _capitalised(text: str) -> str:
    parts = re.split(r"([ '\-])", text)
    return unicodedata.normalize("NFC", "".join(part[:1].upper() + part[1:] for part in parts))


def _date(text: str, _reading: Reading) -> str:
    days = days_of(text)
    if days is None:
        raise Misfit("bad_date")
    return days.value()


def _year(text: str, _reading: Reading) -> str:
    days = days_of(text)
    if days is None or days.month:
        raise Misfit("bad_year")
    return days.value()


def _time(text: str, _reading: Reading) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        raise Misfit("bad_time")
    return f"{int(match[1]):02}:{match[2]}"


def _choice(text: str, reading: Reading) -> str:
    if text not in {choice.id for choice in reading.question.choices}:
        raise Misfit("bad_choice")
    return text


def _yes_no(text: str, _reading: Reading) -> str:
    if text not in {"yes", "no"}:
        raise Misfit("bad_choice")
    return text


def _personal_number(text: str, _reading: Reading) -> str:
    digits = _BREAKS.sub("", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise Misfit("bad_number")
    return digits


def _phone(text: str, _reading: Reading) -> str:
    """Return the digits; a relative's number keeps its mark."""
    whose = RELATIVE if text.startswith(RELATIVE) else ""
    digits = _BREAKS.sub("", text.removeprefix(RELATIVE))
    if not _PHONE.fullmatch(digits):
        raise Misfit("bad_phone")
    return whose + digits.replace("+84", "0", 1)


def _account(text: str, _reading: Reading) -> str:
    digits = _BREAKS.sub("", text)
    least, most = ACCOUNT_DIGITS
    if not re.fullmatch(rf"[0-9]{{{least},{most}}}", digits):
        raise Misfit("bad_account")
    return digits


def _listed(text: str, reading: Reading) -> str:
    """Return the id of an item of the kiosk's list, of those that the question offers where it limits them."""
    question, lists = reading.question, reading.lists
    limited = question.offer if question.type == "relationship" else ()
    if text not in (limited or lists.ids(question.type)):
        raise Misfit("not_in_list")
    return text


def _attachment(text: str, _reading: Reading) -> str:
    if text not in {"here", "later"}:
        raise Misfit("bad_choice")
    return text


def _coming_day(text: str, _reading: Reading) -> str:
    days = days_of(text)
    if text != ANY_DAY and (days is None or days.value() != text or not days.day):
        raise Misfit("bad_choice")
    return text


def _address(text: str, reading: Reading) -> str:
    """Return code|hamlet|house|raw where a unit is named, else the text as it was written."""
    if "|" not in text:
        return _text(text, reading)
    place = address_of(text)
    if not _CODE.fullmatch(place.code) or reading.lists.commune(place.code) is None or text.count("|") > 3:  # noqa: PLR2004
        raise Misfit("bad_address")
    hamlet, house, raw = (one_line(part) for part in (place.hamlet, place.house, place.raw))
    if max(len(hamlet), len(house)) > MOST_PLACE or len(raw) > _MOST_TEXT:
        raise Misfit("too_long")
    return Address(place.code, hamlet, house, raw).value()


def _text(text: str, reading: Reading) -> str:
    text = one_line(text)
    if len(text) > _MOST_TEXT and not any(rule.rule == "length" for rule in reading.question.rules):
        raise Misfit("too_long")
    return text


def _count(text: str, reading: Reading) -> str:
    most = max((rule.most for rule in reading.question.rules if rule.rule == "range"), default=_MOST_COUNT)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Misfit("bad_count")
    if int(text) > most and not reading.question.rules:
        raise Misfit("out_of_range")
    return str(int(text))


def _document_number(text: str, _reading: Reading) -> str:
    text = one_line(text)
    if len(text) > _MOST_DOCUMENT_NUMBER:
        raise Misfit("too_long")
    if not any(letter.isalnum() for letter in text):
        raise Misfit("bad_document_number")
    return text


_READERS: dict[str, Callable[[str, Reading], str]] = {
    "full_name": _name,
    "date": _date,
    "year": _year,
    "time": _time,
    "choice": _choice,
    "yes_no": _yes_no,
    "personal_number": _personal_number,
    "phone": _phone,
    "address": _address,
    "text": _text,
    "count": _count,
    "document_number": _document_number,
    "ethnicity": _listed,
    "nationality": _listed,
    "relationship": _listed,
    "bank_account": _account,
    "attachment": _attachment,
    "coming_day": _coming_day,
}
