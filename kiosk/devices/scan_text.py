"""From a scanner's bytes to the text of one code."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 600
"""The longest code that the kiosk has a use for is a citizen card of some 250 bytes."""
GAP_SECONDS = 0.12
"""A pause this long ends a code whose scanner is set to send no end mark."""
_END = re.compile(rb"[\r\n]+")
_MARKS = "\ufeff\r\n"


class CodeCutter:
    """Cuts a stream of bytes into codes. Ends: CR, LF, CRLF, or a pause, told by ``pause``.

    Of a code longer than MOST_BYTES the beginning is kept, enough for ``cleaned`` to refuse it.
    """

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Return the codes that ``data`` ends."""
        *ended, rest = _END.split(self._rest + data)
        self._rest = rest[: MOST_BYTES + 1]
        return [code for code in ended if code]

    def pause(self) -> list[bytes]:
        """Return the code that the pause ends, if any."""
        code, self._rest = self._rest, b""
        return [code] if code else []


def cleaned(raw: bytes) -> str:
    """Return the text of one code, NFC, without BOM and end marks.

    "" for what no code of ours can be: longer than MOST_BYTES, not UTF-8, or with control characters inside.
    """
    if len(raw) > MOST_BYTES:
        return ""
    try:
        text = raw.decode("utf-8", "strict").strip(_MARKS)
    except UnicodeDecodeError:
        return ""
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        return ""
    return unicodedata.normalize("NFC", text)
