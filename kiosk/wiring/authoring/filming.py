"""The slide-show of a procedure as a film that a ward shares on phones: pictures, voice, captions."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import settings as settings_files
from kiosk.devices import wav
from kiosk.devices.voice import ClipVoice
from kiosk.pictures import Fonts
from kiosk.presenter.showing import slide_told
from kiosk.presenter.speech import VOICELESS
from kiosk.procedures.films import Caption, subrip
from kiosk.procedures.types import Procedure
from kiosk.settings import Settings
from kiosk.texts import Texts
from kiosk.visit.slides import slides
from kiosk.visit.states import Asked
from kiosk.wiring import content
from kiosk.wiring.authoring.arguments import Say
from kiosk.wiring.authoring.refusing import plainly
from kiosk.wiring.authoring.slides import SIZES, Frame, SlidePen
from kiosk.wiring.authoring.writing import GOOD, IMPOSSIBLE, TO_MEND
from kiosk.wiring.showing import gallery
from kiosk.wiring.voices import joining

BREATH: Final = 0.9
"""Seconds of silence after each sentence."""
_LEAD: Final = 0.4
"""Seconds before the first."""
_READING: Final = 0.07
"""Seconds for a letter of a sentence that nobody says."""
_SHORTEST: Final = 2.5
_A_SECOND: Final = 10
"""Pictures."""
_LOUDNESS: Final = "volume=4dB,alimiter=limit=0.63:level=disabled"
"""Louder than at the kiosk, for a phone in a kitchen; no peak above -4 dB, since what is packed overshoots."""
_PATIENCE: Final = 600
"""Seconds."""


@dataclass(frozen=True)
class Scene:
    """One slide with its sound: what is seen, what is heard, how many seconds it stands."""

    frame: Frame
    sound: wav.Samples[int]
    seconds: float


def video(asked: argparse.Namespace, say: Say) -> int:
    """Render the slide-show of a procedure. Returns 1 where ffmpeg is missing or fails."""
    out: Path = asked.out
    if out.suffix.lower() != ".mp4":
        say(f"✗ {out}: the name of a file that ends in .mp4 is expected")
        return IMPOSSIBLE
    if shutil.which("ffmpeg") is None:
        say("✗ ffmpeg is not installed: without it no film can be made")
        return TO_MEND
    return plainly(asked.code, lambda: _film(asked, out, say), say)


def _film(asked: argparse.Namespace, out: Path, say: Say) -> int:
    scenes = _filmed(asked, out)
    if scenes is None:
        say(f"✗ {asked.code}: ffmpeg could not make the film")
        return TO_MEND
    _tell(say, out, scenes)
    return GOOD


def _filmed(asked: argparse.Namespace, out: Path) -> list[Scene] | None:
    """Put film and captions in their places; None where ffmpeg fails."""
    settings = settings_files.read(asked.config, asked.root, asked.state)
    texts = content.read_texts(settings)
    procedure = content.serve(settings, gallery(settings)).catalogue.procedure(asked.code)
    with tempfile.TemporaryDirectory(prefix="kiosk-film-") as folder:
        scenes = _scenes(settings, procedure, texts, asked.lang, Path(folder))
        made = _made(settings, scenes, SIZES[asked.shape], Path(folder))
        if made is None:
            return None
        _put(made, out)
    beside = out.with_suffix(".srt")
    beside.write_text(subrip(_captions(scenes)), encoding="utf-8")
    beside.chmod(0o644)
    return scenes


def _tell(say: Say, out: Path, scenes: list[Scene]) -> None:
    silent = sum(not one.sound for one in scenes)
    seconds = sum(one.seconds for one in scenes)
    say(f"✓ {out}: {len(scenes)} slides, {seconds:.0f} seconds, {out.stat().st_size / 1e6:.1f} MB")
    if any(one.frame.second for one in scenes):
        say(
            "! it is said in Vietnamese, with both languages to read, where no recording is (kiosk voice missing)"
        )
    if silent:
        say(f"! {silent} slides are silent: there is no voice for them")


def _scenes(
    settings: Settings, procedure: Procedure, texts: Texts, language: str, folder: Path
) -> list[Scene]:
    """Return the slides with their sound; where only Vietnamese can be heard it stands below the caption."""
    voice = joining.voice(settings, folder)
    found: list[Scene] = []
    for slide in slides(procedure, Asked(procedure=procedure.code)):
        told = slide_told(procedure, slide, texts, language)
        sound, second = _sound(voice, told.sentence, language), ""
        if not sound and language in VOICELESS:
            second = slide_told(procedure, slide, texts, "vi").sentence
            sound = _sound(voice, second, "vi")
        letters = len(told.sentence) * _READING
        seconds = len(sound) / wav.RATE + BREATH if sound else max(_SHORTEST, letters)
        if not found:
            seconds += _LEAD
        # A whole number of pictures, so that sound and captions stay with them to the end.
        seconds = -(-round(seconds * 1000) * _A_SECOND // 1000) / _A_SECOND
        found.append(Scene(Frame(told.picture, told.sentence, second), sound, seconds))
    return found


def _sound(voice: ClipVoice, text: str, language: str) -> wav.Samples[int]:
    clip = voice.prepare(text, language) or voice.clip(text, language)
    try:
        return wav.read(clip) if clip is not None else array("h")
    except wav.WavError:
        return array("h")


def _captions(scenes: list[Scene]) -> list[Caption]:
    found: list[Caption] = []
    at = 0.0
    for one in scenes:
        text = one.frame.caption.replace("\u200b", "")
        found.append(
            Caption(at, at + one.seconds, f"{text}\n{one.frame.second}" if one.frame.second else text)
        )
        at += one.seconds
    return found


def _track(scenes: list[Scene]) -> wav.Samples[int]:
    """Return the whole sound, each sentence where its slide begins."""
    whole: wav.Samples[int] = array("h")
    for number, one in enumerate(scenes):
        lead = int(_LEAD * wav.RATE) if not number else 0
        whole.frombytes(bytes(2 * lead))
        whole.extend(one.sound)
        left = round(one.seconds * wav.RATE) - lead - len(one.sound)
        whole.frombytes(bytes(2 * max(left, 0)))
    return whole


def _made(settings: Settings, scenes: list[Scene], size: tuple[int, int], folder: Path) -> Path | None:
    """Return the film; None where ffmpeg fails. Nothing but numbers stands in its list of pictures."""
    sign = settings.point.ward.name
    pen = SlidePen(gallery(settings), Fonts(settings.cache / "fonts"), size, sign[:1].upper() + sign[1:])
    lines = ["ffconcat version 1.0"]
    for number, one in enumerate(scenes):
        pen.draw(one.frame).save(folder / f"{number}.png", compress_level=1)
        lines += [f"file {number}.png", f"duration {one.seconds:.3f}"]
    (folder / "list").write_text("\n".join([*lines, f"file {len(scenes) - 1}.png\n"]), encoding="ascii")
    wav.write(folder / "sound.wav", _track(scenes))
    return _packed(folder, sum(one.seconds for one in scenes))


def _packed(folder: Path, seconds: float) -> Path | None:
    """Let ffmpeg make the film of the pictures and the sound in ``folder``; None where it fails."""
    made = folder / "film.mp4"
    command = ["ffmpeg", "-v", "error", "-nostdin", "-f", "concat", "-i", "list", "-i", "sound.wav"]
    command += [
        "-vf",
        f"fps={_A_SECOND},format=yuv420p",
        "-c:v",
        "libx264",
        "-tune",
        "stillimage",
        "-crf",
        "24",
    ]
    command += [
        "-g",
        str(5 * _A_SECOND),
        "-af",
        _LOUDNESS,
        "-c:a",
        "aac",
        "-ar",
        "44100",
        "-b:a",
        "64k",
    ]
    command += ["-t", f"{seconds:.3f}", "-movflags", "+faststart", made.name]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return made if done.returncode == 0 and made.is_file() else None


def _put(made: Path, out: Path) -> None:
    """Put the film in its place whole."""
    passing = out.with_name(f"{out.name}.part")
    shutil.copyfile(made, passing)
    passing.chmod(0o644)
    passing.replace(out)
