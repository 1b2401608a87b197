"""Vietnamese as it is said in the south, where the written word is the official one."""

from __future__ import annotations

import re
from typing import Final

_BORN: Final = re.compile(
    r"(?:(?<=\bkhai )|(?<=\bchứng )|(?<=\bngày )|(?<=\btháng )|(?<=\bnăm )|(?<=\bnơi )|(?<=\bgiờ )|(?<=\bmới ))"
    r"(?P<after>sinh)\b(?! (?:viên|sống|hoạt|kế|thời)\b)"
    r"|\b(?P<before>sinh)(?= (?:con|ra|năm|ngày|tháng|tại|ở|đôi|đẻ|bé|cháu|em)\b)",
    re.IGNORECASE,
)
_THOUSAND: Final = re.compile(r"\bnghìn\b", re.IGNORECASE)
_AND: Final = re.compile(r"(?<=\btrăm )linh\b|(?<=\bngàn )linh\b", re.IGNORECASE)


def southern(text: str) -> str:
    """Return a Vietnamese text with "sanh", "ngàn" and "lẻ"; "học sinh", "sinh sống" stay."""
    text = _THOUSAND.sub(lambda met: _as(met.group(), "ngàn"), text)
    text = _AND.sub("lẻ", text)
    return _BORN.sub(lambda met: _as(met.group(), "sanh"), text)


def _as(met: str, said: str) -> str:
    return said.capitalize() if met[0].isupper() else said
