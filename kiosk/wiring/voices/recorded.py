"""What people have recorded in a language: the wavs, and beside them a list that says what each is.

The list, recordings.json, names the text, who spoke it and the day; a wav's name alone does not tell its text.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

LIST: Final = "recordings.json"


class Recording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One recorded text."""

    text: str
    speaker: str
    """As the speaker wants to be named: a name, or any sign."""
    agreed: str
    """The day on which the speaker agreed that everybody may use the recording, like 2026-11-22."""
    day: str
    """The day of the recording."""


class RecordingsError(Exception):
    """A list of recordings that cannot be read. ``code``: unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep everybody else who asks for it from changing the recordings of a language. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    holding = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(holding, fcntl.LOCK_EX)
        yield
    finally:
        os.close(holding)


def read(folder: Path) -> dict[str, Recording]:
    """Return the recordings of a language by their ``clip_key``; none where there is no list.

    Raises RecordingsError.
    """
    try:
        return msgspec.json.decode((folder / LIST).read_bytes(), type=dict[str, Recording])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.MsgspecError) as broken:
        raise RecordingsError("unreadable") from broken


def write(folder: Path, recordings: dict[str, Recording]) -> None:
    """Replace the list. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    passing = folder / f"{LIST}.{os.getpid()}"
    passing.write_bytes(msgspec.json.format(msgspec.json.encode(recordings, order="sorted"), indent=1))
    passing.replace(folder / LIST)
