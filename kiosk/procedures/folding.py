"""Text as it is compared when somebody searches: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_SILENT = re.compile("['’ʼ`\u00ad\u200b-\u200d\u2060\ufeff]")
"""Apostrophes and letters without width: H'Mông is Hmông, and Khmer words stand apart by U+200B only."""
_OWN_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"})
"""Letters that Unicode does not take apart into a plain one and a mark."""


def folded(text: str) -> str:
    """Return the text in small plain letters and digits, its words parted by one space each.

    Latin accents and the stroke of đ are gone ("Đồng Tháp" is "dong thap"), Khmer vowels and signs stay.
    What is neither letter, sign nor digit parts words. Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    plain = _ACCENTS.sub("", _SILENT.sub("", plain)).translate(_OWN_LETTERS)
    return " ".join("".join(each if _is_spoken(each) else " " for each in plain).split())


def _is_spoken(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"
