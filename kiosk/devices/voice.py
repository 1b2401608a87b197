"""The voice: ``ClipVoice`` implements ``engine.ports.Voice``.

Nothing here fails for want of a program or a recording: there is just nothing to hear.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.devices import wav
from kiosk.devices.engines import Engine, EspeakEngine, converted
from kiosk.texts.phrasebook import Phrasebook, Piece, plain

NOW_SECONDS: Final = 0.3
BEFOREHAND_SECONDS: Final = 30.0
BORROWED: Final = "vi"
"""The voice that says a name in a sentence of a language that only recordings speak."""
_FINGERPRINT: Final = 12
"""Digits of it in a name."""
_MADE_BY: Final = "1"
"""Another one when clips are to be made anew: trimmed or levelled otherwise than before."""


def clip_key(text: str, language: str) -> str:
    """Return the name under which the sound of a text is filed: it doesn't tell the text."""
    # Break marks between Khmer words are for the eye: moving one must not orphan a recording.
    return hashlib.sha256(f"{language}\n{plain(text)}".encode()).hexdigest()


def as_it_stands(text: str, language: str) -> str:  # noqa: ARG001 - the same for every language
    """Return the text as the words to say."""
    return text


@dataclass(frozen=True)
class Places:
    """Where clips lie."""

    recordings: Path
    """<language>/<clip_key>.wav: spoken by people; never written by this module."""
    built: Path
    """<language>/<clip_key>-<fingerprint>.wav: made beforehand, of texts of the program and the procedures only."""
    passing: Path
    """What a visit needed besides, answers too: a folder in memory (tmpfs)."""


_Lies = Callable[[str, str], Path]
"""Gives where the clip of a text in a language lies, if there is one."""


