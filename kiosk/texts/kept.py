"""How it is said what lies somewhere of people: a kind of thing, why it is there, and until when."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

Tongue = Literal["vi", "en"]


class Said(Struct, frozen=True):
    """A sentence in both languages."""

    vi: str
    en: str

    def in_language(self, language: Tongue) -> str:
        """Return it in one."""
        return self.vi if language == "vi" else self.en


class Kept(Struct, frozen=True):
    """One kind of thing that is stored, in plain words."""

    what: Said
    why: Said
    until: Said
    date: str = ""
    """The column with the day on which it goes, or began to lie there; "" where there is none."""
    personal: bool = True
    """False: nothing of any person is in it."""


class Found(Struct, frozen=True):
    """What really is there of it."""

    kept: Kept | None
    """None: nobody has words for it."""
    name: str
    """Of the table or file."""
    count: int
    first: str = ""
    """The earliest and the latest of its dates, as they stand; "" where there is none."""
    last: str = ""


UNKNOWN: Final = Said(
    "KHÔNG BIẾT LÀ GÌ. Xin báo người làm phần mềm.", "NOT KNOWN WHAT IT IS. Tell whoever makes the program."
)
_LINE: Final = Said("{what}: {count}", "{what}: {count}")
_WHY: Final = Said("  Để làm gì: {said}", "  What for: {said}")
_UNTIL: Final = Said("  Tới khi nào: {said}", "  Until when: {said}")
_DATES: Final = Said("  Có thật ở đây: từ {first} đến {last}", "  Really here: from {first} to {last}")
_EMPTY: Final = Said("Không có gì lúc này: {names}.", "Nothing of these just now: {names}.")
_NOT_PERSONAL: Final = Said("Không có gì của ai trong đó", "Nothing of any person is in it")
_DAY: Final = len("2026-11-22")


def lines(found: list[Found], language: Tongue) -> list[str]:
    """Return what is there as lines of text: what there is some of first, what there is none of by name alone."""
    told: list[str] = []
    for one in found:
        if one.kept is None:
            told += [f"{one.name} ({one.count}): {UNKNOWN.in_language(language)}", ""]
        elif one.count:
            told += [*_told(one, one.kept, language), ""]
    empty = [one.kept.what.in_language(language) for one in found if one.kept is not None and not one.count]
    if empty:
        told += [_EMPTY.in_language(language).format(names="; ".join(empty)), ""]
    return told


def _told(one: Found, kept: Kept, language: Tongue) -> list[str]:
    head = _LINE.in_language(language).format(what=kept.what.in_language(language), count=one.count)
    told = [
        f"• {head}",
        _WHY.in_language(language).format(said=kept.why.in_language(language)),
        _UNTIL.in_language(language).format(said=kept.until.in_language(language)),
    ]
    if one.first:
        told.append(_DATES.in_language(language).format(first=_shown(one.first), last=_shown(one.last)))
    if not kept.personal:
        told.append(f"  {_NOT_PERSONAL.in_language(language)}.")
    return told


def _shown(date: str) -> str:
    """Return an ISO day or time as day/month/year."""
    return "/".join(reversed(date[:_DAY].split("-")))
