"""The modules of QR codes, for paper and glass: True is dark, without the quiet zone."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import qrcode
from qrcode.util import MODE_NUMBER, QRData

QUIET: Final = 4
"""Modules of white that stay free on each side, or a reader may not find the code."""
_DIGITS_VERSION: Final = 2

Modules = tuple[tuple[bool, ...], ...]


def of_digits(digits: str) -> Modules:
    """Return the 25x25 modules of at most 34 digits: version 2, level H, the most that dirt and folds leave."""
    code = qrcode.QRCode(version=_DIGITS_VERSION, error_correction=qrcode.constants.ERROR_CORRECT_H, border=0)
    code.add_data(QRData(digits, mode=MODE_NUMBER), optimize=0)
    code.make(fit=False)
    return _made(code)


@lru_cache(16)
def of_text(text: str) -> Modules:
    """Return the modules of a short text, level M: as few and large as a telephone reads well from glass."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return _made(code)


def _made(code: qrcode.QRCode) -> Modules:
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())
