"""From a scanner's bytes to the text of one code."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 1500
"""Room for two of the longest codes glued together, so that they are told from an unknown one: a citizen card has some
250 bytes, a health card some 600."""
GAP_SECONDS = 0.12
"""A pause this long ends a code whose scanner is set to send no end mark."""
MOST_A_SECOND = 5
"""Codes that are handed on in a second; a hand needs a second for one, a flood must not drown the core."""
_END = re.compile(rb"[\r\n]+")
_MARKS = "\ufeff\r\n"
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Kinds of characters that no paper shows: controls, invisible marks, marks that turn the writing round."""


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


class Throttle:
    """Lets MOST_A_SECOND codes pass in a second, after a rest as many at once: no hand holds up more."""

    def __init__(self) -> None:
        self._left = float(MOST_A_SECOND)
        self._at = 0.0

    def lets(self, now: float) -> bool:
        """Tell whether one more code may pass at ``now``, in monotonic seconds."""
        earned = max(0.0, now - self._at) * MOST_A_SECOND
        self._left, self._at = min(float(MOST_A_SECOND), self._left + earned), now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def cleaned(raw: bytes) -> str:
    """Return the text of one code, NFC, without BOM and end marks.

    "" for what no code of ours can be: longer than MOST_BYTES, not UTF-8, or with control or invisible characters.
    """
    if len(raw) > MOST_BYTES:
        return ""
    try:
        text = raw.decode("utf-8", "strict").strip(_MARKS)
    except UnicodeDecodeError:
        return ""
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        return ""
    return unicodedata.normalize("NFC", text)
