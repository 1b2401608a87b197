"""An address by the units of 2025: the commune's code, hamlet, house, and what an old card says beside them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kiosk.procedures.lists import Lists, Unit

KINDS = {
    "city": "Thành phố",
    "province": "Tỉnh",
    "ward": "Phường",
    "commune": "Xã",
    "zone": "Đặc khu",
}
"""The words for the kinds of units, as they stand before a name."""
_FIELDS = 4
_LEAST = 2
"""Pieces of an address on a card at least: commune and province."""
_KIND = re.compile(r"(thành phố|tp\.?|tỉnh|phường|p\.|xã|x\.|đặc khu)\s+", re.IGNORECASE)
_OLD = re.compile(r"(xã|phường|thị trấn|tt\.?|quận|huyện|thị xã|tx\.?|h\.|q\.)\s+", re.IGNORECASE)
_HAMLET = re.compile(r"(ấp|khóm|khu phố|kp\.?|thôn|tổ|buôn|bản|làng|phum|sóc|số|\d)", re.IGNORECASE)
_HOUSE = re.compile(r"(số|\d)", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class Address:
    """Where somebody lives. With a ``code`` the parts below the commune may be empty; without one only ``raw`` is."""

    code: str = ""
    hamlet: str = ""
    house: str = ""
    raw: str = ""
    """The words as they were written, where they were read from a card or name a place abroad."""

    def value(self) -> str:
        """Return the machine form: code|hamlet|house|raw, or the raw words alone."""
        if not self.code:
            return self.raw
        return f"{self.code}|{self.hamlet}|{self.house}|{self.raw}"


def address_of(value: str) -> Address:
    """Read what ``Address.value`` returned; a text without bars is raw."""
    if "|" not in value:
        return Address(raw=value)
    code, hamlet, house, raw = (*value.split("|"), "", "", "")[:_FIELDS]
    return Address(code, hamlet, house, raw)


def unit_name(unit: Unit, *, inside: bool = False) -> str:
    """Return a unit with the word for its kind; ``inside`` a line that word is small, and short for a city."""
    kind = KINDS[unit.kind]
    if inside:
        kind = "TP." if unit.kind == "city" else kind.lower()
    return f"{kind} {unit.name}"


def from_card(raw: str, lists: Lists) -> Address:
    """Return the address on a card by its unit, where it surely names one of 2025; else the words alone.

    Old cards name a district between commune and province, and a district's name may be a new commune's: only
    hamlet, commune, province (or commune, province) in that order are taken, the commune by its exact name.
    """
    words = " ".join(raw.replace("|", " ").split())
    pieces = [piece.strip() for piece in words.split(",") if piece.strip()]
    if not _LEAST <= len(pieces) <= _FIELDS or not all(_is_low(piece) for piece in pieces[:-2]):
        return Address(raw=words)
    province = _named(lists.provinces(), pieces[-1])
    commune = _named(lists.communes(province.code), pieces[-2]) if province else None
    if commune is None:
        return Address(raw=words)
    house = ", ".join(piece for piece in pieces[:-2] if _HOUSE.match(piece))
    hamlet = ", ".join(piece for piece in pieces[:-2] if not _HOUSE.match(piece))
    return Address(commune.code, hamlet, house, words)


def beside_card(value: str, card: str) -> str:
    """Return the address ``value`` with the words that the card's address ``card`` has, where it has none itself."""
    place = address_of(value)
    if not place.code or place.raw:
        return value
    return Address(place.code, place.hamlet, place.house, address_of(card).raw).value()


def same_place(one: str, other: str) -> bool:
    """Tell whether two lines name the same places, however they write the kinds of units and in whatever order."""
    return _places(one) == _places(other)


def _places(line: str) -> set[str]:
    return {_plain(piece.strip()) for piece in line.split(",") if piece.strip()}


def _is_low(piece: str) -> bool:
    """Tell whether a piece of an address lies surely below the commune."""
    return _HAMLET.match(piece) is not None and _OLD.match(piece) is None


def _named(units: tuple[Unit, ...], words: str) -> Unit | None:
    """Return the one unit of this name; None when there is none or several."""
    plain = _plain(words)
    found = [unit for unit in units if plain in {_plain(unit.name), _plain(unit_name(unit))}]
    return found[0] if len(found) == 1 else None


def _plain(words: str) -> str:
    text = unicodedata.normalize("NFC", words).casefold()
    return _KIND.sub("", text, count=1).replace("’", "'")
