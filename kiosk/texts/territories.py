"""The states of the world by their ISO 3166-1 codes, named in the kiosk's languages by CLDR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_STATE = re.compile("[A-Z]{2}")
_NO_STATES = re.compile(
    "A[CQX]|B[LQV]|C[CPQWX]|DG|E[AHUZ]|G[FGPS]|HM|I[CMO]|JE|M[FQ]|NF|PM|QO|RE|S[JX]|T[AFK]|U[MN]|WF|X[AB]|YT|ZZ"
)
"""Codes of CLDR that stand for regions, uninhabited places or parts of states that give no nationality."""


@cache
def territories(language: str) -> Mapping[str, str]:
    """Return the name of every state in ``language`` (vi, en, km), by its two-letter code, Vietnam first."""
    from babel import Locale

    names = {str(code): str(name) for code, name in Locale(language).territories.items()}
    codes = sorted(code for code in names if _STATE.fullmatch(code) and not _NO_STATES.fullmatch(code))
    codes.sort(key=lambda code: code != "VN")
    return MappingProxyType({code: names[code] for code in codes})