class ClipVoice:
    """Finds or makes the sound of a text.

    A person's recording of the whole text wins; then recordings of its pieces, joined; then what ``engine`` has
    built beforehand, the whole or, where ``quick`` has another voice, its pieces; then what is made now by ``quick``,
    for nobody waits longer than ``now_seconds``. Call ``forget`` at the end of every visit. ``book`` gives the
    phrasebook of a language; ``spoken`` the words that a text is said with.
    """

    def __init__(
        self,
        places: Places,
        engine: Engine | None = None,
        *,
        quick: Engine | None = None,
        book: Callable[[str], Phrasebook] | None = None,
        spoken: Callable[[str, str], str] = as_it_stands,
        now_seconds: float = NOW_SECONDS,
    ) -> None:
        self._places = places
        self._quick = quick or EspeakEngine()
        self._engine = engine or self._quick
        self._book = book
        self._spoken = spoken
        self._now_seconds = now_seconds
        self._visits = 0
        self._count = itertools.count(1)
        self._numbers: dict[tuple[str, bool], int] = {}
        """Of this visit's clips, which are named so: a player's command line, that all may read, tells no answer."""

    def visit(self) -> int:
        """Return which visit this is: another number after each ``forget``."""
        return self._visits

    def clip(self, text: str, language: str, *, slow: bool = False, visit: int | None = None) -> Path | None:
        """Return the wav that says ``text``; None when the language has no voice or it took over 0.3 s.

        ``visit``: what ``visit`` returned when this was wanted; nothing is made for one that is over.
        """
        if not text.strip():
            return None
        visit = self._visits if visit is None else visit
        return (
            self._by_a_person(text, language, slow=slow, visit=visit)
            or self._beforehand(text, language, slow=slow, visit=visit)
            or self._now(text, language, slow=slow, visit=visit)
        )

    def forget(self) -> None:
        """Delete what was made for the visit, and what is being made for it just now."""
        self._visits += 1
        self._numbers.clear()
        if self._places.passing.is_dir():
            for clip in self._places.passing.iterdir():
                clip.unlink(missing_ok=True)

    def get_ready(self) -> None:
        """Read beforehand what the first pieces would have to wait for; nothing where none are ever joined."""
        for place in (self._places.recordings, self._places.built):
            for folder in place.iterdir() if place.is_dir() else ():
                if folder.is_dir() and (place == self._places.recordings or self.joins(folder.name)):
                    self.pieces(folder.name, folder.name)

    # ---- what people have recorded

    def recording(self, text: str, language: str) -> Path:
        """Return where a person's recording of a text lies, if there is one."""
        return self.recordings_in(language) / f"{clip_key(text, language)}.wav"

    def recordings_in(self, language: str) -> Path:
        """Return the folder of the recordings of a language."""
        return self._places.recordings / language

    def pieces(self, text: str, language: str) -> tuple[Piece, ...]:
        """Return the pieces that a text is joined from where the whole has not been recorded."""
        return self._book(language).pieces(text) if self._book else ()

    def _by_a_person(self, text: str, language: str, *, slow: bool, visit: int) -> Path | None:
        if not self.recordings_in(language).is_dir():
            return None
        return self._lying(text, language, self.recording, slow=slow, visit=visit)

    def _lying(self, text: str, language: str, lies: _Lies, *, slow: bool, visit: int) -> Path | None:
        """Return the clip that lies there, whole or joined from its pieces; None when one is missing."""
        whole = lies(text, language)
        if wav.is_whole(whole) and not slow:
            return whole
        made = self._passing(text, language, slow=slow)
        if wav.is_whole(made):
            return made
        if wav.is_whole(whole):
            return self._made(made, lambda to: converted(whole, to, slow=True), visit) or whole
        pieces = self.pieces(text, language)
        clips = [lies(piece.text, language) for piece in pieces if piece.kind != "own"]
        if not clips or not all(map(wav.is_whole, clips)):
            return None
        return self._made(
            made, lambda to: self._join(pieces, language, to, lies, slow=slow, visit=visit), visit
        )

    def _join(
        self, pieces: Sequence[Piece], language: str, to: Path, lies: _Lies, *, slow: bool, visit: int
    ) -> bool:
        """Write the pieces one after the other; a name by the machine's quick voice."""
        parts: list[tuple[wav.Samples[int], float]] = []
        borrowed = language if self._quick.settings(language) else BORROWED
        for piece in pieces:
            own = piece.kind == "own"
            clip = self._now(piece.text, borrowed, visit=visit) if own else lies(piece.text, language)
            if clip is None:
                return False
            try:
                parts.append((wav.read(clip), piece.pause))
            except wav.WavError:
                return False
        if not slow:
            wav.write(to, wav.joined(parts))
            return True
        with tempfile.NamedTemporaryFile(dir=to.parent, suffix=".wav") as usual:
            wav.write(Path(usual.name), wav.joined(parts))
            return converted(Path(usual.name), to, slow=True)

    # ---- what the machine says

    def built(self, text: str, language: str) -> Path | None:
        """Return where the clip of a text lies once it is built; None when the language has no voice.

        The name changes with the words to say and with the engine's settings: an old clip is never found again.
        """
        settings = self._engine.settings(language)
        if not settings:
            return None
        made_of = f"{_MADE_BY}\n{settings}\n{self._spoken(text, language)}"
        fingerprint = hashlib.sha256(made_of.encode()).hexdigest()[:_FINGERPRINT]
        return self.built_in(language) / f"{clip_key(text, language)}-{fingerprint}.wav"

    def joins(self, language: str) -> bool:
        """Tell whether pieces are built, too, and joined: where what is made now would sound in another voice."""
        return self._engine.settings(language) != self._quick.settings(language)

    def built_for(self, language: str) -> bool:
        """Tell whether clips can be built in a language at all: else only people speak it."""
        return bool(self._engine.settings(language))

    def words(self, text: str, language: str) -> str:
        """Return the words that a text is said with."""
        return self._spoken(text, language)

    def built_in(self, language: str) -> Path:
        """Return the folder of the built clips of a language."""
        return self._places.built / language

    def prepare(self, text: str, language: str) -> Path | None:
        """Return the clip of a text that is nobody's own: a recording or a built one, made if need be.

        None when the language has no voice. Raises OSError when the disk fails or is full.
        """
        recording = self.recording(text, language)
        if wav.is_whole(recording):
            return recording
        place = self.built(text, language)
        if place is None or wav.is_whole(place) or not text.strip():
            return place if text.strip() else None
        words = self._spoken(text, language)
        return _placed(place, lambda to: self._engine.speak(words, language, to, BEFOREHAND_SECONDS))

    def _beforehand(self, text: str, language: str, *, slow: bool, visit: int) -> Path | None:
        if self.joins(language):
            return self._lying(text, language, self._place, slow=slow, visit=visit)
        place = self.built(text, language)
        return place if place is not None and wav.is_whole(place) and not slow else None

    def _place(self, text: str, language: str) -> Path:
        return self.built(text, language) or self.built_in(language)

    def _now(self, text: str, language: str, *, slow: bool = False, visit: int) -> Path | None:
        made = self._passing(text, language, slow=slow)
        if wav.is_whole(made):
            return made
        quick = self._quick
        if not quick.settings(language):
            return None
        words = self._spoken(text, language)
        return self._made(
            made, lambda to: quick.speak(words, language, to, self._now_seconds, slow=slow), visit
        )

    def _made(self, place: Path, make: Callable[[Path], bool], visit: int) -> Path | None:
        """Make a clip of a visit; None when it could not be, or when the visit ended before it was done."""
        if visit != self._visits:
            return None
        try:
            made = _placed(place, make)
        except OSError:
            made = None
        if visit != self._visits:
            # It may have come into place after ``forget`` looked: nothing of a visit stays for the next one.
            place.unlink(missing_ok=True)
            return None
        return made

    def _passing(self, text: str, language: str, *, slow: bool) -> Path:
        number = self._numbers.setdefault((clip_key(text, language), slow), next(self._count))
        return self._places.passing / f"{number}.wav"


def _placed(place: Path, make: Callable[[Path], bool]) -> Path | None:
    """Let ``make`` write a file, which then comes into place whole; None when it could not. Raises OSError."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part") as unfinished:
            if not make(Path(unfinished.name)):
                return None
            # A name without its sound, which a power cut could leave, would be mute for good.
            with Path(unfinished.name).open("rb") as written:
                os.fsync(written.fileno())
            if not wav.is_whole(place):
                place.unlink(missing_ok=True)
            # Linked, not renamed: the temporary name goes by itself.
            place.hardlink_to(unfinished.name)
    except FileExistsError:
        return place
    except FileNotFoundError:
        return None  # The unfinished file was cleared away meanwhile: at the end of a visit all of them are.
    return place
