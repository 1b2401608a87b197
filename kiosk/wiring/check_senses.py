"""What ``kiosk check`` finds wrong in what speaks, listens and shows films, and what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.devices.engines import WAV
from kiosk.procedures.films import CAPTIONS, KINDS, SIGNS
from kiosk.settings import Settings
from kiosk.ui.reel import tried
from kiosk.wiring.showing import film_folder
from kiosk.wiring.voices.joining import RECORDINGS

Found = Iterator[tuple[bool, str]]
"""(is wrong, sentence)."""

LARGEST: Final = 1920 * 1080
"""Pixels of a film that an office machine decodes without help of its graphics chip."""
_MOST: Final = (1280, 720)
_PACKAGES: Final = {
    "aplay": "alsa-utils",
    "arecord": "alsa-utils",
    "espeak-ng": "espeak-ng",
    "sox": "sox",
}
"""The Debian package of each program."""


def of_sound(settings: Settings) -> Found:
    """Tell whether the kiosk can be heard, and whether the voice of the ward's choice can speak."""
    voice, root = settings.kiosk.voice, settings.root
    if not settings.kiosk.sound.is_on:
        yield False, "sound: none; the screen tells everything"
        return
    yield _installed("sound", "aplay", "nothing can be heard")
    yield _installed("voice", "espeak-ng", "answers have no voice")
    if voice.engine == "command":
        yield from _commands("voice", dict(voice.command.items()))
    if voice.engine == "command" or any((root / RECORDINGS).glob("*/*.wav")):
        yield _installed("voice", "sox", "no clip can be made of a recording or of what a program says")


def of_listening(settings: Settings) -> Found:
    """Tell whether spoken words can be understood, where the point has asked for it."""
    listening = settings.kiosk.listening
    if listening.engine == "none":
        yield False, "listening: off; no microphone is opened"
        return
    yield _installed("listening", "arecord", "the microphone cannot be opened")
    yield from _commands("listening", dict(listening.command.items()))


def of_films(settings: Settings) -> Found:
    """Try each film, and tell which cannot be shown or burden the machine."""
    place = film_folder(settings)
    names = [
        path for where in (place, place / SIGNS) for path in sorted(where.glob("*")) if path.suffix in KINDS
    ]
    for path in names:
        name = path.relative_to(place)
        size = tried(path, _MOST)
        if size is None:
            said = "no picture of it can be shown; make it H.264 with AAC (mp4) or VP9 with Opus (webm)"
            yield True, f"film {name}: {said}"
        elif size[0] * size[1] > LARGEST:
            smaller = f"ffmpeg -i {name} -vf scale=-2:720 smaller{path.suffix}"
            said = (
                "is too much for this machine, which shows it smaller and may stutter; make it smaller with"
            )
            yield True, f"film {name}: {size[0]}x{size[1]} {said}: {smaller}"
        elif path.parent == place and not settings.kiosk.sound.is_on and not _told(path):
            said = f"this point has no sound and the film no captions ({path.stem}.srt): slides are shown instead"
            yield True, f"film {name}: {said}"
        else:
            yield False, f"film {name}: {size[0]}x{size[1]}"
    if shutil.which("ffmpeg") is None:
        yield False, "films: shown without ffmpeg, which kiosk content video alone needs (apt install ffmpeg)"


def _told(path: Path) -> bool:
    """Tell whether captions lie beside a film, in whatever language."""
    stem = path.stem.rsplit(".", 1)[0] if path.stem.endswith((".vi", ".km", ".en")) else path.stem
    return any(found.suffix in CAPTIONS for found in path.parent.glob(f"{stem}.*"))


def _commands(what: str, commands: Mapping[str, Sequence[str]]) -> Found:
    """Tell whether each program of the ward's choice is there, with the files that it names."""
    if not commands:
        yield (
            True,
            f'{what}: engine is "command", but [{what}.command] names no program; name one or change engine',
        )
    for language, command in commands.items():
        program, *given = command
        if shutil.which(program) is None:
            said = f"{program} is not there or may not be run; install it, or put right its path in [{what}.command]"
            yield True, f"{what} {language}: {said}"
            continue
        for part in given:
            if part.startswith("/") and WAV not in part and not Path(part).exists():
                yield (
                    True,
                    f"{what} {language}: {part} is not there; put it there, or put right [{what}.command]",
                )
        if not any(WAV in part for part in given):
            said = f"no part of its command is {WAV}, which stands for the sound file; add it in [{what}.command]"
            yield True, f"{what} {language}: {said}"
        yield False, f"{what} {language}: {program} is installed"


def _installed(what: str, program: str, without: str) -> tuple[bool, str]:
    if shutil.which(program) is not None:
        return False, f"{what}: {program} is installed"
    return True, f"{what}: {program} is missing, {without}; install it: apt install {_PACKAGES[program]}"
