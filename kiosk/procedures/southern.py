"""Southern ways of saying a syllable: who types as they speak finds what is written as in the official name.

Other words for a thing (old names, street words) are content: ``words`` of a procedure file.
"""

from __future__ import annotations

from types import MappingProxyType

SAID = MappingProxyType(
    {
        "ban": "bon",
        "benh": "binh",
        "chinh": "chanh",
        "gui": "goi",
        "kinh": "kieng",
        "linh": "lanh",
        "nhan": "nhon",
        "nhat": "nhut",
        "phuc": "phuoc",
        "sinh": "sanh",
        "thu": "thau",
        "tinh": "tanh",
    }
)
"""Folded (see ``folding``): the written syllable -> how it is said in the Mekong delta."""


def as_said(phrase: str) -> str:
    """Return a folded phrase as it is said in the south; the same where it is said alike."""
    return " ".join(SAID.get(word, word) for word in phrase.split())
