"""``kiosk voice build``: a clip for each phrase that can be known beforehand."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.devices import wav
from kiosk.devices.voice import ClipVoice
from kiosk.settings import Settings
from kiosk.wiring.voices import joining
from kiosk.wiring.voices.said import Repertoire

Say = Callable[[str], None]
EVERY = 3.0
"""Seconds between lines of progress."""
ABANDONED = 3600.0
"""Seconds after which nobody works on an unfinished clip any more."""


def build(settings: Settings, repertoire: Repertoire, languages: Iterable[str], say: Say) -> int:
    """Build what is missing and delete what is outdated. Returns 0, or 1 where a clip could not be made.

    A text that a person has recorded is passed over. Raises OSError when the disk fails.
    """
    failed = 0
    for language in languages:
        with tempfile.TemporaryDirectory() as passing:
            voice = joining.voice(settings, Path(passing))
            if not voice.built_for(language):
                say(f"{language}: no voice but recordings, see: kiosk voice missing --lang {language}")
                continue
            single = repertoire.pieces(language) if voice.joins(language) else ()
            texts = dict.fromkeys((*beforehand(repertoire, language), *single))
            failed += _build(voice, list(texts), language, say)
    _remove(settings.cache / joining.BUILT)
    return 1 if failed else 0


def beforehand(repertoire: Repertoire, language: str) -> Iterator[str]:
    """Yield each phrase of a language that is the same every day and for everybody."""
    return (saying.text for saying in repertoire.sayings(language) if not saying.of_a_moment)


def _build(voice: ClipVoice, texts: list[str], language: str, say: Say) -> int:
    wanted = {
        text: voice.built(text, language)
        for text in texts
        if not wav.is_whole(voice.recording(text, language))
    }
    lacking = [text for text, place in wanted.items() if place is not None and not wav.is_whole(place)]
    made = made_of(((text, language) for text in lacking), voice, say, of=len(lacking))
    outdated = _outdated(voice, {place for place in wanted.values() if place}, language)
    for clip in outdated:
        clip.unlink(missing_ok=True)
    _clear(voice.built_in(language))
    told = f"{language}: {made} clips made, {len(wanted) - len(lacking)} kept, {len(outdated)} outdated ones deleted"
    say(f"{told}, {len(texts) - len(wanted)} recorded by people")
    if made < len(lacking):
        say(
            f"{language}: {len(lacking) - made} clips could not be made: is the program for this voice installed?"
        )
    return len(lacking) - made


def made_of(spoken: Iterable[tuple[str, str]], voice: ClipVoice, say: Say, of: int = 0) -> int:
    """Make the clips of these (text, language), one a processor at a time; return how many there are."""
    made, told = 0, SystemClock().monotonic()
    makers = ThreadPoolExecutor(os.cpu_count())
    try:
        for clip in makers.map(lambda one: voice.prepare(*one), spoken):
            made += clip is not None
            if SystemClock().monotonic() - told > EVERY:
                told = SystemClock().monotonic()
                say(f"  {made} of {of} clips" if of else f"  {made} clips")
    finally:
        makers.shutdown(cancel_futures=True)  # whoever breaks it off does not wait for thousands of clips
    return made


def _outdated(voice: ClipVoice, wanted: set[Path], language: str) -> list[Path]:
    """Return the built clips of a language that nothing asks for any more."""
    folder = voice.built_in(language)
    return sorted(set(folder.glob("*.wav")) - wanted) if folder.is_dir() else []


def _clear(folder: Path) -> None:
    """Delete what a build left that was killed; what is young may be another one's work."""
    before = SystemClock().now().timestamp() - ABANDONED
    for passing in folder.glob("tmp*"):
        try:
            if passing.stat().st_mtime > before:
                continue
        except FileNotFoundError:
            continue
        if passing.is_dir():
            shutil.rmtree(passing, ignore_errors=True)
        else:
            passing.unlink(missing_ok=True)


def _remove(folder: Path) -> None:
    """Delete what earlier versions left: clips that lie in no language's folder."""
    for clip in folder.glob("*.wav"):
        clip.unlink(missing_ok=True)
