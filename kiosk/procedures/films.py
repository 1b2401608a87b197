"""Films that a point has: which there are, and what is said in them, to be read along.

A ward puts them into a folder: ``<code>.<language>.mp4`` (or webm) is the film of a procedure in one language,
``<code>.mp4`` the one for all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from msgspec import Struct

KINDS: Final = (".mp4", ".webm")
"""Endings of the files that are taken for films; of two with one name the first kind is taken."""
CAPTIONS: Final = (".srt", ".vtt")
"""Endings of the files beside them that tell what is said."""
SIGNS: Final = "signs"
"""The folder in it that holds clips in sign language."""
LANGUAGES: Final = ("vi", "km", "en")
_TIME: Final = r"(?<![\d:])(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_SPAN: Final = re.compile(rf"{_TIME}\s*-->\s*{_TIME}")
_MARK: Final = re.compile(r"<[^<>]*>|\{[^{}]*\}")
"""No repetition here or above may run on without end: a damaged file would hold the core's thread for minutes."""


class Caption(Struct, frozen=True):
    """What is said in a film from one moment to another, in seconds from its beginning."""

    start: float
    end: float
    text: str


class Film(Struct, frozen=True):
    """One film: its file's name in the folder of films, and its captions in their order."""

    file: str
    captions: tuple[Caption, ...] = ()


class Films(Struct, frozen=True):
    """The films of a point."""

    of_procedures: Mapping[tuple[str, str], Film] = {}
    """By code and language, "" for every language."""
    of_signs: Mapping[str, Film] = {}
    """By what they tell in sign language: a question, or a page of the program."""

    def of(self, code: str, language: str) -> Film | None:
        """Return the film of a procedure in a language; None where there is none."""
        return self.of_procedures.get((code, language)) or self.of_procedures.get((code, ""))

    def signing(self, names: Iterable[str]) -> Film | None:
        """Return the first of these that there is a clip in sign language of."""
        return next((self.of_signs[name] for name in names if name in self.of_signs), None)


NO_FILMS: Final = Films()


def films_in(files: Mapping[str, tuple[Caption, ...]], *, told_only: bool = False) -> Films:
    """Return the films among ``files``: names in the folder, those of captions with what they tell.

    ``told_only``: only those of procedures that have captions.
    """
    found: dict[tuple[str, str], Film] = {}
    signs: dict[str, Film] = {}
    for name in sorted(files, key=lambda one: (PurePath(one).suffix not in KINDS[:1], one)):
        path = PurePath(name)
        if path.suffix not in KINDS:
            continue
        if path.parts[:-1] == (SIGNS,):
            signs.setdefault(path.stem, Film(name))
        if len(path.parts) != 1:
            continue
        code, language = _named(path.stem)
        for spoken in (language,) if language else ("", *LANGUAGES):
            # A film for all may have captions in each language.
            told = _told(files, (f"{code}.{spoken}", path.stem) if spoken else (path.stem,))
            if language or spoken == "" or told != _told(files, (path.stem,)):
                found.setdefault((code, spoken), Film(name, told))
    kept = {key: film for key, film in found.items() if film.captions or not told_only}
    return Films(kept, signs)


def _named(stem: str) -> tuple[str, str]:
    code, _, language = stem.rpartition(".")
    return (code, language) if code and language in LANGUAGES else (stem, "")


def _told(files: Mapping[str, tuple[Caption, ...]], stems: Iterable[str]) -> tuple[Caption, ...]:
    names = [f"{stem}{kind}" for stem in stems for kind in CAPTIONS]
    return next((files[name] for name in names if files.get(name)), ())


def captions(text: str) -> tuple[Caption, ...]:
    """Read captions as SubRip or WebVTT; what cannot be read is left out."""
    found: list[Caption] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").removeprefix("\ufeff")):
        span = _SPAN.search(block)
        if span is None:
            continue
        said = " ".join(_MARK.sub("", block[span.end() :].partition("\n")[2]).split())
        start, end = _seconds(span.groups()[:4]), _seconds(span.groups()[4:])
        if said and end > start:
            found.append(Caption(start, end, said))
    return tuple(sorted(found, key=lambda one: one.start))


def _seconds(told: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = told
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{rest}")


def subrip(told: Iterable[Caption]) -> str:
    """Return captions as SubRip."""
    return "\n".join(
        f"{number}\n{_clock(one.start)} --> {_clock(one.end)}\n{one.text}\n"
        for number, one in enumerate(told, 1)
    )


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
