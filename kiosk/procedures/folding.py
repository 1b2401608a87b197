"""Text as it is compared when somebody searches: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_SILENT = re.compile("['’ʼ`\u00ad\u200b-\u200d\u2060\ufeff]")
"""Apostrophes and letters without width: H'Mông is Hmông, and Khmer words stand apart by U+200B only."""


class _Spoken(dict[int, str]):
    """What stands for each letter; filled as letters are met, since there are thousands of texts to fold."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = chr(code) if unicodedata.category(chr(code))[0] in "LMN" else " "
        return letter


_SPOKEN = _Spoken(str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l"}))
"""Letters that Unicode does not take apart into a plain one and a mark; and what is no letter, sign or digit."""


def folded(text: str) -> str:
    """Return the text in small plain letters and digits, its words parted by one space each.

    Latin accents and the stroke of đ are gone ("Đồng Tháp" is "dong thap"), Khmer vowels and signs stay.
    What is neither letter, sign nor digit parts words. Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return " ".join(_ACCENTS.sub("", _SILENT.sub("", plain)).translate(_SPOKEN).split())
