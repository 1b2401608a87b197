"""``kiosk voice check``: whether all that a kiosk says can be heard, file by file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from kiosk.devices import wav
from kiosk.devices.voice import ClipVoice
from kiosk.settings import Settings
from kiosk.texts.phrasebook import plain
from kiosk.wiring import ward_content
from kiosk.wiring.voices import joining, recorded
from kiosk.wiring.voices.recorded import Recording, RecordingsError
from kiosk.wiring.voices.said import Repertoire, Saying

Say = Callable[[str], None]

MOST_AT_FULL: Final = 3
"""Samples at full scale that nobody hears; more are a clipped recording."""
QUIET: Final = -30.0
"""A clip whose root mean square lies below, in dB under full scale, is not understood in a full room."""
SECONDS_A_LETTER: Final = 0.2
SECONDS_BESIDES: Final = 2.0
"""Longer than this, a clip has something else in it than its text."""
_WORTH_WORKERS: Final = 200
"""Fewer clips are listened to before another process has begun."""
_SHOWN: Final = 40
"""Findings of one kind that are told one by one; of more, only how many."""
_FORM: Final = f"{wav.RATE} Hz, one channel, 16 bits"
_BROKEN: Final = {
    "unreadable": f"cannot be read as sound of {_FORM}",
    "form": f"has another form than {_FORM}",
    "empty": "has no sound in it",
}


@dataclass(frozen=True)
class Clip:
    """A file to listen to, and what it should say."""

    path: Path
    text: str
    words: str
    """As it is said, which tells how long it may take."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, in plain words."""

    kind: str
    told: str


def check(
    settings: Settings, repertoire: Repertoire, languages: Iterable[str], say: Say, *, asked: bool
) -> int:
    """Check the clips of these languages and tell what is wrong. Returns 0 for nothing, else 1.

    ``asked``: somebody named the language, so that missing recordings count where only people can speak it.
    """
    found = 0
    for language in languages:
        with tempfile.TemporaryDirectory() as passing:
            voice = joining.voice(settings, Path(passing))
            sayings = repertoire.sayings(language)
            pieces = repertoire.pieces(language) if voice.joins(language) else ()
            sayings_and = [*sayings, *(Saying(one, "", "", "", (), of_a_moment=False) for one in pieces)]
            findings = list(_findings(voice, sayings_and, language, _recordings(settings, language)))
            by_people_alone = not voice.built_for(language)
            gap = [one for one in findings if one.kind == "missing"] if by_people_alone and not asked else []
            counted = [one for one in findings if one not in gap]
        _tell(counted, say)
        if gap:
            say(f"{language}: {len(gap)} texts are not recorded and are spoken in Vietnamese instead")
        said = sum(not saying.of_a_moment for saying in sayings)
        say(f"{language}: {said} texts, {len(sayings) - said} more are put together when they are said")
        say(f"{language}: {len(counted)} findings")
        found += len(counted)
    return 1 if found else 0


def _tell(findings: list[Finding], say: Say) -> None:
    by_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    for kind, some in by_kind.items():
        for finding in some[:_SHOWN]:
            say(f"{kind}: {finding.told}")
        if len(some) > _SHOWN:
            say(f"{kind}: and {len(some) - _SHOWN} more")


def _recordings(settings: Settings, language: str) -> dict[str, Recording] | None:
    """Return the list of recordings; None when it cannot be read."""
    try:
        return recorded.read(ward_content.recordings(settings) / language)
    except RecordingsError:
        return None


def _findings(
    voice: ClipVoice, sayings: list[Saying], language: str, recordings: dict[str, Recording] | None
) -> Iterator[Finding]:
    if recordings is None:
        yield Finding("broken", f"{recorded.LIST} of {language} cannot be read")
    clips: dict[Path, Clip] = {}
    for saying in sayings:
        heard = list(_heard(voice, saying, language))
        clips |= {clip.path: clip for clip in heard}
        if not heard and not saying.of_a_moment:
            yield Finding("missing", f"“{plain(saying.text)}”")
    for recording in voice.recordings_in(language).glob("*.wav"):
        if recording not in clips:
            known = (recordings or {}).get(recording.stem)
            of = f"“{known.text}”, which" if known else "a text that"
            yield Finding("stale", f"{recording.name}: of {of} nobody says any more")
    for clip in sorted(set(voice.built_in(language).glob("*")) - set(clips)):
        yield Finding("stale", f"{clip.name}: built of words or by a voice that are others now")
    yield from _listened(clips.values())


def _heard(voice: ClipVoice, saying: Saying, language: str) -> Iterator[Clip]:
    """Yield the files that say a phrase, and the recordings that say a part of it; none if nothing says it."""
    own = [piece for piece in saying.pieces if piece.kind == "own"]
    whole = voice.recording(saying.text, language)
    built = voice.built(saying.text, language)
    parts = [
        Clip(voice.recording(piece.text, language), piece.text, voice.words(piece.text, language))
        for piece in saying.pieces
        if piece not in own
    ]
    lying = [part for part in parts if part.path.is_file()]
    if whole.is_file():
        yield Clip(whole, saying.text, voice.words(saying.text, language))
    elif parts and len(lying) == len(parts):
        yield from lying
    elif built is not None and built.is_file():
        yield from lying
        yield Clip(built, saying.text, voice.words(saying.text, language))


def _listened(clips: Iterable[Clip]) -> Iterator[Finding]:
    """Yield what is wrong with the sound of each clip."""
    some = list(clips)
    if len(some) < _WORTH_WORKERS:
        yield from chain.from_iterable(map(listen, some))
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as ears:
        yield from chain.from_iterable(ears.map(listen, some, chunksize=64))


def listen(clip: Clip) -> list[Finding]:
    """Return what is wrong with the sound of a clip."""
    name = f"{clip.path.name}, “{plain(clip.text)}”"
    try:
        loudness = wav.measured(wav.read(clip.path))
    except wav.WavError as broken:
        return [Finding("broken", f"{name}: {_BROKEN[broken.code]}")]
    longest = SECONDS_BESIDES + SECONDS_A_LETTER * len(plain(clip.words))
    found: list[Finding] = []
    if loudness.at_full > MOST_AT_FULL:
        told = f"{name}: {loudness.at_full} samples at full scale; speak further from the microphone"
        found.append(Finding("clipped", told))
    if loudness.level < QUIET:
        found.append(Finding("too quiet", f"{name}: {loudness.level:.0f} dB, {QUIET:.0f} at least"))
    if loudness.seconds > longest:
        found.append(Finding("too long", f"{name}: {loudness.seconds:.1f} s, {longest:.1f} at most"))
    return found
