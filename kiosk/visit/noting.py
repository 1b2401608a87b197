"""What a helper writes to the officer, and how it is read to the resident: in pieces that fit a line each."""

from __future__ import annotations

from typing import Final

NOTE_LIMIT: Final = 500
"""Letters of a note at most."""
_LINE: Final = 48
"""Letters of one piece at most; a longer word stands alone."""


def note_lines(note: str) -> tuple[str, ...]:
    """Return the note in pieces, broken between words; none for no note."""
    found: list[str] = []
    for word in note.split():
        if found and len(found[-1]) + 1 + len(word) <= _LINE:
            found[-1] = f"{found[-1]} {word}"
        else:
            found += [word[at : at + _LINE] for at in range(0, len(word), _LINE)]
    return tuple(found)


def cleaned(text: str) -> str:
    """Return a note as it is kept: single spaces, at most NOTE_LIMIT letters."""
    return " ".join(text.split())[:NOTE_LIMIT].rstrip()
